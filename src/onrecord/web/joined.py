"""The rooms of what is joined across outlets: a line, an occasion, a story; each telling beside the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from ..align.differences import Op, diff
from ..errors import UsageError
from ..gather import Compared, compare_occasion, compare_story, line_of, pieces
from ..store import Store
from .plain import day
from .room import Ask, NotThere, Room

MOST_PAGES = 40  # of a story, put side by side at once
LINES = 25  # shown at once
LISTED = 30

Row = Mapping[str, Any]


def line(store: Store, ask: Ask) -> Room:
    """Return the room of the line that a statement is in: every telling, with the verdict and its words marked."""
    id = ask.path["id"]
    tellings = line_of(store, id)
    if not tellings:
        raise NotThere(f"There is no statement {id} in this record.")
    full = next(one.statement for one in tellings if one.difference is None)
    rows = [
        {
            "statement": one.statement,
            "verdict": one.difference.verdict if one.difference else "fullest",
            "pieces": pieces(full, one.statement, one.difference.ops) if one.difference else None,
        }
        for one in tellings
    ]
    data = {"id": store.group("line", id)[0], "tellings": [{**row, "pieces": row["pieces"]} for row in rows]}
    speaker = (full["speaker"] or {}).get("name") or full["quote"]["source"] or "Nobody named"
    return Room(template="line", title=f"{speaker}, in {len(rows)} tellings", data=data)


def occasion(store: Store, ask: Ask) -> Room:
    """Return the room of an occasion: each report of it, what was said there, and where they differ."""
    id = ask.path["id"]
    if store.number_of_contact(id) is None:
        raise NotThere(f"There is no contact {id} in this record.")
    found = compare_occasion(store, id)
    facts = max(found.reports, key=lambda one: (bool(one.on), bool(one.where), len(one.participants)), default=None)
    if facts is None:
        return _compared(store, ask, found, "Occasion")
    who = f": {', '.join(facts.participants)}" if facts.participants else ""
    rest = "".join(f", {one}" for one in (facts.where, facts.on and day(facts.on)) if one)
    return _compared(store, ask, found, facts.kind.replace("-", " ").capitalize() + who + rest)


def in_time(page: Row) -> tuple[str, str]:
    """Return what puts pages in order of their publication, those without a date last."""
    return ((page["published"] or {}).get("value") or "~", page["id"])


def story(store: Store, ask: Ask) -> Room:
    """Return the room of the story that a page is in: its outlets side by side, and where they differ."""
    id = ask.path["id"]
    group = store.group("story", id)
    titles = sorted(store.pages_of_ids(group[: MOST_PAGES + 1]), key=in_time)
    if not titles:
        raise NotThere(f"There is no page {id} in this record.")
    if len(group) > MOST_PAGES:
        raise UsageError(
            f"This story has {len(group)} pages; at most {MOST_PAGES} are put side by side. Its timeline has all."
        )
    found = compare_story(store, id, True if ask.get("all") else None)
    alone = bool(found.lines) and all(len(one.outlets) < 2 for one in found.lines)
    room = _compared(store, ask, found, titles[0]["title"] or "A story", titles)
    return replace(room, view={**room.view, "alone": alone})


def compare(store: Store, ask: Ask) -> Room:
    """Return the room that lists what can be put side by side: the largest stories and occasions."""
    stories = store.largest("story", LISTED)
    firsts = store.earliest(id for id, _ in stories)
    occasions = store.largest("occasion", LISTED)
    numbers = {number: n for id, n in occasions if (number := store.number_of_contact(id)) is not None}
    contacts = {contact["id"]: contact for contact in store.contacts_of_numbers(list(numbers))}
    lines = store.largest("line", LISTED)
    statements = {row["id"]: row for row in store.of_ids(id for id, _ in lines)}
    data = {
        "stories": [{"id": id, "pages": n, "first": firsts[id]} for id, n in stories if id in firsts],
        "occasions": [{"id": id, "reports": n, "contact": contacts[id]} for id, n in occasions if id in contacts],
        "lines": [{"id": id, "tellings": n, "statement": statements[id]} for id, n in lines if id in statements],
    }
    return Room(template="compare", title="Outlets side by side", data=data)


def _compared(store: Store, ask: Ask, found: Compared, title: str, pages: Sequence[Row] = ()) -> Room:
    data: dict[str, Any] = {**msgspec.to_builtins(found), "pages": list(pages)}
    part = ask.number("part", 1, max(1, -(-len(found.lines) // LINES)))
    lines = found.lines[(part - 1) * LINES : part * LINES]
    rows = {row["id"]: row for row in store.of_ids(cell.id for one in lines for cell in one.outlets.values())}
    shown = []
    for one in lines:
        cells = {outlet: cell for outlet, cell in one.outlets.items() if cell.id in rows}
        full = max(cells.values(), key=lambda cell: (cell.verdict == "fullest", len(cell.words)), default=None)
        marked = {
            outlet: None
            if cell is full or full is None
            else pieces(rows[full.id], rows[cell.id], _ops(rows, full, cell))
            for outlet, cell in cells.items()
        }
        shown.append({"line": one, "cells": cells, "marked": marked})
    members = store.group("occasion", found.id) if ask.editing and found.kind == "occasion" else ()
    view = {
        "alone": False,
        "members": list(members),
        "shown": shown,
        "part": part,
        "parts_of": max(1, -(-len(found.lines) // LINES)),
    }
    return Room(template="side_by_side", title=title, data=data, view=view)


def _ops(rows: Mapping[str, Row], full: Any, cell: Any) -> Sequence[Op]:
    return diff(rows[full.id], rows[cell.id]).ops
