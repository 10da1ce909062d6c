"""Outward formats: JSON lines, CSV, and a table for terminals.

JSON lines are exact. CSV is for spreadsheets, which take a cell that begins with = + - or @ for a formula: such a cell
gets an apostrophe before it, as spreadsheets themselves write it.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TextIO

import msgspec

from .errors import UsageError
from .record import Link

FORMATS = ("jsonl", "csv")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NARROW, _LEAST_WIDTH = 80, 50  # columns of a terminal
SHORT_ID = 8  # letters of an id that lines show
_DATE = len("2016-01-20/27")

# The columns of the CSV, named as in the view `statements`: a part of an object is `object_part`.
_NAMES = (
    "id speaker_name manner quote_content quote_source quote_cue outlet title published_value published_basis url file "
    "page content source cue speaker_id speaker_kind speaker_office speaker_basis co_speakers addressee via parent "
    "said_value said_basis where_name where_country contact act score made_by dating_value"
)
_OBJECTS = frozenset({"speaker", "quote", "published", "said", "where", "dating"})
_COLUMNS = {name: tuple(name.split("_")) if name.partition("_")[0] in _OBJECTS else (name,) for name in _NAMES.split()}


def write(rows: Iterable[Mapping[str, Any]], format: str, stream: TextIO) -> int:
    """Write statements, as the public JSON objects, in one of FORMATS, and return how many there were.

    Whole readings, as `record.reading_json` gives them, can be written as jsonl. Raises UsageError for another format.
    """
    writers: dict[str, Callable[[Iterable[Mapping[str, Any]], TextIO], int]] = {"jsonl": _jsonl, "csv": _csv}
    if format not in writers:
        raise UsageError(f"There is no format {format!r}; there are {', '.join(FORMATS)}.")
    return writers[format](rows, stream)


def link_json(link: Link) -> dict[str, Any]:
    """Return a link as the public JSON object."""
    names = ("kind", "left", "right", "judgement", "score", "by", "at", "reason")
    return {name: getattr(link, name) for name in names}


def table(rows: Iterable[Mapping[str, Any]], width: int) -> Iterator[str]:
    """Return the lines of a table for a terminal of that many columns: its head, then one line a statement.

    Long cells end in …; `show` and the other formats have the whole words. A narrow terminal has no outlet and manner.
    """
    widths = {"id": SHORT_ID, "date": _DATE, "outlet": 0, "speaker": 0, "manner": len("indirect"), "statement": 0}
    if width < _NARROW:
        del widths["outlet"], widths["manner"]
    spare = max(width, _LEAST_WIDTH) - sum(widths.values()) - 2 * (len(widths) - 1)
    for name, share in (("outlet", 18), ("speaker", 22)):
        if name in widths:
            widths[name] = spare * share // 100
    widths["statement"] = spare - widths["speaker"] - widths.get("outlet", 0)
    yield _line({name: name for name in widths}, widths)
    for row in rows:
        cells = {
            "id": row["id"][:SHORT_ID],
            "date": _concise(_at(row, ("said", "value")) or _at(row, ("published", "value"))),
            "outlet": row["outlet"],
            "speaker": _at(row, ("speaker", "name")) or _at(row, ("quote", "source")),
            "manner": row["manner"],
            "statement": _at(row, ("quote", "content")),
        }
        yield _line(cells, widths)


def _concise(date: str | None) -> str | None:
    """An interval as ISO 8601 shortens it: its end without what it shares with its beginning (2031-03-02/08)."""
    first, slash, last = (date or "").partition("/")
    if not slash:
        return date
    parts = list(zip(first.split("-"), last.split("-"), strict=False))
    same = next((i for i, (a, b) in enumerate(parts) if a != b), len(parts) - 1)
    return f"{first}/{'-'.join(last.split('-')[same:])}"


def _jsonl(rows: Iterable[Mapping[str, Any]], stream: TextIO) -> int:
    count = 0
    for row in rows:
        stream.write(msgspec.json.encode(row).decode() + "\n")
        count += 1
    return count


def _csv(rows: Iterable[Mapping[str, Any]], stream: TextIO) -> int:
    writer = csv.writer(stream)  # lines end in CR LF, as RFC 4180 has it
    writer.writerow(_COLUMNS)
    count = 0
    for row in rows:
        writer.writerow([_cell(_at(row, path)) for path in _COLUMNS.values()])
        count += 1
    return count


def _at(row: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        row = None if row is None else row.get(name)
    return row


def _cell(value: Any) -> str | float | None:
    """Return a value as one cell: spans as '12-20;31-40', mentions by their names."""
    if isinstance(value, (list, tuple)):
        parts = (part["name"] if isinstance(part, Mapping) else f"{part[0]}-{part[1]}" for part in value)
        value = ";".join(part for part in parts if part)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _line(cells: Mapping[str, str | None], widths: Mapping[str, int]) -> str:
    return "  ".join(_fit(cells[name] or "", width) for name, width in widths.items()).rstrip()


def _fit(text: str, width: int) -> str:
    """Return the text on one line in so many terminal columns, shortened with … where it is longer."""
    shown, used = "", 0
    for letter in " ".join(printable(text[: width * 8]).split()):
        wide = _columns(letter)
        if used + wide > width:
            while used >= width:
                used -= _columns(shown[-1])
                shown = shown[:-1]
            return shown + "…" + " " * (width - used - 1)
        shown, used = shown + letter, used + wide
    return shown + " " * (width - used)


def cut(text: str, size: int) -> str:
    """Return the text on one line, its end left off with … where it is longer than so many characters."""
    text = " ".join(text[: size * 4].split())
    return text if len(text) <= size else text[: size - 1].rstrip() + "…"


def printable(text: str) -> str:
    """Return the text without what moves a terminal's cursor, colours it or turns its direction."""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text if _kept(c))


def _kept(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cf", "Cs", "Co", "Cn")


def _columns(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
