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
from .capitals import CAPITAL_OF, capital_of
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
    r"['’]s?\b|[-–][A-Za-z]|[^\S\n](?:led|based|backed|made)\b|[^\S\n](?:said|says|told|and [A-Z]\w+ (?:said|say)"
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
_BODY = re.compile(
    r"[^\S\n](?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)[A-Z][a-z]+[^\S\n][A-Z]?[a-z]+"
)  # 'U.S. District Court'
# What ends the country behind a place: 'in Mirrow, Ruritania, on Monday'; not 'in Mirrow, Ruritania said'.
_APART = re.compile(
    r"[,;.)]|[^\S\n](?:on|in|at|after|before|for|to|with|where|when|during|last|this|by|from|as|and)\b|\s*\Z|\n"
)
_NO_PLACE = re.compile(
    r"\b(?:University|College|Ministry|Parliament|Congress|Senate|Court|Street|Avenue|House|Hotel|Palace|Conference|Summit|Council"
    r"|Islam|English|French|Arabic|Russian|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
BEFORE = 70  # characters read before a name
STATE_PEOPLE = 5_000_000  # of a state of the United States, for which the gazetteer has no number
BIG = 100_000  # people of a city that is taken on a weak sign


class _Known(NamedTuple):
    """What a page tells of its places: the countries it names, and the words that are people's last names."""

    countries: Counter[str]
    people: frozenset[str]


class _Inside(NamedTuple):
    """The country named behind a place, with the division of one; apart: what follows is another phrase."""

    country: str
    division: str
    apart: bool


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
            for match in CAPITAL_OF.finditer(text, block.start, block.end):
                if capital := capital_of(match["people"]):
                    span = match.span()
                    found.setdefault(span, Place(name=capital.name, country=capital.country, span=span, id=capital.id))
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
        sure = [
            entry
            for entry in entries
            if entry.kind in (COUNTRY, STATE) or (entry.kind == CAPITAL and len(entries) == 1)
        ]
        if len({entry.country for entry in sure}) == 1:  # 'Georgia' says nothing of which it is
            seen[sure[0].country] += 1
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
        inside = _country_of(text, after.start("country"), after["country"]) if after else None
        weak = bool(before) and before["sure"] in _WEAK and not before["more"] if before else False
        entries = named(name) or (near(name) if last == len(words) and not weak and not sure else ())
        whole = last == len(words) and not weak and name not in known.people and not _NO_PLACE.search(name)
        if whole and before and _is_unknown(entries, inside, before["more"]):
            country = inside.country if inside else None
            return [((start, stop), Place(name=" ".join(name.split()), country=country, span=(start, stop)))]
        entry = _chosen(entries, inside, known.countries)
        if entry is None:
            continue
        if (
            _NOT_AFTER.match(text, stop)
            or (name.isupper() and _ADJECTIVE.match(text, stop))
            or (name.endswith(".") and _BODY.match(text, stop))
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


def _country_of(text: str, start: int, name: str) -> _Inside | None:
    """The country, and the division, that words after a comma name, and whether they end there."""
    words = list(re.finditer(r"\S+", name))
    for last in range(len(words), 0, -1):
        stop = start + words[last - 1].end()
        for entry in named(text[start:stop]):
            if entry.kind in (COUNTRY, STATE):
                division = entry.division if entry.kind == STATE else ""
                return _Inside(entry.country, division, _APART.match(text, stop) is not None)
    return None


def _is_unknown(entries: tuple[Entry, ...], inside: _Inside | None, called: str | None) -> bool:
    """Whether a place is none of the gazetteer's: no village of that name, or none in the country named beside it."""
    if inside is None:
        return not entries and bool(called) and "capital" not in (called or "")
    elsewhere = not any(
        entry.country == inside.country and inside.division in ("", entry.division) for entry in entries
    )
    small = all(entry.population < BIG for entry in entries)
    towns = all(entry.kind not in (COUNTRY, STATE) for entry in entries)  # 'in Texas, Virginia and Ohio' is a list
    return inside.apart and elsewhere and towns and (small or bool(inside.division))


def _chosen(entries: tuple[Entry, ...], inside: _Inside | None, countries: Counter[str]) -> Entry | None:
    """The likeliest of the places of one name."""
    if inside:
        agreeing = [e for e in entries if e.country == inside.country and inside.division in ("", e.division)]
        entries = tuple(agreeing) or entries
    return max(entries, key=lambda entry: (_weight(entry, countries), entry.id), default=None)


def _weight(entry: Entry, countries: Counter[str]) -> float:
    """How likely a place is meant: people on a log scale, rank, its country's share of the page, its own name."""
    rank = {COUNTRY: 3.2, CAPITAL: 1.5, STATE: 0.5}.get(entry.kind, 0.0)
    share = countries[entry.country] / max(countries.total(), 1)
    people = STATE_PEOPLE if entry.kind == STATE else entry.population
    known = share * (3.5 if people >= BIG else 0.8)
    return math.log10(people + 10) + rank + known + (0.5 if entry.spelt == "name" else 0.0)
