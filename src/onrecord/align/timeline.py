"""A story in order: what happened when, by the contacts, statements and plans of its pages; who has what of it.

Pure over readings; which statements are one line and which contacts one occasion is told by their groups.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import PurePath

from msgspec import Struct

from ..record import Contact, Reading, Span, Statement, words_at
from .days import Days, days, exact
from .occasions import COMING

REACH = 7  # days in which an outlet that has something to print of what others printed would print it
SHORT = 8  # characters of an id that are enough to name it by
Groups = Mapping[str, str]  # of each statement, or contact, that is joined: its group


class Report(Struct, frozen=True, kw_only=True):
    """Where something was told: the statement or contact, its page, in which words."""

    id: str
    page: str
    file: str
    outlet: str
    printed: str | None
    words: str
    spans: tuple[Span, ...]


class Entry(Struct, frozen=True, kw_only=True):
    """Something that happened, or was planned: when, what, and everywhere it was told, the first to print it first.

    kind: contact or statement. `when` is the date as the record writes it; `planned` are the days for which it was
    planned, where they are told. `about` is a day or interval inferred from other pages, where no page that tells it
    has a day: the entry is put there, and no more is claimed. `placed` is the day at which it stands among the others:
    the first of those between which it may have been, None where it has no date and stands at the end. `who` are its
    parties, or who said it.
    """

    kind: str
    id: str
    when: str | None
    planned: tuple[str, ...]
    about: str | None
    placed: str | None
    status: str | None
    what: str
    who: tuple[str, ...]
    where: str | None
    reports: tuple[Report, ...]


def timeline(readings: Iterable[Reading], lines: Groups, occasions: Groups, inferred: Mapping[str, str]) -> list[Entry]:
    """Return what the pages tell, in order of when it happened.

    What is known to an interval alone comes at its first day, behind what is known to be of that day; what has no date,
    or is planned for none, comes at the end, in order of when it was printed.

    `inferred` has days and intervals, by the ids of pages, statements and contacts that have none of their own.
    """
    said: dict[str, list[tuple[Reading, Statement]]] = {}
    met: dict[str, list[tuple[Reading, Contact]]] = {}
    for reading in readings:
        for statement in reading.statements:
            said.setdefault(lines.get(statement.id, statement.id), []).append((reading, statement))
        for contact in reading.contacts:
            met.setdefault(occasions.get(contact.id, contact.id), []).append((reading, contact))
    entries = [_statement(id, ones, inferred) for id, ones in said.items()]
    entries += [_contact(id, ones, inferred) for id, ones in met.items()]
    return sorted(entries, key=_order)


def _order(entry: Entry) -> tuple[bool, date, date, bool, str, str]:
    """By the first day on which it may have been; a contact before what was said at it."""
    when = _place(entry.about, entry.when, entry.planned) or days(entry.reports[0].printed)
    first, last = when or (date.max, date.max)
    return entry.placed is None, first, last, entry.kind == "statement", entry.reports[0].file, entry.id


def _place(about: str | None, when: str | None, planned: Sequence[str] = ()) -> Days | None:
    return days(about or when or next(iter(planned), None))


def _first(place: Days | None) -> str | None:
    return place[0].isoformat() if place else None


def first_printed(pair: tuple[Reading, Statement | Contact]) -> tuple[bool, str, str, str]:
    """Return the key by which tellings are put in order of appearance: the dated first, then by page."""
    reading = pair[0]
    printed = reading.article.published.value if reading.article.published else None
    return printed is None, (printed or "").split("/")[-1], reading.page, pair[1].id


def _about(ones: Sequence[tuple[Reading, Statement | Contact]], inferred: Mapping[str, str]) -> str | None:
    """What other pages leave of the day, where no page that tells it has one; what is told counts before its page."""
    if any(reading.article.published and exact(days(reading.article.published.value)) for reading, _ in ones):
        return None
    told = [inferred.get(one.id) for _, one in ones]
    return _narrowest(told) or _narrowest([inferred.get(reading.page) for reading, _ in ones])


def _statement(id: str, ones: list[tuple[Reading, Statement]], inferred: Mapping[str, str]) -> Entry:
    ones = sorted(ones, key=first_printed)
    dated = [one.said.value for _, one in ones if one.said and one.said.value and one.said.basis != "published"]
    printed = [reading.article.published.value for reading, _ in ones if reading.article.published]
    reading, fullest = max(ones, key=lambda pair: sum(end - start for start, end in pair[1].content))
    when, about = _narrowest(dated) or _narrowest(printed), None if dated else _about(ones, inferred)
    return Entry(
        kind="statement",
        id=id,
        when=when,
        planned=(),
        about=about,
        placed=_first(_place(about, when)),
        status=fullest.act,
        what=words_at(reading.article.text, fullest.content),
        who=_names(reading, fullest),
        where=next((one.where.name for _, one in ones if one.where), None),
        reports=tuple(_report(reading, one.id, one.content) for reading, one in ones),
    )


def _names(reading: Reading, statement: Statement) -> tuple[str, ...]:
    named = [one.name for one in (statement.speaker, *statement.co_speakers) if one and one.name]
    return tuple(named) or ((words_at(reading.article.text, statement.source),) if statement.source else ())


def _contact(id: str, ones: list[tuple[Reading, Contact]], inferred: Mapping[str, str]) -> Entry:
    ones = sorted(ones, key=first_printed)
    held = [one for _, one in ones if one.status not in COMING]
    coming = [one.on.value for _, one in ones if one.status in COMING and one.on and one.on.value]
    when = _narrowest([one.on.value for one in held if one.on and one.on.value])
    fullest = max((one for _, one in ones), key=lambda one: len(one.participants))
    status = held[0].status if held else ones[-1][1].status
    about = None if when or coming else _about(ones, inferred)
    return Entry(
        kind="contact",
        id=id,
        when=when,
        planned=tuple(day for day in dict.fromkeys(coming)),
        about=about,
        placed=_first(_place(about, when, coming)),
        status=status,
        what=fullest.kind,
        who=tuple(one.name or "unnamed" for one in fullest.participants),
        where=next((one.where.name for _, one in ones if one.where), None),
        reports=tuple(_report(reading, one.id, one.spans) for reading, one in ones),
    )


def _narrowest(values: Sequence[str | None]) -> str | None:
    """The date that says most, the first of those that say as much."""
    found = [(value, span) for value in values if value and (span := days(value))]
    return min(found, key=lambda one: (one[1][1] - one[1][0]).days)[0] if found else None


def _report(reading: Reading, id: str, spans: tuple[Span, ...]) -> Report:
    article = reading.article
    return Report(
        id=id,
        page=reading.page,
        file=reading.file,
        outlet=outlet_of(reading),
        printed=article.published.value if article.published else None,
        words=words_at(article.text, spans),
        spans=spans,
    )


class Row(Struct, frozen=True, kw_only=True):
    """A line in the outlets: what each has of it; `left_out` are those that have nothing, where most others do.

    Those alone that could have it: with a page of the day on which it was first printed, or of REACH days after.
    """

    entry: Entry
    cells: dict[str, Report]
    left_out: tuple[str, ...]


def outlets(readings: Iterable[Reading]) -> dict[str, list[Days]]:
    """Return the outlets of pages, in order of the first that each printed, each with the days of its dated pages."""
    found: dict[str, list[Days]] = {}
    for reading in sorted(readings, key=lambda one: (_printed(one), one.page)):
        own = found.setdefault(outlet_of(reading), [])
        when = days(_printed(reading)[1])
        own += [when] if when else []
    return found


def outlet_of(reading: Reading) -> str:
    """Return the outlet of a page; where it is not known, its file and the beginning of its id: no two are one."""
    outlet = reading.article.outlet
    return outlet.name if outlet else f"{PurePath(reading.file).name} {reading.page[:SHORT]}"


def _printed(reading: Reading) -> tuple[bool, str]:
    value = reading.article.published.value if reading.article.published else None
    return value is None, value or ""


def side_by_side(entries: Iterable[Entry], columns: Mapping[str, Sequence[Days]]) -> Iterator[Row]:
    """Yield the lines as rows over the outlets and the days of their pages, in order of the entries."""
    for entry in entries:
        cells: dict[str, Report] = {}
        for report in entry.reports:
            cells[report.outlet] = max(cells.get(report.outlet, report), report, key=lambda one: len(one.words))
        first = days(entry.reports[0].printed)
        without = tuple(outlet for outlet in columns if outlet not in cells and _could(first, columns[outlet]))
        most = len(cells) > 1 and len(cells) > len(without)
        yield Row(entry=entry, cells=cells, left_out=without if most else ())


def _could(first: Days | None, printed: Sequence[Days]) -> bool:
    """Whether one of the pages could have what was first printed on a day; where a day is not known, that is not."""
    reach = timedelta(REACH)
    return first is not None and any(last >= first[1] and begin <= first[0] + reach for begin, last in printed)
