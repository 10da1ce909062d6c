"""The sentences of an article: where each begins and ends."""

from __future__ import annotations

import re
from bisect import bisect_right

from .record import Article, Span

_END = re.compile(
    r"(?:(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|Lt|Jr|Sr|Co|No))(?<!\b(?:Mrs|Gen|Sen|Rep|Gov|Col|Sgt|Adm|Rev|Maj|Cpt|Inc"
    r"|Ltd|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|etc))"
    r"(?<!\b(?:Sept|Capt|Prof|Pres))[.!?]|[.!?](?=[\"”’»']))[\"”’»')\]]{0,3}\s+(?=[\"“‘«'(\[]{0,2}[A-Z0-9])|\n\s*"
)


class Sentences:
    """Sentence bounds of a text; a line never runs into the next."""

    def __init__(self, article: Article) -> None:
        """Find the ends of the sentences of an article."""
        self.starts = [0, *(match.end() for match in _END.finditer(article.text))]
        self.end = len(article.text)
        self.title = next(((block.start, block.end) for block in article.blocks if block.kind == "title"), None)

    def of(self, position: int) -> Span:
        """Return the sentence around a position."""
        i = bisect_right(self.starts, position) - 1
        return self.starts[i], self.starts[i + 1] if i + 1 < len(self.starts) else self.end

    def in_title(self, position: int) -> bool:
        """Whether a position stands in the title."""
        return self.title is not None and self.title[0] <= position < self.title[1]
