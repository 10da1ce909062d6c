"""Groups of the record as rows to be written: families, stories, lines and occasions, one a row; and datings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import to_builtins

from .align.families import Family
from .align.family import view
from .linking.families import families
from .record import Reading
from .store import Store
from .undated import Undated

Row = dict[str, Any]


def rows(store: Store, kind: str) -> Iterator[Row]:
    """Yield the groups of one of KINDS, each with its id and its members; pages that are gone are left out."""
    return KINDS[kind](store)


def _families(store: Store) -> Iterator[Row]:
    for family in families(store):
        readings = _readings(store, family.members)
        if len(readings) > 1:
            yield _family(family, readings)


def _family(family: Family, readings: list[Reading]) -> Row:
    """A family with its likely origin, its pages in order of appearance, and how each stands to the most complete."""
    seen = view(readings, family.besides)
    of = {reading.page: reading for reading in readings}
    members = [
        {**_page(of[member.page]), "kind": member.kind, "share": member.share, "besides": member.page in family.besides}
        for member in seen.members
    ]
    origin = {name: getattr(seen.origin, name) for name in ("name", "page", "basis", "why")}
    return {"id": family.id, "members": members, "origin": origin, "most_complete": seen.yardstick}


def _stories(store: Store) -> Iterator[Row]:
    for id, pages in list(store.groups("story")):
        members = [_page(reading) for reading in _readings(store, pages)]
        if len(members) > 1:
            yield {"id": id, "members": sorted(members, key=lambda one: (one["published"] or "~", one["id"]))}


def _lines(store: Store) -> Iterator[Row]:
    for id, statements in list(store.groups("line")):
        found = [row for row in map(store.statement, statements) if row]
        if len(found) > 1:
            members = [{name: row[name] for name in ("id", "file", "url", "page", "outlet")} for row in found]
            for member, row in zip(members, found, strict=True):
                member["content"] = row["quote"]["content"]
            yield {"id": id, "members": members}


def _occasions(store: Store) -> Iterator[Row]:
    for id, contacts in list(store.groups("occasion")):
        members = []
        for contact in contacts:
            number = store.number_of_contact(contact)
            report = store.reported(number) if number else None
            for reading in _readings(store, [report.page] if report else []):
                members.append({**_page(reading), "id": contact, "page": reading.page})
        if len(members) > 1:
            yield {"id": id, "members": members}


def _datings(store: Store) -> Iterator[Row]:
    """When pages without a day may have appeared, by what other pages tell."""
    undated = Undated(store)
    for page in store.undated_pages():
        reading = store.reading(page)
        found = undated.dating(reading) if reading else None
        if reading and found:
            yield {**_page(reading), **to_builtins(found)}


def _readings(store: Store, pages: Iterable[str]) -> list[Reading]:
    found = (store.head(number) for number in store.numbers(pages))
    return [reading for reading in found if reading]


def _page(reading: Reading) -> Row:
    article = reading.article
    return {
        "id": reading.page,
        "file": reading.file,
        "url": reading.url,
        "outlet": article.outlet.name if article.outlet else None,
        "title": article.title.text if article.title else None,
        "published": article.published.value if article.published else None,
    }


KINDS: dict[str, Callable[[Store], Iterator[Row]]] = {
    "families": _families,
    "stories": _stories,
    "lines": _lines,
    "occasions": _occasions,
    "datings": _datings,
}
