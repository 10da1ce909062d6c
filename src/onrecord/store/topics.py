"""Topics as the store keeps them: lists of words under a name, as a person gave them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from .readings import Readings


class Topics(Readings):
    """The part of the store that has to do with topics, and with who speaks for whom; `Store` inherits it."""

    def topics(self) -> dict[str, tuple[str, ...]]:
        """Return every topic's words, by its name."""
        rows = self._database.rows("SELECT name, words FROM topic ORDER BY name")
        return {name: tuple(msgspec.json.decode(words)) for name, words in rows}

    def keep_topic(self, name: str, words: Sequence[str], at: str) -> None:
        """Keep a topic's words in place of those it had; without words it is dropped."""
        with self._database.writing():
            self._database.rows("DELETE FROM topic WHERE name = ?", name)
            if words:
                row = {"name": name, "words": msgspec.json.encode(list(words)).decode(), "at": at}
                self._database.insert("topic", [row])

    def names_of(self, nodes: Sequence[str]) -> list[str]:
        """Return the names that pages give to these nodes, in order."""
        select = """WITH own (node) AS (SELECT value FROM json_each(?))
            SELECT name FROM own JOIN mention USING (node) WHERE name IS NOT NULL
            UNION SELECT name FROM own JOIN party USING (node) WHERE name IS NOT NULL ORDER BY 1"""
        return [name for (name,) in self._database.rows(select, msgspec.json.encode(list(nodes)).decode())]

    def offices_like(self, word: str) -> list[tuple[str, str]]:
        """Return node and office of every speaker whose office has these letters, in order."""
        select = """SELECT DISTINCT node, office FROM mention
            WHERE role IN ('speaker', 'co_speaker') AND instr(lower(office), lower(?)) ORDER BY 1, 2"""
        return [(node, office) for node, office in self._database.rows(select, word)]
