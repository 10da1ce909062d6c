"""What follows a reporting verb: where the content begins, and where it may end."""

from __future__ import annotations

from collections.abc import Iterator

from .cues import (
    ADVERBS,
    AUXILIARIES,
    BREAKS,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    FORMS,
    HEARERS,
    OCCASIONS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    QUESTION_WORDS,
    TIMES,
)
from .passages import QUOTED, Passage
from .phrases import STOPS, ends_clause

MOST_ENDS = 8  # ends of a content that are tried
OCCASION_GOES_ON = frozenset(["on", ",", "late", "last", "week", "conference", "of", "anonymity"])


def kind_of(words: Passage, at: int, last: int) -> str:
    """Return the kind of the word at a place: what a feature of the scorer is made from."""
    if at >= last:
        return "end"
    word = words.low[at]
    if word in KINDS:
        return KINDS[word]
    if word.endswith("ly"):
        return "adverb"
    if word.endswith("ing"):
        return "ing"
    return "name" if words.capital(at) else ("number" if word[0].isdigit() else "word")


def _kinds() -> dict[str, str]:
    found = {
        word: word for word in PREPOSITIONS | {"that", "to", "and", "but", ",", ":", QUOTED, "who", "which", "out"}
    }
    for kind, words in (
        ("question", QUESTION_WORDS), ("pronoun", PRONOUNS), ("hearer", HEARERS), ("determiner", DETERMINERS),
        ("possessive", POSSESSIVES), ("day", DAYS | {"last", "late"}), ("auxiliary", AUXILIARIES), ("adverb", ADVERBS),
        ("dash", ("—", "–", "--", "-")), ("bracket", ("(", ")")), ("stop", STOPS), ("conjunction", CONJUNCTIONS),
    ):  # fmt: skip
        for word in words:
            found.setdefault(word, kind)
    return found


KINDS = _kinds()


def content_start(words: Passage, verb: int, cue_end: int, last: int) -> tuple[int, int]:
    """Return where the content right of a cue begins, and where the cue ends: days, places and hearers are passed."""
    low = words.low
    at = cue_end
    group = FORMS[low[verb]][2]
    if group in ("say", "tell", "tell about", "urge", "think", "know"):
        ahead = _ahead(words, at, last)
        if ahead:
            return ahead, cue_end
    at = _after_day(words, at, last)
    if group == "tell" and at < last:
        at = _hearer(words, at, last)
    elif group == "say" and at < last and low[at] in ("in", "at", "during", "on", "to"):
        at = _occasion(words, at, last)
    if at < last and low[at] in PREPOSITIONS and low[at] not in ("to", "as") and at == cue_end:
        return at + 1, at + 1
    return at + (at < last and low[at] in (",", ":")), cue_end


def _after_day(words: Passage, at: int, last: int) -> int:
    """Return the first word after 'Monday', 'on Monday', 'late Tuesday', 'last week'."""
    low = words.low
    while at < last:
        if low[at] in DAYS:
            at += 1
        elif (
            low[at] in ("last", "late", "early", "on")
            and at + 1 < last
            and (low[at + 1] in DAYS or low[at + 1] in TIMES)
        ):
            at += 2
        else:
            break
    return at


def _ahead(words: Passage, at: int, last: int) -> int:
    """Return where 'that', a colon or a quotation stands soon after a cue, days and hearers between."""
    low = words.low
    for look in range(at, min(last, at + 14)):
        word = low[look]
        if word == "that" and (look == at or low[look - 1] not in PREPOSITIONS):
            return look
        if word == QUOTED:
            return look if look == at or low[look - 1] in (",", ":") else 0
        if word in (":", ",") and look + 1 < last and low[look + 1] == QUOTED:
            return look + 1
        if word in AUXILIARIES or word in PRONOUNS or word in ("—", "--", ";", ",", ":") or word in QUESTION_WORDS:
            return 0
        if (
            look == at
            and word not in PREPOSITIONS
            and word not in HEARERS
            and word not in DAYS
            and not words.capital(look)
        ):
            return 0
    return 0


def _hearer(words: Passage, at: int, last: int) -> int:
    """Return where the words told to somebody begin, after 'reporters', 'the council', 'Radio Ossa'."""
    low = words.low
    start = at
    owner = low[at] == "her" and kind_of(words, at + 1, last) in ("word", "name")
    if low[at] in HEARERS and not owner:
        at += 1
    else:
        at += low[at] in DETERMINERS or low[at] in POSSESSIVES
        named = at < last and words.capital(at)
        while (
            at < last
            and words.capital(at) == named
            and low[at] not in PRONOUNS
            and low[at] not in KINDS
            and at - start < 6
        ):
            at += 1
            if not named and at - start >= 2:
                break
    while at < last and (low[at] in DAYS or low[at] in OCCASIONS):
        at += 1
    return at if at < last else start


def _occasion(words: Passage, at: int, last: int) -> int:
    """Return where the content begins after 'in a statement', 'at a press conference on Monday', or the place given."""
    low = words.low
    for look in range(at + 1, min(last, at + 7)):
        if low[look] in OCCASIONS:
            look += 1
            while look < last and (low[look] in DAYS or low[look] in OCCASION_GOES_ON):
                look += 1
            return look
        if low[look] in CONJUNCTIONS or low[look] in (",", QUOTED):
            break
    return at


def ends(words: Passage, start: int, last: int) -> Iterator[tuple[int, str]]:
    """Give where a content may end, the sentence's end first, each with the kind of what stands there."""
    low = words.low
    yield last, "end"
    found = 0
    for at in range(start, last):
        word = low[at]
        if at > start and word in (",", "—", "--", "–", ";", "("):
            kind = word + " " + boundary(words, at + 1, last)
        elif word == QUOTED and at + 1 < last and ends_clause(words, at):
            yield at + 1, "quotation " + boundary(words, at + 1, last)
            found += 1
            continue
        elif at > start and word in BREAKS and low[at - 1] not in BREAKS and low[at - 1] != ",":
            kind = word + (" " + boundary(words, at + 1, last) if word in ("and", "but") else "")
        else:
            continue
        yield at, kind
        found += 1
        if found == MOST_ENDS:
            return


def boundary(words: Passage, at: int, last: int) -> str:
    """Return the kind of the word after a comma; a participle that reports ('adding') is a kind of its own."""
    word = words.low[at] if at < last else ""
    kind = FORMS[word][1] if word in FORMS else ""
    if kind == "ing":
        return "reporting"
    if kind in ("s", "ed") and not words.capital(at):
        return "reported"
    return kind_of(words, at, last)
