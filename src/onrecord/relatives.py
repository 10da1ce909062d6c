"""Relative pronouns resolved: 'who', 'which', 'that', 'whose' as a source."""

from __future__ import annotations

import re

import msgspec

from . import descriptions, nouns
from .discourse import Discourse, Found
from .mentions import Name
from .naming import head_of
from .record import Mention
from .sources import Phrase, plain

CLAUSE = re.compile(r"[,;:“”\"—–]\s")


def resolve(phrase: Phrase, page: Discourse) -> list[Found]:
    """Resolve a relative pronoun: to the name right before it, the name that its noun is apposed to, or the noun."""
    word, span = phrase.words, phrase.span
    first = max(0, span[0] - 160, page.text.sentences[page.text.sentence(span[0])])
    window = page.text.text[first : span[0]].rstrip(" ,—–-(\u00a0")
    window = re.sub(r"\s(?:in|to|for|of|with|by|from|on|at)\Z", "", window)
    end = first + len(window)
    near = [name for name in page.text.within(first, end + 1) if name.kind != "title"]
    clauses = CLAUSE.split(window)
    tail = clauses[-1].strip()
    if near:
        last = near[-1]
        gap = page.text.text[last.end : end].strip("'’s ")
        apposed = len(clauses) > 1 and end - last.end < 110 and word != "which" and _describes_person(tail, last)
        if not re.search(r"\w", gap) or apposed:
            return [
                (msgspec.structs.replace(mention, basis="pronoun"), actor)
                for mention, actor in [page.of_name(last, span)]
            ]
    words = _last_noun_phrase(tail)
    head = head_of(words)
    definite = re.search(rf"\b(?:the|his|her|their)\s+{re.escape(words)}\Z", tail, re.IGNORECASE)
    if word != "which" and head in nouns.PERSON_NOUNS and definite:
        start = end - len(window[window.rfind(definite[0]) :]) if definite[0] in window else span[0]
        noun = Phrase("description", definite[0], (start, end), None, head)
        return [
            (msgspec.structs.replace(m, basis="pronoun", span=span), a) for m, a in descriptions.resolve(noun, page)
        ]
    kind = "document" if head in nouns.DOCUMENT_NOUNS else "unnamed"
    return [(Mention(name=words or word, kind=kind, basis="pronoun", span=span, score=0.5), None)]


def _describes_person(tail: str, name: Name) -> bool:
    return any(tail in words or words in tail for words in name.apposed) or (
        name.kind == "person"
        and bool(re.match(r"(?:an?|the|his|her|former|now)\s", tail))
        and head_of(tail) in nouns.PERSON_NOUNS
    )


def _last_noun_phrase(words: str) -> str:
    """The noun phrase that ends a clause, back to its determiner or its first plural noun's modifiers."""
    taken: list[str] = []
    for word in reversed(words.split()[-8:]):
        lower = word.casefold()
        if lower in nouns.STOPS or (lower in nouns.PHRASE_ENDS and lower not in ("of", "in", "at", "from", "for")):
            break
        taken.insert(0, word)
        if lower in nouns.DETERMINERS:
            break
    return plain(" ".join(taken))
