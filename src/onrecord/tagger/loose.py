"""Quotations that the model gives to nobody: whose they are by the layout of the page, or by the rules.

A quotation that its paragraph leaves open goes on in the next one; a paragraph that ends in a colon announces the
quotation that opens the next; and a paragraph that is nothing but a quotation, after one in which a single voice was
quoted, is that voice's. What none of these tells is the rules' to say. Short quotations are left alone: they may be
names or terms.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from ..quotes import Quotation
from ..record import Article, Span, Tag
from ..rules import Rules

LONG = 8  # words; on the train split most of the shorter ones are names, terms or slogans


class Marked:
    """Which characters of a text are taken."""

    def __init__(self, size: int, spans: Iterable[Span]) -> None:
        """Mark the spans in a text of so many characters."""
        self._marks = bytearray(size)
        self.add(spans)

    def add(self, spans: Iterable[Span]) -> None:
        """Mark more."""
        for start, end in spans:
            self._marks[start:end] = b"\1" * (end - start)

    def any_of(self, spans: Iterable[Span]) -> bool:
        """Whether one of the spans has a marked character."""
        return any(self._marks.find(1, start, end) >= 0 for start, end in spans)


def gather(
    article: Article,
    blocks: Sequence[Span],
    quoted: Sequence[Sequence[Quotation]],
    tags: Sequence[Tag],
    rules: Rules,
) -> tuple[Tag, ...]:
    """Return the tags with the long quotations that no content holds, each given to whom layout or the rules say.

    `blocks` are the paragraphs and `quoted` the quotations in each. New tags stand behind the others: a tag's parent
    is its place in the list.
    """
    text = article.text
    given = list(tags)
    taken = Marked(len(text), (span for tag in tags for span in tag.content))
    left: list[Span] = []
    voices = _voices(blocks, tags)
    for number, (block, some) in enumerate(zip(blocks, quoted, strict=True)):
        for quotation in some:
            span = (quotation.start, quotation.end)
            if len(text[slice(*span)].split()) < LONG or taken.any_of([span]):
                continue
            owner = None
            if number and span[0] == block[0]:
                before = blocks[number - 1]
                near = [(n, given[n]) for n in voices[number - 1]]
                owner = _owner(text, before, quoted[number - 1], near, quotation, span == block)
            if owner is None:
                left.append(span)
                continue
            given[owner] = replace(given[owner], content=tuple(sorted((*given[owner].content, span))))
            taken.add([span])
            voices[number].append(owner)
    return _ruled(len(text), given, left, rules.tag(article), taken) if left else tuple(given)


def _voices(blocks: Sequence[Span], tags: Sequence[Tag]) -> dict[int, list[int]]:
    """The places of the tags that are nobody's part and have their cue or content in each paragraph, by its number."""
    found: dict[int, list[int]] = defaultdict(list)
    spans = sorted(
        (span[0], place) for place, tag in enumerate(tags) if tag.parent is None for span in tag.cue + tag.content
    )
    number = 0
    for start, place in spans:
        while number + 1 < len(blocks) and blocks[number][1] <= start:
            number += 1
        if place not in found[number][-1:]:
            found[number].append(place)
    return found


def _owner(
    text: str,
    before: Span,
    around: Sequence[Quotation],
    near: Sequence[tuple[int, Tag]],
    quotation: Quotation,
    alone: bool,
) -> int | None:
    """The place of the tag to which the paragraph before gives a quotation that opens its own."""
    if quotation.goes_on:
        return next((n for n, tag in reversed(near) if _holds(tag, around[-1])), None)
    here = [(n, tag) for n, tag in near if tag.cue and before[0] <= tag.cue[0][0] < before[1]]
    if here and text[before[1] - 1] == ":":
        return max(here, key=lambda pair: pair[1].cue)[0]
    sources = {text[start:end] for _, tag in here for start, end in tag.source}
    held = [n for n, tag in here if any(_holds(tag, other) for other in around)]
    return held[-1] if alone and held and len(sources) == 1 else None


def _holds(tag: Tag, quotation: Quotation) -> bool:
    return any(start < quotation.end and quotation.start < end for start, end in tag.content)


def _ruled(size: int, tags: list[Tag], left: Sequence[Span], ruled: Sequence[Tag], taken: Marked) -> tuple[Tag, ...]:
    """The tags with what the rules say of the spans left: content for a cue that both see, or a tag of their own."""
    wanted = Marked(size, left)
    cues = {place: n for n, tag in enumerate(tags) for span in tag.cue for place in range(*span)}
    new = []
    for found in ruled:
        if not found.cue or not wanted.any_of(found.content) or taken.any_of(found.content):
            continue
        same = next((cues[place] for place in range(*found.cue[0]) if place in cues), None)
        if same is not None:
            tags[same] = replace(tags[same], content=tuple(sorted(tags[same].content + found.content)))
        elif found.source:
            new.append(replace(found, parent=None))
        taken.add(found.content)
    return (*tags, *new)
