"""What bounds a page on either side, and what narrows the days between, one piece of evidence after another.

Dates and offices are surest; what events told, times beside them and counted years add yields to those, and what
weekdays and months add to all: a piece that would leave no day is left out, and said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from datetime import date

from msgspec import Struct

from ..record import Article, Date, Span
from ..sentences import Sentences
from .clues import clues
from .find import READ
from .grammar import Time, times
from .pins import lower, pins
from .resolve import Anchor, value
from .tense import tense
from .window import Days, Piece, Ranges, both, first_of

MOST_YEARS = 10  # an interval that is longer tells nothing
BEFORE = 70  # characters before a year that tell whether something was in it
# Before a year in which something was: 'since 2014', 'was built in 2014', and not 'up for election in 2018'.
_YEAR_OF = re.compile(r"\b(?:in|since|during|from)\s(?:early\s|late\s|mid-)?\Z", re.IGNORECASE)
_YEAR_AHEAD = re.compile(
    r"\b(?:would|will|by|expected|projected|planned|plans?|proposed|prospects|up for|candidates?|race|campaign|until"
    r"|fiscal|could|may|might|should|going to)\b",
    re.IGNORECASE,
)
TOLD = frozenset({"event", "held", "planned", "either", "news"})  # the bases of what events say


class Evidence(Struct, frozen=True, kw_only=True):
    """What bounds a page beside its own dates.

    `terms` are those of the offices that it names, and what the events that it tells of leave: `first/last`, an open
    side empty, of basis office, event, held, planned, either, news or years; asked for only where no day is printed.
    `fetched` is when it was received, `country` (ISO 3166) where its outlet is, `history` the days of known events:
    what tells of one by its date looks back.
    """

    terms: Iterable[Date] = ()
    fetched: str | None = None
    country: str | None = None
    history: Set[str] = frozenset()


class Limit(Struct, frozen=True, order=True):
    """A first or last day on which a page may have appeared, and why."""

    day: date
    why: str
    span: Span | None


class Told(Struct, frozen=True):
    """A page's times, the full dates among them told as past and as to come, and where all told as past begin."""

    times: list[Time]
    past: list[tuple[date, Span]]
    coming: list[tuple[date, Span]]
    begun: list[tuple[date, Span]]


class Known(Struct):
    """The days that evidence leaves so far, and the pieces that made their first day, their last and the gaps."""

    days: Ranges
    first: Piece | None = None
    last: Piece | None = None
    between: tuple[Piece, ...] = ()
    against: tuple[Piece, ...] = ()

    def take(self, piece: Piece) -> None:
        """Narrow the days by a piece of evidence, or note that it does not fit."""
        left = both(self.days, piece.days)
        if not left:
            self.against = (*self.against, piece)
            return
        inner = left != self.days
        if left[0][0] > self.days[0][0]:
            self.first, inner = piece, False
        if left[-1][1] < self.days[-1][1]:
            self.last, inner = piece, False
        self.between = (*self.between, piece) if inner else self.between
        self.days = left

    @property
    def hull(self) -> Days:
        """The first day and the last."""
        return self.days[0][0], self.days[-1][1]

    @property
    def sides(self) -> tuple[Limit | None, Limit | None]:
        """The first and last day with their reasons; None for an open side."""
        first, last = self.hull
        return (
            Limit(first, self.first.why, self.first.span) if self.first else None,
            Limit(last, self.last.why, self.last.span) if self.last else None,
        )


def body(article: Article) -> int:
    """Return where the body of an article starts."""
    return next((block.start for block in article.blocks if block.kind == "body"), 0)


def told(article: Article) -> Told:
    """Return the times of a page, and what it tells as past and as to come."""
    said = Told([], [], [], [])
    for block in article.blocks:
        if block.kind in READ:
            for time in times(article.text, block.start, block.end):
                said.times.append(time)
                _note(article.text, time, said)
    return said


def _note(text: str, time: Time, said: Told) -> None:
    dated = value(time, Anchor(None)) if time.form in ("day", "days", "iso", "month", "year") else None
    if not dated:
        return
    way = tense(text, time.span)
    if time.form not in ("month", "year"):
        day = date.fromisoformat(dated.rpartition("/")[2][:10])
        (said.coming if way == "future" else said.past).append((day, time.span))
    before = text[max(0, time.span[0] - BEFORE) : time.span[0]]
    if time.form == "year" and (_YEAR_AHEAD.search(before) or not _YEAR_OF.search(before)):
        return
    if way == "past" and (begun := re.match(r"\d{4}(?:-\d\d)?(?:-\d\d)?", dated)):
        said.begun.append((first_of(begun[0]), time.span))


def limits(article: Article, said: Told, beside: Evidence) -> Known:
    """Return the days that dates, offices, events and counted years leave; all days where the first two disagree."""
    terms = list(beside.terms)
    surest = _surest(said, [term for term in terms if term.basis not in (*TOLD, "years")], beside.fetched)
    known = Known(((date.min, date.max),))
    if surest is None:
        return known
    for limit in surest:
        known.take(limit)
    events = [term for term in terms if term.basis in TOLD]
    years = [Piece((_open(term),), term.why or "", term.span) for term in terms if term.basis == "years"]
    for piece in (*lower(events), *pins(article.text, said.times, events, Sentences(article)), *years):
        known.take(piece)
    return known


def _open(term: Date) -> Days:
    first, _, last = (term.value or "").partition("/")
    return date.fromisoformat(first) if first else date.min, date.fromisoformat(last) if last else date.max


def _surest(said: Told, terms: list[Date], fetched: str | None) -> list[Piece] | None:
    """The first and the last day by dates, terms of office and receipt; None where they exclude one another."""
    firsts = [Limit(day, f"{day} is told as past", span) for day, span in said.begun]
    lasts = [Limit(day, f"{day} is told as still to come", span) for day, span in said.coming]
    if fetched and re.match(r"\d{4}-\d\d-\d\d", fetched):
        lasts.append(Limit(date.fromisoformat(fetched[:10]), f"it was fetched on {fetched[:10]}", None))
    held = [(term, *_open(term)) for term in terms]
    firsts += [Limit(first, term.why or "", term.span) for term, first, _ in held if first != date.min]
    lasts += [Limit(last, term.why or "", term.span) for term, _, last in held if last != date.max]
    first, last = max(firsts, default=None), min(lasts, default=None)
    if first and last and first.day > last.day:
        return None
    offices = [term for term in held if term[0].basis == "office"]
    if offices and max(begin for _, begin, _ in offices) == min(end for _, _, end in offices):
        return None  # one before the other: the page looks back to the first rather than being of that very day
    pieces = [Piece(((first.day, date.max),), first.why, first.span)] if first else []
    return [*pieces, *([Piece(((date.min, last.day),), last.why, last.span)] if last else [])]


def narrowed(article: Article, said: Told, known: Known, news: Piece | None) -> Date | None:
    """Return the interval that the news of a page, its weekdays and its months leave; None where a side is open."""
    if news:
        known.take(news)
    first, last = known.hull
    if date.min in (first, last) or date.max in (first, last) or last.year - first.year > MOST_YEARS:
        return None
    around = (known.first, known.last)  # a weekday or a month says something only within these
    for piece in clues(article.text, said.times, body(article), known.hull):
        known.take(piece)
    pieces = [piece for piece in (*around, known.first, known.last, *known.between) if piece]
    whys = list(dict.fromkeys(piece.told(known.hull) for piece in pieces))
    why = "; ".join(one for one in whys if not any(other != one and other.startswith(one) for other in whys))
    against = "; ".join(dict.fromkeys(piece.why for piece in known.against))
    if against:
        why += f"; left out, as it does not fit: {against}"
    first, last = known.hull
    span = next((piece.span for piece in (known.last, known.first) if piece and piece.span), None)
    return Date(value=f"{first}/{last}", basis="inferred", span=span, why=why)
