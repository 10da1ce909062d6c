"""The rooms that list: pages by outlet, contacts by kind, actors by name, and how to read all this."""

from __future__ import annotations

from typing import Any

from ..store import Store
from .room import Ask, Room
from .times import histogram

PAGE, MOST = 50, 500


def pages(store: Store, ask: Ask) -> Room:
    """Return the room that lists pages, newest first: all of them, or an outlet's."""
    outlet = ask.get("outlet_name")
    kind, value = ("page", outlet) if outlet else ("pages", "")
    numbers, following = store.listed(kind, value, ask.get("after"), ask.number("limit", PAGE, MOST))
    data: dict[str, Any] = {
        "total": store.count(kind, value),
        "outlets": [{"outlet": name or None, "pages": n} for name, n in store.most("page", 30)],
        "over_time": histogram(store.days(kind, value)),
        "pages": store.pages_of_numbers(numbers),
        "next": following,
    }
    return Room(template="pages", title=f"Pages of {outlet}" if outlet else "Pages", data=data)


def contacts(store: Store, ask: Ask) -> Room:
    """Return the room that lists contacts, newest first: all of them, or those of a kind."""
    wanted = ask.get("kind")
    kind, value = ("contact", wanted) if wanted else ("contacts", "")
    numbers, following = store.listed(kind, value, ask.get("after"), ask.number("limit", PAGE, MOST))
    data: dict[str, Any] = {
        "total": store.count(kind, value),
        "kinds": [{"kind": name, "contacts": n} for name, n in store.most("contact", 30)],
        "over_time": histogram(store.days(kind, value)),
        "contacts": store.contacts_of_numbers(numbers),
        "next": following,
    }
    return Room(template="contacts", title=f"Contacts: {wanted}" if wanted else "Contacts", data=data)


def actors(store: Store, ask: Ask) -> Room:
    """Return the room that lists who is quoted, most first, or those whose name has the words."""
    words = ask.get("words")
    limit = ask.number("limit", 100, MOST)
    data: dict[str, Any] = {
        "actors": [{"name": name, "statements": n} for name, n in store.most("speaker", limit, words)],
        "kinds": [{"kind": kind, "statements": n} for kind, n in store.most("kind", 20)],
    }
    return Room(template="actors", title=f"Actors: {words}" if words else "Actors", data=data)


def about(store: Store, ask: Ask) -> Room:
    """Return the room that says how to read the others."""
    return Room(template="about", title="How to read this", data={"words": WORDS})


WORDS = {
    "page": "the bytes as received, with where and when they came from",
    "statement": "somebody's content, reported: source, cue, content; speaker, addressee, via; when and where",
    "source": "the words that name who",
    "cue": "the words that mark the reporting",
    "content": "the words that are attributed",
    "manner": "direct (the words themselves), indirect (retold) or mixed",
    "speaker": "the actor that the source resolves to; unnamed stays unnamed, none stays none",
    "via": "who stands between the speaker and the page: an agency, another outlet, a spokesman",
    "contact": "a call, meeting, visit, press conference, talks or exchange of letters",
    "act": "what a statement does: agree, reject, request, accuse, or nothing that can be told",
    "basis": "what an answer rests on: a full name, a pronoun, the page's own day",
}
