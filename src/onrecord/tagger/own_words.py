"""Whose words a page's first person is: the page's own, or those of whom a paragraph ending in 'said:' announces.

The model reads sentence by sentence, as its corpus does. A release that says 'The minister said:' and then gives her
words without quotation marks has one statement there, and each 'I welcome' in it is a part of that.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from ..quotes import paragraphs, quotations
from ..record import Article, Span, Tag

OPENING = "“\"'‘«„"
FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us)\b")
NARRATORS = frozenset(["i", "we"])
LONGEST = 12  # paragraphs of an unquoted block
ANNOUNCES = re.compile(
    r"\b(?:said|says|stated?|states|added|commented|remarked|told [\w ]{1,40}|statement|writes|wrote) ?:$"
)
# What ends the words of a release: notes of those who issue it, or somebody's words reported.
ENDS = re.compile(
    r"(?:Notes? (?:to|for) editors?|Further information|Background|Media enquiries|ENDS\b"
    r"|For (?:more|further) information|(?:The|A) (?:full|complete) [\w ]{1,40} (?:can|is|are|may) )"
    r"|.*\b(?:said|says|told|according to)\b",
    re.S,
)
SHORT = 450  # words of a release whose 'we' is whoever issues it: all of it is theirs, and none of it is reported
LONG = 40  # characters of a quotation: a page that quotes somebody at such length is no such release
CASUAL = re.compile(r"\b(?:[Ii]t['’]s|\w+['’](?:re|ll|ve|m)|\w+n['’]t)\b")  # a columnist's words, no office's
TOLD = re.compile(r"\b(?:\w+ed|said|told|wrote|spoke|made|gave|met)\b")
EARLIER = re.compile(r"\b(?:asked|assured|conveyed|informed|instructed|requested|said|told|urged|warned|wrote)\b")
NAME = re.compile(r"[A-Z][\w'’-]+ [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*")


# A caption says what its picture shows: 'This handout picture taken on Friday shows the bridge' is nobody's statement.
PICTURE = re.compile(
    r"\b(?:picture|photo|photograph|image|frame|grab|still|footage)s?\b[^.!?]{0,160}?"
    r"\b(?:taken|released|provided|made available|obtained|published|posted)\b[^!?]{0,160}\Z",
    re.IGNORECASE,
)
SHOWS = re.compile(r"shows?|showing", re.IGNORECASE)
LONGEST_CAPTION = 400  # characters before its 'shows'


class Spans:
    """Spans that do not overlap, in order."""

    def __init__(self, spans: Sequence[Span]) -> None:
        """Keep the spans."""
        self.spans = spans
        self._starts = [start for start, _ in spans]

    def at(self, place: int) -> int | None:
        """The number of the span that a place stands in."""
        number = bisect_right(self._starts, place) - 1
        return number if number >= 0 and place < self.spans[number][1] else None


def announced(text: str, spans: Sequence[Span], quoted: Sequence[Sequence[Span]]) -> dict[int, tuple[Span, ...]]:
    """The unquoted paragraphs that each paragraph ending in a colon announces, by its number.

    Those in the first person belong to it; after 'she said:' so does the next one, and those that follow it until one
    that reports somebody, names who was announced, or ends a release.
    """
    blocks: dict[int, tuple[Span, ...]] = {}
    number = 0
    while number < len(spans):
        first = number + 1
        last = first
        announcing = text[spans[number][0] : spans[number][1]]
        if announcing.endswith(":"):
            who = NAME.findall(announcing[-160:]) if ANNOUNCES.search(announcing) else None
            while last < min(len(spans), first + LONGEST) and (
                _first_person(text, spans[last], quoted[last])
                or (who is not None and _goes_on(text[slice(*spans[last])], who, last == first))
            ):
                last += 1
        if last > first:
            blocks[number] = tuple(spans[first:last])
        number = last
    return blocks


def _goes_on(paragraph: str, who: Sequence[str], next_one: bool) -> bool:
    """Whether a paragraph without a first person may still be the words that were announced."""
    if paragraph[0] in OPENING or paragraph.endswith(":"):
        return False
    return next_one or not (ENDS.match(paragraph) or any(name in paragraph for name in who))


def _first_person(text: str, span: Span, quoted: Sequence[Span]) -> bool:
    """Whether a paragraph that does not begin with a quotation has a word of the first person outside of any."""
    if quoted and quoted[0][0] == span[0]:
        return False
    inside = Spans(quoted)
    return any(inside.at(found.start()) is None for found in FIRST_PERSON.finditer(text, *span))


def heed(article: Article, tags: Sequence[Tag], threshold: float = 0.0) -> tuple[Tag, ...]:
    """Give each announced block to the last that its paragraph announces, and drop what 'I' and 'we' say inside.

    Drops what a caption shows, and what scores below the threshold too, but for who is announced and what stands in
    another's content.
    """
    text = article.text
    spans = [(start, end) for start, end, _ in paragraphs(article)]
    marked = [[(q.start, q.end) for q in some] for some in quotations(text, spans)]
    blocks, quoted = announced(text, spans, marked), Spans([span for some in marked for span in some])
    rows = Spans(spans)
    inside = Spans([span for block in blocks.values() for span in block])
    speakers: dict[int, int] = {}  # of each announcing paragraph, the tag that announces
    for number, tag in enumerate(tags):
        row = rows.at(_place(tag))
        if row in blocks and tag.parent is None:
            speakers[row] = max(number, speakers.get(row, number), key=lambda n: _place(tags[n]))
    given = {number: replace(tags[number], content=blocks[row]) for row, number in speakers.items()}
    quotes = any(end - start > LONG for start, end in quoted.spans)
    released = (
        not (article.byline or quotes or CASUAL.search(text)) and sum(len(text[a:b].split()) for a, b in spans) <= SHORT
    )

    def stays(number: int, tag: Tag) -> bool:
        sure = tag.score >= threshold or tag.parent is not None
        if released and not _another(text, tag) and quoted.at(_place(tag)) is None:
            sure = sure and any(TOLD.search(text[a:b]) for a, b in tag.cue)  # 'as I told him', but not 'we welcome'
        return number in given or (
            sure and not _pictured(text, tag) and (inside.at(_place(tag)) is None or _another(text, tag))
        )

    kept = [number for number, tag in enumerate(tags) if stays(number, tag)]
    kept.sort(key=lambda n: (given.get(n, tags[n]).content, n))
    place = {number: at for at, number in enumerate(kept)}
    made = (given.get(number, tags[number]) for number in kept)
    return tuple(tag if tag.parent is None else replace(tag, parent=place.get(tag.parent)) for tag in made)


def _pictured(text: str, tag: Tag) -> bool:
    """Whether a tag is what a caption says that its picture shows."""
    if not tag.cue or not SHOWS.fullmatch(text, *tag.cue[0]):
        return False
    start = tag.cue[0][0]
    line = text[max(0, start - LONGEST_CAPTION) : start].rpartition("\n")[2]
    return PICTURE.search(line) is not None


def tells(text: str, tag: Tag) -> bool:
    """Whether somebody is told to say something inside first-person words: another, or who speaks at another time."""
    cue = " ".join(text[a:b] for a, b in tag.cue)
    return bool(tag.source) and (_another(text, tag) or EARLIER.search(cue) is not None)


def _place(tag: Tag) -> int:
    """Where a tag's cue begins; without one, its content."""
    return (tag.cue or tag.content)[0][0]


def _another(text: str, tag: Tag) -> bool:
    """Whether it is not the first person who speaks."""
    return " ".join(text[a:b] for a, b in tag.source).lower() not in NARRATORS
