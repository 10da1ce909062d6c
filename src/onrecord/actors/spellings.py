"""Names as keys: without case, accents and marks, and, more loosely, without what transliterations differ in.

Both keys are made of many names at once, one a line: half a million names take a second so, and minutes one by one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

_DROPPED = ".'’‘ʼʻ`"  # inside names: 'U.N.', "Sana'a"
_ASCII = str.maketrans(
    {chr(i): chr(i).lower() if chr(i).isalnum() else " " for i in range(128) if chr(i) != "\n"}
    | dict.fromkeys(_DROPPED, "")
)
_MARKS = str.maketrans(dict.fromkeys(_DROPPED, ""))
_NOT_LETTERS = re.compile(r"(?:[^\w\n]|_)+")
_COMBINING = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u1ab0-\u1aff\u20d0-\u20ff]+"
)
# Letters that NFKD leaves whole.
_WHOLE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
_ARTICLES = ("al", "el", "ul", "ash", "an", "as", "ad", "ar", "at", "az")
_LETTERS = str.maketrans({"y": "i", "w": "v", "q": "k"})
# Ways to write one sound, each with the way kept; in this order.
_SOUNDS = (
    ("ks", "x"), ("ck", "k"), ("sch", "sh"), ("tch", "ch"), ("tsch", "ch"), ("dj", "j"), ("ph", "f"), ("kh", "h"),
    ("gh", "g"), ("dh", "d"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "i"), ("ai", "i"), ("ae", "i"),
)  # fmt: skip
_DOUBLED = re.compile(r"([a-z])\1")
# The commonest name of all, whose vowels differ in every list.
_MUHAMMAD = ("muhamed", "muhamad", "mohamad")


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """Return a name without case, diacritics, dots, and a leading 'the', its words parted by one blank."""
    return fold_lines(name.replace("\n", " "))


def fold_lines(names: str) -> str:
    """Fold many names at once, one a line."""
    if names.isascii():
        names = names.translate(_ASCII)
    else:
        names = _COMBINING.sub("", unicodedata.normalize("NFKD", names)).casefold().translate(_MARKS)
        names = _NOT_LETTERS.sub(" ", names)
    while "  " in names:
        names = names.replace("  ", " ")
    names = f"\n{names}\n".replace("\n ", "\n").replace(" \n", "\n").replace("\nthe ", "\n")
    return names[1:-1]


def loose_lines(folded: str) -> str:
    """Return looser keys of folded names, one a line: one for Sergei and Sergey, al-Nusra, Al Nusra and Nusra."""
    # An article has a blank before it and after it: one that is the whole name stays.
    names = "\n" + folded.translate(_WHOLE).translate(_LETTERS)
    names = names.replace("\n", "\n ")
    for article in _ARTICLES:
        names = names.replace(f" {article} ", " ")
    for written, kept in _SOUNDS:
        names = names.replace(written, kept)
    names = _DOUBLED.sub(r"\1", names)
    for written in _MUHAMMAD:
        names = names.replace(written, "mohamed")
    return names.replace("\n ", "\n").removeprefix("\n")


@lru_cache(maxsize=1 << 16)
def loose(name: str) -> str:
    """Return the looser key of one name."""
    return loose_lines(fold(name))


def loose_keys(names: Sequence[str]) -> list[str]:
    """Return the looser keys of many names; those in plain ASCII, which is quicker, are made apart from the others."""
    plain, others = (_in_bulk([name for name in names if name.isascii() is ascii]) for ascii in (True, False))
    return [next(plain if name.isascii() else others) for name in names]


def _in_bulk(names: list[str]) -> Iterator[str]:
    lines = "\n".join(names)
    if lines.count("\n") >= len(names):
        lines = "\n".join(name.replace("\n", " ") for name in names)
    return iter(loose_lines(fold_lines(lines)).split("\n"))
