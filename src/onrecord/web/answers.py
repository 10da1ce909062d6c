"""What the rooms of the HTTP API give, as types; pages and statements are in `contract`."""

from __future__ import annotations

from msgspec import UNSET, Struct, UnsetType

from ..align.disagreements import Disagreement
from ..align.timeline import Entry
from ..gather import Compared
from ..record import Contact
from .contract import PageHead, Statement


class Bar(Struct, frozen=True, kw_only=True):
    """How many there are from one day, month or year to another, both included."""

    since: str
    until: str
    count: int


class Histogram(Struct, frozen=True, kw_only=True):
    """Counts over time: bars of one `unit` (day, month, year) without gaps, and how many have no date."""

    unit: str
    undated: int
    bars: tuple[Bar, ...]


class Count(Struct, frozen=True, kw_only=True):
    """A value and how many statements have it."""

    value: str
    count: int


class PrintedContact(Contact, frozen=True, kw_only=True):
    """A contact, with the page that reports it, its outlet and title."""

    page: str
    outlet: str | None
    title: str | None


class OutletOverTime(Struct, frozen=True, kw_only=True):
    """An outlet, how many pages of it are there, and when they were published."""

    outlet: str | None
    pages: int
    over_time: Histogram


class Quoted(Struct, frozen=True, kw_only=True):
    """A speaker's name and how many statements it has."""

    name: str
    statements: int


class MostTold(Struct, frozen=True, kw_only=True):
    """A statement told by many, and by how many."""

    statement: Statement
    tellings: int


class Differing(Disagreement, frozen=True, kw_only=True):
    """Where accounts differ, and in which story."""

    story: str


class Front(Struct, frozen=True, kw_only=True):
    """What is in the record."""

    pages: int
    statements: int
    contacts: int
    outlets: tuple[OutletOverTime, ...]
    over_time: Histogram
    most_quoted: tuple[Quoted, ...]
    most_told: tuple[MostTold, ...]
    disagreements: tuple[Differing, ...]
    newest_contacts: tuple[PrintedContact, ...]


class Search(Struct, frozen=True, kw_only=True):
    """Statements found; `next`, given as `after`, brings more.

    `total` is exact unless `at_least`; `facets` and `over_time` count `counted` statements at least.
    """

    total: int
    at_least: bool
    order: str
    counted: int
    facets: dict[str, tuple[Count, ...]]
    over_time: Histogram
    statements: tuple[Statement, ...]
    next: str | None


class OutletPages(Struct, frozen=True, kw_only=True):
    """An outlet and how many pages of it are there."""

    outlet: str | None
    pages: int


class Pages(Struct, frozen=True, kw_only=True):
    """Pages, the newest first; `next`, given as `after`, brings older ones."""

    total: int
    outlets: tuple[OutletPages, ...]
    over_time: Histogram
    pages: tuple[PageHead, ...]
    next: str | None


class KindOfContact(Struct, frozen=True, kw_only=True):
    """A kind of contact and how many there are."""

    kind: str
    contacts: int


class Contacts(Struct, frozen=True, kw_only=True):
    """Contacts, the newest first; `next`, given as `after`, brings older ones."""

    total: int
    kinds: tuple[KindOfContact, ...]
    over_time: Histogram
    contacts: tuple[PrintedContact, ...]
    next: str | None


class KindOfSpeaker(Struct, frozen=True, kw_only=True):
    """A kind of speaker and how many statements it has."""

    kind: str
    statements: int


class Actors(Struct, frozen=True, kw_only=True):
    """Who is quoted, most first, and of which kinds."""

    actors: tuple[Quoted, ...]
    kinds: tuple[KindOfSpeaker, ...]


class About(Struct, frozen=True, kw_only=True):
    """The words of the trade, as they are used here."""

    words: dict[str, str]


class Name(Struct, frozen=True, kw_only=True):
    """A name by which pages call an actor, the kind they take it for, how often."""

    name: str
    kind: str
    count: int


class Office(Struct, frozen=True, kw_only=True, rename={"begin": "from", "end": "to"}):
    """An office and its days: of the registry, or the first and last on which pages give it, and how often."""

    title: str
    begin: str | None
    end: str | None
    basis: str
    count: int | UnsetType = UNSET


class ActOverTime(Struct, frozen=True, kw_only=True):
    """An act and when the actor's statements did it."""

    act: str
    over_time: Histogram


class Use(Struct, frozen=True, kw_only=True):
    """A statement that uses a wording: its id and date."""

    id: str
    date: str | None


class WordingUsed(Struct, frozen=True, kw_only=True):
    """A wording of a topic: in how many statements it stands, the first of them and the last."""

    words: str
    count: int
    first: Use
    last: Use


class Turn(Struct, frozen=True, kw_only=True):
    """Two statements in order whose acts are opposed: a candidate for a person to judge."""

    acts: tuple[str, str]
    before: Use
    after: Use


class TopicOverTime(Struct, frozen=True, kw_only=True):
    """What an actor said on a topic that the record keeps."""

    topic: str
    count: int
    over_time: Histogram
    wordings: tuple[WordingUsed, ...]
    turns: tuple[Turn, ...]


class Called(Struct, frozen=True, kw_only=True):
    """Words for an actor and how often."""

    words: str
    count: int


class CalledBy(Struct, frozen=True, kw_only=True):
    """How an outlet calls an actor."""

    outlet: str | None
    words: tuple[Called, ...]


class Met(Struct, frozen=True, kw_only=True):
    """Somebody whom an actor met, rang or wrote to: how often, and in which kinds of contact."""

    name: str
    count: int
    kinds: dict[str, int]


class Actor(Struct, frozen=True, kw_only=True):
    """An actor of the record: names, offices, statements over time, who it met, how outlets call it.

    `facets` and `acts` count the newest `counted` statements.
    """

    id: str
    name: str
    kind: str | None
    nodes: tuple[str, ...]
    joined: int
    total: int
    at_least: bool
    counted: int
    names: tuple[Name, ...]
    offices: tuple[Office, ...]
    facets: dict[str, tuple[Count, ...]]
    over_time: Histogram
    acts: tuple[ActOverTime, ...]
    topics: tuple[TopicOverTime, ...]
    called: tuple[CalledBy, ...]
    met: tuple[Met, ...]
    contacts: tuple[PrintedContact, ...]
    statements: tuple[Statement, ...]


class OneOfSeveral(Struct, frozen=True, kw_only=True):
    """One of those who bear a name."""

    id: str
    names: tuple[str, ...]
    offices: tuple[str, ...]
    statements: int


class Several(Struct, frozen=True, kw_only=True):
    """Those who bear a name, where it is that of several."""

    name: str
    actors: tuple[OneOfSeveral, ...]


class Telling(Struct, frozen=True, kw_only=True):
    """A statement in its line: how it stands to the fullest, and its words beside it.

    `pieces` are pairs: same, left (missing here) or right (only here), and the words; null for the fullest.
    """

    statement: Statement
    verdict: str
    pieces: tuple[tuple[str, str], ...] | None


class LineRoom(Struct, frozen=True, kw_only=True):
    """The same statement through outlets and time."""

    id: str
    tellings: tuple[Telling, ...]


class Comparison(Compared, frozen=True, kw_only=True):
    """An occasion or a story, outlets as columns, lines as rows, and where they differ; `pages` are a story's."""

    pages: tuple[PageHead, ...]


class StoryHead(Struct, frozen=True, kw_only=True):
    """A story: how many pages tell it, and the first."""

    id: str
    pages: int
    first: PageHead


class OccasionHead(Struct, frozen=True, kw_only=True):
    """An occasion: how many report it, and one of them."""

    id: str
    reports: int
    contact: PrintedContact


class LineHead(Struct, frozen=True, kw_only=True):
    """A line: in how many tellings, and one of them."""

    id: str
    tellings: int
    statement: Statement


class Comparable(Struct, frozen=True, kw_only=True):
    """What can be put side by side: the largest first."""

    stories: tuple[StoryHead, ...]
    occasions: tuple[OccasionHead, ...]
    lines: tuple[LineHead, ...]


class Timeline(Struct, frozen=True, kw_only=True):
    """A story in order, a part of its pages at a time; without one, the largest stories."""

    id: str | None
    pages: int
    part: int
    parts_of: int
    total: int
    entries: tuple[Entry, ...]
    stories: tuple[StoryHead, ...]
