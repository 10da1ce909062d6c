"""Pictures of counts over time: bars that can be chosen and brushed, and strips in a table. Labels stand beside them.

All that is written here is numbers and dates of ours, and addresses that are escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup, escape

from .plain import day

_HIGH, _WIDE = 60, 10  # of a bar's room, in units of its picture


def bars(counts: Sequence[dict[str, Any]], label: str, address: str | None) -> Markup:
    """Return counts as bars; with an address each is a link to it with the bar's days as `from` and `until`.

    `label` is the id of the words that name the picture.
    """
    most = max((bar["count"] for bar in counts), default=0) or 1
    start = f"{escape(address)}{'' if address and address.endswith('?') else '&amp;'}" if address else ""
    found = [
        f'<svg class="bars" viewBox="0 0 {len(counts) * _WIDE} {_HIGH}" preserveAspectRatio="none"'
        f' role="{"group" if address else "img"}" aria-labelledby="{escape(label)}">'
    ]
    for n, bar in enumerate(counts):
        since, until, count = bar["since"], bar["until"], bar["count"]
        high = max(56 * count / most, 1.5 if count else 0)
        named = f"{day(since)}: {count:,}"
        drawn = (
            f'<title>{named}</title><rect class="hot" x="{n * _WIDE}" y="0" width="{_WIDE}" height="{_HIGH}"'
            f' fill-opacity="0"/><rect class="bar-of" x="{n * _WIDE + 1}" y="{_HIGH - high:.1f}" width="{_WIDE - 2}"'
            f' height="{high:.1f}"/>'
        )
        data = f'data-since="{since}" data-until="{until}"'
        if address and count:
            found.append(f'<a href="{start}from={since}&amp;until={until}" {data} aria-label="{named}">{drawn}</a>')
        else:
            found.append(f"<g {data}>{drawn}</g>")
    return Markup("\n".join([*found, "</svg>"]))


def bars_rows(counts: Sequence[dict[str, Any]]) -> Markup:
    """Return the same as rows of a table."""
    rows = (f'<tr><td>{day(b["since"])}</td><td class="count">{b["count"]:,}</td></tr>' for b in counts if b["count"])
    return Markup("".join(rows))


def share(count: int, most: int) -> Markup:
    """Return a count as a bar beside the most; the number stands in words next to it."""
    return Markup(
        '<svg class="share" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bar-of" width="{:.1f}" height="4"/></svg>'
    ).format(100 * count / max(most, 1))


def strip(counts: Sequence[int], columns: Sequence[str], most: int, what: str) -> Markup:
    """Return counts as one strip, the darker the more; `columns` are the dates they are of."""
    some = [(n, count) for n, count in enumerate(counts) if count]
    told = ", ".join(f"{day(columns[n])}: {count}" for n, count in some[:12]) + (" and more" if some[12:] else "")
    wide = len(counts) * _WIDE
    found = [
        f'<svg class="strip" viewBox="0 0 {wide} 10" preserveAspectRatio="none" role="img"'
        f' aria-label="{escape(what)}: {told}">'
    ]
    for n, count in some:
        found.append(
            f'<rect class="bar-of" x="{n * _WIDE}" y="0" width="9.4" height="10"'
            f' fill-opacity="{0.25 + 0.75 * count / most:.2f}"><title>{day(columns[n])}: {count:,}</title></rect>'
        )
    return Markup("".join([*found, f'<rect class="ground" x="0" y="9.4" width="{wide}" height="0.6"/></svg>']))
