"""Recognises what newsrooms stamp on a story: dates, datelines and bylines, as printed in a line of text."""

# ruff: noqa: E501 -- one form, one line

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from ..record import Span

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_GAP = r"(?:,? ?| ?-|\.)"
TIME = (
    r"(?:\d{1,2}[:.]\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?)"
    r"(?: ?\(?(?:gmt|utc|est|edt|et|bst|cet|cest|msk|ist|pst|pdt|pt|local time|moscow time)\b\)?)?(?: ?[+-]\d{1,2}:?(?:\d\d)?)?"
)
# A date begins a word, or is glued to one, as scraping does: "staff5 February 2016", "AbbasFebruary 5, 2016".
_APART = r"(?:(?<![\w/.-])|(?<=[^\W\d_])(?=\d)|(?-i:(?<=[a-z])(?=[A-Z])))"
_FORMS = tuple(
    re.compile(rf"{_APART}(?:{WEEKDAY},? )?{form}(?:T[\d:.]{{2,15}}(?:Z|[+-]\d\d:?\d\d)?)?", re.I)
    for form in (
        r"(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)",
        rf"{_DAY}(?: of)?[ -]{_MONTH}{_GAP}{_YEAR}",
        rf"{_MONTH} ?{_DAY}{_GAP}{_YEAR}",
        r"(?P<first>\d{1,2})(?P<sep>[-/.])(?P<second>\d{1,2})(?P=sep)(?P<year>(?:19|20)?\d\d)(?![\d/-])",
        rf"{_DAY}(?: of)? {_MONTH}(?! ?\d{{3}})",
        rf"{_MONTH}/{_DAY}/{_YEAR}",
        rf"{_MONTH} {_DAY}(?![\d:])",
        rf"{_MONTH},? {_YEAR}",
    )
)
FIGURES = re.compile(
    r"(?<![\w/.-])(?P<first>\d{1,2})(?P<sep>[-/.])(?P<second>\d{1,2})(?P=sep)(?:(?:19|20)\d\d|\d\d)(?![\d/-])"
)
_AGO = re.compile(r"\b(?:an?|\d{1,3}) (?:minute|min|hour|hr|day|week|month|year)s? ago\b|\b(?:today|yesterday)\b", re.I)
_WEEKDAY_ALONE = re.compile(rf"\b{WEEKDAY}(?!\w)", re.I)

AGENCIES = (
    "AFP|AP|UPI|DPA|dpa|EFE|ANSA|TASS|ITAR-TASS|Itar-Tass|RIA Novosti|RIA|Interfax|Sputnik|Xinhua|Reuters|REUTERS|XINHUA|SANA|IRNA|ISNA|FNA|Fars|"
    "Tasnim|MNA|Mehr|KUNA|WAM|SPA|QNA|ONA|BNA|MENA|Petra|NNA|PTI|ANI|IANS|Anadolu|AA|Yonhap|Kyodo|Bernama|APP|BelTA|"
    "Ukrinform|Trend|APA|AzerTac|Armenpress|Rudaw|UNI|CNA|VNA|Antara|Bloomberg|ARA News|IINA|RT|CNN|BBC|VOA"
)
_CITY = r"[A-Z\u00c0-\u00de][\w'’.-]{0,24}"
_PLACE = (
    rf"{_CITY}(?:[ -](?:{_CITY}|de|del|da|al|el|la|of|the|upon|sur|am)){{0,4}}"
    rf"(?:, {_CITY}(?: {_CITY}){{0,2}})?(?:/{_CITY}(?: {_CITY})?)?"
)
_WHEN = (
    rf"(?:(?i:{WEEKDAY},? ?)?(?i:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{{0,6}}\.? ?\d{{1,2}}(?:st|nd|rd|th)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{{0,6}}\.?)(?:,? (?:19|20)\d\d)?"
    rf"|(?i:{WEEKDAY})|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}})"
)
_MARKED = r"(?:\((?=[^()]{0,30}[A-Za-z])[^()\d]{2,40}\)|/[A-Z][\w .-]{1,20}/|\[[A-Z][\w .-]{1,20}\])"
_DASH = r"(?:--+|[–—−]|-)"
DATELINE = re.compile(
    "|".join(
        (
            rf"(?P<p1>{_PLACE})(?:[.,]? (?P<w1>{_WHEN}))?[.,]? ?(?P<a1>{_MARKED})(?:[.,]? (?P<v1>{_WHEN}))?(?:[.,:]? ?{_DASH}(?=\W|[A-Z“\"])|[.:](?= )|(?<=/)(?= [A-Z“\"]))",
            rf"(?P<p0>{_PLACE})(?:[.,]? (?P<w0>{_WHEN}))?[.,]? ?(?P<a0>[(/\[](?:{AGENCIES})[)/\]])(?= ?[A-Z“\"])",
            rf"(?P<p2>{_PLACE}),? (?:(?P<w2>{_WHEN}),? )?(?P<a2>{AGENCIES})(?:,? (?P<v2>{_WHEN}))? ?(?:{_DASH}|[:_])(?=\W|[A-Z“\"])",
            rf"(?P<p13>{_CITY}(?: {_CITY}){{0,3}}), (?P<w13>{_WHEN}),? (?P<a13>[A-Z]{{2,9}}) ?{_DASH}(?=\W|[A-Z“\"])",
            rf"(?P<p14>[A-Z][a-z’'-]+(?: [A-Z][a-z’'-]+){{0,2}}), (?P<a14>[A-Z]{{3,9}}) ?{_DASH}(?=\W|[A-Z“\"])",
            rf"(?P<p10>{_CITY}(?: {_CITY}){{0,3}}), (?:(?P<w10>{_WHEN}),? )?(?P<a10>[A-Z]\w{{2,15}})[-–—](?= )",
            rf"(?P<p3>{_PLACE})(?:[.,]? (?P<w3>{_WHEN}))?[.,]? ?(?:--+|[–—]|-(?= )) ?(?=[A-Z“\"‘'0-9])",
            rf"(?P<p4>[A-Z][A-Z'’.-]+(?:[ -][A-Z][A-Z'’.-]+){{0,3}}(?:, {_CITY})?)(?:[.,]? (?P<w4>{_WHEN}))?:(?= )",
            rf"(?P<a5>{_MARKED}) ?(?P<p5>{_PLACE})(?:,? (?P<w5>{_WHEN}))? ?(?:{_DASH}|:)(?=\W|[A-Z“\"])",
            rf"(?P<a6>{_MARKED}) ?(?:{_DASH}|:)(?=\W|[A-Z“\"])",
            rf"(?P<a9>[(/\[](?:{AGENCIES})[)/\]]\.?)(?= ?[A-Z“\"])",
            rf"(?P<a7>{AGENCIES}) ?(?:{_DASH}|[|:])(?= )",
            rf"(?P<p12>{_PLACE}), (?P<w12>{_WHEN})[,.] ?(?P<a12>[A-Z][A-Z.]{{3,14}})\.? (?=[A-Z“\"])",
            rf"(?P<w11>{_WHEN}) ?(?:--+|[–—]|-(?= )) ?(?=[A-Z“\"])",
            rf"(?P<p8>[A-Z][A-Z'’.-]+(?:[ -][A-Z][A-Z'’.-]+){{0,3}}), (?P<w8>{_WHEN})[.,]? (?=[A-Z“\"])",
        )
    )
)
_NOT_PLACES = re.compile(
    r"(?:the|but|and|yet|still|so|he|she|it|they|we|i|in|on|at|a|an|this|that|these|those|for|of|with|q|update|breaking|exclusive"
    r"|opinion|analysis|editor|note|correction|watch|read|photo|video|president|prime|minister|mr|mrs|ms|dr"
    r"|question|answer|moderator|secretary|ambassador|spokes\w+|operator|speaker|host|interviewer|a\d*|q\d*)\b"
    r"|[^(/[]*\b(?:president|minister|secretary|ambassador|general|senator|governor|mr|mrs|ms|dr)\b\.?[^(/[]*:",
    re.I,
)

_NAME = r"(?:[A-Z\u00c0-\u00de][\w'’-]+|[A-Z]\.(?:[A-Z]\.)?|al|el|bin|ibn|de|van|von|der|der|di|du)"
_BY = re.compile(
    rf"(?i:by|written by|posted by|reported by|story by|text by|report by|compiled by|author ?:|authors ?:|writer ?:|reporter ?:|byline ?:|words by|analysis by)"
    rf":? (?:(?i:our|the|a|staff|[a-z]+ [a-z]+) )?{_NAME}(?: {_NAME}){{0,4}}(?:\W.{{0,100}})?$"
)
_BY_CAPITALS = re.compile(rf"(?:{_PLACE} ?\| ?)?(?:BY|FROM) [A-Z][A-Z.'’ -]{{3,40}}(?:[,|/].{{0,60}})?$")
_AGENCY_CREDIT = re.compile(
    rf"(?:(?:{_NAME} ?){{1,4}},? (?:and|&|with|/|\+) (?:[Nn]ews )?(?:[Aa]gencies|{AGENCIES})|(?:[Nn]ews )?[Aa]gencies|AGENCIES"
    rf"|(?:{AGENCIES})(?:(?:,|/| and| &| \||, and) ?(?:{AGENCIES}|[Aa]gencies|{_NAME}(?: {_NAME})?)){{0,4}}"
    r"|(?:[A-Z][\w&.-]+ ){0,3}(?:[Ss]taff|[Nn]ews [Dd]esk|[Ww]eb [Dd]esk|[Dd]esk|[Ss]taff [Ww]riters?|[Ss]taff [Rr]eporters?|[Cc]orrespondents?|[Bb]ureau|[Mm]onitoring [Dd]esk|[Nn]ewsroom|[Ee]ditorial)"
    r"|[Ww]ith (?:inputs? from )?(?:agencies|[A-Z]{2,8}))\.?$"
)
_NAME_ALONE = re.compile(
    rf"{_NAME} (?:{_NAME} ){{0,2}}{_NAME}(?:(?:,| and| &| \|| in| -| –| /) ?{_NAME}(?: {_NAME}){{0,4}}){{0,2}}(?: ?[|,/] ?@?\w+)?$"
)

# Only what reads as an agency: 'and Tom Sprawl' is a second author, and so is 'TOM SPRAWL' in a byline of capitals.
_WIRE = r"(?:[A-Z]{2,6}|(?:[A-Z]\w*)?(?:[Ww]ires?|[Pp]ress|[Nn]ews)|Reuters|Agenc(?:y|ies)|Newswires?|News Service)"
AGENCY_BYLINE = re.compile(
    rf"(?!(?:By )?[^a-z]+ (?:and|with) [^a-z]{{5,}}\Z)(?:{_NAME} ){{1,3}}?(?:and|&|with|/) (?P<agency>(?:{_NAME} ){{0,2}}{_WIRE})"
)

# The name of a newspaper or an office alone on a line: 'The Marsh County Gazette', 'Embassy of the Republic of Marsh'.
MASTHEAD = re.compile(
    r"The (?:[A-Z][\w'’&.-]+ ){1,3}(?:News|Times|Post|Herald|Tribune|Gazette|Journal|Observer|Telegraph|Chronicle|Courier"
    r"|Guardian|Examiner|Bulletin|Dispatch|Ledger|Mirror|Star|Sun|Globe|Review|Monitor|Record|Standard|Mail)"
    r"|(?:The )?(?:[A-Z][\w-]+ )?(?:Ministry|Embassy|Consulate|Chancellery|Presidency|Office|Press Service|Mission)"
    r"(?: (?:of|for|to|the|and) (?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+){0,2}){1,4}"
)

BY = "begins with 'By'"
NAME_ALONE = "a name alone on a line"


class Stamp(Struct, frozen=True):
    """A date as printed: its span in the words looked at, the ISO prefix it says (None if it does not), and why.

    `either` holds both days where day and month could be either way round.
    """

    span: Span
    value: str | None
    why: str
    either: tuple[str, ...] = ()


class Order(NamedTuple):
    """Which comes first in a page's dates in figures, day or month, and the date that shows it."""

    day_first: bool
    words: str


def dates(words: str, order: Order | None = None) -> list[Stamp]:
    """Return the dates printed in the words, in order; nothing that is not printed is filled in.

    A date in figures whose day and month could be either way round is settled by its weekday, or by `order`.
    """
    found: list[Stamp] = []
    for form in _FORMS:
        for match in form.finditer(words):
            if not any(match.start() < stamp.span[1] and stamp.span[0] < match.end() for stamp in found):
                found.append(_read(match, order))
    if not found:
        found = [Stamp(m.span(), None, f"only relative to an unknown day: {m[0]}") for m in _AGO.finditer(words)]
    if not found:
        found = [Stamp(m.span(), None, f"a weekday without a date: {m[0]}") for m in _WEEKDAY_ALONE.finditer(words)]
    return sorted(found, key=lambda stamp: stamp.span)


def order(words: Iterable[str]) -> Order | None:
    """Return the order of day and month that dates in figures show where one is above 12; None without, or of both."""
    found: dict[bool, str] = {}
    for match in (match for some in words for match in FIGURES.finditer(some)):
        first, second = int(match["first"]), int(match["second"])
        if (first > 12) != (second > 12):
            found.setdefault(first > 12, match[0])
    return Order(*next(iter(found.items()))) if len(found) == 1 else None


def _settled(either: tuple[str, str], printed: str, order: Order | None) -> tuple[str, str] | None:
    """Which of two days a date in figures is, and why, if its weekday or the page's order says so."""
    said = re.match(WEEKDAY, printed, re.IGNORECASE)
    fit = [day for day in either if said and _DAYS[date.fromisoformat(day).weekday()] == said[0][:3].lower()]
    if len(fit) == 1:
        return fit[0], f"printed: {printed}; the weekday settles which is the month"
    if order and not said:
        return either[not order.day_first], f"printed: {printed}; day and month stand as in {order.words}"
    return None


def _read(match: re.Match[str], order: Order | None) -> Stamp:
    """Return what a match of _FORMS says."""
    parts, printed = match.groupdict(), match[0]
    year = int(parts["year"]) if parts.get("year") else None
    if year is not None and year < 100:
        year += 2000 if year < 70 else 1900
    if parts.get("first"):
        first, second = int(parts["first"]), int(parts["second"])
        if 0 < first <= 12 and 0 < second <= 12 and first != second and parts["sep"] != ".":
            why = f"day and month could be either way round: {printed}"
            either = (f"{year}-{second:02}-{first:02}", f"{year}-{first:02}-{second:02}")
            if settled := _settled(either, printed, order):
                return Stamp(match.span(), *settled)
            return Stamp(match.span(), str(year), why, either)
        day, month = (first, second) if second <= 12 else (second, first)
    else:
        name = parts["month"].lower()
        month = int(name) if name.isdigit() else _MONTHS.index(name[:3]) + 1
        if not parts.get("day"):
            return Stamp(match.span(), f"{year}-{month:02}", f"month and year: {printed}")
        day = int(parts["day"])
    try:
        value = date(year or 2000, month, day)  # 2000 has a 29 February: only the year is unknown
    except ValueError:
        return Stamp(match.span(), None, f"not a day of the calendar: {printed}")
    if year is None:
        return Stamp(match.span(), None, f"day and month without a year: {printed}")
    return Stamp(match.span(), value.isoformat(), f"printed: {printed}")


def dateline(words: str) -> re.Match[str] | None:
    """Return the dateline that a paragraph begins with (groups p: place, a: agency, w and v: day), if it does."""
    match = DATELINE.match(words[:160])
    if match is None or _NOT_PLACES.match(match[0]) or match.end() > 110:
        return None
    return match


def is_dateline(words: str) -> bool:
    """Say whether a short line is a dateline and nothing else."""
    if len(words) > 80:
        return False
    bare = words.isupper() or words.endswith(")")
    match = dateline(words + " A") or (dateline(words + " — A") if bare else None)
    place = parts(match).place if match else None
    if place and any(char.isdigit() for char in words[slice(*place)]):
        return False
    rest = words[match.end() :].split() if match else []
    return bool(match) and len(rest) <= 3 and all(word[0].isupper() for word in rest)


_BY_LEAD = re.compile(
    r"(?:written by|posted by|reported by|story by|text by|report by|compiled by|authors?|writer|reporter|byline"
    r"|words by|analysis by|by|from)\b ?:? ?",
    re.I,
)
_PLACE_AND_BY = re.compile(rf"{_PLACE} ?\| ?(?i:by) ")  # 'GENEVA | BY ...'
_BY_END = re.compile(
    r" ?(?:\||•|·|»| [-–—] |\b(?:Published|Updated|Posted|PUBLISHED|UPDATED|POSTED|Follow)\b|\bon\b|@|/ |\(|(?<!FRANCE )(?<!France )(?<!FRANCE 2)(?<!France 2)\d"
    r"|,? ?\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)"
)


def name(words: str) -> str:
    """Return the name in a byline, without 'By' and what follows the name; a part of the words as they stand."""
    lead = _BY_LEAD.match(words) or _PLACE_AND_BY.match(words)
    start = lead.end() if lead else 0
    end = _BY_END.search(words, start + 1)
    stops = [end.start()] if end else []
    stops += [stamp.span[0] for stamp in dates(words) if stamp.value and stamp.span[0] > start]
    return words[start : min(stops, default=len(words))].rstrip(" ,.;:|-–—")


def byline(words: str) -> str | None:
    """Return the rule by which a line is a byline or a credit to agencies, if it is one."""
    if len(words) > 160:
        return None
    found = dates(words)
    if found and is_stamp(words, found):
        words = words[: found[0].span[0]].split("|")[0].rstrip(" ,|-–—•·") or words
        words = re.sub(r"[ ,|•·–—-]*(?i:published|posted|updated|on)\b.*$", "", words)
    if _BY.match(words) or _BY_CAPITALS.match(words):
        return BY
    if _AGENCY_CREDIT.match(words):
        return "credit to agencies or a desk"
    if len(words) <= 70 and _NAME_ALONE.match(words):
        return NAME_ALONE
    return None


_STAMP_WORDS = re.compile(
    rf"(?i:source|editor|published|posted|updated?|last|modified|edited|created|time|date|on|at|of|by|and|in|first|originally|release[d]?|issued|printed|added|"
    rf"for immediate release|gmt|utc|est|edt|et|bst|cet|msk|ist|am|pm|a\.m\.?|p\.m\.?|{WEEKDAY}|{TIME}|local|o'clock|th|st|nd|rd|\d+)|[\W_]"
)


# Where a weblog files a story: 'Posted on ... by admin in News, Politics // 3 Comments'.
_FILED = re.compile(
    r"\b(?:in|under)\b:? [A-Z][\w&]*(?: [A-Z&]\w*)*(?:, [\w&]+(?: [A-Z&]\w*)*)*|\b(?:no|\d+) (?:comments?|repl(?:y|ies))\b"
    r"|\bleave a (?:comment|reply)\b",
    re.I,
)


def is_stamp(words: str, found: list[Stamp]) -> bool:
    """Say whether a line is dates with labels and little else: at most three other words stand beside them."""
    rest = words
    for stamp in reversed(found):
        rest = rest[: stamp.span[0]] + "\0" + rest[stamp.span[1] :]
    first, *others = re.split(r" *[|•·] *", rest)
    rest = " ".join([first, *others] if "\0" not in first else [first, *(part for part in others if "\0" in part)])
    rest = rest.replace("\0", " ")
    if re.match(r"(?:posted|published|filed|written)\b", words, re.I):
        rest = _FILED.sub(" ", rest)
    rest = re.sub(TIME, " ", rest, flags=re.I)
    others = [word for word in rest.split() if not _STAMP_WORDS.fullmatch(word.strip(".,:;|()[]-–—/•·"))]
    return len([word for word in others if any(char.isalpha() for char in word)]) <= 3


def is_day(words: str) -> bool:
    """Say whether a line is one date and nothing else."""
    found = dates(words)
    return len(found) == 1 and not (words[: found[0].span[0]] + words[found[0].span[1] :]).strip(" .:-–—•*")


class Dateline(Struct, frozen=True):
    """The parts of a dateline, each a span in the words it was read from: place, agency, day."""

    end: int
    place: Span | None = None
    agency: Span | None = None
    day: Span | None = None


def parts(match: re.Match[str]) -> Dateline:
    """Return the parts of a match of `dateline`; an agency is given without its brackets or strokes."""
    spans: dict[str, Span] = {}
    for name, words in match.groupdict().items():
        if words:
            start, end = match.span(name)
            lead, tail = len(words) - len(words.lstrip("(/[")), len(words) - len(words.rstrip(")/].,"))
            spans[{"p": "place", "a": "agency"}.get(name[0], "day")] = (start + lead, end - tail)
    place, agency = spans.get("place"), spans.get("agency")
    if place and not agency and re.fullmatch(AGENCIES, match.string[slice(*place)]):
        place, agency = None, place
    return Dateline(match.end(), place, agency, spans.get("day"))
