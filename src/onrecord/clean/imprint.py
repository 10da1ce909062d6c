"""Finds what a page prints about itself: title, outlet, byline, dateline, agencies, dates, each with span and rule."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from ..record import Article, Block, Date, Named, Page, Span, Words
from . import stamps

DATED = ("published", "byline", "dateline")  # blocks that may hold the day of publication
EITHER = 8  # the rank of a date that is one of two ways to read what is printed: never chosen, only listed
WINDOW = 600  # characters of a block looked at for a name or a date
_WORD = r"[A-Z][\w&'’-]*(?:\.\w+)*"
NAME = rf"(?P<name>(?:[Tt]he )?{_WORD}(?: (?:of |and |the |of the |& |for )?{_WORD}){{0,5}})"
_NO_OUTLET = re.compile(
    r"(?:all|all rights?.*|rights|reserved|us|our|the|you|me|this|it|home|menu|contact.*|about.*|privacy.*|terms.*"
    r"|reuters|afp|ap|getty.*|epa|facebook.*|twitter.*|youtube.*|instagram.*|google.*|whatsapp.*|telegram|linkedin.*"
    r"|pinterest.*|reddit.*|akismet.*|pic\.twitter.*|disqus.*|wordpress.*|gmail.*|yahoo.*|t\.co|bit\.ly|goo\.gl"
    r"|hotmail.*|outlook.*|file|photo|copyright.*|news|more|world|world news|latest news|breaking news|read|live|tv|app"
    r"|usa?|uk|un|eu|by|no|policy|newsletter|staff|web|agencies|related|rss|sports? news|top news|local news"
    r"|business news|news agency|press|press (?:statement|release|briefing|service|room|centre|center)s?"
    r"|masters?|university.*|.* university|ba|ma|phd)",
    re.I,
)
_PRESS_WORD = re.compile(
    r"\b(?:News|Times|Post|Herald|Tribune|Press|Agency|Daily|Today|Gazette|Journal|Observer|Monitor|Mirror|Telegraph"
    r"|Standard|Chronicle|Courier|Guardian|Examiner|Bulletin|Dispatch|Star|Sun|Globe|Weekly|Online|TV|Radio"
    r"|Broadcasting|Newspaper|Review|Voice|Mail|Wire)\b",
    re.I,
)
_OWN_KINDS = (  # the small print, where an outlet's name comes again
    *("dateline", "byline", "credit", "author-bio", "share", "newsletter"),
    *("cookie-notice", "comment-form", "advert", "caption"),
)
_LONG_NAMES = (
    "(?:The )?Associated Press|Agence France[ -]Presse|Agence-France Presse|Press Trust of India"
    "|Indo-Asian News Service|(?:Thomson )?Reuters|Press Association|Deutsche Presse-Agentur"
    "|United Press International|(?:[A-Z]\\w+ )?[A-Z]\\w+ News Agency|Anadolu Agency"
)
_AGENCY = re.compile(
    rf"(?<![\w@.-])(?:{_LONG_NAMES}|{stamps.AGENCIES})(?![\w@])|\b(?:[Nn]ews )?[Aa]gencies\b"
    rf"|(?<=^[Ss]ource)(?:{_LONG_NAMES}|{stamps.AGENCIES})(?!\w)"  # glued: 'SourceAgence France Presse'
)
_NOTHING_ELSE = re.compile(
    rf"(?:{_LONG_NAMES}|{stamps.AGENCIES})(?:(?:,|/| and| &| \||, and) ?(?:{_LONG_NAMES}|{stamps.AGENCIES}))*"
)
_CREDITED = re.compile(r"^\([\w .]{2,30} (?:with|and|from) |^[a-z]{2,4}(?:/[a-z]{2,4})* ?\(|\)$")
_FROM_THEM = re.compile(r"source|via|(?:some|additional|part of the) (?:material|information|reporting)", re.I)
# Agencies that sell to other outlets: their name in a dateline does not make the page theirs.
_WHOLESALE = frozenset(("afp", "ap", "upi", "dpa", "efe", "reuters", "pti", "ani", "ians", "bloomberg", "pa"))
_LABEL = re.compile(
    r"\b(?:(publish|posted|date|issued|released?|created|first|printed|originally|added)|(updat|modif|edit|revis))\w*",
    re.I,
)
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?=[/-]|$)")


def imprint(text: str, blocks: Sequence[Block], page: Page) -> Article:
    """Return the article with what `text` and `page` say about the page itself; what they do not say is None."""
    published, others = _dates(text, blocks, page)
    return Article(
        text=text,
        blocks=tuple(blocks),
        title=_given(text, page, "title") or _title(text, blocks),
        outlet=_outlet(text, blocks, page),
        byline=_given(text, page, "byline") or _byline(text, blocks),
        dateline=_dateline(text, blocks),
        published=published,
        other_dates=others,
        agencies=_agencies(text, blocks),
    )


def _of(blocks: Sequence[Block], *kinds: str) -> Iterator[Block]:
    return (block for block in blocks if block.kind in kinds)


def _words(text: str, block: Block) -> str:
    return text[block.start : min(block.end, block.start + WINDOW)]


def _given(text: str, page: Page, field: str) -> Words | None:
    """What came beside the bytes, with its place in the text if it stands there."""
    given = page.given.get(field, "").strip()
    if not given:
        return None
    start = text.find(given)
    return Words(text=given, basis="given", span=(start, start + len(given)) if start >= 0 else None)


def _title(text: str, blocks: Sequence[Block]) -> Words | None:
    block = next(_of(blocks, "title"), None)
    if block is None:
        return None
    return Words(text=text[block.start : block.end], basis=block.why, span=(block.start, block.end))


def _byline(text: str, blocks: Sequence[Block]) -> Words | None:
    """The author's name as printed, without 'By' and what follows the name."""
    for block in _of(blocks, "byline"):
        words = _words(text, block)
        name = stamps.name(words)
        start = block.start + words.find(name)
        if name:
            return Words(text=name, basis=block.why, span=(start, start + len(name)))
    return None


def _dateline(text: str, blocks: Sequence[Block]) -> Words | None:
    block = next(_of(blocks, "dateline"), None)
    if block is None:
        return None
    words = text[block.start : block.end].rstrip(" -–—−:")
    return Words(text=words, basis=block.why, span=(block.start, block.start + len(words)))


def _agencies(text: str, blocks: Sequence[Block]) -> tuple[Named, ...]:
    """The agencies credited in the dateline, the byline, a line of the date and a line of credit, each once."""
    found: dict[str, Named] = {}

    def add(start: int, end: int, kind: str) -> None:
        name = text[start:end]
        found.setdefault(name.casefold(), Named(name=name, basis=f"credited in the {kind}", span=(start, end)))

    for block in _of(blocks, "dateline", "byline", "credit", "published"):
        words = _words(text, block)
        line = stamps.dateline(words + " X") if block.kind == "dateline" else None
        agency = stamps.parts(line).agency if line else None
        if agency:
            add(block.start + agency[0], block.start + agency[1], block.kind)
        elif block.kind == "published":
            for part in re.finditer(r"[^|•·]+", words):
                name = _NOTHING_ELSE.fullmatch(re.split(r"\b[Bb]y ", part[0])[-1].strip())
                if name:
                    at = block.start + part.start() + part[0].index(name[0])
                    add(at, at + len(name[0]), block.kind)
        elif block.kind != "credit" or _FROM_THEM.match(words) or _NOTHING_ELSE.fullmatch(_CREDITED.sub("", words)):
            for match in _AGENCY.finditer(words):
                add(block.start + match.start(), block.start + match.end(), block.kind)
            wire = stamps.AGENCY_BYLINE.fullmatch(words) if block.kind == "byline" else None
            if wire:
                add(block.start + wire.start("agency"), block.start + wire.end("agency"), block.kind)
    return tuple(found.values())


@cache
def _rules() -> tuple[tuple[str, tuple[str, ...], re.Pattern[str] | None], ...]:
    """The rules of own_words.toml as (basis, kinds of block, pattern)."""
    table: dict[str, list[dict[str, Any]]] = tomllib.loads(
        files(__package__).joinpath("own_words.toml").read_text(encoding="utf-8")
    )
    found = []
    for rule in table["rule"]:
        pattern = rule.get("pattern", "").replace("{name?}", NAME.replace("{0,5}", "{0,3}?")).replace("{name}", NAME)
        found.append((rule["basis"], tuple(rule["kinds"]), re.compile(pattern) if pattern else None))
    return tuple(found)


def _outlet(text: str, blocks: Sequence[Block], page: Page) -> Named | None:
    """The outlet: as given, by the URL's host (as the page spells it, if it does), or by the page's own words."""
    given = page.given.get("outlet", "").strip()
    if given:
        return Named(name=given, basis="given")
    own = list(_own_words(text, blocks))
    host = _url(page)[0]
    if not host:
        return own[0] if own else None
    parts = host.split(".")
    site = _squeeze(parts[-3] if len(parts) > 2 and len(parts[-2]) < 4 else parts[max(0, len(parts) - 2)])
    for named in own:
        initials = "".join(word[0] for word in named.name.split())
        if site in (_squeeze(named.name), _squeeze(initials)):
            return Named(name=named.name, basis=f"{named.basis}, agrees with the host", span=named.span)
    return Named(name=host, basis="host of the URL")


def _url(page: Page) -> tuple[str, str]:
    """The URL's host, without www, and its path; both empty where there is no URL, or not a valid one."""
    try:
        parts = urlsplit(page.url or "")
        return (parts.hostname or "").removeprefix("www."), parts.path
    except ValueError:
        return "", ""


def _squeeze(name: str) -> str:
    return re.sub(r"\W|^the ", "", name.casefold())


def _own_words(text: str, blocks: Sequence[Block]) -> Iterator[Named]:
    """The outlets that the page's own words name, the surest rule first."""
    body = _body(blocks)
    for basis, kinds, pattern in _rules():
        if basis == "masthead":
            yield from _masthead(text, blocks, body)
        elif pattern is None:
            yield from _dateline_agency(text, blocks)
        else:
            for block in blocks:
                if block.kind not in kinds:
                    continue
                words = _words(text, block)
                match = pattern.search(words)
                if match:
                    yield from _named(match["name"], block.start + match.start("name"), basis)


def _body(blocks: Sequence[Block]) -> int:
    """Where the body begins below its standfirst."""
    starts = (
        i for i, b in enumerate(blocks) if b.kind == "dateline" or (b.kind == "body" and b.why[:10] != "standfirst")
    )
    return next(starts, len(blocks))


def _named(name: str, start: int, basis: str) -> Iterator[Named]:
    """The name, if it can be an outlet's: neither a word of the trade, nor a platform, nor a number."""
    name = re.sub(r"['’]s$|,? (?:All|Ltd|Inc|LLC|Limited|Corp|All Rights|Rights)\b.*$", "", name).rstrip(" .,;:")
    digits = any(char.isdigit() for char in re.sub(r" (?:24|[1-9])$", "", name))  # but: 'Channel 5', 'Lakes 24'
    if name and not _NO_OUTLET.fullmatch(name) and not digits:
        yield Named(name=name, basis=basis, span=(start, start + len(name)))


def _masthead(text: str, blocks: Sequence[Block], body: int) -> Iterator[Named]:
    """A name alone on a line above the title, with a word of the press, or one that the page's small print repeats."""
    title = next((i for i, block in enumerate(blocks) if block.kind == "title"), body)
    print_ = (_words(text, block).casefold() for block in _of(blocks, *_OWN_KINDS))
    small = {word for words in print_ for word in re.findall(r"\w{3,}", words)}
    for i, block in enumerate(blocks[: min(body, 12)]):
        if block.kind not in ("navigation", "other", "caption") or block.why.startswith("a phrase"):
            continue
        name = re.split(r" {2,}|\t| [|·•–—-] ", _words(text, block))[0].strip()
        words = name.split()
        if not 1 <= len(words) <= 6 or any(char.isdigit() for char in name) or name[-1] in ".?!:,;…":
            continue
        if not all(word[0].isupper() or word in ("of", "the", "and", "&") for word in words):
            continue
        known = name.startswith("The ") or _PRESS_WORD.search(name)
        if known or (i < title and any(word.casefold() in small for word in words if len(word) > 3)):
            yield from _named(name, block.start, "masthead")


def _dateline_agency(text: str, blocks: Sequence[Block]) -> Iterator[Named]:
    """The agency in the dateline, unless it is one that many outlets print."""
    for named in _agencies(text, list(_of(blocks, "dateline"))):
        if named.name.casefold() not in _WHOLESALE:
            yield Named(name=named.name, basis="agency in the dateline", span=named.span)


def _dates(text: str, blocks: Sequence[Block], page: Page) -> tuple[Date | None, tuple[Date, ...]]:
    """The publication date by the surest rule that yields a day, and the other dates that were up for it."""
    found: list[tuple[int, Date]] = []
    given = page.given.get("published", "").strip()
    if given:
        stamp = next(iter(stamps.dates(given)), None)
        why = f"given: {given}" if stamp is None else f"given, {stamp.why}"
        found.append((0, Date(value=stamp.value if stamp else None, basis="stated", why=why)))
    title = next((i for i, block in enumerate(blocks) if block.kind == "title"), None)
    body = _body(blocks)
    order = stamps.order(text[block.start : block.end] for block in blocks if block.kind in (*DATED, "body"))
    for i, block in enumerate(blocks):
        if block.kind in DATED:
            below = title is not None and title < i <= body
            near = title is None or abs(i - title) <= 1
            found.extend(_printed(text, block, "below" if below else "near" if near else "far", order))
    if match := _URL_DAY.search(_url(page)[1]):
        stamp = next(iter(stamps.dates("-".join(match.groups()))), None)
        if stamp and stamp.value:
            found.append((6, Date(value=stamp.value, basis="inferred", why=f"in the URL: {match[0].strip('/')}")))
    found.sort(key=lambda pair: (pair[0] == EITHER or len(pair[1].value or "") < 10, pair[1].value is None, pair[0]))
    ranked = [found_date for _, found_date in found]
    return (ranked[0], tuple(ranked[1:])) if ranked else (None, ())


def _printed(text: str, block: Block, place: str, order: stamps.Order | None) -> Iterator[tuple[int, Date]]:
    """The dates printed in a block, each with the rank of its rule: the lower, the surer."""
    words = _words(text, block)
    previous = 0
    for stamp in stamps.dates(words, order):
        labels = list(_LABEL.finditer(words, previous, stamp.span[0]))
        previous = stamp.span[1]
        if block.kind == "dateline":
            rank, rule = 4, "in the dateline"
        elif labels and labels[-1][2]:
            rank, rule = 5, "an update stamp"
        elif labels:
            rank, rule = 1, "labelled as the date of publication"
        elif block.kind == "byline":
            rank, rule = 3, "in the byline"
        else:
            places = {"below": (2, "below the title"), "near": (3, "beside the title")}
            rank, rule = places.get(place, (7, "on a line of its own"))
        span: Span = (block.start + stamp.span[0], block.start + stamp.span[1])
        yield rank, Date(value=stamp.value, basis="stated", span=span, why=f"{rule}; {stamp.why}")
        for day in stamp.either:
            yield EITHER, Date(value=day, basis="stated", span=span, why=f"{rule}; one way to read it: {stamp.why}")
