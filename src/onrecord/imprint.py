"""Finds what a page prints about itself: title, outlet, byline, dateline, agencies, dates, each with span and rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from msgspec import Struct

from . import stamps
from .record import Block, Date, Named, Page, Span, Words

OWN_WORDS = (  # the rules for an outlet's own words, the surest first: basis, kinds of block, pattern with group name
    (
        "copyright line",
        ("credit", "other", "navigation", "cookie-notice"),
        re.compile(
            r"(?:©|\([cC]\)|[Cc]opyright|COPYRIGHT)[ ,:]*(?:©|\([cC]\))?[ ,:]*(?:(?:19|20)\d\d(?: ?[-–,] ?(?:19|20)\d\d)*)?[ ,.:|-]*(?:by )?"
            r"(?P<name>(?:The |the )?[A-Z][\w&.'’-]*(?: (?:of |and |the |& )?[A-Z][\w&.'’-]*){0,5})"
        ),
    ),
    ("copyright line", ("credit", "other", "navigation"), re.compile(r"^(?P<name>(?:The )?[A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*){0,4}),? ©")),
    (
        "invitation to follow",
        ("share", "newsletter", "other", "navigation", "related-links"),
        re.compile(
            r"\b(?i:follow|like|join|find|subscribe to|download|connect with|visit|share on|also on|more from|more on|read more (?:on|at|from)|support) "
            r"(?:the )?(?P<name>[A-Z][A-Z0-9]{1,7}\b(?! on this)|(?:The )?(?:[A-Z][\w&'’-]+ ){0,3}(?:NEWS|News|Times|Post|Herald|Tribune|Press|Agency|Daily|Today|Gazette|"
            r"Journal|Observer|Monitor|Mirror|Telegraph|Standard|Chronicle|TV|Online|Network|International|World|Weekly)(?: [A-Z][\w&-]+)?)"
        ),
    ),
    (
        "author's biography",
        ("author-bio",),
        re.compile(
            r"\b(?:is|was) (?:an?|the) [\w ,/&-]{3,60}? (?:at|for|with|of) (?P<name>(?:[Tt]he )?[A-Z][\w&-]*(?: (?:of |the )?[A-Z][\w&-]*){0,4})(?=['’]s\b|[.,;]|$| [a-z])"
        ),
    ),
    ("author's biography", ("author-bio",), re.compile(r"\b(?P<name>[A-Z][A-Z]{1,7})(?=['’]s\b| (?:staff|correspondent|reporter|contributor|journalist|editor)\b)")),
    ("credit to itself and agencies", ("byline",), re.compile(r"^(?:[Bb]y )?(?P<name>[A-Z][\w&'’.-]*(?: [A-Z][\w&'’.-]*){0,3}?),? ?(?:and|&|with|/|\+) (?:[Nn]ews )?[Aa]gencies\b")),
    ("its own desk", ("byline",), re.compile(r"(?P<name>(?:[A-Z][\w&.-]* ){0,3}?[A-Z][\w&.-]*) (?:[Ss]taff|[Nn]ews [Dd]esk|[Ww]eb [Dd]esk|[Nn]ewsroom|[Oo]nline|[Mm]onitoring)\b")),
    ("title's suffix", ("title",), re.compile(r"(?: [|»•] | :: | [-–—] (?=(?:[A-Z]\w* )*(?:News|NEWS|Times|Post|Herald|Agency|Press|RT|BBC|CNN|TASS|SANA|Online|International|Tribune|Daily)\b))(?P<name>[A-Z][\w&.'’-]*(?: [\w&.'’-]+){0,4})$")),
    ("web address", ("share", "newsletter", "credit", "author-bio", "other", "related-links", "cookie-notice", "navigation"), re.compile(r"(?i:(?:@|https?://(?:www\.)?|www\.|\b)(?P<name>[a-z0-9-]{2,40}\.(?:com|org|net|info|news|co\.[a-z]{2}|com\.[a-z]{2}|[a-z]{2}))(?![\w.@]))")),
)  # fmt: skip
_NO_OUTLET = re.compile(
    r"(?i:all rights?.*|rights|reserved|us|our|the|you|me|this|home|menu|contact|about|privacy|terms|reuters|afp|ap|getty.*|epa|facebook.*|twitter.*|youtube.*|"
    r"instagram.*|google.*|whatsapp.*|telegram.*|linkedin.*|disqus.*|wordpress.*|gmail.*|yahoo.*|t\.co|bit\.ly|goo\.gl|hotmail.*|outlook.*|file|photo|copyright|news|"
    r"more|world|world news|latest news|breaking news|read|live|tv|app|usa?|uk|un|eu|by|no|policy|newsletter|staff|web|agencies|related|rss|pinterest.*|reddit.*|akismet.*)"
)
_SOURCE_LINE = re.compile(r"(?i:source|via|from) ?: ?(?P<name>[A-Z][\w&.'’ -]{1,50}?)[.)\]]*$")
_AGENCY = re.compile(rf"(?<![\w@.-])(?:{stamps.AGENCIES})(?![\w@])|\b(?:[Nn]ews )?[Aa]gencies\b")
_WHOLESALE = frozenset("AFP AP UPI DPA dpa EFE Reuters REUTERS PTI ANI IANS Bloomberg PA".split())
_BY = re.compile(
    r"(?i:written by|posted by|reported by|story by|text by|report by|compiled by|authors?|writer|reporter|byline|words by|analysis by|by|from)\b ?:? ?"
)
_BY_END = re.compile(r" ?(?:\||•|·|»| [-–—] |\bPublished\b|\bUpdated\b|\bPosted\b|\bon\b|@|/ |\(|\d|,? ?\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)")
_LABEL = re.compile(r"(?i:\b(?:(publish|posted|date|issued|released?|created|first|printed|originally|added)|(updat|modif|edit|revis))\w*)")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?=[/-]|$)")


class Imprint(Struct, frozen=True, kw_only=True):
    """What is printed on a page about itself, or was given with it."""

    title: Words | None = None
    outlet: Named | None = None
    byline: Words | None = None
    dateline: Words | None = None
    published: Date | None = None
    other_dates: tuple[Date, ...] = ()
    agencies: tuple[Named, ...] = ()


def imprint(text: str, blocks: Sequence[Block], page: Page) -> Imprint:
    """Return what `text` and `page` say about the page itself; what they do not say is None."""
    agencies = _agencies(text, blocks)
    published, others = _dates(text, blocks, page)
    return Imprint(
        title=_title(text, blocks, page),
        outlet=_outlet(text, blocks, page),
        byline=_byline(text, blocks, page),
        dateline=_dateline(text, blocks),
        published=published,
        other_dates=others,
        agencies=agencies,
    )


def _of(blocks: Sequence[Block], *kinds: str) -> Iterator[Block]:
    return (block for block in blocks if block.kind in kinds)


def _title(text: str, blocks: Sequence[Block], page: Page) -> Words | None:
    given = page.given.get("title", "").strip()
    block = next(_of(blocks, "title"), None)
    if given:
        start = text.find(given)
        return Words(text=given, basis="given", span=(start, start + len(given)) if start >= 0 else None)
    if block is None:
        return None
    return Words(text=text[block.start : block.end], basis=block.why, span=(block.start, block.end))


def _byline(text: str, blocks: Sequence[Block], page: Page) -> Words | None:
    """The author's name as printed, without 'By' and what follows the name."""
    given = page.given.get("byline", "").strip()
    if given:
        start = text.find(given)
        return Words(text=given, basis="given", span=(start, start + len(given)) if start >= 0 else None)
    for block in _of(blocks, "byline"):
        words = text[block.start : block.end]
        lead = _BY.match(words)
        start = lead.end() if lead else 0
        end = _BY_END.search(words, start + 1)
        name = words[start : end.start() if end else len(words)].rstrip(" ,.;:|-–—")
        if name:
            span = (block.start + start, block.start + start + len(name))
            return Words(text=name, basis=block.why, span=span)
    return None


def _dateline(text: str, blocks: Sequence[Block]) -> Words | None:
    block = next(_of(blocks, "dateline"), None)
    if block is None:
        return None
    words = text[block.start : block.end].rstrip(" -–—−:")
    return Words(text=words, basis=block.why, span=(block.start, block.start + len(words)))


def _agencies(text: str, blocks: Sequence[Block]) -> tuple[Named, ...]:
    """The agencies credited in the dateline, the byline and a 'Source:' line, each once."""
    found: dict[str, Named] = {}
    for block in _of(blocks, "dateline", "byline", "credit"):
        words = text[block.start : min(block.end, block.start + 300)]
        if block.kind == "credit" and not _SOURCE_LINE.match(words):
            continue
        for match in _AGENCY.finditer(words):
            span = (block.start + match.start(), block.start + match.end())
            found.setdefault(match[0].casefold(), Named(name=match[0], basis=f"credited in the {block.kind}", span=span))
    return tuple(found.values())


def _outlet(text: str, blocks: Sequence[Block], page: Page) -> Named | None:
    """The outlet: as given, by the URL's host (in the page's own spelling, if it has one), or by the page's own words."""
    given = page.given.get("outlet", "").strip()
    if given:
        return Named(name=given, basis="given")
    own = list(_own_words(text, blocks))
    host = (urlsplit(page.url).hostname or "").removeprefix("www.") if page.url else ""
    if host:
        label = _squeeze(host.split(".")[-3] if host.count(".") > 1 and len(host.split(".")[-2]) < 4 else host.split(".")[-2:][0])
        for named in own:
            words = named.name.split()
            if label and label in (_squeeze(named.name), _squeeze("".join(word[0] for word in words))):
                return Named(name=named.name, basis=f"{named.basis}, agrees with the host", span=named.span)
        return Named(name=host, basis="host of the URL")
    return own[0] if own else None


def _squeeze(name: str) -> str:
    return re.sub(r"\W|^the ", "", name.casefold())


def _own_words(text: str, blocks: Sequence[Block]) -> Iterator[Named]:
    """The outlets that the page's own words name, the surest rule first."""
    for basis, kinds, pattern in OWN_WORDS:
        for block in _of(blocks, *kinds):
            match = pattern.search(text[block.start : min(block.end, block.start + 600)])
            if match:
                name = re.sub(r"[.,;:]+$|(?:\.|,)? (?:All|Ltd|Inc|LLC|Limited|Corp)\b.*$", "", match["name"]).strip()
                if name and not _NO_OUTLET.fullmatch(name) and not stamps.dates(name):
                    start = block.start + match.start("name")
                    yield Named(name=name, basis=basis, span=(start, start + len(name)))
    for block in _of(blocks, "dateline"):
        match = _AGENCY.search(text, block.start, block.end)
        if match and match[0] not in _WHOLESALE:
            yield Named(name=match[0], basis="agency in the dateline", span=match.span())
    for block in _of(blocks, "credit", "byline"):
        source = _SOURCE_LINE.match(text[block.start : min(block.end, block.start + 100)])
        if source and source["name"] not in _WHOLESALE:
            start = block.start + source.start("name")
            yield Named(name=source["name"].strip(), basis="'Source:' line", span=(start, start + len(source["name"].strip())))


def _dates(text: str, blocks: Sequence[Block], page: Page) -> tuple[Date | None, tuple[Date, ...]]:
    """The publication date by the surest rule that yields a day, and the other dates that were up for it."""
    found: list[tuple[int, Date]] = []
    given = page.given.get("published", "").strip()
    if given:
        stamp = next(iter(stamps.dates(given)), None)
        why = f"given: {given}" if stamp is None else f"given, {stamp.why}"
        found.append((0, Date(value=stamp.value if stamp else None, basis="stated", why=why)))
    title = next((i for i, block in enumerate(blocks) if block.kind == "title"), None)
    body = next((i for i, block in enumerate(blocks) if block.kind in ("body", "dateline")), len(blocks))
    for i, block in enumerate(blocks):
        if block.kind in ("published", "byline", "dateline"):
            place = "below" if title is not None and title < i <= body else "near" if title is None or abs(i - title) == 1 else "far"
            found.extend(_printed(text, block, place))
    if page.url and (match := _URL_DAY.search(urlsplit(page.url).path)):
        stamp = next(iter(stamps.dates("-".join(match.groups()))), None)
        if stamp and stamp.value:
            found.append((6, Date(value=stamp.value, basis="inferred", why=f"in the URL: {match[0].strip('/')}")))
    ranked = [d for _, d in sorted(found, key=lambda pair: (len(pair[1].value or "") < 10, len(pair[1].value or "") == 0, pair[0]))]
    return (ranked[0], tuple(ranked[1:])) if ranked else (None, ())


def _printed(text: str, block: Block, place: str) -> Iterator[tuple[int, Date]]:
    """The dates printed in a block, each with the rank of its rule: the lower, the surer."""
    words = text[block.start : min(block.end, block.start + 300)]
    previous = 0
    for stamp in stamps.dates(words):
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
            rank, rule = {"below": (2, "below the title"), "near": (3, "beside the title")}.get(place, (7, "on a line of its own"))
        span: Span = (block.start + stamp.span[0], block.start + stamp.span[1])
        yield rank, Date(value=stamp.value, basis="stated", span=span, why=f"{rule}; {stamp.why}")
