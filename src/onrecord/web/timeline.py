"""The room of a story in order: contacts, statements and plans by the day they happened, as a list and as a picture."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from ..align.timeline import Entry
from ..errors import UsageError
from ..gather import gather, in_order
from ..store import Store
from . import pictures
from .joined import in_time
from .room import Ask, NotThere, Room

MOST_PAGES = 40  # put in order at once: a longer story is told in parts
ENTRIES = 150  # shown at once
LISTED = 30
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")


def timeline(store: Store, ask: Ask) -> Room:
    """Return the timeline of the story that a page is in; without one, of all pages where they are few."""
    id = ask.path.get("id")
    group = store.group("story", id) if id else tuple(page["id"] for page in _all(store))
    pages = store.pages_of_ids(group)
    if id and not pages:
        raise NotThere(f"There is no page {id} in this record.")
    pages.sort(key=in_time)
    part = ask.number("part", 1, max(1, -(-len(pages) // MOST_PAGES)))
    entries = in_order(gather(store, [page["id"] for page in pages[(part - 1) * MOST_PAGES : part * MOST_PAGES]]))
    kinds = tuple(dict.fromkeys(["all", "contact", "statement"]))
    kept = _kept(entries, ask, ask.choice("kind", kinds))
    title = f"Timeline: {pages[0]['title']}" if id and pages[0]["title"] else "Timeline"
    stories = store.largest("story", LISTED) if not id else []
    firsts = store.earliest(group for group, _ in stories)
    data: dict[str, Any] = {
        "id": group[0] if id else None,
        "pages": len(pages),
        "part": part,
        "parts_of": max(1, -(-len(pages) // MOST_PAGES)),
        "total": len(entries),
        "entries": [msgspec.to_builtins(entry) for entry in kept],
        "stories": [{"id": one, "pages": n, "first": firsts[one]} for one, n in stories if one in firsts],
    }
    picture = pictures.story(kept, title)
    view = {"kinds": kinds, "picture": picture, "entries": data["entries"][:ENTRIES], "entries_of": len(kept)}
    return Room(template="timeline", title=title, data=data, view=view, picture=picture)


def _all(store: Store) -> list[dict[str, Any]]:
    """Return the pages of a record that has few of them; none of a larger one, whose stories are listed instead."""
    numbers, following = store.listed("pages", "", None, MOST_PAGES)
    return [] if following else store.pages_of_numbers(numbers)


def _kept(entries: list[Entry], ask: Ask, kind: str) -> list[Entry]:
    """Return the entries that the reader asks for: of a kind, with somebody, between days."""
    who, since, until = (ask.get("who") or "").casefold(), ask.get("from"), ask.get("until")
    for name, value in (("from", since), ("until", until)):
        if value and not _DATE.fullmatch(value):
            raise UsageError(f"{name} takes a date such as 2016, 2016-01 or 2016-01-20, not {value!r}.")
    kept = []
    for entry in entries:
        dates = [date for date in (entry.about or entry.when, *entry.planned) if date]
        first, last = (min(dates).split("/")[0], max(dates).split("/")[-1]) if dates else ("", "")
        held = (kind == "all" or entry.kind == kind) and (not who or any(who in name.casefold() for name in entry.who))
        held = held and (not since or bool(dates and last[: len(since)] >= since[: len(last)]))
        if held and (not until or (dates and first[: len(until)] <= until[: len(first)])):
            kept.append(entry)
    return kept
