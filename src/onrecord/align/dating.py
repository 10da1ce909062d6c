"""When a page without a day of its own appeared, by what other pages tell: its copies, reports of its contacts, lines.

Each witness leaves some days, and what all of them leave together with the page's own words is the interval. Where they
exclude one another none is chosen: all are given, and it is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from ..record import Date, Link, Span
from .days import Days, days, exact, interval, shifted

# Of `evaluation/datings.py --gaps`, which reads 990 articles without their dates: all 6 pairs of copies lie 0 or 1 day
# apart. So few say little, and a weekend or a holiday may lie between two issues.
COPIED = 3
# Pages that share three lines or more: all 19 pairs lie within a day. Two or more: 61 of 72 within three days.
LINES, TOLD = 3, 3
ZONES = 1  # day by which one instant may be dated earlier on a page than where it happened
DAYS = 16  # on which reports put one contact that are tried on a page's words
NAMED = 2  # witnesses of one kind that are named: those that bound the interval

Printed = Callable[[date, date], "tuple[date, ...] | None"]
Words = Callable[[date], "tuple[Span, tuple[date, ...]] | None"]


class Source(Struct, frozen=True, kw_only=True):
    """Another page: what of it tells (its contact, its statement, or the page itself), its outlet and its date."""

    id: str
    page: str
    outlet: str | None
    date: Date | None


class Witness(Struct, frozen=True, kw_only=True):
    """What other pages leave of the days on which a page may have appeared; an open side is None.

    basis: copies, occasion (reports of a contact), lines. `id` is what the others share with the page: its contact, a
    line, or the page itself; `span` the words on the page that count. `others` is how many pages say so, `named` some
    of them, and `links` what joins the page with these: to cut them is to lose the witness.
    """

    basis: Literal["copies", "occasion", "lines"]
    first: date | None
    last: date | None
    why: str
    id: str
    others: int
    named: tuple[Source, ...]
    span: Span | None = None
    links: tuple[Link, ...] = ()


class Dating(Struct, frozen=True, kw_only=True):
    """When a page may have appeared: a day, or an interval `first/last`; None where one side is open or none is left.

    `why` says what it rests on, or which of the evidence excludes which; `own` is the date that the page has of itself.
    """

    value: str | None
    basis: str
    why: str
    own: Date | None
    evidence: tuple[Witness, ...]


def copies(page: str, dated: Sequence[Source], agencies: Iterable[str] = ()) -> Witness | None:
    """Return what the dated copies of a page leave: COPIED days about them all, or about each where these are too far.

    A page that credits an agency is not older than the agency's own. None where no copy has a date.
    """
    found = [(span, one) for one in dated if one.date and (span := days(one.date.value))]
    if not found:
        return None
    own = {name.casefold() for name in agencies}
    earliest, latest = min(found, key=_ends), max(found, key=_begins)
    first, last = shifted(latest[0][0], -COPIED), shifted(earliest[0][1], COPIED)
    if first > last:
        first, last = (edge(span[n] for span, _ in found) for n, edge in ((0, min), (1, max)))
        first, last = shifted(first, -COPIED), shifted(last, COPIED)
    why = f"{_counted(len(found), 'copy', 'copies')} of it dated {_told(found)}; copies appear within {COPIED} days"
    credited = [span[0] for span, one in found if (one.outlet or "").casefold() in own]
    if credited and shifted(min(credited), -ZONES) > first:
        first = shifted(min(credited), -ZONES)
        why += f", and not before the agency's own of {min(credited)}"
    named = dict.fromkeys(one for _, one in (earliest, latest))
    return Witness(basis="copies", first=first, last=last, why=why, id=page, others=len(found), named=tuple(named))


def occasion(id: str, coming: bool, held: Sequence[Source], words: Words, news: int | None) -> Witness | None:
    """Return what others' day of a contact leaves of the page that reports it: what it tells as held has been.

    `held` are reports of it as held, with its day for date; `coming` says that this page tells of it as planned.
    `words` gives, for a day, the words on this page that name it and the days of publication on which they would mean
    it. `news` is how many days old at most it is told, where the page opens with it. None where no day is told.
    """
    told = [(both, one) for one in held if one.date and (both := days(one.date.value)) and exact(both)]
    if not told:
        return None
    first, last = min(both[0] for both, _ in told), max(both[0] for both, _ in told)
    who = _counted(len(told), "report elsewhere dates", "reports elsewhere date")
    counted = [found for day in sorted({both[0] for both, _ in told})[:DAYS] if (found := words(day))]
    begin: date | None = shifted(first, -ZONES)
    end = shifted(last, news) if news is not None else None
    how = "tells as held" if news is None else f"opens with: news is at most {news} days old"
    span: Span | None = None
    if counted:
        fitting = [day for _, meant in counted for day in meant]
        if not fitting:
            return None  # the page means another day
        (span, _), begin, end = counted[0], min(fitting), max(fitting)
        how = f"tells of in words that mean that day if it is of {begin} to {end}"
    elif coming:
        begin, end, how = None, shifted(last, ZONES), "tells as planned"
    return Witness(
        basis="occasion", first=begin, last=end, id=id, others=len(told), span=span,
        why=f"{who} to {_told(told)} a contact that this page {how}", named=tuple(one for _, one in told[:NAMED]),
    )  # fmt: skip


def lines(shared: Sequence[tuple[Sequence[str], Source]]) -> Witness | None:
    """Return what pages with many of a page's lines leave; None where none has LINES of them and a date.

    `shared` are other pages, each with the lines that it shares.
    """
    found = [
        (span, one, groups)
        for groups, one in shared
        if len(groups) >= LINES and one.date and (span := days(one.date.value))
    ]
    if not found:
        return None
    first, last = max(span[0] for span, *_ in found), min(span[1] for span, *_ in found)
    if shifted(first, -TOLD) > shifted(last, TOLD):
        first, last = min(span[0] for span, *_ in found), max(span[1] for span, *_ in found)
    told = [(span, one) for span, one, _ in found]
    most = max(len(groups) for *_, groups in found)
    why = f"{_counted(len(found), 'page', 'pages')} dated {_told(told)} with as many as {most} of its statements"
    return Witness(
        basis="lines", first=shifted(first, -TOLD), last=shifted(last, TOLD), id=found[0][2][0],
        others=len(found), named=tuple(one for _, one in told[:NAMED]),
        why=f"{why}; pages that share {LINES} appear within {TOLD} days",
    )  # fmt: skip


def dating(own: Date | None, fetched: str | None, printed: Printed, witnesses: Sequence[Witness]) -> Dating | None:
    """Return when a page appeared by all that is known; None where no other page tells.

    `own` is its own date, `fetched` the instant at which it was received. `printed` gives, of the days from one to
    another, those that its printed date may mean; None where it prints none that tells.
    """
    if not witnesses:
        return None
    limits = list(_limits(own, fetched, witnesses))
    first = max(((day, why) for day, _, why in limits if day), default=None)
    last = min(((day, why) for _, day, why in limits if day), default=None)
    value, why = None, ""
    if first and last and first[0] > last[0]:
        why = f"{first[1]}, but {last[1]}: they exclude one another, and none is chosen"
    elif first and last:
        left = printed(first[0], last[0])
        value = interval((first[0], last[0]) if left is None else (left[0], left[-1])) if left != () else None
        why = "; ".join(dict.fromkeys((first[1], last[1])))
        if left is not None:
            why += "; of these days the one that is printed" if left else ", but the day printed is none of these"
    elif first or last:
        side = f"on {first[0]} or later: {first[1]}" if first else f"on {last[0]} or earlier: {last[1]}"  # type: ignore[index]
        why = f"{side}; the other side is open"
    return Dating(value=value, basis="inferred", why=why, own=own, evidence=tuple(witnesses))


def _limits(
    own: Date | None, fetched: str | None, witnesses: Sequence[Witness]
) -> Iterator[tuple[date | None, date | None, str]]:
    span = days(own.value) if own else None
    if own and span:
        yield *span, f"of itself it is of {own.value}"
    received = days(fetched[:10]) if fetched else None
    if received:
        yield None, shifted(received[1], ZONES), f"it was fetched on {received[1]}"
    for one in witnesses:
        yield one.first, one.last, one.why


def _ends(one: tuple[Days, Source]) -> tuple[date, str]:
    return one[0][1], one[1].id


def _begins(one: tuple[Days, Source]) -> tuple[date, str]:
    return one[0][0], one[1].id


def _told(found: Sequence[tuple[Days, Source]]) -> str:
    """The days of some pages, from the earliest to the latest."""
    first, last = min(span[0] for span, _ in found), max(span[1] for span, _ in found)
    return str(first) if first == last else f"{first} to {last}"


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
