"""The entries of a page that tells by days: 'January 5: ...', or a day alone on its line above what happened on it."""

from __future__ import annotations

import re
from bisect import bisect_right

from .record import Date

_BEFORE = re.compile(r"[^\w\n]*\Z")  # a bullet or a dash
_BESIDE = re.compile(r" ?:\s| ?[–—]\s| -{1,2}\s")
_ABOVE = re.compile(r"[ :.]*(?:\n|\Z)")


class Entries:
    """The days that begin lines of a text, to be asked of which one a position is."""

    def __init__(self, text: str, times: tuple[Date, ...]) -> None:
        """Find the entries; `times` are the text's, in order. One day alone begins a story, so that it takes two."""
        found = [one for time in times if (one := _entry(text, time))]
        self.found = found if len({time.value for *_, time in found}) > 1 else []
        self.starts = [start for start, _, _ in self.found]

    def of(self, position: int) -> Date | None:
        """Return the day of the entry in which a position stands; its value is None where the page leaves it open."""
        i = bisect_right(self.starts, position) - 1
        return self.found[i][2] if i >= 0 and position < self.found[i][1] else None


def _entry(text: str, time: Date) -> tuple[int, int, Date] | None:
    """Where the entry that a time begins starts and may end: with its line, or not before the next for a heading."""
    if not time.span or (time.value and not time.value[0].isdigit()):
        return None
    start, end = time.span
    line = text.rfind("\n", 0, start) + 1
    if not _BEFORE.match(text, line, start):
        return None
    if _BESIDE.match(text, end):
        stop = text.find("\n", end)
        return line, stop if stop >= 0 else len(text), time
    return (line, len(text), time) if _ABOVE.match(text, end) else None
