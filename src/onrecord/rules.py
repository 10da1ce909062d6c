"""Finds statements by rules: the honest baseline, with the interface of the statistical tagger.

Each reporting verb is read in every way that the frames allow; a table of weights, learned from PolNeAR's training
articles by `training/rules.py`, says how often such a reading was right, and the best one is kept if that is
often enough.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from onrecord.cues import FORMS, SPEAKING
from onrecord.frames import Frame, frames, kind_of
from onrecord.passages import QUOTED, Passage, inside, passage
from onrecord.quotes import paragraphs, quotations
from onrecord.record import Article, Span, Tag

THRESHOLD = 0.25


@cache
def weights() -> dict[str, float]:
    """Return the learned weight of each feature."""
    table = files("onrecord").joinpath("rules.tsv").read_text(encoding="utf-8")
    return {name: float(value) for name, _, value in (line.rpartition("\t") for line in table.splitlines())}


def passages(article: Article) -> list[Passage]:
    """Return the article's own paragraphs as words and sentences."""
    text = article.text
    spans = paragraphs(article)
    quoted = quotations(text, [(start, end) for start, end, _ in spans])
    return [
        passage(text, (start, end), kind, held, SPEAKING) for (start, end, kind), held in zip(spans, quoted, strict=True)
    ]


def features(words: Passage, frame: Frame, first: int) -> tuple[list[str], list[str]]:
    """Return what the table weighs in a reading: of its cue and source, and of its content."""
    verb = words.low[frame.verb]
    lemma, kind, group = FORMS.get(verb, (verb, "-", "other"))
    before = kind_of(words, frame.group[0] - 1, frame.group[0]) if frame.group[0] > first else "start"
    shape = frame.shape
    cue = [
        "bias", "v " + lemma, f"vk {lemma} {kind}", f"gk {group} {kind}", f"va {lemma} {frame.after}",
        f"ga {group} {frame.after}", f"gm {group} {frame.mood}", f"km {kind} {frame.mood}", f"gf {group} {frame.found}",
        f"kf {kind} {frame.found}", f"ka {kind} {frame.after}", f"b {before}", f"kb {kind} {before}",
        f"t {words.kind == 'title'} {kind} {words.capital(frame.verb)}", f"vf {lemma} {frame.found}",
    ]  # fmt: skip
    length = sum(end - start for start, end in frame.content)
    size = min(12, int(math.log2(length + 1) * 2)) if length else -1
    quoted = any(words.low[at] == QUOTED for start, end in frame.content for at in range(start, end))
    content = [
        f"s {shape}", f"gs {group} {shape}", f"vs {lemma} {shape}", f"sf {shape} {frame.found}", f"e {frame.end}",
        f"ge {group} {frame.end}", f"se {shape} {frame.end}", f"l {size}", f"gl {group} {size}", f"sl {shape} {size}",
        f"q {quoted} {shape}", f"sa {shape} {frame.after}", f"gq {group} {quoted}", f"ae {frame.after} {frame.end}",
    ]  # fmt: skip
    return cue, content


def spans(read: list[Passage], number: int, frame: Frame, sentence: Span) -> list[Span]:
    """Return the content of a reading as offsets, with the quotations that go on after its sentence."""
    words = read[number]
    found = [words.span(*piece) for piece in frame.content]
    following = sentence[1]
    last = len(words.low)
    if frame.content and words.low[frame.content[-1][1] - 1] == QUOTED or frame.shape in ("left", "inverted") and any(words.low[a]==QUOTED for p in frame.content for a in range(*p)):
        while following < last and words.low[following] == QUOTED and _alone(words, following):
            found.append(words.span(following, following + 1))
            following += 1
    if frame.below:
        if number + 1 == len(read) or not read[number + 1].low or read[number + 1].low[0] != QUOTED:
            return []
        number += 1
        words = read[number]
        found.append(words.span(0, 1))
    while number + 1 < len(read) and found[-1][1] == words.ends[-1] and words.low[-1] == QUOTED:
        after = read[number + 1]
        if words.quotations[len(words.low) - 1].closed or not after.low or after.low[0] != QUOTED:
            break
        if not after.quotations[0].goes_on:
            break
        number, words = number + 1, after
        found.append(words.span(0, 1))
    return found


def _alone(words: Passage, at: int) -> bool:
    """Tell whether a quotation is a sentence of its own."""
    return any(sentence == (at, at + 1) for sentence in words.sentences)
