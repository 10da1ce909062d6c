"""One family as a person looks at it: where its text may come from, and what each page kept, dropped, added, changed.

The pages are compared with the most complete of them, paragraph by paragraph: candidates by runs of three words, proof
by the longest common subsequence of words (rapidfuzz). A paragraph that has moved is still kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from rapidfuzz.distance import Indel

from ..quotes import paragraphs
from ..record import Reading, Span
from .copies import WORD
from .differences import Op
from .stories import UNDATED, day_of
from .words import spelled

ALIKE = 0.5  # two paragraphs are one when they have so much in common: Indel similarity of their words
TRIED = 3  # paragraphs that one is compared with, those that share most runs of words
MOST_PARAGRAPHS = 8  # that a run of words is remembered to stand in
MOST_WORDS = 400  # of a paragraph; a longer one is compared piece by piece
WHOLE = 0.9  # of the words of the yardstick: a page that lacks nothing
STANDS = 0.5  # of the runs of a paragraph found anywhere on the other page: it was not dropped


class Part(Struct, frozen=True):
    """A paragraph of a page beside one of the yardstick; `ops` are its words, left the yardstick's, where changed.

    kind: kept (the same words), changed, added (the page alone has it), dropped (the yardstick alone has it). The spans
    are offsets into each page's text, None where that side has none.
    """

    kind: Literal["kept", "changed", "added", "dropped"]
    span: Span | None
    whole: Span | None
    ops: tuple[Op, ...] = ()


class Member(Struct, frozen=True, kw_only=True):
    """A page of a family: what it is, which share of the yardstick's words it has, and its paragraphs in order."""

    page: str
    kind: Literal["whole", "identical", "shortened", "reworded", "new lead", "enlarged", "in part"]
    share: float
    parts: tuple[Part, ...]


class Origin(Struct, frozen=True, kw_only=True):
    """Where a text may come from: an agency or a page, on what basis, and why in words; the page is None if unknown.

    basis: agency (the pages credit one, or one of them is its own), earliest (one page is older than the others and
    lacks nothing), unknown.
    """

    name: str | None
    page: str | None
    basis: Literal["agency", "earliest", "unknown"]
    why: str
    credits: tuple[tuple[str, Span | None], ...] = ()  # the pages that credit the agency, and where


class View(Struct, frozen=True, kw_only=True):
    """A family compared: its likely origin, the page that all are compared with, the pages in order of appearance."""

    origin: Origin
    yardstick: str
    members: tuple[Member, ...]


class _Paragraph(Struct, frozen=True):
    span: Span
    words: tuple[str, ...]
    spans: tuple[Span, ...]

    @property
    def runs(self) -> set[tuple[str, ...]]:
        return {self.words[n : n + 3] for n in range(max(1, len(self.words) - 2))}


def view(readings: Sequence[Reading], besides: Iterable[str] = ()) -> View:
    """Compare the pages of a family, given their readings; `besides` are those that hold other texts too.

    Raises ValueError where there is no page.
    """
    if not readings:
        raise ValueError("A family has at least one page.")
    order = sorted(readings, key=lambda one: (day_of(one.article.published), one.page))
    texts = {reading.page: _paragraphs(reading) for reading in order}
    others = frozenset(besides)
    yardstick = _most_complete(order, texts, others)
    members = tuple(_member(reading.page, texts[reading.page], texts[yardstick], yardstick) for reading in order)
    return View(origin=_origin(order, members, others), yardstick=yardstick, members=members)


def _paragraphs(reading: Reading) -> list[_Paragraph]:
    found = []
    for start, end, kind in paragraphs(reading.article):
        if kind == "body":
            matches = list(WORD.finditer(reading.article.text, start, end))
            for first in range(0, len(matches), MOST_WORDS):
                some = matches[first : first + MOST_WORDS]
                whole = (start, end) if len(matches) <= MOST_WORDS else (some[0].start(), some[-1].end())
                words = tuple(spelled(match.group()) for match in some)
                found.append(_Paragraph(whole, words, tuple(match.span() for match in some)))
    return found


def _most_complete(order: Sequence[Reading], texts: Mapping[str, list[_Paragraph]], others: frozenset[str]) -> str:
    """The page with the most runs of words that another page has too; the earliest of such."""
    runs = {page: {run for one in found for run in one.runs} for page, found in texts.items()}
    having = Counter(run for found in runs.values() for run in found)
    candidates = [one.page for one in order if one.page not in others] or [one.page for one in order]
    return max(candidates, key=lambda page: sum(having[run] > 1 for run in runs[page]))


def _member(page: str, own: list[_Paragraph], whole: list[_Paragraph], yardstick: str) -> Member:
    parts = _parts(own, whole)
    dropped = {part.whole for part in parts if part.kind == "dropped"}
    added = [part for part in parts if part.kind == "added"]
    changed = [part for part in parts if part.kind == "changed"]
    size = sum(len(one.words) for one in whole)
    lost = sum(len(one.words) for one in whole if one.span in dropped)
    lost += sum(len(op.left) for part in changed for op in part.ops if op.kind in ("left", "changed"))
    share = max(0.0, 1 - lost / size) if size else 0.0
    if page == yardstick:
        kind = "whole"
    elif not (dropped or added or changed):
        kind = "identical"
    elif added and parts[0].kind in ("added", "dropped"):
        kind = "new lead"
    elif added:
        kind = "in part" if dropped else "enlarged"
    else:
        kind = "shortened" if dropped else "reworded"
    return Member(page=page, kind=kind, share=round(share, 4), parts=parts)  # type: ignore[arg-type]


def _parts(own: list[_Paragraph], whole: list[_Paragraph]) -> tuple[Part, ...]:
    """The paragraphs of a page in order, with those of the yardstick that it lacks in their places."""
    stands: dict[tuple[str, ...], list[int]] = {}
    for n, paragraph in enumerate(whole):
        for run in paragraph.runs:
            if len(places := stands.setdefault(run, [])) < MOST_PARAGRAPHS:
                places.append(n)
    matched: dict[int, int] = {}  # of each paragraph of the yardstick: the page's
    for n, paragraph in enumerate(own):
        place = _place(paragraph, whole, stands, matched)
        if place is not None:
            matched[place] = n
    here = {run for paragraph in own for run in paragraph.runs}
    place_of = {n: place for place, n in matched.items()}
    parts: list[Part] = []
    shown = -1  # the last paragraph of the yardstick that was passed
    for n, paragraph in enumerate(own):
        place = place_of.get(n)
        if place is not None:
            parts += _dropped(whole, range(shown + 1, place), matched, here)
            shown = max(shown, place)
        parts.append(_part(paragraph, None if place is None else whole[place]))
    return tuple(parts + _dropped(whole, range(shown + 1, len(whole)), matched, here))


def _place(
    paragraph: _Paragraph,
    whole: list[_Paragraph],
    stands: Mapping[tuple[str, ...], list[int]],
    taken: Mapping[int, int],
) -> int | None:
    """Which paragraph of the yardstick a paragraph is, or None."""
    votes = Counter(n for run in sorted(paragraph.runs) for n in stands.get(run, ()) if n not in taken)
    best = sorted(votes, key=lambda n: (-votes[n], n))[:TRIED]
    scores = {n: Indel.normalized_similarity(paragraph.words, whole[n].words) for n in best}
    found = max(scores, key=lambda n: (scores[n], -n), default=None)
    return found if found is not None and scores[found] >= ALIKE else None


def _dropped(
    whole: list[_Paragraph], places: range, matched: Mapping[int, int], here: set[tuple[str, ...]]
) -> list[Part]:
    """The paragraphs among these places that the page lacks: those of whose runs it has few anywhere."""
    return [
        Part("dropped", None, whole[n].span)
        for n in places
        if n not in matched and len(whole[n].runs & here) < STANDS * len(whole[n].runs)
    ]


def _part(paragraph: _Paragraph, whole: _Paragraph | None) -> Part:
    if whole is None:
        return Part("added", paragraph.span, None)
    if paragraph.words == whole.words:
        return Part("kept", paragraph.span, whole.span)
    return Part("changed", paragraph.span, whole.span, tuple(_ops(whole, paragraph)))


def _ops(whole: _Paragraph, paragraph: _Paragraph) -> Iterator[Op]:
    """The words of both as runs: what stands between two shared words is one change."""
    left: tuple[Span, ...] = ()
    right: tuple[Span, ...] = ()
    for op in [*Indel.opcodes(whole.words, paragraph.words), None]:
        if op is not None and op.tag != "equal":
            left += whole.spans[op.src_start : op.src_end]
            right += paragraph.spans[op.dest_start : op.dest_end]
            continue
        if left or right:
            yield Op("changed" if left and right else "left" if left else "right", left, right)
        left = right = ()
        if op is not None:
            yield Op("same", whole.spans[op.src_start : op.src_end], paragraph.spans[op.dest_start : op.dest_end])


def _origin(order: Sequence[Reading], members: Sequence[Member], others: frozenset[str]) -> Origin:
    """The likely origin: an agency that the pages credit, or the earliest page if it lacks nothing of the text."""
    readings = [reading for reading in order if reading.page not in others]
    credits = [(reading.page, one) for reading in readings for one in reading.article.agencies]
    names = {one.name for _, one in credits}
    if len(names) == 1:
        name = credits[0][1].name
        own = [one.page for one in readings if one.article.outlet and one.article.outlet.name == name]
        why = f"{len(credits)} of {len(readings)} pages credit {name}, and none another agency"
        evidence = tuple((page, one.span) for page, one in credits)
        return Origin(name=name, page=own[0] if own else None, basis="agency", why=why, credits=evidence)
    days = [day_of(reading.article.published) for reading in readings]
    share = {member.page: member.share for member in members}
    if len(names) > 1:
        why = f"the pages credit several agencies: {', '.join(sorted(names))}"
    elif len(days) < 2 or UNDATED in days or days[0] == days[1]:
        why = "no agency is credited, and no page is known to be older than the others"
    elif share[readings[0].page] < WHOLE:
        why = "no agency is credited, and the oldest page lacks part of what later ones have"
    else:
        outlet = readings[0].article.outlet
        why = "it is older than the others, and lacks nothing that they share"
        return Origin(name=outlet.name if outlet else None, page=readings[0].page, basis="earliest", why=why)
    return Origin(name=None, page=None, basis="unknown", why=why)
