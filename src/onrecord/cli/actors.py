"""The commands about actors: `actor` for one, `actors` for who is known, imported, merged and split."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from .. import whois
from ..actors import Known, Registry
from ..actors.imports import FORMS, read_actors, write_toml
from ..dossier import as_text, dossier
from ..errors import InputError, UsageError
from ..export import printable
from ..judging import judge
from ..record import Judgement
from ..store import Store
from .options import form_option, load_registry, mapping, registry_option, signature, signed
from .screen import example, put, report, width

SQLITE = b"SQLite format 3\0"


@click.command(
    epilog=example('onrecord actor news.db "Renna Castavel"\nonrecord actor news.db Castavel --format jsonl')
)
@click.argument("db", metavar="DB")
@click.argument("name", metavar="NAME")
@form_option
@registry_option
def actor(db: str, name: str, form: str | None, registry: str | None) -> None:
    """Print what a record has of one actor.

    Its names and offices, what it said, whom it met, and who quotes it. NAME is any of its names, a surname that one
    alone has, its id in the registry, or a node as this command lists them. Actors are those that `onrecord link` has
    joined; `onrecord actors split` parts what it joined wrongly.
    """
    known = load_registry(registry)
    with Store.open(db) as store:
        record = dossier(store, known, whois.actor(store, known, name))
    put(form, [record], as_text(record, width()))


@click.group(epilog=example("onrecord actors list news.db\nonrecord actors import people.csv --out mine/people.toml"))
def actors() -> None:
    """List, import, merge and split actors."""


@actors.command(
    "list", epilog=example("onrecord actors list\nonrecord actors list news.db\nonrecord actors list my-registry/")
)
@click.argument("path", required=False, metavar="[DB|FILE]")
@click.option("--problems", is_flag=True, help="Only what is ambiguous: names of several, offices held by two at once.")
@form_option
def list_actors(path: str | None, problems: bool, form: str | None) -> None:
    """List the actors who speak in a record, or those of a registry.

    Without DB or FILE, those of the registry that comes with onrecord; a folder will do for a file.
    """
    if path is not None and _is_record(path):
        if problems:
            raise UsageError("--problems goes with a registry, not with a record.")
        with Store.open(path) as store:
            speakers = store.speakers(None)
        rows = [dict(zip(("id", "name", "kind", "statements"), row, strict=True)) for row in speakers]
    else:
        registry = Registry.load(path)
        rows = [_listed(known, registry) for known in registry.actors]
        if problems:
            rows = [{"problem": one.reason} for one in registry.check()]
    put(form, rows, _table(rows))


@actors.command("import", epilog=example("onrecord actors import people.ftm.json --format ftm --out mine/people.toml"))
@click.argument("file", metavar="FILE")
@click.option("--format", "form", type=click.Choice(FORMS), help="Default: what the file's name and first line show.")
@click.option("--out", metavar="FILE.toml", help="Default: standard output.")
@click.option(
    "--column", "columns", multiple=True, metavar="OURS=THEIRS", help="In csv: which column holds which field."
)
def import_actors(file: str, form: str | None, out: str | None, columns: tuple[str, ...]) -> None:
    """Turn a list of actors that others keep into a registry file.

    Takes FollowTheMoney entities (ftm), PETRARCH and TABARI actor dictionaries (petrarch), results of a Wikidata query
    (wikidata) and tables (csv). What cannot be read is listed with its line; the rest is kept. Put the file into a
    folder with those of onrecord that you want beside it, and name the folder with --registry.
    """
    found, problems = read_actors(file, form, mapping("--column", columns, "name=Person"))
    registry = Registry(found)  # what others would stumble on is found here
    text = write_toml(registry.actors)
    if out is None:
        click.echo(text, nl=False)
    else:
        _write(Path(out), text)
        click.echo(f"{out}: {len(registry.actors)} actors", err=True)
    report(problems)


def _judged(name: str, judgement: Judgement, done: str, text: str) -> click.Command:
    """Make `merge` or `split`: a judgement on two actors."""

    @click.argument("db", metavar="DB")
    @click.argument("left", metavar="ACTOR")
    @click.argument("right", metavar="ACTOR")
    @signature
    @registry_option
    def command(db: str, left: str, right: str, **given: Any) -> None:
        with Store.open(db, write=True) as store:
            one, _ = judge(store, load_registry(given["registry"]), (left, right), judgement, signed(given), "actor")
            members = store.group("actor", one.left)
        click.echo(f"{one.left} and {one.right}: {done}, {one.by}, {one.at}; the first now has {len(members)} nodes")

    nodes = "122aa4eddd06c942/renna-castavel 1cc9eea48a007cc6/renna-castavel"
    epilog = example(f'onrecord actors {name} news.db {nodes} --by "Ines Vell"')
    return click.command(name, help=text, epilog=epilog)(command)


actors.add_command(
    _judged(
        "merge",
        "same",
        "one actor",
        "Make one of two actors, whatever the machine thinks. Each is named as in `onrecord actor`.",
    )
)
actors.add_command(
    _judged(
        "split",
        "different",
        "two actors",
        "Part two nodes of one actor. `onrecord actor` lists the nodes of each.",
    )
)


def _listed(known: Known, registry: Registry) -> dict[str, Any]:
    offices = [
        {"title": registry.title(office, known.country), "from": office.begin, "to": office.end}
        for office in known.offices
    ]
    names = list(known.aliases)
    return {"id": known.id, "name": known.name, "kind": known.kind, "aliases": names, "offices": offices}


def _table(rows: list[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        plain = [str(value) for value in row.values() if not isinstance(value, list)]
        lists = ["; ".join(_in_words(one) for one in value) for value in row.values() if isinstance(value, list)]
        yield printable("  ".join(filter(None, [*plain, *lists])))


def _in_words(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{value['title']} ({value['from'] or '?'} to {value['to'] or 'now'})"
    return str(value)


def _is_record(path: str) -> bool:
    try:
        with Path(path).open("rb") as file:
            return file.read(len(SQLITE)) == SQLITE
    except OSError:
        return False


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all, and make its folder; raises InputError where that cannot be."""
    if path.is_dir():
        raise InputError(f"{path}: is a folder; name a file in it.")
    path = path.resolve()  # a link stays one
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}).") from error
