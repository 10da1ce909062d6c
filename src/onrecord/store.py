"""The record's file: one SQLite database that keeps pages, readings and problems, and finds statements again.

Readings are kept by page and by what made them; the last one added is current, and what is searched. A page's bytes are
kept once, compressed, and so is its text. Nothing here reads the clock, and every order is one of content.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import msgspec

from onrecord import schema
from onrecord.errors import StoreError, UsageError
from onrecord.query import Query, match, plain_words
from onrecord.record import Article, Contact, Page, Problem, Reading, Statement, digest, statement_json, words_at

__all__ = ["Query", "Store"]

_WAIT_SECONDS = 60.0  # for another program that is writing
_SHORTEST_PREFIX = 6
_HEADS_KEPT = 500  # pages whose heads a long search remembers
_WEIGHTS = "4.0, 2.0, 3.0, 1.0, 1.0, 0.0"  # content, source, speaker, addressee, title, outlet: a choice, not measured
_ARTICLE = ("title", "outlet", "byline", "dateline", "published", "other_dates", "agencies", "blocks")
_STATEMENT = tuple(name for name in Statement.__struct_fields__)
_CONTACT = tuple(name for name in Contact.__struct_fields__)
_PLAIN = frozenset({"id", "manner", "score", "parent", "contact", "act", "kind", "status"})  # not JSON
_FIRST_RECEIPT = "FROM receipt WHERE page = p.number ORDER BY coalesce(fetched, '~'), file LIMIT 1"
_BY_DATE = "s.date IS NULL, s.date, p.id, s.position"

T = TypeVar("T", Article, Statement, Contact)


class Store:
    """One file of the record, open for reading or for writing; a context manager.

    Every method raises StoreError, with a sentence that names the file, where SQLite cannot do its part.
    """

    def __init__(self, connection: sqlite3.Connection, path: str) -> None:
        """Take an open connection to a file of the current version; `Store.open` makes one."""
        self._connection = connection
        self._path = path

    @classmethod
    def open(cls, path: str, *, write: bool = False, create: bool = False) -> Store:
        """Open a file of the record, bringing one from an older version up to date; with `create`, make a new one.

        Raises StoreError: no such file, not a record, from a newer version, locked, unreadable.
        """
        file = Path(path)
        if file.is_dir():
            raise StoreError(f"{path}: is a folder, not a file of the record.")
        if not file.exists() and not create:
            raise StoreError(f"{path}: there is no such file; `onrecord add {path} PAGES` makes one.")
        with _sentences(path):
            connection = _connect(file, write or create)
            try:
                version = _version(connection, path, empty_is_new=create)
                if version < len(schema.STEPS):
                    connection.close()
                    connection = _connect(file, True)
                    _migrate(connection, path)
                if write or create:
                    _use_wal(connection)
            except BaseException:
                connection.close()
                raise
        return cls(connection, path)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Store:
        """Return the store itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the file."""
        self.close()

    # What goes in

    def has(self, page_id: str, made_by: str) -> bool:
        """Whether the page has been read by this code and model."""
        found = "SELECT 1 FROM reading JOIN page ON page.number = reading.page WHERE page.id = ? AND made_by = ?"
        return bool(self._rows(found, page_id, made_by))

    def add(self, reading: Reading, page: Page | None) -> bool:
        """Keep a reading, and the bytes of its page, in one transaction; False where it is there already.

        The reading becomes its page's current one; what others made of the page stays.
        """
        reading = _storable(reading)
        with self._writing():
            number = self._keep_page(reading.page, reading.sha256, reading.url, page)
            self._keep_receipt(number, reading.file, reading.fetched)
            if self.has(reading.page, reading.made_by):
                return False
            self._refuse_taken_ids(reading)
            self._keep_reading(number, reading)
        return True

    def add_problem(self, problem: Problem) -> None:
        """Keep a problem with a file that gave no page; the same problem is kept once."""
        problem = _storable(problem)
        with self._writing():
            insert = "INSERT OR IGNORE INTO problem (stage, reason, file, at) VALUES (?, ?, ?, ?)"
            self._rows(insert, problem.stage, problem.reason, problem.file, problem.at)

    def receive(self, page: Page) -> None:
        """Keep another place or time at which the same page was received, and its bytes if they are not there."""
        with self._writing():
            self._keep_receipt(self._keep_page(page.id, page.sha256, page.url, page), page.file, page.fetched)

    # What comes out

    def search(self, query: Query) -> Iterator[dict[str, Any]]:
        """Return the statements found, as the public JSON objects.

        Best first where the query has words; otherwise by date, the undated last, then page, then position in it.
        Raises UsageError where the query itself is wrong.
        """
        query.check()
        return self._found(query)

    def statement(self, id: str) -> dict[str, Any] | None:
        """Return the statement with this id, or with an id that begins so (6 characters or more), or None.

        A statement that only an earlier reading of the page holds is found too: a citation stays good.
        Raises UsageError where several ids begin so.
        """
        short = len(id) < _SHORTEST_PREFIX
        ids = self._rows(
            "SELECT DISTINCT id FROM statement WHERE id >= ? AND id <= ? ORDER BY id LIMIT 4",
            id,
            id if short else id + "\U0010ffff",
        )
        if not ids:
            return None
        if len(ids) > 1 and ids[0][0] != id:
            raise UsageError(
                f"Several statements begin with {id}: {', '.join(row[0] for row in ids[:3])} ...; give more of it."
            )
        latest = "WHERE s.id = ? ORDER BY r.current DESC, r.number DESC LIMIT 1"
        return next(self._statements(latest, ids[0][0]))

    def reading(self, page_id: str) -> Reading | None:
        """Return the current reading of a page, or None."""
        rows = self._rows(
            "SELECT r.number FROM reading r JOIN page p ON p.number = r.page WHERE r.current AND p.id = ?", page_id
        )
        return self._reading(rows[0][0]) if rows else None

    def readings(self) -> Iterator[Reading]:
        """Return every current reading, by date of publication, the undated last, then page."""
        order = "SELECT r.number FROM reading r JOIN page p ON p.number = r.page WHERE r.current ORDER BY json_extract(published, '$.value') IS NULL, json_extract(published, '$.value'), p.id"
        return (self._reading(number) for (number,) in self._rows(order))

    def page(self, page_id: str) -> Page | None:
        """Return a page with its bytes as received, or None where they are not kept."""
        rows = self._rows(
            f"""SELECT o.zlib, (SELECT file {_FIRST_RECEIPT}), p.media_type, p.charset, p.url,
            (SELECT fetched {_FIRST_RECEIPT}), p.given
            FROM page p JOIN original o ON o.sha256 = p.sha256 WHERE p.id = ? AND p.media_type IS NOT NULL""",
            page_id,
        )
        if not rows:
            return None
        packed, file, media_type, charset, url, fetched, given = rows[0]
        return Page(
            data=zlib.decompress(packed),
            file=file,
            media_type=media_type,
            charset=charset,
            url=url,
            fetched=fetched,
            given=msgspec.json.decode(given),
        )

    def problems(self) -> Iterator[Problem]:
        """Return the problems of files and of current readings, by file, stage and place."""
        select = "SELECT stage, reason, file, at FROM problems ORDER BY file, page, stage, at, reason"
        return (Problem(stage=stage, reason=reason, file=file, at=at) for stage, reason, file, at in self._rows(select))

    def counts(self) -> dict[str, int]:
        """Return how many pages, statements, outlets, contacts and problems there are."""
        tables = {
            "pages": "SELECT count(*) FROM reading WHERE current",
            "statements": "SELECT count(*) FROM statement s JOIN reading r ON r.number = s.reading WHERE r.current",
            "outlets": "SELECT count(DISTINCT json_extract(outlet, '$.name')) FROM reading WHERE current",
            "contacts": "SELECT count(*) FROM contact c JOIN reading r ON r.number = c.reading WHERE r.current",
            "problems": "SELECT count(*) FROM problems",
        }
        return {name: self._rows(count)[0][0] for name, count in tables.items()}

    # How

    def _rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with _sentences(self._path):
            return self._connection.execute(sql, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with _sentences(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # SQLite itself rolls back when the disk is full
                    self._connection.execute("ROLLBACK")
                raise

    def _keep_page(self, id: str, sha256: str, url: str | None, page: Page | None) -> int:
        self._rows("INSERT OR IGNORE INTO page (id, sha256, url) VALUES (?, ?, ?)", id, sha256, url)
        if page is not None:
            given = _json(_storable_map(page.given))
            self._rows(
                "UPDATE page SET media_type = ?, charset = ?, given = ? WHERE id = ? AND media_type IS NULL",
                page.media_type,
                page.charset,
                given,
                id,
            )
            if not self._rows("SELECT 1 FROM original WHERE sha256 = ?", sha256):
                insert = "INSERT INTO original (sha256, size, zlib) VALUES (?, ?, ?)"
                self._rows(insert, sha256, len(page.data), zlib.compress(page.data))
        number: int = self._rows("SELECT number FROM page WHERE id = ?", id)[0][0]
        return number

    def _keep_receipt(self, page: int, file: str, fetched: str | None) -> None:
        self._rows("INSERT OR IGNORE INTO receipt (page, file, fetched) VALUES (?, ?, ?)", page, _clean(file), fetched)

    def _refuse_taken_ids(self, reading: Reading) -> None:
        ids = [statement.id for statement in reading.statements]
        for position, id in enumerate(ids):
            elsewhere = "SELECT 1 FROM statement s JOIN reading r ON r.number = s.reading JOIN page p ON p.number = r.page WHERE s.id = ? AND p.id <> ?"
            if id in ids[:position] or self._rows(elsewhere, id, reading.page):
                raise StoreError(
                    f"{self._path}: the reading of {reading.file} was not kept: statement id {id} is taken."
                )

    def _keep_reading(self, page: int, reading: Reading) -> None:
        article = reading.article
        self._rows("INSERT OR IGNORE INTO text (sha256, text) VALUES (?, ?)", digest([article.text]), article.text)
        text = self._rows("SELECT number FROM text WHERE sha256 = ?", digest([article.text]))[0][0]
        self._rows("UPDATE reading SET current = 0 WHERE page = ? AND current", page)
        head = {"page": page, "made_by": reading.made_by, "current": 1, "text": text}
        number = self._insert("reading", [head | {name: _json(getattr(article, name)) for name in _ARTICLE}])
        owner = {"reading": number}
        statements = [owner | {"position": n} | _statement_row(reading, s) for n, s in enumerate(reading.statements)]
        contacts = [owner | {"position": n} | _row(c, _CONTACT) for n, c in enumerate(reading.contacts)]
        problems = [owner | {"position": n} | _problem_row(reading, p) for n, p in enumerate(reading.problems)]
        for table, rows in (("statement", statements), ("contact", contacts), ("problem", problems)):
            self._insert(table, rows)
        columns = "content, source, speaker, addressee, title, outlet"
        self._rows(
            f"INSERT INTO search (rowid, {columns}) SELECT number, {columns} FROM search_words WHERE reading = ?",
            number,
        )

    def _insert(self, table: str, rows: Sequence[dict[str, Any]]) -> int | None:
        if not rows:
            return None
        columns = ", ".join(f'"{name}"' for name in rows[0])
        insert = f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(rows[0]))})"
        with _sentences(self._path):
            cursor = self._connection.cursor()
            for row in rows:
                cursor.execute(insert, tuple(row.values()))
            return cursor.lastrowid

    def _found(self, query: Query) -> Iterator[dict[str, Any]]:
        clauses: list[str] = ["r.current"]
        values: list[Any] = []
        order, source = _BY_DATE, ""
        text = match(query)
        if text is not None:
            source = "search JOIN search_words AS w ON w.number = search.rowid JOIN"
            clauses += ["s.number = search.rowid", "search MATCH ?"]
            values.append(text.expression)
            for columns, phrase in text.exact:
                clauses.append(f"({' OR '.join(f'has_words(w.{column}, ?)' for column in columns)})")
                values += [phrase] * len(columns)
        if query.words and query.words.strip():
            order = f"bm25(search, {_WEIGHTS}), {_BY_DATE}"
        if query.since is not None:
            clauses.append(
                "substr(s.date, instr(s.date, '/') + 1, length(?)) >= substr(?, 1, length(s.date) - instr(s.date, '/'))"
            )
            values += [query.since] * 2
        if query.until is not None:
            clauses.append(
                "substr(substr(s.date, 1, instr(s.date || '/', '/') - 1), 1, length(?)) <= substr(?, 1, instr(s.date || '/', '/') - 1)"
            )
            values += [query.until] * 2
        if query.manner is not None:
            clauses.append("s.manner = ?")
            values.append(query.manner)
        limit = -1 if query.limit is None else query.limit
        return self._statements(f"WHERE {' AND '.join(clauses)} ORDER BY {order} LIMIT {limit}", *values, source=source)

    def _statements(self, rest: str, *values: Any, source: str = "") -> Iterator[dict[str, Any]]:
        columns = ", ".join(f's."{name}"' for name in _STATEMENT)
        select = f"""SELECT r.number, {columns} FROM {source} statement AS s
            JOIN reading AS r ON r.number = s.reading JOIN page AS p ON p.number = r.page {rest}"""
        heads: dict[int, Reading] = {}
        for number, *fields in self._each(select, values):
            if number not in heads:
                if len(heads) >= _HEADS_KEPT:
                    heads.clear()
                heads[number] = self._head(number)
            yield statement_json(heads[number], _value(Statement, _STATEMENT, fields))

    def _each(self, sql: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        with _sentences(self._path), closing(self._connection.execute(sql, values)) as cursor:
            yield from cursor

    def _head(self, number: int) -> Reading:
        columns = ", ".join(f"r.{name}" for name in _ARTICLE)
        select = f"""SELECT p.id, (SELECT file {_FIRST_RECEIPT}), p.sha256, r.made_by, p.url,
            (SELECT fetched {_FIRST_RECEIPT}), t.text, {columns}
            FROM reading r JOIN page p ON p.number = r.page JOIN text t ON t.number = r.text WHERE r.number = ?"""
        id, file, sha256, made_by, url, fetched, text, *fields = self._rows(select, number)[0]
        article = _value(Article, _ARTICLE, fields, text=text)
        return Reading(page=id, file=file, sha256=sha256, made_by=made_by, article=article, url=url, fetched=fetched)

    def _reading(self, number: int) -> Reading:
        head = self._head(number)

        def all_of(table: str, kind: type[T], names: tuple[str, ...]) -> tuple[T, ...]:
            columns = ", ".join(f'"{name}"' for name in names)
            rows = self._rows(f"SELECT {columns} FROM {table} WHERE reading = ? ORDER BY position", number)
            return tuple(_value(kind, names, row) for row in rows)

        problems = self._rows(
            "SELECT stage, reason, coalesce(file, ?), at FROM problem WHERE reading = ? ORDER BY position",
            head.file,
            number,
        )
        return msgspec.structs.replace(
            head,
            statements=all_of("statement", Statement, _STATEMENT),
            contacts=all_of("contact", Contact, _CONTACT),
            problems=tuple(Problem(stage=s, reason=r, file=f, at=a) for s, r, f, a in problems),
        )


def _json(value: Any) -> str | None:
    return None if value is None else msgspec.json.encode(value).decode()


def _row(value: msgspec.Struct, names: Sequence[str]) -> dict[str, Any]:
    fields = {name: getattr(value, name) for name in names}
    return {name: field if name in _PLAIN else _json(field) for name, field in fields.items()}


def _statement_row(reading: Reading, statement: Statement) -> dict[str, Any]:
    text = reading.article.text
    quotes = {f"quote_{role}": words_at(text, getattr(statement, role)) for role in ("source", "cue", "content")}
    date = (statement.said and statement.said.value) or (reading.article.published and reading.article.published.value)
    return _row(statement, _STATEMENT) | quotes | {"date": date}


def _problem_row(reading: Reading, problem: Problem) -> dict[str, Any]:
    file = None if problem.file == reading.file else problem.file
    return {"stage": problem.stage, "reason": problem.reason, "file": file, "at": problem.at}


def _value(kind: type[T], names: Sequence[str], fields: Sequence[Any], **more: Any) -> T:
    pairs = zip(names, fields, strict=True)
    plain = {name: v if v is None or name in _PLAIN else msgspec.json.decode(v) for name, v in pairs}
    return msgspec.convert(plain | more, kind)


def _clean(text: str) -> str:
    return text.encode(errors="replace").decode()


def _storable_map(given: dict[str, str]) -> dict[str, str]:
    return {_clean(name): _clean(value) for name, value in given.items()}


S = TypeVar("S", Reading, Problem)


def _storable(value: S) -> S:
    """Return the value with every lone surrogate, which no UTF-8 file can hold, replaced by one '?'."""
    try:
        msgspec.json.encode(value)
    except UnicodeEncodeError:
        plain = json.loads(json.dumps(msgspec.to_builtins(value)).encode().decode())
        return msgspec.convert(_scrub(plain), type(value))
    return value


def _scrub(plain: Any) -> Any:
    if isinstance(plain, str):
        return _clean(plain)
    if isinstance(plain, dict):
        return {name: _scrub(value) for name, value in plain.items()}
    return [_scrub(value) for value in plain] if isinstance(plain, (list, tuple)) else plain


def _connect(file: Path, write: bool) -> sqlite3.Connection:
    mode = "rwc" if write else "ro"
    address = f"{file.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(address, uri=True, timeout=_WAIT_SECONDS, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.create_function("has_words", 2, _has_words, deterministic=True)
    return connection


def _has_words(text: str, words: str) -> bool:
    return words in plain_words(text)


def _version(connection: sqlite3.Connection, path: str, *, empty_is_new: bool) -> int:
    """Return the version of the file's tables: 0 for an empty file that is to become a record."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    empty = not connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    if mark != schema.APPLICATION_ID and not (empty and empty_is_new):
        raise StoreError(f"{path}: is not a file of the record.")
    if version > len(schema.STEPS):
        raise StoreError(
            f"{path}: was written by a newer version of onrecord (its format is {version}, "
            f"this version reads up to {len(schema.STEPS)}); install the newer version to use it."
        )
    return version


def _migrate(connection: sqlite3.Connection, path: str) -> None:
    """Take the file through the steps that it lacks, in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection, path, empty_is_new=True)  # another program may have been quicker
        for step in schema.STEPS[version:]:
            _run(connection, step)
        _run(connection, schema.VIEWS)
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(schema.STEPS)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _run(connection: sqlite3.Connection, script: str) -> None:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


def _use_wal(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA synchronous = NORMAL")
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode = WAL")


@contextmanager
def _sentences(path: str) -> Iterator[None]:
    """Turn what SQLite says into a sentence."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "")
        said = next((s for start, s in _SAID.items() if name.startswith(start)), f"cannot be used ({error}).")
        raise StoreError(f"{path}: {said}") from error


_SAID = {
    "SQLITE_NOTADB": "is not a file of the record.",
    "SQLITE_CORRUPT": "is damaged; take a copy that is not, or add the pages to a new file.",
    "SQLITE_BUSY": "is in use by another program that does not let go of it; try again when that is done.",
    "SQLITE_LOCKED": "is in use by another program that does not let go of it; try again when that is done.",
    "SQLITE_FULL": "there is no space left on the disk; what was kept before is whole: free some space and repeat.",
    "SQLITE_IOERR": "the disk cannot be read or written; what was kept before is whole: see whether it is full, and repeat.",
    "SQLITE_READONLY": "may not be written.",
    "SQLITE_CANTOPEN": "cannot be opened.",
}
