"""Actors as the store keeps them for linking and for finding: by node, and by the keys of their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from ..nodes import Node
from ..record import Judgement
from .database import Database
from .query import EVERYONE, Called

_SHORTEST_PREFIX = 6
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
SELECT l."left", l."right", l.judgement, l."by" FROM actor AS a
JOIN link AS l ON l.kind = 'actor' AND l."left" = a.node AND l.standing WHERE a.key = ?1
UNION
SELECT l."left", l."right", l.judgement, l."by" FROM actor AS a
JOIN link AS l ON l.kind = 'actor' AND l."right" = a.node AND l.standing WHERE a.key = ?1
ORDER BY 1, 2"""

_KEEP = """INSERT OR REPLACE INTO actor (key, node, name, kind, offices, gender, date) VALUES (?, ?, ?, ?, ?, ?, ?)"""


class Actors:
    """The part of the store that has to do with actors; `Store` inherits it."""

    _database: Database

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

    def ties(self, key: str) -> list[tuple[str, str, Judgement, str]]:
        """Return the standing links of the actors under a key: left, right, judgement and by whom, in order."""
        return self._database.rows(_TIES, key)  # type: ignore[return-value]

    def things(self, id: str) -> list[tuple[str, str]]:
        """Return what an id, or its beginning of 6 characters or more, stands for: what it is, and the whole id.

        What it is: statement, page, contact or actor (a node, whole). At most four of each, in order.
        """
        last = f"{id}\U0010ffff" if len(id) >= _SHORTEST_PREFIX else id
        found = []
        for what in ("statement", "page", "contact"):
            select = f"SELECT DISTINCT id FROM {what} WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 4"
            ids = [row[0] for row in self._database.rows(select, id, last)]
            found += [(what, one) for one in (ids[:1] if ids[:1] == [id] else ids)]
        for table in ("mention", "party", "actor"):
            if self._database.rows(f"SELECT 1 FROM {table} WHERE node = ? LIMIT 1", id):
                return [*found, ("actor", id)]
        return found

    def called(self, called: Called) -> list[str]:
        """Return the nodes of all actors with one of the ids or keys, and of those joined to them, in order."""
        select = f"{EVERYONE} SELECT node FROM everyone ORDER BY node"
        return [node for (node,) in self._database.rows(select, called.as_json())]

    def names(self, called: Called, limit: int) -> list[str]:
        """Return the names that pages give to all who are called so, the commonest first, as linking kept them."""
        select = f"""{EVERYONE} SELECT a.name FROM everyone JOIN actor AS a ON a.node = everyone.node
            GROUP BY a.name ORDER BY count(*) DESC, a.name LIMIT {limit}"""
        return [name for (name,) in self._database.rows(select, called.as_json())]
