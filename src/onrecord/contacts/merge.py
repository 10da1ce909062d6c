"""Tellings put together: when two are of one contact, and what the contact takes from each."""

from __future__ import annotations

import re

from msgspec import Struct

from ..record import Date, Mention, Place, Span, Words
from .names import OFFICE, is_person

FAMILIES = {
    "meeting": "meeting",
    "talks": "meeting",
    "visit": "visit",
    "phone-call": "phone-call",
    "letters": "letters",
}
# What a contact may be told to have become: one planned is held, put off or called off.
_LATER = {
    "proposed": ("planned", "held", "postponed", "cancelled", "denied"),
    "planned": ("held", "postponed", "cancelled"),
    "postponed": ("cancelled",),
}
_BARE = frozenset(("the", "a", "an", "his", "her", "its", "their", "senior", "top", "several", "other"))


class Met(Struct):
    """A contact being put together."""

    kind: str
    parties: list[Mention]
    spans: list[Span]
    sentences: list[tuple[Span, int]]  # that tell of it, and where in them
    status: str
    on: Date | None = None
    weekday: str = ""  # the words for its day, where a page without a date leaves it open
    where: Place | None = None
    initiated_by: Mention | None = None
    topics: list[Words] = []
    title: bool = False
    whole: bool = False
    told_by: bool = False  # inside somebody's words
    another: bool = False  # not one told before: 'met again'


def key(mention: Mention) -> str:
    """Return what tells one party from another: a person's last name (a heading has no more), a phrase's own words."""
    words = (mention.name or "").casefold().split()
    if mention.kind == "unnamed":
        return "~" + " ".join(word for word in words if word not in _BARE)
    if mention.kind == "office":
        return mention.id or " ".join(words)
    if is_person(mention):
        return re.sub(r"\A(?:al|el)-", "", words[-1])
    return mention.id or " ".join(words)


def unique(parties: list[Mention]) -> list[Mention]:
    """Return the parties, each once, in their order."""
    found: dict[str, Mention] = {}
    for mention in parties:
        found.setdefault(key(mention), mention)
    return list(found.values())


def same(old: Met, new: Met, definite: bool) -> bool:
    """Return whether two tellings may be of one contact; `definite`: the second speaks of 'the call'."""
    families = {FAMILIES.get(old.kind, old.kind), FAMILIES.get(new.kind, new.kind)}
    days = not _one_day(old, new)
    if len(families) > 1:
        talks = families == {"phone-call", "meeting"} and "talks" in (old.kind, new.kind)
        if not (talks and not days and not (old.where and new.where)):
            return False
    if days or (old.where and new.where and old.where.name != new.where.name and _apart(old.where, new.where)):
        return False
    if new.another and not (old.another or old.title or definite):
        return False
    if (old.status == "held") != (new.status == "held") and not (definite or old.title or _same_day(old, new)):
        return False
    a, b = {key(m) for m in old.parties}, {key(m) for m in new.parties}
    if len(a) == 1 or len(b) == 1:
        if a == b or ((a <= b or b <= a) and (definite or not (old.whole or new.whole))):
            return True
    elif a <= b or b <= a:
        return True
    shared_persons = {key(m) for m in old.parties if is_person(m)} & b
    vague = all(not is_person(m) or key(m) in shared_persons for m in (old.parties if old.title else new.parties))
    if new.told_by and shared_persons and all(_vague(m) or key(m) in shared_persons for m in new.parties):
        return True  # 'I was pleased to meet many groups'
    return bool(shared_persons) and (old.title or new.title) and vague


def _vague(mention: Mention) -> bool:
    """Whether a party is described without a name: 'many groups', or by an office: 'the Ruritanian president'."""
    name = mention.name or ""
    return mention.kind == "unnamed" and (name.islower() or OFFICE.search(name.split()[-1]) is not None)


def _apart(one: Place, other: Place) -> bool:
    """Whether two places exclude one another: two of one country may be the country and its city."""
    return one.country != other.country or one.country is None


def join(old: Met, new: Met) -> None:
    """Add to a contact what another telling of it tells; its status is the last that the page tells."""
    if new.status in _LATER.get(old.status, ()) or (old.title and not new.title and new.status != "denied"):
        old.status = new.status
    if old.title and not new.title:
        old.parties = [m for m in old.parties if is_person(m)]
        old.title = False
    fuller = {key(m): m for m in new.parties if is_person(m)}
    old.parties = [max(m, fuller.get(key(m), m), key=lambda one: len(one.name or "")) for m in old.parties]
    known = {key(m) for m in old.parties}
    vague = new.title or new.told_by
    old.parties += [m for m in new.parties if key(m) not in known and (is_person(m) or not vague)]
    old.spans += [span for span in new.spans if span not in old.spans]
    old.sentences += new.sentences
    old.topics = [*old.topics, *(one for one in new.topics if one not in old.topics)]
    old.kind = new.kind if old.kind == "talks" and new.kind in ("meeting", "phone-call") else old.kind
    old.on, old.where = _finer(old.on, new.on), old.where or new.where
    old.weekday = old.weekday or new.weekday
    old.initiated_by = old.initiated_by or new.initiated_by


def _same_day(old: Met, new: Met) -> bool:
    """Whether both tellings give one and the same day."""
    days = {one.on.value if one.on else None for one in (old, new)}
    return len(days) == 1 and all(day and len(day) == len("2031-03-04") for day in days)


def _one_day(old: Met, new: Met) -> bool:
    """Whether the days of two tellings may be one: neither is told, or they share a day."""
    apart = bool(old.weekday and new.weekday) and old.weekday != new.weekday
    return not apart and share_days(old.on, new.on)


def share_days(one: Date | None, other: Date | None) -> bool:
    """Return whether two days or intervals have a day in common, so far as they are known."""
    if not (one and one.value and other and other.value):
        return True
    a, b = _bounds(one.value), _bounds(other.value)
    return a[0] <= b[1] and b[0] <= a[1]


def _bounds(value: str) -> tuple[str, str]:
    """The first and last day of an ISO prefix or interval, as words that sort."""
    first, _, last = value.partition("/")
    return (first + "-01-01"[len(first) - 4 :])[:10], ((last or first) + "-12-31"[len(last or first) - 4 :])[:10]


def _finer(one: Date | None, other: Date | None) -> Date | None:
    """Of the days that two tellings give, the one that says more."""
    known = [day for day in (one, other) if day and day.value]
    return min(known, key=lambda day: ("/" in (day.value or ""), -len(day.value or "")), default=one or other)
