"""Is the article in English? What reads statements knows no other language."""

from __future__ import annotations

import re

from resiliparse.parse.lang import detect_fast

from ..quotes import paragraphs
from ..record import Article

WORD = re.compile(r"\w+")
# The commonest words of English. On 1,100 English pages they are 0.12 of the words or more (but for two pages of scores
# and code), on 20 pages in other languages 0.08 or less.
COMMON = frozenset(
    WORD.findall(
        "the of to and a in that is for on with as was by at from it be his are he an has have this which not said "
        "but they were"
    )
)
SHARE = 0.1
FEWEST = 20  # words of a text that can be judged
LETTERS = 80  # or so many: Chinese and Japanese have no blanks between words


def other_language(article: Article) -> str | None:
    """Return the ISO 639-1 code of the language nearest to an article that is not in English, else None.

    Short articles, and those in English, have none. Two judges must agree: the share of common English words, and
    resiliparse's order of trigrams, whose code is a guess where languages are alike.
    """
    text = "\n".join(article.text[start:end] for start, end, _ in paragraphs(article))
    words = WORD.findall(text.lower())
    if len(words) < FEWEST and sum(map(len, words)) < LETTERS:
        return None
    if sum(word in COMMON for word in words) >= SHARE * len(words):
        return None
    code: str = detect_fast(text)[0]
    return None if code == "en" else code
