"""Actors across pages: which of the actors that pages name are one, from their names and what the pages say of them.

An actor is weighed against those of the same key alone, a name without what transliterations differ in; those that are
one are joined to one of them, like the points of a star, so that a thousand pages cost a thousand links. Two persons
of one name stay two; a surname alone, or a name such as 'the ministry', joins nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from ..nodes import Node
from ..record import Judgement
from . import nouns
from .offices import first_day, last_day
from .personas import FEMALE, MALE, MOST, OFFICE, SUFFIXES, Persona, part, profile
from .registry import Known, Registry, fold
from .spellings import loose

__all__ = ["Judged", "Node", "gender", "initial_key", "initials", "key", "namesakes", "person_key", "surname_keys"]

INITIAL = "surname "  # how a key by surname and initial begins
SHORT = 4  # letters of an acronym that several bodies may have
MANY = 5  # links by which one undecided actor is tied to those it may be
BODIES = frozenset(("organisation", "armed-group", "group", "outlet", "agency"))
# Words of which a body's name may consist without saying whose it is.
COMMON = (
    nouns.INSTITUTIONS
    | nouns.PORTFOLIOS
    | nouns.BODY_NOUNS
    | nouns.DETERMINERS
    | {"and", "of", "for", "on", "in", "to", "national", "state", "federal", "supreme", "high", "central", "general"}
    | {"local", "regional", "upper", "lower", "internal", "public", "joint", "special", "civil", "prime", "minister"}
)


class Judged(Struct, frozen=True):
    """What is to be said of two actors: their nodes, the judgement, how sure, and why."""

    ids: tuple[str, str]
    judgement: Judgement
    score: float
    reason: str


def key(name: str, kind: str) -> str | None:
    """Return the key under which an actor meets others of its name; None where the name alone is not enough.

    That is so for a person's surname or first name alone, and for a body whose name says only what it is.
    """
    if kind == "person":
        words = _without_initials(fold(name).split())
        whole = len(words) > 1 or (len(name) > 1 and not name[0].isascii() and name.lower() == name.upper())
        return f"person {loose(' '.join(words))}" if words and whole and len(words[-1]) > 1 else None
    if kind in ("none", "narrator", "unnamed", "document", "office"):
        return None
    words = fold(name).split()
    if kind != "state" and all(word in COMMON or word.removesuffix("s") in COMMON for word in words):
        return None
    side = "body" if kind in BODIES else kind
    return f"{side} {loose(name)}" if len("".join(words)) > 1 else None


def person_key(name: str, kind: str) -> str | None:
    """Return the key of a person's name that a page has for a body's, since nothing there shows whose it is."""
    words = fold(name).split()
    bare = kind == "organisation" and 1 < len(words) < 4 and name.istitle() and "'" not in name and "’" not in name
    return key(name, "person") if bare and not any(word in COMMON or word in nouns.MEDIA for word in words) else None


def initial_key(name: str, kind: str) -> str | None:
    """Return the key under which a person's name meets those with its first initial and its surname."""
    words = [word for word in fold(name).split() if word not in SUFFIXES]
    if kind != "person" or len(words) < 2 or len(words[-1]) < 2:
        return None
    return f"{INITIAL}{loose(words[-1])} {words[0][0]}"


def surname_keys(words: str) -> tuple[str, ...]:
    """Return the beginnings of the keys, by initial, of all who have this surname; none where it is several words."""
    key = loose(words)
    return (f"{INITIAL}{key} ",) if key and " " not in key else ()


def gender(words: str) -> str | None:
    """Return the gender that the words beside a name show: 'Mrs', 'spokeswoman', 'King'."""
    for word in fold(words).split():
        if word in FEMALE or word in MALE:
            return "female" if word in FEMALE else "male"
    return None


def namesakes(nodes: Sequence[Node], registry: Registry, ties: Mapping[str, int]) -> Iterator[Judged]:
    """Give the judgements on all actors of one key.

    `ties` says how many actors a node has been joined to before: a star keeps its middle. Of persons with a first name
    in initials those are joined that have an office in common too.
    """
    persons = [node for node in nodes if node.kind == "person"]
    guests = [node for node in nodes if node.kind != "person"] if persons else []
    nodes = persons or nodes
    found: list[Persona] = []
    undecided: list[tuple[Node, list[Persona]]] = []
    for some in _spellings(nodes):
        own, unsure = part(some, registry)
        found += own
        undecided += unsure
    if nodes and _is_short(nodes[0]):
        found = [_only_fitting(persona) for persona in found]
    hubs = [_hub(persona, ties) for persona in found]
    for persona, hub in zip(found, hubs, strict=True):
        yield from _star(persona, hub)
    for persona, hub in zip(found[1:], hubs[1:], strict=True):
        profiles = (profile(node, registry) for node, _, _ in persona.nodes)
        against = next((why for one in profiles if (why := found[0].against(one))), None)
        apart = "one page has both" if _spelt(persona) != _spelt(found[0]) else "different offices"
        reason = f"the same name, but {against or apart}"
        yield Judged((hubs[0].id, hub.id), "different" if against else "unsure", 0.8 if against else 0.4, reason)
    for node in guests if len(found) == 1 and not undecided else ():
        yield Judged((hubs[0].id, node.id), "same", 0.7, "the same name, of which one page does not show whose it is")
    place = {id(persona): hub for persona, hub in zip(found, hubs, strict=True)}
    for node, others in undecided:
        for persona in others[:MANY]:
            reason = f"the same name as {len(others)} others whom their pages tell apart"
            yield Judged((node.id, place[id(persona)].id), "unsure", 0.5, reason)
    yield from _registered(found, hubs, registry)


def initials(nodes: Sequence[Node], registry: Registry, ties: Mapping[str, int]) -> Iterator[Judged]:
    """Give the judgements on names with initials, among the actors of one initial key: 'J. Berg' and 'Jane Berg'."""
    short: dict[str, list[Node]] = defaultdict(list)
    full: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        (short if _is_short(node) else full)[key(node.name, node.kind) or ""].append(node)
    if not short or not full:
        return
    whole = [one for name in sorted(full)[:MOST] for one in part(full[name], registry)[0]][:MOST]
    for name in sorted(short):
        for node in sorted(short[name], key=lambda node: node.id):
            own = profile(node, registry)
            open_to = [one for one in whole if not one.against(own) and not one.differs(own)]
            fitting = [one for one in open_to if one.fits(own)]
            if len(fitting) == 1:
                ids = (node.id, _hub(fitting[0], ties).id)
                yield Judged(ids, "same", 0.7, "the same surname, initial and office")
            elif len(open_to) == 1:
                ids = (node.id, _hub(open_to[0], ties).id)
                yield Judged(ids, "unsure", 0.5, "the same surname and initial")


def _spellings(nodes: Sequence[Node]) -> list[list[Node]]:
    """All actors of a key together, or apart by how they are spelt where one page names two: there they are two."""
    by_spelling: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        by_spelling[" ".join(_without_initials(fold(node.name).split()))].append(node)
    spelt: dict[str, str] = {}
    for spelling, some in by_spelling.items():
        for page in {node.id.partition("/")[0] for node in some}:
            if spelt.setdefault(page, spelling) != spelling:
                return [by_spelling[one] for one in sorted(by_spelling)]
    return [list(nodes)]


def _spelt(persona: Persona) -> str:
    return " ".join(_without_initials(fold(persona.nodes[0][0].name).split()))


def _without_initials(words: list[str]) -> list[str]:
    """The words of a person's name without initials in its middle, and without what comes after it."""
    words = [word for word in words if word not in SUFFIXES] or words
    return [word for i, word in enumerate(words) if len(word) > 1 or i in (0, len(words) - 1)]


def _is_short(node: Node) -> bool:
    """Whether a person's first name is an initial, or several written as one word: 'J. Berg', 'J.K. Berg'."""
    first, _, rest = node.name.partition(" ")
    bare = first.replace(".", "")
    dotted = len(bare) < 4 and first.count(".") == len(bare)
    return node.kind == "person" and bool(rest) and (len(bare) == 1 or dotted)


def _only_fitting(persona: Persona) -> Persona:
    """A persona of initials without those who are in it for their name alone."""
    first, *others = persona.nodes
    persona.nodes = [first, *(one for one in others if persona.heads and one[1:] == OFFICE)]
    return persona


def _hub(persona: Persona, ties: Mapping[str, int]) -> Node:
    """The actor to whom the others are joined: the one that most have been joined to, or else the first by its id."""
    return min((node for node, _, _ in persona.nodes), key=lambda node: (-ties.get(node.id, 0), node.id))


def _star(persona: Persona, hub: Node) -> Iterator[Judged]:
    own = next((score, why) for node, score, why in persona.nodes if node.id == hub.id)
    for node, sure, reason in persona.nodes:
        if node.id == hub.id:
            continue
        score, why = min(own, (sure, reason))
        if node.kind != "person" and _is_acronym(node.name):
            score, why = min(score, 0.75), "the same acronym"
        if fold(node.name) != fold(hub.name):
            score, why = score - 0.05, f"{why}; spelt {node.name} and {hub.name}"
        yield Judged((hub.id, node.id), "same", round(score, 2), why)


def _is_acronym(name: str) -> bool:
    bare = name.replace(".", "")
    return bare.isupper() and len(bare) <= SHORT


def _registered(found: list[Persona], hubs: list[Node], registry: Registry) -> Iterator[Judged]:
    """Give the judgements on bearers of a name that the registry knows."""
    for persona, hub in zip(found, hubs, strict=True):
        kinds = ("person",) if hub.kind == "person" else ("state",) if hub.kind == "state" else BODIES
        known = [actor for actor in registry.on_page(hub.name) if actor.kind in kinds]
        told = {actor.id: _against(actor, persona, registry) for actor in known}
        fitting = [actor for actor in known if told[actor.id] is None]
        for actor in known[:MANY]:
            if against := told[actor.id]:
                reason = f"the name of {actor.name} in the registry, but {against}"
                yield Judged((actor.id, hub.id), "different", 0.8, reason)
            elif len(fitting) > 1:
                names = ", ".join(sorted(other.id for other in fitting)[:MANY])
                yield Judged((actor.id, hub.id), "unsure", 0.5, f"the name of several in the registry: {names}")
            elif len(found) > 1 and not _holds(actor, persona):
                reason = "the name of one in the registry; several bear it, whom their pages tell apart"
                yield Judged((actor.id, hub.id), "unsure", 0.5, reason)
            else:
                yield Judged((actor.id, hub.id), "same", 0.85, f"the name of {actor.name} in the registry")


def _holds(actor: Known, persona: Persona) -> bool:
    """Whether a title in the registry has one of the offices in which pages show a bearer of the name."""
    return any(not persona.heads.isdisjoint(fold(office.title).split()) for office in actor.offices)


def _against(actor: Known, persona: Persona, registry: Registry) -> str | None:
    """What rules out that a bearer of a name is the one in the registry, in words."""
    states = {f"={registry.id_of(of)}" for of in (actor.country, *(office.of for office in actor.offices)) if of}
    if states and persona.states and states.isdisjoint(persona.states):
        return "offices of different states"
    same = [office for office in actor.offices if not persona.heads.isdisjoint(fold(office.title).split())]
    days = [node.date for node, _, _ in persona.nodes if node.date and node.offices]
    begun = [first_day(office.begin) for office in same if office.begin]
    if same and len(begun) == len(same) and days and last_day(max(days, key=last_day)) < min(begun):
        return f"in that office before {min(begun)}"
    return None
