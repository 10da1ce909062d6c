"""The front of the record: what is in it, who is most quoted, what is newest."""

from __future__ import annotations

from itertools import islice
from typing import Any

import msgspec

from ..gather import disagreements, gather
from ..store import Store
from .room import Ask, Room
from .times import grid, histogram

OUTLETS, ACTORS, NEWEST, TOLD = 12, 12, 6, 5
MOST_PAGES = 30  # of a story whose disagreements the front works out


def front(store: Store, ask: Ask) -> Room:
    """Return the front room."""
    outlets: list[dict[str, Any]] = [
        {"outlet": name or None, "pages": n, "over_time": histogram(store.days("page", name))}
        for name, n in store.most("page", OUTLETS)
    ]
    numbers, _ = store.listed("contacts", "", None, NEWEST)
    tellings = dict(store.largest("line", TOLD))
    data: dict[str, Any] = {
        "pages": store.count("pages"),
        "statements": store.count("all"),
        "contacts": store.count("contacts"),
        "outlets": outlets,
        "over_time": histogram(store.days("pages")),
        "most_quoted": [{"name": name, "statements": n} for name, n in store.most("speaker", ACTORS)],
        "most_told": [{"statement": row, "tellings": tellings[row["id"]]} for row in store.of_ids(tellings)],
        "disagreements": _disagreements(store),
        "newest_contacts": store.contacts_of_numbers(numbers),
    }
    return Room(
        template="front",
        title="The record",
        data=data,
        view={"grid": grid(data["over_time"], [(o["outlet"], o["pages"], o["over_time"]) for o in outlets])},
    )


def _disagreements(store: Store) -> list[dict[str, Any]]:
    """Return a few disagreements of the largest story that is small enough to be put side by side at once."""
    small = (id for id, n in store.largest("story", 30) if n <= MOST_PAGES)
    for id in islice(small, 1):
        found = disagreements(store, gather(store, store.group("story", id)))
        return [{"story": id, **msgspec.to_builtins(one)} for one in islice(found, TOLD)]
    return []
