"""A transcript's turns: paragraphs that begin with who speaks and a colon, and what is said in them.

Not for a tagger to find: the model's corpus has no transcripts, and a transcript says itself who speaks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from .quotes import paragraphs
from .record import Article, Span, Tag

FEWEST = 3  # as many turns make a transcript
SCORE = 0.95  # of a turn: who speaks is printed, and hardly ever wrong
_TURN = re.compile(r"(?P<who>[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,5})(?: ?\([^()]{1,40}\))?(?P<colon>:)\s+(?=\S)")
_ASKED = frozenset(("question", "q"))
_FIRST_PERSON = frozenset(("i", "we"))


def turns(texts: Sequence[str]) -> dict[int, re.Match[str]]:
    """Return which paragraphs begin a turn: a name and a colon, the name not once only, or a question and an answer."""
    found = {i: start for i, text in enumerate(texts) if (start := _TURN.match(text[:120]))}
    times = Counter(start["who"] for start in found.values())
    spoken = {i: s for i, s in found.items() if times[s["who"]] > 1 or (s["who"].isupper() and len(s["who"]) > 2)}
    spoken |= {i: s for i, s in found.items() if spoken and s["who"] == "Q"}
    spoken = dict(sorted(spoken.items()))
    again = len(spoken) >= FEWEST and any(times[start["who"]] > 1 for start in spoken.values())
    asked = [i for i, start in found.items() if start["who"].lower() in _ASKED]
    answered = [i for i in found if asked and i > asked[0] and (i in spoken or found[i]["who"] in ("Answer", "A"))]
    if not again and asked and answered:
        return {i: found[i] for i in sorted({*asked, *answered})}
    return spoken if again else {}


def heed(article: Article, tags: Sequence[Tag]) -> tuple[Tag, ...]:
    """Return the tags and one for each turn of a transcript, which goes on up to the next turn.

    What the tagger made of the turn itself, and what its 'I' and 'we' say in it, is the turn's own and left out. The
    tags' parents are left open: who stands in whose content shows in the spans.
    """
    spans = [(start, end) for start, end, kind in paragraphs(article) if kind != "title"]
    starts = turns([article.text[start:end] for start, end in spans])
    if not starts:
        return tuple(tags)
    given = _spoken(spans, starts)
    kept = [tag for tag in tags if not any(_is_its_own(article.text, tag, turn) for turn in given)]
    return (*given, *(replace(tag, parent=None) for tag in kept))


def _spoken(spans: Sequence[Span], starts: dict[int, re.Match[str]]) -> list[Tag]:
    """A tag for each turn: its paragraphs up to the next turn are its content."""
    made = []
    for number, following in pairwise([*starts, len(spans)]):
        start, end = spans[number]
        match = starts[number]
        content = ((start + match.end(), end), *spans[number + 1 : following])
        cue = (start + match.start("colon"), start + match.end("colon"))
        made.append(Tag(source=((start, start + match.end("who")),), cue=(cue,), content=content, score=SCORE))
    return made


def _is_its_own(text: str, tag: Tag, turn: Tag) -> bool:
    """Whether a tag is what a tagger made of a turn: its words are the turn's, and nobody else says them."""
    at = (tag.cue or tag.content)[0][0]
    if not turn.source[0][0] <= at < turn.content[-1][1]:
        return False
    nobody_else = not tag.source or " ".join(text[a:b] for a, b in tag.source).lower() in _FIRST_PERSON
    return nobody_else or at < turn.content[0][0]
