"""What the pages of a story, the reports of an occasion or the tellings of a line have, put side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

from .align.denials import denied
from .align.differences import Difference, Op, diff
from .align.disagreements import Disagreement, Member, Told, of_line, of_occasion, of_story
from .align.timeline import Entry, Row, first_printed, outlet_of, outlets, side_by_side, timeline
from .errors import UsageError
from .record import GAP, Contact, Reading, Span, Statement, statement_json
from .store import Store
from .undated import inferred

MOST_PAGES = 2000  # that are put in order at once

Json = dict[str, Any]
Piece = tuple[str, str]  # same, left (missing here), right (only here); and the words


class Gathered(Struct, frozen=True, kw_only=True):
    """Readings, with the group of each statement among lines and of each contact among occasions.

    `inferred` has the days and intervals that other pages leave, by page, statement and contact without one.
    """

    readings: tuple[Reading, ...]
    lines: Mapping[str, str]
    occasions: Mapping[str, str]
    inferred: Mapping[str, str]


class Facts(Struct, frozen=True, kw_only=True):
    """An occasion as one page reports it."""

    page: str
    file: str
    outlet: str
    kind: str
    status: str
    on: str | None
    where: str | None
    initiated_by: str | None
    participants: tuple[str, ...]


class Cell(Struct, frozen=True, kw_only=True):
    """What an outlet has of a line: the statement, its words, and the verdict on them beside the fullest telling."""

    id: str
    verdict: str
    words: str


class Line(Struct, frozen=True, kw_only=True):
    """A line over the outlets: who said it, when, its fullest words, what each outlet has, who leaves it out."""

    id: str
    speaker: tuple[str, ...]
    said: str | None
    words: str
    outlets: dict[str, Cell]
    left_out: tuple[str, ...]


class Compared(Struct, frozen=True, kw_only=True):
    """A story or an occasion (`kind`, `id`) in its outlets: the reports of the occasion, the lines, the differences."""

    kind: Literal["occasion", "story"]
    id: str
    outlets: tuple[str, ...]
    reports: tuple[Facts, ...]
    lines: tuple[Line, ...]
    disagreements: tuple[Disagreement, ...]


class Telling(Struct, frozen=True, kw_only=True):
    """One statement of a line, as the public JSON object, and its difference from the fullest; None for that one."""

    statement: Json
    difference: Difference | None


def gather(store: Store, pages: Iterable[str]) -> Gathered:
    """Return the readings of pages with their groups; a page that is not there is left out.

    Raises UsageError where there are more than MOST_PAGES.
    """
    ids = list(dict.fromkeys(pages))
    if len(ids) > MOST_PAGES:
        raise UsageError(f"{len(ids)} pages are too many to be put side by side: name a story; `compare` lists them.")
    readings = tuple(reading for id in ids if (reading := store.reading(id)))
    lines = {s.id: store.group("line", s.id)[0] for reading in readings for s in reading.statements}
    occasions = {c.id: store.group("occasion", c.id)[0] for reading in readings for c in reading.contacts}
    return Gathered(readings=readings, lines=lines, occasions=occasions, inferred=inferred(store, readings))


def story_of(store: Store, id: str) -> Gathered:
    """Return the pages of the story that a page is in."""
    return gather(store, store.group("story", id))


def in_order(gathered: Gathered) -> list[Entry]:
    """Return what the pages tell, in order of when it happened."""
    return timeline(gathered.readings, gathered.lines, gathered.occasions, gathered.inferred)


def line_of(store: Store, id: str) -> list[Telling]:
    """Return the tellings of the line that a statement is in, in order of appearance; itself alone if unjoined."""
    found = []
    for member in store.group("line", id):
        row = store.statement(member)
        reading = store.reading(row["page"]) if row else None
        statement = next((s for s in reading.statements if s.id == member), None) if reading else None
        if row and reading and statement:  # a statement of a page that was read otherwise since is not one of it
            found.append((reading, statement, row))
    found.sort(key=lambda one: first_printed((one[0], one[1])))
    if not found:
        return []
    fullest = max(found, key=lambda one: len(one[2]["quote"]["content"].split()))[2]
    return [Telling(statement=row, difference=None if row is fullest else diff(fullest, row)) for _, _, row in found]


def pieces(full: Json, row: Json, ops: Sequence[Op]) -> list[Piece]:
    """Return the words of a telling beside the fullest: what both have, what is missing here, what is only here."""
    found: list[Piece] = []
    for op in ops:
        left, right = _words(full, op.left), _words(row, op.right)
        if op.kind == "same":
            found.append(("same", right))
        else:
            found += [("left", left)] * bool(left) + [("right", right)] * bool(right)
    return found


def compare_story(store: Store, id: str, everything: bool | None = False) -> Compared:
    """Return a story over its outlets: lines that two outlets have, or with `everything` every statement.

    None asks for the lines that two have, and for every statement where there is no such line.
    """
    gathered = story_of(store, id)
    columns = outlets(gathered.readings)
    told = [entry for entry in in_order(gathered) if entry.kind == "statement"]
    every = list(side_by_side(told, columns))
    rows = [row for row in every if everything or len(row.cells) > 1]
    if everything is None and not rows:
        rows = every
    return Compared(
        kind="story",
        id=store.group("story", id)[0],
        outlets=tuple(columns),
        reports=(),
        lines=tuple(_lines(gathered, rows)),
        disagreements=tuple(disagreements(store, gathered)),
    )


def compare_occasion(store: Store, id: str) -> Compared:
    """Return an occasion over its outlets: each report, what was said there, and the lines that two outlets have."""
    group = store.group("occasion", id)
    pages = [page for member in group for page in _pages_of(store, member)]
    gathered = gather(store, pages)
    reports = [(r, c) for r in gathered.readings for c in r.contacts if c.id in group]
    reports.sort(key=first_printed)
    every = outlets(gathered.readings)
    columns = {outlet: every[outlet] for outlet in dict.fromkeys(outlet_of(reading) for reading, _ in reports)}
    there = {gathered.lines[s.id] for r in gathered.readings for s in r.statements if s.contact in group}
    told = [entry for entry in in_order(gathered) if entry.kind == "statement"]
    rows = [row for row in side_by_side(told, columns) if row.entry.id in there or len(row.cells) > 1]
    found = of_occasion(group[0], [Told(reading, contact) for reading, contact in reports], _actors(store, pages))
    return Compared(
        kind="occasion",
        id=group[0],
        outlets=tuple(columns),
        reports=tuple(_facts(reading, contact) for reading, contact in reports),
        lines=tuple(_lines(gathered, rows)),
        disagreements=(*found, *_of_lines(store, gathered, {row.entry.id for row in rows})),
    )


def disagreements(store: Store, gathered: Gathered) -> Iterator[Disagreement]:
    """Yield where the pages differ: on each occasion, in each line, in the numbers they give, in what is denied."""
    by_occasion: dict[str, list[Told]] = {}
    for reading in gathered.readings:
        for contact in reading.contacts:
            by_occasion.setdefault(gathered.occasions[contact.id], []).append(Told(reading, contact))
    nodes = _actors(store, [reading.page for reading in gathered.readings])
    for group in sorted(by_occasion):
        if len(by_occasion[group]) > 1:
            yield from of_occasion(group, by_occasion[group], nodes)
    yield from _of_lines(store, gathered, set(gathered.lines.values()))
    story = min((reading.page for reading in gathered.readings), default="")
    yield from of_story(story, gathered.readings)
    yield from denied(story, gathered.readings)


def _of_lines(store: Store, gathered: Gathered, groups: set[str]) -> Iterator[Disagreement]:
    members: dict[str, list[tuple[Reading, Statement]]] = {}
    for reading in gathered.readings:
        for statement in reading.statements:
            if gathered.lines[statement.id] in groups:
                members.setdefault(gathered.lines[statement.id], []).append((reading, statement))
    joined = {group: ones for group, ones in members.items() if len(ones) > 1}
    wanted = {reading.page for ones in joined.values() for reading, _ in ones}
    speakers = {said.id: tuple(a for a, _ in said.speakers) for page in sorted(wanted) for said in store.said_on(page)}
    for group in sorted(joined):
        yield from of_line(group, [Member(r, s, speakers.get(s.id, ())) for r, s in joined[group]])


def _actors(store: Store, pages: Iterable[str]) -> dict[str, str]:
    """The actors of the record by the names that the contacts of pages give them."""
    return {name: actor for page in pages for one in store.reported_on(page) for name, actor in one.actors.items()}


def _pages_of(store: Store, contact: str) -> list[str]:
    number = store.number_of_contact(contact)
    one = store.reported(number) if number else None
    return [one.page] if one else []


def _facts(reading: Reading, contact: Contact) -> Facts:
    return Facts(
        page=reading.page,
        file=reading.file,
        outlet=outlet_of(reading),
        kind=contact.kind,
        status=contact.status,
        on=contact.on.value if contact.on else None,
        where=contact.where.name if contact.where else None,
        initiated_by=contact.initiated_by.name if contact.initiated_by else None,
        participants=tuple(one.name or "unnamed" for one in contact.participants),
    )


def _lines(gathered: Gathered, rows: Sequence[Row]) -> Iterator[Line]:
    """The rows with the verdict on each cell beside the fullest telling."""
    wanted = {report.id for row in rows for report in row.entry.reports}
    json = {s.id: statement_json(r, s) for r in gathered.readings for s in r.statements if s.id in wanted}
    for row in rows:
        entry = row.entry
        fullest = max(entry.reports, key=lambda report: len(report.words.split()))
        cells = {}
        for outlet, report in row.cells.items():
            same = report.id == fullest.id
            verdict = "fullest" if same else diff(json[fullest.id], json[report.id]).verdict
            cells[outlet] = Cell(id=report.id, verdict=verdict, words=report.words)
        yield Line(
            id=entry.id,
            speaker=entry.who,
            said=entry.when,
            words=entry.what,
            outlets=cells,
            left_out=row.left_out,
        )


def _words(row: Json, spans: Sequence[Span]) -> str:
    """Return the words of a statement at spans of its page, taken from its content."""
    found, at = [], 0
    for start, end in row["content"]:
        piece = row["quote"]["content"][at : at + end - start]
        found += [piece[max(a, start) - start : min(b, end) - start] for a, b in spans if a < end and start < b]
        at += end - start + len(GAP)
    return GAP.join(found)
