"""Offices: what a title or a description calls, and who held it on a day.

'The Russian foreign minister', "Russia's top diplomat" and 'Minister of Foreign Affairs' of Russia are one post: titles
are compared by their sense, a set of plain words. The table of senses is our own; it knows the titles that news uses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Generic, TypeVar

from msgspec import Struct

from ..errors import InputError
from .spellings import fold


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What is said in several words, folded, and the plain words for it; in this order.
_SAID = tuple(
    (re.compile(rf"\b(?:{said})\b"), plain)
    for said, plain in (
        ("united nations", "un"),
        ("foreign policy chief", "representative foreign security policy"),
        ("(un|nato) chief", r"\1 secretarygeneral"),
        ("minister of state", "stateminister"),  # below the minister
        ("foreign (?:and commonwealth )?office minister", "stateminister foreign"),
        ("secretary of state for", "minister"),
        ("(?:foreign|external) (?:and commonwealth )?(?:affairs|relations)", "foreign"),
        ("foreign commonwealth and development affairs", "foreign"),
        ("state department|department of state|foreign office|foreign and commonwealth office", "foreign"),
        ("(?:top|chief) diplomat|diplomatic chief|fm|foreign secretary|secretary of state", "foreign minister"),
        (
            "pentagon (?:chief|boss|head)|defen[cs]e chief|secretary of defen[cs]e|defen[cs]e secretary",
            "defence minister",
        ),
        ("pentagon|department of defen[cs]e|defense", "defence"),
        ("white house|kremlin|elysee(?: palace)?|office of the president|presidential", "president"),
        ("downing street", "premier"),
        ("prime minister|premier|pm|head of government|president of the government", "premier"),
        ("(?:press|media) (?:secretary|officer|attache)|spokes(?:man|woman|person)|spox", "spokesperson"),
        ("secretary general", "secretarygeneral"),
        ("permanent representative|ambassador|envoy|representative", "ambassador"),
        ("commander in chief", "commander"),
    )
)
_EMPTY = _words(
    "a an the of for to and at in on from s affairs ministry department government federal republic union her his its"
    " special permanent current incumbent state high office"
)
# Two offices that differ in one of these are two.
_RANKS = _words("deputy vice former ex acting first second assistant under shadow designate elect interim")
# What is a part of a state: 'the Ruritanian Foreign Ministry' in a title is Ruritania's.
_PARTS = _words("ministry department minister spokesperson president premier")
# Seats that are one state's and that a title names in its place.
SEATS = {
    **{"kremlin": "ru", "white house": "us", "pentagon": "us", "state department": "us", "downing street": "gb"},
    **{"foreign office": "gb", "elysee": "fr"},
}
_WORD = re.compile(r"\w+")
LONGEST_NAME = 4  # words of a state's or a body's name in a title
LONGEST_TITLE = 16  # words


class Office(Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True, forbid_unknown_fields=True,
             rename={"begin": "from", "end": "to"}):  # fmt: skip
    """An office that somebody holds: its title, whose (an ISO 3166 code, an actor's id or a name), from and to.

    Dates are ISO prefixes; None is unknown for the beginning, and not ended for the end. The last day is included.
    """

    title: str
    of: str | None = None
    begin: str | None = None
    end: str | None = None

    def held(self, on: str) -> bool:
        """Whether the office was held on a day; for a month, a year or an interval, on some day of it."""
        return (self.begin is None or first_day(self.begin) <= last_day(on)) and (
            self.end is None or first_day(on) <= last_day(self.end)
        )

    def overlaps(self, other: Office) -> bool:
        """Whether two terms surely have a day in common beside the one on which the second follows the first."""
        return all(
            a.begin is not None and (b.end is None or last_day(a.begin) < first_day(b.end))
            for a, b in ((self, other), (other, self))
        )


def first_day(prefix: str) -> str:
    """Return the first day of an ISO prefix or an interval: of '2016-01', '2016-01-01'."""
    prefix = prefix.partition("/")[0]
    return prefix + "-01-01"[len(prefix) - 4 :] if len(prefix) < 10 else prefix


def last_day(prefix: str) -> str:
    """Return a day that is not before the last one of a prefix or an interval: of '2016', '2016-12-31'."""
    prefix = prefix.rpartition("/")[2]
    return prefix + "-12-31"[len(prefix) - 4 :] if len(prefix) < 10 else prefix


@cache
def check_date(words: str) -> None:
    """Raise InputError where words are no ISO date, month or year."""
    try:
        whole = first_day(words)
        if "/" in words or len(words) not in (4, 7, 10) or date.fromisoformat(whole).isoformat() != whole:
            raise ValueError
    except ValueError:
        raise InputError(f"{words!r} is no date; write 2016, 2016-01 or 2016-01-21") from None


def check_office(office: Office) -> None:
    """Raise InputError where an office begins or ends on no date, or ends before it begins."""
    for day in (office.begin, office.end):
        if day is not None:
            check_date(day)
    if office.begin and office.end and office.end < office.begin[: len(office.end)]:
        raise InputError("ends before it begins")


Holder = TypeVar("Holder")


class Post(Generic[Holder]):
    """An office whoever holds it: its title, whose it is, and who held it when."""

    __slots__ = ("held", "of", "title")

    def __init__(self, title: str, of: str) -> None:
        """Begin with nobody."""
        self.title = title
        self.of = of
        self.held: list[tuple[Holder, Office]] = []

    @property
    def id(self) -> str:
        """The post's id: 'ru/minister-of-foreign-affairs'."""
        return f"{fold(self.of).replace(' ', '-')}/{fold(self.title).replace(' ', '-')}"

    def holder(self, on: str | None) -> tuple[Holder, Office] | None:
        """Return who held the post on a day (an ISO prefix); None where that is unknown, or several did."""
        if on is None:
            return None
        found = [(holder, office) for holder, office in self.held if office.held(on)]
        if len(found) > 1 and len(on) == 10:  # on the day of a change the one who comes
            found = [one for one in found if one[1].begin == on] or found
        return found[0] if len({id(holder) for holder, _ in found}) == 1 else None


class Posts(Generic[Holder]):
    """The posts of a registry, found by the words for them."""

    def __init__(self, held: Iterable[tuple[str, Holder, Office]], whose: Callable[[str], str | None]) -> None:
        """Take each office with the id of whose it is; `whose` gives that id for words that name a state or body."""
        self.whose = whose
        self.raw: dict[str, list[tuple[Holder, Office]]] = {}
        for of, holder, office in held:
            self.raw.setdefault(of, []).append((holder, office))
        self.by_sense: dict[str, dict[frozenset[str], Post[Holder]]] = {}

    def of(self, of: str) -> dict[frozenset[str], Post[Holder]]:
        """Return the posts of a state or body by their sense."""
        if of not in self.by_sense:
            posts = self.by_sense[of] = {}
            for holder, office in self.raw.get(of, ()):
                sense = sense_of(office.title, of, self.whose)
                posts.setdefault(sense, Post(office.title, of)).held.append((holder, office))
            for post in posts.values():
                post.held.sort(key=lambda one: one[1].begin or "")
                post.title = post.held[-1][1].title
        return self.by_sense[of]

    def find(self, words: str, of: str | None = None) -> Post[Holder] | None:
        """Return the post that words call: 'Russian foreign minister', or 'foreign minister' of a given id."""
        for owner in [of] if of else dict.fromkeys(id for id in _referents(words, self.whose)[1] if id in self.raw):
            asked = sense_of(words, owner, self.whose)
            posts = self.of(owner)
            if asked in posts:
                return posts[asked]
            fuller = [post for sense, post in posts.items() if asked < sense and not (sense ^ asked) & _RANKS]
            if len(fuller) == 1 and len(asked) > 1:
                return fuller[0]
        return None


def sense_of(words: str, of: str, whose: Callable[[str], str | None]) -> frozenset[str]:
    """Return the plain words of a title or a description, without whose it is; another state in it is its id."""
    return frozenset(
        word for word in _referents(words, whose)[0] if word != f"={of}" and word not in _EMPTY and len(word) > 1
    )


def _referents(words: str, whose: Callable[[str], str | None]) -> tuple[list[str], list[str]]:
    """Return the plain words, names of states and bodies as '=id', and these ids in their order."""
    plain = fold(re.sub(r"['’]s?\b", " ", words))
    seats = [of for seat, of in SEATS.items() if seat in plain]
    for said, meant in _SAID:
        plain = said.sub(meant, plain)
    parts = _WORD.findall(plain)[:LONGEST_TITLE]
    taken: list[str] = []
    i = 0
    while i < len(parts):
        for n in range(min(LONGEST_NAME, len(parts) - i), 0, -1):
            if (n == 1 and (parts[i] in _EMPTY or parts[i] in _RANKS)) or not _PARTS.isdisjoint(parts[i : i + n]):
                continue
            if id := whose(" ".join(parts[i : i + n])):
                taken.append(f"={id}")
                i += n
                break
        else:
            taken.append(parts[i])
            i += 1
    return taken, [*(word[1:] for word in taken if word[0] == "="), *seats]
