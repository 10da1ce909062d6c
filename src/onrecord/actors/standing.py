"""An actor of a page, and what the words around its names show of it: a state, a place, a people."""

from __future__ import annotations

import re
from collections.abc import Iterable

from . import nouns
from .mentions import Name, Text
from .registry import fold
from .roles import Role

LOCATIVE = re.compile(
    r"\b(?:in|near|across|throughout|inside|outside|around|(?:town|city|village) of)\s\Z", re.IGNORECASE
)
GOVERNED = re.compile(
    r"['’][sS]?\s(?:\w+\s)?(?:government|(?:foreign|defen[cs]e|prime) minist(?:er|ry)|parliament|army|capital|embassy"
    r"|ambassador|ruling party|armed forces|airspace|borders?)\b"
)
REACH = 16  # characters before a name in which a preposition stands


class Actor:
    """A person, organisation or state of the page; `seen` are the positions of its names in `Text.names`."""

    __slots__ = ("gender", "id", "kind", "name", "roles", "seen")

    def __init__(self, name: str, kind: str, id: str | None = None) -> None:
        """Begin with the first name seen."""
        self.name = name
        self.kind = kind
        self.gender: str | None = None
        self.id = id
        self.roles: list[Role] = []
        self.seen: list[int] = []


def know_places(text: Text, actors: Iterable[Actor]) -> None:
    """Make states and places of actors whose names show it: 'Ruritania' beside 'Ruritanian', 'Zenda' after 'in'.

    A place or a people ('Zenda', 'European') can speak only as a metonym, and is no 'he'.
    """
    words = {word for name in text.names for word in (*name.titles.split(), *name.words)}
    for actor in actors:
        if actor.kind or actor.gender or actor.roles or not actor.seen:
            continue
        names = [text.names[i] for i in actor.seen]
        if fold(actor.name) in text.registry.demonyms or fold(actor.name) in nouns.PEOPLES:
            actor.kind = "place"
        elif (actor.name.endswith("a") and f"{actor.name}n" in words) or any(_governed(name, text) for name in names):
            actor.kind = "state"
        elif 2 * sum(_located(i, text) for i in actor.seen) >= len(names):
            actor.kind = "place"


def _located(number: int, text: Text) -> bool:
    """Whether a name stands as a place does: 'in Zenda' but not "in Zenda's words", "Zenda's Anna Berg"."""
    name = text.names[number]
    if name.possessive:
        after = text.names[number + 1 : number + 2]
        return any(n.kind == "person" and " " in n.text and n.start - name.end <= len("'s ") for n in after)
    return bool(LOCATIVE.search(text.text, max(0, name.begin - REACH), name.begin))


def _governed(name: Name, text: Text) -> bool:
    """Whether a name owns what a state has: "Ruritania's government"."""
    return name.possessive and bool(GOVERNED.match(text.text, name.end))
