"""Finds statements by rules: the honest baseline, with the interface of the statistical tagger.

Every reporting verb is read in each way that the frames allow. A table of weights, learned from PolNeAR's training
articles by `training/rules.py`, says how often such a reading was right; the best reading of a verb is kept if that
is often enough.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from msgspec import Struct

from ..quotes import Quotation, inside, paragraphs, quotations
from ..record import Article, Span, Tag
from .contents import kind_of
from .cues import FORMS
from .frames import Frame, frames, headline
from .passages import QUOTED, Passage, passage

# These four were chosen on every other training article of PolNeAR (training/rules.py --half). F1 is highest where a
# reading is kept that is right a little less than half as often as the F1 reached.
THRESHOLD = 0.23
# A statement inside another's content must be surer, and its source named: 'he' there is mostly who speaks anyway.
NESTED_THRESHOLD = 0.4
# Of a content that ends early and what it would hold, or all of it: how much likelier together the first must be.
SHORTER = 0.1
# A content that cannot end early stands if it is likelier than this share of the statements that it holds.
OUTER = 0.7
LONGEST_BLOCK = 12  # paragraphs of an unquoted block after 'said:'
HEADLINE_SCORE = 0.6
WORD = re.compile(r"\w")
NAME = re.compile(r"\b[^\W\d_a-z]\w+")
OWNER = re.compile(r"\S+['’]s?\s")  # 'Lea's' of "Lea's envoy", which is not Lea
# Outside quotation marks these are the page itself, which attributes nothing to itself.
NARRATORS = frozenset(["i", "we"])
FIRST_PERSON = frozenset(["i", "we", "my", "our", "me", "us"])


class Candidate(Struct):
    """A word that may mark reporting: its sentence, and its readings, each with how sure it is, the surest first."""

    sentence: Span
    readings: list[tuple[float, Frame]]

    @property
    def score(self) -> float:
        """How sure the reading chosen is: the first."""
        return self.readings[0][0]

    @property
    def frame(self) -> Frame:
        """The reading chosen: the first."""
        return self.readings[0][1]

    def holds(self, other: Candidate) -> bool:
        """Tell whether the verb of another stands in the content."""
        return _holds(self.frame, other)

    def without(self, others: Sequence[Candidate]) -> Candidate | None:
        """Return the candidate with the surest reading that holds none of the others, if one is sure enough."""
        for at, (score, frame) in enumerate(self.readings):
            if score < THRESHOLD:
                break
            if not any(_holds(frame, other) for other in others):
                return Candidate(self.sentence, self.readings[at:])
        return None


def _holds(frame: Frame, other: Candidate) -> bool:
    verb = other.frame.verb
    return any(start <= verb < end for start, end in frame.content)


class Rules:
    """The tagger that works by rules."""

    version = "rules-1"

    def tag(self, article: Article) -> tuple[Tag, ...]:
        """Return the statements in the title, standfirst, subheadings, body and captions, in order of the text.

        Statements in another's content have no `parent` here: `extract` finds it from the spans.
        """
        read = passages(article)
        kept: list[Tag] = []
        announced = 0  # where the block of paragraphs that 'said:' announced ends
        for number, words in enumerate(read):
            for sentence in words.sentences:
                for candidate in _kept(candidates(words, sentence)):
                    if words.span(*sentence)[0] >= announced or _stands_alone(candidate):
                        tags = list(_tag(read, number, candidate))
                        kept += tags
                        if candidate.frame.below and tags:
                            announced = tags[0].content[-1][1]
            for quotation in words.quotations.values():
                kept += _quoted(words, quotation)
        for number, words in enumerate(read):
            if words.kind == "title":
                kept += _headline(read, number, kept)
        return tuple(sorted(filter(_apart, kept), key=lambda tag: (tag.content[0], tag.cue)))


def _apart(tag: Tag) -> bool:
    """Whether no word has two roles: text without blanks can be read so."""
    spans = sorted(tag.source + tag.cue + tag.content)
    return all(one[1] <= other[0] for one, other in pairwise(spans))


@cache
def weights() -> dict[str, float]:
    """Return the learned weight of each feature of a reading."""
    table = files(__package__).joinpath("rules.tsv").read_text(encoding="utf-8")
    return {name: float(value) for name, _, value in (line.rpartition("\t") for line in table.splitlines())}


def passages(article: Article) -> list[Passage]:
    """Return the article's own paragraphs as words and sentences."""
    text = article.text
    spans = paragraphs(article)
    quoted = quotations(text, [(start, end) for start, end, _ in spans])
    return [passage(text, (start, end), kind, held) for (start, end, kind), held in zip(spans, quoted, strict=True)]


def candidates(words: Passage, sentence: Span) -> Iterator[Candidate]:
    """Give each word of a sentence that may mark reporting, with its readings."""
    table = weights()
    for found in frames(words, *sentence):
        readings = []
        for frame in found:
            if frame.source and words.low[frame.source[0]] in NARRATORS:
                continue
            total = sum([table.get(name, 0.0) for name in features(words, frame, sentence[0])])
            readings.append((1 / (1 + math.exp(-max(-30.0, total))), frame))
        readings.sort(key=lambda reading: -reading[0])
        if readings:
            yield Candidate(sentence, readings)


def features(words: Passage, frame: Frame, first: int) -> list[str]:
    """Return what the table weighs in a reading: its verb and what stands around it, its source, shape and end."""
    verb = words.low[frame.verb]
    lemma, kind, group = FORMS.get(verb, (verb, "-", "other"))
    before = kind_of(words, frame.group[0] - 1, frame.group[0]) if frame.group[0] > first else "start"
    shape, end = frame.shape, frame.end
    length = sum(end - start for start, end in frame.content)
    size = min(12, int(math.log2(length + 1) * 2)) if length else -1
    quoted = any(QUOTED in words.low[start:end] for start, end in frame.content)
    start = min(frame.group[0], frame.source[0]) if frame.source else frame.group[0]
    ahead = kind_of(words, start - 1, start) if start > first else "start"
    pieces = " ".join("quoted" if words.low[end - 1] == QUOTED else "bare" for _, end in frame.content)
    begins = kind_of(words, *frame.content[0]) if frame.content else "below"
    named = min(8, frame.source[1] - frame.source[0]) if frame.source else 0
    return [
        "all", f"verb {lemma}", f"form {group} {kind}", f"after {group} {frame.after}", f"mood {group} {frame.mood}",
        f"source {group} {frame.found}", f"source {named} {frame.found}", f"before {before}", f"before {kind} {before}",
        f"title {words.kind == 'title'} {kind} {words.capital(frame.verb)}",
        f"shape {shape}", f"shape {group} {shape}", f"shape {lemma} {shape}", f"shape {shape} {frame.after}",
        f"begins {group} {begins}", f"ahead {shape} {ahead}", f"pieces {shape} {pieces}",
        f"end {end}", f"end {group} {end}", f"size {size}", f"quoted {quoted} {shape}",
    ]  # fmt: skip


def _kept(found: Iterator[Candidate]) -> list[Candidate]:
    """Return the candidates that are likely enough; of two where one holds the other, both if one can end earlier."""
    kept: list[Candidate] = []
    for candidate in sorted(found, key=lambda candidate: -candidate.score):
        if candidate.score < THRESHOLD:
            break
        around = [other for other in kept if other.holds(candidate)]
        within = [other for other in kept if candidate.holds(other)]
        if around:
            shorter = around[0].without([candidate])
            if len(around) == 1 and shorter and shorter.score + candidate.score > around[0].score + SHORTER:
                kept[kept.index(around[0])] = shorter
            elif not _stands_alone(candidate):
                continue
        if within:
            shorter = candidate.without(within)
            held = sum(other.score for other in within)
            if shorter and shorter.score + held > candidate.score + SHORTER:
                candidate = shorter
            elif candidate.score > OUTER * held:
                kept = [other for other in kept if other not in within or _stands_alone(other)]
            else:
                continue
        kept.append(candidate)
    return kept


def _stands_alone(candidate: Candidate) -> bool:
    """Tell whether a candidate inside another's content is a statement of its own: another party speaks."""
    frame = candidate.frame
    named = frame.found in ("name", "noun", "after", "quoted as")
    return named and candidate.score >= NESTED_THRESHOLD


def _headline(read: Sequence[Passage], number: int, kept: Sequence[Tag]) -> Iterator[Tag]:
    """Give the statement of a headline with a colon ('Lee: content'), if the article names that source elsewhere."""
    text = read[number].text
    below = [span for tag in kept for span in tag.source if span[0] >= max(read[number].ends, default=0)]
    named = {word for start, end in below for word in NAME.findall(OWNER.sub("", text[start:end]))}
    for frame in headline(read[number]):
        start, end = source_spans(read[number], frame)[0]
        words = NAME.findall(text[start:end])
        if words and named.issuperset(words):
            yield from _tag(read, number, Candidate((0, 0), [(HEADLINE_SCORE, frame)]))
            return


def _quoted(words: Passage, quotation: Quotation) -> Iterator[Tag]:
    """Give the statements that another party makes inside a quotation."""
    inner = passage(words.text, inside(quotation, words.text), "quotation", [])
    for sentence in inner.sentences:
        for candidate in _kept(candidates(inner, sentence)):
            if _stands_alone(candidate):
                yield from _tag([inner], 0, candidate)


def _tag(read: Sequence[Passage], number: int, candidate: Candidate) -> Iterator[Tag]:
    """Give the candidate as a tag, if it has content: a cue may announce a paragraph that never comes."""
    frame, words = candidate.frame, read[number]
    content = content_spans(read, number, frame, candidate.sentence)
    if any(WORD.search(words.text, *span) for span in content):
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
        return _below(read, number + 1)
    if any(QUOTED in words.low[start:end] for start, end in frame.content):
        following = sentence[1]
        while following in words.alone:
            found.append(words.span(following, following + 1))
            following += 1
    return tuple(found + _on(read, number, found[-1]))


def _below(read: Sequence[Passage], number: int) -> tuple[Span, ...]:
    """Return what a paragraph ending in 'said:' announces: a quotation, or paragraphs in the first person."""
    if number < len(read) and read[number].low and read[number].low[0] == QUOTED:
        first = read[number].span(0, 1)
        return (first, *_on(read, number, first))
    found = []
    last = min(len(read), number + LONGEST_BLOCK)
    while number < last and not FIRST_PERSON.isdisjoint(read[number].low):
        found.append(read[number].span(0, len(read[number].low)))
        number += 1
    return tuple(found)


def _on(read: Sequence[Passage], number: int, last: Span) -> list[Span]:
    """Return the quotations that go on, paragraph by paragraph, from one that ends its paragraph still open."""
    found: list[Span] = []
    words = read[number]
    while last[1] == words.ends[-1] and words.low[-1] == QUOTED and number + 1 < len(read):
        open_end = not words.quotations[len(words.low) - 1].closed
        number, words = number + 1, read[number + 1]
        if not open_end or not words.low or words.low[0] != QUOTED or not words.quotations[0].goes_on:
            break
        last = words.span(0, 1)
        found.append(last)
    return found
