"""The record: one SQLite file that keeps pages, readings and problems, and finds statements again.

Readings are kept by page and by what made them; the last one added is current, and is what is searched. A page's bytes
are kept once, compressed, and so is its text. Nothing here reads the clock, and every order is one of content.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any

import msgspec

from ..errors import StoreError
from ..nodes import node_of
from ..record import Mention, Page, Problem, Reading, Statement, statement_json
from . import schema
from .actors import Actors
from .browse import FOUND_WORDS
from .corrections import Correct, Corrections
from .database import Database, Format
from .keys import Keys
from .links import Links
from .portrait import Portraits
from .query import Query, conditions, has_words
from .readings import FETCHED, FILE, READINGS
from .rows import STATEMENT, as_json, storable, storable_page, value_of
from .topics import Topics
from .traces import Traces
from .witnesses import Witnesses

__all__ = ["FORMAT", "Store"]


def _node(page: str, mention: str) -> str | None:
    return node_of(page, msgspec.json.decode(mention, type=Mention))


FORMAT = Format(
    mark=schema.APPLICATION_ID,
    steps=schema.STEPS,
    views=schema.VIEWS,
    functions={"has_words": (2, has_words), "node": (2, _node)},
    own=FOUND_WORDS,
)
_HEADS_KEPT = 500  # pages whose text and title a long search holds in memory
# How much a word counts in the content, source, speaker, addressee, title, outlet: a choice, not measured.
_WEIGHTS = "4.0, 2.0, 3.0, 1.0, 1.0, 0.0"
_STATEMENTS = "statement AS s JOIN reading AS r ON r.number = s.reading JOIN page AS p ON p.number = r.page"
_BY_DATE = "s.date IS NULL, s.date, p.id, s.position"


class Store(Links, Actors, Portraits, Corrections, Keys, Traces, Topics, Witnesses):
    """One file of the record, open for reading or for writing; a context manager.

    Every method raises StoreError, with a sentence that names the file, where the file cannot be read or written.
    """

    def __init__(self, database: Database, path: str) -> None:
        """Take an open database; `Store.open` makes one."""
        super().__init__(database, path)
        self._largest = {}
        self._known_terms = {}

    @classmethod
    def open(cls, path: str, *, write: bool = False, create: bool = False, wait: float = 60.0) -> Store:
        """Open a file of the record, bringing an older one up to date; with `create`, make it where it is not there.

        `wait` is how many seconds to wait for another program that is writing. Raises StoreError: no such file, not one
        of ours, from a newer version, locked, unreadable.
        """
        return cls(Database.open(path, FORMAT, write=write, create=create, wait=wait), path)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def one_moment(self) -> AbstractContextManager[None]:
        """See the record within as it is at one moment, whatever others write meanwhile."""
        return self._database.one_moment()

    def within(self, seconds: float) -> AbstractContextManager[None]:
        """Give up, with a StoreError that says so, what is asked within and takes longer."""
        return self._database.within(seconds)

    def __enter__(self) -> Store:
        """Return the store itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the file."""
        self.close()

    # What goes in

    def has(self, page_id: str, made_by: str) -> bool:
        """Whether the page has been read by this code and model."""
        return self._made(page_id, made_by) is not None

    def _made(self, page_id: str, made_by: str) -> int | None:
        select = f"SELECT r.number FROM {READINGS} WHERE p.id = ? AND r.made_by = ? AND r.corrects IS NULL"
        rows = self._rows(select, page_id, made_by)
        return rows[0][0] if rows else None

    def add(self, reading: Reading, page: Page | None, *, correct: Correct | None = None, redo: bool = False) -> bool:
        """Keep a reading, and the bytes of its page, in one transaction; False where the reading is there already.

        The reading becomes its page's current one, corrected by `correct` where people have corrected the page; what
        others made of the page stays. With `redo` a reading that differs from what the same code and model made before
        takes its place, and the earlier one stays under another name. Raises StoreError where another page has a
        statement with the same id, ValueError where the reading is not of this page, or lacks a `correct` it needs.
        """
        if page is not None and page.id != reading.page:
            raise ValueError(f"The reading of page {reading.page} came with the bytes of page {page.id}.")
        reading, page = storable(reading), page and storable_page(page)
        with self._database.writing():
            number = self._keep_page(reading.page, reading.sha256, reading.url, page)
            self._keep_receipt(number, reading.file, reading.fetched)
            known = self._made(reading.page, reading.made_by)
            if known is not None:
                if not redo or self._is_as_kept(reading, known):
                    return False
                self._rows("UPDATE reading SET made_by = made_by || ' / before ' || number WHERE number = ?", known)
            self._refuse_taken_ids(reading)
            self._uncorrect(number)
            self._keep_reading(number, reading)
            self._correct_again(number, reading.page, correct)
        return True

    def _is_as_kept(self, reading: Reading, number: int) -> bool:
        kept = self._reading(number)
        return msgspec.structs.replace(reading, file=kept.file, fetched=kept.fetched) == kept

    def add_problem(self, problem: Problem) -> None:
        """Keep a problem with a file that gave no page; the same problem is kept once."""
        problem = storable(problem)
        insert = "INSERT OR IGNORE INTO problem (stage, reason, file, at) VALUES (?, ?, ?, ?)"
        with self._database.writing():
            self._rows(insert, problem.stage, problem.reason, problem.file, problem.at)

    def receive(self, page: Page) -> None:
        """Keep another place or time at which a page was received, and its bytes if they are not there."""
        id, page = page.id, storable_page(page)
        with self._database.writing():
            self._keep_receipt(self._keep_page(id, page.sha256, page.url, page), page.file, page.fetched)

    def _keep_page(self, id: str, sha256: str, url: str | None, page: Page | None) -> int:
        self._rows("INSERT OR IGNORE INTO page (id, sha256, url) VALUES (?, ?, ?)", id, sha256, url)
        if page is not None:
            given = "UPDATE page SET media_type = ?, charset = ?, given = ? WHERE id = ? AND media_type IS NULL"
            self._rows(given, page.media_type, page.charset, as_json(page.given), id)
            if not self._rows("SELECT 1 FROM original WHERE sha256 = ?", sha256):
                insert = "INSERT INTO original (sha256, size, zlib) VALUES (?, ?, ?)"
                self._rows(insert, sha256, len(page.data), zlib.compress(page.data))
        number: int = self._rows("SELECT number FROM page WHERE id = ?", id)[0][0]
        return number

    def _keep_receipt(self, page: int, file: str, fetched: str | None) -> None:
        self._rows("INSERT OR IGNORE INTO receipt (page, file, fetched) VALUES (?, ?, ?)", page, file, fetched)

    def _refuse_taken_ids(self, reading: Reading) -> None:
        elsewhere = f"SELECT 1 FROM {_STATEMENTS} WHERE s.id = ? AND p.id <> ?"
        seen: set[str] = set()
        for statement in reading.statements:
            if statement.id in seen or self._rows(elsewhere, statement.id, reading.page):
                raise StoreError(
                    f"{self.path}: the reading of {reading.file} was not kept, since the id of its statement "
                    f"{statement.id} is taken by another statement."
                )
            seen.add(statement.id)

    # What comes out

    def search(self, query: Query) -> Iterator[dict[str, Any]]:
        """Return the statements found, as the public JSON objects.

        Best first where the query has words; otherwise by date, the undated last, then page, then position in it.
        Raises UsageError where the query has a value that nothing can match.
        """
        asked = conditions(query)
        source = _STATEMENTS
        if asked.full_text:
            source += " JOIN search ON search.rowid = s.number"
        if asked.to_the_letter:
            source += " JOIN search_words AS w ON w.number = s.number"
        best_first = asked.full_text and query.words and query.words.strip()
        order = f"bm25(search, {_WEIGHTS}), {_BY_DATE}" if best_first else _BY_DATE
        where = " AND ".join(("r.current", *asked.clauses))
        limit = -1 if query.limit is None else query.limit
        return self._statements(source, f"WHERE {where} ORDER BY {order} LIMIT {limit}", *asked.values)

    def statement(self, id: str) -> dict[str, Any] | None:
        """Return the statement with this id, or with an id that begins so, or None.

        A statement that only an earlier reading of its page holds is found too: a citation stays good.
        Raises UsageError where several ids begin so.
        """
        ids = self._ids("statement", id)
        if not ids:
            return None
        whole = ids[0] if len(ids) == 1 else self.the(id, "statement")[1]
        newest = "WHERE s.id = ? ORDER BY r.current DESC, r.number DESC LIMIT 1"
        return next(self._statements(_STATEMENTS, newest, whole))

    def page(self, page_id: str) -> Page | None:
        """Return a page with its bytes as received, or None where they are not kept."""
        kept = f"o.zlib, {FILE}, p.media_type, p.charset, p.url, {FETCHED}, p.given"
        select = f"SELECT {kept} FROM page AS p JOIN original AS o ON o.sha256 = p.sha256 WHERE p.id = ?"
        for packed, file, media_type, charset, url, fetched, given in self._rows(select, page_id):
            return Page(
                data=zlib.decompress(packed),
                file=file,
                media_type=media_type,
                charset=charset,
                url=url,
                fetched=fetched,
                given=msgspec.json.decode(given, type=dict[str, str]),
            )
        return None

    def problems(self) -> Iterator[Problem]:
        """Return the problems of files and of current readings, by file, page, stage and place."""
        rows = self._rows("SELECT stage, reason, file, at FROM problems ORDER BY file, page, stage, at, reason")
        return (Problem(stage=stage, reason=reason, file=file, at=at) for stage, reason, file, at in rows)

    def counts(self) -> dict[str, int]:
        """Return how many pages, statements, outlets, contacts and problems there are."""
        sources = {
            "pages": "count(*) FROM page",
            "statements": "count(*) FROM statement AS s JOIN reading AS r ON r.number = s.reading AND r.current",
            "outlets": "count(DISTINCT json_extract(outlet, '$.name')) FROM reading WHERE current",
            "contacts": "count(*) FROM contact AS c JOIN reading AS r ON r.number = c.reading AND r.current",
            "problems": "count(*) FROM problems",
        }
        return {name: self._rows(f"SELECT {source}")[0][0] for name, source in sources.items()}

    def _statements(self, source: str, rest: str, *values: Any) -> Iterator[dict[str, Any]]:
        names = ", ".join(f's."{name}"' for name in STATEMENT)
        select = f"SELECT r.number, {names} FROM {source} {rest}"
        heads: dict[int, Reading] = {}
        for number, *fields in self._database.each(select, *values):
            if number not in heads:
                if len(heads) >= _HEADS_KEPT:
                    heads.clear()
                heads[number] = self._head(number)
            yield statement_json(heads[number], value_of(Statement, STATEMENT, fields))
