"""What can be asked of the store, and how a person's words become a full-text query that can never be malformed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import get_args

import msgspec
from msgspec import Struct

from ..errors import UsageError
from ..record import Act, Manner

_PHRASE = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]')
_WORD = re.compile(r"[^\W_]+")
_UNWANTED = re.compile(r"-[^\W\d_]")  # a word to leave out; what begins with a figure may be a date or a number
_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
Exact = tuple[tuple[str, ...], str]  # columns of which one must have words to the letter

# The nodes of all who are called so, as a table: `Called.as_json` is its value.
EVERYONE = """WITH
  called (json) AS (SELECT ?),
  named (node) AS (
    SELECT i.value FROM called, json_each(called.json, '$.ids') AS i
    UNION
    SELECT a.node FROM called CROSS JOIN json_each(called.json, '$.keys') AS k CROSS JOIN actor AS a ON a.key = k.value
    UNION
    SELECT a.node FROM called CROSS JOIN json_each(called.json, '$.begins') AS k
    CROSS JOIN actor AS a ON a.key >= k.value AND a.key < k.value || '~'
  ),
  actors (id) AS (
    SELECT DISTINCT m."group" FROM named CROSS JOIN member AS m ON m.kind = 'actor' AND m.id = named.node
  ),
  everyone (node) AS (
    SELECT node FROM named
    UNION
    SELECT m.id FROM actors CROSS JOIN member AS m ON m.kind = 'actor' AND m."group" = actors.id
  )"""
# The statements in which somebody who is called so has one of these roles, or a name with the words.
_BY_NAME = f"""s.number IN (
  {EVERYONE}
  SELECT m.statement FROM everyone CROSS JOIN mention AS m ON m.node = everyone.node WHERE m.role IN (%s)
  UNION ALL
  SELECT w.number FROM search JOIN search_words AS w ON w.number = search.rowid WHERE search MATCH ?%s
)"""


class Called(Struct, frozen=True, kw_only=True):
    """Who is meant by a name: nodes, keys of names on pages, beginnings of such keys; and other names for the same."""

    ids: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def as_json(self) -> str:
        """Return it as the value that EVERYONE takes."""
        return msgspec.json.encode(self).decode()


class Query(Struct, frozen=True, kw_only=True):
    """What to find; every part that is given must hold.

    `words` stand anywhere in a statement's content, source, speaker or page title, in any form of the word; "a phrase
    in quotation marks" stands there to the letter, but for case and accents; -word leaves out what has it. `about`
    looks in the content alone.
    `speaker`, `to` and `outlet` are whole words of the name; with `speaker_called` and `to_called` those who are meant
    are found by other names too, and with `about_called` contents that name them otherwise. `since` and `until` are ISO
    prefixes and include all that they name: until '2016-01' includes 31 January. A statement without a date is not
    found by either.
    """

    words: str | None = None
    speaker: str | None = None
    to: str | None = None
    about: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    manner: str | None = None
    act: str | None = None
    limit: int | None = None
    speaker_called: Called | None = None
    to_called: Called | None = None
    about_called: Called | None = None

    def check(self) -> None:
        """Raise UsageError where a part has a value that nothing can match."""
        for name, value in (("from", self.since), ("until", self.until)):
            if value is not None and not _DATE.fullmatch(value):
                raise UsageError(f"{name} takes a date such as 2016, 2016-01 or 2016-01-20, not {value!r}.")
        for name, value, allowed in (("manner", self.manner, get_args(Manner)), ("act", self.act, get_args(Act))):
            if value is not None and value not in allowed:
                raise UsageError(f"{name} is one of {', '.join(allowed)}, not {value!r}.")
        if self.limit is not None and self.limit < 0:
            raise UsageError(f"limit is the number of statements to give, not {self.limit}.")


class Conditions(Struct, frozen=True):
    """A query in SQL over `statement AS s`, `search_words AS w` and `search`: what must hold, and the values in it."""

    clauses: tuple[str, ...]
    values: tuple[str, ...]
    full_text: bool
    to_the_letter: bool


def plain_words(text: str) -> str:
    """Return the words of a text without case, accents and punctuation, each between single spaces."""
    letters = text.casefold()
    if not letters.isascii():
        letters = "".join(c for c in unicodedata.normalize("NFD", letters) if not unicodedata.combining(c))
    return f" {' '.join(_WORD.findall(letters))} "


def has_words(text: str, words: str) -> bool:
    """Whether the text has the words to the letter, but for case and accents; SQL calls it."""
    return _sought(words) in plain_words(text)


_sought = lru_cache(maxsize=64)(plain_words)  # the same few for every row of a search


def conditions(query: Query) -> Conditions:
    """Return what a statement must fulfil; raise UsageError where the query has a value that nothing can match."""
    query.check()
    terms, exact = _terms(query)
    held: list[tuple[str, tuple[str, ...]]] = []
    if terms:
        held.append(("search MATCH ?", (" AND ".join(terms),)))
    for columns, phrase in exact:
        held.append((" OR ".join(f"has_words(w.{column}, ?)" for column in columns), (phrase,) * len(columns)))
    held += _by_name(query)
    # Two dates are compared as far as the shorter one goes; of an interval, its last day or its first one.
    if query.since is not None:
        last = "substr(s.date, instr(s.date, '/') + 1)"
        held.append((f"substr({last}, 1, length(?)) >= substr(?, 1, length({last}))", (query.since,) * 2))
    if query.until is not None:
        first = "substr(s.date, 1, instr(s.date || '/', '/') - 1)"
        held.append((f"substr({first}, 1, length(?)) <= substr(?, 1, length({first}))", (query.until,) * 2))
    if query.manner is not None:
        held.append(("s.manner = ?", (query.manner,)))
    if query.act is not None:
        held.append(("s.act = ?", (query.act,)))
    clauses = tuple(f"({clause})" for clause, _ in held)
    values = tuple(value for _, values in held for value in values)
    return Conditions(clauses, values, bool(terms), bool(exact))


def _by_name(query: Query) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the clauses of the parts that stand for somebody, by whatever name."""
    for given, called, column, roles in (
        (query.speaker, query.speaker_called, "speaker", "'speaker', 'co_speaker'"),
        (query.to, query.to_called, "addressee", "'addressee'"),
    ):
        if given and called:
            terms, exact = _of_part(given, (column,), True)
            letters = "".join(f" AND has_words(w.{column}, ?)" for _ in exact)
            values = (called.as_json(), " AND ".join(terms), *(phrase for _, phrase in exact))
            yield _BY_NAME % (roles, letters), values
    if query.about and (called := query.about_called):
        terms, _ = _of_part(query.about, ("content",), False)
        others = (f'{{content}} : "{plain_words(name)}"' for name in called.names if plain_words(name).strip())
        match = " OR ".join((f"({' AND '.join(terms)})", *others))
        yield "s.number IN (SELECT rowid FROM search WHERE search MATCH ?)", (match,)


def _terms(query: Query) -> tuple[list[str], list[Exact]]:
    """Return the parts of the full-text query, and the words that must stand to the letter with their columns."""
    terms: list[str] = []
    exact: list[Exact] = []
    parts = (
        (query.words, ("content", "source", "speaker", "title"), False),
        (None if query.about_called else query.about, ("content",), False),
        (None if query.speaker_called else query.speaker, ("speaker",), True),
        (None if query.to_called else query.to, ("addressee",), True),
        (query.outlet, ("outlet",), True),
    )
    for given, columns, is_name in parts:
        if given and given.strip():
            some, letters = _of_part(given, columns, is_name)
            terms += some
            exact += letters
    return terms, exact


def _of_part(given: str, columns: tuple[str, ...], is_name: bool) -> tuple[list[str], list[Exact]]:
    """Return one part of a query so."""
    text = _storable(given)
    phrases = _PHRASE.findall(text)
    loose = _PHRASE.sub(" ", text).replace('"', " ").split()
    unwanted = [term[1:] for term in loose if _UNWANTED.match(term) and not is_name]
    loose = [term for term in loose if is_name or not _UNWANTED.match(term)]
    sought = [term for term in (*phrases, *loose) if any(map(str.isalnum, term))]
    if unwanted and not sought:
        raise UsageError(f"Words to leave out (-{unwanted[0]}) take a word to find beside them.")
    # The index cuts and stems what stands between its quotation marks just as it did the text, so nothing in there
    # is syntax. Words without a letter find nothing, which is what an empty phrase says.
    where = f"{{{' '.join(columns)}}}"
    terms = [f'{where} : "{term}"' for term in sought] or ['{content} : ""']
    if unwanted:
        without = " OR ".join(f'{where} : "{term}"' for term in unwanted)
        terms = [f"(({' AND '.join(terms)}) NOT ({without}))"]
    return terms, [(columns, term) for term in sought if is_name or term in phrases]


def _storable(text: str) -> str:
    return text.replace("\0", " ").encode(errors="replace").decode()
