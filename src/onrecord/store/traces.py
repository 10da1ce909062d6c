"""What lines and occasions are made of, as the store keeps it: statements and contacts with all that is joined so far.

Keys are those of `align.lines` and `align.occasions`, hashed: they find candidates, and a key that is out of date costs
a comparison. Statements and contacts go by their numbers here; those of a reading that is not current are not given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from ..record import Contact, Span
from .readings import Readings
from .rows import CONTACT, value_of

BESIDE = 60  # characters on either side of a statement
MOST = 64  # statements or contacts that are looked at of those with one key

_SAID = f"""
SELECT
  s.number, s.id, p.id, s.content, s.quote_content, s.manner, s.parent,
  coalesce(json_extract(s.said, '$.value'), json_extract(r.published, '$.value')),
  coalesce((SELECT "group" FROM member WHERE kind = 'copy' AND id = p.id), p.id),
  coalesce((SELECT "group" FROM member WHERE kind = 'occasion' AND id = s.contact), s.contact),
  substr(t.text, max(1, json_extract(s.content, '$[0][0]') - {BESIDE - 1}), {BESIDE}) || ' '
    || substr(t.text, json_extract(s.content, '$[#-1][1]') + 1, {BESIDE})
FROM statement AS s JOIN reading AS r ON r.number = s.reading AND r.current JOIN page AS p ON p.number = r.page
  JOIN text AS t ON t.number = r.text"""
_SPEAKERS = """
SELECT DISTINCT coalesce(g."group", m.node), m.name
FROM mention AS m LEFT JOIN member AS g ON g.kind = 'actor' AND g.id = m.node
WHERE m.statement = ? AND m.role IN ('speaker', 'co_speaker') ORDER BY 1, 2"""
_REPORTED = f"""
SELECT
  c.number, p.id, json_extract(r.published, '$.value'),
  coalesce((SELECT "group" FROM member WHERE kind = 'copy' AND id = p.id), p.id),
  {", ".join(f'c."{name}"' for name in CONTACT)}
FROM contact AS c JOIN reading AS r ON r.number = c.reading AND r.current JOIN page AS p ON p.number = r.page"""
_PARTIES = """
SELECT m.name, coalesce(g."group", m.node)
FROM party AS m LEFT JOIN member AS g ON g.kind = 'actor' AND g.id = m.node
WHERE m.contact = ? ORDER BY 1, 2"""

_WITH_PHRASES = f"""
SELECT k.value, p.statement
FROM json_each(?) AS k CROSS JOIN phrase AS p ON p.key = k.value AND p.statement <= coalesce(
  (SELECT statement FROM phrase WHERE key = k.value ORDER BY statement LIMIT 1 OFFSET {MOST - 1}), {(1 << 63) - 1})"""


class Said(Struct, frozen=True, kw_only=True):
    """A statement with the groups that it, its page and its speakers are in.

    `speakers` are pairs of an actor of the record and its name here. `date` is when it was said, else printed. `beside`
    are the letters just before and just behind it.
    """

    number: int
    id: str
    page: str
    spans: tuple[Span, ...]
    quote: str
    manner: str
    around: tuple[str, ...]
    date: str | None
    copies: str
    occasion: str | None
    beside: str
    speakers: tuple[tuple[str, str], ...]


class Reported(Struct, frozen=True, kw_only=True):
    """A contact with its page, the page's date and group of copies, and the actors by its parties' names."""

    number: int
    page: str
    printed: str | None
    copies: str
    contact: Contact
    actors: dict[str, str]


class Traces(Readings):
    """The part of the store that has to do with what lines and occasions are made of; `Store` inherits it."""

    def said_on(self, page: str) -> Iterator[Said]:
        """Yield the statements of a page, in order."""
        for row in self._database.rows(f"{_SAID} WHERE p.id = ? ORDER BY s.position", page):
            yield self._said(*row)

    def said(self, number: int) -> Said | None:
        """Return a statement, or None where it is no longer current."""
        rows = self._database.rows(f"{_SAID} WHERE s.number = ?", number)
        return self._said(*rows[0]) if rows else None

    def number_of_statement(self, id: str) -> int | None:
        """Return the number of a statement of a current reading, given its id."""
        return self._number("statement", id)

    def number_of_contact(self, id: str) -> int | None:
        """Return the number of a contact of a current reading, given its id."""
        return self._number("contact", id)

    def _number(self, table: str, id: str) -> int | None:
        select = (
            f"SELECT t.number FROM {table} AS t JOIN reading AS r ON r.number = t.reading AND r.current WHERE t.id = ?"
        )
        rows = self._database.rows(select, id)
        return rows[0][0] if rows else None

    def reported_on(self, page: str) -> Iterator[Reported]:
        """Yield the contacts of a page, in order."""
        for row in self._database.rows(f"{_REPORTED} WHERE p.id = ? ORDER BY c.position", page):
            yield self._reported(*row)

    def reported(self, number: int) -> Reported | None:
        """Return a contact, or None where it is no longer current."""
        rows = self._database.rows(f"{_REPORTED} WHERE c.number = ?", number)
        return self._reported(*rows[0]) if rows else None

    def keep_phrases(self, rows: Iterable[tuple[int, int]]) -> None:
        """Keep keys of statements, each with the statement's number."""
        with self._database.writing():
            self._database.many("INSERT OR IGNORE INTO phrase (key, statement) VALUES (?, ?)", sorted(rows))

    def with_phrases(self, keys: Iterable[int]) -> dict[int, list[int]]:
        """Return the statements that have each of these keys, MOST of them at the most."""
        found: dict[int, list[int]] = {}
        for key, number in self._database.rows(_WITH_PHRASES, msgspec.json.encode(list(keys)).decode()):
            found.setdefault(key, []).append(number)
        return found

    def keep_encounters(self, rows: Iterable[tuple[int, int]]) -> None:
        """Keep keys of contacts, each with the contact's number."""
        with self._database.writing():
            self._database.many("INSERT OR IGNORE INTO encounter (key, contact) VALUES (?, ?)", sorted(rows))

    def with_encounter(self, key: int) -> list[int]:
        """Return the contacts that have a key, MOST of them at the most."""
        select = f"SELECT contact FROM encounter WHERE key = ? LIMIT {MOST}"
        return [number for (number,) in self._database.rows(select, key)]

    def _said(
        self,
        number: int,
        id: str,
        page: str,
        content: str,
        quote: str,
        *rest: str | int | None,
    ) -> Said:
        manner, parent, date, copies, occasion, beside = rest
        fields = {"number": number, "id": id, "page": page, "quote": quote, "spans": msgspec.json.decode(content)}
        fields |= {"manner": manner, "date": date, "copies": copies, "occasion": occasion, "beside": beside}
        fields |= {"around": self._around(parent), "speakers": self._database.rows(_SPEAKERS, number)}
        return msgspec.convert(fields, Said)

    def _around(self, parent: str | int | None) -> list[str]:
        """The statement in which one stands, the one in which that stands, and so on."""
        chain: list[str] = []
        while isinstance(parent, str) and parent not in chain:
            chain.append(parent)
            rows = self._database.rows(
                "SELECT s.parent FROM statement AS s JOIN reading AS r ON r.number = s.reading AND r.current "
                "WHERE s.id = ?",
                parent,
            )
            parent = rows[0][0] if rows else None
        return chain

    def _reported(self, number: int, page: str, printed: str | None, copies: str, *fields: str | None) -> Reported:
        return Reported(
            number=number,
            page=page,
            printed=printed,
            copies=copies,
            contact=value_of(Contact, CONTACT, fields),
            actors=dict(self._database.rows(_PARTIES, number)),
        )
