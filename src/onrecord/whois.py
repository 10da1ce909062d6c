"""Whom a name stands for in the record: through the registry, the names that pages give, and what is joined."""

from __future__ import annotations

from msgspec.structs import replace

from .actors import Registry, across
from .actors.spellings import fold
from .errors import UsageError
from .store import Called, Query, Store

KINDS = ("person", "organisation", "state")  # one for each sort of key that names have
MARKS = frozenset('"“”„«»')
SHORT = 3  # letters of an acronym that other words are written like: 'IS', 'US'
MOST_NAMES = 50  # of those on pages, by which contents are looked through
MOST = 12  # actors that a sentence lists


def called(words: str, registry: Registry) -> Called:
    """Return who is called so in full: the registry's actors of the name or id, and the keys of the name on pages."""
    words = " ".join(words.split())
    known = (registry.by_id[words],) if words in registry.by_id else registry.find(words)
    keys = dict.fromkeys(key for kind in KINDS if (key := across.key(words, kind)))
    names = dict.fromkeys(name for actor in known for name in (actor.name, *actor.aliases))
    return Called(ids=tuple(actor.id for actor in known), keys=tuple(keys), names=tuple(names))


def by_any_name(store: Store, registry: Registry, query: Query) -> Query:
    """Return a query whose speaker, addressee and subject are found by any of their names.

    What stands in quotation marks is meant to the letter, and left as it is.
    """
    meant = {
        part: called(words, registry)
        for part, words in (("speaker", query.speaker), ("to", query.to), ("about", query.about))
        if words and words.strip() and not MARKS & set(words)
    }
    if subject := meant.get("about"):
        seen = (*subject.names, *store.names(subject, MOST_NAMES))
        names = tuple(name for name in dict.fromkeys(seen) if len(name) > SHORT)
        meant["about"] = replace(subject, names=names)
    return replace(query, **{f"{part}_called": one for part, one in meant.items()})


def actors(store: Store, registry: Registry, words: str) -> list[tuple[str, ...]]:
    """Return the actors of the record that words stand for, each with all its nodes, in order.

    Words are a node, the registry's id or name, a name that pages give, or else a surname.
    """
    words = " ".join(words.split())
    if store.is_there("actor", words):
        return [store.group("actor", words)]
    for meant in (called(words, registry), Called(begins=across.surname_keys(words))):
        groups = [store.group("actor", node) for node in store.firsts(meant)]
        if found := [nodes for nodes in groups if any(store.is_there("actor", node) for node in nodes)]:
            written = [nodes for nodes in found if _is_written(store, nodes, words)] if len(found) > 1 else []
            return written or found
    return []


def _is_written(store: Store, nodes: tuple[str, ...], words: str) -> bool:
    """Whether a page writes an actor's name so, but for case and accents."""
    return fold(words) in map(fold, store.names(Called(ids=nodes[:MOST]), MOST_NAMES))


def actor(store: Store, registry: Registry, words: str) -> tuple[str, ...]:
    """Return the one actor of the record that words stand for; raises UsageError where there is none, or several."""
    found = actors(store, registry, words)
    if not found:
        listed = f"`onrecord actors list {store.path}` lists who is there"
        raise UsageError(f"Nobody in this record is called {words}; {listed}.")
    if len(found) > 1:
        some = ", ".join(nodes[0] for nodes in found[:MOST]) + (" and more" if len(found) > MOST else "")
        raise UsageError(f"{words} is the name of {len(found)} actors of this record: say which: {some}.")
    return found[0]
