"""The days between which a date of the record lies, to be compared."""

from __future__ import annotations

from datetime import date, timedelta

Days = tuple[date, date]

WEEK = 8  # days of a span of time by which what may be one is sought


def days(value: str | None) -> Days | None:
    """Return the first and last day of a date as the record writes it: 2031, 2031-03, 2031-03-04, or first/last."""
    first, _, last = (value or "").partition("/")
    try:
        return _day(first, last=False), _day(last or first, last=True)
    except ValueError:
        return None


def _day(prefix: str, last: bool) -> date:
    year, month, day = (*(int(part) for part in prefix[:10].split("-")), 0, 0)[:3]
    if day:
        return date(year, month, day)
    if not last:
        return date(year, month or 1, 1)
    return date(year, 12, 31) if not month else date(year + month // 12, month % 12 + 1, 1) - timedelta(1)


def shifted(day: date, count: int) -> date:
    """Return the day so many days later, or earlier where the count is negative, as far as the calendar goes."""
    return date.fromordinal(min(max(day.toordinal() + count, date.min.toordinal()), date.max.toordinal()))


def interval(span: Days) -> str:
    """Return a first and last day as the record writes them: one day, or first/last."""
    return span[0].isoformat() if exact(span) else f"{span[0]}/{span[1]}"


def between(one: Days | None, other: Days | None) -> int | None:
    """Return how many days lie between two intervals, 0 where they meet; None where one is not known."""
    if one is None or other is None:
        return None
    return max(0, (other[0] - one[1]).days, (one[0] - other[1]).days)


def exact(one: Days | None) -> bool:
    """Whether it is one day that is meant."""
    return one is not None and one[0] == one[1]


def weeks(one: Days | None) -> tuple[int, ...]:
    """Return numbers of spans of time: two days that lie WEEK days apart or less have one in common."""
    if one is None:
        return ()
    first, last = one[0].toordinal() // WEEK, one[1].toordinal() // WEEK
    return tuple(range(first, min(last, first + 4) + 2))
