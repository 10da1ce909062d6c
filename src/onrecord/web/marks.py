"""A page's text cut into what a template can show: paragraphs, folded clutter, and words marked with their statements.

No letter is lost or moved: the pieces of a text joined are the text of its blocks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from msgspec import Struct

from ..record import Article, Block, Span, Statement

STORY = frozenset({"title", "standfirst", "subheading", "byline", "dateline", "published", "body", "caption"})
ROLES = ("source", "cue", "content")
Numbered = tuple[int, Statement]  # a statement with its number on its page, from 1


class Piece(Struct, frozen=True, kw_only=True):
    """A run of text with the same marks: numbers of statements by role, which statements begin here, its place."""

    text: str
    at: int
    marks: tuple[tuple[str, int], ...] = ()  # ("content", 3): of the third statement of the page
    begins: tuple[int, ...] = ()

    @property
    def roles(self) -> str:
        """The roles of the marks, as classes: 'content', 'content cue', 'content deep' where contents are nested."""
        roles = [role for role, _ in self.marks]
        names = [role for role in ROLES if role in roles]
        return " ".join([*names, "deep"] if roles.count("content") > 1 else names)

    @property
    def numbers(self) -> str:
        """The numbers of the statements marked, between blanks."""
        return " ".join(dict.fromkeys(str(number) for _, number in self.marks))


class Paragraph(Struct, frozen=True, kw_only=True):
    """Blocks that stand on one line of the page, with the kind of the weightiest; or, of clutter, one block."""

    kind: str
    why: str
    pieces: tuple[Piece, ...]


class Section(Struct, frozen=True, kw_only=True):
    """Paragraphs of the story, or a run of clutter between them, whose kinds it names."""

    clutter: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]


def sections(article: Article, numbered: Sequence[Numbered], anchors: Iterable[Span] = ()) -> list[Section]:
    """Return the article's blocks as sections; `anchors` are further spans that pieces shall begin at."""
    cutter = _Cutter(article.text, numbered, anchors)
    out = []
    for is_story, run in groupby(article.blocks, key=lambda block: block.kind in STORY):
        blocks = list(run)
        lines = list(_lines(article.text, blocks)) if is_story else [[block] for block in blocks]
        paragraphs = tuple(cutter.paragraph(line) for line in lines)
        kinds = () if is_story else tuple(dict.fromkeys(paragraph.kind for paragraph in paragraphs))
        out.append(Section(clutter=kinds, paragraphs=paragraphs))
    return out


def passage(article: Article, number: int, statement: Statement) -> list[Section]:
    """Return the sections of the lines on which a statement stands."""
    spans = [span for role in ROLES for span in getattr(statement, role)]
    near = tuple(b for b in article.blocks if any(b.start < end and start < b.end for start, end in spans))
    return sections(Article(text=article.text, blocks=near), [(number, statement)])


def _lines(text: str, blocks: list[Block]) -> Iterator[list[Block]]:
    """Group blocks that no line break separates: a dateline and the sentence after it."""
    line = blocks[:1]
    for before, block in pairwise(blocks):
        if "\n" in text[before.end : block.start] or before.kind != "dateline":
            yield line
            line = []
        line.append(block)
    yield line


class _Cutter:
    """Cuts one text, from its beginning to its end, at every offset where a mark begins or ends."""

    def __init__(self, text: str, numbered: Sequence[Numbered], anchors: Iterable[Span]) -> None:
        self._text = text
        self._marks = sorted(
            (start, end, role, number) for number, s in numbered for role in ROLES for start, end in getattr(s, role)
        )
        spans = [*((start, end) for start, end, _, _ in self._marks), *anchors]
        self._cuts = sorted({offset for span in spans for offset in span})
        self._begins: dict[int, list[int]] = {}
        for number, s in numbered:
            first = min(start for role in ROLES for start, _ in getattr(s, role))
            self._begins.setdefault(first, []).append(number)
        self._next = 0
        self._open: list[tuple[int, int, str, int]] = []

    def paragraph(self, line: list[Block]) -> Paragraph:
        """Return the next line."""
        start, end = line[0].start, line[-1].end
        inside = self._cuts[bisect_right(self._cuts, start) : bisect_left(self._cuts, end)]
        pieces = tuple(self._piece(left, right) for left, right in pairwise([start, *inside, end]))
        return Paragraph(kind=line[-1].kind, why=line[-1].why, pieces=pieces)

    def _piece(self, left: int, right: int) -> Piece:
        while self._next < len(self._marks) and self._marks[self._next][0] <= left:
            self._open.append(self._marks[self._next])
            self._next += 1
        self._open = [mark for mark in self._open if mark[1] > left]
        marks = tuple((role, number) for _, _, role, number in self._open)
        return Piece(text=self._text[left:right], at=left, marks=marks, begins=tuple(self._begins.get(left, ())))
