"""Counts by day gathered into as many bars as a picture can show: days, months or years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

MOST_BARS = 62


def histogram(days: Iterable[tuple[int, int]]) -> dict[str, Any]:
    """Return counts by day (20310304, or 0 for no date) as bars without gaps, of days, months or years.

    A bar is `{"since", "until", "count"}`, both ISO prefixes of one length, which `unit` names.
    """
    counted = [(day, n) for day, n in days if n > 0]
    dated = [(day, n) for day, n in counted if day]
    undated = sum(n for _, n in counted) - sum(n for _, n in dated)
    first, last = (iso(min(dated)[0]), iso(max(dated)[0])) if dated else ("", "")
    for name, length, within in (("day", 10, 1), ("month", 7, 100), ("year", 4, 10_000)):
        unit, size, days_of = name, length, within
        names = _between(first[:size], last[:size], size) if dated else []
        if names is not None:
            break
    sums: Counter[int] = Counter()
    for day, n in dated:
        sums[day // days_of] += n
    counts = Counter({iso(part * days_of)[:size]: n for part, n in sums.items()})
    kept = sorted(counts) if names is None else names
    return {"unit": unit, "undated": undated, "bars": [{"since": n, "until": n, "count": counts[n]} for n in kept]}


def grid(whole: dict[str, Any], parts: Iterable[tuple[str | None, int, dict[str, Any]]]) -> dict[str, Any]:
    """Return several histograms on the bars of the one of all of them: `rows` of name, total and counts by column."""
    size = {"day": 10, "month": 7, "year": 4}[whole["unit"]]
    columns = [bar["since"] for bar in whole["bars"]]
    rows = []
    for name, total, over_time in parts:
        counts: Counter[str] = Counter()
        for bar in over_time["bars"]:
            counts[bar["since"][:size]] += bar["count"]
        rows.append((name, total, [counts[column] for column in columns]))
    return {"columns": columns, "rows": rows, "unit": whole["unit"]}


def iso(day: int) -> str:
    """Return a day given as a number, 20310304, as an ISO date."""
    digits = f"{day:08}"
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def _between(first: str, last: str, size: int) -> list[str] | None:
    """Return every day, month or year from the first to the last; None where they are too many for bars."""
    if size == 4:
        start, end = int(first), int(last)
    elif size == 7:
        start, end = (int(name[:4]) * 12 + int(name[5:]) - 1 for name in (first, last))
    else:
        try:
            start, end = date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()
        except ValueError:  # a page may print 30 February
            return None
    if end - start >= MOST_BARS * (4 if size == 4 else 1):
        return None
    if size == 4:
        return [f"{year:04}" for year in range(start, end + 1)]
    if size == 7:
        return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1)]
    return [date.fromordinal(day).isoformat() for day in range(start, end + 1)]
