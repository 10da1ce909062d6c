"""On which days a page may have appeared, by what its words would mean on each: 'on Wednesday', of a day that is known.

`find` counts the days of a page from the day of the page; here it is the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..record import Span
from .find import valued
from .grammar import times

COUNTED = frozenset({"weekday", "deictic", "day", "clock", "ago"})  # forms that are counted from the day of the page
PRINTED = frozenset({"weekday", "day"})  # and those that a page prints for its own
REACH = 400  # characters on either side of what is told, in which its day is sought
# Days about a known day on which a page may call it so: 'March 12' is said of the nearest one.
BEFORE, AFTER = 31, 183
MOST_DAYS = 366  # of an interval in which a printed day is sought


def near(sentence: Span, at: int) -> Span:
    """Return a sentence, of a long one what stands REACH characters or less from a place in it."""
    return max(sentence[0], at - REACH), min(sentence[1], at + REACH)


def told_from(text: str, sentence: Span, day: date) -> tuple[Span, tuple[date, ...]] | None:
    """Return the words of a sentence that name a day, and the days of publication on which they would mean `day`.

    None where no words of the sentence are counted from the page's own day, or several are: it is unknown which are
    meant. The days are in order; there may be none.
    """
    found = times(text, *sentence)
    named = [
        (n, time.span)
        for n, (time, said) in enumerate(valued(text, found, None))
        if said is None and time.form in COUNTED
    ]
    if len(named) != 1:
        return None
    at, span = named[0]
    meant = []
    for page in _days(day.toordinal() - BEFORE, day.toordinal() + AFTER):
        said = valued(text, found, page)[at][1]
        if said and said[:10] == day.isoformat():
            meant.append(page)
    return span, tuple(meant)


def printed_as(words: str, first: date, last: date) -> tuple[date, ...] | None:
    """Return the days, from the first to the last, that a page may have printed as these words: 'Monday', '4 March'.

    None where the words name no weekday and no day of a month, or several, or the interval is longer than MOST_DAYS.
    """
    found = times(words)
    named = [n for n, time in enumerate(found) if time.form in PRINTED]
    if len(named) != 1 or (last - first).days > MOST_DAYS:
        return None
    every = _days(first.toordinal(), last.toordinal())
    return tuple(day for day in every if valued(words, found, day)[named[0]][1] == day.isoformat())


def _days(first: int, last: int) -> Iterator[date]:
    """The days from one to another, given by their ordinals, as far as the calendar goes."""
    return map(date.fromordinal, range(max(first, date.min.toordinal()), min(last, date.max.toordinal()) + 1))
