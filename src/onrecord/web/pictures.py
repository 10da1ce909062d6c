"""Pictures drawn here as SVG: terms of office on a time bar, whom somebody met, a story in time.

What comes from pages passes `Markup.format`, which escapes it. Colours are those of the page (`currentColor`), so that
a picture reads in light and dark, and stands alone in a paper.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from ..align.timeline import Entry
from ..cite import in_words
from ..export import cut
from .plain import plain

WIDE, LINE = 360, 26  # of a time bar, in its own units
_LONGEST = 31  # days of an interval that is still drawn
_LETTER = 6.6  # the width of a letter of 12 units, on the wide side
_STORY, _STACK = 960, 24  # the width of a story; squares above each other for the statements of a day
_COLUMNS, _LABEL = 56, 78  # of days, at most; room for a date below them
_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" aria-label="{}" class="{}">'


def standalone(picture: Markup) -> bytes:
    """Return a picture as an SVG file."""
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + str(picture).encode()


def terms(offices: Sequence[dict[str, Any]]) -> Markup:
    """Return offices as bars over time, one under the other; an open end is drawn as one."""
    dated = [(office, _day(office["from"]), _day(office["to"])) for office in offices]
    dated = [one for one in dated if one[1] or one[2]]
    days = [day for _, first, last in dated for day in (first, last) if day]
    if not days:
        return Markup("")
    start, end = min(days), max(days)
    size = max(1, end - start)
    rows = [Markup(_HEAD).format(WIDE, LINE * len(dated) + 18, f"Offices, {_year(start)} to {_year(end)}", "terms")]
    for n, (office, first, last) in enumerate(dated):
        left = 0 if first is None else (first - start) / size * WIDE
        right = WIDE if last is None else (last - start) / size * WIDE
        title = cut(plain(office["title"]), 52)
        rows.append(
            Markup(
                '<g><title>{}: {} to {}</title><rect class="bar-of{}" x="{:.1f}" y="{}" width="{:.1f}" height="7"'
                ' fill="currentColor" fill-opacity="0.45"/><text class="name" x="{:.1f}" y="{}"{}>{}</text></g>'
            ).format(
                plain(office["title"]),
                office["from"] or "not known",
                office["to"] or "now, or not known",
                "" if office["basis"] == "registry" else " given",
                min(left, WIDE - 4),
                LINE * n + 16,
                max(4.0, right - left),
                0 if left < WIDE / 2 else WIDE,
                LINE * n + 12,
                "" if left < WIDE / 2 else Markup(' text-anchor="end"'),
                title,
            )
        )
    low = LINE * len(dated) + 14
    ends = [_iso(day) if _year(start) == _year(end) else _year(day) for day in (start, end)]
    rows.append(Markup('<text class="small" x="0" y="{}">{}</text>').format(low, ends[0]))
    rows.append(
        Markup('<text class="small" x="{}" y="{}" text-anchor="end">{}</text></svg>').format(WIDE, low, ends[1])
    )
    return Markup("").join(rows)


def ring(name: str, met: Sequence[dict[str, Any]]) -> Markup:
    """Return whom somebody met as a ring around them: the thicker the line, the more contacts."""
    if not met:
        return Markup("")
    middle, radius, most = (200, 150), 110, max(one["count"] for one in met)
    rows = [Markup(_HEAD).format(400, 300, f"Whom {plain(name)} met: {len(met)} others", "ring")]
    for n, one in enumerate(met):
        turn = 2 * math.pi * n / len(met) - math.pi / 2
        x, y = middle[0] + radius * 1.1 * math.cos(turn), middle[1] + radius * math.sin(turn)
        side = "start" if x > middle[0] + 5 else "end" if x < middle[0] - 5 else "middle"
        shift = {"start": -30, "end": 30, "middle": 0}[side]
        rows.append(
            Markup(
                '<g><title>{}: {}</title><line x1="{}" y1="{}" x2="{:.0f}" y2="{:.0f}" stroke="currentColor"'
                ' stroke-opacity="0.5" stroke-width="{:.1f}"/>'
                '<circle cx="{:.0f}" cy="{:.0f}" r="4" fill="currentColor"/>'
                '<text class="name" x="{:.0f}" y="{:.0f}" text-anchor="{}">{} ({})</text></g>'
            ).format(
                plain(one["name"]), one["count"], *middle, x, y, 1 + 5 * one["count"] / most, x, y, x + shift,
                y + (-8 if y < middle[1] else 16), side, cut(plain(one["name"]), 24), one["count"],
            )
        )  # fmt: skip
    rows.append(
        Markup(
            '<circle cx="{}" cy="{}" r="7" fill="currentColor"/><text class="name strong" x="{}" y="{}">{}</text></svg>'
        ).format(*middle, middle[0] + 12, middle[1] + 4, cut(plain(name), 20))
    )  # fmt: skip
    return Markup("").join(rows)


def _day(value: str | None) -> int | None:
    """Return an ISO date or prefix as a day that can be counted from; None where it is none."""
    parts = [int(part) for part in (value or "")[:10].split("-") if part.isdigit()]
    try:
        return date(*[*parts, 1, 1][:3]).toordinal() if parts else None
    except (ValueError, TypeError):
        return None


def _year(day: int) -> str:
    return date.fromordinal(day).isoformat()[:7]


def story(entries: Sequence[Entry], title: str) -> Markup:
    """Return a story in time: contacts below the line with their names, a square above it for every statement."""
    placed = [(entry, _placed(entry)) for entry in entries]
    days = [day for _, day in placed if day is not None]
    if not days:
        return Markup("")
    start, count = min(days), max(days) - min(days) + 1
    together = -(-count // _COLUMNS)  # days in a column
    wide = (_STORY - 40) / -(-count // together)
    said: dict[int, int] = {}
    for entry, day in placed:
        if entry.kind == "statement" and day is not None:
            said[(day - start) // together] = said.get((day - start) // together, 0) + 1
    high = min(_STACK, max(said.values(), default=0)) * 7 + 24
    lanes: list[float] = []
    marks = [Markup("")]
    for entry, day in placed:
        if entry.kind == "contact" and day is not None:
            marks.append(_contact(entry, 20 + ((day - start) // together + 0.5) * wide, high, lanes))
    marks += [_said(20 + (column + 0.5) * wide, high, n) for column, n in sorted(said.items())]
    axis = Markup('<line class="axis-line" x1="10" y1="{0}" x2="{1}" y2="{0}" stroke="currentColor"/>').format(
        high, _STORY - 10
    )
    low = high + 40 + 18 * len(lanes)
    head = Markup(_HEAD).format(_STORY, low, plain(title), "story")
    named = Markup('<title>{}</title><g font-family="sans-serif" font-size="12">').format(plain(title))
    ticks = _ticks(start, count, together, wide, high)
    return Markup("").join([head, named, *marks, axis, *ticks, Markup("</g></svg>")])


def _ticks(start: int, count: int, together: int, wide: float, high: float) -> Iterator[Markup]:
    """Draw dates along the line of a story, so many that none meets another, with the year where it changes."""
    columns = -(-count // together)
    step = next(n for n in (1, 2, 4, 7, 14, 28, 56) if n * wide >= _LABEL or n >= columns)
    before = ""
    for column in range(0, columns, step):
        number, month, year = in_words(_iso(start + column * together)).split()
        label = f"{number} {month[:3]}{'' if year == before else f' {year}'}"
        before = year
        yield Markup('<text class="small" x="{:.1f}" y="{}" text-anchor="middle" fill="currentColor">{}</text>').format(
            min(max(20 + (column + 0.5) * wide, 36), _STORY - 36), high + 16, label
        )


def _placed(entry: Entry) -> int | None:
    """Return the day at which an entry is drawn: none for an interval so long that its first day would mislead."""
    first, _, last = (entry.when or next(iter(entry.planned), "")).partition("/")
    start, end = _day(first), _day(last or first)
    return start if start is not None and end is not None and end - start <= _LONGEST and len(first) > 4 else None


def _contact(entry: Entry, x: float, high: float, lanes: list[float]) -> Markup:
    """Draw a contact in the first lane with room for its words; `lanes` are where each is taken up to."""
    words = cut(plain(f"{entry.what.replace('-', ' ')}: {', '.join(entry.who)}"), 48)
    wide = 8 + _LETTER * len(words)
    left = x + wide > _STORY  # no room to its right
    start = x - wide if left else x
    lane = next((n for n, taken in enumerate(lanes) if taken < start), len(lanes))
    lanes[lane:] = [max(x, start + wide) + 8, *lanes[lane + 1 :]]
    y = high + 34 + 18 * lane
    return Markup(
        '<g><title>{}: {}</title><line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" stroke="currentColor"/>'
        '<circle cx="{:.1f}" cy="{:.1f}" r="4" stroke="currentColor" fill="{}"/>'
        '<text class="name" x="{:.1f}" y="{:.1f}" fill="currentColor"{}>{}</text></g>'
    ).format(
        entry.when or "planned", words, x, high, x, high + 5, x, y, "none" if entry.when is None else "currentColor",
        x - 8 if left else x + 8, y + 4, Markup(' text-anchor="end"') if left else "", words,
    )  # fmt: skip


def _said(x: float, high: float, n: int) -> Markup:
    squares = [
        Markup('<rect class="bar-of" x="{:.1f}" y="{:.1f}" width="6" height="6" fill="currentColor"/>').format(
            x - 3, high - 8 - 7 * row
        )
        for row in range(min(n, _STACK))
    ]
    number = Markup('<text class="small" x="{:.1f}" y="{:.1f}" text-anchor="middle" fill="currentColor">{}</text>')
    return Markup("").join([*squares, number.format(x, high - 12 - 7 * min(n, _STACK), n)])


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
