"""What a sentence that names no parties adds to a contact told before: who initiated it, when it was, how it ended."""

from __future__ import annotations

import re

from ..record import Mention, Span
from .merge import FAMILIES, Met, join, same
from .scene import Scene
from .status import initiator, status
from .telling import Told

BACK = 60  # contacts before a telling that may be the one it tells
# What both did there: 'The two sides', or 'the two leaders discussed' in another's report.
_BOTH = re.compile(
    r"(?:\A\s*|\b(?:that|said)\s)(?P<who>(?:[Bb]oth|[Tt]he\s(?:two|2|pair))\s(?:(?:\w+\s)?(?:sides|men|ministers|leaders"
    r"|parties|presidents|diplomats|officials)\b|(?=also\b|had\b|have\b|were\b|agreed\b|discussed\b))"
    r"|[Tt]he\s(?:sides|ministers|leaders|parties)\b)"
)
_ABOUT = re.compile(r"\b(call|conversation|meeting|talks|visit)\b", re.IGNORECASE)
_KINDS = {
    "call": ("phone-call",),
    "conversation": ("phone-call", "talks"),
    "meeting": ("meeting", "talks"),
    "summit": ("meeting", "talks"),
    "session": ("meeting", "talks"),
    "round": ("talks", "meeting"),
    "talks": ("talks", "meeting"),
    "visit": ("visit",),
}
# 'The meeting took place in X', 'the talks were called off': of one told before.
_THE = re.compile(
    r"(?:\A\W*|,\s|\bthat\s)(?P<words>(?:[Tt]he|[Tt]his|[Tt]heir|[Hh]is|[Hh]er)\s(?:(?!next|second|other)[\w-]+\s){0,3}?(?P<what>call"
    r"|conversation|meeting|talks|visit|summit)(?:,[^,.;]{1,60},)?\s(?:(?:has|have|had|will|would|is|are|was|were)\s(?:now\s|then\s)?)?"
    r"(?:been\s|be\s|to\sbe\s)?(?:held|took\splace|take\splace|takes\splace|began|begin|begins|opened|lasted|ended|concluded"
    r"|postponed|delayed|put\soff|cancell?ed|called\soff|scrapped|suspended|scheduled|planned|set|expected|due))\b"
)
# Another between the same parties: 'a further round is expected', 'the first round, held in January'.
_ROUND = re.compile(
    r"\b(?P<words>(?:another|further|next|new|second|third|fourth|fifth|final|first|fresh|follow-up|previous|last)\s(?:\w+\s){0,2}?"
    r"(?P<what>round|meeting|talks|session|summit|call))(?:\s(?:of\stalks|of\snegotiations))?,?\s(?:(?:in|on|at|next|this|later)\s[\w\s]{1,30}?\s)?"
    r"(?:is|was|were|are|will|would|had|held|scheduled|planned|due|set|expected|took\splace|opened|began|begins|ended)\b",
    re.IGNORECASE,
)


def follow(span: Span, scene: Scene, met: list[Met], told: list[Span]) -> None:
    """Add to the contacts what a sentence says of those told before; `told` are the tellings of its own."""
    if met and not (_round(span, scene, met, told) or told or _of_the(span, scene, met)):
        _of_both(span, scene, met)


def last_told(met: list[Met], inside: bool) -> Met | None:
    """Return the contact last told that has 'both sides': one in somebody's words is not meant outside them."""
    return next((one for one in reversed(met[-BACK:]) if len(both(one)) > 1 and (inside or not one.told_by)), None)


def both(one: Met) -> list[Mention]:
    """Return whom 'the two sides' of a contact are: a visitor and who invited him, or the parties."""
    return [*one.parties, one.initiated_by] if one.kind == "visit" and one.initiated_by else one.parties


def _round(span: Span, scene: Scene, met: list[Met], told: list[Span]) -> bool:
    """A further contact of the parties to one told before."""
    match = _ROUND.search(scene.text, *span)
    kinds = _KINDS[match["what"].lower()] if match else ()
    last = next((one for one in reversed(met[-BACK:]) if one.kind in kinds and len(one.parties) > 1), None)
    if match is None or last is None or any(start < match.end() and match.start() < end for start, end in told):
        return False
    one = Told(kind=last.kind, span=match.span("words"), sentence=span, agents=[], others=[])
    new = Met(
        kind=one.kind,
        parties=last.parties,
        spans=[one.span],
        sentences=[(span, one.span[0])],
        status=status(scene.text, one.span, span, False),
        on=scene.day(one),
        weekday=scene.weekday(one),
        where=scene.place(one),
        told_by=scene.about(one.span[0]),
        another=True,
    )
    old = next((one for one in reversed(met[-BACK:]) if one.another and same(one, new, False)), None)
    if old:
        join(old, new)
    else:
        met.append(new)
    return True


def _of_the(span: Span, scene: Scene, met: list[Met]) -> bool:
    """What 'the call' was about, who initiated it, when and where it took place, and that it did or did not."""
    text = scene.text[slice(*span)]
    about = _ABOUT.search(text)
    if about is None:
        return False
    alike = [one for one in met if one.kind in _KINDS[about[1].lower()]] or met
    old, by, topics = alike[-1], initiator(scene.names, span), scene.topics((span[1], span[1]), span)
    the = _THE.search(text)
    if the and FAMILIES.get(old.kind) == FAMILIES.get(_KINDS[the["what"].lower()][0]):
        words = (span[0] + the.start("words"), span[0] + the.end("words"))
        one = Told(kind=old.kind, span=words, sentence=span, agents=[], others=[])
        new = Met(
            kind=old.kind,
            parties=old.parties,
            spans=[one.span],
            sentences=[],
            status=status(scene.text, words, (words[0], span[1]), False),
            on=scene.day(one),
            where=scene.place(one),
        )
        if same(old, new, True):
            join(old, new)
    elif not (by or topics):
        return False
    old.initiated_by = old.initiated_by or by
    old.topics = [*old.topics, *topics]
    if by or topics:
        old.spans.append((span[0] + len(text) - len(text.lstrip()), span[0] + len(text.rstrip())))
    return True


def _of_both(span: Span, scene: Scene, met: list[Met]) -> None:
    """What both sides of the contact last told did there."""
    text = scene.text[slice(*span)]
    match = _BOTH.search(text)
    start = span[0] + match.start("who") if match else 0
    last = last_told(met, scene.about(start)) if match else None
    if last:
        last.spans.append((start, span[0] + len(text.rstrip())))
        last.sentences.append((span, start))
        last.topics = [*last.topics, *scene.topics((span[1], span[1]), span)]
