"""Subjects that the model takes for content: 'Berg was quoted as saying it rained', '...; Berg himself told the guild'.

A short piece of content that ends right before a cue is its subject: of a cue that says who was quoted, or of another
statement's cue whose source stands beyond a semicolon. Where the one who quotes stands behind ('was quoted by the
Gazette as saying'), the source is the words before the cue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from ..record import Span, Tag

QUOTED = re.compile(r"(?:is|are|was|were|been|being)\s+(?:\w+ly\s+|later\s+|also\s+)?(?:quoted|cited)\b")
BY = re.compile(r"\sby\s+(?:the\s+)?\Z")
SUBJECT = re.compile(
    r"(?:\A|[.,:;\n\"“”‘«»—–])\s*(?:(?:and|but|while|though|as)\s+)?([^.,:;\n\"“”‘«»—–\s][^.,:;\n\"“”‘«»—–]{1,80})\Z"
)
PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\b")
NAMED = re.compile(r"(?:that\s+)?((?:(?:the|an?|his|her|its|their)\s+)?(?:[^\W\d_][\w.’'-]*\s+){0,5}[A-Z][\w.’'-]+)\s+")
LONGEST = 12  # words of a subject
REACH = 300  # characters before a subject in which a semicolon parts it from another's source
SHORT = 6  # words of one that another statement has


def subjects(text: str, tags: Sequence[Tag]) -> list[Tag]:
    """Return the tags, each with its own subject as its source."""
    found = [_within(text, _quoted(text, _own(text, tag)), tags) for tag in tags]
    ends = {end: (n, (start, end)) for n, tag in enumerate(found) for start, end in tag.content if len(tag.content) > 1}
    for number, tag in enumerate(found):
        if not tag.cue or not tag.source or text[tag.cue[0][0] - 1 : tag.cue[0][0]] != " ":
            continue
        owner, piece = ends.get(tag.cue[0][0] - 1, (number, (0, 0)))
        apart = ";" in text[max(tag.source[-1][1], piece[0] - REACH) : piece[0]]
        if owner != number and apart and len(text[slice(*piece)].split()) <= SHORT and len(found[owner].content) > 1:
            found[owner] = _without(found[owner], piece)
            found[number] = replace(tag, source=(piece,))
    return found


def _own(text: str, tag: Tag) -> Tag:
    """A statement in another's content without the 'that' which opens the other's: 'said that Roe had asked to go'."""
    first = tag.content[0]
    others = tag.parent is not None and len(tag.content) > 1 and text[slice(*first)].lower() == "that"
    return _without(tag, first) if others and tag.cue and first[0] < tag.cue[0][0] else tag


def _quoted(text: str, tag: Tag) -> Tag:
    """The tag whose cue says that somebody was quoted, with that one as its source."""
    if not tag.cue or not QUOTED.search(text, *tag.cue[0]):
        return tag
    start, end = tag.cue[0]
    subject = next((piece for piece in tag.content if 0 <= start - piece[1] <= 1 and len(tag.content) > 1), None)
    if not tag.source and subject and len(text[slice(*subject)].split()) <= LONGEST:
        return replace(_without(tag, subject), source=(subject,))
    quoter = tag.source[0] if tag.source else (0, 0)
    if quoter[0] < end or not BY.search(text[start : quoter[0]]):
        return tag
    before = SUBJECT.search(text[max(0, start - REACH) : start - 1])
    own = (start - 1 - len(before[1]), start - 1) if before else (0, 0)
    return (
        tag
        if own[0] == own[1] or any(a < own[1] and own[0] < b for a, b in tag.content)
        else replace(tag, source=(own,))
    )


def _within(text: str, tag: Tag, tags: Sequence[Tag]) -> Tag:
    """A statement in another's content without a source, whose cue is active: the words before it there, if few."""
    if tag.source or not tag.cue or tag.parent is None or PASSIVE.search(text, *tag.cue[0]):
        return tag
    cue = tag.cue[0][0]
    start = next((a for a, b in tags[tag.parent].content if a <= cue < b and cue - a < REACH), cue)
    own = NAMED.fullmatch(text, start, cue)
    taken = own is None or any(a < own.end(1) and own.start(1) < b for a, b in tag.content)
    return tag if taken or own is None else replace(tag, source=(own.span(1),))


def _without(tag: Tag, piece: Span) -> Tag:
    return replace(tag, content=tuple(span for span in tag.content if span != piece))
