"""What is put right in the model's answer by the layout of the page: paragraphs, quotations, headlines with a colon.

The model reads headlines as sentences, and seldom finds 'Words: Name'; the rules do. A source stands in the paragraph
of its cue, and so does content, unless it is a quotation that goes on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from ..quotes import paragraphs, quotations
from ..record import Article, Span, Tag
from ..rules import Rules
from .asked import no_asker
from .loose import gather
from .subjects import subjects

OPENING = "“\"'‘«„"


def mend(article: Article, tags: Sequence[Tag], rules: Rules) -> tuple[Tag, ...]:
    """Return the tags without spans that stray from their paragraph, with loose quotations, and a headline's colon."""
    blocks = [(start, end) for start, end, _ in paragraphs(article)]
    kept = gather(
        article,
        blocks,
        quotations(article.text, blocks),
        subjects(article.text, [no_asker(article.text, _within(article.text, tag, blocks)) for tag in tags]),
        rules,
    )
    titles = [(start, end) for start, end, kind in paragraphs(article) if kind == "title"]
    if not titles or any(_inside(tag, titles) for tag in kept):
        return kept
    found = [tag for tag in rules.tag(article) if _inside(tag, titles)]
    colons = [tag for tag in found if [article.text[start:end] for start, end in tag.cue] == [":"]]
    # Behind the others: a tag's parent is its place in this list.
    return (*kept, *(replace(tag, parent=None) for tag in colons))


def _inside(tag: Tag, spans: Sequence[Span]) -> bool:
    return any(start <= tag.content[0][0] < end for start, end in spans)


def _within(text: str, tag: Tag, blocks: Sequence[Span]) -> Tag:
    """The tag without sources, and without contents that open no quotation, outside the paragraph of its cue."""
    number = bisect_right(blocks, tag.cue[0][0], key=lambda block: block[0]) - 1 if tag.cue else -1
    if number < 0:
        return tag
    here = blocks[number]
    source = tuple(span for span in tag.source if here[0] <= span[0] < here[1])
    content = tuple(span for span in tag.content if here[0] <= span[0] < here[1] or text[span[0]] in OPENING)
    return replace(tag, source=source, content=content or tag.content)
