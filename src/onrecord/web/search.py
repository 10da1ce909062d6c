"""The room of searching: statements found, with counts by value and over time, and ways to narrow and to take away."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from ..store import Query, Store
from ..store.browse import HIT, KINDS, ORDERS, Browse, Found
from .room import Ask, Room
from .times import histogram
from .understand import understand

PAGE, MOST = 25, 500  # statements at once; as many as may be asked for
# The name in an address of each kind of value: the names of the contract, where it has one.
NAMES = {
    "speaker": "speaker_name",
    "addressee": "addressee_name",
    "outlet": "outlet_name",
    "via": "via_name",
    "kind": "speaker_kind",
    "manner": "manner",
    "act": "act",
    "place": "where_name",
    "actor": "speaker_id",  # of the registry; not counted among the others, being the speaker again
}
TITLES = {
    "speaker": "Speaker",
    "addressee": "Addressee",
    "outlet": "Outlet",
    "via": "Via",
    "kind": "Kind of speaker",
    "manner": "Manner",
    "act": "Act",
    "place": "Place",
    "actor": "Speaker",
}
_SUGGESTED = ("speaker", "addressee", "outlet", "place")


def search(store: Store, ask: Ask) -> Room:
    """Return the room of a search; without a question, of all statements, newest first."""
    asked, typed = asked_of(ask)
    found = store.browse(asked)
    shown = {key: value for key, value in ask.given.items() if value.strip() and key != "after"}
    words = ask.get("words") or ""
    view: dict[str, Any] = {
        "kinds": [(kind, NAMES[kind], TITLES[kind]) for kind in KINDS],
        "chips": _chips(ask),
        "hits": {id: _hits(text) for id, text in found.marked.items()},
        "titles": {id: _hits(text) for id, text in found.titles.items() if HIT[0] in text},
        "shown": shown,
        "typed": typed,
        "names": [(NAMES[k], TITLES[k].lower(), value, n) for k, value, n in store.values(words, _SUGGESTED, 5)],
        "orders": ORDERS if asked.query.words else ORDERS[:2],
    }
    title = f"Statements: {words}" if words else "Statements"
    return Room(template="search", title=title, data=as_data(found), view=view)


def asked_of(ask: Ask) -> tuple[Browse, Query]:
    """Return what is asked for, and what was understood of the search box alone.

    Raises UsageError where a part has a value that nothing can match.
    """
    typed = understand(ask.get("words") or "")
    parts = {"since": "from", "until": "until", "speaker": "speaker", "to": "to", "about": "about", "outlet": "outlet"}
    given = {ours: value for ours, name in parts.items() if (value := ask.get(name))}
    query = replace(typed, **given)
    exact = tuple((kind, value) for kind, name in NAMES.items() if (value := ask.get(name)))
    order = ask.choice("order", ("best", "newest", "oldest") if query.words else ("newest", "oldest", "best"))
    limit = ask.number("limit", PAGE, MOST)
    after, mark = ask.get("after"), ask.form == "html"  # data have no marks
    return Browse(query=query, exact=exact, order=order, after=after, limit=limit, mark=mark), typed


def as_data(found: Found) -> dict[str, Any]:
    """Return what was found as data: the statements as public JSON objects, the counts beside them."""
    return {
        "total": found.total,
        "at_least": found.at_least,
        "order": found.order,
        "counted": found.counted,
        "facets": {
            NAMES[kind]: [{"value": value, "count": n} for value, n in values] for kind, values in found.facets.items()
        },
        "over_time": histogram(found.days),
        "statements": found.statements,
        "next": found.next,
    }


def _chips(ask: Ask) -> list[tuple[str, str, str]]:
    """Return the parts of the question that can be taken away: name, label, value."""
    labels = {name: TITLES[kind].lower() for kind, name in NAMES.items()}
    labels |= {"from": "from", "until": "until", "speaker": "speaker", "to": "to", "about": "about", "outlet": "outlet"}
    return [(name, label, value) for name, label in labels.items() if (value := ask.get(name))]


def _hits(marked: str) -> list[tuple[bool, str]]:
    """Return a text with marks as pieces, each with whether it was found."""
    pieces: list[tuple[bool, str]] = []
    for n, part in enumerate(marked.split(HIT[0])):
        inside, _, after = part.rpartition(HIT[1]) if n else ("", "", part)
        pieces += [(True, inside)] * bool(inside) + [(False, after)] * bool(after)
    return pieces
