"""Words and word pieces: how the tagger cuts a text.

A *word* here is a match of ``WORD``; offsets are code points. A *piece* is an
entry of an uncased WordPiece vocabulary. Written out in plain Python so that
the run time needs no tokenizer library; the result is the same (a test of
``training/`` holds it against the reference implementation).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

WORD = re.compile(r"\w+|[^\w\s]")
LONGEST = 100  # characters; a longer word is one unknown piece, as in BERT
Span = tuple[int, int]
Laid = tuple[list[int], list[int]]
REMEMBERED = 100_000  # words kept with their pieces


def words(text: str) -> list[tuple[int, int]]:
    """The spans of the words of a text, in order."""
    return [match.span() for match in WORD.finditer(text)]


def pack(lengths: Sequence[int], paragraphs: Sequence[Span], size: int, lead: int = 0) -> list[list[Span]]:
    """Pack paragraphs (spans of words) into windows of at most ``size`` pieces.

    A window is a list of spans of words: whole paragraphs, or a part of one that is longer than a window. Each takes
    one piece more than its words, and each window one at its start. ``lead`` makes the first window smaller.
    """
    windows: list[list[Span]] = []
    room = 0
    for start, end in paragraphs:
        need = sum(lengths[start:end]) + 1
        if need > room or not windows:
            windows.append([])
            room = size - 1 - (lead if len(windows) == 1 else 0)
        if need <= room:
            windows[-1].append((start, end))
            room -= need
            continue
        for part in _parts_of(lengths, (start, end), size - 2):
            if windows[-1]:
                windows.append([])
            windows[-1].append(part)
            room = size - 2 - sum(min(n, size - 2) for n in lengths[part[0] : part[1]])
    return [window for window in windows if window]


def _parts_of(lengths: Sequence[int], paragraph: Span, room: int) -> list[Span]:
    """Cut a paragraph longer than a window into as few parts as it needs, of about one length."""
    total = sum(min(length, room) for length in lengths[paragraph[0] : paragraph[1]])
    aim = -(-total // -(-total // room))
    parts, start, used = [], paragraph[0], 0
    for word in range(*paragraph):
        length = min(lengths[word], room)
        if used and (used >= aim or used + length > room):
            parts.append((start, word))
            start, used = word, 0
        used += length
    return [*parts, (start, paragraph[1])]


def lay_out(pieces: Sequence[tuple[int, ...]], window: Sequence[Span], cutter: Pieces, size: int) -> Laid:
    """Lay a window's pieces in a row, and say where the first of each word stands."""
    row, first = [cutter.first], []
    for start, end in window:
        for word in range(start, end):
            first.append(len(row))
            row += pieces[word][: size - 2]
        row.append(cutter.last)
    return row, first


class Pieces:
    """An uncased WordPiece vocabulary that remembers the words it has cut."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        """Number the pieces of a vocabulary in the order given."""
        self.ids = {piece: number for number, piece in enumerate(vocabulary)}
        self.unknown = self.ids["[UNK]"]
        self.first = self.ids.get("[CLS]", self.ids.get("<s>", 0))
        self.last = self.ids.get("[SEP]", self.ids.get("</s>", 0))
        if "<s>" in self.ids:
            self.first, self.last = self.ids["<s>"], self.ids["</s>"]
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """The pieces of one word, at least one."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = self._known[word] = self._cut(word)
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        pieces: list[int] = []
        for part in _parts(word):
            pieces += self._longest_first(part)
        return tuple(pieces) or (self.unknown,)

    def _longest_first(self, part: str) -> list[int]:
        if len(part) > LONGEST:
            return [self.unknown]
        pieces, start = [], 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = self.ids.get(("##" if start else "") + part[start:end])
                if piece is not None:
                    break
            else:
                return [self.unknown]
            pieces.append(piece)
            start = end
        return pieces


def _parts(word: str) -> list[str]:
    """Cut a word where BERT cuts it: lower case, no accents, marks and CJK apart."""
    plain = word.lower()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFD", plain) if unicodedata.category(c) != "Mn")
    elif plain.isalnum():
        return [plain]
    parts: list[str] = []
    current = ""
    for char in plain:
        if _is_mark(char) or _is_cjk(char):
            parts += [current, char]
            current = ""
        elif unicodedata.category(char)[0] != "C":
            current += char
    return [part for part in [*parts, current] if part]


def _is_mark(char: str) -> bool:
    code = ord(char)
    if 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126:
        return True
    return unicodedata.category(char)[0] == "P"


def _is_cjk(char: str) -> bool:
    code = ord(char)
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0x20000 <= code <= 0x2CEAF
        or 0xF900 <= code <= 0xFAFF
        or 0x2F800 <= code <= 0x2FA1F
    )
