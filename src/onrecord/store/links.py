"""Links as the store keeps them: appended and never changed, the standing judgement of each pair, and the groups.

A pair's standing judgement is the latest by a person, or else the machine's latest. Groups are computed from standing
judgements alone, so that neither the order of arrival shows nor a bad join stays once it is cut; the table `member`
holds them, and is made anew for what a change touches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, get_args

import msgspec

from ..record import MACHINE, Judgement, Link, LinkKind
from .readings import Readings, check_instant

_SAME_SCORE = 0.0005  # scores nearer than this are one, rounded
_FIELDS = ", ".join(f'"{name}"' for name in Link.__struct_fields__)
_OF_PAIR = f'SELECT number, standing, {_FIELDS} FROM link WHERE kind = ? AND "left" = ? AND "right" = ?'
_OUTDATED = 'UPDATE link SET standing = 0 WHERE kind = ? AND "left" = ? AND "right" = ? AND standing'
# All that is joined, through any number of standing links, to what a change touches.
_TOUCHED = """
INSERT INTO temp.touched (id)
WITH RECURSIVE reached (id) AS (
  SELECT id FROM temp.seed
  UNION
  SELECT "right" FROM reached CROSS JOIN link ON kind = ?1 AND "left" = id WHERE standing AND judgement = 'same'
  UNION
  SELECT "left" FROM reached CROSS JOIN link ON kind = ?1 AND "right" = id WHERE standing AND judgement = 'same'
)
SELECT id FROM reached"""
# A person's before the machine's, what separates before what joins, the surest first.
_EDGES = f"""
SELECT "left", "right", judgement = 'different'
FROM temp.touched CROSS JOIN link ON kind = ? AND "left" = id
WHERE standing AND judgement <> 'unsure'
ORDER BY "by" GLOB '{MACHINE}*', judgement, score DESC, "left", "right\""""

# The other ends of what joins or separates something, and whether it is the machine that joins.
_ENDS = f"""
SELECT "right", judgement = 'same' AND "by" GLOB '{MACHINE}*' FROM link
WHERE kind = ?1 AND "left" = ?2 AND standing AND judgement <> 'unsure'
UNION ALL
SELECT "left", judgement = 'same' AND "by" GLOB '{MACHINE}*' FROM link
WHERE kind = ?1 AND "right" = ?2 AND standing AND judgement <> 'unsure'"""
_FEW = 100  # pairs: of more it is quicker to group anew all that they are joined to


class Links(Readings):
    """The part of the store that has to do with links; `Store` inherits it."""

    def append(self, links: Iterable[Link]) -> int:
        """Keep the links that change anything, bring the groups up to date, and return how many were kept.

        All in one transaction. What the machine judged before, for the same reason and with the same score, and what a
        person signed at the same instant, changes nothing. Raises ValueError where a link's left does not come before
        its right, its kind or judgement is none of `Link`'s, or its instant is not written as `Link` says.
        """
        kept = 0
        touched: dict[str, set[tuple[str, str]]] = {}
        with self._database.writing():
            for link in links:
                _check(link)
                before = [(number, standing, _link(fields)) for number, standing, *fields in self._of_pair(link)]
                if _says_nothing_new(link, [known for _, _, known in before]):
                    continue
                kept += 1
                first = next((known for _, standing, known in before if standing), None)
                row = {**msgspec.structs.asdict(link), "standing": int(first is None)}
                number = self._database.insert("link", [row])
                every = [*((n, known) for n, _, known in before), (number, link)]
                stands, then = max(every, key=lambda one: (not one[1].by_machine, one[1].at, one[0]))
                if then is first:
                    continue
                if first:
                    self._database.rows(_OUTDATED, link.kind, link.left, link.right)
                    self._database.rows("UPDATE link SET standing = 1 WHERE number = ?", stands)
                if _weight(first) != _weight(then):
                    touched.setdefault(link.kind, set()).add((link.left, link.right))
            for kind in sorted(touched):
                self._refresh(kind, touched[kind])
        return kept

    def links(
        self, kind: LinkKind | None = None, ids: Iterable[str] | None = None, standing: bool = True
    ) -> Iterator[Link]:
        """Return links by kind, left, right and age: of one kind, with one of these ids at either end.

        With `standing` those alone that count now, one a pair; otherwise also those they replaced.
        """
        if ids is None:
            found: Iterator[tuple[Any, ...]] = self._database.each(
                f"SELECT {_FIELDS} FROM link WHERE (?1 IS NULL OR kind = ?1) AND standing >= ?2 "
                'ORDER BY kind, "left", "right", number',
                kind,
                standing,
            )
            yield from (_link(fields) for fields in found)
            return
        rows: dict[int, tuple[Any, ...]] = {}
        kinds = (kind,) if kind else get_args(LinkKind)
        every = msgspec.json.encode(list(ids)).decode()
        for one in dict.fromkeys(kinds):
            for end in ('"left"', '"right"'):
                select = f"""SELECT number, {_FIELDS} FROM json_each(?) AS i CROSS JOIN link
                    ON kind = ? AND {end} = i.value WHERE standing >= ?"""
                rows |= {row[0]: row[1:] for row in self._database.rows(select, every, one, standing)}
        for _, fields in sorted(rows.items(), key=lambda row: (*row[1][:3], row[0])):
            yield _link(fields)

    def unsure(self) -> dict[str, int]:
        """Return, of each kind of link, how many pairs the machine held back as unsure and no person has judged."""
        select = f"""SELECT kind, count(*) FROM link
            WHERE standing AND judgement = 'unsure' AND "by" GLOB '{MACHINE}*' GROUP BY kind ORDER BY kind"""
        return dict(self._database.rows(select))

    def groups(self, kind: LinkKind) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Return every group of two or more: its id, which is its smallest member's, and its members in order."""
        select = 'SELECT "group", id FROM member WHERE kind = ? ORDER BY "group", id'
        group: str | None = None
        members: list[str] = []
        for name, id in self._database.each(select, kind):
            if name != group:
                if group is not None:
                    yield group, tuple(members)
                group, members = name, []
            members.append(id)
        if group is not None:
            yield group, tuple(members)

    def group(self, kind: LinkKind, id: str) -> tuple[str, ...]:
        """Return the members, in order, of the group that an id belongs to; the id alone where nothing joins it."""
        own = 'SELECT "group" FROM member WHERE kind = ? AND id = ?'
        select = f'SELECT id FROM member WHERE kind = ? AND "group" = ({own}) ORDER BY id'
        return tuple(member for (member,) in self._database.rows(select, kind, kind, id)) or (id,)

    def group_id(self, kind: LinkKind, id: str) -> str:
        """Return the id of the group that an id belongs to; the id itself where nothing joins it."""
        return self._group_of(kind, id) or id

    def arrivals(self, step: str, again: bool = False) -> tuple[list[str], int]:
        """Return the ids of the pages whose current reading is new to a step of linking, in order, and a mark for them.

        The mark goes to `mark` when the step is done with these pages. With `again` all pages are new.
        """
        done = "SELECT coalesce(max(arrival), 0) FROM done WHERE step = ?"
        since: int = 0 if again else self._database.rows(done, step)[0][0]
        last: int = self._database.rows("SELECT coalesce(max(number), 0) FROM arrival")[0][0]
        select = """SELECT DISTINCT p.id FROM arrival AS a JOIN page AS p ON p.number = a.page
            WHERE a.number > ? AND a.number <= ? ORDER BY p.id"""
        return [id for (id,) in self._database.rows(select, since, last)], last

    def mark(self, step: str, arrival: int) -> None:
        """Note how far a step of linking has come."""
        with self._database.writing():
            self._database.rows("INSERT OR REPLACE INTO done (step, arrival) VALUES (?, ?)", step, arrival)

    def _of_pair(self, link: Link) -> list[tuple[Any, ...]]:
        return self._database.rows(f"{_OF_PAIR} ORDER BY at, number", link.kind, link.left, link.right)

    def _refresh(self, kind: str, pairs: set[tuple[str, str]]) -> None:
        """Bring the groups up to date after the standing judgements of pairs have changed.

        What is joined to the pairs is grouped anew. A few pairs are looked at first: one more member of a great group
        costs no more than one of a small group.
        """
        seeds, added = set[str](), set[str]()
        for pair in sorted(pairs):
            if len(pairs) > _FEW or not self._is_added(kind, pair, added):
                seeds.update(pair)
        if not seeds:
            return
        database = self._database
        for table in ("seed", "touched"):
            database.rows(f"CREATE TEMP TABLE IF NOT EXISTS {table} (id TEXT PRIMARY KEY) WITHOUT ROWID")
            database.rows(f"DELETE FROM temp.{table}")
        database.many("INSERT INTO temp.seed (id) VALUES (?)", ((id,) for id in sorted(seeds)))
        database.rows(_TOUCHED, kind)
        database.rows("DELETE FROM member WHERE kind = ? AND id IN (SELECT id FROM temp.touched)", kind)
        groups = joined(database.each(_EDGES, kind))
        database.many(
            'INSERT INTO member (kind, id, "group") VALUES (?, ?, ?)', ((kind, id, groups[id]) for id in sorted(groups))
        )

    def _is_added(self, kind: str, pair: tuple[str, str], added: set[str]) -> bool:
        """Add one of two to the group of the other, where that is all that its links mean; say whether it is so.

        It is, where the one was in no group, nothing but the machine's 'same' speaks of it now, and all of this joins
        it to one group: then it comes after all that separates, and takes nobody along. `added` are those added.
        """
        if not added.isdisjoint(pair):
            return True
        for new in pair:
            ends = self._database.rows(_ENDS, kind, new)
            groups = {self._group_of(kind, id) for id, _ in ends}
            group = next(iter(groups), None)
            if group is None or len(groups) > 1 or not all(joins for _, joins in ends) or self._group_of(kind, new):
                continue
            insert = 'INSERT INTO member (kind, id, "group") VALUES (?, ?, ?)'
            self._database.rows(insert, kind, new, group)
            if new < group:
                renamed = 'UPDATE member SET "group" = ? WHERE kind = ? AND "group" = ?'
                self._database.rows(renamed, new, kind, group)
            added.add(new)
            return True
        return False

    def _group_of(self, kind: str, id: str) -> str | None:
        rows = self._database.rows('SELECT "group" FROM member WHERE kind = ? AND id = ?', kind, id)
        return rows[0][0] if rows else None


def joined(edges: Iterable[tuple[str, str, bool]]) -> dict[str, str]:
    """Return the group of everything that is joined: the smallest id in it.

    Each edge has two ids and whether it separates them, the weightiest first. A join that would bring into one group
    two things that an edge before it separates is left out, and so is a separation of what is in one group already.
    """
    groups = _Groups()
    for left, right, separates in edges:
        if separates:
            groups.separate(left, right)
        else:
            groups.join(left, right)
    smallest: dict[str, str] = {}
    found = {id: groups.root(id) for id in groups.parent}
    for id, root in found.items():
        smallest[root] = min(id, smallest.get(root, id))
    return {id: smallest[root] for id, root in found.items() if groups.size[root] > 1}


class _Groups:
    """A forest of disjoint sets (Tarjan 1975) whose roots know the roots that they may not be joined to."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}
        self.size: dict[str, int] = {}
        self.apart: dict[str, set[str]] = {}

    def root(self, id: str) -> str:
        parent = self.parent
        if parent.setdefault(id, id) == id:
            self.size.setdefault(id, 1)
            return id
        top = id
        while parent[top] != top:
            top = parent[top]
        while parent[id] != top:
            parent[id], id = top, parent[id]
        return top

    def separate(self, left: str, right: str) -> None:
        a, b = self.root(left), self.root(right)
        if a != b:
            self.apart.setdefault(a, set()).add(b)
            self.apart.setdefault(b, set()).add(a)

    def join(self, left: str, right: str) -> None:
        """Join two sets, the lighter to the heavier, so that each thing is moved a logarithm of times at most."""
        a, b = self.root(left), self.root(right)
        if a == b or b in self.apart.get(a, ()):
            return
        if self._weight(a) < self._weight(b):
            a, b = b, a
        self.parent[b] = a
        self.size[a] += self.size.pop(b)
        for other in self.apart.pop(b, ()):
            self.apart[other].remove(b)
            self.apart[other].add(a)
            self.apart.setdefault(a, set()).add(other)

    def _weight(self, root: str) -> int:
        return self.size[root] + len(self.apart.get(root, ()))


def _link(fields: Sequence[Any]) -> Link:
    return Link(**dict(zip(Link.__struct_fields__, fields, strict=True)))


def _check(link: Link) -> None:
    """Raise ValueError where a link is not one."""
    if link.kind not in get_args(LinkKind) or link.judgement not in get_args(Judgement):
        raise ValueError(f"There is no link of kind {link.kind!r} with the judgement {link.judgement!r}.")
    if not link.left < link.right:
        raise ValueError(f"The left of a link comes before its right: {link.left!r}, {link.right!r}.")
    check_instant(link.at)


def _says_nothing_new(link: Link, before: list[Link]) -> bool:
    """Whether a person signed this very link, or the machine judged so when it last judged."""
    if not link.by_machine:
        return link in before
    last = next((known for known in reversed(before) if known.by_machine), None)
    return (
        last is not None
        and (last.judgement, last.reason) == (link.judgement, link.reason)
        and abs(last.score - link.score) < _SAME_SCORE
    )


def _weight(link: Link | None) -> tuple[str, bool, float] | None:
    """What of a standing link the groups depend on."""
    if link is None or link.judgement == "unsure":
        return None
    return link.judgement, link.by_machine, link.score
