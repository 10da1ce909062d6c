"""Where a noun phrase begins or ends: the words to the left or right that belong to it."""

from __future__ import annotations

from ..record import Span
from .cues import (
    AUXILIARIES,
    CONJUNCTIONS,
    CONNECTORS,
    DAYS,
    DETERMINERS,
    FORMS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
)
from .passages import QUOTED, Passage

LONGEST = 32  # words of a source; PolNeAR's training articles have few longer
# A phrase after an inverted verb ('said Ann Lee in Paris') ends before these.
AFTER_SOURCE = (PREPOSITIONS - {"of", "for", "from"}) | CONJUNCTIONS | DAYS | {"last", "late", "early", "adding"}
STOPS = frozenset([";", ":", "—", "–", "--", "-", ".", "?", "!", "…", "...", '"', "“", "”"])


def phrase_left(words: Passage, first: int, end: int) -> Span | None:
    """Return the longest noun phrase that ends before the word `end`, without what only introduces the sentence."""
    low = words.low
    at = end - 1
    joined = -1
    limit = max(first, end - LONGEST)
    while at >= limit:
        word = low[at]
        if word in ("and", "or", "&"):
            joined = at
        elif word == ",":
            if not (at - 1 >= limit and _in_list(words, at, end)):
                break
        elif word == "." or word == "-":
            if at == first or not inside_name(words, at, end):
                break
        elif word == "who" or (word == QUOTED and at == end - 1 and not ends_clause(words, at)):
            pass
        elif word in STOPS or word in CONJUNCTIONS or word in ("(", ")", QUOTED):
            break
        elif _verbal(words, at, end):
            relative = [back for back in range(max(limit, at - 6), at) if low[back] == "who"]
            if relative and "," not in low[relative[-1] : at]:
                at = relative[-1] - 1
                continue
            at = joined if joined > at else at
            break
        at -= 1
    start = _introduced(words, at + 1, end, first)
    if start >= end or low[start] in PREPOSITIONS or (end - start == 1 and low[start].endswith("ly")):
        return None
    return start, end


def _verbal(words: Passage, at: int, end: int) -> bool:
    """Tell whether a word left of the head of a phrase shows that another clause stands there."""
    word = words.low[at]
    if word in PRONOUNS:
        return at < end - 1 and word not in ("others", "many")
    return (word in AUXILIARIES and word not in ("'s", "'d")) or _finite(words, at, end)


def _finite(words: Passage, at: int, end: int) -> bool:
    """Tell whether a word in a phrase is a verb rather than a noun or adjective of the same form."""
    word = words.low[at]
    form = FORMS.get(word)
    if words.capital(at) or at == end - 1:
        return False
    before = words.low[at - 1] if at else ""
    if form and form[1] == "s":
        return form[2] in ("say", "tell") or before in PRONOUNS
    if word.endswith("ed") or (form and form[1] == "ed"):
        return not (before in DETERMINERS or before in POSSESSIVES or before in PREPOSITIONS or before.endswith("ly"))
    return before in PRONOUNS and not words.capital(at - 1)


def ends_clause(words: Passage, at: int) -> bool:
    """Tell whether a quotation ends in a comma or another stop, so that no phrase goes on from it."""
    return any(mark in words.text[max(words.starts[at], words.ends[at] - 3) : words.ends[at]] for mark in ",.?!…—")


def _in_list(words: Passage, comma: int, end: int) -> bool:
    """Tell whether a comma stands in a list of names ('A, B and C'): a capital on both sides and an 'and' after."""
    low = words.low
    if not (words.capital(comma - 1) and comma + 1 < end and words.capital(comma + 1)):
        return False
    return "and" in low[comma + 1 : min(end, comma + 12)]


def _introduced(words: Passage, start: int, end: int, first: int) -> int:
    """Return where a phrase begins once connectors and an opening adverbial ('In Paris') are left off."""
    low = words.low
    while start < end and (
        low[start] in CONNECTORS or low[start] in (",", "(", "'s", "'d", "and", "or", "&") or low[start] in CONJUNCTIONS
    ):
        start += 1
    while start < end and (low[start] in DAYS or (start > first and low[start].endswith("ly"))):
        start += 1
    if start < end and low[start] in PREPOSITIONS:
        for at in range(start + 2, end):
            before = low[at - 1]
            loose = before not in PREPOSITIONS and before not in DETERMINERS and before not in ("and", "or", "'s")
            if loose and (
                low[at] in DETERMINERS or (words.capital(at) and not words.capital(at - 1) and before != ".")
            ):
                return at
    return start


def phrase_right(words: Passage, start: int, last: int, loose: bool = False) -> int:
    """Return where the noun phrase that begins at `start` ends; `loose` lets it hold any preposition and day."""
    low = words.low
    at = start
    limit = min(last, start + LONGEST)
    while at < limit:
        word = low[at]
        if word == ",":
            if not _in_list(words, at, limit):
                closing = _apposition_right(words, at, limit)
                return at if loose and closing == last else closing or at
        elif word in STOPS:
            if not inside_name(words, at, limit):
                return at
        elif at > start and _ends_source(words, at, limit, loose):
            return at
        at += 1
    return at


def _ends_source(words: Passage, at: int, last: int, loose: bool) -> bool:
    """Tell whether a source after its cue ends before this word."""
    word = words.low[at]
    if word == QUOTED or (word in AUXILIARIES and word != "'s"):
        return True
    if word == "and" and at + 1 < last and words.low[at + 1] in FORMS and not words.capital(at + 1):
        return True
    if loose or word not in AFTER_SOURCE:
        return False
    return word not in ("in", "at") or words.capital(at - 1)


def inside_name(words: Passage, at: int, last: int) -> bool:
    """Tell whether a full stop or hyphen stands inside a name ('Sen. Lee', 'St. John')."""
    if words.low[at] not in (".", "-") or at + 1 >= last or not at:
        return False
    joined = words.low[at] == "." or words.starts[at + 1] == words.ends[at]
    return joined and words.starts[at] == words.ends[at - 1] and words.low[at + 1] != QUOTED


def _apposition_right(words: Passage, comma: int, last: int) -> int:
    """Return where a description after a comma ends ('NAME, the minister of trade,'), or 0 if none begins there."""
    low = words.low
    at = comma + 1
    if at >= last:
        return 0
    word = low[at]
    clause = word in ("who", "whose")
    other = word in CONNECTORS or word in PRONOUNS or word.endswith("ing") or word == QUOTED or word in POSSESSIVES
    if other or ((word in CONJUNCTIONS or word in PREPOSITIONS or word in FORMS) and not clause):
        return 0
    while at < last:
        word = low[at]
        if word in AUXILIARIES and word != "'s" and not clause:
            return 0
        if word == ",":
            further = _apposition_right(words, at, last) if low[comma + 1].isdigit() else 0
            return further or at
        if word == QUOTED or (word in STOPS and not inside_name(words, at, last)):
            return at
        at += 1
    return at
