"""What the HTTP API gives, as types: a page, a statement, lists of what people did. The other rooms: `answers`.

From these /openapi.json is made, and tests judge the rooms by them.
"""

from __future__ import annotations

from msgspec import UNSET, Struct, UnsetType

from ..align.dating import Dating
from ..record import Block, Contact, Date, Link, Manner, Mention, Named, Place, Problem, Span, Words


class Quote(Struct, frozen=True, kw_only=True):
    """The words at a statement's spans; pieces are joined by ' … '."""

    source: str
    cue: str
    content: str


class Statement(Struct, frozen=True, kw_only=True):
    """Somebody's content, reported: as every command prints it and every file holds it."""

    id: str
    page: str
    file: str
    url: str | None
    outlet: str | None
    title: str | None
    published: Date | None
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quote: Quote
    manner: Manner
    score: float
    speaker: Mention | None
    co_speakers: tuple[Mention, ...]
    addressee: tuple[Mention, ...]
    via: tuple[Mention, ...]
    parent: str | None
    said: Date | None
    where: Place | None
    contact: str | None
    act: str | None
    made_by: str


class Article(Struct, frozen=True, kw_only=True):
    """What is printed about a page; offsets are code points of `text`."""

    text: str
    title: Words | None
    outlet: Named | None
    byline: Words | None
    dateline: Words | None
    published: Date | None
    other_dates: tuple[Date, ...]
    agencies: tuple[Named, ...]
    address: Words | None


class Corrected(Struct, frozen=True, kw_only=True):
    """A person's correction: what was there, what came instead, in words; who, when, why, and what undid it."""

    number: int
    page: str
    target: str
    field: str
    value: str
    was: str | None
    by: str
    at: str
    note: str | None
    undone_by: int | None


class PageHead(Struct, frozen=True, kw_only=True):
    """What a page says of itself, and how many statements it has."""

    id: str
    file: str
    url: str | None
    outlet: str | None
    title: str | None
    published: Date | None
    statements: int


class Beside(Struct, frozen=True, kw_only=True):
    """Other pages: those that print the same, and those that tell of the same."""

    copies: tuple[PageHead, ...]
    story: tuple[PageHead, ...]


class Page(Struct, frozen=True, kw_only=True):
    """A page as read: its text and blocks, the statements and contacts in it, what people corrected.

    `dating` is when a page without a day may have appeared by what other pages tell; its own date stays in `article`.
    """

    page: str
    file: str
    sha256: str
    made_by: str
    url: str | None
    fetched: str | None
    article: Article
    blocks: tuple[Block, ...]
    statements: tuple[Statement, ...]
    contacts: tuple[Contact, ...]
    problems: tuple[Problem, ...]
    dating: Dating | None
    history: tuple[Corrected, ...]
    beside: Beside


class QuoteSelector(Struct, frozen=True, kw_only=True):
    """A W3C TextQuoteSelector."""

    type: str
    exact: str
    prefix: str
    suffix: str


class Selector(Struct, frozen=True, kw_only=True, rename={"refined_by": "refinedBy"}):
    """A W3C TextPositionSelector over the article's text, refined by the words there."""

    type: str
    start: int
    end: int
    refined_by: QuoteSelector


class Told(Struct, frozen=True, kw_only=True):
    """One telling of a line: where, when, and how it stands to the fullest."""

    id: str
    page: str
    outlet: str | None
    published: Date | None
    verdict: str


class StatementRoom(Struct, frozen=True, kw_only=True):
    """A statement with its citations by style, W3C selectors, address on the live page, and history.

    `dating` is that of its page.
    """

    statement: Statement
    citations: dict[str, str]
    selectors: tuple[Selector, ...]
    address: str | None
    sha256: str
    dating: Dating | None
    line: tuple[Told, ...]
    history: tuple[Corrected, ...]


class Corrections(Struct, frozen=True, kw_only=True):
    """Corrections, the newest first; `next`, given as `after`, brings older ones."""

    corrections: tuple[Corrected, ...]
    next: str | None


class Links(Struct, frozen=True, kw_only=True):
    """Standing judgements of one kind or all, by pair; `next`, given as `after`, brings more."""

    links: tuple[Link, ...]
    next: str | None


class Refusal(Struct, frozen=True, kw_only=True):
    """Why there is no answer: a problem as RFC 9457 has it; `detail` is a sentence for people."""

    title: str
    status: int
    detail: str
    type: str | UnsetType = UNSET
