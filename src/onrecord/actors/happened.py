"""Known events: what began when, declared in the registry's files beside the actors.

`[[event]]` tables may stand in any file of a registry; `events.toml` holds those that come with onrecord.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import Struct, field

from ..errors import InputError
from .offices import check_date

EVENTS = ("war", "operation", "intervention", "agreement", "talks", "attack", "body", "vote", "law")
WORD = re.compile(r"[^\W_]+")
Phrases = dict[str, list[tuple[tuple[str, ...], "Event"]]]


class Event(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What began on a known day: its name and kind, and the words by which pages tell of it.

    `words` are of it wherever they stand, or, with `by`, where one of those names is whose they are: 'Russian raids',
    'its raids' after 'Moscow'. `counted` are words from which pages count years ('five years of civil war'), of this
    event where the state beside them is one of `of` (ISO 3166 codes). `begin` and `end` are ISO prefixes.
    """

    name: str
    kind: str
    begin: str = field(name="from")
    end: str | None = field(default=None, name="to")
    words: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    of: tuple[str, ...] = ()


def events_of(file: str, entries: Any) -> list[Event]:
    """Return the events of a file's `[[event]]` tables; raises InputError, naming the file and the event."""
    if not isinstance(entries, list):
        raise InputError(f"{file}: event is no list of tables; write [[event]]")
    return [_event(entry, f"{file}: [[event]] number {number}") for number, entry in enumerate(entries, 1)]


def _event(entry: Any, place: str) -> Event:
    if isinstance(entry, dict) and isinstance(entry.get("name"), str):
        place = f"{place} ({entry['name']})"
    try:
        event = msgspec.convert(entry, Event)
        for day in filter(None, (event.begin, event.end)):
            check_date(day)
    except (msgspec.ValidationError, InputError) as error:
        raise InputError(f"{place}: {error}") from None
    if event.kind not in EVENTS:
        raise InputError(f"{place}: {event.kind!r} is no kind of event; use one of {', '.join(EVENTS)}")
    if event.end and event.end < event.begin[: len(event.end)]:
        raise InputError(f"{place}: it ends before it begins")
    if not event.name.strip() or not all(WORD.search(words) for words in (*event.words, *event.counted)):
        raise InputError(f"{place}: the name, or words of it, are empty")
    if not event.words and not event.counted:
        raise InputError(f"{place}: neither words nor counted says how a page tells of it")
    if bool(event.counted) != bool(event.of):
        raise InputError(f"{place}: counted needs of, the states whose it is, and of needs counted")
    return event


def split(words: str) -> tuple[str, ...]:
    """Return the words of a phrase, in lower case, without marks."""
    return tuple(WORD.findall(words.casefold()))


def phrases(events: Iterable[Event]) -> Phrases:
    """Return what tells of events by its first word, the longest first."""
    index: Phrases = {}
    for event in events:
        for words in map(split, dict.fromkeys(event.words)):
            index.setdefault(words[0], []).append((words, event))
    for found in index.values():
        found.sort(key=lambda one: -len(one[0]))
    return index
