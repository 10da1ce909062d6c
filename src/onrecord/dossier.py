"""One actor's record: its names, its offices, what it said and of whom, its contacts, and who quotes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from .actors import Known, Registry, names_in
from .export import SHORT_ID, cut, printable
from .store import Store

Row = dict[str, Any]
LISTED = 12  # of each kind of thing, in the text for a terminal
FEWEST = 40  # columns left for what was said
NAMING = ("full-name", "partial-name", "metonym", "description")  # bases whose words are a name for somebody


def dossier(store: Store, registry: Registry, nodes: tuple[str, ...]) -> Row:
    """Return an actor's record as a JSON object; `nodes` are all that stand for it, as `whois.actor` gives them.

    Offices come from the registry, dated, and from pages, with the first and last day on which they give them.
    Statements and contacts come by date, the undated last.
    """
    known = next((registry.by_id[node] for node in nodes if node in registry.by_id), None)
    said, met = store.said_by(nodes), store.met_by(nodes)
    named = Counter(row["as"]["name"] for row in said if row["as"]["name"])
    name = known.name if known else next((name for name, _ in _most(named)), nodes[0])
    own = {known.id, known.name} if known else set(named)
    subjects = [[one for one in names_in(row["content"], registry) if one not in own] for row in said]
    return {
        "id": known.id if known else nodes[0],
        "name": name,
        "kind": known.kind if known else next((row["as"]["kind"] for row in said), None),
        "nodes": list(nodes),
        "aliases": _counted(_called(row["as"]) for row in said),
        "offices": [*_registered(known, registry), *_given(said)],
        "acts": _counted(row["act"] for row in said),
        "addresses": _counted(one["name"] for row in said for one in row["addressee"]),
        "names": _counted(name for names in subjects for name in dict.fromkeys(names)),
        "outlets": _counted(row["outlet"] for row in said),
        "contacts": met,
        "statements": [
            {**{key: row[key] for key in ("id", "page", "date", "outlet", "act", "content")}, "names": names}
            for row, names in zip(said, subjects, strict=True)
        ],
    }


def as_text(record: Row, width: int) -> Iterator[str]:
    """Return the lines of an actor's record for a terminal of that many columns."""
    kind = f" ({record['kind']})" if record["kind"] else ""
    yield f"{printable(record['name'])}{kind}  {record['id']}"
    for title, key in (
        ("called", "aliases"),
        ("acts", "acts"),
        ("addresses", "addresses"),
        ("names", "names"),
        ("quoted by", "outlets"),
    ):
        if record[key]:
            rest = f", and {len(record[key]) - LISTED} more" if len(record[key]) > LISTED else ""
            listed = ", ".join(f"{one['name']} {one['count']}" for one in record[key][:LISTED])
            yield f"{title + ':':<11}{printable(listed)}{rest}"
    for office in record["offices"]:
        term = f"{office['from'] or '?'} to {office['to'] or 'now, or not known'}"
        if office["basis"] == "pages":
            term = f"on {office['pages']} pages" + (f", {office['from']} to {office['to']}" if office["from"] else "")
        yield f"{'office:':<11}{printable(office['title'])} ({office['basis']}: {term})"
    if len(record["nodes"]) > 1:
        rest = f" and {len(record['nodes']) - LISTED} more" if len(record["nodes"]) > LISTED else ""
        yield f"{'nodes:':<11}{' '.join(record['nodes'][:LISTED])}{rest}"
    yield from _events("contacts", record["contacts"], width)
    yield from _events("statements", record["statements"], width)


def _events(title: str, rows: list[Row], width: int) -> Iterator[str]:
    """Lines of what happened, each with its day and where it is printed."""
    yield f"{title}: {len(rows)}"
    for row in rows:
        if title == "contacts":
            others = ", ".join(one["name"] or "somebody" for one in row["participants"])
            what = f"{row['kind']}, {row['status']}: {others}" + (f", {row['where']}" if row["where"] else "")
        else:
            act = f"[{row['act']}] " if row["act"] else ""
            what = f"{row['outlet'] or 'unknown outlet'}: {act}{row['content']}"
        line = cut(printable(what), max(FEWEST, width - 24))
        yield f"  {row['id'][:SHORT_ID]}  {(row['date'] or 'no date')[:10]:<10}  {line}"


def _called(speaker: Row) -> str | None:
    """The words by which a page calls a speaker, if they are a name for it."""
    if speaker["basis"] == "full-name" or speaker["words"] is None:
        return str(speaker["name"]) if speaker["basis"] in (*NAMING, None) else None
    return str(speaker["words"]) if speaker["basis"] in NAMING else None


def _counted(values: Iterable[str | None]) -> list[Row]:
    return [{"name": name, "count": count} for name, count in _most(Counter(value for value in values if value))]


def _most(counter: Counter[str]) -> list[tuple[str, int]]:
    """The commonest first, then by name."""
    return sorted(counter.items(), key=lambda one: (-one[1], one[0]))


def _registered(known: Known | None, registry: Registry) -> Iterator[Row]:
    for office in known.offices if known else ():
        title = registry.title(office, known.country if known else None)
        yield {"title": title, "from": office.begin, "to": office.end, "basis": "registry", "pages": None}


def _given(said: list[Row]) -> Iterator[Row]:
    """The offices in which pages show an actor, with the first and last day."""
    offices: dict[str, list[Row]] = {}
    for row in said:
        if row["as"]["office"]:
            offices.setdefault(row["as"]["office"], []).append(row)
    for title in sorted(offices):
        days = sorted(row["date"] for row in offices[title] if row["date"])
        first, last = (days[0], days[-1]) if days else (None, None)
        pages = len({row["page"] for row in offices[title]})
        yield {"title": title, "from": first, "to": last, "basis": "pages", "pages": pages}
