"""The words of a statement's content, as they are compared: spelled alike, weighed, with their places on the page.

Two outlets spell one sentence differently ('neighbour', 'neighbor'; '14', 'fourteen'; “Mr.”, 'Mr'): none of that is a
difference. A word's weight is its inverse document frequency, measured on news (training/word_weights.py), so that
'the' counts for nothing and 'stopwatch' for much; a name counts little, since it is the topic of a page rather than
anybody's wording.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from msgspec import Struct

from ..quotes import inside, quotations
from ..record import GAP, Span

RARE = 4.5  # the weight of a word that the table does not have: fewer than one article in ninety had it
NAME = 2.0  # the most that a name weighs
MOST_WORDS = 4000  # of one content that are compared: an aligned pair of that size takes 4 MB and a second at most

_WORD = re.compile(r"\d+(?:[.,]\d+)*(?:st|nd|rd|th)?|[^\W\d_]+(?:['’][^\W\d_]+)*|&|…|\.{3}|\[|\]")
_END = re.compile(r"[.?!;:][\"”’»')\]]*\Z")
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
_SMALL = {word: n for n, word in enumerate(f"{_ONES} eighteen nineteen".split())}
_TENS = dict(twenty=20, thirty=30, forty=40, fifty=50, sixty=60, seventy=70, eighty=80, ninety=90)
_SPELLED = (
    (re.compile(r"\A(\w{3,})our(s|ed|ing|able|ite|hood|ly)?\Z"), r"\1or\2"),
    (re.compile(r"\A(\w{4,})is(e|es|ed|ing|ation|ations)\Z"), r"\1iz\2"),
    (re.compile(r"\A(\w{3,})tre(s?)\Z"), r"\1ter\2"),
    (re.compile(r"\A(\w{3,})ll(ed|ing|er|ers)\Z"), r"\1l\2"),
)
# Endings that inflect or derive, longest first; what is left keeps three letters.
_ENDING = re.compile(
    r"(?<=\w{3})(?:ations?|ators?|ating|ated|ates|ate|itions?|ions?|ings?|ments?|ures?|edly|ely|ers?|ed|es|ly|y|e|s)\Z"
)


class Word(Struct, frozen=True):
    """A word of a content: as compared, its stem, its weight, where it stands on the page, and whether in marks.

    `after` says what stands before it: nothing, 'gap' (an ellipsis or words of the reporter), or 'stop' (a sentence's
    end). `editor` marks words in brackets, which the page put in.
    """

    key: str
    stem: str
    weight: float
    span: Span
    quoted: bool = False
    after: str = ""
    editor: bool = False


@lru_cache(maxsize=65_536)
def spelled(word: str) -> str:
    """Return a word as it is compared: without case and accents, in one spelling, numbers in digits."""
    key = "and" if word == "&" else word.casefold().replace("’", "'")
    if not key.isascii():
        key = "".join(c for c in unicodedata.normalize("NFKD", key) if not unicodedata.combining(c))
    if key in _SMALL:
        return str(_SMALL[key])
    if key in _TENS:
        return str(_TENS[key])
    if key[0].isdigit():
        return key.replace(",", "")
    key = key.removesuffix("'s").removesuffix("'")
    for form, alike in _SPELLED:
        key = form.sub(alike, key)
    return key


@lru_cache(maxsize=65_536)
def stem(key: str) -> str:
    """Return what the forms of a word share: 'negotiate' and 'negotiations' are one."""
    if key[0].isdigit() or len(key) < 4:
        return key
    return _ENDING.sub("", _ENDING.sub("", key.removesuffix("s")))


@cache
def weights() -> Mapping[str, float]:
    """Return the weight of each common stem; any other weighs RARE."""
    lines = (files("onrecord") / "align" / "word_weights.tsv").read_text(encoding="utf-8").splitlines()
    return {name: float(value) for name, value in (line.split("\t") for line in lines if not line.startswith("#"))}


def words(content: str, spans: Sequence[Span], manner: str) -> tuple[Word, ...]:
    """Return the words of a content.

    `content` is its pieces joined by GAP, as `record.words_at` writes them, `spans` where they stand on the page.
    Words are quoted where they stand in marks, or where the content is direct and has none. At most MOST_WORDS.
    """
    found: list[Word] = []
    at, gap = 0, ""
    for start, end in spans:
        piece = content[at : at + end - start]
        found += _piece(piece, start, manner, gap)
        at, gap = at + end - start + len(GAP), "gap"
        if len(found) >= MOST_WORDS:
            break
    return _joined_numbers(found[:MOST_WORDS])


def _piece(text: str, offset: int, manner: str, gap: str) -> list[Word]:
    marked = [inside(one, text) for one in quotations(text, [(0, len(text))])[0]] if manner != "indirect" else []
    known = weights()
    found: list[Word] = []
    bracket, last, name = False, 0, 0
    for match in _WORD.finditer(text):
        token, between = match.group(), text[last : match.start()].strip()
        last = match.end()
        if token in "[]":
            bracket = token == "["
            continue
        if token in ("…", "..."):
            gap = "gap"
            continue
        while name < len(marked) and marked[name][1] <= match.start():
            name += 1
        quoted = manner == "direct" if not marked else name < len(marked) and marked[name][0] <= match.start()
        stop = bool(found) and _END.search(between) is not None
        key = spelled(token)
        form = stem(key)
        weight = known.get(form, RARE)
        if token[0].isupper() and found and not stop and not gap:
            weight = min(weight, NAME)
        span = (offset + match.start(), offset + match.end())
        found.append(Word(key, form, weight, span, quoted, gap or ("stop" if stop else ""), bracket))
        gap = ""
    return found


def _joined_numbers(found: Sequence[Word]) -> tuple[Word, ...]:
    """Return the words with 'seventy-two' as one number."""
    joined: list[Word] = []
    for word in found:
        before = joined[-1] if joined else None
        tens = before is not None and before.key in _TENS_DIGITS and word.key in _ONES_DIGITS
        if before is not None and tens and word.span[0] == before.span[1] + 1:
            key = str(int(before.key) + int(word.key))
            span = (before.span[0], word.span[1])
            joined[-1] = Word(key, key, before.weight, span, before.quoted, before.after, before.editor)
        else:
            joined.append(word)
    return tuple(joined)


_TENS_DIGITS = frozenset(str(n) for n in range(20, 100, 10))
_ONES_DIGITS = frozenset(str(n) for n in range(1, 10))


def words_of(row: Mapping[str, Any]) -> tuple[Word, ...]:
    """Return the words of a statement's content, given as the public JSON object."""
    return _last_words(row["quote"]["content"], tuple((start, end) for start, end in row["content"]), row["manner"])


_last_words = lru_cache(maxsize=256)(words)  # a statement is compared with many, one after the other


def sentences(found: Sequence[Word]) -> list[tuple[Word, ...]]:
    """Return the words sentence by sentence; a gap ends one too."""
    parts: list[list[Word]] = []
    for word in found:
        if word.after or not parts:
            parts.append([])
        parts[-1].append(word)
    return [tuple(part) for part in parts]


def mass(found: Sequence[Word]) -> float:
    """Return how much words weigh together, each stem once."""
    return sum({word.stem: word.weight for word in found}.values())
