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

EVENTS = (
    "war", "operation", "intervention", "agreement", "talks", "attack", "body", "vote", "law", "coup", "disaster",
    "capture", "death", "test", "debate", "decision",
)  # fmt: skip
WORD = re.compile(r"[^\W_]+")
_SINGLE = re.compile(r"[^\w|]*[^\W_]+[^\w|]*(?:\|[^\w|]*[^\W_]+[^\w|]*)*")
Phrases = dict[str, list[tuple[tuple[str, ...], "Event"]]]
# What goes on until it is said to end; the others are of their first day, or of the days from it to their last.
LASTING = frozenset({"war", "operation", "intervention", "body"})
# The nouns by which news calls an event of a kind, one of which stands near what `all` asks for; and how many words
# away at most. An agreement is told with its parties and its matter, an attack with its place alone.
NOUNS = {
    "attack": ("attack attacks bombing bombings bomb bombs blast blasts explosion explosions shooting shootings"
               " massacre massacres assault gunman gunmen strike strikes airstrike airstrikes raid raids bomber"
               " bombers bombardment shelling crash downing abduction poisoning", 8),
    "talks": ("talks conference meeting meetings summit negotiations negotiation gathering round rounds consultations"
              " convention congress", 14),
    "agreement": ("agreement agreements deal accord accords pact truce ceasefire cease cessation treaty"
                  " memorandum armistice settlement framework", 20),
    "vote": ("election elections referendum primary primaries caucus caucuses runoff ballot polls plebiscite", 8),
    "operation": ("offensive operation operations battle assault fight push advance fighting siege effort efforts"
                  " liberation isolation incursion bombing", 8),
    "intervention": ("intervention operation operations campaign", 8),
    "war": ("war conflict invasion fighting", 8),
    "capture": ("captured capture recaptured recapture retook retaken retaking liberated liberation fell fallen fall"
                " seized seizure takeover overran overrun", 3),
    "coup": ("coup putsch takeover overthrow ouster overthrown toppled mutiny revolution", 8),
    "death": ("killing killed murder murdered execution executed beheading beheaded death died assassination"
              " assassinated funeral shooting", 8),
    "disaster": ("earthquake quake tsunami hurricane typhoon cyclone storm crash crashed crashing flood floods"
                 " explosion blast collapse collapsed shipwreck sinking fire spill stampede crush disaster downing", 8),
    "test": ("test tests tested", 8),
    "debate": ("debate debates", 8),
}  # fmt: skip


class Event(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What began on a known day: its name and kind, and the words by which pages tell of it.

    `words` are of it wherever they stand, or, with `by`, where one of those names is whose they are: 'Russian raids',
    'its raids' after 'Moscow'. `counted` are words from which pages count years ('five years of civil war'), of this
    event where the state beside them is one of `of` (ISO 3166 codes). `all` are groups of single words, those of a
    group parted by |, of each of which one stands near a noun of the kind ('attack', 'talks'), or near the first group
    where the kind has none: several events may be told by the same ones, and then they are its candidates, of which
    those with a word of `also` come first. `begin` and `end` are ISO prefixes.
    """

    name: str
    kind: str
    begin: str = field(name="from")
    end: str | None = field(default=None, name="to")
    words: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


class Near(Struct, frozen=True):
    """What tells of an event by words that stand near one another, folded: heads, groups, those of `also`; how near."""

    event: Event
    heads: frozenset[str]
    groups: tuple[frozenset[str], ...]
    also: frozenset[str]
    reach: int


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
    said = (event.name, *event.words, *event.counted, *event.all, *event.also)
    if not all(WORD.search(words) for words in said):
        raise InputError(f"{place}: the name, or words of it, are empty")
    if not event.words and not event.counted and not event.all:
        raise InputError(f"{place}: neither words, all nor counted says how a page tells of it")
    for group in (*event.all, *event.also):
        if not _SINGLE.fullmatch(group):
            raise InputError(f"{place}: {group!r} in all and also is of single words, parted by |")
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


def near(events: Iterable[Event]) -> dict[str, list[Near]]:
    """Return what tells of events by words near one another, by each word of the first group of `all`."""
    index: dict[str, list[Near]] = {}
    for event in events:
        if not event.all:
            continue
        groups = tuple(frozenset(split(group)) for group in event.all)
        nouns, reach = NOUNS.get(event.kind, ("", 8))
        also = frozenset(word for group in event.also for word in split(group))
        one = Near(event, frozenset(nouns.split()) or groups[0], groups, also, reach)
        for word in sorted(groups[0]):
            index.setdefault(word, []).append(one)
    return index
