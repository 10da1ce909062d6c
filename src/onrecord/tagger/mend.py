"""What is put right in the model's answer by the layout of the page: paragraphs, and headlines with a colon.

The model reads headlines as sentences, and seldom finds 'Words: Name'; the rules do. A source stands in the paragraph
of its cue, and so does content, unless it is a quotation that goes on.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ..quotes import paragraphs
from ..record import Article, Span, Tag
from ..rules import Rules

OPENING = "“\"'‘«„"


def mend(article: Article, tags: Sequence[Tag], rules: Rules) -> tuple[Tag, ...]:
    """Return the tags without spans that stray from their paragraph, and with a headline's colon if they have none."""
    blocks = [(start, end) for start, end, _ in paragraphs(article)]
    kept = [_within(article.text, tag, blocks) for tag in tags]
    titles = [(start, end) for start, end, kind in paragraphs(article) if kind == "title"]
    if not titles or any(_inside(tag, titles) for tag in kept):
        return tuple(kept)
    found = [tag for tag in rules.tag(article) if _inside(tag, titles)]
    colons = [tag for tag in found if [article.text[start:end] for start, end in tag.cue] == [":"]]
    # Behind the others: a tag's parent is its place in this list.
    return (*kept, *(replace(tag, parent=None) for tag in colons))


def _inside(tag: Tag, spans: Sequence[Span]) -> bool:
    return any(start <= tag.content[0][0] < end for start, end in spans)


def _within(text: str, tag: Tag, blocks: Sequence[Span]) -> Tag:
    """The tag without sources, and without contents that open no quotation, outside the paragraph of its cue."""
    here = next(((a, b) for a, b in blocks if tag.cue and a <= tag.cue[0][0] < b), None)
    if here is None:
        return tag
    source = tuple(span for span in tag.source if here[0] <= span[0] < here[1])
    content = tuple(span for span in tag.content if here[0] <= span[0] < here[1] or text[span[0]] in OPENING)
    return replace(tag, source=source, content=content or tag.content)
