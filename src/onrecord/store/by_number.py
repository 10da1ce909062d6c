"""Statements, pages and contacts given by the numbers that this file has for them, many at a time and without texts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from ..record import Contact, Date, LinkKind, Statement
from .readings import FILE, Readings
from .rows import CONTACT, STATEMENT, value_of

_FIELDS = ", ".join(f's."{name}"' for name in STATEMENT)
_ROWS = f"""SELECT s.number, p.id, {FILE}, coalesce(p.url, json_extract(r.address, '$.text')),
json_extract(r.outlet, '$.name'), json_extract(r.title, '$.text'), r.published, r.made_by,
s.quote_source, s.quote_cue, s.quote_content, {_FIELDS}
FROM statement AS s JOIN reading AS r ON r.number = s.reading JOIN page AS p ON p.number = r.page
WHERE s.number IN """
_PAGES = f"""SELECT r.number, p.id, {FILE}, coalesce(p.url, json_extract(r.address, '$.text')),
json_extract(r.outlet, '$.name'), json_extract(r.title, '$.text'), r.published,
(SELECT count(*) FROM statement WHERE reading = r.number)
FROM reading AS r JOIN page AS p ON p.number = r.page WHERE r.number IN """
_CONTACTS = f"""SELECT c.number, p.id, json_extract(r.outlet, '$.name'), json_extract(r.title, '$.text'),
{", ".join(f'c."{name}"' for name in CONTACT)}
FROM contact AS c JOIN reading AS r ON r.number = c.reading JOIN page AS p ON p.number = r.page WHERE c.number IN """


class ByNumber(Readings):
    """The part of the store that gives things by their numbers; `Store` inherits it."""

    _largest: dict[tuple[LinkKind, int], tuple[int | None, list[tuple[str, int]]]]

    def of_numbers(self, numbers: list[int]) -> list[dict[str, Any]]:
        """Return statements, by the numbers that this file gives them, as the public JSON objects, in that order."""
        rows = self._database.rows(f"{_ROWS}({', '.join('?' * len(numbers))})", *numbers)
        found = {row[0]: _statement(row) for row in rows}
        return [found[number] for number in numbers if number in found]

    def of_ids(self, ids: Iterable[str]) -> list[dict[str, Any]]:
        """Return statements of current readings by their ids, as the public JSON objects, in that order."""
        wanted = list(dict.fromkeys(ids))
        select = f"""SELECT s.number FROM statement AS s JOIN reading AS r ON r.number = s.reading AND r.current
            WHERE s.id IN ({", ".join("?" * len(wanted))})"""
        found = {
            row["id"]: row for row in self.of_numbers([number for (number,) in self._database.rows(select, *wanted)])
        }
        return [found[id] for id in wanted if id in found]

    def pages_of_ids(self, ids: Iterable[str]) -> list[dict[str, Any]]:
        """Return what pages say of themselves, by their ids, in that order."""
        wanted = list(dict.fromkeys(ids))
        select = f"""SELECT r.number FROM page AS p JOIN reading AS r ON r.page = p.number AND r.current
            WHERE p.id IN ({", ".join("?" * len(wanted))})"""
        numbers = [number for (number,) in self._database.rows(select, *wanted)]
        found = {row["id"]: row for row in self.pages_of_numbers(numbers)}
        return [found[id] for id in wanted if id in found]

    def pages_that_begin(self, starts: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Return what pages say of themselves, by the beginnings of their ids: one page for each."""
        found: dict[str, str] = {}
        for start in dict.fromkeys(starts):
            rows = self._database.rows("SELECT id FROM page WHERE id >= ? AND id < ? || 'g' LIMIT 1", start, start)
            if rows:
                found[start] = rows[0][0]
        pages = {page["id"]: page for page in self.pages_of_ids(found.values())}
        return {start: pages[id] for start, id in found.items() if id in pages}

    def earliest(self, stories: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Return, for each group of pages of one story, the page that was published first: it names the story."""
        wanted = list(dict.fromkeys(stories))
        select = f"""SELECT m."group", json_extract(r.published, '$.value'), p.id, r.number FROM member AS m
            JOIN page AS p ON p.id = m.id JOIN reading AS r ON r.page = p.number AND r.current
            WHERE m.kind = 'story' AND m."group" IN ({", ".join("?" * len(wanted))})"""
        rows = sorted(self._database.rows(select, *wanted), key=lambda row: (row[1] or "~", row[2]), reverse=True)
        first = {group: number for group, _, _, number in rows}
        pages = {page["id"]: page for page in self.pages_of_numbers(list(first.values()))}
        ids = {group: id for group, _, id, _ in rows}
        return {group: pages[id] for group, id in ids.items() if id in pages}

    def largest(self, kind: LinkKind, limit: int) -> list[tuple[str, int]]:
        """Return the groups of a kind with the most members: group and number of members.

        Groups change with links alone, so that what was counted is kept until one is appended.
        """
        last = self._database.rows("SELECT max(number) FROM link")[0][0]
        if self._largest.get((kind, limit), (None, []))[0] != last or last is None:
            select = """SELECT "group", count(*) FROM member WHERE kind = ? GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"""
            self._largest[kind, limit] = (last, self._database.rows(select, kind, limit))
        return self._largest[kind, limit][1]

    def pages_of_numbers(self, numbers: list[int]) -> list[dict[str, Any]]:
        """Return what pages say of themselves and how many statements they have, by numbers that `listed` gave."""
        rows = self._database.rows(f"{_PAGES}({', '.join('?' * len(numbers))})", *numbers)
        names = ("id", "file", "url", "outlet", "title", "published", "statements")
        found = {
            row[0]: dict(zip(names, row[1:], strict=True)) | {"published": row[6] and msgspec.json.decode(row[6])}
            for row in rows
        }
        return [found[number] for number in numbers if number in found]

    def contacts_of_numbers(self, numbers: list[int]) -> list[dict[str, Any]]:
        """Return contacts, by numbers that `listed` gave, as the public JSON objects, with page, outlet and title."""
        rows = self._database.rows(f"{_CONTACTS}({', '.join('?' * len(numbers))})", *numbers)
        found = {
            row[0]: msgspec.to_builtins(value_of(Contact, CONTACT, row[4:]))
            | {"page": row[1], "outlet": row[2], "title": row[3]}
            for row in rows
        }
        return [found[number] for number in numbers if number in found]


def _statement(row: tuple[Any, ...]) -> dict[str, Any]:
    """Return a row of _ROWS as `record.statement_json` gives it."""
    _, page, file, url, outlet, title, published, made_by, source, cue, content, *fields = row
    plain: dict[str, Any] = msgspec.to_builtins(value_of(Statement, STATEMENT, fields))
    head = {
        "id": plain.pop("id"),
        "page": page,
        "file": file,
        "url": url,
        "outlet": outlet,
        "title": title,
        "published": msgspec.to_builtins(msgspec.json.decode(published, type=Date)) if published else None,
        **{role: plain.pop(role) for role in ("source", "cue", "content")},
        "quote": {"source": source, "cue": cue, "content": content},
    }
    return {**head, **plain, "made_by": made_by}
