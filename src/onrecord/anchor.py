"""Ways to point at words on a page from outside: W3C selectors, and addresses whose text fragment finds the words.

The selectors are those of the Web Annotation Data Model (W3C, 2017), over the article's text as kept; text fragments
are those of the WICG draft 'URL Fragment Text Directives'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, urldefrag

from .record import Span

_CONTEXT = 32  # letters before and after the words: what the W3C's examples and most annotation tools give
_WHOLE = 12  # words; longer ones are named by their first and last few, as the draft advises
_ENDS = 4


def selector(text: str, span: Span) -> dict[str, Any]:
    """Return the W3C selector of a span: its position, refined by its words with those around them."""
    start, end = span
    return {
        "type": "TextPositionSelector",
        "start": start,
        "end": end,
        "refinedBy": {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - _CONTEXT) : start],
            "suffix": text[end : end + _CONTEXT],
        },
    }


def fragment(url: str, text: str, spans: Sequence[Span]) -> str:
    """Return the page's address with a fragment that makes browsers show and mark the words at the spans."""
    directives = []
    for start, end in spans:
        words = re.findall(r"\S+", text[start:end])
        if len(words) > _WHOLE:
            directives.append(f"text={_part(words[:_ENDS])},{_part(words[-_ENDS:])}")
        elif words:
            directives.append(f"text={_part(words)}")
    return f"{urldefrag(url).url}#:~:{'&'.join(directives)}" if directives else url


def _part(words: list[str]) -> str:
    """Return words as they stand in a text directive, where - and , have a meaning of their own."""
    return quote(" ".join(words), safe="").replace("-", "%2D")
