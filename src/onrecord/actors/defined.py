"""Names that a page itself says are one: 'the Velden Bridge Company (VBC)', 'the Bakers, also known as the Loaf'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .mentions import Text

REACH = 40  # characters between two names that a page says are one
KNOWN_AS = re.compile(
    r"(?:['’]s?)?,?\s\(?(?:(?:also|formerly|previously|better|otherwise|sometimes|commonly)\s)?(?:known|called)(?:\s\w+){0,4}?"
    r"(?:\sas)?\s(?:the\s)?[\"“'‘]?\Z|(?:['’]s?)?,?\s\(?(?:aka|a\.k\.a\.|or)\s[\"“'‘]?\Z"
)
BRACKET = re.compile(r"(?:['’]s?)?\s\((?:the\s)?[\"“'‘]?\Z")
CLOSED = re.compile(r"[\"”'’]?[);,]")
ALSO = re.compile(r"also|aka|a\.k\.a|formerly|previously|better|otherwise")
LONGEST_ACRONYM = 8  # letters


def defined(text: Text) -> Iterator[tuple[int, int]]:
    """Give pairs of positions in `Text.names`: a name and the shorter or other one that the page gives for it."""
    for i in range(len(text.names) - 1):
        full, short = text.names[i], text.names[i + 1]
        if not 0 < short.start - full.end <= REACH or "person" in (full.kind, short.kind):
            continue
        between = text.text[full.end : short.start]
        in_brackets = BRACKET.match(between) and CLOSED.match(text.text, short.end)
        known_as = ALSO.search(between) and KNOWN_AS.match(between)
        if known_as or (in_brackets and _stands_for(short.text, full.text)):
            yield i, i + 1


def _stands_for(acronym: str, name: str) -> bool:
    """Whether a word in capitals has its letters, in their order, among a name's, and begins as one of its words."""
    letters = [letter for letter in acronym.casefold() if letter.isalnum()]
    if not acronym[:1].isupper() or not 1 < len(letters) <= LONGEST_ACRONYM or acronym.istitle() or " " in acronym:
        return False
    left = iter(name.casefold())
    return any(word[0].casefold() == letters[0] for word in name.split()) and all(letter in left for letter in letters)
