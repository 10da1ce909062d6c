"""Families: pages that print one text, of the links between copies.

The groups of kind copy join pages with one text. A page that holds several texts side by side joins none of them: its
links are unsure with the score of a copy, and here it becomes a member of each of their families.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from ..record import Link
from .copies import SAME


class Family(Struct, frozen=True, kw_only=True):
    """Pages that print one text: its id is the smallest of `members`, `besides` are those that hold other texts too."""

    id: str
    members: tuple[str, ...]
    besides: tuple[str, ...] = ()


def holds_more(link: Link) -> bool:
    """Whether a link says that one page has the other's text beside other texts."""
    return link.kind == "copy" and link.by_machine and link.judgement == "unsure" and link.score >= SAME


def families(groups: Mapping[str, tuple[str, ...]], held: Iterable[tuple[str, str]]) -> Iterator[Family]:
    """Yield the families, in order of their groups.

    `groups` are those of kind copy, by the smallest member. `held` are pairs of pages, linked as `holds_more` says: one
    that holds several texts, and one of these texts. Two that hold each other's text are a family by themselves.
    """
    group_of = {member: id for id, members in groups.items() for member in members}
    pairs = {(group_of.get(holder, holder), group_of.get(text, text)) for holder, text in held}
    holders: dict[str, set[str]] = {}
    for holder, text in pairs:
        if holder != text and (text, holder) not in pairs:
            holders.setdefault(text, set()).add(holder)
    for id in sorted(groups.keys() | holders.keys()):
        yield _family(groups, id, holders.get(id, set()))
    for one, other in sorted(pairs):
        if one < other and (other, one) in pairs and not any({one, other} <= around for around in holders.values()):
            yield _family(groups, one, {other})


def _family(groups: Mapping[str, tuple[str, ...]], id: str, holders: set[str]) -> Family:
    besides = {member for holder in holders for member in groups.get(holder, (holder,))}
    members = sorted({*groups.get(id, (id,)), *besides})
    return Family(id=members[0], members=tuple(members), besides=tuple(sorted(besides)))
