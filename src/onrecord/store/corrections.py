"""Corrections as the store keeps them: appended and never changed, and each page's reading as they leave it.

What the machine read stays. Where a page's corrections change anything, the corrected reading stands beside it and is
the page's current one, so that search, views and exports show it; it is made anew whenever either side changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from ..errors import UsageError
from ..record import Correction, Reading, Seen
from .ids import LEAST, Ids
from .readings import INDEXED, READINGS, check_instant

Correct = Callable[[Reading, Sequence[Correction]], Reading]

_SELECT = 'SELECT number, page, target, field, value, "by", at, note, seen FROM correction'
_CORRECTED = "SELECT number FROM reading WHERE page = ? AND corrects IS NOT NULL"
_LATEST = "SELECT max(number) FROM reading WHERE corrects IS NULL AND page = ?"
# All that hangs on a reading's statements and contacts goes before they do.
_FORGET = (
    "UPDATE reading SET current = 0 WHERE number = ? AND current",
    f"INSERT INTO search (search, rowid, {INDEXED}) "
    f"SELECT 'delete', number, {INDEXED} FROM search_words WHERE reading = ?",
    "DELETE FROM mention WHERE statement IN (SELECT number FROM statement WHERE reading = ?)",
    "DELETE FROM party WHERE contact IN (SELECT number FROM contact WHERE reading = ?)",
    "DELETE FROM statement WHERE reading = ?",
    "DELETE FROM contact WHERE reading = ?",
    "DELETE FROM problem WHERE reading = ?",
    "DELETE FROM reading WHERE number = ?",
)


class Corrections(Ids):
    """The part of the store that has to do with corrections; `Store` inherits it."""

    def correct(self, corrections: Sequence[Correction], correct: Correct) -> tuple[int, ...]:
        """Append the corrections and make the current readings of their pages anew; return the numbers they got.

        `correct` makes the corrected reading from the machine's. All in one transaction. Raises UsageError where a
        page is not in the record, ValueError where an instant is not written as `Correction` says.
        """
        numbers = []
        with self._database.writing():
            for one in corrections:
                check_instant(one.at)
                row = {name: getattr(one, name) for name in ("page", "target", "field", "by", "at", "note")}
                row["value"] = msgspec.json.encode(one.value).decode()
                row["seen"] = msgspec.json.encode(one.seen).decode() if one.seen else None
                numbers.append(self._database.insert("correction", [row]))
            for page in dict.fromkeys(one.page for one in corrections):
                rows = self._database.rows("SELECT number FROM page WHERE id = ?", page)
                if not rows:
                    raise UsageError(f"{self.path}: there is no page {page}.")
                self._correct_again(rows[0][0], page, correct)
        return tuple(numbers)

    def corrections(self, page: str | None = None) -> Iterator[Correction]:
        """Return the corrections of a page, or all, in the order in which they came, the undone too."""
        where, values = ("WHERE page = ?", (page,)) if page else ("", ())
        for number, *texts, seen in self._database.rows(f"{_SELECT} {where} ORDER BY number", *values):
            names = ("page", "target", "field", "value", "by", "at", "note")
            fields = dict(zip(names, texts, strict=True))
            fields["value"] = msgspec.json.decode(fields["value"])
            sight = msgspec.json.decode(seen, type=Seen) if seen else None
            yield Correction(**fields, number=number, seen=sight)

    def machine(self, page_id: str) -> Reading | None:
        """Return what the machine last read from a page, without corrections, or None."""
        with self._database.one_moment():
            number = self._database.rows(_LATEST.replace("?", "(SELECT number FROM page WHERE id = ?)"), page_id)[0][0]
            return self._reading(number) if number is not None else None

    def target(self, id: str) -> tuple[str, str]:
        """Return page and id of the statement or page that an id, or its beginning, names, also of one taken back.

        Raises UsageError where there is none, or several.
        """
        added = "SELECT DISTINCT page, target FROM correction WHERE target BETWEEN ? AND ? LIMIT 2"
        if not self.things(id) and len(id) >= LEAST:
            rows = self._database.rows(added, id, f"{id}\U0010ffff")
            if len(rows) == 1:
                return rows[0][0], rows[0][1]
        what, whole = self.the(id, "statement", "page")
        page = f"SELECT p.id FROM {READINGS} JOIN statement AS s ON s.reading = r.number WHERE s.id = ?"
        return (whole if what == "page" else self._database.rows(page, whole)[0][0]), whole

    def _correct_again(self, page: int, id: str, correct: Correct | None) -> None:
        """Make the page's corrected reading anew from the machine's latest, and choose which of the two is current.

        Raises ValueError where there are corrections and nothing to apply them with.
        """
        corrections = tuple(self.corrections(id))
        latest = self._database.rows(_LATEST, page)[0][0]
        if not corrections or latest is None:
            return
        if correct is None:
            raise ValueError(f"Page {id} has corrections, and the reading came without the way to apply them.")
        self._uncorrect(page)
        machine = self._reading(latest)
        corrected = correct(machine, corrections)
        self._database.rows("UPDATE reading SET current = 0 WHERE page = ? AND current", page)
        self._database.rows("UPDATE reading SET current = 1 WHERE number = ?", latest)
        if corrected is not machine:
            number = self._keep_reading(page, corrected)
            self._database.rows("UPDATE reading SET corrects = ? WHERE number = ?", latest, number)

    def _uncorrect(self, page: int) -> None:
        """Forget the page's corrected reading, which is worked out and can be made again."""
        for (number,) in self._database.rows(_CORRECTED, page):
            for sql in _FORGET:
                self._database.rows(sql, number)
