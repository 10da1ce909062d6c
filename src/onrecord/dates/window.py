"""The days that a page may be of, as ranges that evidence narrows one piece after another."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from msgspec import Struct

from ..record import Span

Days = tuple[date, date]  # from the first to the last, both included
Ranges = tuple[Days, ...]  # in order, apart from one another
SAID = 3  # things that words may mean, told in a reason
EVER: Ranges = ((date.min, date.max),)


class Piece(Struct, frozen=True):
    """A piece of evidence: the days that it leaves, why, the words that tell it; and what each thing meant leaves."""

    days: Ranges
    why: str
    span: Span | None
    meant: tuple[tuple[Days, str], ...] = ()

    def told(self, days: Days) -> str:
        """Return why, in the end: of several things that the words may mean, those that leave some of these days."""
        fit = dict.fromkeys(why for (first, last), why in self.meant if first <= days[1] and days[0] <= last)
        return "; or ".join(list(fit)[:SAID]) if fit else self.why


def both(one: Ranges, other: Ranges) -> Ranges:
    """Return the days that lie in both, in steps that grow with the number of ranges."""
    found: list[Days] = []
    i = j = 0
    while i < len(one) and j < len(other):
        first, last = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if first <= last:
            found.append((first, last))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return tuple(found)


def either(ranges: list[Days]) -> Ranges:
    """Return the days of any of some ranges, those that meet made one."""
    found: list[Days] = []
    for first, last in sorted(ranges):
        if found and first <= later(found[-1][1], 1):
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def later(day: date, days: int) -> date:
    """Return the day so many days on, or back; the calendar's last or first where there is none."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def month_of(day: date, months: int = 0) -> Days:
    """Return the first and last day of the month of a day, or of that so many months on."""
    count = day.year * 12 + day.month - 1 + months
    year, month = min(max(count // 12, 1), 9999), count % 12 + 1
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def first_of(prefix: str) -> date:
    """Return the first day of an ISO prefix."""
    return date.fromisoformat(prefix + "-01-01"[len(prefix) - 4 :] if len(prefix) < 10 else prefix)


def last_of(prefix: str) -> date:
    """Return the last day of an ISO prefix."""
    if len(prefix) == 10:
        return date.fromisoformat(prefix)
    return date(int(prefix), 12, 31) if len(prefix) == 4 else month_of(first_of(prefix))[1]
