"""Counts by day gathered into as many bars as a picture can show: days, months or years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

MOST_BARS = 62


def histogram(days: Iterable[tuple[int, int]]) -> dict[str, Any]:
    """Return counts by day (20310304, or 0 for no date) as bars without gaps, of days, months or years.

    A bar is `{"since", "until", "count"}`, both ISO prefixes of one length, which `unit` names.
    """
    counted = [(day, n) for day, n in days if n > 0]
    undated = sum(n for day, n in counted if day == 0)
    dated = [(iso(day), n) for day, n in counted if day]
    for unit, size in (("day", 10), ("month", 7), ("year", 4)):
        counts: Counter[str] = Counter()
        for name, n in dated:
            counts[name[:size]] += n
        names = _between(min(counts), max(counts), size) if counts else []
        if len(names) <= MOST_BARS or unit == "year":
            break
    kept = names if len(names) <= MOST_BARS * 4 else sorted(counts)
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


def _between(first: str, last: str, size: int) -> list[str]:
    """Return every day, month or year from the first to the last; too many days are not listed."""
    if size == 4:
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    if size == 7:
        start, end = (int(name[:4]) * 12 + int(name[5:]) - 1 for name in (first, last))
        return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1)]
    try:
        start_day, days = date.fromisoformat(first), (date.fromisoformat(last) - date.fromisoformat(first)).days
    except ValueError:  # a page may print 30 February
        return [""] * (MOST_BARS + 1)
    if days > MOST_BARS:
        return [""] * (MOST_BARS + 1)
    return [(start_day + timedelta(days=n)).isoformat() for n in range(days + 1)]
