"""One SQLite file: opened, brought up to date, read and written, with a sentence for everything that can go wrong.

The only module that knows sqlite3. Writers wait for one another; a transaction is kept whole or not at all, whatever
kills the program (SQLite's write-ahead log). What the tables hold is the store's affair.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct

from ..errors import StoreError

_PAUSE_SECONDS = 0.02
_STEPS_BETWEEN_LOOKS = 50_000  # of SQLite's machine, a few milliseconds, between looks at the clock
_PAGES_OF_LOG = 4000  # 16 MB: the log is copied into the file that often
_SAID = {
    "SQLITE_NOTADB": "is not an onrecord file.",
    "SQLITE_CORRUPT": "is damaged; use a copy that is not, or add the pages to a new file.",
    "SQLITE_BUSY": "is in use by another program that does not let go of it; try again when that has ended.",
    "SQLITE_LOCKED": "is in use by another program that does not let go of it; try again when that has ended.",
    "SQLITE_FULL": "there is no space left on the disk; what was kept before is whole: free some space and repeat.",
    "SQLITE_IOERR": "the disk cannot be read or written (is it full?); what was kept before is whole.",
    "SQLITE_READONLY": "may not be written.",
    "SQLITE_CANTOPEN": "cannot be opened: see whether its folder exists and may be read and written.",
    "SQLITE_PERM": "may not be opened.",
    "SQLITE_INTERRUPT": "the question takes too long to answer; ask for less: rarer words, fewer of them, less time.",
}


class Format(Struct, frozen=True, kw_only=True):
    """What the file is to be: its mark, the steps from each version to the next, the views to make after any step.

    `functions` are functions of texts that its SQL calls: each with how many texts it takes. `own` is one SQL statement
    that makes a table which every connection has for itself.
    """

    mark: int
    steps: tuple[str, ...]
    views: str
    functions: dict[str, tuple[int, Callable[..., Any]]] = {}
    own: str | None = None


class Database:
    """An open SQLite file of one format. Every method raises StoreError with a sentence that names the file."""

    def __init__(self, connection: sqlite3.Connection, path: str) -> None:
        """Take an open connection; `Database.open` makes one."""
        self._connection = connection
        self._path = path

    @classmethod
    def open(
        cls, path: str, format: Format, *, write: bool = False, create: bool = False, wait: float = 60.0
    ) -> Database:
        """Open the file, taking an older one through the steps that it lacks; with `create`, make a new one.

        `wait` is how many seconds to wait for another program that is writing. Raises StoreError: no such file, not of
        this format, from a newer version, locked, unreadable.
        """
        file = Path(path)
        try:
            folder, there = file.is_dir(), file.exists()
        except OSError as error:
            raise StoreError(f"{path}: cannot be opened ({error.strerror}).") from error
        if folder:
            raise StoreError(f"{path}: is a folder, not an onrecord file.")
        if not there and not create:
            raise StoreError(f"{path}: there is no such file; `onrecord add {path} PAGES` makes one.")
        with _sentences(path):
            connection = _connect(file, format, write or create, wait)
            try:
                if _version(connection, path, format, empty_is_new=create) < len(format.steps):
                    connection.close()
                    connection = _connect(file, format, True, wait)
                    _use_log(connection, wait)
                    _migrate(connection, path, format)
                elif write or create:
                    _use_log(connection, wait)
            except BaseException:
                connection.close()
                raise
        return cls(connection, path)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run one SQL statement and return its rows."""
        with _sentences(self._path):
            return self._connection.execute(sql, values).fetchall()

    def each(self, sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """Run one SQL statement and return its rows one by one."""
        with _sentences(self._path), closing(self._connection.execute(sql, values)) as cursor:
            yield from cursor

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one SQL statement for every row of values."""
        with _sentences(self._path):
            self._connection.executemany(sql, rows)

    def insert(self, table: str, rows: Iterable[Mapping[str, Any]]) -> int:
        """Insert rows, given as column to value, and return the number of the last one (0 where there is none)."""
        last = 0
        with _sentences(self._path):
            for row in rows:
                columns = ", ".join(f'"{name}"' for name in row)
                sql = f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(row))})"
                last = self._connection.execute(sql, tuple(row.values())).lastrowid or 0
        return last

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """See the record within as it is at one moment, whatever others write meanwhile."""
        if self._connection.in_transaction:
            yield
            return
        with _sentences(self._path):
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")  # nothing was written

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Give up, with a StoreError that says so, what is asked within and takes longer."""
        until = time.monotonic() + seconds
        self._connection.set_progress_handler(lambda: time.monotonic() > until, _STEPS_BETWEEN_LOOKS)
        try:
            yield
        finally:
            self._connection.set_progress_handler(None, 0)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep what is written within, all of it or, where anything goes wrong, nothing."""
        with _sentences(self._path), _transaction(self._connection):
            yield


def _connect(file: Path, format: Format, write: bool, wait: float) -> sqlite3.Connection:
    address = file.absolute().as_uri()
    # Not held to one thread: readers of the web take turns with a connection, one at a time.
    how: dict[str, Any] = {"timeout": wait, "uri": True, "isolation_level": None, "check_same_thread": False}
    connection: sqlite3.Connection = sqlite3.connect(f"{address}?mode={'rwc' if write else 'ro'}", **how)
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        connection.close()
        no_log = _name(error).startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY"))
        if write or not no_log or file.with_name(f"{file.name}-wal").exists():
            raise
        # In a folder that cannot be written, SQLite opens a file with a log only when told that nobody changes it.
        connection = sqlite3.connect(f"{address}?mode=ro&immutable=1", **how)
    connection.execute("PRAGMA foreign_keys = ON")
    for name, (texts, function) in format.functions.items():
        connection.create_function(name, texts, function, deterministic=True)
    if not write:
        connection.execute("PRAGMA temp_store = MEMORY")
    if format.own:
        connection.execute(format.own)
    return connection


def _version(connection: sqlite3.Connection, path: str, format: Format, *, empty_is_new: bool) -> int:
    """Return the version of the file's tables: 0 for an empty file that is to become one of this format."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    empty = not connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    if mark != format.mark and not (empty and empty_is_new):
        raise StoreError(f"{path}: {'is empty' if empty else 'is a database, but not an onrecord file'}.")
    if version > len(format.steps):
        raise StoreError(
            f"{path}: was written by a newer version of onrecord (its format is {version}, this version reads up to "
            f"{len(format.steps)}); install the newer version to use it."
        )
    return version


def _migrate(connection: sqlite3.Connection, path: str, format: Format) -> None:
    """Take the file through the steps that it lacks, in one transaction."""
    with _transaction(connection):
        version = _version(connection, path, format, empty_is_new=True)  # another program may have been quicker
        if version == len(format.steps):
            return
        for script in (*format.steps[version:], format.views):
            for sql in _split(script):
                connection.execute(sql)
        connection.execute(f"PRAGMA application_id = {format.mark}")
        connection.execute(f"PRAGMA user_version = {len(format.steps)}")


def _split(script: str) -> Iterator[str]:
    """Yield the statements of a script: sqlite3's executescript would end the transaction."""
    sql = ""
    for line in script.splitlines(keepends=True):
        sql += line
        if sqlite3.complete_statement(sql):
            yield sql
            sql = ""


def _use_log(connection: sqlite3.Connection, wait: float) -> None:
    """Switch the file to the write-ahead log: readers go on beside a writer, and a kill loses no kept transaction."""
    until = time.monotonic() + wait
    while True:  # SQLite does not itself wait for this switch when two programs make the same file at once
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as error:
            if not _name(error).startswith("SQLITE_BUSY") or time.monotonic() > until:
                raise
            time.sleep(_PAUSE_SECONDS)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA wal_autocheckpoint = {_PAGES_OF_LOG}")


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite itself rolls back where the disk is full
            connection.execute("ROLLBACK")
        raise


@contextmanager
def _sentences(path: str) -> Iterator[None]:
    """Turn what SQLite says into a sentence."""
    try:
        yield
    except sqlite3.Error as error:
        known = (said for start, said in _SAID.items() if _name(error).startswith(start))
        said = next(known, f"cannot be used ({error}).")
        raise StoreError(f"{path}: {said}") from error


def _name(error: sqlite3.Error) -> str:
    return str(getattr(error, "sqlite_errorname", ""))  # absent where Python, not SQLite, finds fault
