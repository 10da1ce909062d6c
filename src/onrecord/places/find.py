"""The places of a page: capitalised words after 'in', 'near', 'the city of', in a dateline, or before their country.

'Moscow' that says something is an actor and no place; 'in Moscow' and a dateline are. A name that several places share
is settled by the country named beside it, else by the countries that the page names, by population and by rank.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import NamedTuple

from ..record import Article, Place, Span
from .gazetteer import CAPITAL, CITY, COUNTRY, STATE, Entry, named, near

READ = frozenset({"title", "standfirst", "subheading", "body", "caption"})
MOST_WORDS = 5
_WORD = r"[A-Z\u00c0-\u00de][\w'’-]*"
_NAME = re.compile(
    rf"(?:[A-Z]\.){{2,3}}|{_WORD}(?:[^\S\n](?:{_WORD}|(?:de|la|las|los|el|al|ez|es|ad|as|of|and(?=\sHerz|\sToba"
    rf"|\sBarb|\sNev|\sPr[ií]n)|upon|sur|del|da|do"
    rf"|am)[^\S\n]{_WORD})){{0,4}}"
)
# The words before a place that is one: 'in', 'the Ruritanian city of', 'northern'.
_BEFORE = re.compile(
    r"\b(?P<sure>[Ii]n|[Nn]ear|[Aa]t|[Ff]rom|outside|inside|into|across|throughout|around|toward|towards|to|via"
    r"|through|leaving"
    r"|reached|left|visit(?:s|ed|ing)?"
    r"|(?:city|town|capital|village|port|province|resort|suburb|region|district|state|governorate|neighbou?rhood) of"
    r"|between|of)"
    r"(?P<more>[^\S\n](?:the[^\S\n])?(?:[\w’'-]+[^\S\n]){0,3}?(?:city|town|capital|village|port|resort|suburb"
    r"|province)(?:[^\S\n]of|,)?)?"
    r"[^\S\n](?:both[^\S\n])?(?:the[^\S\n])?(?:(?:northern|southern|eastern|western|central|downtown|nearby"
    r"|neighbou?ring|north-?east(?:ern)?|north-?west(?:ern)?"
    r"|south-?east(?:ern)?|south-?west(?:ern)?|occupied|rebel-held)[^\S\n])?\Z"
)
_OPENING = re.compile(r"(?:In|Near|At|From|Outside|Inside|Across|Around)[^\S\n](?=[A-Z])")
_WEAK = frozenset({"to", "from", "From", "At", "of", "between", "at", "left", "through", "towards", "toward"})
_AFTER = re.compile(rf",[^\S\n](?P<country>(?:[A-Z]\.){{2,3}}|{_WORD}(?:[^\S\n]{_WORD}){{0,3}})")
_NOT_AFTER = re.compile(
    r"['’]s?\b|[^\S\n]?[-–]?(?:led|based|backed|made)\b|[^\S\n](?:said|says|told|and [A-Z]\w+ (?:said|say)"
    r"|officials?|talks)\b"
)
# 'U.S. soldiers', 'UK nationals': what only tells whose.
_ADJECTIVE = re.compile(
    r"[^\S\n](?!(?:in|on|at|and|or|to|for|with|from|by|as|after|before|since|until|over|is|was|has|had|will|would|if"
    r"|but|because|again|today|this|last|next|earlier|later|where|which|who)\b)[a-z]{3}"
)
# 'the X talks', 'the X Conference': a place before the occasion that it hosts.
_EVENT = re.compile(r"[^\S\n](?:peace[^\S\n])?(?:talks|conference|summit|meetings?|negotiations|round)\b")
_EVENT_INSIDE = re.compile(r"[^\S\n](?:Conference|Summit|Talks|Meeting)\b")
_FULL_NAME = re.compile(r"\b([A-Z][a-z]+|Mrs?|Ms|Dr)\.?[^\S\n](?:[A-Z]\.[^\S\n])?(?=([A-Z][\w’'-]+))")
_NO_FIRST_NAMES = frozenset(
    """
    In At From Near To Of On And But The For By With As Into Outside Inside Around North South East West Northern
    Southern Eastern Western Central Downtown Old New Greater Visit Visiting Leaving After Before While When City Town
    """.split()  # noqa: SIM905
)
_MONTH = re.compile(r"(?:January|February|March|April|May|June|July|August|September|October|November|December)")
_LISTED = re.compile(r"\s(?:(?:on|in|from)\s[^.;,\n]{1,24}\s)?(?:and|or)\s(?:in\s)?")
BEFORE = 70  # characters read before a name
STATE_PEOPLE = 5_000_000  # of a state of the United States, for which the gazetteer has no number
BIG = 100_000  # people of a city that is taken on a weak sign


class _Known(NamedTuple):
    """What a page tells of its places: the countries it names, and the words that are people's last names."""

    countries: Counter[str]
    people: frozenset[str]


def places(article: Article) -> tuple[Place, ...]:
    """Return the places named as places in the title, body, captions and dateline, in order of the text.

    `name` is the page's spelling, or the gazetteer's where the page misspells it; `id` is the GeoNames id.
    """
    text = article.text
    known = _Known(_countries(article), _surnames(article.text))
    found: dict[Span, Place] = {}
    for block in article.blocks:
        if block.kind in READ:
            last = 0
            for match in _NAME.finditer(text, block.start, block.end):
                listed = bool(last and _LISTED.fullmatch(text, last, match.start()))
                for span, place in _in_name(text, match.span(), listed, known):
                    found.setdefault(span, place)
                    last = span[1]
    if article.dateline and article.dateline.span:
        first = _NAME.search(text, *article.dateline.span)  # what follows is the agency
        for span, place in _in_name(text, first.span(), True, known) if first else ():
            found.setdefault(span, place)
    return tuple(found[span] for span in sorted(found))


def _surnames(text: str) -> frozenset[str]:
    """The words that stand as last names: after a first name or a title, and not after a direction."""
    return frozenset(match[2] for match in _FULL_NAME.finditer(text) if match[1] not in _NO_FIRST_NAMES)


def _countries(article: Article) -> Counter[str]:
    """The countries that a page names, by how often: what its other places are likely to be in."""
    seen: Counter[str] = Counter()
    for match in re.finditer(rf"(?:[A-Z]\.){{2}}|{_WORD}(?: {_WORD})?", article.text):
        entries = named(match[0]) or named(match[0].split()[0])
        sure = [entry for entry in entries if entry.kind == COUNTRY or (entry.kind == CAPITAL and len(entries) == 1)]
        seen.update(entry.country for entry in sure[:1])
    return seen


def _in_name(text: str, span: Span, sure: bool, known: _Known) -> list[tuple[Span, Place]]:
    """The place that a run of capitalised words names, if it stands where a place does."""
    start, end = span
    if opening := _OPENING.match(text, start, end):  # 'In Ruritania Minister Roe met'
        start = opening.end()
    before = _BEFORE.search(text, max(0, start - BEFORE), start)
    sure = sure or bool(_EVENT.match(text, end)) or bool(_EVENT_INSIDE.search(text, start, end))
    if not before and not sure:
        return []
    words = [m.span() for m in re.finditer(r"\S+", text[start:end])][:MOST_WORDS]
    for last in range(len(words), 0, -1):
        stop = start + words[last - 1][1]
        name = re.sub(r"['’]s?\Z", "", text[start:stop])
        if _MONTH.fullmatch(name):
            continue  # 'at a March meeting'
        stop = start + len(name)
        after = _AFTER.match(text, stop)
        inside = _country_of(after["country"]) if after else None
        weak = bool(before) and before["sure"] in _WEAK and not before["more"] if before else False
        entries = named(name) or (near(name) if last == len(words) and not weak and not sure else ())
        entry = _chosen(entries, inside, known.countries)
        if entry is None:
            continue
        if (
            _NOT_AFTER.match(text, stop)
            or (name.isupper() and _ADJECTIVE.match(text, stop))
            or (last < len(words) and not _ends_place(text, stop))
        ):
            return []
        plain = entry.kind == CITY and not inside and not (before and before["more"])
        if plain and name in known.people:
            return []
        if weak and not inside and entry.kind not in (COUNTRY, CAPITAL) and entry.population < BIG:
            return []
        shown = entry.name if entry.spelt == "near" else " ".join(name.split())
        return [((start, stop), Place(name=shown, country=entry.country, span=(start, stop), id=entry.id))]
    return []


def _ends_place(text: str, stop: int) -> bool:
    """Whether what goes on is something else: a weekday, a month, a title, 'as Minister'."""
    return bool(
        re.match(
            r"[^\S\n](?:as[^\S\n]|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov"
            r"|Dec|Prime|Foreign|Conference|Summit|Talks|Meeting"
            r"|Minister|President|Secretary|King|Mrs?\b|Ms\b))",
            text[stop : stop + 13],
        )
    )


def _country_of(name: str) -> tuple[str, str] | None:
    """The country, and the division, that words after a comma name."""
    words = name.split()
    for last in range(len(words), 0, -1):
        for entry in named(" ".join(words[:last])):
            if entry.kind == COUNTRY:
                return entry.country, ""
            if entry.kind == STATE:
                return entry.country, entry.division
    return None


def _chosen(entries: tuple[Entry, ...], inside: tuple[str, str] | None, countries: Counter[str]) -> Entry | None:
    """The likeliest of the places of one name."""
    if inside:
        agreeing = [e for e in entries if e.country == inside[0] and inside[1] in ("", e.division)]
        entries = tuple(agreeing) or entries
    return max(entries, key=lambda entry: (_weight(entry, countries), entry.id), default=None)


def _weight(entry: Entry, countries: Counter[str]) -> float:
    """How likely a place is meant: people on a log scale, rank, its country's share of the page, its own name."""
    rank = {COUNTRY: 3.2, CAPITAL: 1.5, STATE: 0.5}.get(entry.kind, 0.0)
    share = countries[entry.country] / max(countries.total(), 1)
    known = share * (3.5 if entry.population >= BIG else 0.8)
    people = STATE_PEOPLE if entry.kind == STATE else entry.population
    return math.log10(people + 10) + rank + known + (0.5 if entry.spelt == "name" else 0.0)
