"""Labels every block of a plain-text page: title, byline, dateline, published, body, caption, or a kind of clutter.

A paragraph's odds of being body are a sum of weights (line_weights.tsv, learned from web pages flattened to text) for
what it shows: its length, its end, its words, its neighbours, its place, the phrases of clutter.toml. Rules then name
the rest: the title, what newsrooms stamp on a story, and which kind of clutter; each block says why.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from . import stamps
from .lines import Paragraph, describe, fold, split
from .record import Block

_SURE = ("whole", "opens")
_SURE_STARTS = ("share", "navigation", "comment-form", "newsletter", "cookie-notice", "debug", "tags", "advert", "credit", "caption")
TITLE_SHARE = 0.75  # of the best score: lines further up than the best are titles at this much of it


def label(text: str) -> tuple[Block, ...]:
    """Return the blocks of a plain-text page, in order: every line that is not blank lies in one of them."""
    paragraphs = split(text)
    kinds, whys = _by_weights(paragraphs)
    body = [i for i, kind in enumerate(kinds) if kind == "body"]
    first = next((i for i in body if paragraphs[i].prose), body[0] if body else len(paragraphs))
    title = _title(paragraphs, kinds, first)
    if title is not None:
        kinds[title], whys[title] = "title", "a headline-like line before the body, by its words and place"
        first = next((i for i in body if i > title and paragraphs[i].prose), first)
    _head(paragraphs, kinds, whys, title, first)
    _clutter(paragraphs, kinds, whys, title, first)
    return tuple(_blocks(paragraphs, kinds, whys, first))


@cache
def _weights() -> dict[str, float]:
    """The learned weights, by the name of what a paragraph shows."""
    table = files("onrecord").joinpath("line_weights.tsv").read_text(encoding="utf-8")
    return {name: float(weight) for name, weight in (line.split("\t") for line in table.splitlines()[1:])}


def body_score(shown: Mapping[str, float]) -> tuple[float, str]:
    """Return the log-odds that a paragraph is body, and the two things that speak loudest for the answer."""
    weights = _weights()
    parts = [(weights.get(name, 0.0) * value, name) for name, value in shown.items()]
    total = math.fsum(part for part, _ in parts)
    sign = 1 if total > 0 else -1
    loudest = sorted(((-sign * part, name) for part, name in parts if sign * part > 0 and name != "always"))[:2]
    return total, ", ".join(name for _, name in loudest)


def _by_weights(paragraphs: Sequence[Paragraph]) -> tuple[list[str], list[str]]:
    """Label each paragraph body, or '' (not body), with the reason; what a phrase or a dateline settles, it settles."""
    kinds: list[str] = []
    whys: list[str] = []
    previous: Paragraph | None = None
    listed = False
    for i, (paragraph, shown) in enumerate(zip(paragraphs, describe(paragraphs), strict=True)):
        total, why = body_score(shown)
        body = total > 0
        listed = bool(previous and (previous.where == "opens" or (listed and kinds[-1] == "")))
        if _is_clutter(paragraph) or (previous and (previous.where, previous.kind) == ("opens", "author-bio")):
            body, why = False, "a phrase of clutter"
        elif listed and "body" in kinds and not paragraph.sentence and paragraph.words <= 24:
            body, why = False, "a headline in a list of other stories"
        elif paragraph.kind is None and "body" not in kinds and paragraph.prose and stamps.dateline(paragraph.text):
            body, why = True, "begins with a dateline"
        elif not body and paragraph.kind is None and _introduces(paragraphs, i, shown):
            body, why = True, "introduces the quotation below it"
        kinds.append("body" if body else "")
        whys.append(f"reads as body: {why}" if body else f"does not read as body: {why}")
        previous = paragraph
    for i, paragraph in enumerate(paragraphs):
        around = "body" in kinds[max(0, i - 4) : i] and "body" in kinds[i + 1 : i + 5]
        if not kinds[i] and around and paragraph.prose and paragraph.sentence and whys[i].startswith("does not"):
            kinds[i], whys[i] = "body", "prose between paragraphs of the body"
    for i in range(len(paragraphs) - 1, -1, -1):
        if kinds[i] == "body" and paragraphs[i].kind != "author-bio":
            break
        if kinds[i] == "body":
            kinds[i], whys[i] = "", "an author's biography below the body"
    if "body" not in kinds:
        for i, paragraph in enumerate(paragraphs):
            if paragraph.prose and not _is_clutter(paragraph):
                kinds[i], whys[i] = "body", "prose, on a page with no surer body"
    return kinds, whys


def _introduces(paragraphs: Sequence[Paragraph], i: int, shown: Mapping[str, float]) -> bool:
    """Say whether a line such as 'Speaking later, the minister said:' stands before a paragraph of prose."""
    says = "says who said" in shown and "ends with a colon" in shown
    return says and i + 1 < len(paragraphs) and paragraphs[i + 1].prose


def _is_clutter(paragraph: Paragraph) -> bool:
    """Say whether a phrase alone settles it: the whole line is one, or it begins as only its kind of clutter does."""
    starts = paragraph.where == "start" and paragraph.kind in _SURE_STARTS
    return paragraph.where in _SURE or (starts and (paragraph.kind == "debug" or paragraph.words < 60))


def _title(paragraphs: Sequence[Paragraph], kinds: Sequence[str], first: int) -> int | None:
    """Return which paragraph is the title: the first of the lines up to the body that look most like its headline."""
    prose = [paragraph for paragraph, kind in zip(paragraphs, kinds, strict=True) if kind == "body" and paragraph.prose]
    known = {word for paragraph in prose[:12] for word in _content(paragraph.text[:2000])}
    scores: dict[int, float] = {}
    for i, paragraph in enumerate(paragraphs[: first + 1]):
        if i == first and (i > 0 or len(prose) < 2 or not _headline_like(paragraph)):
            continue
        if not 2 <= paragraph.words <= 40 or not _may_be_title(paragraph):
            continue
        content = _content(paragraph.text)
        shared = len(content & known)
        score = min(shared, 6) + 2.0 * shared / max(len(content), 1) + min(paragraph.words, 8) / 4
        score -= 2.5 * (paragraph.sentence and i > 0 and paragraph.words > 5) + 0.05 * min(i, 20)
        stamped = any(_stamp(p) or (p.words < 12 and stamps.byline(p.text)) for p in paragraphs[i + 1 : i + 4])
        scores[i] = score + 1.0 * (i == 0) + 1.0 * stamped
    best = max(scores.values(), default=0.0)
    return next((i for i, score in scores.items() if score >= max(TITLE_SHARE * best, 1.5)), None)


def _content(words: str) -> set[str]:
    """The stems, cut at five letters, of words that are not short."""
    return {word[:5] for word in (word.strip(".,:;!?'\"()[]") for word in fold(words).split()) if len(word) > 3}


def _may_be_title(paragraph: Paragraph) -> bool:
    """Say whether nothing speaks against a line's being the title: no phrase of clutter, date, byline or dateline."""
    if paragraph.kind and paragraph.where != "shape" and (paragraph.kind, paragraph.where) != ("related-links", "start"):
        return False
    if paragraph.cut_off or paragraph.text[0].islower() or _stamp(paragraph):
        return False
    found = stamps.dateline(paragraph.text)
    if found and not (found[0].rstrip().endswith(":") and _headline_like(paragraph)):
        return False
    rule = stamps.byline(paragraph.text)
    return rule is None or (rule == stamps.NAME_ALONE and paragraph.words > 3)


def _headline_like(paragraph: Paragraph) -> bool:
    """Say whether a first line that reads as body looks like a headline: short, or most of its words capitalised."""
    words = paragraph.text.split()
    capitals = sum(not word[0].islower() for word in words)
    return paragraph.words <= 16 or capitals >= 0.6 * len(words)


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
    names = _Names(paragraphs, kinds, first)
    section = standfirst = False
    for i, paragraph in enumerate(paragraphs):
        section = section or (i > last and (paragraph.where == "opens" or paragraph.kind == "comment-form"))
        if i == title or section:
            continue
        if paragraph.prose:
            if title is not None and title < i < min(first, title + 5) and paragraph.kind is None:
                kinds[i], whys[i] = "body", "prose between title and body"
            continue
        outside = i < first or i > last
        near = (title is not None and title < i <= title + 4) or i == last + 1
        rule = names.byline(paragraph, near) if outside or kinds[i] != "body" else None
        if rule:
            kinds[i], whys[i] = "byline", rule
        elif outside and _stamp(paragraph):
            kinds[i], whys[i] = "published", "a printed date and little else"
        elif title is not None and kinds[i] == "body" and paragraph.text == paragraphs[title].text:
            kinds[i], whys[i] = "other", "the title, printed again"
        elif not outside and not kinds[i] and _between_body(paragraphs, kinds, i):
            kinds[i], whys[i] = "body", "subheading: a short line between two paragraphs of the body"
        elif title is not None and title < i < first and paragraph.kind is None and paragraph.words >= 9:
            if kinds[i] == "body" or (i <= title + 4 and not paragraph.cut_off and (not standfirst or paragraph.words > 20)):
                kinds[i], whys[i] = "body", "standfirst: a longer line below the title, not like a caption"
                standfirst = True


class _Names:
    """What the body tells about names: a name that it uses is not its author's; its dateline's agency is credited."""

    def __init__(self, paragraphs: Sequence[Paragraph], kinds: Sequence[str], first: int) -> None:
        self.used = {
            word for p, kind in zip(paragraphs, kinds, strict=True) if kind == "body" for word in fold(p.text).split()
        }
        start = paragraphs[first].text if first < len(paragraphs) else ""
        match = stamps.dateline(start)
        span = stamps.parts(match).agency if match else None
        self.agency = start[span[0] : span[1]] if span else None

    def byline(self, paragraph: Paragraph, near: bool) -> str | None:
        """Return the rule by which a paragraph outside the body's prose is a byline, if it is one."""
        text = paragraph.text
        if paragraph.sentence and paragraph.words > 12:
            return None
        if self.agency and text.rstrip(".").endswith(self.agency) and paragraph.words <= 6 and near:
            return "credit to the agency in the dateline"
        rule = stamps.byline(text)
        if rule == stamps.BY:
            return rule
        if rule == stamps.NAME_ALONE:
            name = fold(text).replace(" with ", " and ").split(" and ")[0]
            if not near or paragraph.kind or any(word.strip(",.") in self.used for word in name.split()):
                return None
        return None if paragraph.where == "inside" else rule


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
