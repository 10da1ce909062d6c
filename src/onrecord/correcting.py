"""The corrections of a record: made from what a person types, undone, and worked into the reading of a page.

What follows from a correction is worked out by the stages that the machine uses: the manner and the act of new spans,
the day of statements that take the page's. What a person said outright is never touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from .actors import registry_of
from .acts import act
from .correct import FIELDS, Asked, check_signature, correct, history, seen, standing, value_of
from .correct.overlay import ADDED, BLOCK, CHECKED, OF_PAGE, ROLES, UNDO
from .dates import date, times
from .errors import UsageError
from .extract import content_words, extract, id_of
from .places import places
from .record import Correction, Mention, Place, Reading, Span, Statement, Tag
from .store import Store

_OF_PAGE = frozenset({*OF_PAGE, BLOCK, ADDED})


class Signed(Struct, frozen=True, kw_only=True):
    """Who corrects, when (UTC, `2031-03-04T10:15:00Z`), and a note why."""

    by: str
    at: str
    note: str | None = None


def corrected(reading: Reading, corrections: Sequence[Correction]) -> Reading:
    """Return the machine's reading as people left it, with what follows from their corrections worked out again."""
    changed = correct(reading, corrections)
    if changed is reading:
        return reading
    given: dict[str, set[str]] = {}
    for one in standing(corrections):
        given.setdefault(one.target, set()).add(one.field)
    statements = changed.statements
    if changed.article.published != reading.article.published:
        dated = date(changed.article, statements, times(changed.article))
        pairs = zip(statements, dated, strict=True)
        statements = tuple(new if _follows(old, given.get(old.id, set())) else old for old, new in pairs)
    return replace(changed, statements=tuple(_derived(changed, one, given.get(one.id, set())) for one in statements))


def _follows(statement: Statement, given: set[str]) -> bool:
    """Whether the statement's day may change with the page's: neither a person nor a contact gave it."""
    return "said" not in given and not (statement.said and statement.said.basis == "contact")


def _derived(reading: Reading, statement: Statement, given: set[str]) -> Statement:
    """Return a statement of new spans with their manner and act, but for those that a person gave."""
    if not given & {*ROLES, ADDED}:
        return statement
    tag = Tag(source=statement.source, cue=statement.cue, content=statement.content)
    again = act(reading.article, extract(reading.page, reading.article, [tag]))[0]
    fresh = {"manner": again.manner, "act": again.act}
    return replace(statement, **{name: value for name, value in fresh.items() if name not in given})


def make(store: Store, id: str, field: str, typed: str, signed: Signed) -> Correction:
    """Keep a correction of a statement or page, named by its id or the id's beginning, and return it.

    `field` and `typed` are as FIELDS tells. Raises UsageError with a sentence where it cannot be done.
    """
    check_signature(signed.by, signed.note)
    if field not in FIELDS:
        raise UsageError(f"There is no field {field!r} to correct; there are {', '.join(FIELDS)}.")
    page, target = store.target(id)
    if field != CHECKED and (page == target) != (field in _OF_PAGE):
        of, other = ("page", "statement") if page == target else ("statement", "page")
        raise UsageError(f"{field} is corrected of a {other}, and {id} is a {of}.")
    machine = store.machine(page)
    if machine is None:
        raise UsageError(f"Nothing has been read from page {page} that could be corrected.")
    history = tuple(store.corrections(page))
    now = corrected(machine, history)
    before = None if page == target else _before(machine, history, target)
    current = next((one for one in now.statements if one.id == target), before)
    if page != target and (current is None or before is None):
        raise UsageError(f"Statement {id} was added by a person and taken back; add it again to correct it.")
    asked = Asked(reading=now, statement=current, actor=_actor, places=_places(now))
    value = value_of(field, typed, asked)
    if field == ADDED:
        before = _missed(now, machine, history, value)
        target, value = before.id, True
    one = Correction(
        page=page,
        target=target,
        field=field,
        value=msgspec.to_builtins(value),
        by=signed.by.strip(),
        at=signed.at,
        note=signed.note,
        seen=seen(now.article.text, before) if before else None,
    )
    return replace(one, number=store.correct([one], corrected)[0])


def undo(store: Store, id: str, number: int | None, signed: Signed) -> Correction:
    """Undo a correction of a statement or page, the last that stands or the one with this number; return what it was.

    What stood before it stands again. Undoing is itself a correction, kept and signed. Raises UsageError where there is
    nothing to undo.
    """
    check_signature(signed.by, signed.note)
    page, target = store.target(id)
    stand = [one for one in standing(store.corrections(page)) if one.target == target]
    found = [one for one in stand if number in (None, one.number)]
    if not found:
        what = f"correction {number} of {id}" if number else f"correction of {id}"
        raise UsageError(f"There is no {what} that stands; `onrecord correct {store.path} {id}` lists them.")
    back = Correction(
        page=page,
        target=target,
        field=UNDO,
        value=found[-1].number,
        by=signed.by.strip(),
        at=signed.at,
        note=signed.note,
    )
    store.correct([back], corrected)
    return found[-1]


def history_of(store: Store, page: str, target: str | None = None) -> list[dict[str, Any]]:
    """Return the corrections of a page, or of one target on it, as public JSON objects."""
    corrections = list(store.corrections(page))
    machine = store.machine(page) if corrections else None
    rows = history(corrections, machine.article if machine else None)
    return [row for row in rows if target in (None, row["target"])]


def _before(machine: Reading, history: Sequence[Correction], target: str) -> Statement | None:
    """Return the statement as it stands without any correction but, of a person's own, that it was added."""
    own = [one for one in standing(history) if one.target == target]
    if any(one.field == ADDED and one.target == target for one in history):
        own = [one for one in own if one.field == ADDED]  # what was said of an addition goes with it
    bare = [one if one.field == ADDED else replace(one, field=CHECKED, value=True) for one in own]
    return next((one for one in correct(machine, bare).statements if one.id == target), None)


def _missed(
    now: Reading, machine: Reading, history: Sequence[Correction], spans: dict[str, tuple[Span, ...]]
) -> Statement:
    """Return a statement that a person adds; its id is made as `extract` makes them, after those of the same words."""
    one = extract(now.page, now.article, [Tag(source=spans["source"], cue=spans["cue"], content=spans["content"])])[0]
    if any(other.content == one.content and other.cue == one.cue for other in now.statements):
        raise UsageError("The page has this very statement already.")
    words = content_words(now.article.text, one.content)
    taken = {other.id for reading in (now, machine) for other in reading.statements} | {old.target for old in history}
    count = 0
    while (id := id_of(now.page, words, count)) in taken:
        count += 1
    return replace(one, id=id, parent=_around(now, one))


def _around(reading: Reading, statement: Statement) -> str | None:
    """Return the id of the shortest content, of another statement, in which this one stands whole."""
    start = min(first for first, _ in statement.cue + statement.content)
    end = max(last for _, last in statement.cue + statement.content)
    holders = [
        (last - first, other.id)
        for other in reading.statements
        for first, last in other.content
        if first <= start and end <= last and statement.cue
    ]
    return min(holders)[1] if holders else None


def _actor(name: str) -> Mention | None:
    """Return the registry's actor of a name or an id, if it is one only."""
    registry = registry_of()
    found = (registry.by_id[name],) if name in registry.by_id else registry.find(name)
    return Mention(name=found[0].name, kind=found[0].kind, id=found[0].id) if len(found) == 1 else None


def _places(reading: Reading) -> tuple[Place, ...]:
    return places(reading.article)
