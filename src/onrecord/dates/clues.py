"""What weekdays and months told without a year leave of the days that a page may be of.

They repeat, so they say something only within days that other evidence has bounded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from datetime import date

from .grammar import WEEKDAYS, Time
from .tense import tense
from .units import month
from .window import Days, Piece, Ranges, either, later, month_of

# The latest weekday told as past is at most OFTEN_DAYS back where it is told twice, beside another or in the opening,
# else ONCE_DAYS, and the latest that the opening tells at most OPENING_DAYS: so are 94, 94 and 98 in 100, and all of it
# holds for 94 in 100, of 566 articles of the PolNeAR training part (`python evaluation/clues.py`).
OFTEN_DAYS, ONCE_DAYS, OPENING_DAYS = 2, 5, 5
OPENING = 700  # characters of the body in which the news is told
SHORT = 62  # days of an interval above which the edges are not worth the doubt
# Months that a month to come lies ahead, and one since which something goes on lies back: 45 of 46 and 21 of 21 there.
AHEAD_MONTHS, SINCE_MONTHS = 8, 9
NEAR = 90  # characters before a time in which 'will' is of it
# Days from a day and month that is named with its weekday and without its year to the page, by the way that the verb
# points: who names both tells of a day near enough to be looked up. Our own choice.
WEEKDAY_NEAR = {"past": (0, 21), "future": (-60, 0), "": (-60, 21)}
YEARLESS = 330  # days that a day and month without a year may lie back
# Months of the year in which news says so; our own choice.
OF_YEAR = {
    "late last year": (1, 6), "the end of last year": (1, 6), "end of last year": (1, 6), "earlier this year": (2, 12),
    "later this year": (1, 11),
}  # fmt: skip

WEEKDAYS_3 = tuple(name[:3].casefold() for name in WEEKDAYS)
_WEEKDAY = re.compile("|".join(WEEKDAYS_3))
_SINCE = re.compile(r"\bsince\s(?:early\s|late\s|about\s)?\Z", re.IGNORECASE)
_BEGAN = re.compile(
    r"\b(?:since|began|begun|started|launched|opened|happened|occurred|took place|was signed|were signed|was killed"
    r"|were killed|died|was held|were held|ended)\s(?:on\s)?\Z",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:will|shall|(?:is|are) (?:to|set|expected|scheduled|due|planned)|planned for|scheduled for|slated for)\b"
    r"[^.;:,\"“”—]{0,80}\Z",
    re.IGNORECASE,
)


def clues(text: str, times: Sequence[Time], start: int, window: Days) -> Iterator[Piece]:
    """Yield what the times of a page leave of some days; its body starts at `start`."""
    if (window[1] - window[0]).days <= SHORT and (piece := _weekdays(text, times, start, window)):
        yield piece
    for time in times:
        days = _days(text, time, window)
        if days is not None:
            words = " ".join(text[slice(*time.span)].split())
            yield Piece(days, f"‘{words}’ is told without its year", time.span)


def _weekdays(text: str, times: Sequence[Time], start: int, window: Days) -> Piece | None:
    """The days soon after the latest of the weekdays told as past."""
    past = [(weekday, time.span) for time in times if (weekday := past_weekday(text, time)) is not None]
    if not past:
        return None
    early = {weekday for weekday, span in past if span[0] < start + OPENING}
    fit = fitting_days([weekday for weekday, _ in past], early)
    days = [later(window[0], n) for n in range((window[1] - window[0]).days + 1)]
    left = either([(day, day) for day in days if day.weekday() in fit])
    names = " and ".join(WEEKDAYS[weekday] for weekday in sorted({weekday for weekday, _ in past}))
    return Piece(left, f"it tells of {names} as just past", past[0][1])


def fitting_days(past: Sequence[int], early: Set[int]) -> set[int]:
    """Return the days of the week, from Monday as 0, that a page may be of by those it tells as past, and early."""
    count = Counter(past)
    fit = set()
    for day in range(7):
        latest = min(count, key=lambda weekday: (day - weekday) % 7)
        sure = len(count) > 1 or count[latest] > 1 or latest in early
        opened = min(((day - weekday) % 7 for weekday in early), default=0)
        if (day - latest) % 7 <= (OFTEN_DAYS if sure else ONCE_DAYS) and opened <= OPENING_DAYS:
            fit.add(day)
    return fit


def past_weekday(text: str, time: Time) -> int | None:
    """Return the day of the week, from Monday as 0, that a time tells as just past; None where it is none."""
    if time.form != "weekday" or {"rel", "wrel"} & set(time.parts) or tense(text, time.span) != "past":
        return None
    return WEEKDAYS.index(time.parts["w"].title())


def _days(text: str, time: Time, window: Days) -> Ranges | None:
    """The days of a window that a time without a year leaves; None where it leaves all."""
    said = " ".join(text[slice(*time.span)].casefold().split())
    if said in OF_YEAR:
        return _months(OF_YEAR[said], window)
    if {"y", "yrel", "rel"} & set(time.parts) or time.form not in ("day", "month"):
        return None
    before = text[max(0, time.span[0] - NEAR) : time.span[0]]
    named = month(time.parts["m"])
    if time.form == "day" and (weekday := _WEEKDAY.match(said)):
        day = (named, int(time.parts["d"]), WEEKDAYS_3.index(weekday[0]))
        return _near(day, WEEKDAY_NEAR[tense(text, time.span)], window)
    if time.form == "day":
        return _since(named, int(time.parts["d"]), window) if _BEGAN.search(before) else None
    if _SINCE.search(before):
        return _months((named, named + SINCE_MONTHS), window)
    return _months((named - AHEAD_MONTHS, named), window) if _TO_COME.search(before) else None


def _near(told: tuple[int, int, int], near: tuple[int, int], window: Days) -> Ranges | None:
    """The days near a month, day and weekday, in the years around a window that have it."""
    named, day, weekday = told
    found: list[Days] = []
    for year in range(max(2, window[0].year - 1), min(9998, window[1].year + 1) + 1):
        try:
            one = date(year, named, day)
        except ValueError:
            continue
        if one.weekday() == weekday:
            found.append((later(one, near[0]), later(one, near[1])))
    return either(found) if found else None


def _months(span: tuple[int, int], window: Days) -> Ranges:
    """The days from one month to another, counted from January, around each year of a window."""
    return either(
        [
            (month_of(date(year, 1, 1), span[0] - 1)[0], month_of(date(year, 1, 1), span[1] - 1)[1])
            for year in range(max(2, window[0].year - 1), min(9998, window[1].year + 1) + 1)
        ]
    )


def _since(named: int, day: int, window: Days) -> Ranges | None:
    """The days of most of a year from a day and month on, around each year of a window."""
    found: list[tuple[date, date]] = []
    for year in range(max(1, window[0].year - 1), window[1].year + 1):
        try:
            found.append((date(year, named, day), later(date(year, named, day), YEARLESS)))
        except ValueError:
            continue
    return either(found) if found else None
