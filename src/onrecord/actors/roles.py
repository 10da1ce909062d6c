"""Roles: what an actor is called without its name, and when two such descriptions can be of one actor."""

from __future__ import annotations

import re

from . import nouns
from .naming import POSSESSIVE, WORD, head_of
from .registry import Registry

SPELT = {"defense": "defence", "labor": "labour", "transportation": "transport"}
OFFICES = (nouns.PORTFOLIOS | {"prime"}) - {"affairs", "emeritus", "staff", "state"}
DIPLOMACY = re.compile(r"(?:the )?(?:head|chief) of (?:the |[^\W\d_]+['’]s? )?(?:\w+ )?diplomacy\Z", re.IGNORECASE)


class Role:
    """What an actor is called without its name: a head noun and the words that narrow it down, and all as written."""

    __slots__ = ("head", "narrowed", "words")

    def __init__(self, head: str, narrowed: frozenset[str], words: str = "") -> None:
        """Keep the head noun and the narrowing words, both in lower case."""
        self.head = head
        self.narrowed = narrowed
        self.words = words


def read(words: str, registry: Registry) -> Role:
    """Read a title or a description: 'spokesman for the bakers' is a spokesman, narrowed by bakers."""
    parts = [POSSESSIVE.sub("", match[0]).casefold() for match in WORD.finditer(words)]
    parts = [SPELT.get(part, nouns.ABBREVIATED.get(part.replace(".", ""), part)) for part in parts]
    if DIPLOMACY.match(words):  # 'the head of Ruritanian diplomacy' is its foreign minister
        parts, head = ["foreign", *parts[2:-1]], "minister"
    else:
        head = head_of(words)
    head = nouns.ABBREVIATED.get(head.replace(".", ""), head)
    if head.removesuffix("s") in nouns.PERSON_NOUNS:
        head = head.removesuffix("s")
    if words[:1].isupper() and parts and parts[0] in nouns.TITLES and len(parts) > 1 and parts[1] in ("of",):
        head = parts[0]
    elif head in nouns.PORTFOLIOS:  # 'Secretary of State' without its 'of': 'Defense Secretary' ends in its head
        head = next((part for part in parts if part in nouns.TITLES), head)
    rest = frozenset(
        place(part, registry)
        for part in parts
        if part != head and part not in nouns.NEVER_NAMES and part not in nouns.DETERMINERS
    )
    return Role(head, rest, words)


def place(word: str, registry: Registry) -> str:
    """Return a word, or the id of the state that it is a name, a demonym or a capital of."""
    state = registry.state_of(word)
    return f"={state.id}" if state else word


def like(head: str) -> list[tuple[str, float]]:
    """Return a head noun and those that it may stand for, each with what a match is worth."""
    like = {word for group in nouns.SYNONYMS if head in group for word in group} - {head}
    return [(head, 2.0), *((word, 1.4) for word in sorted(like))]


def clash(asked: Role, own: Role) -> bool:
    """Whether two roles cannot be one: other states, other parties, or one former and one not."""
    parties = [{nouns.PARTIES[w] for w in (role.head, *role.narrowed) if w in nouns.PARTIES} for role in (asked, own)]
    if parties[0] and parties[1] and not parties[0] & parties[1]:
        return True
    states = {w for w in asked.narrowed if w[0] == "="}, {w for w in own.narrowed if w[0] == "="}
    if states[0] and states[1] and not states[0] & states[1]:
        return True
    held = asked.narrowed & OFFICES, own.narrowed & OFFICES
    if held[0] and held[1] and not held[0] & held[1]:
        return True  # 'the prime minister' is no foreign minister
    return any((w in asked.narrowed) != (w in own.narrowed) for w in ("former", "vice", "deputy", "ex"))
