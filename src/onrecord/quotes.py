"""Quotation marks of every style: where a paragraph's quotations begin and end, and which go on from the one before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from .record import Article, Span

# Blocks whose words a reader takes for the article's own.
READ = frozenset({"title", "standfirst", "subheading", "body", "caption"})

# What may close a quotation that the key opens. A German quotation closes with the mark that opens an English one.
CLOSERS = {
    opening: frozenset(closing.split())
    for opening, closing in {
        '"': '" ” “',
        "“": '” "',
        "”": '” "',
        "„": '“ ” " ‟',
        "‟": '” "',
        "«": "»",
        "»": "« »",
        "''": "''",
        "``": "'' ``",
        "‘": "’ '",
        "'": "' ’",
        "‚": "‘ ’",
        "‹": "›",
        "›": "‹ ›",
        "「": "」",
        "『": "』",
    }.items()
}
SINGLE = frozenset("‘'‚‹›")
ALWAYS_OPEN = frozenset(["“", "„", "«", "``", "‚", "「", "『"])
MARK = re.compile(r"\"{1,2}|''|``|[“”„‟«»‘’‚'‹›「」『』]")
# What begins with an apostrophe in English: 'tis, 'em.
ELISION = re.compile(r"(?:tis|twas|em|til|cause|cept|round|n)\b", re.IGNORECASE)
# A line is a paragraph, unless it breaks off in the middle of a sentence (a hard-wrapped file).
LINE = re.compile(r"[^\n]+")
GOES_ON = re.compile(r"[ \t]*[a-z]")
BREAKS_OFF = re.compile(r"[\w,\-–—][ \t\r]*\Z")


class Quotation(Struct, frozen=True):
    """A quotation with its marks; `closed` is false where the paragraph ends first, `goes_on` where it continues."""

    start: int
    end: int
    closed: bool
    goes_on: bool = False


def paragraphs(article: Article) -> tuple[tuple[int, int, str], ...]:
    """Return start, end and kind of each paragraph that is the article's own words, in order.

    An article without blocks is read whole.
    """
    text = article.text
    blocks = [(b.start, b.end, b.kind) for b in article.blocks if b.kind in READ]
    if not article.blocks:
        blocks = [(0, len(text), "body")]
    return tuple((start, end, kind) for first, last, kind in blocks for start, end in _lines(text, first, last))


def _lines(text: str, first: int, last: int) -> Iterator[Span]:
    """Give the paragraphs between two offsets, hard-wrapped lines joined, blank ends left off."""
    held: Span | None = None
    for line in LINE.finditer(text, first, last):
        start = line.start()
        words = line.group()
        if not words.strip():
            if held:
                yield held
            held = None
            continue
        stripped = (start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
        tail = text[max(held[0], held[1] - 9) : held[1]] if held else ""
        if held and text.count("\n", held[1], start) == 1 and GOES_ON.match(words) and BREAKS_OFF.search(tail):
            held = (held[0], stripped[1])
            continue
        if held:
            yield held
        held = stripped
    if held:
        yield held


def quotations(text: str, spans: Sequence[Span]) -> list[list[Quotation]]:
    """Return the outermost quotations of each paragraph.

    A quotation still open where its paragraph ends reaches to that end; one that begins the next paragraph goes on
    from it.
    """
    found = []
    still_open = False
    for start, end in spans:
        inside = list(_scan(text, start, end))
        if inside and still_open and not text[start : inside[0].start].strip():
            first = inside[0]
            inside[0] = Quotation(first.start, first.end, first.closed, True)
        still_open = bool(inside) and not inside[-1].closed
        found.append(inside)
    return found


def _scan(text: str, first: int, last: int) -> Iterator[Quotation]:
    """Give the outermost quotations between two offsets, in one pass over their marks."""
    marks = [(m.group(), m.start(), m.end()) for m in MARK.finditer(text, first, last)]
    if any(mark == '""' for mark, _, _ in marks):
        marks = _without_wrapping(marks, first, last)
    ends = _single_ends(text, marks, first, last)
    opened = ""
    begun = 0
    for number, (mark, start, end) in enumerate(marks):
        mark = '"' if mark == '""' else mark
        if opened:
            if mark in CLOSERS[opened] and _closes(text, opened, mark, (start, end, last), ends[number]):
                yield Quotation(begun, end, True)
                opened = ""
        elif mark in CLOSERS and _opens(text, mark, (start, end), (first, last)):
            if mark in SINGLE and mark not in "‹›" and not ends[number]:
                continue
            opened, begun = mark, start
    if opened:
        yield Quotation(begun, last, False)


def _without_wrapping(marks: list[tuple[str, int, int]], first: int, last: int) -> list[tuple[str, int, int]]:
    """Return the marks of a line that was a CSV field: its own marks are doubled, the single one at an edge is not."""
    found = []
    for number, (mark, start, end) in enumerate(marks):
        follows = number > 0 and marks[number - 1][2] == start
        if mark == '"' and (start == first or end == last):
            continue
        if mark == '""' and start == first and number + 1 < len(marks) and marks[number + 1][1] == end:
            continue  # three marks open the line: the first wraps it, the others are one
        if mark == '"' and follows and marks[number - 1][1] == first:
            mark, start = '""', start - 1
        found.append((mark, start, end))
    return found


def _opens(text: str, mark: str, at: Span, bounds: Span) -> bool:
    """Tell whether a mark met outside any quotation opens one, by what stands on its two sides."""
    (start, end), (first, last) = at, bounds
    before = text[start - 1] if start > first else " "
    after = text[end] if end < last else " "
    if mark in SINGLE:
        apostrophe = after.isdigit() or ELISION.match(text, end, last)
        return not before.isalnum() and before not in ".,!?’" and after.isalnum() and not apostrophe
    if mark in ALWAYS_OPEN:
        return end < last
    if mark in "”‟»":
        return not before.isalnum() and before not in ".,!?;:" and not after.isspace()
    return not after.isspace() or (not before.isalnum() and before not in ".,!?…")


def _closes(text: str, opened: str, mark: str, at: tuple[int, int, int], more: bool) -> bool:
    """Tell whether a mark that may close the open quotation does: an apostrophe and a nested opening do not."""
    start, end, last = at
    before = text[start - 1]
    after = text[end] if end < last else " "
    if opened in SINGLE:
        plural = more and before == "s" and after == " "
        return not after.isalnum() and not before.isspace() and not plural
    if mark == "“" and opened != "„":
        return not after.isalnum()
    if mark in ('"', "''") and before.isspace():
        return not after.isalnum()
    return True


def _single_ends(text: str, marks: Sequence[tuple[str, int, int]], first: int, last: int) -> list[bool]:
    """Tell of each mark whether the next single mark that is no apostrophe could close a quotation.

    Where none does, a single mark is an apostrophe ('Tis) and opens nothing; where one does, the mark of a plural
    (the rebels' turn) need not close.
    """
    ends = [False] * len(marks)
    closing = False
    for number in range(len(marks) - 1, -1, -1):
        ends[number] = closing
        mark, start, end = marks[number]
        before = text[start - 1] if start > first else " "
        after = text[end] if end < last else " "
        if mark in "’'‘‚" and before.isalnum() + after.isalnum() < 2:
            closing = not after.isalnum() and not before.isspace()
    return ends


def inside(quotation: Quotation, text: str) -> Span:
    """Return the offsets of a quotation without its marks."""
    opening = MARK.match(text, quotation.start)
    start = opening.end() if opening else quotation.start
    if not quotation.closed:
        return start, quotation.end
    closing = 2 if text[quotation.end - 2 : quotation.end] in ('""', "''", "``") else 1
    return start, max(start, quotation.end - closing)
