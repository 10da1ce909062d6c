"""Relative pronouns resolved: 'who', 'which', 'that', 'whose' as a source."""

from __future__ import annotations

import re

import msgspec

from ..record import Mention
from . import descriptions, nouns
from .discourse import Discourse, Found
from .mentions import Name
from .naming import head_of
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
    tail = CLAUSE.split(window)[-1].strip()
    apposed = next((name for name in reversed(near) if _is_apposed(tail, name)), None) if word != "which" else None
    if apposed is None and near and not re.search(r"\w", page.text.text[near[-1].end : end].strip("'’s ")):
        apposed = near[-1]
    if apposed is not None:
        mention, actor = page.of_name(apposed, span)
        return [(msgspec.structs.replace(mention, basis="pronoun"), actor)]
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


def _is_apposed(tail: str, name: Name) -> bool:
    """Whether the clause before a relative describes a name: 'Anna Berg, a baker from Zenda, who'."""
    return name.kind in ("person", "") and any(tail == words or words.endswith(tail) for words in name.apposed if tail)


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
