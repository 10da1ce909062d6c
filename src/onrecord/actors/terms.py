"""The terms of office that a page gives away: whom it calls by an office wrote and spoke while holding it.

'Ruritanian Foreign Minister Ada Roe' is news of the time when Ada Roe was that; of a former minister it is not, nor in
a sentence that names a year, which may look back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ..quotes import paragraphs
from ..record import Article, Date
from .mentions import Name, Text
from .offices import Office, first_day, last_day
from .registry import Known, Registry

_PAST = re.compile(
    r"\b(?:former|ex|then|late|previous|outgoing|incoming|onetime|one-time|past|retired|deposed|ousted|future|next|designate|elect)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
BEFORE = 40  # characters before a title in which 'former' is of it
# Words beside a title that tell of the beginning or the end of a term, and the days before it and after it that they
# leave. The longest waits between a nomination or an election and an office are of some months; our own choice.
_TURNS = (
    (re.compile(r"[\s-](?:designate|elect),?\s\Z", re.IGNORECASE), "begin", 200, 0, "was to be"),
    (re.compile(r"\b(?:incoming)\s\Z", re.IGNORECASE), "begin", 200, 0, "was to be"),
    (re.compile(r"\bnewly[\s-](?:elected|appointed|named|installed|inaugurated)\s\Z", re.IGNORECASE), "begin", 100, 200,
     "newly was"),
    (re.compile(r"\b(?:outgoing|departing)\s\Z", re.IGNORECASE), "end", 200, 0, "was soon no more"),
)  # fmt: skip
_TITLE = re.compile(r"((?:[A-Z][\w’']*[\s-]){1,5})(?:designate|elect),?\s\Z")
OPEN = ""  # the end of a term that is not known to have ended, or a beginning that is not known


def terms(article: Article, registry: Registry) -> Iterator[Date]:
    """Yield the terms of the offices by which a page calls its persons, as `first/last`; an open side is empty.

    The span is that of the name with its title; the basis is office.
    """
    text = Text(article.text, paragraphs(article), registry)
    seen: set[tuple[str, str]] = set()
    last = ""  # the office last spoken of: 'his Ruritanian counterpart' holds the same
    for name in text.names:
        near = text.text[max(0, name.start - BEFORE) : name.start]
        titled = name.titles or name.apposed or _TITLE.search(near)
        if name.kind != "person" or not titled or (name.text, name.titles) in seen:
            continue
        seen.add((name.text, name.titles))
        known = [actor for actor in registry.on_page(name.text) if actor.kind == "person"]
        titles = (text.text[name.begin : name.start], *name.apposed)
        titles = (last,) if "counterpart" in titles[0] else titles
        if len(known) == 1 and (turn := _turn(known[0], text, name, registry)):
            yield turn
            continue
        if len(known) == 1 and not _looks_back(text, name) and (held := _held(known[0], titles, registry)):
            last = held[0].title
            yield _term(known[0], held, name, registry)


def country(article: Article, registry: Registry) -> str | None:
    """Return the ISO 3166 code of the country of a page's outlet, if the registry knows it."""
    found = registry.find(article.outlet.name) if article.outlet else ()
    known = {actor.country for actor in found if actor.kind in ("outlet", "agency")}
    return known.pop() if len(known) == 1 else None


def _looks_back(text: Text, name: Name) -> bool:
    """Whether a name's title is one of the past, or its sentence tells of a year."""
    start = text.sentences[text.sentence(name.start)]
    after = text.sentences[text.sentence(name.start) + 1 :][:1] or [len(text.text)]
    before = text.text[max(start, name.begin - BEFORE) : name.start]
    return bool(_PAST.search(before) or _YEAR.search(text.text, start, after[0])) or any(
        map(_PAST.search, name.apposed)
    )


def _held(actor: Known, titles: tuple[str, ...], registry: Registry) -> list[Office]:
    """The offices of an actor that the words beside its name call."""
    for words in filter(str.strip, titles):
        for of in dict.fromkeys(registry.id_of(office.of or actor.country or "") for office in actor.offices):
            post = registry.post(words, of) if of else None
            held = [office for holder, office in post.held if holder is actor] if post else []
            if held:
                return held
    return []


def _term(actor: Known, held: list[Office], name: Name, registry: Registry) -> Date:
    """The time from the first of some terms to the last, as a date."""
    firsts = [first_day(office.begin) if office.begin else OPEN for office in held]
    lasts = [last_day(office.end) if office.end else OPEN for office in held]
    first, last = min(firsts), OPEN if OPEN in lasts else max(lasts)
    why = f"{actor.name} was {registry.title(held[0], actor.country)} from {first or '?'} to {last or '?'}"
    return Date(value=f"{first}/{last}", basis="office", span=(name.begin, name.end), why=why)


def _turn(actor: Known, text: Text, name: Name, registry: Registry) -> Date | None:
    """The days about the beginning or the end of a term: 'Prime Minister-designate', 'outgoing President'."""
    begin = max(0, name.begin - BEFORE)
    titled = _TITLE.search(text.text, begin, name.start)
    titles = (titled[1].strip(" -"),) if titled else (text.text[name.begin : name.start],)
    for pattern, side, before, after, said in _TURNS:
        if not any(pattern.search(text.text, begin, end) for end in (name.begin, name.start)):
            continue
        held = _held(actor, titles, registry)
        days = [date.fromisoformat(first_day(day)) for office in held if (day := getattr(office, side))]
        if days:
            first, last = min(days) - timedelta(before), max(days) + timedelta(after)
            why = f"{actor.name} {said} {registry.title(held[0], actor.country)}, whose term {side}s on {max(days)}"
            return Date(value=f"{first}/{last}", basis="office", span=(begin, name.end), why=why)
    return None
