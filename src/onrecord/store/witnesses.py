"""What other pages tell of when a page may have appeared: its copies, reports of its contacts, its lines."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from ..record import Date
from .readings import Readings

MOST = 64  # tellings of a line that are looked at

_COPIES = """
SELECT o.id, json_extract(r.outlet, '$.name'), r.published
FROM member AS m JOIN member AS o ON o.kind = 'copy' AND o."group" = m."group" AND o.id <> m.id
  JOIN page AS p ON p.id = o.id JOIN reading AS r ON r.page = p.number AND r.current
WHERE m.kind = 'copy' AND m.id = ? AND json_extract(r.published, '$.value') IS NOT NULL ORDER BY o.id"""
_REPORTS = """
SELECT o.id, p.id, c.status, c."on", json_extract(r.outlet, '$.name'), r.published
FROM member AS m JOIN member AS o ON o.kind = 'occasion' AND o."group" = m."group" AND o.id <> m.id
  JOIN contact AS c ON c.id = o.id JOIN reading AS r ON r.number = c.reading AND r.current
  JOIN page AS p ON p.number = r.page
WHERE m.kind = 'occasion' AND m.id = ? ORDER BY o.id"""
_LINES = """
SELECT DISTINCT m."group"
FROM page AS p JOIN reading AS r ON r.page = p.number AND r.current JOIN statement AS s ON s.reading = r.number
  JOIN member AS m ON m.kind = 'line' AND m.id = s.id
WHERE p.id = ? ORDER BY 1"""
_TELLERS = f"""
SELECT o.id, p.id, json_extract(r.outlet, '$.name'), r.published
FROM (SELECT id FROM member WHERE kind = 'line' AND "group" = ? ORDER BY id LIMIT {MOST}) AS o
  JOIN statement AS s ON s.id = o.id JOIN reading AS r ON r.number = s.reading AND r.current
  JOIN page AS p ON p.number = r.page
ORDER BY o.id"""


_UNDATED = """
SELECT id FROM (
  SELECT p.id, coalesce(json_extract(r.published, '$.value'), '') AS value
  FROM reading AS r JOIN page AS p ON p.number = r.page WHERE r.current
)
WHERE length(value) < 10 OR value GLOB '*/*' ORDER BY id"""


class Told(Struct, frozen=True, kw_only=True):
    """Another page that tells the same, by its statement or contact (`id`), or prints it (then `id` is the page's).

    `on` and `status` are those of a contact.
    """

    id: str
    page: str
    outlet: str | None
    published: Date | None
    status: str | None = None
    on: Date | None = None


class Witnesses(Readings):
    """The part of the store that has to do with what pages tell of one another; `Store` inherits it."""

    def undated_pages(self) -> list[str]:
        """Return the ids, in order, of the pages whose current reading has no day: no date, a month, an interval."""
        return [id for (id,) in self._database.rows(_UNDATED)]

    def dated_copies(self, page: str) -> list[Told]:
        """Return the other pages of the group of copies that a page is in, those that have a date, by id."""
        rows = self._database.rows(_COPIES, page)
        return [Told(id=id, page=id, outlet=outlet, published=_date(date)) for id, outlet, date in rows]

    def other_reports(self, contact: str) -> list[Told]:
        """Return the other contacts of the occasion that a contact is in, by id."""
        return [
            Told(id=id, page=page, outlet=outlet, published=_date(date), status=status, on=_date(on))
            for id, page, status, on, outlet, date in self._database.rows(_REPORTS, contact)
        ]

    def lines_of(self, page: str) -> list[str]:
        """Return the lines of two statements or more in which the statements of a page stand."""
        return [group for (group,) in self._database.rows(_LINES, page)]

    def tellers(self, line: str) -> list[Told]:
        """Return the statements of a line, MOST at the most, by id."""
        rows = self._database.rows(_TELLERS, line)
        return [Told(id=id, page=page, outlet=outlet, published=_date(date)) for id, page, outlet, date in rows]


def _date(json: str | None) -> Date | None:
    return msgspec.json.decode(json, type=Date) if json else None
