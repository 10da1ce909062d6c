"""What the shell shows: rows in a form, one statement in its place on the page, the example of a help text."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Any

import click
import msgspec

from ..align.dating import Dating
from ..cite import cite
from ..export import SHORT_ID, cut, printable, table, write
from ..record import Block, Date, Problem, Reading

Row = dict[str, Any]

STYLES: dict[str, dict[str, bool]] = {"source": {"underline": True}, "cue": {"italic": True}, "content": {"bold": True}}


def example(text: str) -> str:
    """Return a help text's closing example, kept as it stands."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in text.splitlines())


def is_table(form: str | None) -> bool:
    """Whether rows are to be shown to a person: as asked for, by default on a terminal."""
    return form == "table" or (form is None and sys.stdout.isatty())


def put(form: str | None, rows: Iterable[Any], lines: Iterable[str]) -> None:
    """Print the lines where a person is to read them, else the rows, a JSON object each."""
    if is_table(form):
        for line in lines:
            click.echo(line)
    else:
        write(map(msgspec.to_builtins, rows), "jsonl", sys.stdout)


def report(problems: Iterable[Problem]) -> None:
    """List what could not be read, and leave with exit status 1 if there is any."""
    status = 0
    for problem in problems:
        place = f"{problem.file}, {problem.at}" if problem.at else problem.file
        click.echo(printable(f"{place}: {problem.reason}"), err=True)
        status = 1
    if status:
        raise click.exceptions.Exit(status)


def print_rows(rows: Iterator[Row], form: str | None) -> None:
    """Print statements in a form: table (on a terminal), jsonl (else), csv, cite."""
    # Closed here, while the store is still open: the reader of a pipe may leave early.
    with closing(rows):  # type: ignore[type-var]
        if form == "cite":
            for row in rows:
                click.echo(cite(row, "text"))
        elif form == "csv":
            write(rows, form, sys.stdout)
        else:
            put(form, rows, table(rows, width()))


def width() -> int:
    """The terminal's width; 120 columns where the output goes elsewhere."""
    return shutil.get_terminal_size((120, 24)).columns


def facts_of(reading: Reading, found: Dating | None) -> str:
    """Return what a page says of itself, and when it may have appeared where it has no day and other pages tell."""
    article = reading.article
    facts = [
        ("page", reading.page),
        ("title", article.title.text if article.title else "unknown"),
        ("outlet", article.outlet.name if article.outlet else "unknown"),
        ("byline", article.byline.text if article.byline else ""),
        ("published", _dated(article.published)),
        *_inferred(found),
        ("file", reading.file),
        ("address", reading.url or (article.address.text if article.address else "")),
        ("bytes", f"SHA-256 {reading.sha256}"),
        ("found", f"{len(reading.statements)} statements, {len(reading.contacts)} contacts"),
        ("made by", reading.made_by),
    ]
    return "\n".join(f"{label:<10} {printable(value)}" for label, value in facts if value)


def _dated(date: Date | None) -> str:
    if date is None:
        return "no date"
    return f"{date.value or 'no date'} ({date.basis}{': ' + date.why if date.why else ''})"


def _inferred(found: Dating | None) -> Iterator[tuple[str, str]]:
    """The day or interval that other pages leave, each piece of evidence, the pages it is from, the links to them."""
    if found is None:
        return
    yield "inferred", f"{found.value or 'no interval'}, from other pages"
    if found.value is None or len(found.evidence) > 1:
        yield "", found.why
    for one in found.evidence:
        sides = "/".join(str(side or "..") for side in (one.first, one.last))
        yield "", f"{one.basis}, {sides}: {one.why}"
        for source in one.named:
            date = source.date.value if source.date else "no date"
            yield "", f"  page {source.page[:SHORT_ID]}, {source.outlet or 'unknown'}: {date}"
        for link in one.links:
            ids = f"{link.left[:SHORT_ID]} {link.right[:SHORT_ID]}"
            yield "", f"  {link.kind} {ids} {link.judgement}, {link.by}: {link.reason or 'no reason given'}"


def page_of(row: Row, reading: Reading, found: Dating | None = None) -> str:
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
        ("inferred", f"{found.value} (from other pages: {found.why})" if found and found.value else ""),
        ("title", row["title"] or ""),
        ("page", row["url"] or row["file"]),
        ("bytes", f"SHA-256 {reading.sha256}"),
        *((role, _evidence(text, row[role])) for role in STYLES),
        ("made by", row["made_by"]),
    ]
    head = "\n".join(f"{label:<10} {printable(value)}" for label, value in facts if value)
    paragraphs = "\n\n".join(_paragraph(text, block, row) for block in _blocks_of(reading, row))
    return f"{head}\n\n{paragraphs}\n\n{printable(cite(row, 'text'))}"


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
