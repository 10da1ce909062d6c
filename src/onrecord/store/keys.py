"""Keys as the store keeps them: by which pages that may be copies, or of one story, are found among many.

Keys are made from the text of a page and never say more than that: a key that is out of date costs a comparison. Pages
go by their numbers here, which are the store's own and short.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec import Struct

from ..record import Date, Reading
from .readings import Readings

MOST = 64  # pages that are looked at of those with one key
# Among the words of `word_count`, none of which has a blank: how many pages there were, in how many words were counted.
IN_ALL, COUNTED = "pages in all", "pages counted"
_PRINTED = """SELECT b.page, p.id, b.text, b.outlet, b.title, b.address, b.keyed, b.words
    FROM body AS b JOIN page AS p ON p.number = b.page"""
_TOPICAL = "SELECT t.page, p.id, t.day FROM story_page AS t JOIN page AS p ON p.number = t.page"
_CACHE = -256_000  # KiB of the file that a run of linking holds in memory


class Printed(Struct, frozen=True):
    """A page's id and text: text, outlet, title and address as numbers, 0 where unknown, and its words, packed.

    `keyed` says whether its keys are kept: of pages with one text those of one are.
    """

    page: int
    id: str
    text: int
    outlet: int
    title: int
    address: int
    keyed: bool
    words: bytes


class Topical(Struct, frozen=True):
    """A page that may be of a story: its id, and the day on which it appeared."""

    page: int
    id: str
    day: int

    @property
    def rank(self) -> tuple[int, str]:
        """What pages are put in order by: their day, then their id."""
        return self.day, self.id


class Keys(Readings):
    """The part of the store that has to do with keys; `Store` inherits it."""

    def numbers(self, ids: Iterable[str]) -> list[int]:
        """Return the numbers of pages, given their ids; those that are not there are left out."""
        select = "SELECT p.number FROM json_each(?) AS i CROSS JOIN page AS p ON p.id = i.value ORDER BY i.key"
        return [number for (number,) in self._database.rows(select, msgspec.json.encode(list(ids)).decode())]

    def ids(self, numbers: Iterable[int]) -> list[str]:
        """Return the ids of pages, given their numbers; those that are not there are left out."""
        select = "SELECT p.id FROM json_each(?) AS i CROSS JOIN page AS p ON p.number = i.value ORDER BY i.key"
        return [id for (id,) in self._database.rows(select, msgspec.json.encode(list(numbers)).decode())]

    def head(self, page: int) -> Reading | None:
        """Return a page's current reading without its statements, contacts and problems, or None."""
        rows = self._database.rows("SELECT number FROM reading WHERE page = ? AND current", page)
        return self._head(rows[0][0]) if rows else None

    # Texts and their shingles

    def printed(self, page: int) -> Printed | None:
        """Return what is kept of a page's text, or None."""
        rows = self._database.rows(f"{_PRINTED} WHERE b.page = ?", page)
        return Printed(*rows[0]) if rows else None

    def keep_printed(self, rows: Iterable[Printed]) -> None:
        """Keep which text pages have, in place of what was kept before."""
        insert = """INSERT OR REPLACE INTO body (page, text, outlet, title, address, keyed, words)
            VALUES (?, ?, ?, ?, ?, ?, ?)"""
        values = ((row.page, row.text, row.outlet, row.title, row.address, row.keyed, row.words) for row in rows)
        with self._database.writing():
            self._database.many(insert, values)

    def keyed(self, text: int) -> int | None:
        """Return the page, of those with this very text, whose keys are kept; None where none's are."""
        rows = self._database.rows("SELECT page FROM body WHERE text = ? AND keyed = 1 LIMIT 1", text)
        return rows[0][0] if rows else None

    def with_text(self, text: int) -> list[int]:
        """Return the pages that have this very text."""
        return [page for (page,) in self._database.rows("SELECT page FROM body WHERE text = ? ORDER BY page", text)]

    def versions(self, page: int) -> list[int]:
        """Return the other pages, MOST at the most, that an outlet printed under one title or at one address."""
        select = "SELECT other.page FROM body AS own JOIN body AS other ON other.page <> own.page"
        titled = "other.outlet = own.outlet AND other.title = own.title AND other.title <> 0"
        placed = "other.address = own.address AND other.address <> 0"
        found: set[int] = set()
        for alike in (titled, placed):
            rows = self._database.rows(f"{select} AND {alike} WHERE own.page = ? LIMIT {MOST}", page)
            found.update(other for (other,) in rows)
        return sorted(found)

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

    # Stories: how many pages have a word, by which words pages are found, and how near they are to one another

    def pages_read(self) -> list[int]:
        """Return the numbers of all pages that have a reading, by their ids."""
        select = "SELECT r.page FROM reading AS r JOIN page AS p ON p.number = r.page WHERE r.current ORDER BY p.id"
        return [page for (page,) in self._database.rows(select)]

    def published(self, page: int) -> tuple[str, Date | None] | None:
        """Return the id of a page and the date of its current reading, or None."""
        select = """SELECT p.id, r.published FROM reading AS r JOIN page AS p ON p.number = r.page
            WHERE r.page = ? AND r.current"""
        for id, date in self._database.rows(select, page):
            return id, msgspec.json.decode(date, type=Date) if date else None
        return None

    def keep_words(self, pages: Mapping[str, int]) -> None:
        """Keep how many pages have each word, in place of what was kept, and forget how near pages are to one another.

        That is to be done anew; `keep_counted` says that it is done.
        """
        with self._database.writing():
            for table in ("word_count", "story_page", "story_word", "story_near"):
                self._database.rows(f"DELETE FROM {table}")
            self._database.many("INSERT INTO word_count (word, pages) VALUES (?, ?)", sorted(pages.items()))

    def keep_counted(self, pages: int, counted: int) -> None:
        """Keep how many pages there were when words were counted, and in how many of these they were."""
        insert = "INSERT OR REPLACE INTO word_count (word, pages) VALUES (?, ?)"
        with self._database.writing():
            self._database.many(insert, ((IN_ALL, pages), (COUNTED, counted)))

    def having(self, word: str) -> int:
        """Return how many of the pages in which words were last counted had a word; IN_ALL and COUNTED count so too."""
        rows = self._database.rows("SELECT pages FROM word_count WHERE word = ?", word)
        return rows[0][0] if rows else 0

    def topical_pages(self) -> int:
        """Return how many pages may be of a story."""
        count: int = self._database.rows("SELECT count(*) FROM story_page")[0][0]
        return count

    def topical(self, page: int) -> Topical | None:
        """Return a page with its day, or None where it has too few words."""
        return next(iter(self.topicals([page])), None)

    def topicals(self, pages: Iterable[int]) -> list[Topical]:
        """Return pages with their days, those alone that have words enough, in order of their numbers."""
        select = f"{_TOPICAL} WHERE t.page IN (SELECT value FROM json_each(?)) ORDER BY t.page"
        rows = self._database.rows(select, msgspec.json.encode(list(pages)).decode())
        return [Topical(*row) for row in rows]

    def keep_topical(self, gone: Iterable[int], pages: Iterable[tuple[int, int, Iterable[str]]]) -> None:
        """Keep on which days pages appeared, and the words by which they are found.

        First what is kept of `gone` is forgotten, but for such words: one that is out of date costs a look.
        """
        with self._database.writing():
            for page in gone:
                others = [(other, page) for _, other, _, _ in self.near([page])]
                self._database.many("DELETE FROM story_near WHERE page = ? AND other = ?", others)
                for table in ("story_near", "story_page"):
                    self._database.rows(f"DELETE FROM {table} WHERE page = ?", page)
            for page, day, words in pages:
                self._database.rows("INSERT INTO story_page (page, day) VALUES (?, ?)", page, day)
                insert = "INSERT OR IGNORE INTO story_word (word, day, page) VALUES (?, ?, ?)"
                self._database.many(insert, ((word, day, page) for word in words))

    def with_word(self, word: str, since: int, until: int) -> list[int]:
        """Return pages with a word that appeared from one day to another, the latest first, MOST at the most."""
        select = f"""SELECT page FROM story_word WHERE word = ? AND day BETWEEN ? AND ?
            ORDER BY day DESC, page LIMIT {MOST}"""
        return [page for (page,) in self._database.rows(select, word, since, until)]

    def keep_near(self, pairs: Iterable[tuple[int, int, int]], found: bool) -> None:
        """Keep how near pages are to one another; `found` are those that share the words by which pages are found."""
        verb = "REPLACE" if found else "IGNORE"
        rows = ((*ends, near, found) for one, other, near in pairs for ends in ((one, other), (other, one)))
        with self._database.writing():
            insert = f"INSERT OR {verb} INTO story_near (page, other, near, found) VALUES (?, ?, ?, ?)"
            self._database.many(insert, rows)

    def near(self, pages: Iterable[int]) -> list[tuple[int, int, int, bool]]:
        """Return the pages that some were compared with: page, other, how near, whether it was found by its words."""
        select = """SELECT n.page, n.other, n.near, n.found FROM json_each(?) AS p CROSS JOIN story_near AS n
            ON n.page = p.value ORDER BY n.page, n.other"""
        rows = self._database.rows(select, msgspec.json.encode(list(pages)).decode())
        return [(page, other, near, bool(found)) for page, other, near, found in rows]
