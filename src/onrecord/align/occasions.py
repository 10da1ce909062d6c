"""Occasions: contacts that several pages report, a call or a visit, joined where they are one.

Candidates share a kind, a party and a span of days. Time alone joins nothing, and time keeps apart: two calls of one
pair in one week are two. A contact that was planned is joined to the one that was held, or put off, or denied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from ..record import Contact, Mention
from .days import Days, between, days, exact, weeks
from .words import stem

FAMILIES = {"meeting": "meeting", "talks": "meeting", "visit": "visit", "phone-call": "call", "letters": "letters"}
ALONE = frozenset({"visit", "press-conference", "interview"})  # kinds that one party makes
UNDATED = 3  # days between two pages, one of which does not say when it was
PUT_OFF = 8  # days between the day planned and the day held, for a place that both name
RETOLD = 2  # statements that two pages share, where one does not say when it appeared
NAMELESS = ("unnamed", "narrator", "none")
COMING = frozenset({"planned", "proposed", "postponed"})
_OFFICE = re.compile(r"[^\W\d_]{4,}")
_NAME = re.compile(r"[^\W_]+")


class Party(Struct, frozen=True, kw_only=True):
    """Who took part: the actor of the record (or the node on its page), the name, its last word, and of which state.

    `state` are stems of the words of a state's name, `office` those of a person's office: by them a state stands for
    its minister. A name of one word that nobody knows may be a state's.
    """

    node: str | None
    full: str
    name: str
    kind: str
    state: tuple[str, ...] = ()
    office: tuple[str, ...] = ()


class Report(Struct, frozen=True, kw_only=True):
    """A contact as occasions are made of it; `printed` is when its page was."""

    id: str
    page: str
    copies: str
    kind: str
    status: str
    parties: tuple[Party, ...]
    day: Days | None = None
    printed: Days | None = None
    place: str | None = None
    country: str | None = None


class Match(Struct, frozen=True):
    """Two contacts that are, may be, or are not one occasion: how sure, and why."""

    left: str
    right: str
    judgement: Literal["same", "different", "unsure"]
    score: float
    reason: str


def report(contact: Contact, page: str, printed: str | None, nodes: Mapping[str, str], copies: str) -> Report:
    """Return a contact as occasions are made of it.

    `nodes` are the actors of the record by the names of the participants; `copies` the page's group among copies.
    """
    where = contact.where
    return Report(
        id=contact.id,
        page=page,
        copies=copies,
        kind=contact.kind,
        status=contact.status,
        parties=tuple(party(one, nodes) for one in contact.participants if one.name),
        day=days(contact.on.value) if contact.on else None,
        printed=about(days(printed)),
        place=where.name.casefold() if where else None,
        country=where.country if where else None,
    )


def about(printed: Days | None) -> Days | None:
    """Return when a page was printed, None where that is inferred so widely that it would join anything."""
    return printed if printed and (printed[1] - printed[0]).days <= PUT_OFF else None


def party(mention: Mention, nodes: Mapping[str, str]) -> Party:
    """Return a participant as occasions are made of it; `nodes` are the actors of the record by name."""
    name = mention.name or ""
    return Party(
        node=nodes.get(name) if mention.kind not in NAMELESS else None,
        full=name,
        name=_last(name),
        kind=mention.kind,
        state=tuple(map(_stem, _OFFICE.findall(name))) if mention.kind == "state" or _unknown(mention) else (),
        office=tuple(map(_stem, _OFFICE.findall(mention.office or ""))),
    )


def _unknown(mention: Mention) -> bool:
    return mention.id is None and mention.office is None and " " not in (mention.name or " ")


def _last(name: str) -> str:
    words: list[str] = _NAME.findall(name.casefold())
    return words[-1] if words else ""


def _stem(word: str) -> str:
    """What a state's name and the adjective of it share: Russia, Russian."""
    return stem(word.casefold())[:5]


def _family(kind: str) -> str:
    return FAMILIES.get(kind, kind)


def keys(one: Report) -> list[str]:
    """Return what a contact can be found by: two that share none are not compared."""
    parties = {name for party in one.parties for name in (party.node, party.name, *_states(party)) if name}
    when = weeks(one.day) or weeks(one.printed)
    return sorted(f"{_family(one.kind)} {name} {week}" for name in parties for week in when)


def _states(party: Party) -> list[str]:
    return [f"~{word}" for word in (*party.state, *party.office)]


def occasions(new: Iterable[Report], known: Mapping[str, Iterable[Report]]) -> Iterator[Match]:
    """Return what joins contacts to those they were found with (by id), and what keeps them apart, in order of ids."""
    found: dict[tuple[str, str], Match] = {}
    for one in new:
        for other in known.get(one.id, ()):
            match = compare(one, other) if one.id != other.id else None
            if match is not None:
                found[match.left, match.right] = match
    return iter(found[pair] for pair in sorted(found))


def compare(one: Report, other: Report) -> Match | None:
    """Return how two contacts are judged, or None where they have nothing to do with one another."""
    shared = _shared(one, other)
    if _family(one.kind) != _family(other.kind) or not shared:
        return None
    whole = shared >= min(2, len(one.parties), len(other.parties)) or _family(one.kind) in ALONE
    left, right = sorted((one.id, other.id))
    judgement, score, reason = _judged(one, other, whole)
    if judgement is None:
        return None
    return Match(left, right, judgement, score, reason)


Judged = tuple[Literal["same", "different", "unsure"] | None, float, str]


def _judged(one: Report, other: Report, whole: bool) -> Judged:
    who = "the same parties" if whole else "a party in common"
    if one.page == other.page:
        return ("different", 1.0, "two on one page") if whole else (None, 0.0, "")
    if elsewhere(one, other):
        return ("different", 0.9, f"{who}, in different places") if whole else (None, 0.0, "")
    if one.copies == other.copies and _toldalike(one, other):
        return "same", 1.0, "copies of one text"
    apart = between(one.day, other.day)
    came = one.status in COMING or other.status in COMING
    place = one.place is not None and one.place == other.place
    if apart is None:
        return _undated(one, other, whole, place)
    if apart == 0:
        reason = f"{who}, {'planned, then held, ' if came else ''}on the same day"
        sure = 0.95 if exact(one.day) and exact(other.day) else 0.8
        return ("same", sure, reason) if whole else ("unsure", 0.5, reason)
    if came and whole and apart <= PUT_OFF and (place or "postponed" in (one.status, other.status)):
        return "same", 0.7, f"{who}{' and place' if place else ''}, planned, then held or put off by {apart} days"
    if whole and exact(one.day) and exact(other.day):
        return "different", 0.9, f"{who}, {apart} days apart"
    return None, 0.0, ""


def _undated(one: Report, other: Report, whole: bool, place: bool) -> Judged:
    """Judge where one page does not say when it was: by when the pages were printed, and more than time."""
    dated = one if one.day else other if other.day else None
    vague = one if dated is other else other
    apart = between(dated.day if dated else one.printed, vague.printed)
    if not whole or apart is None or apart > UNDATED:
        return None, 0.0, ""
    if dated and vague.printed and dated.day and vague.status == "held" and dated.day[0] > vague.printed[1]:
        return None, 0.0, ""  # it was told as held before it was
    several = len({party.name for party in one.parties} & {party.name for party in other.parties}) > 1
    reason = f"the same parties{' and place' if place else ''}, printed within {UNDATED} days"
    if several or place:
        return "same", 0.75, reason
    once = one.kind == other.kind == "press-conference" and apart <= 1  # nobody gives two in a day as a rule
    return ("same", 0.65, reason) if once else ("unsure", 0.5, reason)


def timeless(one: Report) -> bool:
    """Return whether neither a contact's day nor that of its page is known: then it has no keys."""
    return not (one.day or one.printed)


def retold(one: Report, other: Report, shared: int) -> Match | None:
    """Return how two contacts are judged by their parties and by how many statements their pages share, not by time.

    For pages that do not say when they appeared. None where they have nothing to do with one another.
    """
    parties = _shared(one, other)
    whole = parties >= min(2, len(one.parties), len(other.parties))
    several = parties > 1 or (one.place is not None and one.place == other.place)
    if _family(one.kind) != _family(other.kind) or one.page == other.page or not (whole and several):
        return None
    if elsewhere(one, other):
        return None
    left, right = sorted((one.id, other.id))
    if one.copies == other.copies and _toldalike(one, other):
        return Match(left, right, "same", 1.0, "copies of one text")
    if not shared:
        return None
    sure = shared >= RETOLD
    told = f"the same parties, on pages that share {f'{RETOLD} statements or more' if sure else 'a statement'}"
    return Match(left, right, "same" if sure else "unsure", 0.7 if sure else 0.5, told)


def _toldalike(one: Report, other: Report) -> bool:
    return one.status == other.status and {p.name for p in one.parties} == {p.name for p in other.parties}


def elsewhere(one: Report, other: Report) -> bool:
    """Return whether two places exclude one another: of one country, one may be the country and the other its city."""
    if not (one.place and other.place) or one.place == other.place:
        return False
    return one.country != other.country or one.country is None


def _shared(one: Report, other: Report) -> int:
    """How many parties of one are parties of the other, or stand for them."""
    return sum(any(alike(party, another) for another in other.parties) for party in one.parties)


def alike(one: Party, other: Party) -> bool:
    """Return whether two are one actor, or one is the state that the other speaks for."""
    if one.node is not None and one.node == other.node:
        return True
    for state, person in ((one, other), (other, one)):
        if state.state and set(state.state) <= set(person.office):
            return True
    if "state" in (one.kind, other.kind) and one.kind != other.kind and not (one.state and other.state):
        return False
    unjoined = any(party.node is None or "/" in party.node for party in (one, other))
    return unjoined and bool(one.name) and one.name == other.name and one.kind not in NAMELESS
