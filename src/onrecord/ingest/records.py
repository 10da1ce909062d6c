"""JSON Lines, JSON and Parquet to pages and readings, record by record; the only module that knows duckdb."""

from __future__ import annotations

import codecs
import glob
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from ..errors import InputError
from ..record import Page, Problem, Reading, check_spans, reading_from_json
from .fields import Fields, encodable
from .media import MAX_PAGE, READ_FAULTS, fault_words, unicode_form

Item = Page | Reading | Problem

_READING = {"page", "sha256", "made_by", "article"}  # the keys that every whole Reading has
_LONE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_LOOKED_AT = 1000  # lines of a broken JSON document that are tried on their own
_ROWS = 16  # rows taken from duckdb at a time; it holds at most 2,048 itself
# One thread keeps the order of rows, and a limit turns a hostile file into an error instead of a full memory.
_DUCKDB: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "memory_limit": "1GB",
    "temp_directory": "",
    "autoinstall_known_extensions": False,
}


def lines(stream: io.BufferedReader, file: str, fields: Fields) -> Iterator[Item]:
    """Yield the page or Reading of each line of a JSON Lines file in UTF-8, or in UTF-16 with a byte order mark.

    A line that is broken, or larger than a page may be, is a Problem with its number; the rest goes on.
    """
    number = 0
    try:
        readline = _line_reader(stream)
        while line := readline(MAX_PAGE + 1):
            number += 1
            at = f"line {number}"
            if len(line) > MAX_PAGE and not line.endswith(b"\n"):
                _skip_line(readline)
                yield Problem(stage="ingest", reason=f"The line is larger than {MAX_PAGE >> 20} MB.", file=file, at=at)
            elif line.strip():
                yield from _from_json(line, fields, file, number, at)
    except READ_FAULTS as fault:
        reason = f"The file cannot be read from here on: {fault_words(fault)}. The lines before it were read."
        yield Problem(stage="ingest", reason=reason, file=file, at=f"line {number + 1}")


def document(data: bytes, file: str, fields: Fields) -> Iterator[Item]:
    """Return the pages and Readings of a JSON document: one object, or a list of them.

    A document that is none, but has a line that is an object, is taken for JSON Lines. Raises InputError, whose text
    completes 'the file ...', where it is neither.
    """
    try:
        value, notes = _parsed(data)
    except InputError:
        rows = data.splitlines()[:_LOOKED_AT]
        if not any(_is_object(row) for row in rows):
            raise
        return lines(io.BufferedReader(io.BytesIO(data)), file, fields)
    if isinstance(value, list):
        return _from_list(value, notes, file, fields)
    return _items(value, notes, fields, file, (file, None))


def table(path: str, file: str, fields: Fields) -> Iterator[Item]:
    """Yield the page of each row of a Parquet file, a few rows in memory at a time."""
    import duckdb  # only here: it takes a fifth of a second, and most files are of another kind

    number = 0
    try:
        with duckdb.connect(config=_DUCKDB) as connection:
            connection.execute("set enable_progress_bar = false")  # it would be drawn on standard output
            source = [glob.escape(path)]
            described = connection.execute("describe select * from read_parquet(?)", source).fetchall()
            names = fields.columns(name for name, *_ in described)
            chosen = ", ".join('"' + name.replace('"', '""') + '"' for name in names)
            found = connection.execute(f"select {chosen} from read_parquet(?)", source)
            while rows := found.fetchmany(_ROWS):
                for row in rows:
                    number += 1
                    record = dict(zip(names, row, strict=True))
                    yield from _items(record, (), fields, f"{file}#{number}", (file, f"row {number}"))
    except InputError as error:
        yield Problem(stage="ingest", reason=f"The file {error}.", file=file)
    except (duckdb.Error, ValueError, OverflowError) as error:
        why = encodable(str(error)).partition("\n")[0].replace(path, file)
        reason = f"The Parquet file cannot be read from here on: {why}. The rows before it were read."
        yield Problem(stage="ingest", reason=reason, file=file, at=f"row {number + 1}")


def _line_reader(stream: io.BufferedReader) -> Callable[[int], bytes]:
    """Return a function that reads a line of at most so many characters as UTF-8, without a byte order mark."""
    if unicode_form(stream.peek(4)[:4]) == "utf-16":
        wide = io.TextIOWrapper(stream, "utf-16", errors="replace", newline="\n")
        return lambda size: wide.readline(size).encode("utf-8", "replace")
    if stream.peek(3)[:3] == codecs.BOM_UTF8:
        stream.read(3)
    return stream.readline


def _skip_line(readline: Callable[[int], bytes]) -> None:
    while (part := readline(1 << 20)) and not part.endswith(b"\n"):
        pass


def _from_json(line: bytes, fields: Fields, file: str, number: int, at: str) -> Iterator[Item]:
    try:
        value, notes = _parsed(line)
    except InputError as error:
        yield Problem(stage="ingest", reason=f"The line {error}.", file=file, at=at)
        return
    yield from _items(value, notes, fields, f"{file}#{number}", (file, at))


def _from_list(values: list[Any], notes: tuple[str, ...], file: str, fields: Fields) -> Iterator[Item]:
    for number, value in enumerate(values, 1):
        yield from _items(value, (), fields, f"{file}#{number}", (file, f"record {number}"))
    for reason in notes if values else ("The file is a list without records.",):
        yield Problem(stage="ingest", reason=reason, file=file)


def _items(
    record: Any, notes: tuple[str, ...], fields: Fields, part: str, place: tuple[str, str | None]
) -> Iterator[Item]:
    """Yield the page or the Reading in a record, and what there is to say about it; `place` is its file and `at`."""
    file, at = place
    try:
        if not isinstance(record, dict):
            raise InputError("is not an object with named fields")
        yield _reading(record) if record.keys() >= _READING else fields.page(record, part)
    except InputError as error:
        yield Problem(stage="ingest", reason=f"The record {error}.", file=file, at=at)
    for reason in notes:
        yield Problem(stage="ingest", reason=reason, file=file, at=at)


def _reading(record: dict[str, Any]) -> Reading:
    try:
        reading = reading_from_json(record)
        check_spans(reading)
        return reading
    except msgspec.ValidationError as error:
        raise InputError(f"is not a whole Reading ({error})") from error


def _parsed(data: bytes) -> tuple[Any, tuple[str, ...]]:
    """Return a JSON value and what had to be replaced in it: bytes that are not UTF-8, halves of surrogate pairs.

    Raises InputError, whose text completes 'the line ...', where it is no JSON.
    """
    notes = []
    codec = json.detect_encoding(data)
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        text = data.decode(codec, "replace")
        notes.append("Bytes that are not UTF-8 were replaced by U+FFFD.")
    try:
        value = json.loads(text)
        if _LONE_ESCAPE.search(text):
            written = json.dumps(value, ensure_ascii=False)
            if (repaired := encodable(written)) != written:
                value = json.loads(repaired)
                notes.append("Halves of surrogate pairs were replaced by U+FFFD.")
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        raise InputError(f"is not JSON: {error.msg.lower()} at {line}column {error.colno}") from error
    except (ValueError, RecursionError) as error:
        raise InputError("is not JSON that can be read: it is nested too deeply, or holds too long a number") from error
    return value, tuple(notes)


def _is_object(row: bytes) -> bool:
    try:
        return isinstance(_parsed(row)[0], dict)
    except InputError:
        return False
