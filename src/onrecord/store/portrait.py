"""One actor as its room shows it: what it said, how it is named, its offices and whom it met, all counted.

An actor is all the nodes that stand for it. However much it said, so many of its statements are looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from .browse import COUNTED, Browsing

LOOKED = 1000  # statements, the newest, whose values are counted
NAMED = 100  # statements, the newest, by which names and offices are told
NEWEST = 20  # statements that are given whole
CONTACTS = 200  # contacts that are looked at
NAMES = 60  # names and offices that are given

OF_TERM = f"""SELECT f.statement, f.first, f.terms
FROM term AS t JOIN stated AS l ON l.term = t.number CROSS JOIN facet AS f ON f.statement = l.statement
WHERE t.kind = ? AND t.value = ? ORDER BY l.first DESC, l.statement DESC LIMIT {LOOKED}"""
_OF_NODES = f"""SELECT DISTINCT f.statement, f.first, f.terms
FROM json_each(?) AS n JOIN mention AS m ON m.node = n.value AND m.role IN ('speaker', 'co_speaker')
JOIN facet AS f ON f.statement = m.statement LIMIT {COUNTED + 1}"""
# What a page says of who speaks: outlet, node, name, office; the source's words, None where they are a pronoun or name
# others too; and the days.
_WORDS = """SELECT json_extract(r.outlet, '$.name'), m.node, m.name, m.office,
  CASE WHEN m.role = 'speaker' AND s.co_speakers = '[]' AND json_extract(s.speaker, '$.basis') <> 'pronoun'
    THEN nullif(s.quote_source, '') END,
  f.first, f.last
FROM json_each(?) AS n JOIN facet AS f ON f.statement = n.value JOIN statement AS s ON s.number = n.value
JOIN reading AS r ON r.number = s.reading
JOIN mention AS m ON m.statement = n.value AND m.role IN ('speaker', 'co_speaker')"""
_NAMED = f"""SELECT name, kind, count(*) FROM (
  SELECT m.name, m.kind FROM json_each(?) AS n JOIN mention AS m ON m.node = n.value
  WHERE m.name IS NOT NULL LIMIT {COUNTED}
) GROUP BY 1, 2 ORDER BY 3 DESC, 1 LIMIT {NAMES}"""
_MET = f"""SELECT DISTINCT c.number FROM json_each(?1) AS n JOIN party AS y ON y.node = n.value
JOIN contact AS c ON c.number = y.contact JOIN reading AS r ON r.number = c.reading AND r.current
LIMIT {CONTACTS}"""

_TOLD = """SELECT s.id, s.date, s.act, s.quote_content FROM json_each(?1) AS n JOIN statement AS s ON s.number = n.value
ORDER BY n.key"""


class Portrait(Struct, frozen=True, kw_only=True):
    """An actor: its nodes, counts as `Found` has them, names with their kinds, what outlets call it, its offices.

    `facets` and `acts` are of the newest `counted` statements. `called` are rows of outlet, words and count; `offices`
    of title, first and last day as numbers, and count.
    """

    nodes: tuple[str, ...]
    total: int
    at_least: bool
    counted: int
    facets: dict[str, list[tuple[str, int]]]
    acts: dict[str, list[tuple[int, int]]]
    days: list[tuple[int, int]]
    names: list[tuple[str, str, int]]
    called: list[tuple[str | None, str, int]]
    offices: list[tuple[str, int | None, int, int]]
    statements: list[dict[str, Any]]
    contacts: list[dict[str, Any]]


class Portraits(Browsing):
    """The part of the store that tells of one actor; `Store` inherits it."""

    def portrait(self, nodes: Sequence[str]) -> Portrait:
        """Return what the record has of the actor for which these nodes stand."""
        newest, days, at_least = self._newest(nodes)
        return replace(self._portrait(nodes, newest, days), at_least=at_least)

    def portrait_by_name(self, name: str) -> Portrait:
        """Return what the record has of all whom pages call by exactly this name where they speak.

        Its nodes are those of the newest statements.
        """
        newest = self._database.rows(OF_TERM, "speaker", name)
        select = """SELECT DISTINCT m.node FROM json_each(?) AS n JOIN mention AS m ON m.statement = n.value
            WHERE m.role IN ('speaker', 'co_speaker') AND m.name = ? ORDER BY 1"""
        nodes = self._database.rows(select, _json(number for number, _, _ in newest[:NAMED]), name)
        return self._portrait([node for (node,) in nodes], newest, self.days("speaker", name))

    def _portrait(
        self, nodes: Sequence[str], newest: list[tuple[int, int, str]], days: list[tuple[int, int]]
    ) -> Portrait:
        """Return the portrait of nodes by statements, newest first, and by counts a day."""
        own, them = _json(nodes), frozenset(nodes)
        seen = [(first, terms.split()) for _, first, terms in newest]
        words = self._database.rows(_WORDS, _json(number for number, _, _ in newest[:NAMED]))
        words = [row for row in words if row[1] in them]
        met = self.contacts_of_numbers([number for (number,) in self._database.rows(_MET, own)])
        return Portrait(
            nodes=tuple(nodes),
            total=sum(n for _, n in days),
            at_least=False,
            counted=len(seen),
            facets=self._counted(terms for _, terms in seen),
            acts=self._by_act(seen),
            days=days,
            names=self._database.rows(_NAMED, own),
            called=_called(words),
            offices=_offices(words),
            statements=self.of_numbers([number for number, _, _ in newest[:NEWEST]]),
            contacts=sorted(met, key=lambda one: ((one["on"] or {}).get("value") or "", one["id"])),
        )

    def told(self, nodes: Sequence[str], most: int) -> list[dict[str, Any]]:
        """Return the newest statements of the actor for which these nodes stand: id, date, act and content."""
        rows = self._database.rows(_TOLD, _json(number for number, _, _ in self._newest(nodes)[0][:most]))
        return [dict(zip(("id", "date", "act", "content"), row, strict=True)) for row in rows]

    def _newest(self, nodes: Sequence[str]) -> tuple[list[tuple[int, int, str]], list[tuple[int, int]], bool]:
        """Return number, day and terms of the newest statements of nodes, counts a day, and whether there are more.

        Of the registry's actors LOOKED are given and all are counted. Of nodes that one page alone has COUNTED are
        given and counted at most: where there are more, some new and some old.
        """
        of_pages = [node for node in nodes if "/" in node]
        found = self._database.rows(_OF_NODES, _json(of_pages)) if of_pages else []
        known = [node for node in nodes if "/" not in node]
        new = [row for node in known for row in self._database.rows(OF_TERM, "actor", node)]
        numbers = {number for number, _, _ in new}
        days = Counter(first for number, first, _ in found[:COUNTED] if number not in numbers)
        for node in known:
            days.update(dict(self.days("actor", node)))
        newest = sorted({*found[:COUNTED], *new}, key=lambda row: (-row[1], -row[0]))
        return newest, sorted(days.items()), len(found) > COUNTED

    def _by_act(self, seen: list[tuple[int, list[str]]]) -> dict[str, list[tuple[int, int]]]:
        """Return, for each act, how many of the statements, given as day and terms, there are a day."""
        acts = {str(n): value for n, value in self._database.rows("SELECT number, value FROM term WHERE kind = 'act'")}
        counts = Counter((acts[term], first) for first, terms in seen for term in terms if term in acts)
        days: dict[str, list[tuple[int, int]]] = {}
        for (act, first), n in sorted(counts.items()):
            days.setdefault(act, []).append((first, n))
        return dict(sorted(days.items(), key=lambda one: (-sum(n for _, n in one[1]), one[0])))


def _called(words: list[tuple[Any, ...]]) -> list[tuple[str | None, str, int]]:
    """Return how each outlet calls a speaker: by the source's words where they are for it alone, else by the name."""
    counts = Counter((outlet, source or name) for outlet, _, name, _, source, _, _ in words)
    order = sorted(counts.items(), key=lambda one: (-one[1], one[0][0] or "", one[0][1] or ""))
    return [(outlet, called, n) for (outlet, called), n in order[:NAMES]]


def _offices(words: list[tuple[Any, ...]]) -> list[tuple[str, int | None, int, int]]:
    """Return the offices that pages give a speaker: title, first and last day as numbers, how often."""
    days: dict[str, list[tuple[int, int]]] = {}
    for _, _, _, office, _, first, last in words:
        if office is not None:
            days.setdefault(office, []).append((first, last))
    order = sorted(days, key=lambda office: (-len(days[office]), office))[:NAMES]
    starts = {office: [first for first, _ in days[office] if first] for office in order}
    return [(o, min(starts[o], default=None), max(last for _, last in days[o]), len(days[o])) for o in order]


def _json(values: Iterable[str | int]) -> str:
    return msgspec.json.encode(list(values)).decode()
