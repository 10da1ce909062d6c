"""Opposite accounts: what one speaker of a story denies and another one says.

A denial is a statement whose cue denies ('denied', 'disputed', 'refuted'); it is put beside what others say in much the
same words, and does not deny. Of 'rejected the offer' nothing follows: that is a stand, and no account of what was.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from ..record import Reading, Statement, words_at
from .days import Days, between, days
from .disagreements import Account, Disagreement, account_of
from .lines import CONTENT_WEIGHT, TELLING, denies
from .words import Word, mass, words

SHARE = 0.5  # of the weight of both (Dice) is in words that both have
WITHIN_DAYS = 14  # between a denial and what it denies
CLOSEST = 20  # statements that a denial is compared with, those first that share most telling words

_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|disput(?:es?|ed|ing)|refut(?:es?|ed|ing)|contradict(?:s|ed|ing)?)\b", re.I
)
_NOT = re.compile(r"\b(?:not|never|n't|n’t|cannot|hardly)\b|n['’]t\b", re.I)


class Said(Struct, frozen=True):
    """A statement of a story: its page, its words, the days on which it was said, whether its cue denies."""

    reading: Reading
    statement: Statement
    words: tuple[Word, ...]
    days: Days | None
    denial: bool


def denied(group: str, readings: Iterable[Reading]) -> Iterator[Disagreement]:
    """Yield what somebody denies and others say, in order of page and place: each account with its source."""
    told = [(reading, one) for reading in sorted(readings, key=lambda one: one.page) for one in reading.statements]
    if not any(_denies(reading, one) for reading, one in told):  # most stories: their words need not be looked at
        return
    said = [_said(reading, one) for reading, one in told]
    having: dict[str, list[int]] = {}
    for n, one in enumerate(said):
        if not one.denial and one.statement.act != "reject":
            for stem in _telling(one):
                having.setdefault(stem, []).append(n)
    for denial in (one for one in said if one.denial):
        shared = Counter(n for stem in sorted(_telling(denial)) for n in having.get(stem, ()))
        closest = sorted((n for n, count in shared.items() if count > 1), key=lambda n: (-shared[n], n))[:CLOSEST]
        others = [said[n] for n in sorted(closest) if _opposite(denial, said[n])]
        if others:
            accounts = (_account(denial, "denied"), *(_account(other, "said") for other in others))
            yield Disagreement(kind="denial", about="whether it is so", of=group, accounts=accounts)


def _denies(reading: Reading, statement: Statement) -> bool:
    """Whether a statement's cue denies."""
    cue = words_at(reading.article.text, statement.cue)
    return bool(_DENIAL.search(cue)) and not _NOT.search(cue)


def _said(reading: Reading, statement: Statement) -> Said:
    text = reading.article.text
    when = statement.said or reading.article.published
    return Said(
        reading=reading,
        statement=statement,
        words=words(words_at(text, statement.content), statement.content, statement.manner),
        days=days(when.value) if when else None,
        denial=_denies(reading, statement),
    )


def _telling(one: Said) -> set[str]:
    return {word.stem for word in one.words if word.weight >= TELLING}


def _opposite(denial: Said, other: Said) -> bool:
    """Whether another speaker says what this one denies, in much the same words."""
    apart = between(denial.days, other.days)
    if (apart is not None and apart > WITHIN_DAYS) or _speakers(denial) & _speakers(other):
        return False
    if denies(denial.words) != denies(other.words) or _inside(denial, other) or _inside(other, denial):
        return False
    weights = {word.stem: word.weight for word in other.words}
    held = sum(
        {word.stem: min(word.weight, weights[word.stem]) for word in denial.words if word.stem in weights}.values()
    )
    return held >= CONTENT_WEIGHT and 2 * held >= SHARE * (mass(denial.words) + mass(other.words))


def _speakers(one: Said) -> set[str]:
    """The last names of who said it, or the words for who did; nobody is like nobody else."""
    mentions = (one.statement.speaker, *one.statement.co_speakers)
    names = {mention.name.casefold().split()[-1] for mention in mentions if mention and mention.name}
    return names or {words_at(one.reading.article.text, one.statement.source).casefold()} - {""}


def _inside(one: Said, other: Said) -> bool:
    """Whether a statement stands in another of its page."""
    within = all(
        any(a <= start and end <= b for a, b in other.statement.content) for start, end in one.statement.content
    )
    return one.reading.page == other.reading.page and within


def _account(one: Said, value: str) -> Account:
    return account_of(one.reading, one.statement, value)
