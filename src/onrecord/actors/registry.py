"""The registry: the actors known beforehand, declared in TOML files that anyone can edit.

A folder holds any number of `*.toml` files. `first-names.toml` lists first names by gender; every other file holds
tables of actors: `[[actor]]`, each with its `kind`, or `[[state]]`, `[[person]]` and so on, the kind being the table's.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..record import Problem
from .declared import FIRST_NAMES, KINDS, Known, merge, read, version_of
from .happened import Event, Near, Phrases, near, phrases
from .offices import SEATS, Office, Post, Posts
from .spellings import fold, loose, loose_keys

__all__ = ["KINDS", "Known", "Office", "Post", "Registry", "fold"]

FOLDER = Path(__file__).parents[1] / "registry"
# In a name, a word after a small one.
SMALL_WORDS = re.compile(r"\s(?:of|for|and|on|in|to|&)\s(?:the\s)?[^\s,()]+")
LAST = "9999"  # after every date
SHORT_ACRONYM = 3  # letters of an acronym that a page must write in capitals: 'IS', 'US', 'AP'


class Registry:
    """Actors by any of their names, states by demonym and metonym, offices by day, and first names by gender."""

    version = ""  # of the registry that comes with onrecord; of another, a hash of its files

    def __init__(
        self,
        actors: Iterable[Known] = (),
        first_names: dict[str, str] | None = None,
        events: Iterable[Event] = (),
    ) -> None:
        """Index the actors; `first_names` gives the gender (female, male, either) of each name in lower case.

        `events` are those by which a page without a date is bounded.

        Raises InputError where one is the same as another that is not there, or as itself in the end.
        """
        self.first_names = first_names or {}
        self.events = tuple(events)
        self.actors, merged = merge(tuple(actors))
        self.by_id = {actor.id: actor for actor in self.actors}
        self.by_id |= {id: self.by_id[into] for id, into in merged.items()}
        self.names = _index(self.actors)
        self.metonyms: dict[str, tuple[Known, ...]] = {}
        self.demonyms: dict[str, tuple[Known, ...]] = {}
        for actor in self.actors:
            if not (actor.metonyms or actor.demonyms):
                continue
            for index, words in ((self.metonyms, actor.metonyms), (self.demonyms, actor.demonyms)):
                for key in dict.fromkeys(map(fold, words)):
                    index[key] = (*index.get(key, ()), actor)
        offices = [
            (office.of or actor.country or "", actor, office) for actor in self.actors for office in actor.offices
        ]
        ids = {of: self.id_of(of) for of in dict.fromkeys(of for of, _, _ in offices)}
        self.posts: Posts[Known] = Posts(((ids[of], actor, office) for of, actor, office in offices), self._whose)

    @classmethod
    def load(cls, folder: Path | str | None = None, extra: Iterable[Known] = ()) -> Registry:
        """Read every TOML file of a folder, by default the one that comes with onrecord, and add actors of one's own.

        A folder without first names has those that come with onrecord. One file will do in place of a folder.
        Raises InputError, naming the file and the actor, if a file cannot be read, is no TOML, or has an actor without
        id or name, of an unknown kind, with an id that is taken, or with a date that is none.
        """
        where = Path(folder or FOLDER)
        files = [where] if where.is_file() else sorted(where.glob("*.toml"))
        if not files:
            here = "no registry files (*.toml) in this folder" if where.is_dir() else "there is no such file or folder"
            raise InputError(f"{where}: {here}; a registry is a folder of TOML files, or one of them.")
        collecting = gc.isenabled()
        gc.disable()  # a registry has no cycles, and looking for them takes longer than reading half a million actors
        try:
            actors, first_names, events = read(files, list(extra), FOLDER / FIRST_NAMES)
            try:
                registry = cls(actors, first_names, events)
            except InputError as error:
                raise InputError(f"{where}: {error}") from None
        finally:
            if collecting:
                gc.enable()
        if folder is not None and where.resolve() != FOLDER.resolve():
            registry.version = version_of(files)
        return registry

    def find(self, name: str) -> tuple[Known, ...]:
        """Return the actors that a name is for: none, one, or several where the name is ambiguous.

        Actors with a name written so, but for case and accents, come alone; else those of a name that is transliterated
        otherwise (Sergei, Sergey) or lacks an article (Nusra, al-Nusra).
        """
        found = self.names.get(loose(name), [])
        found = found if isinstance(found, list) else [found]
        key = fold(name)
        exact = tuple(actor for actor in found if any(fold(own) == key for own in (actor.name, *actor.aliases)))
        return exact or tuple(found)

    @cached_property
    def event_words(self) -> Phrases:
        """Return what tells of events, by its first word."""
        return phrases(self.events)

    @cached_property
    def event_days(self) -> frozenset[str]:
        """Return the days, as far as they are known, on which the events began."""
        return frozenset(event.begin for event in self.events if len(event.begin) == len("2016-01-20"))

    @cached_property
    def events_near(self) -> dict[str, list[Near]]:
        """Return what tells of events by words near one another, by a word that each needs."""
        return near(self.events)

    @cached_property
    def event_heads(self) -> frozenset[str]:
        """Return the nouns that tell of events by the words near them."""
        return frozenset(head for found in self.events_near.values() for one in found for head in one.heads)

    @cached_property
    def surnames(self) -> dict[str, tuple[Known, ...]]:
        """Return the persons who held an office by the last word of any of their names, folded."""
        found: dict[str, dict[Known, None]] = {}
        for actor in self.actors:
            if actor.kind == "person" and actor.offices:
                for own in (actor.name, *actor.aliases):
                    found.setdefault(fold(own).rpartition(" ")[2], {})[actor] = None
        return {surname: tuple(actors) for surname, actors in found.items()}

    @cached_property
    def longer(self) -> frozenset[str]:
        """What names with small words in them begin with, folded, to each word after one: 'concord of nations'."""
        found = set()
        for actor in self.actors:
            for own in (actor.name, *actor.aliases):
                for match in SMALL_WORDS.finditer(own):
                    found.add(fold(own[: match.end()]))
        return frozenset(found)

    def on_page(self, words: str) -> tuple[Known, ...]:
        """Return the actors that words on a page name: 'Is' is no acronym, and 'Hill' not the paper 'The Hill'."""
        found = self.find(words)
        if not found or " " in words:
            return found
        bare = words.replace(".", "")
        short = len(bare) <= SHORT_ACRONYM and not bare.isupper()
        return tuple(
            actor
            for actor in found
            if not (short and actor.kind != "state")
            and (
                actor.kind != "outlet"
                or any(own.casefold() == words.casefold() for own in (actor.name, *actor.aliases))
            )
        )

    def state_of(self, word: str) -> Known | None:
        """Return the state whose demonym, name or metonym a word is, if it is that of one state only."""
        key = fold(word)
        for actors in (self.demonyms.get(key, ()), self.find(word), self.metonyms.get(key, ())):
            found = [actor for actor in actors if actor.kind == "state"]
            if len(found) == 1:
                return found[0]
        return None

    def id_of(self, of: str) -> str:
        """Return the id of the state or body that an office is of: of 'RU', 'ru'; words that are no id stay."""
        key = of.casefold()
        if key in self.by_id:
            return key
        found = self.find(of)
        return found[0].id if len(found) == 1 else of

    def _whose(self, words: str) -> str | None:
        """Return the id of the state or body that words in a title name."""
        if state := self.state_of(words):
            return state.id
        found = [actor for actor in self.find(words) if actor.kind in ("organisation", "group", "armed-group")]
        return found[0].id if len(found) == 1 else None

    def post(self, words: str, of: str | None = None) -> Post[Known] | None:
        """Return the office that words call, whoever holds it: 'Russian foreign minister'."""
        return self.posts.find(words, None if of is None else self.id_of(of))

    def holder(self, words: str, of: str | None, on: str | None) -> tuple[Known, Office] | None:
        """Return who held an office on a day, an ISO prefix; None without a day, or where nobody or several did."""
        post = self.post(words, of)
        return post.holder(on) if post else None

    def title(self, office: Office | Post[Any], country: str | None = None) -> str:
        """Return an office in words: 'Minister of Foreign Affairs of Russia'."""
        of = self.id_of(office.of or country or "")
        owner = self.by_id.get(of)
        name = owner.name if owner else (office.of or "")
        own = [name, *owner.aliases, *owner.demonyms, *SEATS] if owner else [name]
        said = f" {fold(office.title)} "
        if not name or any(f" {fold(word)} " in said for word in own):
            return office.title
        article = "the " if name.startswith("United ") or name.split()[-1] in ("Union", "Republic", "League") else ""
        words, joint, to = office.title.partition(" to " if " to " in office.title else " for ")
        if joint == " to " or (joint and owner and owner.kind != "state"):  # 'Envoy of X for Y', 'Ambassador of X to Y'
            return f"{words} of {article}{name}{joint}{to}"
        return f"{office.title} of {article}{name}"

    def check(self) -> tuple[Problem, ...]:
        """Return what is allowed and makes answers ambiguous: names claimed by several, offices held by two at once."""
        reasons = [*self._shared_names(), *self._shared_offices()]
        return tuple(Problem(stage="registry", reason=reason, file="registry") for reason in dict.fromkeys(reasons))

    def _shared_names(self) -> Iterator[str]:
        for actors in self.names.values():
            if isinstance(actors, list):
                for name in dict.fromkeys(fold(own) for actor in actors for own in (actor.name, *actor.aliases)):
                    if len(claim := self.find(name)) > 1:
                        yield f"the name {name!r} is ambiguous: {', '.join(actor.id for actor in claim)}"

    def _shared_offices(self) -> Iterator[str]:
        for of in self.posts.raw:
            for post in self.posts.of(of).values():
                latest: tuple[Known, Office] | None = None  # of the terms so far, the one that ends last
                for actor, office in post.held:
                    if latest and latest[0] is not actor and office.overlaps(latest[1]):
                        yield f"{self.title(office)}: {latest[0].id} and {actor.id} hold it at the same time"
                    if latest is None or (latest[1].end or LAST) < (office.end or LAST):
                        latest = actor, office


@lru_cache(maxsize=1)
def registry_of(folder: str | None = None) -> Registry:
    """Return the registry of a folder, or the one that comes with onrecord, read once; raises as `Registry.load`."""
    return Registry.load(folder)


def _index(actors: tuple[Known, ...]) -> dict[str, Known | list[Known]]:
    """Return the actors by the looser key of each of their names: one, or a list; all keys are made at once."""
    owned = [(own, actor) for actor in actors for own in (actor.name, *actor.aliases)]
    index: dict[str, Known | list[Known]] = {}
    for key, (_, actor) in zip(loose_keys([own for own, _ in owned]), owned, strict=True):
        other = index.setdefault(key, actor)
        if other is actor:
            continue
        if not isinstance(other, list):
            index[key] = [other, actor]
        elif other[-1] is not actor:
            other.append(actor)
    index.pop("", None)
    return index
