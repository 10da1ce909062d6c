"""The step that joins actors: what each new page names is kept by name, and all of one name are weighed together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..actors import across
from ..nodes import Node
from ..record import MACHINE, Link
from ..store import Store
from .job import Job

PAGES = 500  # kept in one transaction


def actors(store: Store, pages: list[str], job: Job) -> Iterator[Link]:
    """Give the links between actors of one name, where the pages given name one of them."""
    keys: set[str] = set()
    for start in range(0, len(pages), PAGES):
        some = pages[start : start + PAGES]
        found = [(key, node) for page in some for node in _of_page(store, page) for key in _keys(node)]
        keys.update(store.keep_actors(some, found), (key for key, _ in found))
        job.seen(start + len(some))
    for key in sorted(keys):
        yield from _of_key(store, key, job)


def _of_page(store: Store, page: str) -> list[Node]:
    """The actors that a page names, each with all that the page says of it."""
    found: dict[str, Node] = {}
    for node, source in store.named(page):
        known = found.get(node.id, node)
        offices = dict.fromkeys((*known.offices, *node.offices))
        own = source if source and node.name.split()[-1] in source else ""
        found[node.id] = Node(
            id=node.id,
            name=max(known.name, node.name, key=lambda name: (len(name), name)),
            kind=known.kind,
            offices=tuple(offices),
            gender=known.gender or across.gender(f"{own} {' '.join(node.offices)}"),
            date=node.date,
        )
    return [found[id] for id in sorted(found)]


def _keys(node: Node) -> list[str]:
    of_name = (across.key, across.initial_key, across.person_key)
    keys = [of(node.name, node.kind) for of in of_name]
    return [key for key in keys if key]


def _of_key(store: Store, key: str, job: Job) -> Iterator[Link]:
    """What is to be said now of all actors under a key and was not before, and what no longer holds."""
    nodes = store.namesakes(key)
    standing = store.ties(key)
    ties = Counter(id for tie in standing if tie[2] == "same" for id in tie[:2])
    before = {tie[:2]: (tie[2], *tie[4:]) for tie in standing if tie[3].startswith(MACHINE)}
    by_initial = key.startswith(across.INITIAL)
    if by_initial:
        judged = across.initials(nodes, job.registry, ties)
    else:
        judged = across.namesakes([node for node in nodes if node.id not in job.registry.by_id], job.registry, ties)
    said = set()
    for one in judged:
        ids = (min(one.ids), max(one.ids))
        said.add(ids)
        if before.get(ids) != (one.judgement, one.score, one.reason):  # nearly all of a common name say so already
            yield job.link("actor", ids, one.judgement, one.score, one.reason)
    names = {node.id: across.key(node.name, node.kind) if by_initial else key for node in nodes}
    for left, right, judgement, by, *_ in standing:
        here = all(id in names or (id in job.registry.by_id and not by_initial) for id in (left, right))
        own = here and by.startswith(MACHINE) and judgement != "unsure"
        if own and (left, right) not in said and by_initial == (names.get(left, key) != names.get(right, key)):
            yield job.link("actor", (left, right), "unsure", 0.5, "what spoke for it is no longer there")
