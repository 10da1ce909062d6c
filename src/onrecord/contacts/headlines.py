"""Headlines In Title Case, read as sentences are: 'Roe Meets With Lund' as 'Roe meets with Lund'."""

from __future__ import annotations

import re

from ..record import Article

_WORDS = re.compile(
    r"\b(?:Meets?|Met|Meeting|Holds?|Held|Visit(?:s|ed|ing)?|Phones?|Phoned|Telephoned|Calls|Called|Discuss(?:es|ed)?|Hosts?|Hosted"
    r"|Receives?|Received|Welcomes?|Spoke|Speaks?|Speaking|Talks|Call|Conversation|Arrives|Arrived|Summons|Summoned|Will|Was|Were|Is"
    r"|Are|Has|Have|To|With|By|In|At|On|And|From|Between|After|Before|For|Over|The|His|Her|Their|An?|Not)\b"
)
_LONG = re.compile(r"\b[^\W\d_]{4,}")
MOST = 0.6  # share of a headline's long words that begin with a capital where all do but names' too


def plain(article: Article) -> str:
    """Return the article's text, of the same length, with the plain words of titles in title case in small letters."""
    text = article.text
    for block in article.blocks:
        if block.kind == "title":
            words = text[block.start : block.end]
            long = _LONG.findall(words)
            if len(long) > 2 and not words.isupper() and sum(word[0].isupper() for word in long) > MOST * len(long):
                small = words[:1] + _WORDS.sub(lambda match: match[0].lower(), words[1:])
                text = text[: block.start] + small + text[block.end :]
    return text
