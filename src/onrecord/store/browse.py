"""Statements found, counted by their values and given a page at a time: what the reading room's search asks.

However large the record, an answer takes about the same time: what is counted one by one is at most `COUNTED`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain
from typing import Any

import msgspec
from msgspec import Struct

from ..errors import UsageError
from .by_number import ByNumber
from .query import Query, conditions

COUNTED = 2000  # statements that are counted one by one; beyond, an answer says "at least"
TERMS_REMEMBERED = 50_000
SHOWN = 12  # values given of each kind
KINDS = ("speaker", "addressee", "outlet", "via", "kind", "manner", "act", "place")
ORDERS = ("newest", "oldest", "best")
HIT = ("\x02", "\x03")  # around the words found

_WEIGHTS = "4.0, 2.0, 3.0, 1.0, 1.0, 0.0"
# The full-text index again, of the rows shown alone: the columns and the tokenizer are those of `schema.FIRST_STEP`.
FOUND_WORDS = """CREATE VIRTUAL TABLE temp.found_words USING fts5 (
  content, source, speaker, addressee, title, outlet, number UNINDEXED,
  tokenize = 'porter unicode61 remove_diacritics 2'
)"""
_WORDS_OF = """SELECT content, source, speaker, addressee, title, outlet, number FROM search_words WHERE number IN """
_INDEXED = ("speaker", "addressee", "outlet")
_CURSOR = re.compile(r"(\d{1,8})\.(\d{1,15})")
_LAST_DAY = 99991231


class Browse(Struct, frozen=True, kw_only=True):
    """What to find and count: a query, and whole values (`("speaker", "Renna Castavel")`) that must hold with it.

    `order` is newest, oldest or best; `after` is what the answer before gave as `next`; `mark`
    says whether the words found are to be marked.
    """

    query: Query = Query()
    exact: tuple[tuple[str, str], ...] = ()
    order: str = "newest"
    after: str | None = None
    limit: int = 50
    mark: bool = True


class Found(Struct, frozen=True, kw_only=True):
    """What was found: a page of statements, how many there are, and counts of their values and days.

    `total` is exact unless `at_least`. `facets` and `days` count all of them unless `counted` is less than that: then
    they count so many, the first in the order asked for. A day is a number such as 20310304, 0 for no date. `marked` is
    the content of statements, by id, with the words found between the letters of `HIT`; `titles` their pages' titles.
    """

    statements: list[dict[str, Any]]
    marked: dict[str, str]
    titles: dict[str, str]
    total: int
    at_least: bool
    order: str
    counted: int
    facets: dict[str, list[tuple[str, int]]]
    days: list[tuple[int, int]]
    days_counted: int
    next: str | None


class _Sought(Struct, frozen=True, kw_only=True):
    """A question as SQL over `facet AS f`: where the rows come from, what must hold, the values in it."""

    source: str
    where: str
    values: tuple[Any, ...]
    lead: int | None  # the one term that the rows are listed by, where no words are asked for
    alone: bool  # nothing is asked for but it
    everything: bool  # nothing is asked for at all
    days: tuple[int, int] | None
    match: str | None


class Browsing(ByNumber):
    """The part of the store that finds and counts statements for readers; `Store` inherits it."""

    _known_terms: dict[str, tuple[str, str]]

    def browse(self, asked: Browse) -> Found:
        """Find, count and order statements. Raises UsageError where the query has a value that nothing can match."""
        if asked.order not in ORDERS:
            raise UsageError(f"order is one of {', '.join(ORDERS)}, not {asked.order!r}.")
        sought = self._sought(asked)
        if sought is None:
            return _nothing(asked.order)
        up = asked.order == "oldest"
        seen = self._seen(sought, up)
        at_least = len(seen) > COUNTED
        seen = seen[:COUNTED]
        order = asked.order if not at_least and sought.match else ("oldest" if up else "newest")
        days, days_counted = self._days(sought, seen)
        total = days_counted if sought.alone else len(seen)
        if sought.match:
            page, following = self._ordered(sought, seen, order, asked)
        else:
            page, following = self._listed(sought, up, asked)
        statements, marked = self._shown(page, sought.match if asked.mark else None)
        return Found(
            statements=statements,
            marked={id: content for id, (content, _) in marked.items()},
            titles={id: title for id, (_, title) in marked.items()},
            total=total,
            at_least=at_least and not sought.alone,
            order=order,
            counted=len(seen),
            facets=self._facets(sought, seen),
            days=days,
            days_counted=days_counted,
            next=following,
        )

    def most(self, kind: str, limit: int, prefix: str | None = None) -> list[tuple[str, int]]:
        """Return the values of a kind with the most statements (of 'page': pages), most first."""
        if prefix is None:
            select = "SELECT value, n FROM term WHERE kind = ? AND n > 0 ORDER BY n DESC, value LIMIT ?"
            return self._database.rows(select, kind, limit)
        return [(value, n) for _, value, n in self.values(prefix, (kind,), limit)]

    def values(self, words: str, kinds: tuple[str, ...], limit: int) -> list[tuple[str, str, int]]:
        """Return the values of some kinds that have all these words, with their numbers of statements, most first."""
        found = re.findall(r"[^\W_]+", words)[:8]
        if not found:
            return []
        match = " AND ".join(f'"{word}"' for word in found[:-1]) + (" AND " if found[1:] else "") + f'"{found[-1]}" *'
        select = f"""SELECT t.kind, t.value, t.n FROM (
            SELECT rowid FROM term_words WHERE term_words MATCH ? LIMIT {COUNTED}
          ) AS w JOIN term AS t ON t.number = w.rowid
          WHERE t.n > 0 AND t.kind IN ({", ".join("?" * len(kinds))}) ORDER BY t.n DESC, t.value, t.kind LIMIT ?"""
        return self._database.rows(select, match, *kinds, limit)

    def count(self, kind: str, value: str = "") -> int:
        """Return how many statements have a value; of ('all', ''), how many there are."""
        rows = self._database.rows("SELECT n FROM term WHERE kind = ? AND value = ?", kind, value)
        return rows[0][0] if rows else 0

    def days(self, kind: str, value: str = "") -> list[tuple[int, int]]:
        """Return how many statements (of 'page': pages) there are a day, by day; 0 is the undated."""
        select = """SELECT y.first, y.n FROM term AS t JOIN tally AS y ON y.term = t.number
            WHERE t.kind = ? AND t.value = ? AND y.n > 0 ORDER BY y.first"""
        return self._database.rows(select, kind, value)

    def listed(self, kind: str, value: str, after: str | None, limit: int) -> tuple[list[int], str | None]:
        """Return the numbers of what has a value, newest first, and where the list goes on: 'page', 'contact' ..."""
        rows = self._database.rows("SELECT number FROM term WHERE kind = ? AND value = ?", kind, value)
        if not rows:
            return [], None
        cursor = _CURSOR.fullmatch(after or "")
        before = (int(cursor[1]), int(cursor[2])) if cursor else (_LAST_DAY, 0)
        select = """SELECT first, statement FROM stated WHERE term = ? AND (first, statement) < (?, ?)
            ORDER BY first DESC, statement DESC LIMIT ?"""
        found = self._database.rows(select, rows[0][0], *before, limit + 1)
        last = found[limit - 1] if len(found) > limit else None
        return [number for _, number in found[:limit]], f"{last[0]}.{last[1]}" if last else None

    def _sought(self, asked: Browse) -> _Sought | None:
        """Return the question as SQL; None where a value is in no statement."""
        query = asked.query
        text = conditions(msgspec.structs.replace(query, since=None, until=None, manner=None))
        exact = [*asked.exact, *([("manner", query.manner)] if query.manner else [])]
        query.check()
        terms = []
        for kind, value in dict.fromkeys(exact):
            rows = self._database.rows("SELECT number, n FROM term WHERE kind = ? AND value = ? AND n > 0", kind, value)
            if not rows:
                return None
            terms.append((rows[0][1], rows[0][0]))
        days = _days_of(query)
        if not text.full_text and not terms:
            rows = self._database.rows("SELECT n, number FROM term WHERE kind = 'all' AND n > 0")
            if not rows:
                return None
            terms.append(rows[0])
        lead = None if text.full_text else min(terms)[1]
        others = [number for _, number in sorted(terms) if number != lead]
        has = "instr(' ' || f.terms || ' ', ?)"  # the row is at hand; a look into `stated` would cost another search
        clauses = list(text.clauses)
        values: list[Any] = list(text.values)
        for number in others:
            clauses.append(has)
            values.append(f" {number} ")
        if days:
            clauses.append("f.last >= ? AND f.first <= ? AND f.first > 0")
            values += days
        if text.full_text:  # what the index knows of names too narrows what is looked at one by one
            values[0] = " AND ".join([text.values[0], *_named(exact)])
        source = "search JOIN facet AS f ON f.statement = search.rowid"
        if text.to_the_letter:
            source += " JOIN search_words AS w ON w.number = search.rowid"
        if lead is not None:
            source = "stated AS l CROSS JOIN facet AS f ON f.statement = l.statement"
            clauses.insert(0, "l.term = ? AND l.first <= ?")
            values[:0] = [lead, days[1] if days else _LAST_DAY]
        return _Sought(
            source=source,
            where=" AND ".join(clauses),
            values=tuple(values),
            lead=lead,
            alone=lead is not None and not others and days is None,
            everything=not (text.full_text or exact or days),
            days=days,
            match=str(values[0]) if text.full_text else None,
        )

    def _seen(self, sought: _Sought, up: bool) -> list[tuple[int, int, str]]:
        """Return statement, day and terms of what is found, COUNTED + 1 of them at most."""
        order = (
            "search.rowid DESC" if sought.match else "l.first, l.statement" if up else "l.first DESC, l.statement DESC"
        )
        select = f"SELECT f.statement, f.first, f.terms FROM {sought.source} WHERE {sought.where} ORDER BY {order}"
        return self._database.rows(f"{select} LIMIT {COUNTED + 1}", *sought.values)

    def _facets(self, sought: _Sought, seen: list[tuple[int, int, str]]) -> dict[str, list[tuple[str, int]]]:
        if sought.everything:
            return {kind: self.most(kind, SHOWN) for kind in KINDS}
        return self._counted(terms.split() for _, _, terms in seen)

    def _counted(self, terms: Iterable[list[str]]) -> dict[str, list[tuple[str, int]]]:
        """Return how many of the statements, given as their terms, have each value, the most first."""
        counts = Counter(chain.from_iterable(terms))
        facets: dict[str, list[tuple[str, int]]] = {kind: [] for kind in KINDS}
        for number, (kind, value) in self._terms(counts).items():
            if kind in facets:
                facets[kind].append((value, counts[number]))
        return {kind: sorted(values, key=lambda one: (-one[1], one[0]))[:SHOWN] for kind, values in facets.items()}

    def _terms(self, numbers: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Return kind and value of terms by their numbers; a term never becomes another, so they are remembered."""
        known = self._known_terms
        wanted = list(numbers)
        lacking = [number for number in wanted if number not in known]
        if len(known) + len(lacking) > TERMS_REMEMBERED:
            known.clear()
            lacking = wanted
        for start in range(0, len(lacking), 900):
            part = lacking[start : start + 900]
            select = f"SELECT number, kind, value FROM term WHERE number IN ({', '.join('?' * len(part))})"
            known.update(
                (str(number), (kind, value)) for number, kind, value in self._database.rows(select, *map(int, part))
            )
        return {number: known[number] for number in wanted}

    def _days(self, sought: _Sought, seen: list[tuple[int, int, str]]) -> tuple[list[tuple[int, int]], int]:
        """Return counts by day, and of how many statements: of all where one term is asked for."""
        if sought.alone:
            select = "SELECT first, n FROM tally WHERE term = ? AND n > 0 ORDER BY first"
            rows: list[tuple[int, int]] = self._database.rows(select, sought.lead)
            return rows, sum(n for _, n in rows)
        counts = Counter(first for _, first, _ in seen)
        return sorted(counts.items()), len(seen)

    def _ordered(
        self, sought: _Sought, seen: list[tuple[int, int, str]], order: str, asked: Browse
    ) -> tuple[list[int], str | None]:
        """Return the numbers of a page of statements that have words, and where the next one begins."""
        if order == "best":
            select = f"SELECT rowid, bm25(search, {_WEIGHTS}) FROM search WHERE search MATCH ?"
            if len(sought.values) > 1:  # what the index finds is more than what holds
                select = f"SELECT f.statement, bm25(search, {_WEIGHTS}) FROM {sought.source} WHERE {sought.where}"
            scores = dict(self._database.rows(select, *sought.values))
            numbers = [row[0] for row in sorted(seen, key=lambda row: (scores.get(row[0], 0.0), -row[1], row[0]))]
        else:
            sign = 1 if order == "oldest" else -1
            numbers = [row[0] for row in sorted(seen, key=lambda row: (sign * row[1], sign * row[0]))]
        start = int(asked.after) if asked.after and re.fullmatch(r"\d{1,9}", asked.after) else 0
        end = start + asked.limit
        return numbers[start:end], str(end) if end < len(numbers) else None

    def _listed(self, sought: _Sought, up: bool, asked: Browse) -> tuple[list[int], str | None]:
        """Return the numbers of a page of statements by day, and where the next one begins."""
        clause, values = sought.where, list(sought.values)
        cursor = _CURSOR.fullmatch(asked.after or "")
        if cursor:
            clause += f" AND (l.first, l.statement) {'>' if up else '<'} (?, ?)"
            values += [int(cursor[1]), int(cursor[2])]
        order = "l.first, l.statement" if up else "l.first DESC, l.statement DESC"
        select = f"SELECT l.first, l.statement FROM {sought.source} WHERE {clause} ORDER BY {order} LIMIT ?"
        rows = self._database.rows(select, *values, asked.limit + 1)
        last = rows[asked.limit - 1] if len(rows) > asked.limit else None
        return [row[1] for row in rows[: asked.limit]], f"{last[0]}.{last[1]}" if last else None

    def _shown(self, numbers: list[int], match: str | None) -> tuple[list[dict[str, Any]], dict[str, tuple[str, str]]]:
        statements = self.of_numbers(numbers)
        marked: dict[str, tuple[str, str]] = {}
        if match:
            texts = self._marked(numbers, match)
            for number, statement in zip(numbers, statements, strict=True):
                plain = f"{statement['quote']['content']}{statement['title']}"
                if number in texts and not set(HIT) & set(plain):
                    marked[statement["id"]] = texts[number]
        return statements, marked

    def _marked(self, numbers: list[int], match: str) -> dict[int, tuple[str, str]]:
        """Return contents and titles of pages with the words found marked, by number.

        They are looked at in an index of their own: in the large one every row would cost a search of its own.
        """
        rows = self._database.rows(f"{_WORDS_OF}({', '.join('?' * len(numbers))})", *numbers)
        self._database.rows("DELETE FROM temp.found_words")
        self._database.many("INSERT INTO temp.found_words VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        select = """SELECT number, highlight(found_words, 0, ?1, ?2), highlight(found_words, 4, ?1, ?2)
            FROM temp.found_words WHERE found_words MATCH ?3"""
        return {number: (content, title) for number, content, title in self._database.rows(select, *HIT, match)}


def _named(exact: list[tuple[str, str]]) -> list[str]:
    """Return the values that the full-text index has a column for, as parts of its query."""
    held = [(kind, value.replace("\0", " ").replace('"', " ")) for kind, value in exact if kind in _INDEXED]
    return [f'{{{kind}}} : "{value}"' for kind, value in held if any(map(str.isalnum, value))]


def _nothing(order: str) -> Found:
    facets: dict[str, list[tuple[str, int]]] = {kind: [] for kind in KINDS}
    return Found(
        statements=[], marked={}, titles={}, total=0, at_least=False, order=order, counted=0, facets=facets, days=[],
        days_counted=0, next=None,
    )  # fmt: skip


def _days_of(query: Query) -> tuple[int, int] | None:
    """Return the first and last day, as numbers, that a query names."""
    if query.since is None and query.until is None:
        return None
    since, until = (query.since or "0001").replace("-", ""), (query.until or "9999").replace("-", "")
    return int(f"{since}0101"[:8]), int(until + {4: "1231", 6: "31"}.get(len(until), ""))
