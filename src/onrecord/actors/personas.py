"""Who bears one name: actors of one name, taken from many pages, parted by what their pages say of them.

Each page gives a profile: offices, states, gender, initials. Profiles that agree are one persona; one that a page calls
otherwise than all others is another; and one that may be either of two stays undecided. Linear in the number of actors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from ..nodes import Node
from . import nouns, roles
from .registry import Registry, fold

SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])
MOSTLY = 5  # times as many pages as all others together make one bearer the one that is meant
MOST = 50  # personas of one name that a profile is weighed against
# Beside an office without saying which: 'the former foreign minister' is the foreign minister.
RANKS = frozenset(
    ["former", "ex", "then", "acting", "new", "late", "top", "senior", "longtime", "veteran", "outgoing", "current"]
)
# How sure a join is, and why: a choice, not measured.
OFFICE = (0.95, "the same name and office")
MAIN = (0.7, "the same name, which nearly all pages give to this one")
BARE = (0.85, "the same name, and nothing that speaks against it")
OFFICIAL = (
    nouns.TITLES
    | nouns.PORTFOLIOS
    | nouns.PERSON_NOUNS
    | nouns.INSTITUTIONS
    | nouns.BODY_NOUNS
    | RANKS
    | nouns.PARTIES.keys()
    | {"presidential", "vice", "deputy", "fellow", "primary", "prime", "chief", "national", "federal", "general"}
)
FEMALE = nouns.FEMALE_NOUNS
MALE = nouns.MALE_NOUNS - {"chairman", "spokesman"}  # said of women too


class Profile(Struct, frozen=True):
    """What a page says of the bearer of a name; empty where it says nothing."""

    heads: frozenset[str]
    narrowed: frozenset[str]
    places: frozenset[str]  # proper names in them: of what one is mayor, of which party leader
    states: frozenset[str]
    parties: frozenset[str]
    initials: str
    suffix: str
    gender: str

    @property
    def apart(self) -> frozenset[str]:
        """The offices that one does not hold beside any other."""
        return self.heads & nouns.SET_APART


class Persona:
    """One bearer of a name: the actors of pages that are taken for it, and all that their profiles say."""

    __slots__ = ("gender", "heads", "initials", "narrowed", "nodes", "parties", "places", "states", "suffix")

    def __init__(self) -> None:
        """Begin with nothing."""
        self.nodes: list[tuple[Node, float, str]] = []  # each with how sure it is, and why
        self.heads: set[str] = set()
        self.narrowed: set[str] = set()
        self.places: set[str] = set()
        self.states: set[str] = set()
        self.parties: set[str] = set()
        self.initials = self.suffix = self.gender = ""

    def take(self, profile: Profile, nodes: Iterable[Node], score: float, why: str) -> None:
        """Add the actors of a profile."""
        self.nodes += ((node, score, why) for node in nodes)
        self.heads |= profile.heads
        self.narrowed |= profile.narrowed
        self.places |= profile.places
        self.states |= profile.states
        self.parties |= profile.parties
        self.initials = max(self.initials, profile.initials, key=len)
        self.suffix = self.suffix or profile.suffix
        self.gender = self.gender or profile.gender

    def against(self, profile: Profile) -> str | None:
        """What rules out that a profile is of this persona, in words."""
        if self.gender and profile.gender and self.gender != profile.gender:
            return "one is a woman, the other a man"
        if self.suffix and profile.suffix and self.suffix != profile.suffix:
            return f"one is {self.suffix}, the other {profile.suffix}"
        known, given = sorted((self.initials, profile.initials), key=len)
        if not given.startswith(known):
            return f"the initials differ: {self.initials} and {profile.initials}"
        if self.states and profile.states and self.states.isdisjoint(profile.states):
            return "offices of different states"
        if self.parties and profile.parties and self.parties.isdisjoint(profile.parties):
            return "different parties"
        return None

    def differs(self, profile: Profile) -> bool:
        """Whether a profile has another office with nothing in common, or the same one elsewhere."""
        if not (profile.apart and self.heads & nouns.SET_APART) or self.narrowed & profile.narrowed:
            return False
        elsewhere = bool(self.places and profile.places)
        return elsewhere or self.heads.isdisjoint(_like(profile.heads))

    def fits(self, profile: Profile) -> int:
        """How much offices agree: in words that narrow them, or in the office where one does not say where."""
        shared = 2 * len(self.narrowed & profile.narrowed)
        if not shared and not (self.places and profile.places):
            shared = int(not self.heads.isdisjoint(_like(profile.heads)))
        return shared


def profile(node: Node, registry: Registry) -> Profile:
    """Return what a page says of an actor."""
    heads: set[str] = set()
    narrowed: set[str] = set()
    places: set[str] = set()
    states: set[str] = set()
    for words in node.offices:
        role = _role(words, registry)
        heads.add(role.head)
        narrowed |= role.narrowed - RANKS
        places |= role.narrowed & _proper(words)  # without states, in which such places may lie
        if role.head not in nouns.BETWEEN_STATES:
            states |= {word for word in role.narrowed if word[0] == "="}
    parties = {nouns.PARTIES[word] for word in heads | narrowed if word in nouns.PARTIES}
    given = fold(node.name).split()
    suffix = given[-1] if given[-1:] and given[-1] in SUFFIXES else ""
    initials = "".join(word for word in given[1:-1] if len(word) == 1) if node.kind == "person" else ""
    return Profile(
        heads=frozenset(heads),
        narrowed=frozenset(narrowed),
        places=frozenset(places),
        states=frozenset(states),
        parties=frozenset(parties),
        initials=initials,
        suffix=suffix,
        gender=node.gender or "",
    )


@lru_cache(maxsize=1 << 14)
def _role(words: str, registry: Registry) -> roles.Role:
    return roles.read(words, registry)


def _like(heads: frozenset[str]) -> set[str]:
    return {head for own in heads for head, _ in roles.like(own)}


@lru_cache(maxsize=1 << 14)
def _proper(words: str) -> frozenset[str]:
    """The words of an office that are written as names are and are none of those that offices are made of."""
    lower = (word.strip(".,'’").casefold() for word in words.split() if word[0].isupper())
    return frozenset(word for word in lower if word not in OFFICIAL and word not in nouns.ABBREVIATED)


def part(nodes: Sequence[Node], registry: Registry) -> tuple[list[Persona], list[tuple[Node, list[Persona]]]]:
    """Part the actors of one name into its bearers; beside them those that may be several, each with these.

    The answer does not depend on the order of the actors.
    """
    alike: dict[Profile, list[Node]] = defaultdict(list)
    for node in nodes:
        alike[profile(node, registry)].append(node)
    found: list[Persona] = []
    by_word: dict[str, list[Persona]] = defaultdict(list)
    undecided: list[tuple[Node, list[Persona]]] = []
    for one in sorted(alike, key=_plainness):
        persona, score, why, others = _whose(one, found, by_word)
        if persona is None and others:
            undecided += ((node, others) for node in alike[one])
            continue
        if persona is None:
            found.append(persona := Persona())
        persona.take(one, sorted(alike[one], key=lambda node: node.id), score, why)
        for word in sorted(one.heads | one.narrowed):
            if len(by_word[word]) < MOST and persona not in by_word[word]:
                by_word[word].append(persona)
    return found, undecided


def _plainness(one: Profile) -> tuple[object, ...]:
    """A key that sorts the profiles that say most before those that say little, and else by what they say."""
    words = (sorted(one.heads), sorted(one.narrowed))
    said = len(one.heads) + len(one.narrowed)
    return (not one.apart, -said, not one.initials, not one.gender, *words, one.initials, one.suffix, one.gender)


def _whose(
    one: Profile, found: list[Persona], by_word: dict[str, list[Persona]]
) -> tuple[Persona | None, float, str, list[Persona]]:
    """Return the persona that a profile is of, how sure and why; without one, those that it may be of."""
    words = _like(one.heads) | one.narrowed
    near = dict.fromkeys(persona for word in sorted(words) for persona in by_word.get(word, ()))
    fitting = [persona for persona in near if persona.fits(one) and not persona.against(one)]
    if fitting:
        best = max(fitting, key=lambda persona: persona.fits(one))
        return best, *OFFICE, []
    open_to = [persona for persona in found[:MOST] if not persona.against(one) and not persona.differs(one)]
    if len(open_to) == 1:
        return open_to[0], *BARE, []
    if open_to and not one.apart:
        size = sorted((len(persona.nodes) for persona in open_to), reverse=True)
        if size[0] >= MOSTLY * sum(size[1:]):
            return max(open_to, key=lambda persona: len(persona.nodes)), *MAIN, []
    return None, *(OFFICE if one.heads else BARE), open_to
