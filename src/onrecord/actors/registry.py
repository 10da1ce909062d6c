"""The registry: the actors known beforehand, declared in TOML files that anyone can edit.

A folder holds any number of `*.toml` files. `first-names.toml` lists first names by gender; every other file holds
tables of actors, each table's name being their kind: `[[state]]`, `[[organisation]]`, `[[armed-group]]`, `[[person]]`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from ..errors import InputError

FOLDER = Path(__file__).parents[1] / "registry"
FIRST_NAMES = "first-names.toml"
KINDS = ("person", "organisation", "state", "armed-group", "group", "office")
_NOT_LETTERS = re.compile(r"[\W_]+")


class Known(Struct, frozen=True, kw_only=True):
    """An actor known beforehand: its id, name and kind, and the words that stand for it."""

    id: str
    name: str
    kind: str = ""
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str | None = None
    metonyms: tuple[str, ...] = ()


def fold(name: str) -> str:
    """Return a name without case, diacritics, dots, and a leading 'the', its words parted by one blank."""
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = _NOT_LETTERS.sub(" ", name.casefold().replace(".", "").replace("'", "").replace("’", "")).strip()
    return words.removeprefix("the ") if words != "the" else words


class Registry:
    """Actors by any of their names, states by demonym and metonym, and first names by gender."""

    def __init__(self, actors: Iterable[Known] = (), first_names: dict[str, str] | None = None) -> None:
        """Index the actors; `first_names` gives the gender (female, male, either) of each name in lower case."""
        self.first_names = first_names or {}
        self.names: dict[str, tuple[Known, ...]] = {}
        self.metonyms: dict[str, tuple[Known, ...]] = {}
        self.demonyms: dict[str, tuple[Known, ...]] = {}
        for actor in actors:
            for index, words in (
                (self.names, (actor.name, *actor.aliases)),
                (self.metonyms, actor.metonyms),
                (self.demonyms, actor.demonyms),
            ):
                for key in dict.fromkeys(map(fold, words)):
                    index[key] = (*index.get(key, ()), actor)

    @classmethod
    def load(cls, folder: Path | str | None = None) -> Registry:
        """Read every TOML file of a folder, by default the one that comes with onrecord.

        Raises InputError, naming the file, if one cannot be read, is no TOML, or has an actor without id or name.
        """
        files = sorted(Path(folder or FOLDER).glob("*.toml"))
        if not files:
            raise InputError(f"{folder}: no registry files (*.toml) here")
        actors: list[Known] = []
        first_names: dict[str, str] = {}
        for file in files:
            tables = _tables(file)
            if file.name == FIRST_NAMES:
                first_names = {name: gender for gender, names in tables.items() for name in str(names).split()}
                continue
            actors += _actors(file, tables)
        return cls(actors, first_names)

    def find(self, name: str) -> tuple[Known, ...]:
        """Return the actors that a name is for: none, one, or several where the name is ambiguous."""
        return self.names.get(fold(name), ())

    def state_of(self, word: str) -> Known | None:
        """Return the state whose demonym, name or metonym a word is, if it is that of one state only."""
        key = fold(word)
        for index in (self.demonyms, self.names, self.metonyms):
            found = [actor for actor in index.get(key, ()) if actor.kind == "state"]
            if len(found) == 1:
                return found[0]
        return None


def _tables(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{file}: not a registry file: {error}") from None


def _actors(file: Path, tables: dict[str, Any]) -> list[Known]:
    found = []
    for kind, entries in tables.items():
        if kind not in KINDS or not isinstance(entries, list):
            raise InputError(f"{file}: [[{kind}]] is no kind of actor; use one of {', '.join(KINDS)}")
        for number, entry in enumerate(entries, 1):
            try:
                known = msgspec.convert(entry, Known)
            except msgspec.ValidationError as error:
                raise InputError(f"{file}: [[{kind}]] number {number}: {error}") from None
            found.append(known if known.kind else msgspec.structs.replace(known, kind=kind))
    return found
