"""Actors as the store keeps them for linking and for finding: by node, and by the keys of their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from ..nodes import Node
from ..record import Judgement
from .query import EVERYONE, Called
from .readings import Readings

_NAMED = """
SELECT m.node, m.name, m.kind, m.office, CASE m.role WHEN 'speaker' THEN s.quote_source END, r.published
FROM page AS p JOIN reading AS r ON r.page = p.number AND r.current
JOIN statement AS s ON s.reading = r.number JOIN mention AS m ON m.statement = s.number
WHERE p.id = ?1 AND m.name IS NOT NULL
UNION ALL
SELECT m.node, m.name, m.kind, m.office, NULL, r.published
FROM page AS p JOIN reading AS r ON r.page = p.number AND r.current
JOIN contact AS c ON c.reading = r.number JOIN party AS m ON m.contact = c.number
WHERE p.id = ?1 AND m.name IS NOT NULL"""
_TIES = """
SELECT l."left", l."right", l.judgement, l."by", l.score, l.reason FROM actor AS a
CROSS JOIN link AS l ON l.kind = 'actor' AND l."left" = a.node AND l.standing WHERE a.key = ?1
UNION
SELECT l."left", l."right", l.judgement, l."by", l.score, l.reason FROM actor AS a
CROSS JOIN link AS l ON l.kind = 'actor' AND l."right" = a.node AND l.standing WHERE a.key = ?1
ORDER BY 1, 2"""

_KEEP = """INSERT OR REPLACE INTO actor (key, node, name, kind, offices, gender, date) VALUES (?, ?, ?, ?, ?, ?, ?)"""

_SAID = """
SELECT s.id, p.id, s.date, json_extract(r.outlet, '$.name'), s.act, s.quote_content, s.addressee,
  m.name, m.kind, m.office,
  CASE m.role WHEN 'speaker' THEN json_extract(s.speaker, '$.basis') END,
  CASE WHEN m.role = 'speaker' AND s.co_speakers = '[]' THEN s.quote_source END
FROM json_each(?) AS n JOIN mention AS m ON m.node = n.value AND m.role IN ('speaker', 'co_speaker')
JOIN statement AS s ON s.number = m.statement
JOIN reading AS r ON r.number = s.reading AND r.current JOIN page AS p ON p.number = r.page
ORDER BY s.date IS NULL, s.date, p.id, s.position"""
_MET = """
SELECT DISTINCT c.id, p.id, c.kind, c.status, json_extract(c."on", '$.value'), json_extract(c."where", '$.name'),
  c.participants
FROM json_each(?) AS n JOIN party AS m ON m.node = n.value JOIN contact AS c ON c.number = m.contact
JOIN reading AS r ON r.number = c.reading AND r.current JOIN page AS p ON p.number = r.page
ORDER BY 5 IS NULL, 5, p.id, c.position"""
_SPEAKERS = """
SELECT coalesce(g."group", m.node) AS who, count(DISTINCT s.number) AS n
FROM mention AS m JOIN statement AS s ON s.number = m.statement JOIN reading AS r ON r.number = s.reading AND r.current
LEFT JOIN member AS g ON g.kind = 'actor' AND g.id = m.node
WHERE m.role IN ('speaker', 'co_speaker') GROUP BY who ORDER BY n DESC, who LIMIT ?"""
_MEMBERS = """SELECT id FROM member WHERE kind = 'actor' AND "group" = ? ORDER BY id"""
_NAMED_AS = """
SELECT name, kind FROM mention WHERE node IN (SELECT value FROM json_each(?))
GROUP BY 1, 2 ORDER BY count(*) DESC, 1 LIMIT 1"""
_FEW = 100  # nodes of an actor by which the commonest of its names is told


class Actors(Readings):
    """The part of the store that has to do with actors; `Store` inherits it."""

    def named(self, page_id: str) -> Iterator[tuple[Node, str | None]]:
        """Return the actors that a page's current reading names, one for each time, and the words of the source.

        The words are those of a statement that the actor makes, and None elsewhere.
        """
        for id, name, kind, office, source, published in self._database.rows(_NAMED, page_id):
            date = msgspec.json.decode(published)["value"] if published else None
            yield Node(id=id, name=name, kind=kind, offices=(office,) if office else (), date=date), source

    def keep_actors(self, pages: Iterable[str], actors: Iterable[tuple[str, Node]]) -> set[str]:
        """Keep the actors of these pages, each under a key, in place of what was kept of these pages before.

        Returns the keys under which an actor was that is not there now.
        """
        lost: set[tuple[str, str]] = set()
        kept = {(key, node.id): node for key, node in actors}
        with self._database.writing():
            for page in pages:
                between = (f"{page[:16]}/", f"{page[:16]}0")  # "0" is the character after "/"
                lost.update(self._database.rows("SELECT key, node FROM actor WHERE node > ? AND node < ?", *between))
                self._database.rows("DELETE FROM actor WHERE node > ? AND node < ?", *between)
            for (key, id), node in sorted(kept.items(), key=lambda one: one[0]):
                offices = msgspec.json.encode(node.offices).decode()
                self._database.rows(_KEEP, key, id, node.name, node.kind, offices, node.gender, node.date)
        return {key for key, _ in lost - kept.keys()}

    def namesakes(self, key: str) -> list[Node]:
        """Return the actors under a key, by their ids."""
        select = "SELECT node, name, kind, offices, gender, date FROM actor WHERE key = ? ORDER BY node"
        return [
            Node(id=id, name=name, kind=kind, offices=tuple(msgspec.json.decode(offices)), gender=gender, date=date)
            for id, name, kind, offices, gender, date in self._database.rows(select, key)
        ]

    def ties(self, key: str) -> list[tuple[str, str, Judgement, str, float, str | None]]:
        """Return the standing links of the actors under a key: left, right, judgement, by whom, score, reason."""
        return self._database.rows(_TIES, key)

    def firsts(self, called: Called) -> list[str]:
        """Return one node of every actor who is called so, in order: of those joined the first."""
        select = f"""{EVERYONE} SELECT DISTINCT coalesce(m."group", e.node) FROM everyone AS e
            LEFT JOIN member AS m ON m.kind = 'actor' AND m.id = e.node ORDER BY 1"""
        return [node for (node,) in self._database.rows(select, called.as_json())]

    def names(self, called: Called, limit: int) -> list[str]:
        """Return the names that pages give to all who are called so, the commonest first, as linking kept them."""
        select = f"""{EVERYONE} SELECT a.name FROM everyone CROSS JOIN actor AS a ON a.node = everyone.node
            GROUP BY a.name ORDER BY count(*) DESC, a.name LIMIT {limit}"""
        return [name for (name,) in self._database.rows(select, called.as_json())]

    def said_by(self, nodes: Sequence[str]) -> list[dict[str, Any]]:
        """Return what these nodes say in current readings, by date, the undated last.

        Each with id, page, date, outlet, act, addressees and content; `as` is the speaker as the page has it, with the
        words that name it, which are None where others speak too.
        """
        rows = self._database.rows(_SAID, msgspec.json.encode(nodes).decode())
        return [
            {
                **dict(zip(("id", "page", "date", "outlet", "act", "content"), row, strict=False)),
                "addressee": msgspec.json.decode(row[6]),
                "as": {
                    **dict(zip(("name", "kind", "office"), row[7:10], strict=True)),
                    "basis": row[10],
                    "words": row[11],
                },
            }
            for row in rows
        ]

    def met_by(self, nodes: Sequence[str]) -> list[dict[str, Any]]:
        """Return the contacts of current readings in which these nodes take part, by date, the undated last."""
        names = ("id", "page", "kind", "status", "date", "where", "participants")
        rows = self._database.rows(_MET, msgspec.json.encode(nodes).decode())
        return [{**dict(zip(names, row, strict=True)), "participants": msgspec.json.decode(row[6])} for row in rows]

    def speakers(self, limit: int | None) -> list[tuple[str, str, str, int]]:
        """Return the actors of the record who speak: group, commonest name, kind, and statements, the most first."""
        rows = self._database.rows(_SPEAKERS, -1 if limit is None else limit)
        found = []
        for group, count in rows:
            members = [id for (id,) in self._database.rows(_MEMBERS, group)] or [group]
            name, kind = self._database.rows(_NAMED_AS, msgspec.json.encode(members[:_FEW]).decode())[0]
            found.append((group, name, kind, count))
        return found
