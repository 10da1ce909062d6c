"""Finds statements by rules: the honest baseline, with the interface of the statistical tagger.

Every reporting verb is read in each way that the frames allow. A table of weights, learned from PolNeAR's training
articles by `training/rules.py`, says how often such a reading was right; the best reading of a verb is kept if that
is often enough.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from msgspec import Struct

from .contents import kind_of
from .cues import FORMS, SPEAKING
from .frames import Frame, frames
from .passages import QUOTED, Passage, passage
from .quotes import Quotation, inside, paragraphs, quotations
from .record import Article, Span, Tag

# F1 is highest where a reading is kept that is right about once in five times (half of the F1 reached is the bound).
THRESHOLD = 0.22
# A statement inside another's content must be surer, and its source named: 'he' there is mostly who speaks anyway.
NESTED_THRESHOLD = 0.4


class Candidate(Struct):
    """The best reading of a word that may mark reporting: how sure it is, its frame, and the sentence's words."""

    score: float
    frame: Frame
    sentence: Span

    def holds(self, word: int) -> bool:
        """Tell whether a word stands in the content."""
        return any(start <= word < end for start, end in self.frame.content)


class Rules:
    """The tagger that works by rules."""

    version = "rules-1"

    def tag(self, article: Article) -> tuple[Tag, ...]:
        """Return the statements in the title, standfirst, subheadings, body and captions, in order of the text.

        Statements in another's content have no `parent` here: `extract` finds it from the spans.
        """
        read = passages(article)
        kept: list[Tag] = []
        for number, words in enumerate(read):
            for sentence in words.sentences:
                for candidate in _kept(candidates(words, sentence)):
                    kept += _tag(read, number, candidate)
            for quotation in words.quotations.values():
                kept += _quoted(words, quotation)
        kept.sort(key=lambda tag: (tag.content[0], tag.cue))
        return tuple(kept)


@cache
def weights() -> dict[str, float]:
    """Return the learned weight of each feature of a reading."""
    table = files("onrecord").joinpath("rules.tsv").read_text(encoding="utf-8")
    return {name: float(value) for name, _, value in (line.rpartition("\t") for line in table.splitlines())}


def passages(article: Article) -> list[Passage]:
    """Return the article's own paragraphs as words and sentences."""
    text = article.text
    spans = paragraphs(article)
    quoted = quotations(text, [(start, end) for start, end, _ in spans])
    return [
        passage(text, (start, end), kind, held, SPEAKING)
        for (start, end, kind), held in zip(spans, quoted, strict=True)
    ]


def candidates(words: Passage, sentence: Span) -> Iterator[Candidate]:
    """Give the best reading of each word of a sentence that may mark reporting."""
    table = weights()
    for readings in frames(words, *sentence):
        best, score = None, -math.inf
        for frame in readings:
            total = sum(table.get(name, 0.0) for name in features(words, frame, sentence[0]))
            if total > score:
                best, score = frame, total
        if best:
            yield Candidate(1 / (1 + math.exp(-max(-30.0, score))), best, sentence)


def features(words: Passage, frame: Frame, first: int) -> list[str]:
    """Return what the table weighs in a reading: its verb and what stands around it, its source, shape and end."""
    verb = words.low[frame.verb]
    lemma, kind, group = FORMS.get(verb, (verb, "-", "other"))
    before = kind_of(words, frame.group[0] - 1, frame.group[0]) if frame.group[0] > first else "start"
    shape, end = frame.shape, frame.end
    length = sum(end - start for start, end in frame.content)
    size = min(12, int(math.log2(length + 1) * 2)) if length else -1
    quoted = any(QUOTED in words.low[start:end] for start, end in frame.content)
    return [
        "all", f"verb {lemma}", f"form {group} {kind}", f"after {group} {frame.after}", f"mood {group} {frame.mood}",
        f"source {group} {frame.found}", f"before {before}", f"before {kind} {before}",
        f"title {words.kind == 'title'} {kind} {words.capital(frame.verb)}",
        f"shape {shape}", f"shape {group} {shape}", f"shape {lemma} {shape}", f"shape {shape} {frame.after}",
        f"end {end}", f"end {group} {end}", f"size {size}", f"quoted {quoted} {shape}",
    ]  # fmt: skip


def _kept(found: Iterator[Candidate]) -> list[Candidate]:
    """Return the candidates that are likely enough, the likeliest first; nested ones must be likelier and named."""
    kept: list[Candidate] = []
    for candidate in sorted(found, key=lambda candidate: -candidate.score):
        if candidate.score < THRESHOLD:
            break
        inner = any(other.holds(candidate.frame.verb) for other in kept)
        outer = any(candidate.holds(other.frame.verb) for other in kept)
        if (not inner and not outer) or (inner and not outer and _stands_alone(candidate)):
            kept.append(candidate)
    return kept


def _stands_alone(candidate: Candidate) -> bool:
    """Tell whether a candidate inside another's content is a statement of its own: another party speaks."""
    frame = candidate.frame
    named = frame.found in ("name", "noun", "after")
    return named and candidate.score >= NESTED_THRESHOLD


def _quoted(words: Passage, quotation: Quotation) -> Iterator[Tag]:
    """Give the statements that another party makes inside a quotation."""
    inner = passage(words.text, inside(quotation, words.text), "quotation", [], SPEAKING)
    for sentence in inner.sentences:
        for candidate in _kept(candidates(inner, sentence)):
            if _stands_alone(candidate):
                yield from _tag([inner], 0, candidate)


def _tag(read: Sequence[Passage], number: int, candidate: Candidate) -> Iterator[Tag]:
    """Give the candidate as a tag, if it has content: a cue may announce a paragraph that never comes."""
    frame, words = candidate.frame, read[number]
    content = content_spans(read, number, frame, candidate.sentence)
    if content:
        cue = (words.span(*frame.group),)
        yield Tag(source=source_spans(words, frame), cue=cue, content=content, score=round(candidate.score, 3))


def source_spans(words: Passage, frame: Frame) -> tuple[Span, ...]:
    """Return the source as offsets; that of a relative clause is the name and its 'who'."""
    if not frame.source:
        return ()
    found = words.span(*frame.source)
    if frame.found != "relative":
        return (found,)
    at = frame.group[0] - 1
    while at > frame.source[1] and words.low[at] not in ("who", "which", "that"):
        at -= 1
    return (found, words.span(at, at + 1))


def content_spans(read: Sequence[Passage], number: int, frame: Frame, sentence: Span) -> tuple[Span, ...]:
    """Return the content as offsets, with the quotations that go on after its sentence or paragraph."""
    words = read[number]
    found = [words.span(*piece) for piece in frame.content]
    if frame.below:
        number += 1
        if number == len(read) or not read[number].low or read[number].low[0] != QUOTED:
            return ()
        words = read[number]
        found.append(words.span(0, 1))
    elif any(QUOTED in words.low[start:end] for start, end in frame.content):
        following = sentence[1]
        while following in words.alone:
            found.append(words.span(following, following + 1))
            following += 1
    while found[-1][1] == words.ends[-1] and words.low[-1] == QUOTED and number + 1 < len(read):
        last = words.quotations[len(words.low) - 1]
        number, words = number + 1, read[number + 1]
        if last.closed or not words.low or words.low[0] != QUOTED or not words.quotations[0].goes_on:
            break
        found.append(words.span(0, 1))
    return tuple(found)
