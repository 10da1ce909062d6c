"""The room of one actor: its names and offices, what it said over time, whom it met, and how each outlet names it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ..actors import registry_of
from ..store import Store
from ..store.portrait import Portrait
from ..whois import actors as who_is
from .room import Ask, NotThere, Room
from .search import NAMES
from .times import grid, histogram, iso
from .topics import LOOKED_AT, topics

MOST_ACTS, MOST_MET, MOST_CHOICES = 8, 12, 50


def actor(store: Store, ask: Ask) -> Room:
    """Return the room of the actor with this id or name; where a name is that of several, the room that lists them."""
    wanted = " ".join(ask.path["id"].split())
    found = who_is(store, registry_of(), wanted) if wanted else []
    if len(found) > 1:
        return _several(store, wanted, found[:MOST_CHOICES])
    if not found and not store.count("speaker", wanted):
        raise NotThere(f"Nobody in this record is called {wanted}.")
    shown = store.portrait(found[0]) if found else store.portrait_by_name(wanted)
    nodes = shown.nodes
    known = next((registry_of().by_id[node] for node in nodes if node in registry_of().by_id), None)
    name = known.name if known else next((name for name, _, _ in shown.names), wanted)
    data: dict[str, Any] = {
        "id": known.id if known else nodes[0] if nodes else wanted,
        "name": name,
        "kind": known.kind if known else next((kind for _, kind, _ in shown.names), None),
        "nodes": list(nodes[:MOST_CHOICES]),
        "joined": len(nodes) if found else 1,
        "total": shown.total,
        "at_least": shown.at_least,
        "counted": shown.counted,
        "names": [{"name": n, "kind": kind, "count": count} for n, kind, count in shown.names],
        "offices": _offices(shown, nodes),
        "facets": {NAMES[kind]: [{"value": v, "count": n} for v, n in rows] for kind, rows in shown.facets.items()},
        "over_time": histogram(shown.days),
        "acts": [{"act": act, "over_time": histogram(days)} for act, days in list(shown.acts.items())[:MOST_ACTS]],
        "topics": topics(store, nodes),
        "called": _called(shown),
        "met": _met(shown, {n for n, _, _ in shown.names} | {name}, set(nodes)),
        "contacts": shown.contacts[::-1],
        "statements": shown.statements,
    }
    acts = [(one["act"], sum(n for _, n in shown.acts[one["act"]]), one["over_time"]) for one in data["acts"]]
    said_on = [(one["topic"], one["count"], one["over_time"]) for one in data["topics"]]
    view = {
        "grid": grid(data["over_time"], acts),
        "topic_grid": grid(data["over_time"], said_on),
        "looked_at": min(shown.total, LOOKED_AT),
    }
    if ask.editing:
        view["others"] = _others(store, [node for node in data["nodes"] if node != data["id"]])
    return Room(template="actor", title=name, data=data, view=view)


def _others(store: Store, nodes: list[str]) -> list[tuple[str, str]]:
    """Return nodes with what tells them apart: who prints the page that names them so, and its title."""
    pages = store.pages_that_begin([node.partition("/")[0] for node in nodes if "/" in node])
    found = []
    for node in nodes:
        start, _, slug = node.partition("/")
        page = pages.get(start)
        words = f"{page['outlet'] or page['file']}: {page['title'] or 'no title'} ({slug})" if page else node
        found.append((node, words))
    return found


def _several(store: Store, wanted: str, found: list[tuple[str, ...]]) -> Room:
    choices = []
    for nodes in found:
        shown = store.portrait(nodes)
        choices.append(
            {
                "id": nodes[0],
                "names": [name for name, _, _ in shown.names[:5]],
                "offices": [office["title"] for office in _offices(shown, nodes)[:3]],
                "statements": shown.total,
            }
        )
    return Room(template="several", title=wanted, data={"name": wanted, "actors": choices})


def _offices(shown: Portrait, nodes: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the offices that the registry dates, and those that pages give, with the days on which they do."""
    known = next((registry_of().by_id[node] for node in nodes if node in registry_of().by_id), None)
    country, dated = (known.country, known.offices) if known else (None, ())
    terms = [
        {"title": registry_of().title(office, country), "from": office.begin, "to": office.end, "basis": "registry"}
        for office in dated
    ]
    given = [
        {"title": title, "from": iso(first) if first else None, "to": iso(last) if last else None, "basis": "pages"}
        | {"count": count}
        for title, first, last, count in shown.offices
    ]
    return [*terms, *given]


def _called(shown: Portrait) -> list[dict[str, Any]]:
    """Return how each outlet calls the actor, the commonest first."""
    outlets: dict[str | None, list[dict[str, Any]]] = {}
    for outlet, words, count in shown.called:
        outlets.setdefault(outlet, []).append({"words": words, "count": count})
    return [{"outlet": outlet, "words": words} for outlet, words in outlets.items()]


def _met(shown: Portrait, own: set[str], nodes: set[str]) -> list[dict[str, Any]]:
    """Return with whom the actor has contacts, by name: how many, and of which kinds."""
    counts: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {}
    for contact in shown.contacts:
        others = {p["name"] for p in contact["participants"] if p["name"] and p["id"] not in nodes}
        for name in sorted(others - own):
            counts[name] += 1
            kinds.setdefault(name, Counter())[contact["kind"]] += 1
    order = sorted(counts, key=lambda name: (-counts[name], name))[:MOST_MET]
    return [{"name": name, "count": counts[name], "kinds": dict(sorted(kinds[name].items()))} for name in order]
