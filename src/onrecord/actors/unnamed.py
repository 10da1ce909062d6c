"""What an unnamed source is, by its description: official, diplomat, military, expert, witness, resident or group."""

from __future__ import annotations

import msgspec

from ..record import Mention
from . import nouns
from .naming import WORD, head_of

SOURCES = frozenset(("source", "person", "people", "man", "woman", "insider", "figure", "official", "officer"))


def typed(mention: Mention) -> Mention:
    """Return an unnamed mention with its type, any other as it is."""
    if mention.kind != "unnamed" or not mention.name:
        return mention
    found = type_of(mention.name)
    return msgspec.structs.replace(mention, type=found) if found else mention


def type_of(words: str) -> str | None:
    """Return the type of what a description calls, None where its words show none.

    The head decides ('a baker and witness' is a witness); of a mere 'source' or 'official' the word before it does:
    'a military source' is military. Several persons of no type, and bodies, are a group.
    """
    head = head_of(words)
    one = _singular(head)
    if one in SOURCES:
        for match in WORD.finditer(words):
            word = match[0].casefold()
            if word == head:
                break
            if word in nouns.UNNAMED_BEFORE:
                return nouns.UNNAMED_BEFORE[word]
    if found := nouns.UNNAMED.get(head) or nouns.UNNAMED.get(one):
        return found
    return "group" if head in nouns.PLURAL_PERSONS or head in _PLURALS or one in nouns.BODY_NOUNS else None


_PLURALS = {"men": "man", "women": "woman", "people": "person", "policemen": "policeman", "witnesses": "witness"}


def _singular(head: str) -> str:
    if head in _PLURALS:
        return _PLURALS[head]
    if head.endswith("ies") and len(head) > 4:
        return head[:-3] + "y"
    return head.removesuffix("s") if not head.endswith("ss") else head
