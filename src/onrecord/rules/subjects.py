"""Who speaks: the words left or right of a reporting verb that name its source."""

from __future__ import annotations

from ..record import Span
from .cues import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    CONNECTORS,
    DAYS,
    DETERMINERS,
    FORMS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    TIMES,
)
from .passages import QUOTED, Passage
from .phrases import LONGEST, STOPS, inside_name, phrase_left

# Determiners that can be a subject.
STANDING_ALONE = frozenset(["some", "both", "most", "few", "several", "all"])
BEFORE_DAYS = frozenset(["on", "late", "early", "earlier", "last", "this", "next", ",", "afternoon"])
QUOTING = frozenset(["quoted", "quotes", "quoting", "cited", "cites", "citing"])

Source = tuple[Span | None, str]  # a range of words, and how it was found


def subject(words: Passage, first: int, verb: int) -> Source:
    """Return the subject left of a verb group that begins at `verb`, in a sentence that begins at `first`.

    The second value says how it was found: pronoun, name, noun, relative; or why there is none: start, and, comma,
    to, preposition, determiner, object (it is a noun after another verb), other.
    """
    at = verb - 1
    low = words.low
    if at >= first and (low[at] in DAYS or low[at] in TIMES or low[at] == "ago"):
        at = _before_day(words, first, at)
    if at < first:
        return None, "start"
    word = low[at]
    if word in PRONOUNS or word in STANDING_ALONE:
        return (at, at + 1), "pronoun"
    if word in ("who", "that", "which") and at > first:
        found = _antecedent(words, first, at - 1 if low[at - 1] == "," else at)
        return found, "relative" if found else "other"
    if word in ("and", "or", "but", "then", "nor"):
        return None, "and"
    if word == "to":
        return None, "to"
    if word in (",", ")", "—", "–", "--", "-"):
        found = _apposition(words, first, at)
        missing = "comma" if word in (",", ")") else "other"
        return (found, _kind(words, found)) if found else (None, missing)
    if word == "as" and low[verb].endswith("ing"):
        found = _quoted_as(words, first, at)
        return found, "quoted as" if found else "preposition"
    if word in PREPOSITIONS or word in CONJUNCTIONS:
        return None, "preposition"
    if word in DETERMINERS or word in POSSESSIVES or word == "'s":
        return None, "determiner"
    if _takes(words, first, at, verb):
        return None, "object"
    found = phrase_left(words, first, at + 1)
    return (found, _kind(words, found)) if found else (None, "other")


def _takes(words: Passage, first: int, at: int, verb: int) -> bool:
    """Tell whether a word is the object of the verb before it ('denied reports', 'expressed hope'), and no verb."""
    low = words.low
    before = low[at - 1] if at > first else ""
    bare = FORMS.get(low[verb], ("", "ed"))[1] in ("base", "s")
    return bare and FORMS.get(low[at], ("", ""))[1] == "ed" and before not in DETERMINERS and not words.capital(at)


def _quoted_as(words: Passage, first: int, at: int) -> Span | None:
    """Return who 'is quoted as saying', or who is, where another 'quotes' somebody 'as saying'."""
    low = words.low
    for quoted in range(at - 1, max(first, at - 12) - 1, -1):
        if low[quoted] in QUOTING:
            if quoted + 1 < at and low[quoted + 1] != "by":
                return quoted + 1, at
            start = quoted
            while start > first and (low[start - 1] in AUXILIARIES or low[start - 1] in ADVERBS):
                start -= 1
            return phrase_left(words, first, start)
    return None


def _kind(words: Passage, found: Span) -> str:
    word = words.low[found[0]]
    if word in PRONOUNS:
        return "pronoun"
    return "name" if word not in DETERMINERS and words.capital(found[0]) else "noun"


def _before_day(words: Passage, first: int, at: int) -> int:
    """Return the last word before 'on Monday', 'late Tuesday', 'last week', 'two days ago'."""
    at -= 3 if words.low[at] == "ago" else 1
    while at >= first and (words.low[at] in BEFORE_DAYS or (words.low[at] in DAYS and words.low[at + 1] == "night")):
        at -= 1
    return max(at, first - 1)


def _apposition(words: Passage, first: int, at: int) -> Span | None:
    """Return the subject whose description ends with the comma, bracket or dash at `at` ('Lee, 33, of Ossa, said')."""
    low = words.low
    opening = {")": "("}.get(low[at], low[at])
    limit = max(first, at - LONGEST)
    tries = 0
    for back in range(at - 1, limit, -1):
        word = low[back]
        if word == opening:
            tries += 1
            found = phrase_left(words, first, back)
            if found and _begins_clause(words, first, found) and _kind(words, found) != "pronoun":
                return found[0], (_described(words, found[1], at) if opening == "," else at + (word == "("))
            if tries == 4:
                return None
        elif word == QUOTED or (opening == "," and word in STOPS and not inside_name(words, back, at)):
            return None
    return None


def _antecedent(words: Passage, first: int, end: int) -> Span | None:
    """Return the noun that a relative clause after `end` belongs to: the name there, or its noun and determiner."""
    found = phrase_left(words, first, end)
    if not found:
        return None
    start = end - 1
    while start > found[0] and words.capital(end - 1) and (words.capital(start - 1) or words.low[start - 1] == "."):
        start -= 1
    if not words.capital(end - 1):
        while start > found[0] and words.low[start] not in DETERMINERS and words.low[start - 1] not in PREPOSITIONS:
            start -= 1
    return start, end


def _begins_clause(words: Passage, first: int, found: Span) -> bool:
    """Tell whether a phrase begins its clause, and is more than an age or a place."""
    start, end = found
    before = words.low[start - 1] if start > first else ""
    if before in PREPOSITIONS or before in DETERMINERS or (end - start == 1 and words.low[start].isdigit()):
        return False
    if words.low[start] in ("who", "whose", "which") or words.low[start].endswith("ing"):
        return False
    return before in ("", ",", QUOTED, ":", "—", "--", "(", ")") or before in CONNECTORS or before in CONJUNCTIONS


def _described(words: Passage, comma: int, last: int) -> int:
    """Return where the descriptions after a name end: at the first aside ('however', 'hoping to win') or `last`."""
    at = comma
    while at < last:
        word = words.low[at + 1]
        person = word in ("of", "from", "who", "whose", "a", "an", "the")
        aside = word in PREPOSITIONS or word in CONJUNCTIONS or word in CONNECTORS or word.endswith(("ing", "ed", "ly"))
        if aside and not person:
            return at
        at += 1
        while at < last and words.low[at] != ",":
            at += 1
    return last


def opening(words: Passage, first: int, last: int) -> Span | None:
    """Return the subject that begins a sentence: the words up to its first verb, comma or quotation."""
    low = words.low
    at = first
    while at < last and (low[at] in CONNECTORS or low[at] == ","):
        at += 1
    if at < last and (low[at] in PREPOSITIONS or low[at] in CONJUNCTIONS or low[at].endswith("ing")):
        while at < last and low[at] != ",":
            at += 1
        at += 1
    start = at
    if at < last and low[at] in PRONOUNS:
        return at, at + 1
    limit = min(last, at + 16)
    while at < limit:
        word = low[at]
        verb = (
            at > start
            and not words.capital(at)
            and (FORMS.get(word, "- base")[1] in ("s", "ed") or word.endswith("ed"))
        )
        if verb or (word in AUXILIARIES and word != "'s") or word in (",", QUOTED) or word in CONJUNCTIONS:
            break
        if word in STOPS and not inside_name(words, at, limit):
            break
        at += 1
    return (start, at) if start < at < last else None
