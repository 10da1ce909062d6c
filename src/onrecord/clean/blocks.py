"""Labels every block of a plain-text page: title, byline, dateline, published, body, caption, or a kind of clutter.

A paragraph's odds of being body are a sum of weights (line_weights.tsv, learned from web pages flattened to text) for
what it shows: its length, its end, its words, its neighbours, its place, the phrases of clutter.toml. Rules then name
the rest: the title, what newsrooms stamp on a story, and which kind of clutter. Each block says why.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from ..record import Block
from ..turns import turns
from . import stamps
from .lines import Paragraph, describe, fold, split

TITLE_SHARE = 0.75  # of the best score: of several lines like a headline, the first at this much of the best is it
TAIL = 4  # with this much more body above a list's heading than below, what stands below is not body
# Heads one other story, within the body.
_INLINE = re.compile(r"\W*(?:read|see|watch|also|keep|more:|related ?:?\W*$)\b", re.I)
SURE_STARTS = (
    *("share", "navigation", "comment-form", "newsletter", "cookie-notice"),
    *("debug", "tags", "advert", "credit", "caption"),
)


def label(text: str) -> tuple[Block, ...]:
    """Return the blocks of a plain-text page, in order: every line that is not blank lies in one of them."""
    paragraphs = split(text)
    if not paragraphs:
        return ()
    _by_weights(paragraphs)
    _mend(paragraphs)
    first = _first(paragraphs, 0)
    title = _title(paragraphs, first)
    if title is not None:
        paragraphs[title].label, paragraphs[title].why = "title", "a headline-like line before the body"
        first = _first(paragraphs, title + 1)
    _around_body(paragraphs, title, first)
    _author_below(paragraphs, first)
    _name_clutter(paragraphs, title, first)
    return tuple(_blocks(paragraphs, first))


@cache
def _weights() -> dict[str, float]:
    """The learned weights, by the name of what a paragraph shows."""
    table = files(__package__).joinpath("line_weights.tsv").read_text(encoding="utf-8")
    return {name: float(weight) for name, weight in (line.split("\t") for line in table.splitlines()[1:])}


def body_score(shown: Mapping[str, float]) -> tuple[float, str]:
    """Return the log-odds that a paragraph is body, and the two things that speak loudest for the answer."""
    weights = _weights()
    parts = [(weights.get(name, 0.0) * value, name) for name, value in shown.items()]
    total = math.fsum(part for part, _ in parts)
    sign = 1 if total > 0 else -1
    loudest = sorted((-sign * part, name) for part, name in parts if sign * part > 0 and name != "always")[:2]
    return total, ", ".join(name for _, name in loudest)


def _by_weights(paragraphs: Sequence[Paragraph]) -> None:
    """Label each paragraph body or '' (not body) by its odds, or by what settles it whatever they are."""
    begun = listed = answered = False
    above: Paragraph | None = None
    spoken = turns([paragraph.text for paragraph in paragraphs])
    for i, (paragraph, shown) in enumerate(zip(paragraphs, describe(paragraphs), strict=True)):
        paragraph.odds, why = body_score(shown)
        body = paragraph.odds > 0
        listed = above is not None and (above.where == "opens" or (listed and not above.label))
        tagged = above and above.kind == "tags" and above.where in ("whole", "start") and above.words == 1  # 'Topic:'
        if _is_clutter(paragraph) or (above and (above.where, above.kind) == ("opens", "author-bio")):
            body, why, paragraph.settled = False, "a phrase of clutter", True
        elif listed and begun and not paragraph.sentence and paragraph.words <= 24:
            body, why, paragraph.settled = False, "a headline in a list of other stories", True
        elif tagged and not paragraph.sentence and paragraph.words <= 24:
            body, why, paragraph.settled = False, "tags below their heading", True
            paragraph.kind = "tags"
        elif i in spoken and paragraph.kind is None and paragraph.sentence and not answered:
            body, why, paragraph.settled = True, "a speaker's turn in a transcript", True
        elif paragraph.kind is None and not begun and paragraph.prose and stamps.dateline(paragraph.text):
            body, why = True, "begins with a dateline"
        elif not body and paragraph.kind is None and _introduces(paragraphs, i, shown):
            body, why = True, "introduces the quotation below it"
        paragraph.label = "body" if body else ""
        paragraph.why = f"reads as body: {why}" if body else f"does not read as body: {why}"
        begun = begun or body
        answered = answered or (begun and (paragraph.kind, paragraph.where) == ("comment-form", "opens"))
        above = paragraph


def _is_clutter(paragraph: Paragraph) -> bool:
    """Say whether a phrase alone settles it: the whole line is one, or it begins as only its kind of clutter does."""
    starts = paragraph.where == "start" and paragraph.kind in SURE_STARTS
    return paragraph.where in ("whole", "opens") or (starts and (paragraph.kind == "debug" or paragraph.words < 60))


def _introduces(paragraphs: Sequence[Paragraph], i: int, shown: Mapping[str, float]) -> bool:
    """Say whether a line such as 'Speaking later, the minister said:' stands before a paragraph of prose."""
    says = "says who said" in shown and "ends with a colon" in shown
    return says and i + 1 < len(paragraphs) and paragraphs[i + 1].prose


def _mend(paragraphs: Sequence[Paragraph]) -> None:
    """Take back prose that stands within the body; give up biographies below it; settle for any prose if need be."""
    kinds = [paragraph.label for paragraph in paragraphs]
    for i, paragraph in enumerate(paragraphs):
        around = "body" in kinds[max(0, i - 4) : i] and "body" in kinds[i + 1 : i + 5]
        if not paragraph.label and around and paragraph.prose and paragraph.sentence and not paragraph.settled:
            paragraph.label, paragraph.why = "body", "prose between paragraphs of the body"
    _cut_lists(paragraphs)
    for paragraph in reversed(paragraphs):
        short = paragraph.words < 5 and not paragraph.sentence
        if paragraph.label and paragraph.kind != "author-bio" and not short:
            break
        if paragraph.label:
            paragraph.label, paragraph.why = "", "a biography or a short line below the body"
    if not any(paragraph.label for paragraph in paragraphs):
        for paragraph in paragraphs:
            if paragraph.prose and not _is_clutter(paragraph):
                paragraph.label, paragraph.why = "body", "prose, on a page with no surer body"


def _cut_lists(paragraphs: Sequence[Paragraph]) -> None:
    """Give up what reads as body below the heading of a list of other stories, unless the body clearly goes on there.

    Below a heading with nearly all of the body above it, it does not; below one with half of it above, two paragraphs
    on end are the body again.
    """
    above, below = 0, sum(paragraph.words for paragraph in paragraphs if paragraph.label)
    tail = listed = False
    for i, paragraph in enumerate(paragraphs):
        if paragraph.where == "opens" and paragraph.kind == "related-links" and not _INLINE.match(paragraph.text):
            listed = above >= below > 0
            tail = above >= TAIL * below > 0
        if not paragraph.label:
            continue
        above, below = above + paragraph.words, below - paragraph.words
        on_end = any(p.prose and p.label for p in (*paragraphs[i - 1 : i], *paragraphs[i + 1 : i + 2]))
        if listed and (tail or not (paragraph.prose and on_end)):
            paragraph.label, paragraph.why = "", "below the heading of a list of other stories"
        else:
            listed = False


def _first(paragraphs: Sequence[Paragraph], start: int) -> int:
    """Return where the body's prose begins, from `start` on; where there is none, where any body begins."""
    body = [i for i, paragraph in enumerate(paragraphs) if paragraph.label == "body"]
    prose = [i for i in body if i >= start and paragraphs[i].prose]
    return prose[0] if prose else body[0] if body else len(paragraphs)


def _title(paragraphs: Sequence[Paragraph], first: int) -> int | None:
    """Return which paragraph is the title: the first of the lines up to the body that look most like its headline."""
    prose = [paragraph for paragraph in paragraphs if paragraph.label == "body" and paragraph.prose]
    known = {stem for paragraph in prose[:12] for stem in _stems(paragraph.text[:2000])}
    scores: dict[int, float] = {}
    for i, paragraph in enumerate(paragraphs[: first + 1]):
        if i == first and (i > 0 or len(prose) < 2 or not _headline_like(paragraph)):
            continue
        if not 2 <= paragraph.words <= 40 or not _may_be_title(paragraph):
            continue
        stems = _stems(paragraph.text)
        top = paragraph.words > 2 and i == 0  # the lines below a first line tell more about it than about a menu
        below = {stem for p in paragraphs[1:3] if top and p.kind is None and p.words > 8 for stem in _stems(p.text)}
        shared = len(stems & (known | below))
        score = min(shared, 6) + 2.0 * shared / max(len(stems), 1) + min(paragraph.words, 8) / 4
        score -= 2.5 * (paragraph.sentence and i > 0 and paragraph.words > 5) + 0.05 * min(i, 20)
        stamped = any(_is_stamp(p) or (p.words < 12 and stamps.byline(p.text)) for p in paragraphs[i + 1 : i + 4])
        scores[i] = score + 1.0 * (i == 0) + 1.0 * stamped
    stories = {i: score for i, score in scores.items() if not stamps.MASTHEAD.fullmatch(paragraphs[i].text)}
    scores = stories if max(stories.values(), default=0.0) >= 1.5 else scores
    least = max(TITLE_SHARE * max(scores.values(), default=0.0), 1.5)
    return next((i for i, score in scores.items() if score >= least), None)


def _stems(words: str) -> set[str]:
    """The stems, cut at five letters, of words that are not short."""
    return {word[:5] for word in (word.strip(".,:;!?'\"()[]") for word in fold(words).split()) if len(word) > 3}


def _may_be_title(paragraph: Paragraph) -> bool:
    """Say whether nothing speaks against a line's being the title: no phrase of clutter, date, byline or dateline."""
    teaser = (paragraph.kind, paragraph.where) == ("related-links", "start")  # 'Watch: ...' may be the title's own
    if paragraph.kind and paragraph.where != "shape" and not teaser:
        return False
    if paragraph.cut_off or paragraph.text[0].islower() or _is_stamp(paragraph):
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


def _is_stamp(paragraph: Paragraph) -> bool:
    """Say whether a line is a printed date and little else."""
    if paragraph.words > 18 or len(paragraph.text) > 140 or paragraph.prose:
        return False
    found = stamps.dates(paragraph.text) if any(char.isdigit() for char in paragraph.text) else []
    return bool(found) and stamps.is_stamp(paragraph.text, found)


def _around_body(paragraphs: Sequence[Paragraph], title: int | None, first: int) -> None:
    """Name the bylines and printed dates around the body, and keep a standfirst and subheadings in it."""
    last = max((i for i, paragraph in enumerate(paragraphs) if paragraph.label == "body"), default=-1)
    names = _Names(paragraphs, first)
    section = standfirst = dated = False
    for i, line in enumerate(paragraphs):
        section = section or (i > last and (line.where == "opens" or line.kind == "comment-form"))
        if i == title or section:
            continue
        under = title is not None and title < i <= title + 4
        outside = not first <= i <= last
        rule = names.byline(line, under or i == last + 1) if outside or not line.label else None
        if line.prose and title is not None and title < i < first and line.kind is None and (under or line.odds > -2):
            line.label, line.why = "body", "prose between title and body"
        elif line.prose:
            continue
        elif rule:
            line.label, line.why = "byline", rule
        elif (outside or (under and not (dated and stamps.is_day(line.text)))) and _is_stamp(line):
            line.label, line.why, dated = "published", "a printed date and little else", True
        elif title is not None and i == first - 1 > title and not line.kind and stamps.is_dateline(line.text):
            line.label, line.why = "dateline", "a dateline on a line of its own"
        elif title is not None and line.text == paragraphs[title].text:
            line.label, line.why = "other", "the title, printed again"
        elif under and i + 1 < first and _is_credited(line, paragraphs[i + 1]):
            line.label, line.why = "caption", "a short line above the credit of a picture"
        elif not outside and not line.label and _is_subheading(paragraphs, i):
            line.label, line.why = "body", "subheading: a short line between two paragraphs of the body"
        elif title is not None and title < i < first and _is_standfirst(line, under and not standfirst):
            line.label, line.why = "body", "standfirst: a longer line below the title, not like a caption"
            standfirst = True


def _author_below(paragraphs: Sequence[Paragraph], first: int) -> None:
    """Take from the body, from its end up, what begins with the name in the byline: a biography of the author."""
    lines = (stamps.name(p.text).casefold() for p in paragraphs[:first] if p.label == "byline" and p.words <= 12)
    names = tuple(name for name in lines if " " in name)
    if not names:
        return
    for paragraph in reversed(paragraphs[first:]):
        about = paragraph.text.casefold().startswith(names)
        if paragraph.label == "body" and not about:
            return
        if about and paragraph.label in ("body", ""):
            paragraph.label, paragraph.why = "author-bio", "begins with the name in the byline, below the body"


def _is_credited(line: Paragraph, below: Paragraph) -> bool:
    """Say whether a short line stands right above a line that is nothing but the credit of a picture."""
    return (
        line.kind is None and 3 <= line.words <= 20 and below.kind == "credit" and below.text.startswith(("©", "(c)"))
    )


def _is_standfirst(line: Paragraph, expected: bool) -> bool:
    """Say whether a line between title and body is a standfirst: long enough, and nothing of a caption in it."""
    long = line.kind is None and line.words >= 9 and (line.sentence or not re.search(r"\d{4}", line.text))
    return long and (bool(line.label) or (not line.cut_off and (expected or line.words > 20)))


def _is_subheading(paragraphs: Sequence[Paragraph], i: int) -> bool:
    """Say whether a short line between body reads as a subheading: no link, no stamp but the day of a chronology."""
    line, below = paragraphs[i], paragraphs[i + 1]
    fits = paragraphs[i - 1].label == below.label == "body" and below.prose and not (line.settled or line.cut_off)
    return fits and line.kind is None and 2 <= line.words <= 16 and (stamps.is_day(line.text) or not _is_stamp(line))


class _Names:
    """What the body tells about names: a name that it uses is not its author's; its dateline's agency is credited."""

    def __init__(self, paragraphs: Sequence[Paragraph], first: int) -> None:
        self.used = {word for p in paragraphs if p.label == "body" for word in fold(p.text).split()}
        start = paragraphs[first].text if first < len(paragraphs) else ""
        match = stamps.dateline(start)
        span = stamps.parts(match).agency if match else None
        self.agency = start[span[0] : span[1]] if span else None

    def byline(self, line: Paragraph, near: bool) -> str | None:
        """Return the rule by which a line outside the body's prose is a byline, if it is one."""
        if line.prose or (line.sentence and line.words > 12 and not re.search(r"\d{4}", line.text)):
            return None
        if self.agency and near and line.words <= 6 and line.text.rstrip(".").endswith(self.agency):
            return "credit to the agency in the dateline"
        rule = stamps.byline(line.text)
        if rule == stamps.NAME_ALONE:
            name = re.split(r" and | with | in |[,|]", fold(line.text))[0]
            if not near or line.kind or any(word.strip(",.") in self.used for word in name.split()):
                return None
        if (line.kind, line.where) == ("advert", "whole"):  # 'by Taboola'
            return None
        return rule if rule == stamps.BY or line.where != "inside" else None


def _name_clutter(paragraphs: Sequence[Paragraph], title: int | None, first: int) -> None:
    """Name the kind of clutter of all that is left, by its own phrase, the section it stands in, or its place."""
    section = ""
    seen: set[str] = set()
    for i, line in enumerate(paragraphs):
        if line.where == "opens" or (line.kind == "comment-form" and i > first):
            section = line.kind or ""
        elif line.label in ("body", "title"):
            section = ""
        again = line.text in seen
        seen.add(line.text)
        if line.label:
            continue
        if line.kind:
            line.label, line.why = line.kind, f"a phrase of {line.kind} ({line.where})"
        elif section:
            line.label, line.why = section, f"in a section of {section}"
        elif title is not None and title < i < first and line.words >= 4:
            line.label = "caption"
            line.why = "between title and body, not a paragraph" + (", printed twice" if again else "")
        elif i > first and (line.cut_off or (line.words >= 5 and not line.sentence)):
            line.label = "related-links"
        else:
            line.label = "navigation" if line.words <= 4 else "other"


def _blocks(paragraphs: Sequence[Paragraph], first: int) -> list[Block]:
    """Return the blocks, with the dateline at the start of the body cut off as a block of its own."""
    out: list[Block] = []
    looking = all(paragraph.label != "dateline" for paragraph in paragraphs)  # one may have a line of its own
    for i, line in enumerate(paragraphs):
        start = line.start
        found = stamps.dateline(line.text) if looking and line.label == "body" and i >= first else None
        if looking and line.label == "body" and i >= first:
            looking = found is None and i == first  # below a standfirst that reads as prose, the second may have it
        if found:
            why = "place, agency or day before the first sentence"
            out.append(Block(kind="dateline", start=start, end=start + len(found[0].rstrip()), why=why))
            rest = line.text[found.end() :]
            start = line.end - len(rest.lstrip())
        if start < line.end:
            out.append(Block(kind=line.label, start=start, end=line.end, why=line.why))
    return out
