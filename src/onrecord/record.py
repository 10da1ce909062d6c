"""The data types of onrecord: read this first.

A `Page` goes in and a `Reading` comes out: an `Article` (the text, its blocks and what is printed about it), the
`Statement`s in it, the `Contact`s it reports, and every `Problem` met on the way. What joins readings is a `Link`. All
are frozen values without behaviour. A span is a pair of offsets into `Article.text`: half-open, in Unicode code points.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Literal, Protocol

import msgspec
from msgspec import Struct

Span = tuple[int, int]
Manner = Literal["direct", "indirect", "mixed"]
Act = Literal[  # PLOVER's verbal event types
    "agree", "consult", "support", "concede", "cooperate", "aid", "request", "accuse", "reject", "threaten"
]  # fmt: skip
LinkKind = Literal["actor", "copy", "line", "occasion", "story"]
Judgement = Literal["same", "different", "unsure"]
GAP = " … "  # between the pieces of a content
MACHINE = "onrecord "  # how the name of every version of the machine begins, and no person's


class Page(Struct, frozen=True, kw_only=True):
    """The bytes as received, with where and when they came from.

    `given` holds what came beside the bytes (a mapped JSONL field, a WARC header): title, outlet, published, byline.
    """

    data: bytes
    file: str  # as given on the command line; a part of a container is "news.warc.gz#12", "news.jsonl#12"
    media_type: str = "text/plain"  # text/plain or text/html
    charset: str | None = None  # as declared by the transport, not by the page
    url: str | None = None
    fetched: str | None = None  # ISO 8601
    given: dict[str, str] = {}

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def id(self) -> str:
        """What identifies the page: the SHA-256 of its bytes, or of bytes, URL and given fields where there are any.

        Two outlets may print one agency's text to the letter: they stay two pages.
        """
        if not (self.url or self.given):
            return self.sha256
        return digest([self.sha256, self.url, sorted(self.given.items())])


class Block(Struct, frozen=True, kw_only=True):
    """A run of the text with its role on the page: body, title, ..., or a named kind of clutter, and why."""

    kind: str
    start: int
    end: int
    why: str


class Words(Struct, frozen=True, kw_only=True):
    """Words printed on the page (a title, a byline, a dateline): their text, the rule that found them, their span."""

    text: str
    basis: str
    span: Span | None = None


class Named(Struct, frozen=True, kw_only=True):
    """A name printed on the page or given with it (an outlet, an agency), the rule that found it and its span."""

    name: str
    basis: str
    span: Span | None = None


class Date(Struct, frozen=True, kw_only=True):
    """A date as an ISO prefix whose length is its precision, or an interval `first/last`, and what it rests on.

    `basis` is stated (printed or given), inferred, published (a statement takes the page's date), or another named
    rule; `why` names the rule in words.
    """

    value: str | None
    basis: str
    span: Span | None = None
    why: str | None = None


class Place(Struct, frozen=True, kw_only=True):
    """A place: its name, ISO 3166 country, and the span that names it."""

    name: str
    country: str | None = None
    span: Span | None = None
    id: str | None = None


class Article(Struct, frozen=True, kw_only=True):
    """A page's text with its blocks and what is printed about it.

    For a plain-text page `text` is the decoded file itself, newlines untouched. `blocks` lie in order without overlap.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    title: Words | None = None
    outlet: Named | None = None
    byline: Words | None = None
    dateline: Words | None = None
    published: Date | None = None
    other_dates: tuple[Date, ...] = ()  # publication dates found and not chosen
    agencies: tuple[Named, ...] = ()
    address: Words | None = None  # the URL that the page's markup gives as its own


class Tag(Struct, frozen=True, kw_only=True):
    """One statement as a tagger finds it: the spans of its source, cue and content, and how sure it is (0 to 1).

    `parent` is the position, in the same list, of the statement in whose content this one stands.
    """

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...]
    score: float = 1.0
    parent: int | None = None


class Tagger(Protocol):
    """Finds statements in an article: the rules and the model answer alike."""

    @property
    def version(self) -> str:
        """A name that changes whenever the answers may change."""
        ...

    def tag(self, article: Article) -> tuple[Tag, ...]:
        """Return the statements in the title, standfirst, subheadings, body and captions, in order of the text."""
        ...


class Mention(Struct, frozen=True, kw_only=True):
    """Words that refer to an actor, resolved: its name and kind, how it was resolved, the registry's id if it has one.

    kind: person, organisation, state, armed-group, group, office, document, unnamed, narrator, none.
    basis: full-name, partial-name, pronoun, description, metonym, implicit, none.
    """

    name: str | None
    kind: str = "none"
    basis: str = "none"
    id: str | None = None
    office: str | None = None
    span: Span | None = None
    role: str | None = None  # of a participant: host, guest, mediator
    type: str | None = None  # of an unnamed one: official, diplomat, military, expert, witness, resident, group
    score: float | None = None


class Statement(Struct, frozen=True, kw_only=True):
    """Somebody's content, reported: the words that name the source, mark the reporting, and are attributed."""

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    manner: Manner
    score: float
    speaker: Mention | None = None
    co_speakers: tuple[Mention, ...] = ()
    addressee: tuple[Mention, ...] = ()
    via: tuple[Mention, ...] = ()
    parent: str | None = None
    said: Date | None = None
    where: Place | None = None
    contact: str | None = None
    act: str | None = None  # an `Act`; None while unknown


class Contact(Struct, frozen=True, kw_only=True):
    """A call, meeting, talks, visit, press conference or exchange of letters, and the spans that prove it."""

    id: str
    kind: str
    participants: tuple[Mention, ...]
    initiated_by: Mention | None = None
    where: Place | None = None
    on: Date | None = None
    status: str = "held"
    topics: tuple[Words, ...] = ()  # what it was about, in the page's words; the basis is the word that says so
    spans: tuple[Span, ...] = ()


class Problem(Struct, frozen=True, kw_only=True):
    """Something that could not be read, or only in part: the stage, the reason in a sentence, the file, the place."""

    stage: str
    reason: str
    file: str
    at: str | None = None  # "line 7", "byte 1024", "record 3"


class Reading(Struct, frozen=True, kw_only=True):
    """What was read from one page; a pure function of the page, the code and the model."""

    page: str
    file: str
    sha256: str
    made_by: str
    article: Article
    url: str | None = None
    fetched: str | None = None
    statements: tuple[Statement, ...] = ()
    contacts: tuple[Contact, ...] = ()
    problems: tuple[Problem, ...] = ()


class Link(Struct, frozen=True, kw_only=True):
    """A judgement whether two things are one: signed, dated, with a reason; appended and never changed.

    kind: actor (two actors, as `nodes.node_of` gives them), copy and story (two pages), line (two statements),
    occasion (two contacts). `left` comes before `right`. `by` is "onrecord VERSION" for the machine, else a person's
    name. `at` is the instant in UTC, `2031-03-04T10:15:00Z`.
    """

    kind: LinkKind
    left: str
    right: str
    judgement: Judgement
    score: float = 1.0
    by: str
    at: str
    reason: str | None = None

    @property
    def by_machine(self) -> bool:
        """Whether a version of onrecord judged so, and no person."""
        return self.by.startswith(MACHINE)


class Cut(Struct, frozen=True, kw_only=True):
    """Spans with the words at each: they are found again where the text around them has changed."""

    spans: tuple[Span, ...]
    words: tuple[str, ...]


class Seen(Struct, frozen=True, kw_only=True):
    """A statement as it was read when a person corrected it, with the words at its spans."""

    statement: Statement
    source: Cut
    cue: Cut
    content: Cut


class Correction(Struct, frozen=True, kw_only=True):
    """A person's change to what was read from a page: of what, to what, who, when, why; appended and never changed.

    `target` is a statement's id, or the page's own for what is said of the page. `value` is JSON: a field's value, or
    the number of the correction that this one undoes. `at` is the instant in UTC, `2031-03-04T10:15:00Z`. The store
    numbers corrections in the order in which they came; 0 is one that is not kept yet.
    """

    page: str
    target: str
    field: str
    value: Any
    by: str
    at: str
    note: str | None = None
    seen: Seen | None = None
    number: int = 0


def digest(parts: list[Any]) -> str:
    """Return the SHA-256, in hexadecimal, of a JSON list: the way every id here is made."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()


def words_at(text: str, spans: tuple[Span, ...]) -> str:
    """Return the text at the spans, pieces joined by GAP."""
    return GAP.join(text[start:end] for start, end in spans)


def statement_json(reading: Reading, statement: Statement) -> dict[str, Any]:
    """Return a statement as the public JSON object that every command, export and the API give."""
    article = reading.article
    spans = {"source": statement.source, "cue": statement.cue, "content": statement.content}
    head = {
        "id": statement.id,
        "page": reading.page,
        "file": reading.file,
        "url": reading.url or (article.address.text if article.address else None),
        "outlet": article.outlet.name if article.outlet else None,
        "title": article.title.text if article.title else None,
        "published": article.published,
        **spans,
        "quote": {role: words_at(article.text, s) for role, s in spans.items()},
    }
    rest = {name: getattr(statement, name) for name in statement.__struct_fields__ if name not in head}
    plain: dict[str, Any] = msgspec.to_builtins({**head, **rest, "made_by": reading.made_by})
    return plain


def reading_json(reading: Reading) -> dict[str, Any]:
    """Return a whole reading as the public JSON object; `reading_from_json` takes it back."""
    plain: dict[str, Any] = msgspec.to_builtins(reading)
    plain["blocks"] = plain["article"].pop("blocks")
    plain["statements"] = [statement_json(reading, statement) for statement in reading.statements]
    return plain


def reading_from_json(plain: dict[str, Any]) -> Reading:
    """Return the reading that `reading_json` wrote.

    Raises msgspec.ValidationError, whose text names the place, where the object is not one.
    """
    article = plain.get("article")
    if isinstance(article, dict):
        plain = {**plain, "article": {**article, "blocks": plain.get("blocks", [])}}
    return msgspec.convert(plain, Reading)


def check_spans(reading: Reading) -> None:
    """Raise msgspec.ValidationError where a block or a statement's span is empty or lies outside the text."""
    size = len(reading.article.text)
    spans = [(f"blocks[{n}]", (block.start, block.end)) for n, block in enumerate(reading.article.blocks)]
    for n, statement in enumerate(reading.statements):
        for role in ("source", "cue", "content"):
            spans += [(f"statements[{n}].{role}", span) for span in getattr(statement, role)]
    for where, (start, end) in spans:
        if not 0 <= start < end <= size:
            raise msgspec.ValidationError(
                f"[{start}, {end}] lies outside the text of {size} characters - at `$.{where}`"
            )
