"""Labels every block of a plain-text page: title, byline, dateline, published, body, caption, or a kind of clutter.

A paragraph's odds of being body are a sum of weights (line_weights.tsv, learned from web pages flattened to text) for
what it shows: its length, its end, its words, its neighbours, its place, the phrases of clutter.toml. Rules then name
the rest: the title, what newsrooms stamp on a story, and which kind of clutter; each block says why.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from . import stamps
from .lines import Paragraph, describe, fold, split
from .record import Block

_SURE = ("whole", "opens")


def label(text: str) -> tuple[Block, ...]:
    """Return the blocks of a plain-text page, in order: every line that is not blank lies in one of them."""
    paragraphs = split(text)
    kinds, whys = _by_weights(paragraphs)
    body = [i for i, kind in enumerate(kinds) if kind == "body"]
    first = next((i for i in body if paragraphs[i].prose), body[0] if body else len(paragraphs))
    title = _title(paragraphs, kinds, first)
    if title is not None:
        kinds[title], whys[title] = "title", "the line before the body that shares most words with it"
        first = next((i for i in body if i > title and paragraphs[i].prose), first)
    _head(paragraphs, kinds, whys, title, first)
    _clutter(paragraphs, kinds, whys, title, first)
    return tuple(_blocks(paragraphs, kinds, whys, first))


@cache
def _weights() -> dict[str, float]:
    """The learned weights, by the name of what a paragraph shows."""
    table = files("onrecord").joinpath("line_weights.tsv").read_text(encoding="utf-8")
    return {name: float(weight) for name, weight in (line.split("\t") for line in table.splitlines()[1:])}


def body_score(shown: dict[str, float]) -> tuple[float, str]:
    """Return the log-odds that a paragraph is body, and the two things that speak loudest for the answer."""
    weights = _weights()
    parts = [(weights.get(name, 0.0) * value, name) for name, value in shown.items()]
    total = math.fsum(part for part, _ in parts)
    sign = 1 if total > 0 else -1
    loudest = sorted(((-sign * part, name) for part, name in parts if sign * part > 0 and name != "always"))[:2]
    return total, ", ".join(name for _, name in loudest)


def _by_weights(paragraphs: Sequence[Paragraph]) -> tuple[list[str], list[str]]:
    """Label each paragraph body or '' (not body) with the reason, then mend what stands between sure paragraphs."""
    kinds: list[str] = []
    whys: list[str] = []
    for paragraph, shown in zip(paragraphs, describe(paragraphs), strict=True):
        total, why = body_score(shown)
        body = total > 0 and paragraph.where not in _SURE
        kinds.append("body" if body else "")
        whys.append(f"reads as body: {why}" if body else f"does not read as body: {why}")
    return kinds, whys


def _title(paragraphs: Sequence[Paragraph], kinds: Sequence[str], first: int) -> int | None:
    """Return which paragraph is the title: the best of the headline-like lines up to the first of the body."""
    prose = [paragraph for paragraph, kind in zip(paragraphs, kinds, strict=True) if kind == "body" and paragraph.prose]
    known = {word for paragraph in prose[:12] for word in fold(paragraph.text[:2000]).split() if len(word) > 3}
    best, top = None, 0.0
    for i, paragraph in enumerate(paragraphs[: first + 1]):
        if i == first and (i > 0 or len(prose) < 2 or paragraph.words > 16 or stamps.dateline(paragraph.text)):
            continue
        if paragraph.kind or not 2 <= paragraph.words <= 32 or paragraph.cut_off or _stamp(paragraph):
            continue
        words = {word.strip(".,:;!?'\"") for word in fold(paragraph.text).split()}
        content = {word for word in words if len(word) > 3}
        shared = sum(word in known for word in content)
        score = shared + 2.0 * shared / max(len(content), 1) + min(paragraph.words, 8) / 4
        score -= 2.0 * (paragraph.sentence and i > 0 and paragraph.words > 5) + 0.08 * min(i, 20)
        score += 1.0 * (i == 0)
        if score > top and not paragraph.text[0].islower():
            best, top = i, score
    return best


def _stamp(paragraph: Paragraph) -> str | None:
    """Return published where a line is a printed date and little else."""
    if paragraph.words > 18 or len(paragraph.text) > 140 or paragraph.prose:
        return None
    found = stamps.dates(paragraph.text)
    if not found or not any(char.isdigit() for char in paragraph.text):
        return None
    return "published" if stamps.is_stamp(paragraph.text, found) else None


def _head(
    paragraphs: Sequence[Paragraph], kinds: list[str], whys: list[str], title: int | None, first: int
) -> None:
    """Name the bylines and printed dates around the body, and keep a standfirst and subheadings in the body."""
    last = max((i for i, kind in enumerate(kinds) if kind == "body"), default=-1)
    used = {word for p, kind in zip(paragraphs, kinds, strict=True) if kind == "body" for word in fold(p.text).split()}
    section = False
    for i, paragraph in enumerate(paragraphs):
        if i > last:
            section = section or paragraph.where == "opens" or paragraph.kind == "comment-form"
        if i == title or paragraph.prose or section:
            continue
        outside = i < first or i > last
        rule = stamps.byline(paragraph.text) if paragraph.where != "inside" or paragraph.text[:3].lower() == "by " else None
        alone = rule == "a name alone on a line"
        near = (title is not None and title < i <= title + 4) or i == last + 1
        if alone and (not near or paragraph.kind or any(word in used for word in fold(paragraph.text).split())):
            rule = None
        if rule and (outside or rule == "begins with 'By'") and not (paragraph.sentence and paragraph.words > 12):
            kinds[i], whys[i] = "byline", rule
        elif outside and _stamp(paragraph):
            kinds[i], whys[i] = "published", "a printed date and little else"
        elif not outside and not kinds[i] and _between_body(paragraphs, kinds, i):
            kinds[i], whys[i] = "body", "subheading: a short line between two paragraphs of the body"
        elif title is not None and title < i < first and paragraph.kind is None and paragraph.words >= 10:
            if paragraph.sentence or kinds[i] == "body":
                kinds[i], whys[i] = "body", "standfirst: a sentence between title and body"


def _between_body(paragraphs: Sequence[Paragraph], kinds: Sequence[str], i: int) -> bool:
    """Say whether a short line reads as a subheading: body on both sides, nothing of a link, a list or a stamp in it."""
    line = paragraphs[i]
    sides = kinds[i - 1 : i] == ["body"] and kinds[i + 1 : i + 2] == ["body"] and paragraphs[i + 1].prose
    return sides and line.kind is None and 2 <= line.words <= 16 and not line.cut_off and not _stamp(line)


def _clutter(
    paragraphs: Sequence[Paragraph], kinds: list[str], whys: list[str], title: int | None, first: int
) -> None:
    """Name the kind of clutter of all that is left, by its own phrase, the section it stands in, or its place."""
    seen: set[str] = set()
    section = ""
    for i, paragraph in enumerate(paragraphs):
        if paragraph.where == "opens" or (paragraph.kind == "comment-form" and i > first):
            section = paragraph.kind or ""
        elif kinds[i] in ("body", "title"):
            section = ""
        again = paragraph.text in seen
        seen.add(paragraph.text)
        if kinds[i]:
            continue
        if paragraph.kind:
            kinds[i], whys[i] = paragraph.kind, f"a phrase of {paragraph.kind} ({paragraph.where})"
        elif section:
            kinds[i], whys[i] = section, f"in a section of {section}"
        elif title is not None and title < i < first and paragraph.words >= 4:
            kinds[i], whys[i] = "caption", "between title and body, not a paragraph" + (", printed twice" if again else "")
        elif i > first and (paragraph.cut_off or paragraph.words >= 5):
            kinds[i] = "related-links" if paragraph.cut_off or not paragraph.sentence else "other"
        else:
            kinds[i] = "navigation" if paragraph.words <= 4 else "other"


def _blocks(paragraphs: Sequence[Paragraph], kinds: Sequence[str], whys: Sequence[str], first: int) -> list[Block]:
    """Return the blocks, with the dateline at the start of the body cut off as a block of its own."""
    out: list[Block] = []
    wanted = True
    for i, (paragraph, kind, why) in enumerate(zip(paragraphs, kinds, whys, strict=True)):
        start = paragraph.start
        if kind == "body" and i >= first and wanted:
            found = stamps.dateline(paragraph.text)
            wanted = found is None and i == first
            if found:
                end = start + len(found[0].rstrip())
                out.append(Block(kind="dateline", start=start, end=end, why="place, agency or day before the first sentence"))
                start += len(found[0]) + len(paragraph.text[found.end() :]) - len(paragraph.text[found.end() :].lstrip())
        if start < paragraph.end:
            out.append(Block(kind=kind, start=start, end=paragraph.end, why=why))
    return out
