"""What an actor has said on a topic over time: first and last use of each wording, and where an act turns round.

A topic is a list of words, kept as it was given. A change is a candidate for a person to judge: the machine saw an act
of one kind and later one against it, nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct

from .days import days
from .words import spelled, stem

FOR = frozenset({"agree", "support", "concede", "cooperate", "aid", "consult"})
AGAINST = frozenset({"reject", "accuse", "threaten"})
_WORD = re.compile(r"[^\W_]+")

Row = Mapping[str, Any]  # a statement: id, date, act, content


class Wording(Struct, frozen=True):
    """A word or phrase of a topic: how many statements have it, and the first and the last of them."""

    words: str
    count: int
    first: str
    last: str


class Change(Struct, frozen=True):
    """Two statements, one after the other, that do opposite things: their ids and acts."""

    before: str
    after: str
    acts: tuple[str, str]


def on_topic(rows: Iterable[Row], topic: Sequence[str]) -> list[Row]:
    """Return the statements that have a wording of the topic, by when they were made."""
    sought = [forms for words in topic if (forms := _forms(words))]
    found = []
    for row in rows:
        forms = _forms(row["content"])
        if any(_has(forms, one) for one in sought):
            found.append(row)
    return sorted(found, key=_when)


def _forms(words: str) -> list[str]:
    return [stem(spelled(word)) for word in _WORD.findall(words)]


def _has(words: Sequence[str], phrase: Sequence[str]) -> bool:
    size = len(phrase)
    return any(list(words[n : n + size]) == list(phrase) for n in range(len(words) - size + 1))


def _when(row: Row) -> tuple[bool, str, str]:
    """By the last day on which it may have been said."""
    when = days(row["date"])
    return when is None, str(when[1]) if when else "", row["id"]


def wordings(rows: Sequence[Row], topic: Sequence[str]) -> Iterator[Wording]:
    """Yield each wording of a topic that stands in the statements, with its first and last appearance."""
    for words in topic:
        having = [row for row in rows if _has(_forms(row["content"]), _forms(words))]
        if having:
            yield Wording(words, len(having), having[0]["id"], having[-1]["id"])


def changes(rows: Sequence[Row]) -> Iterator[Change]:
    """Yield where an act is followed by one against it, on a later day, in statements that come in order."""
    telling = [row for row in rows if row["act"] in FOR | AGAINST and days(row["date"])]
    for before, after in pairwise(telling):
        turned = (before["act"] in FOR) != (after["act"] in FOR)
        if turned and _when(before)[:2] < _when(after)[:2]:
            yield Change(before["id"], after["id"], (before["act"], after["act"]))
