"""A person's judgement whether two things of the record are one: made of what was typed, with what it is about."""

from __future__ import annotations

from msgspec.structs import replace

from . import whois
from .actors import Registry
from .correct import check_signature
from .correcting import Signed
from .errors import UsageError
from .record import Judgement, Link, LinkKind
from .store import Store

# What a link of each kind joins.
JOINED: dict[LinkKind, str] = {
    "actor": "actor",
    "copy": "page",
    "story": "page",
    "line": "statement",
    "occasion": "contact",
}


def judge(
    store: Store, registry: Registry, ids: tuple[str, str], judgement: Judgement, signed: Signed, kind: LinkKind | None
) -> tuple[Link, bool]:
    """Keep a judgement on two statements, pages, contacts or actors; return it, and whether it changed anything.

    `ids` are ids, or their beginnings, or actors' names. What the link is of follows from them, but for two pages,
    which may be copies or of one story: there `kind` says. Raises UsageError where an id is none, is several or the two
    do not go together, or where nobody signed.
    """
    check_signature(signed.by, signed.note)
    (what, left), (other, right) = (_thing(store, registry, id, kind) for id in ids)
    if what != other:
        raise UsageError(f"{ids[0]} is {_a(what)} and {ids[1]} {_a(other)}: a judgement is about two of one kind.")
    if left == right:
        raise UsageError(f"{ids[0]} and {ids[1]} are one and the same {what} already: {left}.")
    kinds = [name for name, thing in JOINED.items() if thing == what and kind in (None, name)]
    if len(kinds) > 1:
        raise UsageError("Two pages may be copies or of one story: say which with --kind copy or --kind story.")
    left, right = sorted((left, right))
    by = signed.by.strip()
    link = Link(
        kind=kinds[0], left=left, right=right, judgement=judgement, by=by, at=signed.at, reason=signed.note or None
    )
    before = next((one for one in store.links(link.kind, [left]) if one.right == right), None)
    if before is not None and replace(before, at=link.at) == link:
        return before, False
    store.append([link])
    return link, True


def _thing(store: Store, registry: Registry, id: str, kind: LinkKind | None) -> tuple[str, str]:
    """What an id stands for, and the whole id; raises UsageError where that is nothing, or several things."""
    kinds = (JOINED[kind],) if kind else ("statement", "page", "contact", "actor")
    if "actor" in kinds and not any(what in kinds for what, _ in store.things(id)):
        if id in registry.by_id:
            return "actor", id
        if whois.actors(store, registry, id):
            return "actor", whois.actor(store, registry, id)[0]
    return store.the(id, *kinds)


def _a(what: str) -> str:
    return f"an {what}" if what == "actor" else f"a {what}"
