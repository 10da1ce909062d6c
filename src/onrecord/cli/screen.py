"""What the shell shows: rows in a form, one statement in its place on the page, the example of a help text."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import click

from ..cite import cite
from ..export import printable, table, write
from ..record import Block, Reading

Row = dict[str, Any]

STYLES: dict[str, dict[str, bool]] = {"source": {"underline": True}, "cue": {"italic": True}, "content": {"bold": True}}


def example(text: str) -> str:
    """Return a help text's closing example, kept as it stands."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in text.splitlines())


def print_rows(rows: Iterator[Row], form: str | None) -> None:
    """Print statements in a form: table (on a terminal), jsonl (else), csv, cite."""
    form = form or ("table" if sys.stdout.isatty() else "jsonl")
    # Closed here, while the store is still open: the reader of a pipe may leave early.
    with closing(rows):  # type: ignore[type-var]
        if form == "table":
            for line in table(rows, width()):
                click.echo(line)
        elif form == "cite":
            for row in rows:
                click.echo(cite(row, "text"))
        else:
            write(rows, form, sys.stdout)


def width() -> int:
    """The terminal's width; 120 columns where the output goes elsewhere."""
    return shutil.get_terminal_size((120, 24)).columns


def page_of(row: Row, reading: Reading) -> str:
    """Return one statement in its paragraph, with who, when, where it was printed, its spans and its citation."""
    text = reading.article.text
    speaker = row["speaker"] or {}
    published = (row["published"] or {}).get("value") or "no date"
    facts = [
        ("statement", row["id"]),
        ("speaker", _described(speaker, row["co_speakers"])),
        ("to", _names(row["addressee"])),
        ("via", _names(row["via"])),
        ("manner", row["manner"]),
        ("said", (row["said"] or {}).get("value") or ""),
        ("outlet", f"{row['outlet'] or 'unknown'}, {published}"),
        ("title", row["title"] or ""),
        ("page", row["url"] or row["file"]),
        ("bytes", f"SHA-256 {reading.sha256}"),
        *((role, _evidence(text, row[role])) for role in STYLES),
        ("made by", row["made_by"]),
    ]
    head = "\n".join(f"{label:<10} {printable(value)}" for label, value in facts if value)
    paragraphs = "\n\n".join(_paragraph(text, block, row) for block in _blocks_of(reading, row))
    return f"{head}\n\n{paragraphs}\n\n{printable(cite(row, 'text'))}"


def cut(text: str, size: int) -> str:
    """Return the text on one line, its end left off where it is longer than so many characters."""
    text = " ".join(text.split())
    return text if len(text) <= size else text[: size - 1] + "…"


def _names(mentions: list[Row]) -> str:
    return " and ".join(mention.get("name") or "unnamed" for mention in mentions)


def _described(speaker: Row, others: list[Row]) -> str:
    names = _names([speaker, *others])
    about = ", ".join(filter(None, (speaker.get("office"), speaker.get("kind"), speaker.get("basis"))))
    return f"{names} ({about})" if about else names


def _evidence(text: str, spans: list[list[int]]) -> str:
    return "; ".join(f"[{start}, {end}) {cut(text[start:end], 80)}" for start, end in spans)


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
            pieces += [_lines(text[at:start]), click.style(_lines(text[start:end]), **STYLES[role])]
            at = end
    return textwrap.indent("".join([*pieces, _lines(text[at : block.end])]), "    ")


def _lines(text: str) -> str:
    """The text without what would steer the terminal, its lines kept."""
    return "\n".join(map(printable, text.split("\n")))
