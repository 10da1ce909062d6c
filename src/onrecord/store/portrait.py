"""One actor as its room shows it: what it said, how it is named, its offices and whom it met, all counted.

An actor is all the nodes that stand for it. However much it said, at most `COUNTED` of its statements are looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct

from .browse import COUNTED, Browsing

NAMED = 200  # statements, the newest, by which names and offices are told
NEWEST = 20  # statements that are given whole
CONTACTS = 200  # contacts that are looked at
NAMES = 60  # names and offices that are given

_SEEN = f"""SELECT DISTINCT f.statement, f.first, f.terms
FROM json_each(?1) AS n JOIN mention AS m ON m.node = n.value AND m.role IN ('speaker', 'co_speaker')
JOIN facet AS f ON f.statement = m.statement LIMIT {COUNTED + 1}"""
# How each outlet calls a speaker: by its words where they are a name of some kind for it, by the name otherwise.
_CALLED = f"""SELECT json_extract(r.outlet, '$.name'),
  CASE WHEN m.role = 'speaker' AND s.co_speakers = '[]' AND json_extract(s.speaker, '$.basis') <> 'pronoun'
    AND s.quote_source <> '' THEN s.quote_source ELSE m.name END AS words,
  count(*)
FROM json_each(?1) AS n JOIN statement AS s ON s.number = n.value JOIN reading AS r ON r.number = s.reading
JOIN mention AS m ON m.statement = s.number AND m.role IN ('speaker', 'co_speaker')
WHERE +m.node IN (SELECT value FROM json_each(?2))
GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT {NAMES}"""
_OFFICES = f"""SELECT m.office, min(nullif(f.first, 0)), max(f.last), count(*)
FROM json_each(?1) AS n JOIN facet AS f ON f.statement = n.value
JOIN mention AS m ON m.statement = f.statement AND m.role IN ('speaker', 'co_speaker') AND m.office IS NOT NULL
WHERE +m.node IN (SELECT value FROM json_each(?2))
GROUP BY 1 ORDER BY 4 DESC, 1 LIMIT {NAMES}"""
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
    """An actor: counts as `Found` has them, names with their kinds, what outlets call it, offices that pages give.

    `called` are rows of outlet, words and count; `offices` of title, first and last day as numbers, and count.
    """

    total: int
    at_least: bool
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
        own = msgspec.json.encode(list(nodes)).decode()
        seen = self._database.rows(_SEEN, own)
        at_least, seen = len(seen) > COUNTED, seen[:COUNTED]
        newest = sorted(seen, key=lambda row: (-row[1], -row[0]))
        said = msgspec.json.encode([number for number, _, _ in newest[:NAMED]]).decode()
        counts: dict[int, int] = {}
        for _, first, _ in seen:
            counts[first] = counts.get(first, 0) + 1
        met = [number for (number,) in self._database.rows(_MET, own)]
        return Portrait(
            total=len(seen),
            at_least=at_least,
            facets=self._counted(seen),
            acts=self._by_act(seen),
            days=sorted(counts.items()),
            names=self._database.rows(_NAMED, own),
            called=self._database.rows(_CALLED, said, own),
            offices=self._database.rows(_OFFICES, said, own),
            statements=self.of_numbers([number for number, _, _ in newest[:NEWEST]]),
            contacts=sorted(
                self.contacts_of_numbers(met), key=lambda one: ((one["on"] or {}).get("value") or "", one["id"])
            ),
        )

    def told(self, nodes: Sequence[str], most: int) -> list[dict[str, Any]]:
        """Return the newest statements of the actor for which these nodes stand: id, date, act and content."""
        seen = self._database.rows(_SEEN, msgspec.json.encode(list(nodes)).decode())
        newest = sorted(seen, key=lambda row: (-row[1], -row[0]))[:most]
        numbers = msgspec.json.encode([number for number, _, _ in newest]).decode()
        return [
            dict(zip(("id", "date", "act", "content"), row, strict=True)) for row in self._database.rows(_TOLD, numbers)
        ]

    def nodes_of(self, name: str) -> tuple[str, ...]:
        """Return the nodes that pages call by exactly this name where they speak, in order."""
        select = f"""SELECT DISTINCT m.node FROM term AS t JOIN stated AS x ON x.term = t.number
            JOIN mention AS m ON m.statement = x.statement AND m.name = t.value
            WHERE t.kind = 'speaker' AND t.value = ? LIMIT {COUNTED}"""
        return tuple(sorted(node for (node,) in self._database.rows(select, name)))

    def _by_act(self, seen: list[tuple[int, int, str]]) -> dict[str, list[tuple[int, int]]]:
        """Return, for each act, how many of the statements there are a day."""
        acts = {str(n): value for n, value in self._database.rows("SELECT number, value FROM term WHERE kind = 'act'")}
        counts: dict[str, dict[int, int]] = {}
        for _, first, terms in seen:
            for act in (acts[term] for term in terms.split() if term in acts):
                days = counts.setdefault(act, {})
                days[first] = days.get(first, 0) + 1
        order = sorted(counts, key=lambda act: (-sum(counts[act].values()), act))
        return {act: sorted(counts[act].items()) for act in order}
