"""What the shell shows to a person: a table of statements, and one statement in its place on the page."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any

import click

from .cite import cite
from .record import Block, Reading

Row = dict[str, Any]

# Column headings with their share of the width that the fixed columns leave; 0 is a fixed column.
COLUMNS = (("id", 8, 0), ("date", 10, 0), ("outlet", 0, 18), ("speaker", 0, 22), ("manner", 8, 0), ("statement", 0, 60))
STYLES: dict[str, dict[str, bool]] = {"source": {"underline": True}, "cue": {"italic": True}, "content": {"bold": True}}


def table(rows: Iterable[Row], width: int) -> str:
    """Return statements as a table of `width` columns, one a line, long cells cut with an ellipsis."""
    room = max(width, 80) - sum(fixed for _, fixed, _ in COLUMNS) - 2 * (len(COLUMNS) - 1)
    shares = sum(share for _, _, share in COLUMNS)
    widths = [fixed or room * share // shares for _, fixed, share in COLUMNS]
    lines = ["  ".join(f"{title:<{size}}" for (title, _, _), size in zip(COLUMNS, widths, strict=True)).rstrip()]
    for row in rows:
        cells = zip(_cells(row), widths, strict=True)
        lines.append("  ".join(f"{_cut(text, size):<{size}}" for text, size in cells).rstrip())
    return "\n".join(lines)


def page_of(row: Row, reading: Reading) -> str:
    """Return one statement in its paragraph, with who, when, where it was printed, its spans and its citation."""
    text = reading.article.text
    speaker = row["speaker"] or {}
    published = (row["published"] or {}).get("value") or "no date"
    facts = [
        ("statement", row["id"]),
        ("speaker", _described(speaker, row["co_speakers"])),
        ("to", ", ".join(mention["name"] for mention in row["addressee"])),
        ("via", ", ".join(mention["name"] for mention in row["via"])),
        ("manner", row["manner"]),
        ("said", (row["said"] or {}).get("value") or ""),
        ("outlet", f"{row['outlet'] or 'unknown'}, {published}"),
        ("title", row["title"] or ""),
        ("page", row["url"] or row["file"]),
        ("bytes", f"SHA-256 {reading.sha256}"),
        *((role, _evidence(text, row[role])) for role in STYLES),
        ("made by", row["made_by"]),
    ]
    head = "\n".join(f"{label:<10} {value}" for label, value in facts if value)
    paragraphs = "\n\n".join(_paragraph(text, block, row) for block in _blocks_of(reading, row))
    return f"{head}\n\n{paragraphs}\n\n{cite(row, 'text')}"


def _cells(row: Row) -> tuple[str, ...]:
    speaker = row["speaker"] or {}
    said = (row["said"] or row["published"] or {}).get("value") or ""
    name = speaker.get("name") or f"({speaker.get('kind', 'none')})"
    return row["id"][:8], said[:10], row["outlet"] or "", name, row["manner"], row["quote"]["content"]


def _cut(text: str, size: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= size else text[: size - 1] + "…"


def _described(speaker: Row, others: list[Row]) -> str:
    names = " and ".join(mention.get("name") or "unnamed" for mention in [speaker, *others])
    about = ", ".join(filter(None, (speaker.get("office"), speaker.get("kind"), speaker.get("basis"))))
    return f"{names} ({about})" if about else names


def _evidence(text: str, spans: list[list[int]]) -> str:
    return "; ".join(f"[{start}, {end}) {_cut(text[start:end], 80)}" for start, end in spans)


def _blocks_of(reading: Reading, row: Row) -> list[Block]:
    """The blocks that any of the statement's spans stands in."""
    spans = [span for role in STYLES for span in row[role]]
    return [b for b in reading.article.blocks if any(b.start < end and start < b.end for start, end in spans)]


def _paragraph(text: str, block: Block, row: Row) -> str:
    """The block's text, its spans of each role styled."""
    marks = sorted((start, end, role) for role in STYLES for start, end in row[role])
    pieces, at = [], block.start
    for start, end, role in marks:
        start, end = max(start, at), min(end, block.end)
        if start < end:
            pieces += [text[at:start], click.style(text[start:end], **STYLES[role])]
            at = end
    return textwrap.indent("".join([*pieces, text[at : block.end]]), "    ")
