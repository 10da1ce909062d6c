"""Paragraphs as words and sentences, each quotation held together as one word: what the rules read."""

from __future__ import annotations

import re

from msgspec import Struct

from ..quotes import Quotation
from ..record import Span
from .cues import ABBREVIATIONS, FORMS, PREPOSITIONS, SPEAKING, STARTERS

QUOTED = "“”"  # the one word that stands for a whole quotation

TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|\w+(?:(?:[-'’.&/_]|(?<=\d),(?=\d))\w+)*"  # front-runner, didn't, 3,000
    r"|\.{2,}|--+|[^\w\s]"
)
CLITIC = re.compile(r"['’](?:s|re|ve|ll|d|m)\Z", re.IGNORECASE)
LONGEST = 300  # words of a sentence; a longer one is read in parts, so that work stays linear in the text
LAST_WORDS = re.compile(r"[.?!…]\W{0,4}\Z")


class Passage(Struct):
    """A paragraph, or the inside of a quotation: its words lower-cased with their offsets, and its sentences.

    `sentences` are half-open ranges of words; `quotations` gives the quotation that a word QUOTED stands for;
    `alone` are the quotations that are a sentence.
    """

    text: str
    kind: str
    low: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[Span]
    alone: frozenset[int]
    quotations: dict[int, Quotation]

    def capital(self, word: int) -> bool:
        """Tell whether a word begins with a capital letter."""
        return self.text[self.starts[word]].isupper()

    def span(self, first: int, last: int) -> Span:
        """Return the offsets of the words from `first` up to, not including, `last`."""
        return self.starts[first], self.ends[last - 1]


def passage(text: str, span: Span, kind: str, quotations: list[Quotation]) -> Passage:
    """Return a run of the text as words and sentences."""
    low: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    held: dict[int, Quotation] = {}
    at = span[0]
    for quotation in [*quotations, Quotation(span[1], span[1], True)]:
        _words(text, (at, quotation.start), low, starts, ends)
        if quotation.start < quotation.end:
            held[len(low)] = quotation
            low.append(QUOTED)
            starts.append(quotation.start)
            ends.append(quotation.end)
        at = quotation.end
    found = Passage(text, kind, low, starts, ends, [], frozenset(), held)
    found.sentences = _sentences(found)
    found.alone = frozenset(first for first, last in found.sentences if last - first == 1 and low[first] == QUOTED)
    return found


def _words(text: str, span: Span, low: list[str], starts: list[int], ends: list[int]) -> None:
    """Append the words of a run of the text, a possessive or shortened verb ('s, 're) as a word of its own."""
    for match in TOKEN.finditer(text, span[0], span[1]):
        start, end = match.span()
        word = match.group()
        clitic = CLITIC.search(word) if "'" in word or "’" in word else None
        if clitic and clitic.start():
            cut = start + clitic.start()
            low += (text[start:cut].lower(), "'" + text[cut + 1 : end].lower())
            starts += (start, cut)
            ends += (cut, end)
        else:
            low.append(word.lower())
            starts.append(start)
            ends.append(end)


def _sentences(words: Passage) -> list[Span]:
    """Return the sentences: a quotation that ends in a full stop ends one, a question does if nobody says it after."""
    found = []
    first = 0
    last = len(words.low)
    at = 0
    while at < last:
        if at - first >= LONGEST or _ends_sentence(words, at):
            while at + 1 < last and words.low[at + 1] in (")", "]"):
                at += 1
            found.append((first, at + 1))
            first = at + 1
        at += 1
    if first < last:
        found.append((first, last))
    return found


def _is_said(words: Passage, first: int) -> bool:
    """Tell whether a question is followed by who put it: 'Lee asked.', 'said Lee'."""
    low = words.low
    for at in range(first, min(len(low), first + 7)):
        if low[at] in SPEAKING:
            return True
        if low[at] in FORMS and FORMS[low[at]][1] == "ed":
            return at + 1 == len(low) or low[at + 1] in (".", ",", QUOTED) or low[at + 1] in PREPOSITIONS
    return False


def _ends_sentence(words: Passage, at: int) -> bool:
    """Tell whether a sentence ends with this word."""
    word = words.low[at]
    following = at + 1
    if following == len(words.low):
        return True
    fresh = words.low[following] == QUOTED or not words.text[words.starts[following]].islower()
    if word == QUOTED:
        tail = LAST_WORDS.search(words.text, max(words.starts[at], words.ends[at] - 5), words.ends[at])
        if not tail or not fresh:
            return False
        return tail.group()[0] == "." or not _is_said(words, following)
    if word in "?!…" or (word[0] == "." and len(word) > 1):
        return fresh
    if word == ".":
        before = words.low[at - 1] if at else ""
        short = before in ABBREVIATIONS or (len(before) == 1 and before.isalpha())
        if short and words.capital(at - 1):
            return False
        return fresh and (words.starts[following] > words.ends[at] or words.low[following] == QUOTED)
    return word[-1] == "." and len(word) > 1 and words.low[following] in STARTERS and words.capital(following)
