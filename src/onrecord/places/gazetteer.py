"""The gazetteer: cities, countries and states of the United States, searched in a sorted file where it lies.

The file is an extract of GeoNames (see NOTICE beside it), made by training/gazetteer.py. It is mapped into memory and
searched by bisection, so that nothing is read before a place is asked for.
"""

from __future__ import annotations

import mmap
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

FILE = Path(__file__).with_name("gazetteer.tsv")
CITY, CAPITAL, COUNTRY, STATE = "C", "K", "N", "S"
SAME_START = 3  # letters that a misspelt name has right
SURE_LENGTH = 8  # letters of the shortest name taken when misspelt


class Entry(Struct, frozen=True):
    """A place of the gazetteer; `spelt`: found by its name, by another (other), or one edit off (near)."""

    kind: str
    name: str
    country: str
    division: str
    latitude: float | None
    longitude: float | None
    population: int
    id: str
    spelt: str = "name"


def key_of(name: str) -> str:
    """Return a name's letters and digits, folded: 'Deir ez-Zor' and 'Deir Ezzor' have one key."""
    folded = unicodedata.normalize("NFKD", name.casefold()) if not name.isascii() else name.casefold()
    return "".join(c for c in folded if c.isalnum())


@cache
def _file() -> mmap.mmap:
    with FILE.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _line_of(position: int) -> int:
    """Where the line around a position begins."""
    return _file().rfind(b"\n", 0, position) + 1


def _first(prefix: bytes) -> int:
    """Where the first line that is not below a prefix begins."""
    low, high = 0, len(_file())
    while low < high:
        middle = _line_of((low + high) // 2)
        end = _file().find(b"\n", middle) + 1
        if _file()[middle : middle + len(prefix)] < prefix:
            low = end
        else:
            high = middle
    return low


def _lines(prefix: bytes) -> list[list[str]]:
    """The rows that begin with a prefix."""
    at, found = _first(prefix), []
    while at < len(_file()) and _file()[at : at + len(prefix)] == prefix:
        end = _file().find(b"\n", at)
        found.append(_file()[at:end].decode().split("\t"))
        at = end + 1
    return found


def every(kind: str) -> tuple[Entry, ...]:
    """Return every place of a kind, in the order of the file; reads all of it."""
    mark = f"\t{kind}\t".encode()
    lines = bytes(_file()).splitlines()
    rows = (line.decode().split("\t") for line in lines if mark in line)
    return tuple(_entry(row, "name") for row in rows if row[1] == kind)


@lru_cache(maxsize=4096)
def named(name: str) -> tuple[Entry, ...]:
    """Return every place of a name, by its own name or another spelling."""
    key = key_of(name)
    return _with_key(key) if key else ()


def _with_key(key: str) -> tuple[Entry, ...]:
    found: dict[str, Entry] = {}
    for row in _lines(f"{key}\t".encode()):
        if row[1] == "A":
            for other in _lines(f"{row[2]}\t".encode()):
                if other[-1] == row[3] and other[1] != "A":
                    found.setdefault(row[3], _entry(other, "other"))
        else:
            found[row[-1]] = _entry(row, "name")
    return tuple(found.values())


def _entry(row: list[str], spelt: str) -> Entry:
    _, kind, name, country, division, latitude, longitude, population, number = row
    return Entry(
        kind,
        name,
        country,
        division,
        float(latitude) if latitude else None,
        float(longitude) if longitude else None,
        int(population),
        number,
        spelt,
    )


@lru_cache(maxsize=4096)
def near(name: str) -> tuple[Entry, ...]:
    """Return the cities whose name is one edit, not at its end, from one long word that is not in the gazetteer."""
    key = key_of(name)
    if len(key) < SURE_LENGTH or not name.isalpha():
        return ()
    keys = {row[0] for row in _lines(key[:SAME_START].encode()) if row[0][-1] == key[-1] and one_edit(row[0], key)}
    found = [entry for other in sorted(keys) for entry in _with_key(other)]
    return tuple(replace(entry, spelt="near") for entry in found if entry.kind in (CITY, CAPITAL))


def one_edit(a: str, b: str) -> bool:
    """Whether two words differ by one letter put in, left out or changed."""
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1 or a == b:
        return False
    i = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    return a[i + (len(a) == len(b)) :] == b[i + 1 :]
