"""When a page without a day of its own may have appeared, by what the record has joined it with.

A view over links: it is no part of a reading, it is worked out whenever it is asked for, and what a person cuts no
longer counts. `align.dating` says what the evidence leaves; here it is gathered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from msgspec import to_builtins
from msgspec.structs import replace

from .align.dating import Dating, Source, Witness, copies, dating, lines, occasion
from .align.days import days, exact, interval
from .align.occasions import COMING
from .dates import date as said_on
from .dates import times
from .dates.pages import NEWS_DAYS, opening
from .dates.within import near, printed_as, told_from
from .record import Contact, Date, LinkKind, Reading, Span
from .sentences import Sentences
from .store import Store
from .store.witnesses import Told

HELD = 4096  # lines held in memory
LINKS = 4  # that are shown of those that join a page with one kind of witness
NOT_HELD = frozenset({"cancelled", "denied", "postponed"})


def inferred(store: Store, readings: Iterable[Reading]) -> dict[str, str]:
    """Return the days and intervals that other pages leave, by the ids of pages, statements and contacts without one.

    Those of statements and contacts are of words such as 'on Monday', counted from the interval of their page.
    """
    undated = Undated(store)
    found: dict[str, str] = {}
    for reading in readings:
        dating = undated.dating(reading)
        if dating and dating.value:
            found[reading.page] = dating.value
            found |= undated.counted(reading, dating)
    return found


def with_datings(store: Store, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield statements, as the public JSON objects, with `dating`: when their page may have appeared.

    None where it has a day, or no other page tells.
    """
    undated = Undated(store)
    known: dict[str, dict[str, Any] | None] = {}
    for row in rows:
        page = row["page"]
        if page not in known and not exact(days((row["published"] or {}).get("value"))):
            reading = store.reading(page)
            found = undated.dating(reading) if reading else None
            known[page] = to_builtins(found) if found else None
        yield {**row, "dating": known.get(page)}


class Undated:
    """The pages of a store whose day is not known, to be asked about one after another."""

    def __init__(self, store: Store) -> None:
        """Take an open store."""
        self.store = store
        self.tellers = lru_cache(maxsize=HELD)(store.tellers)

    def dating(self, reading: Reading) -> Dating | None:
        """Return when a page may have appeared by what other pages tell; None where it has a day, or none tells."""
        own = reading.article.published
        if own and exact(days(own.value)):
            return None
        found = [*self._copies(reading), *self._occasions(reading)]
        found += [] if found else self._lines(reading)

        def printed(first: date, last: date) -> tuple[date, ...] | None:
            if not own or own.value or not own.span:
                return None
            return printed_as(reading.article.text[slice(*own.span)], first, last)

        return dating(own, reading.fetched, printed, found)

    def counted(self, reading: Reading, found: Dating) -> dict[str, str]:
        """Return the days of the statements and contacts that the page leaves open, counted from an interval, by id.

        'On Monday' has one answer where the page is of one week from Monday on, else it is of one or another.
        """
        span = days(found.value)
        if span is None:
            return {}
        early, late = (self._counted_from(reading, day) for day in span)
        ends = {id: (days(early[id]), days(late[id])) for id in early if id in late}
        return {id: interval((one[0], other[1])) for id, (one, other) in ends.items() if one and other}

    def _counted_from(self, reading: Reading, day: date) -> dict[str, str]:
        """The same, counted from one day of publication."""
        article = replace(reading.article, published=Date(value=day.isoformat(), basis="inferred"))
        named, sentences = times(article), Sentences(article)
        statements = zip(reading.statements, said_on(article, reading.statements, named), strict=True)
        counted: dict[str, str | None] = {
            one.id: again.said.value for one, again in statements if again.said and not (one.said and one.said.value)
        }
        counted |= {one.id: _day(one, sentences, named) for one in reading.contacts if not (one.on and one.on.value)}
        return {id: value for id, value in counted.items() if value}

    def _copies(self, reading: Reading) -> Iterator[Witness]:
        others = [_source(one) for one in self.store.dated_copies(reading.page)]
        found = copies(reading.page, others, (agency.name for agency in reading.article.agencies))
        yield from self._joined("copy", {reading.page}, found)

    def _occasions(self, reading: Reading) -> Iterator[Witness]:
        """What the other reports of each contact leave, where this page does not say itself on which day it was."""
        sentences = Sentences(reading.article)
        for contact in reading.contacts:
            if contact.status in NOT_HELD or (contact.on and contact.on.value):
                continue
            others = [
                one
                for one in self.store.other_reports(contact.id)
                if one.page != reading.page and one.status == "held" and one.on
            ]
            held = [Source(id=one.id, page=one.page, outlet=one.outlet, date=one.on) for one in others]
            if held:
                yield from self._occasion(reading, contact, held, sentences)

    def _occasion(
        self, reading: Reading, contact: Contact, held: list[Source], sentences: Sentences
    ) -> Iterator[Witness]:
        at = contact.spans[0] if contact.spans else None

        def words(day: date) -> tuple[Span, tuple[date, ...]] | None:
            return told_from(reading.article.text, near(sentences.of(at[0]), at[0]), day) if at else None

        opens = at is not None and at[0] < opening(reading.article)
        found = occasion(contact.id, contact.status in COMING, held, words, NEWS_DAYS if opens else None)
        yield from self._joined("occasion", {contact.id}, found)

    def _lines(self, reading: Reading) -> Iterator[Witness]:
        shared: dict[str, tuple[list[str], Source]] = {}
        for line in self.store.lines_of(reading.page):
            others = {one.page: one for one in self.tellers(line) if one.page != reading.page and one.published}
            for page, one in others.items():
                shared.setdefault(page, ([], _source(one)))[0].append(line)
        found = lines(list(shared.values()))
        yield from self._joined("line", {one.id for one in reading.statements} if found else set(), found)

    def _joined(self, kind: LinkKind, own: set[str], found: Witness | None) -> Iterator[Witness]:
        """A witness with the links that join the page's own with those it names, or else with any other."""
        if found is None:
            return
        links = [link for link in self.store.links(kind, sorted(own)) if link.judgement == "same"]
        named = {one.id for one in found.named}
        direct = [link for link in links if named & {link.left, link.right}]
        yield replace(found, links=tuple((direct or links)[:LINKS]))


def _source(told: Told) -> Source:
    return Source(id=told.id, page=told.page, outlet=told.outlet, date=told.published)


def _day(contact: Contact, sentences: Sentences, counted: tuple[Date, ...]) -> str | None:
    """The one day that a contact's sentence names, counted from the interval."""
    if not contact.spans:
        return None
    first, last = sentences.of(contact.spans[0][0])
    named = [one for one in counted if one.span and first <= one.span[0] < last]
    return named[0].value if len(named) == 1 and named[0].basis in ("anchored", "inferred") else None
