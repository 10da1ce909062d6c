"""On which days a page may have appeared, by what its words would mean on each: 'on Wednesday', of a day that is known.

`find` counts the days of a page from the day of the page; here it is the other way round.
"""

from __future__ import annotations

from datetime import date, timedelta

from ..record import Span
from .find import resolved

COUNTED = frozenset({"weekday", "deictic", "day", "clock", "ago"})  # forms that are counted from the day of the page
# Days about a known day on which a page may call it so: 'March 12' is said of the nearest one.
BEFORE, AFTER = 31, 183
MOST_DAYS = 366  # of an interval in which a printed day is sought


def told_from(text: str, sentence: Span, day: date) -> tuple[Span, tuple[date, ...]] | None:
    """Return the words of a sentence that name a day, and the days of publication on which they would mean `day`.

    None where no words of the sentence are counted from the page's own day, or several are: it is unknown which are
    meant. The days are in order; there may be none.
    """
    named = [
        (n, time.span)
        for n, (time, said) in enumerate(resolved(text, None, *sentence))
        if said is None and time.form in COUNTED
    ]
    if len(named) != 1:
        return None
    at, span = named[0]
    found = []
    for page in _days(day - timedelta(days=BEFORE), day + timedelta(days=AFTER)):
        said = resolved(text, page, *sentence)[at][1]
        if said and said[:10] == day.isoformat():
            found.append(page)
    return span, tuple(found)


def printed_as(words: str, first: date, last: date) -> tuple[date, ...] | None:
    """Return the days, from the first to the last, that a page may have printed as these words: 'Monday', '4 March'.

    None where the words name no weekday and no day of a month, or the interval is longer than MOST_DAYS.
    """
    if last - first > timedelta(days=MOST_DAYS):
        return None
    named = [n for n, (time, _) in enumerate(resolved(words, first)) if time.form in ("weekday", "day")]
    if len(named) != 1:
        return None
    return tuple(day for day in _days(first, last) if resolved(words, day)[named[0]][1] == day.isoformat())


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
