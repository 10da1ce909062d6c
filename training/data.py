"""PolNeAR and plain text, as training examples.

A *reading* is one annotator's view of one article: the text and its statements,
each ``{"source": spans, "cue": spans, "content": spans}``. A *window* is what the
model sees at once: whole paragraphs, packed up to a number of pieces.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from onrecord.tagger.pieces import Pieces, lay_out, pack, words

ROLES = ("source", "cue", "content")
LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
ENTRY = re.compile(r"([TE]\d+)\t([^\t\r]*)")
ARGUMENT = re.compile(r"(Source|Cue|Content)\d*$")
Span = tuple[int, int]
Statement = dict[str, list[Span]]


@dataclass
class Reading:
    """One annotator's statements in one article."""

    name: str
    text: str
    statements: list[Statement]


def read_brat(path: Path) -> list[Statement]:
    """Read the statements that have content from a brat standoff file."""
    spans: dict[str, list[Span]] = {}
    events: list[list[str]] = []
    for line in path.read_bytes().decode("utf-8").split("\n"):
        entry = ENTRY.match(line)
        if not entry:
            continue  # the quoted words of a T line may run over several lines
        key, body = entry.groups()
        if key[0] == "T":
            offsets = body.partition(" ")[2].split(";")
            spans[key] = [(int(a), int(b)) for a, b in (pair.split() for pair in offsets)]
        else:
            events.append(body.split())
    statements = []
    for arguments in events:
        statement: Statement = {role: [] for role in ROLES}
        for argument in arguments:
            name, _, target = argument.partition(":")
            if ARGUMENT.match(name):
                statement[name.rstrip("0123456789").lower()] += spans[target]
        if statement["content"]:
            statements.append(statement)
    return statements


def load(folder: Path) -> dict[str, list[Reading]]:
    """Every article's readings, one for each annotator, alphabetically."""
    articles: dict[str, list[Reading]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        name = path.stem.rpartition("_")[0]
        text = (folder / "text" / f"{name}.txt").read_bytes().decode("utf-8")
        articles.setdefault(name, []).append(Reading(name, text, read_brat(path)))
    return articles


def hold_out(articles: dict[str, list[Reading]], share: float = 0.05) -> tuple[list[str], list[str]]:
    """Split names into (train, held out) by a hash of the name; six-fold readings are never held out."""

    def held(name: str) -> bool:
        digest = hashlib.sha256(name.encode()).digest()
        return len(articles[name]) == 1 and int.from_bytes(digest[:4], "big") < share * 2**32

    return [n for n in articles if not held(n)], [n for n in articles if held(n)]


@dataclass
class Window:
    """What the model sees at once: pieces, the words' places among them, labels and links."""

    pieces: list[int]
    first: list[int]  # for each word, where its first piece stands
    labels: np.ndarray  # for each word, a number of LABELS
    links: list[tuple[str, list[int], list[int]]] = field(default_factory=list)  # kind, from words, to words
    start: int = 0  # the article's number of the window's first word
    taught: tuple[np.ndarray, list[np.ndarray]] | None = None  # a teacher's labels and links


@dataclass
class Cut:
    """A text cut into words, pieces and paragraphs."""

    spans: list[Span]
    pieces: list[tuple[int, ...]]
    paragraphs: list[Span]  # in words
    first_at: np.ndarray  # for each character, the first word that ends after it

    def cover(self, spans: list[Span]) -> list[int]:
        """The words that share a character with any of the spans."""
        covered: set[int] = set()
        for start, end in spans:
            word = int(self.first_at[start])
            while word < len(self.spans) and self.spans[word][0] < end:
                covered.add(word)
                word += 1
        return sorted(covered)


def cut(text: str, vocabulary: Pieces) -> Cut:
    """Cut a text into words, pieces and paragraphs (lines)."""
    spans = words(text)
    paragraphs, start = [], 0
    for number in range(1, len(spans) + 1):
        if number == len(spans) or "\n" in text[spans[number - 1][1] : spans[number][0]]:
            paragraphs.append((start, number))
            start = number
    ends = np.array([end for _, end in spans], dtype=np.int64)
    first_at = np.searchsorted(ends, np.arange(len(text) + 1), side="right")
    return Cut(spans, [vocabulary.of(text[a:b]) for a, b in spans], paragraphs, first_at)


def windows(made: Cut, vocabulary: Pieces, size: int, lead: int = 0) -> list[Window]:
    """Pack whole paragraphs into windows of at most ``size`` pieces; ``lead`` lets every epoch cut elsewhere."""
    lengths = [len(pieces) for pieces in made.pieces]
    found = []
    for window in pack(lengths, made.paragraphs, size, lead):
        row, first = lay_out(made.pieces, window, vocabulary, size)
        found.append(Window(row, first, np.zeros(0, np.int64), start=window[0][0]))
    return found


def label(made: Cut, statements: list[Statement]) -> np.ndarray:
    """One BIO label for each word: the first statement to claim a word has it."""
    labels = np.zeros(len(made.spans), np.int64)
    for number, role in enumerate(ROLES):
        inside = 2 * number + 2
        for statement in statements:
            for span in statement[role]:
                covered = [w for w in made.cover([span]) if labels[w] == 0]
                labels[covered] = inside
                if covered:
                    labels[covered[0]] = inside - 1
    return labels


def examples(reading: Reading, vocabulary: Pieces, size: int, lead: int = 0) -> list[Window]:
    """The windows of a reading with their labels and links."""
    made = cut(reading.text, vocabulary)
    labels = label(made, reading.statements)
    covers = [{role: made.cover(s[role]) for role in ROLES} for s in reading.statements]
    found = windows(made, vocabulary, size, lead)
    for window in found:
        low, high = window.start, window.start + len(window.first)
        window.labels = labels[low:high]
        for cover in covers:
            inside = {role: [w - low for w in cover[role] if low <= w < high] for role in ROLES}
            if inside["cue"]:
                window.links.append(("source", inside["cue"], inside["source"]))
            if inside["content"]:
                window.links.append(("cue", inside["content"], inside["cue"]))
    return found
