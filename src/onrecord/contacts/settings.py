"""On which contact each statement was made: its sentence tells of it, or its speaker goes on from one that does.

A speaker goes on until the page tells of another contact of his, of an interview or a text of his, or of another day.
"""

from __future__ import annotations

import re
from bisect import bisect_right

import msgspec

from ..record import Contact, Date, Place, Statement
from .merge import key, share_days
from .scene import Scene

Telling = tuple[tuple[int, int, int], int]  # a sentence's start and end, where in it the words stand, the contact
NEAR_TELLINGS = 8  # of one sentence
# Beside the reporting: an occasion that is no contact, or another time.
_ELSEWHERE = re.compile(
    r"\b(?:interview\w*|tweet\w*|twitter|facebook|telegram|article|op-ed|website|book|wrote|writes|posted|earlier|other"
    r"|previously|once|separately|later|has|have|had|would)\b",
    re.IGNORECASE,
)
_TEXT = re.compile(r"\b(?:in|by|with)\s(?:a|an|the|his|her|its)\s(?:[\w-]+\s){0,2}(?:statement|letter|message)\b")
BEFORE, AFTER = 120, 45  # characters around the reporting that are looked at


def settle(
    statements: tuple[Statement, ...], scene: Scene, told_in: list[Telling], contacts: tuple[Contact, ...]
) -> tuple[Statement, ...]:
    """Return the statements with their contacts, in the order given; day and place from there where they have none.

    `told_in` holds what tells of contacts, sorted.
    """
    order = sorted(range(len(statements)), key=lambda i: (scene.start(statements[i]), i))
    own = {i: _told(statements[i], scene, told_in, contacts) for i in order}
    parties = {i: key(speaker) for i in order if (speaker := statements[i].speaker) and speaker.name}
    first: dict[str, Contact | None] = {}  # the setting that a headline and the lead sum up
    for i in order:
        below = i in parties and not scene.in_title(scene.start(statements[i]))
        if below and (own[i] or _elsewhere(statements[i], scene)):
            first.setdefault(parties[i], own[i])
    last: dict[str, Contact | None] = {}
    opened: set[str] = set()  # those who have spoken below the title
    done: dict[int, Statement] = {}
    for i in order:
        who, contact = parties.get(i, ""), own[i]
        if contact is None and who and not _elsewhere(statements[i], scene):
            contact = last.get(who) if who in opened else first.get(who)
            contact = contact if contact and _of_day(statements[i], contact) else None
        if who:
            last[who] = contact
            if not scene.in_title(scene.start(statements[i])):
                opened.add(who)
        done[i] = _placed(statements[i], contact, scene, own[i] is None)
    return tuple(done[i] for i in range(len(statements)))


def _told(statement: Statement, scene: Scene, told_in: list[Telling], contacts: tuple[Contact, ...]) -> Contact | None:
    """The contact held that a statement's sentence tells of, outside its content, if its speaker took part."""
    speaker, at = statement.speaker, scene.start(statement)
    if not speaker or not speaker.name:
        return None
    speakers = {key(one) for one in (speaker, *statement.co_speakers) if one.name}
    first = bisect_right(told_in, ((at, at + len(scene.text), 0), 0))
    for (start, end, words), number in told_in[max(0, first - NEAR_TELLINGS) : first]:
        contact = contacts[number]
        if contact.status != "held" or not start <= at < end or any(a <= words < b for a, b in statement.content):
            continue
        if speakers & {key(party) for party in contact.participants}:
            return contact
    return None


def _elsewhere(statement: Statement, scene: Scene) -> bool:
    """Whether the words beside the reporting speak of another occasion or time."""
    reporting = (*statement.source, *statement.cue)
    if not reporting or statement.parent:
        return False
    start, end = min(s for s, _ in reporting), max(e for _, e in reporting)
    sentence = scene.sentences.of(start)
    words = scene.text[max(sentence[0], start - BEFORE) : min(sentence[1], end + AFTER)]
    offset = max(sentence[0], start - BEFORE)
    for first, last in statement.content:
        if first < offset + len(words) and last > offset:
            a, b = max(0, first - offset), last - offset
            words = words[:a] + " " * (min(b, len(words)) - a) + words[b:]
    return bool(_ELSEWHERE.search(words) or _TEXT.search(words))


def _of_day(statement: Statement, contact: Contact) -> bool:
    """Whether a statement's own day, if it has one, may be that of a contact that was held."""
    said = statement.said
    return said is None or said.basis == "published" or share_days(said, contact.on)


def _placed(statement: Statement, contact: Contact | None, scene: Scene, goes_on: bool) -> Statement:
    """A statement with its contact, and with the contact's place and day where it has none of its own."""
    where: Place | None = statement.where or scene.where(statement) or (contact.where if contact else None)
    said: Date | None = statement.said
    day = contact.on if contact and contact.status == "held" else None
    if day and day.value and (said is None or said.basis == "published"):
        why = "the day of the contact on which it was said"
        said = msgspec.structs.replace(day, basis="contact", why=f"{why}: the same speaker goes on" if goes_on else why)
    return msgspec.structs.replace(statement, contact=contact.id if contact else None, where=where, said=said)
