"""The families of a store: of all its pages, or of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..align.families import Family, holds_more
from ..align.families import families as of
from ..record import Link
from ..store import Store


def families(store: Store) -> Iterator[Family]:
    """Yield every family of the store, in order."""
    return of(dict(store.groups("copy")), _held(store, store.links("copy")))


def families_of(store: Store, page_id: str) -> list[Family]:
    """Return the families of one page: several where it holds several texts side by side, none where it is no copy."""
    groups: dict[str, tuple[str, ...]] = {}
    held: set[tuple[str, str]] = set()
    around, seen = {page_id}, set[str]()
    for _ in range(3):  # the page, those that hold its text or whose text it holds, and those that hold theirs
        members = {member for id in sorted(around - seen) for member in store.group("copy", id)}
        for member in sorted(members):
            group = store.group("copy", member)
            if len(group) > 1:
                groups[group[0]] = group
        found = set(_held(store, store.links("copy", sorted(members))))
        held |= found
        seen |= members
        around = {id for pair in found for id in pair}
    return [family for family in of(groups, held) if page_id in family.members]


def _held(store: Store, links: Iterable[Link]) -> Iterator[tuple[str, str]]:
    for link in filter(holds_more, links):
        for pair in ((link.left, link.right), (link.right, link.left)):
            if store.holds(*pair):
                yield pair
