"""Years counted from the beginning of an event: 'the five-year civil war', 'in its sixth year'.

They leave some months, which are taken wide: news rounds.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from ..record import Date
from .happened import Event
from .offices import first_day, last_day

# N years told are at least N less half a year, and less than N and one; 'nearly' N are not more, 'over' N not less.
# The Nth year is the one that ends N years on, with a season on either side. Our own choice, made to be safe.
ROUNDED, SEASON, YEAR = 0.5, 0.25, 365.25

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh")
_FILL = (
    r"(?:(?:(?i:the|an?|its|their|this|brutal|bloody|bitter|devastating|deadly|grinding|vicious|ongoing|violent|long"
    r"|old|full|scale|of|outbreak|beginning|start|onset)|[A-Z][\w’'-]{0,30})[\s-]{1,3}){0,6}?"
)
_ONSET = re.compile(r"outbreak|beginning|start|onset|invasion|uprising|revolution|annexation", re.IGNORECASE)


@lru_cache(maxsize=8)
def patterns(nouns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Return the ways in which pages count years: 'five years of war', 'the war, now in its sixth year'."""
    if not nouns:
        return ()
    noun = rf"(?P<noun>(?i:{'|'.join(map(re.escape, nouns))}))\b"
    ordinal = rf"(?P<ordinal>(?i:\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(_ORDINALS)}))\s{{1,3}}year\b"
    about = r"(?:(?P<about>(?i:nearly|almost|less than|more than|over|at least))\s{1,3})?"
    part = r"(?<!last )(?<!past )(?<!next )(?<!first )(?<!final )(?<!coming )(?<!another )"
    number = rf"(?P<number>(?i:\d{{1,2}}|{'|'.join(_NUMBERS)}))[\s-]{{1,3}}years?\b"
    link = r"[’']?(?:[\s-]{1,3}(?P<link>into|after|since))?[\s-]{1,3}"
    return (
        re.compile(rf"\b{about}{part}\b{number}{link}(?P<fill>{_FILL}){noun}"),
        re.compile(rf"\b{ordinal}\s{{1,3}}of\s{{1,3}}{_FILL}{noun}"),
        re.compile(
            rf"\b{noun}[^.!?\n]{{0,60}}?\b(?:in|into|enter\w*)\s{{1,3}}(?:now\s)?(?:its|their|the|a)\s{{1,3}}{ordinal}"
        ),
    )


def counted(event: Event, match: re.Match[str]) -> Date | None:
    """Return the days that some years after the beginning of an event may mean, as `first/last` of basis years."""
    groups = match.groupdict()
    if groups.get("link") in ("after", "since") and not _ONSET.search(f"{groups['fill']} {groups['noun']}"):
        return None  # after the war is after its end
    if nth := groups.get("ordinal"):
        number = int(nth[:-2]) if nth[0].isdigit() else _ORDINALS.index(nth.casefold()) + 1
        least, most, said = number - 1 - SEASON, number + SEASON, f"year {number}"
    else:
        told = groups["number"].casefold()
        number = int(told) if told.isdigit() else _NUMBERS.index(told) + 1
        about = (groups["about"] or "").casefold()
        least = float(number) if about in ("more than", "over", "at least") else number - ROUNDED
        most = float(number) if about in ("nearly", "almost", "less than") else number + 1.0
        said = f"{about} {number} years".strip()
    try:
        first = date.fromisoformat(first_day(event.begin)) + timedelta(days=int(least * YEAR))
        last = date.fromisoformat(first_day(event.begin)) + timedelta(days=int(most * YEAR) + _slack(event.begin))
    except OverflowError:
        return None
    ended = event.end and last_day(event.end) <= last.isoformat()
    wide = f"taken as {max(0.0, least):g} to {most:g} years on"
    why = f"it counts {said} of {event.name}, which began {_on(event.begin)}, {wide}"
    return Date(value=f"{first}/{'' if ended else last}", basis="years", span=match.span(), why=why)


def _slack(prefix: str) -> int:
    """The days that a month or a year leaves open."""
    return {10: 0, 7: 31, 4: 366}[len(prefix)]


def _on(day: str) -> str:
    return f"on {day}" if len(day) == 10 else f"in {day}"
