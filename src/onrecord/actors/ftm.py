"""FollowTheMoney entities as rows of actors: persons and bodies, with the offices that occupancies tell of.

The schema is documented at https://followthemoney.tech/explorer/; a position and its holders may stand in any order.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from .offices import Office

KINDS = {
    **{"Person": "person", "Organization": "organisation", "Company": "organisation", "PublicBody": "organisation"},
    **{"LegalEntity": "organisation"},
}
Row = tuple[str, Mapping[str, Any] | str]


def rows(text: str) -> Iterator[Row]:
    """Give a row for every person and body, then one for every occupancy whose holder and position are known."""
    names: dict[str, str] = {}
    kinds: dict[str, str] = {}
    positions: dict[str, tuple[str, str | None]] = {}
    occupancies: list[tuple[str, dict[str, list[Any]]]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        at = f"line {number}"
        entity = _entity(line)
        if isinstance(entity, str):
            yield at, entity
            continue
        id, schema, fields = entity
        if schema == "Occupancy":
            occupancies.append((at, fields))
        elif schema == "Position":
            owner = _first(fields, "country", "subnationalArea", "organization")
            positions[id] = _first(fields, "name") or "", owner.upper() if owner and len(owner) == 2 else owner
        elif schema in KINDS:
            row = _actor(id, KINDS[schema], fields)
            names[id], kinds[id] = row["name"], row["kind"]
            yield at, row
    for at, fields in occupancies:
        holder, post = _first(fields, "holder") or "", _first(fields, "post") or ""
        title, of = positions.get(post, ("", None))
        if holder not in names or not title:
            missing = f"its holder {holder!r}" if holder not in names else f"its position {post!r}"
            yield at, f"an occupancy without {missing}"
            continue
        office = Office(title=title, of=of, begin=_day(fields, "startDate"), end=_day(fields, "endDate"))
        yield at, {"id": holder, "name": names[holder], "kind": kinds[holder], "offices": [office]}


def _entity(line: str) -> tuple[str, str, dict[str, list[Any]]] | str:
    """The id, schema and properties of a line, or what is wrong with it."""
    try:
        entity = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"not JSON: {error}"
    if not isinstance(entity, dict) or not isinstance(entity.get("schema"), str):
        return "no entity: it has no schema"
    id, fields = entity.get("id"), entity.get("properties", {})
    if not isinstance(id, str) or not id or not isinstance(fields, dict):
        return "no entity: it has no id or no properties"
    return id, entity["schema"], {name: value if isinstance(value, list) else [value] for name, value in fields.items()}


def _actor(id: str, kind: str, fields: Mapping[str, list[Any]]) -> dict[str, Any]:
    names = [
        name for field in ("name", "alias", "weakAlias") for name in fields.get(field, ()) if isinstance(name, str)
    ]
    country = _first(fields, "nationality", "country", "jurisdiction")
    return {
        "id": id,
        "name": names[0] if fields.get("name") and names else "",
        "kind": kind,
        "aliases": names[1:],
        "country": country.upper() if country and len(country) == 2 else None,
        "wikidata": _first(fields, "wikidataId"),
    }


def _first(fields: Mapping[str, list[Any]], *names: str) -> str | None:
    """The first value of the first of these properties; of an entity inside another, its id."""
    for name in names:
        for value in fields.get(name, ()):
            value = value.get("id") if isinstance(value, dict) else value
            if isinstance(value, str) and value:
                return value
    return None


def _day(fields: Mapping[str, list[Any]], name: str) -> str | None:
    words = _first(fields, name)
    return words.partition("T")[0] if words else None
