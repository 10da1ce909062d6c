"""What one actor said on the topics that the record keeps: when, in which words, and where an act turns round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ..align.days import days
from ..align.positions import changes, on_topic, wordings
from ..store import Store
from .times import histogram

LOOKED_AT = 1000  # statements, the newest, in which topics are looked for


def topics(store: Store, nodes: Sequence[str]) -> list[dict[str, Any]]:
    """Return every topic on which the actor for which these nodes stand has said something, by name."""
    kept = store.topics()
    rows = store.told(nodes, LOOKED_AT) if kept else []
    told = [(name, words, on_topic(rows, words)) for name, words in kept.items()]
    return [_topic(name, words, found) for name, words, found in told if found]


def _topic(name: str, words: Sequence[str], found: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    uses = {row["id"]: {"id": row["id"], "date": row["date"]} for row in found}
    counts = Counter(_number(row["date"]) for row in found)
    return {
        "topic": name,
        "count": len(found),
        "over_time": histogram(sorted(counts.items())),
        "wordings": [
            {"words": one.words, "count": one.count, "first": uses[one.first], "last": uses[one.last]}
            for one in wordings(found, words)
        ],
        "turns": [{"acts": one.acts, "before": uses[one.before], "after": uses[one.after]} for one in changes(found)],
    }


def _number(date: str | None) -> int:
    """Return the first day of a date as a number, 20310304; 0 for none."""
    when = days(date)
    return int(f"{when[0]:%Y%m%d}") if when else 0
