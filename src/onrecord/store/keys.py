"""Keys as the store keeps them: by which pages that may be copies, or of one story, are found among many.

Keys are made from the text of a page and never say more than that: a key that is out of date costs a comparison. Pages
go by their numbers here, which are the store's own and short.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from ..record import Reading
from .database import Database

MOST = 64  # pages that are looked at of those with one key
_CACHE = -128_000  # KiB of the file that a run of linking holds in memory


class Printed(Struct, frozen=True):
    """A page's text as one number, its outlet as another, and whether its keys are kept."""

    page: int
    text: int
    outlet: int
    keyed: bool


class Keys:
    """The part of the store that has to do with keys; `Store` inherits it."""

    _database: Database

    def _head(self, number: int) -> Reading:
        raise NotImplementedError

    def numbers(self, ids: Iterable[str]) -> list[int]:
        """Return the numbers of pages, given their ids; those that are not there are left out."""
        found = (self._database.rows("SELECT number FROM page WHERE id = ?", id) for id in ids)
        return [row[0][0] for row in found if row]

    def head(self, page: int) -> Reading | None:
        """Return a page's current reading without its statements, contacts and problems, or None."""
        rows = self._database.rows("SELECT number FROM reading WHERE page = ? AND current", page)
        return self._head(rows[0][0]) if rows else None

    # Texts and their shingles

    def printed(self, page: int) -> Printed | None:
        """Return what is kept of a page's text, or None."""
        rows = self._database.rows("SELECT page, text, outlet, keyed FROM body WHERE page = ?", page)
        return Printed(*rows[0]) if rows else None

    def keep_printed(self, rows: Iterable[Printed]) -> None:
        """Keep which text pages have, in place of what was kept before."""
        insert = "INSERT OR REPLACE INTO body (page, text, outlet, keyed) VALUES (?, ?, ?, ?)"
        with self._database.writing():
            self._database.many(insert, ((row.page, row.text, row.outlet, row.keyed) for row in rows))

    def with_text(self, text: int) -> list[Printed]:
        """Return two of the pages that have this very text, those whose keys are kept and with the least ids first."""
        select = """SELECT b.page, b.text, b.outlet, b.keyed FROM body AS b JOIN page AS p ON p.number = b.page
            WHERE b.text = ? ORDER BY b.keyed DESC, p.id LIMIT 2"""
        return [Printed(*row) for row in self._database.rows(select, text)]

    def keep_held(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Keep which page holds which other's text beside other texts."""
        with self._database.writing():
            self._database.many("INSERT OR IGNORE INTO held (holder, page) VALUES (?, ?)", pairs)

    def holds(self, holder: str, page: str) -> bool:
        """Whether a page, given its id, was found to hold another's text beside other texts."""
        select = """SELECT 1 FROM held AS h JOIN page AS p ON p.number = h.page JOIN page AS q ON q.number = h.holder
            WHERE q.id = ? AND p.id = ?"""
        return bool(self._database.rows(select, holder, page))

    def keep_shingles(self, rows: Iterable[tuple[int, int, int]]) -> None:
        """Keep keys of texts: each with the number of its outlet and of its page."""
        self._database.rows(f"PRAGMA cache_size = {_CACHE}")
        with self._database.writing():
            self._database.many("INSERT OR IGNORE INTO shingle (key, outlet, page) VALUES (?, ?, ?)", sorted(rows))

    def with_shingle(self, key: int, outlet: int | None = None) -> Sequence[tuple[int, int]]:
        """Return outlet and page of the texts that have a key, of one outlet or any, MOST at the most."""
        select = "SELECT outlet, page FROM shingle WHERE key = ?"
        if outlet is None:
            return self._database.rows(f"{select} LIMIT {MOST}", key)
        return self._database.rows(f"{select} AND outlet = ? LIMIT {MOST}", key, outlet)
