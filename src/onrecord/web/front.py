"""The front of the record: what is in it, who is most quoted, what is newest."""

from __future__ import annotations

from typing import Any

from ..store import Store
from .room import Ask, Room
from .times import histogram

OUTLETS, ACTORS, NEWEST = 12, 12, 6


def front(store: Store, ask: Ask) -> Room:
    """Return the front room."""
    outlets = [
        {"outlet": name or None, "pages": n, "over_time": histogram(store.days("page", name))}
        for name, n in store.most("page", OUTLETS)
    ]
    numbers, _ = store.listed("contacts", "", None, NEWEST)
    data: dict[str, Any] = {
        "pages": store.count("pages"),
        "statements": store.count("all"),
        "contacts": store.count("contacts"),
        "outlets": outlets,
        "over_time": histogram(store.days("pages")),
        "most_quoted": [{"name": name, "statements": n} for name, n in store.most("speaker", ACTORS)],
        "newest_contacts": store.contacts_of_numbers(numbers),
    }
    return Room(template="front", title="The record", data=data, view={"grid": _grid(data)})


def _grid(data: dict[str, Any]) -> dict[str, Any]:
    """Return the pages of each outlet on the bars of all outlets together, for one picture of all."""
    whole = data["over_time"]
    size = {"day": 10, "month": 7, "year": 4}[whole["unit"]]
    columns = [bar["since"] for bar in whole["bars"]]
    rows = []
    for outlet in data["outlets"]:
        counts: dict[str, int] = {}
        for bar in outlet["over_time"]["bars"]:
            counts[bar["since"][:size]] = counts.get(bar["since"][:size], 0) + bar["count"]
        rows.append((outlet["outlet"], outlet["pages"], [counts.get(name, 0) for name in columns]))
    return {"columns": columns, "rows": rows, "unit": whole["unit"]}
