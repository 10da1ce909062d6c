"""Readings as the store keeps them, in and out: what every other part of the store stands on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from ..record import Article, Contact, Problem, Reading, Statement
from . import schema
from .database import Database
from .facets import COMES
from .rows import ARTICLE, CONTACT, columns, problem_columns, statement_columns, value_of

# A page that was received several times shows the earliest receipt, whichever was added first.
EARLIEST = "FROM receipt WHERE page = p.number ORDER BY coalesce(fetched, '~'), file LIMIT 1"
FILE, FETCHED = f"(SELECT file {EARLIEST})", f"(SELECT fetched {EARLIEST})"
READINGS = "reading AS r JOIN page AS p ON p.number = r.page"
INDEXED = "content, source, speaker, addressee, title, outlet"  # the columns of the full-text index
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

R = TypeVar("R", Article, Statement, Contact)


def check_instant(at: str) -> None:
    """Raise ValueError where an instant is not written as links and corrections carry it."""
    if not _INSTANT.fullmatch(at):
        raise ValueError(f"An instant is written as 2031-03-04T10:15:00Z, not {at!r}.")


class Readings:
    """The file, and the readings in it; every part of the store inherits it."""

    def __init__(self, database: Database, path: str) -> None:
        """Take an open database; `Store.open` makes one."""
        self._database = database
        self.path = path

    def reading(self, page_id: str) -> Reading | None:
        """Return the current reading of a page, or None."""
        with self._database.one_moment():
            rows = self._rows(f"SELECT r.number FROM {READINGS} WHERE r.current AND p.id = ?", page_id)
            return self._reading(rows[0][0]) if rows else None

    def readings(self) -> Iterator[Reading]:
        """Return every current reading, by date of publication, the undated last, then page."""
        date = "json_extract(r.published, '$.value')"
        ordered = f"SELECT r.number FROM {READINGS} WHERE r.current ORDER BY {date} IS NULL, {date}, p.id"
        return (self._reading(number) for (number,) in self._database.each(ordered))  # as they are at one moment

    def _rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._database.rows(sql, *values)

    def _head(self, number: int) -> Reading:
        """Return a reading without its statements, contacts and problems."""
        names = ", ".join(f"r.{name}" for name in ARTICLE)
        select = f"""SELECT p.id, {FILE}, p.sha256, p.url, {FETCHED}, r.made_by, t.text, {names}
            FROM {READINGS} JOIN text AS t ON t.number = r.text WHERE r.number = ?"""
        id, file, sha256, url, fetched, made_by, text, *fields = self._rows(select, number)[0]
        article = value_of(Article, ARTICLE, fields, text=text)
        return Reading(page=id, file=file, sha256=sha256, url=url, fetched=fetched, made_by=made_by, article=article)

    def _reading(self, number: int) -> Reading:
        head = self._head(number)
        problems = "SELECT stage, reason, coalesce(file, ?), at FROM problem WHERE reading = ? ORDER BY position"
        return msgspec.structs.replace(
            head,
            statements=self._parts("statement", Statement, number),
            contacts=self._parts("contact", Contact, number),
            problems=tuple(
                Problem(stage=stage, reason=reason, file=file, at=at)
                for stage, reason, file, at in self._rows(problems, head.file, number)
            ),
        )

    def _parts(self, table: str, kind: type[R], reading: int) -> tuple[R, ...]:
        names = kind.__struct_fields__
        quoted = ", ".join(f'"{name}"' for name in names)
        rows = self._rows(f"SELECT {quoted} FROM {table} WHERE reading = ? ORDER BY position", reading)
        return tuple(value_of(kind, names, row) for row in rows)

    def _keep_reading(self, page: int, reading: Reading) -> int:
        article = reading.article
        key = hashlib.sha256(article.text.encode()).hexdigest()
        self._rows("INSERT OR IGNORE INTO text (sha256, text) VALUES (?, ?)", key, article.text)
        text = self._rows("SELECT number FROM text WHERE sha256 = ?", key)[0][0]
        self._rows("UPDATE reading SET current = 0 WHERE page = ? AND current", page)
        head = {"page": page, "made_by": reading.made_by, "current": 1, "text": text, **columns(article, ARTICLE)}
        number = self._database.insert("reading", [head])
        rows = {
            "statement": [statement_columns(reading, statement) for statement in reading.statements],
            "contact": [columns(contact, CONTACT) for contact in reading.contacts],
            "problem": [problem_columns(reading, problem) for problem in reading.problems],
        }
        for table, parts in rows.items():
            numbered = ({"reading": number, "position": n, **row} for n, row in enumerate(parts))
            self._database.insert(table, numbered)
        self._rows(f"{schema.MENTIONS} AND r.number = ?", number)
        self._rows(f"{schema.PARTIES} AND r.number = ?", number)
        for step in (
            *COMES,
            f"INSERT INTO search (rowid, {INDEXED}) SELECT number, {INDEXED} FROM search_words WHERE reading = ?",
        ):
            self._rows(step, number)
        return number
