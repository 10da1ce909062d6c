"""Reading + corrections -> the reading as people left it.

Pure: what the machine read stays as it is, and the corrected reading is worked out from it anew whenever either
changes. A statement keeps the id under which it was corrected. Where a new reading has no statement of that id, the
one with most of the same content is meant; where it has none, the statement stands as the person saw and left it. A
correction whose words are gone from the page's text is a problem that says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from ..quotes import READ
from ..record import (
    Article,
    Block,
    Correction,
    Cut,
    Date,
    Mention,
    Named,
    Place,
    Problem,
    Reading,
    Seen,
    Span,
    Statement,
    Words,
)

ROLES = ("source", "cue", "content")
BASIS = "corrected"  # of every name, date and word that a person gave
MADE_BY = " / corrected"
UNDO, ADDED, REJECTED, CHECKED, BLOCK = "undo", "statement", "rejected", "checked", "block"
# The fields whose value is simply another one; spans and blocks are worked into what stands there.
OF_STATEMENT: dict[str, Any] = {
    "speaker": Mention | None,
    "co_speakers": tuple[Mention, ...],
    "addressee": tuple[Mention, ...],
    "via": tuple[Mention, ...],
    "said": Date | None,
    "where": Place | None,
    "manner": str,
    "act": str | None,
}
OF_PAGE: dict[str, Any] = {"outlet": Named | None, "title": Words | None, "published": Date | None}
SAME = 0.5  # share of characters in common at which two contents are one statement's, as in the shared scorers
_MENTIONS = ("co_speakers", "addressee", "via")


class Lost(Exception):
    """The words of a correction are not in the text."""


def standing(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Return, in order, the corrections that nobody has undone; an undoing can itself be undone."""
    undone: set[int] = set()
    kept = []
    for correction in sorted(corrections, key=lambda one: one.number, reverse=True):
        if correction.number in undone:
            continue
        if correction.field == UNDO:
            undone.add(correction.value)
        else:
            kept.append(correction)
    return tuple(reversed(kept))


def correct(reading: Reading, corrections: Iterable[Correction]) -> Reading:
    """Return the reading with the corrections that stand laid over it, or the reading itself where none changes it.

    Statement ids stay. Where a correction cannot be applied any more, the reading has a problem that names it.
    """
    every = tuple(corrections)
    groups: dict[str, list[Correction]] = {}
    for correction in standing(every):
        groups.setdefault(correction.target, []).append(correction)
    known = {statement.id for statement in reading.statements}
    for target in {one.target for one in every if one.field == ADDED} - known:
        if target in groups and not any(one.field == ADDED for one in groups[target]):
            del groups[target]  # its addition was undone, and with it what was said of it
    problems: list[Problem] = []
    article = _article(reading, groups.pop(reading.page, []), problems)
    statements = _statements(replace(reading, article=article), groups, problems)
    changed = replace(reading, article=article, statements=statements, problems=(*reading.problems, *problems))
    return reading if changed == reading else replace(changed, made_by=reading.made_by + MADE_BY)


def seen(text: str, statement: Statement) -> Seen:
    """Return a statement with its words, as a correction of it keeps it."""
    return Seen(statement=statement, **{role: cut(text, getattr(statement, role)) for role in ROLES})


def cut(text: str, spans: Sequence[Span]) -> Cut:
    """Return spans with the words at each."""
    return Cut(spans=tuple(spans), words=tuple(text[start:end] for start, end in spans))


def anchor(text: str, kept: Cut) -> tuple[Span, ...]:
    """Return where the words stand in a text: at their own place, or else at the nearest; raises Lost."""
    found: list[Span] = []
    for (start, _), words in zip(kept.spans, kept.words, strict=True):
        if not words:
            raise Lost
        before, after = text.rfind(words, 0, start + len(words)), text.find(words, start)
        places = [place for place in (before, after) if place >= 0]
        if not places:
            raise Lost
        place = min(places, key=lambda at: (abs(at - start), at))
        if found and place < found[-1][1]:
            raise Lost
        found.append((place, place + len(words)))
    return tuple(found)


def overlap(left: Sequence[Span], right: Sequence[Span]) -> float:
    """Return the share of characters that two lists of spans have in common (Jaccard)."""
    common = sum(max(0, min(b, d) - max(a, c)) for a, b in left for c, d in right)
    every = sum(b - a for spans in (left, right) for a, b in spans) - common
    return common / every if every else 0.0


def _article(reading: Reading, corrections: Sequence[Correction], problems: list[Problem]) -> Article:
    article = reading.article
    for correction in corrections:
        if correction.field == BLOCK:
            try:
                article = replace(article, blocks=_relabelled(article, correction))
            except Lost:
                problems.append(_lost(reading, correction))
        elif correction.field in OF_PAGE:
            value = msgspec.convert(correction.value, OF_PAGE[correction.field])
            article = replace(article, **{correction.field: _printed(article.text, value)})
    return article


def _printed(text: str, value: Any) -> Any:
    """Return the words or name with the place where the page prints them, if it does."""
    words = value.text if isinstance(value, Words) else value.name if isinstance(value, Named) else None
    at = text.find(words) if words else -1
    return replace(value, span=(at, at + len(words))) if words and at >= 0 else value


def _relabelled(article: Article, correction: Correction) -> tuple[Block, ...]:
    """Return the blocks with a stretch of the text under another label; what it cuts keeps its own on both sides."""
    kept = msgspec.convert(correction.value["cut"], Cut)
    ((start, end),) = anchor(article.text, kept)
    blocks = [Block(kind=correction.value["kind"], start=start, end=end, why=f"{BASIS} by {correction.by}")]
    for block in article.blocks:
        if block.start < start:
            blocks.append(replace(block, end=min(block.end, start)))
        if block.end > end:
            blocks.append(replace(block, start=max(block.start, end)))
    return tuple(sorted((b for b in blocks if article.text[b.start : b.end].strip()), key=lambda block: block.start))


def _statements(
    reading: Reading, groups: dict[str, list[Correction]], problems: list[Problem]
) -> tuple[Statement, ...]:
    text = reading.article.text
    known = {statement.id: statement for statement in reading.statements}
    meant = _meant(text, known, groups)
    left: dict[str, Statement] = {}  # what people left, by the id of the machine's statement that it stands for
    gone: set[str] = set()
    for target, corrections in groups.items():
        own = meant[target]
        if flag(corrections, REJECTED):
            gone.add(own or target)
            continue
        try:
            added = any(one.field == ADDED for one in corrections)
            start = _as_seen(text, corrections) if added or not own else replace(known[own], id=target)
        except Lost:
            problems.append(_lost(reading, corrections[-1]))
            continue
        left[own or target] = _overlaid(reading, start, corrections, problems)
    clutter = _called_clutter(reading.article)
    kept = [
        one for one in reading.statements if one.id not in gone and one.id not in left and not _within(one, clutter)
    ]
    kept += left.values()
    parents = {one.id: one.parent for one in reading.statements}
    ids = {own: target for target, own in meant.items() if own}
    there = {one.id for one in kept}
    placed = (replace(one, parent=_parent(one.parent, parents, ids, there)) for one in kept)
    return tuple(sorted(placed, key=_place)) if groups else tuple(placed)


def flag(corrections: Sequence[Correction], field: str) -> bool:
    """Whether the last of the corrections of a yes-or-no field says yes."""
    said = [bool(one.value) for one in corrections if one.field == field]
    return bool(said) and said[-1]


def _meant(text: str, known: dict[str, Statement], groups: dict[str, list[Correction]]) -> dict[str, str | None]:
    """Return the id of the machine's statement that each target means: its own, or that of most of its content."""
    meant: dict[str, str | None] = {target: target if target in known else None for target in groups}
    free = {id: statement for id, statement in known.items() if id not in groups}
    for target, corrections in groups.items():
        if meant[target]:
            continue
        contents = [content for one in corrections for content in _contents(text, one)]
        cues = [one.seen.cue.words for one in corrections if one.seen]
        added = any(one.field == ADDED for one in corrections)
        likest = max(
            (
                (cut(text, one.cue).words in cues, overlap(content, one.content), id)
                for content in contents
                for id, one in free.items()
            ),
            key=lambda like: (like[1] >= SAME, *like),
            default=(False, 0.0, ""),
        )
        same_cue, share, id = likest
        if share >= SAME and (same_cue or not added):  # an addition may stand in the content of another
            meant[target] = id
            del free[id]
    return meant


def _contents(text: str, correction: Correction) -> list[tuple[Span, ...]]:
    """Return where the content now stands that the person saw, and the one that the person gave."""
    cuts = [correction.seen.content] if correction.seen else []
    cuts += [msgspec.convert(correction.value, Cut)] if correction.field == "content" else []
    found = []
    for kept in cuts:
        try:
            found.append(anchor(text, kept))
        except Lost:
            continue
    return found


def _as_seen(text: str, corrections: Sequence[Correction]) -> Statement:
    """Return the statement as the machine had it when it was last corrected, or as the person added it; raises Lost."""
    sight = corrections[-1].seen
    if sight is None:
        raise Lost
    spans = {role: anchor(text, getattr(sight, role)) for role in ROLES}
    one = replace(sight.statement, **spans)
    if all(spans[role] == getattr(sight.statement, role) for role in ROLES):
        return one
    # Elsewhere in the text: what the machine said of places in it does not hold any more.
    lists = {name: tuple(replace(mention, span=None) for mention in getattr(one, name)) for name in _MENTIONS}
    single = {name: getattr(one, name) for name in ("speaker", "said", "where")}
    return replace(one, **lists, **{name: value and replace(value, span=None) for name, value in single.items()})


def _overlaid(
    reading: Reading, statement: Statement, corrections: Sequence[Correction], problems: list[Problem]
) -> Statement:
    text = reading.article.text
    for correction in corrections:
        if correction.field in ROLES:
            try:
                spans = anchor(text, msgspec.convert(correction.value, Cut))
                statement = respan(statement, correction.field, spans)
            except Lost:
                problems.append(_lost(reading, correction))
        elif correction.field in OF_STATEMENT:
            value = msgspec.convert(correction.value, OF_STATEMENT[correction.field])
            statement = replace(statement, **{correction.field: value})
    return statement


def respan(statement: Statement, role: str, spans: Sequence[Span]) -> Statement:
    """Return the statement with a role's spans, which the others give way to; raises Lost if no content is left."""
    changed = {role: tuple(sorted(spans))}
    for other in ROLES:
        if other != role:
            changed[other] = tuple(piece for span in getattr(statement, other) for piece in _without(span, spans))
    if not changed["content"]:
        raise Lost
    return replace(statement, **changed)


def _without(span: Span, taken: Sequence[Span]) -> list[Span]:
    pieces, start = [], span[0]
    for first, last in sorted(taken):
        if last <= start or first >= span[1]:
            continue
        if start < first:
            pieces.append((start, first))
        start = last
    return [*pieces, (start, span[1])] if start < span[1] else pieces


def _called_clutter(article: Article) -> list[Span]:
    """Return the stretches that a person has called clutter: what the machine found in them goes."""
    return [(b.start, b.end) for b in article.blocks if b.kind not in READ and b.why.startswith(f"{BASIS} by ")]


def _within(statement: Statement, stretches: Sequence[Span]) -> bool:
    start, end = statement.content[0][0], statement.content[-1][1]
    return any(first <= start and end <= last for first, last in stretches)


def _parent(id: str | None, parents: dict[str, str | None], ids: dict[str, str], there: set[str]) -> str | None:
    """Return the nearest statement around that is still there, under the id that it has now."""
    for _ in range(len(parents) + 1):
        if id is None:
            return None
        if ids.get(id, id) in there:
            return ids.get(id, id)
        id = parents.get(id)
    return None


def _place(statement: Statement) -> tuple[int, int, tuple[Span, ...]]:
    """Return what orders statements, as `extract` does: where cue and content begin, the longer statement first."""
    spans = statement.cue + statement.content
    return min(start for start, _ in spans), -max(end for _, end in spans), statement.content


def _lost(reading: Reading, correction: Correction) -> Problem:
    day = correction.at[:10]
    reason = (
        f"correction {correction.number} ({correction.field}, by {correction.by}, {day}) is kept, but cannot be "
        f"applied: its words are no longer in the page's text."
    )
    return Problem(stage="correct", reason=reason, file=reading.file)
