"""Actors declared in TOML files: read, checked, and those that are said to be one made one."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec
import rtoml
from msgspec import Struct

from ..errors import InputError
from .happened import Event, events_of
from .offices import Office, check_office

MOST = 9  # ids that a sentence lists
FIRST_NAMES = "first-names.toml"
KINDS = ("person", "organisation", "state", "armed-group", "group", "office", "outlet", "agency")


class Known(Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True, forbid_unknown_fields=True):
    """An actor known beforehand: its id, name and kind, the words that stand for it, the offices it held.

    `country` is an ISO 3166 code, `capital` and `metonyms` are a state's, `domains`, `languages` and `owner` an
    outlet's or an agency's, `wikidata` the item's number with its Q. `codes` are those of a list it was imported from.
    `same_as` is the id of an actor that this is one with: its names and offices are then that one's.
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
    same_as: str | None = None
    codes: tuple[str, ...] = ()


def read(files: list[Path], extra: list[Known], names: Path) -> tuple[list[Known], dict[str, str], list[Event]]:
    """Return the actors of files, with those added, the gender of first names, and the events that the files tell of.

    `names` is the file of first names where there is no other.

    Raises InputError, naming the file and the actor.
    """
    actors: list[Known] = []
    events: list[Event] = []
    first_names: dict[str, str] = {}
    where: dict[str, str] = {}
    for file in files if any(file.name == FIRST_NAMES for file in files) else [*files, names]:
        tables = _tables(file)
        if file.name == FIRST_NAMES:
            first_names = {name: gender for gender, named in tables.items() for name in str(named).split()}
            continue
        events += events_of(str(file), tables.pop("event", []))
        found = _actors(file, tables)
        _check_ids(found, str(file), where)
        actors += found
    _check_ids(extra, "the actors added", where)
    return [*actors, *extra], first_names, events


def version_of(files: list[Path]) -> str:
    """Return a short hash of files: of their names and what is in them."""
    whole = hashlib.sha256()
    for file in files:
        whole.update(f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()[:8]


def merge(actors: tuple[Known, ...]) -> tuple[tuple[Known, ...], dict[str, str]]:
    """Make one of actors that are said to be the same; return those left, and into which the others went, by id.

    Raises InputError where an actor is the same as one that is not there, or as itself in the end.
    """
    same = {actor.id: actor.same_as for actor in actors if actor.same_as}
    if not same:
        return actors, {}
    ids = {actor.id for actor in actors}
    into: dict[str, str] = {}
    for id in same:
        path, last = {id: None}, id
        while last not in into and (following := same.get(last)) is not None:
            if following not in ids:
                raise InputError(f"{last}: same_as names {following!r}, and there is no actor of that id")
            if following in path:
                raise InputError(f"{', '.join([*path][:MOST])}: each is the same as the next, in a circle")
            path[following], last = None, following
        last = into.get(last, last)
        into |= dict.fromkeys((one for one in path if one != last), last)
    gone: dict[str, list[Known]] = {}
    for actor in actors:
        if actor.id in into:
            gone.setdefault(into[actor.id], []).append(actor)
    return tuple(_with(actor, gone.get(actor.id, [])) for actor in actors if actor.id not in into), into


def _with(actor: Known, others: list[Known]) -> Known:
    """Return an actor with the names and offices of others that are the same."""
    if not others:
        return actor
    names = [name for other in others for name in (other.name, *other.aliases) if name != actor.name]
    return msgspec.structs.replace(
        actor,
        aliases=tuple(dict.fromkeys((*actor.aliases, *names))),
        offices=tuple(dict.fromkeys((*actor.offices, *(office for other in others for office in other.offices)))),
    )


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
            known_kinds = f"[[actor]], [[event]] or one of {', '.join(KINDS)}"
            raise InputError(f"{file}: [[{table}]] is no kind of actor; use {known_kinds}")
        for number, entry in enumerate(entries, 1):
            if table != "actor" and isinstance(entry, dict):
                entry["kind"] = entry.get("kind") or table
            known = _actor(entry, f"{file}: [[{table}]] number {number}")
            found.append(known)
            if known.kind not in KINDS:
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
            check_office(office)
        except InputError as error:
            raise InputError(f"{place} ({known.id}): office {office.title!r}: {error}") from None
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
