"""What the years told beside an event leave of the day of a page: 'on the second anniversary of', 'two years after'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..record import Span
from .units import number
from .window import Days, either, later

BEFORE = 60  # characters before an event, and behind it, in which its anniversary is told
AFTER = 30
MOST = 30  # years told that are counted
YEAR = 365.25
# An anniversary is told of about its day; so many years 'after' or 'since' are rounded. Our own choice.
ABOUT = (-14, 14)
ROUNDED = (-60, 250)

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ANNIVERSARY = re.compile(
    rf"\b(?:(?P<nth>{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th)|[a-z]{{3,5}}[- ]year)\s)?anniversary\b",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"\b(?P<n>\d{1,2}|a|one|two|three|four|five|six|seven|eight|nine|ten)\syears?\s(?:after|since|on from)\s"
    r"(?:the\s|its\s|their\s)?(?:[\w’'-]+\s){0,3}\Z",
    re.IGNORECASE,
)
_FULL_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def years_on(text: str, span: Span, sentence: Span, events: list[Days]) -> Iterator[tuple[tuple[Days, ...], str]]:
    """Yield the days that an anniversary of an event, or the years since it, leave, and the words that say so.

    `events` are the days of those that words may mean; nothing where their sentence names a year.
    """
    start, end = max(sentence[0], span[0] - BEFORE), min(sentence[1], span[1] + AFTER)
    if _FULL_YEAR.search(text, *sentence):
        return
    if match := _ANNIVERSARY.search(text, start, end):
        years = [_nth(match["nth"])] if match["nth"] and _nth(match["nth"]) else list(range(1, MOST))
        yield _about(events, years, ABOUT), match[0]
    elif match := _YEARS.search(text, start, span[0]):
        yield _about(events, [int(number(match["n"]))], ROUNDED), match[0]


def _nth(words: str) -> int:
    """The number of an ordinal, or of 'two-year'; 0 where it is none."""
    folded = words.casefold()
    if folded in _ORDINALS:
        return _ORDINALS.index(folded) + 1
    counted = folded[:-2] if folded[0].isdigit() else number(re.split(r"[- ]", folded)[0])
    return int(counted) if counted.isdigit() else 0


def _about(events: list[Days], years: list[int], grace: tuple[int, int]) -> tuple[Days, ...]:
    """The days about some years after each of some events."""
    return either(
        [
            (later(first, round(n * YEAR) + grace[0]), later(last, round(n * YEAR) + grace[1]))
            for first, last in events
            for n in years
        ]
    )
