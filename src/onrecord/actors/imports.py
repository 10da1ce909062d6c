"""Actors read from the lists that the field keeps, and written as a registry file.

Four forms: FollowTheMoney entities (`ftm`, JSON Lines), Wikidata query results (`wikidata`, SPARQL JSON), PETRARCH and
TABARI actor dictionaries (`petrarch`) and tables (`csv`). Rows of one actor are joined: its names and offices add up.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from ..errors import InputError, UsageError
from ..record import Problem
from . import ftm, petrarch
from .offices import Office, check_office
from .registry import KINDS, Known, fold

FORMS = ("ftm", "wikidata", "petrarch", "csv")
# The columns of a table, each with the field of an actor that it fills; a mapping of one's own replaces some.
LISTS = ("aliases", "domains", "languages", "codes")
OFFICE = ("title", "of", "from", "to")
COLUMNS = {name: name for name in ("id", "name", "kind", "country", "wikidata", "owner", *LISTS, *OFFICE)}
# The variables of a query, each with the field that it fills; the first one that a row has counts.
VARIABLES = {
    "name": ("itemLabel", "name", "label"),
    "aliases": ("altLabel", "itemAltLabel", "alias", "aliases"),
    "kind": ("kind", "type"),
    "country": ("countryCode", "iso", "iso2", "country"),
    "title": ("positionLabel", "officeLabel", "position"),
    "of": ("ofCode", "jurisdictionCode", "ofLabel", "jurisdictionLabel"),
    "from": ("start", "startTime", "from"),
    "to": ("end", "endTime", "to"),
}
Row = tuple[str, Mapping[str, Any] | str]  # where it stands, and its fields, or what is wrong with it


def read_actors(
    path: Path | str, form: str | None = None, columns: Mapping[str, str] | None = None
) -> tuple[list[Known], list[Problem]]:
    """Read the actors of a list, and what could not be read of it, each with its line or row.

    `form` is one of FORMS, by default what the file's name and first line show. `columns` gives, for a table, the
    column of each field: `{"name": "Full name"}`; aliases and other lists are parted by '|' or ';'.
    Raises UsageError for an unknown form or field, InputError where the file cannot be read at all.
    """
    path = Path(path)
    if unknown := [field for field in columns or () if field not in COLUMNS]:
        raise UsageError(f"{unknown[0]!r} is no field of an actor; use {', '.join(COLUMNS)}")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8 text") from None
    form = form or _form(path, text)
    if form == "ftm":
        rows: Iterable[Row] = ftm.rows(text)
    elif form == "wikidata":
        rows = _bindings(path, text)
    elif form == "petrarch":
        rows = petrarch.rows(text)
    elif form == "csv":
        rows = _table(path, text, {**COLUMNS, **(columns or {})})
    else:
        raise UsageError(f"{form!r} is no form of a list of actors; use one of {', '.join(FORMS)}")
    return _joined(rows, str(path))


def write_toml(actors: Iterable[Known]) -> str:
    """Return actors as the text of a registry file, one a line, in the order given."""
    lines = "".join(f"  {_inline(msgspec.to_builtins(actor))},\n" for actor in actors)
    return f"actor = [\n{lines}]\n"


def _inline(value: Any) -> str:
    """A value as inline TOML; its strings are JSON's, which TOML reads alike."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_inline(inside)}" for key, inside in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _form(path: Path, text: str) -> str:
    """What a list is, by its name and its first line."""
    first = text.lstrip()[:2000]
    if path.suffix in (".csv", ".tsv"):
        return "csv"
    if first.startswith("{") and '"schema"' in first.splitlines()[0]:
        return "ftm"
    if first.startswith(("{", "[{")):
        return "wikidata"
    if "[" in first and path.suffix in (".txt", ".actors", ""):
        return "petrarch"
    raise InputError(f"{path}: cannot tell what list of actors this is; say which: {', '.join(FORMS)}")


def _joined(rows: Iterable[Row], file: str) -> tuple[list[Known], list[Problem]]:
    """Make actors of rows; rows with one id are one actor."""
    drafts: dict[str, dict[str, Any]] = {}
    problems = []
    for at, row in rows:
        reason = row if isinstance(row, str) else _wrong(row)
        if reason is not None:
            problems.append(Problem(stage="registry", reason=reason, file=file, at=at))
        elif not isinstance(row, str):
            _add(row, drafts)
    return [_known(id, draft) for id, draft in drafts.items()], problems


def _wrong(row: Mapping[str, Any]) -> str | None:
    """What is wrong with a row, in a sentence; None if nothing is."""
    if not fold(row.get("name") or ""):
        return "no name"
    if row.get("kind") and row["kind"] not in KINDS:
        return f"{row['kind']!r} is no kind of actor; use one of {', '.join(KINDS)}"
    for office in row.get("offices", ()):
        try:
            check_office(office)
        except InputError as error:
            return f"{office.title}: {error}"
    return None


def _add(row: Mapping[str, Any], drafts: dict[str, dict[str, Any]]) -> None:
    """Add a row to the actor with its id: a list grows by what is new, of other fields the first value stays."""
    id = identifier(row.get("id") or "") or identifier(row["name"])
    draft = drafts.setdefault(id, {"name": row["name"]})
    for field, value in row.items():
        if isinstance(value, list | tuple):
            draft.setdefault(field, {}).update(dict.fromkeys(value))
        elif value and field != "id":
            draft.setdefault(field, value)
    if row["name"] != draft["name"]:
        draft.setdefault("aliases", {})[row["name"]] = None


def _known(id: str, draft: Mapping[str, Any]) -> Known:
    fields: dict[str, Any] = {
        field: tuple(value) if isinstance(value, dict) else value for field, value in draft.items()
    }
    aliases = tuple(alias for alias in fields.pop("aliases", ()) if fold(alias) and alias != fields["name"])
    return msgspec.structs.replace(Known(id=id, name=fields["name"], kind="group", aliases=aliases), **fields)


def identifier(words: str) -> str:
    """Return an id in kebab-case: 'Sergey Lavrov' is 'sergey-lavrov'."""
    return fold(words).replace(" ", "-")


def iso_date(words: str | None) -> str | None:
    """Return the ISO prefix of a time stamp: of '2004-03-09T00:00:00Z' its day, of '2004-00-00' its year."""
    if not words:
        return None
    return words.strip().lstrip("+").partition("T")[0].removesuffix("-00").removesuffix("-00")


def _table(path: Path, text: str, columns: Mapping[str, str]) -> Iterator[Row]:
    """Give the rows of a table; the first line names its columns."""
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        if columns["name"] not in header:
            named = f"its columns are {', '.join(header)}" if header else "the file is empty"
            raise InputError(f"{path}: no column {columns['name']!r}; {named}")
        place = {field: header.index(column) for field, column in columns.items() if column in header}
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                yield f"line {reader.line_num}", f"{len(cells)} cells where the header has {len(header)}"
                continue
            yield f"line {reader.line_num}", _row({field: cells[i].strip() for field, i in place.items()})
    except csv.Error as error:
        yield f"line {reader.line_num}", f"not a table from here on: {error}"


def _row(cells: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a row whose cells are all text."""
    row: dict[str, Any] = {field: cell for field, cell in cells.items() if cell and field not in (*LISTS, *OFFICE)}
    for field in LISTS:
        row[field] = [part.strip() for part in cells.get(field, "").replace(";", "|").split("|") if part.strip()]
    if title := cells.get("title"):
        begin, end = iso_date(cells.get("from")), iso_date(cells.get("to"))
        row["offices"] = [Office(title=title, of=cells.get("of") or cells.get("country") or None, begin=begin, end=end)]
    return row


def _bindings(path: Path, text: str) -> Iterator[Row]:
    """Give the rows of a SPARQL answer, as the endpoint gives it or as the query page downloads it."""
    try:
        answer = json.loads(text)
        rows = answer["results"]["bindings"] if isinstance(answer, dict) else answer
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InputError(f"{path}: not the result of a query: JSON with results and bindings is wanted") from None
    for number, binding in enumerate(rows if isinstance(rows, list) else (), 1):
        if not isinstance(binding, dict):
            yield f"row {number}", "no row of a query"
            continue
        said = ((name, value.get("value") if isinstance(value, dict) else value) for name, value in binding.items())
        values = {name: value for name, value in said if isinstance(value, str)}
        item = values.get("item", "").rpartition("/")[2]
        if not (item[:1] == "Q" and item[1:].isdigit()):
            yield f"row {number}", f"{values.get('item')!r} is no Wikidata item"
            continue
        cells = {field: next((values[n] for n in names if values.get(n)), "") for field, names in VARIABLES.items()}
        aliases = cells.pop("aliases").split(", ")
        name = "" if cells["name"] == item else cells["name"]  # a label that is missing is the number again
        row = _row({"kind": "person", **{field: cell for field, cell in cells.items() if cell}, "name": name})
        yield f"row {number}", {**row, "id": item, "wikidata": item, "aliases": [a for a in aliases if a]}
