"""How an actor is named: by its names, and by labels such as 'rebels' or 'terrorists', inside quotation marks or not.

A label is somebody's word. It is taken for an actor's where the actor's name stands beside it ('rebels of the River
Front', 'the so-called River Front militants'), or, of armed groups, where no other is named.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Literal

from msgspec import Struct

from ..quotes import READ, inside, paragraphs, quotations
from ..record import Reading, Span
from ..sentences import Sentences
from .words import stem

# What armed groups are called, and governments by those who will not call them so.
ARMED = (
    "terrorist|rebel|militant|insurgent|fighter|gunm[ae]n|bandit|extremist|jihadist|guerrilla|separatist|militiam[ae]n"
    "|partisan|mercenar(?:y|ies)|freedom fighter|opposition fighter|moderate opposition|armed opposition|militia"
)
RULING = "regime|junta|occupier|occupation|aggressor|dictatorship|usurper"
_ARMED = re.compile(rf"\b(?:{ARMED})s?\b", re.IGNORECASE)
_RULING = re.compile(rf"\b(?:{RULING})s?\b", re.IGNORECASE)
BESIDE = 60  # characters between a label and a name, in one sentence


class Use(Struct, frozen=True, kw_only=True):
    """A label or name of an actor on a page: in whose words (None: the outlet's own), inside quotation marks or not.

    basis: name, beside (a name of the actor stands there too), only (no other armed group is named).
    """

    label: str
    page: str
    file: str
    outlet: str | None
    speaker: str | None
    inside: bool
    basis: Literal["name", "beside", "only"]
    span: Span
    sentence: Span


def uses(reading: Reading, names: Collection[str], armed: bool = False, others: Collection[str] = ()) -> Iterator[Use]:
    """Yield the places where a page names an actor, in order.

    `names` are all its names, `armed` whether it is an armed group, `others` the names of other armed groups of the
    story. Without others, every label of an armed group is taken for this one's.
    """
    text = reading.article.text
    known = _places(reading, names)
    rivals = _places(reading, others)
    marked = _marked(reading)
    found: list[tuple[Span, str, Literal["name", "beside", "only"]]] = [(span, name, "name") for span, name in known]
    sentences = Sentences(reading.article)
    for form, ruling in ((_ARMED, False), (_RULING, True)):
        for match in form.finditer(text):
            if not _read(reading, match.start()) or any(_over(match.span(), span) for span, _ in known):
                continue
            beside = _beside(match.span(), known, rivals, sentences) if not ruling else _of(text, match, names)
            if beside or (armed and not ruling and not rivals):
                found.append((match.span(), match.group().casefold(), "beside" if beside else "only"))
    for span, label, basis in sorted(found):
        yield Use(
            label=label,
            page=reading.page,
            file=reading.file,
            outlet=reading.article.outlet.name if reading.article.outlet else None,
            speaker=_speaker(reading, span),
            inside=any(start <= span[0] and span[1] <= end for start, end in marked),
            basis=basis,
            span=span,
            sentence=sentences.of(span[0]),
        )


def _places(reading: Reading, names: Collection[str]) -> list[tuple[Span, str]]:
    """Where the article's own text has one of the names, a longer one before a shorter."""
    sought = sorted((name for name in names if name.strip()), key=lambda name: (-len(name), name))
    if not sought:
        return []
    either = "|".join(r"\s+".join(map(re.escape, name.split())) for name in sought)
    form = re.compile(rf"(?<!\w)(?:{either})(?!\w)")
    return [
        (match.span(), " ".join(match.group().split()))
        for match in form.finditer(reading.article.text)
        if _read(reading, match.start())
    ]


def _read(reading: Reading, at: int) -> bool:
    """Whether an offset lies in the article's own words."""
    return any(block.start <= at < block.end and block.kind in READ for block in reading.article.blocks)


def _marked(reading: Reading) -> list[Span]:
    text = reading.article.text
    spans = [(start, end) for start, end, _ in paragraphs(reading.article)]
    return [inside(one, text) for found in quotations(text, spans) for one in found]


def _over(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _beside(label: Span, known: list[tuple[Span, str]], rivals: list[tuple[Span, str]], sentences: Sentences) -> bool:
    """Whether a name of the actor stands in the same sentence, near, and no other group's nearer."""
    start, end = sentences.of(label[0])
    own = min((_gap(label, span) for span, _ in known if start <= span[0] < end), default=BESIDE + 1)
    other = min((_gap(label, span) for span, _ in rivals if start <= span[0] < end), default=BESIDE + 1)
    return own <= BESIDE and own < other


def _gap(one: Span, other: Span) -> int:
    return max(0, other[0] - one[1], one[0] - other[1])


def _of(text: str, label: re.Match[str], names: Collection[str]) -> bool:
    """Whether the word before a label is the actor's, or of it: 'the Kestrian regime'."""
    before = re.search(r"([^\W\d_]{4,})\s\Z", text[max(0, label.start() - 30) : label.start()])
    return before is not None and stem(before[1].casefold())[:5] in {stem(name.casefold())[:5] for name in names}


def _speaker(reading: Reading, span: Span) -> str | None:
    """In whose words a span stands: the innermost statement's speaker."""
    around = [
        (end - start, one.id, one)
        for one in reading.statements
        for start, end in one.content
        if start <= span[0] and span[1] <= end
    ]
    if not around:
        return None
    statement = min(around)[2]
    if statement.speaker and statement.speaker.name:
        return statement.speaker.name
    return " ".join(reading.article.text[start:end] for start, end in statement.source) or "unnamed"
