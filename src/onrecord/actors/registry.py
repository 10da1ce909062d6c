"""The registry: the actors known beforehand, declared in TOML files that anyone can edit.

A folder holds any number of `*.toml` files. `first-names.toml` lists first names by gender; every other file holds
tables of actors: `[[actor]]`, each with its `kind`, or `[[state]]`, `[[person]]` and so on, the kind being the table's.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import rtoml
from msgspec import Struct

from ..errors import InputError
from ..record import Problem
from .offices import SEATS, Office, Post, Posts, check_date
from .spellings import fold, loose, loose_keys

__all__ = ["KINDS", "Known", "Office", "Post", "Registry", "fold"]

FOLDER = Path(__file__).parents[1] / "registry"
FIRST_NAMES = "first-names.toml"
KINDS = ("person", "organisation", "state", "armed-group", "group", "office", "outlet", "agency")
LAST = "9999"  # after every date
SHORT_ACRONYM = 3  # letters of an acronym that a page must write in capitals: 'IS', 'US', 'AP'


class Known(Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True, forbid_unknown_fields=True):
    """An actor known beforehand: its id, name and kind, the words that stand for it, the offices it held.

    `country` is an ISO 3166 code, `capital` and `metonyms` are a state's, `domains`, `languages` and `owner` an
    outlet's or an agency's, `wikidata` the item's number with its Q. `codes` are those of a list it was imported from.
    """

    id: str
    name: str
    kind: str = ""
    aliases: tuple[str, ...] = ()
    country: str | None = None
    offices: tuple[Office, ...] = ()
    wikidata: str | None = None
    iso3166: str | None = None
    demonyms: tuple[str, ...] = ()
    capital: str | None = None
    metonyms: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    owner: str | None = None
    codes: tuple[str, ...] = ()


class Registry:
    """Actors by any of their names, states by demonym and metonym, offices by day, and first names by gender."""

    def __init__(self, actors: Iterable[Known] = (), first_names: dict[str, str] | None = None) -> None:
        """Index the actors; `first_names` gives the gender (female, male, either) of each name in lower case."""
        self.first_names = first_names or {}
        self.actors = tuple(actors)
        self.by_id = {actor.id: actor for actor in self.actors}
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

        Raises InputError, naming the file and the actor, if a file cannot be read, is no TOML, or has an actor without
        id or name, of an unknown kind, with an id that is taken, or with a date that is none.
        """
        files = sorted(Path(folder or FOLDER).glob("*.toml"))
        if not files:
            raise InputError(f"{folder}: no registry files (*.toml) here")
        collecting = gc.isenabled()
        gc.disable()  # a registry has no cycles, and looking for them takes longer than reading half a million actors
        try:
            return cls._read(files, list(extra))
        finally:
            if collecting:
                gc.enable()

    @classmethod
    def _read(cls, files: list[Path], extra: list[Known]) -> Registry:
        actors: list[Known] = []
        first_names: dict[str, str] = {}
        where: dict[str, str] = {}
        for file in files:
            tables = _tables(file)
            if file.name == FIRST_NAMES:
                first_names = {name: gender for gender, names in tables.items() for name in str(names).split()}
                continue
            found = _actors(file, tables)
            _check_ids(found, str(file), where)
            actors += found
        _check_ids(extra, "the actors added", where)
        return cls([*actors, *extra], first_names)

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


def _tables(file: Path) -> dict[str, Any]:
    try:
        return rtoml.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, rtoml.TomlParsingError) as error:
        raise InputError(f"{file}: not a registry file: {error}") from None


def _actors(file: Path, tables: dict[str, Any]) -> list[Known]:
    """Return the actors of a file; the kind of one is its own, or that of its table."""
    found: list[Known] = []
    for table, entries in tables.items():
        if table not in (*KINDS, "actor") or not isinstance(entries, list):
            raise InputError(f"{file}: [[{table}]] is no kind of actor; use [[actor]] or one of {', '.join(KINDS)}")
        for number, entry in enumerate(entries, 1):
            known = _actor(entry, f"{file}: [[{table}]] number {number}")
            found.append(known if known.kind or table == "actor" else msgspec.structs.replace(known, kind=table))
            if found[-1].kind not in KINDS:
                kind = f"{known.kind!r} is no kind of actor" if known.kind else "has no kind"
                raise InputError(f"{file}: {known.id}: {kind}; use one of {', '.join(KINDS)}")
    return found


def _actor(entry: Any, place: str) -> Known:
    """Return one actor of a file, its dates checked."""
    try:
        known = msgspec.convert(entry, Known)
    except msgspec.ValidationError as error:
        name = f" ({entry['id']})" if isinstance(entry, dict) and isinstance(entry.get("id"), str) else ""
        raise InputError(f"{place}{name}: {error}") from None
    if not known.id or not known.name:
        raise InputError(f"{place}: the id or the name is empty")
    for office in known.offices:
        try:
            for day in (office.begin, office.end):
                if day is not None:
                    check_date(day)
        except InputError as error:
            raise InputError(f"{place} ({known.id}): office {office.title!r}: {error}") from None
        if office.begin and office.end and office.end < office.begin[: len(office.end)]:
            raise InputError(f"{place} ({known.id}): office {office.title!r} ends before it begins")
    return known


def _check_ids(actors: list[Known], file: str, where: dict[str, str]) -> None:
    """Raise InputError where an id is given twice; note the file of each in `where`."""
    for actor in actors:
        if (other := where.setdefault(actor.id, file)) is not file:
            raise InputError(f"{file}: the id {actor.id!r} ({actor.name}) is given twice, first in {other}")
    if len({actor.id for actor in actors}) < len(actors):
        seen: set[str] = set()
        twice = next(actor for actor in actors if actor.id in seen or seen.add(actor.id))  # type: ignore[func-returns-value]
        raise InputError(f"{file}: the id {twice.id!r} ({twice.name}) is given twice")
