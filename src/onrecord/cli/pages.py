"""The commands that read pages: `read`, `add`, `demo`, `bench`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from importlib.resources import as_file, files
from itertools import islice
from pathlib import Path
from typing import Any

import click

from .. import bench as benches
from ..actors import Registry
from ..errors import UsageError
from ..export import table, write
from ..ingest import Item, pages
from ..linking import link as link_all
from ..pipeline import MakeTagger, Means, default_workers, read_all
from ..pipeline import add as add_pages
from ..record import Page, Problem, Reading, reading_json, statement_json
from ..rules import Rules
from ..store import Query, Store
from ..tagger import Model
from .options import load_registry, mapping, now, registry_option
from .progress import Progress
from .screen import example, print_rows, report, width

SHOWN = 12  # rows that the demo prints
LEAST = (
    "Leave out statements scored lower, from 0 to 1: 0.8 gives fewer and surer ones, 0.3 more. Default: what is right "
    "most often, all in all."
)
RULES = "Find statements by rules alone: several times as fast, and less right."

Command = Callable[..., Any]


def page_options(command: Command) -> Command:
    """Add the options of every command that reads pages."""
    field = click.option(
        "--field",
        "fields",
        multiple=True,
        metavar="OURS=THEIRS",
        help="In JSONL and Parquet: which key holds which field, as in --field text=body --field url=link.",
    )
    workers = click.option(
        "--workers",
        type=click.IntRange(1),
        default=default_workers,
        show_default="the cores",
        help="Processes to read with.",
    )
    rules = click.option("--rules", is_flag=True, help=RULES)
    least = click.option("--least", type=click.FloatRange(0, 1), metavar="SCORE", help=LEAST)
    return field(workers(rules(least(registry_option(command)))))


@click.command(
    epilog=example("onrecord read page.html\nonrecord read --format cite pages/\ncat page.txt | onrecord read -")
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "csv", "cite"]),
    help="Default: table on a terminal, else jsonl.",
)
@click.option(
    "--readings", is_flag=True, help="With jsonl: whole readings (article, blocks, statements, problems), one a line."
)
@page_options
def read(paths: tuple[str, ...], form: str | None, readings: bool, fields: tuple[str, ...], **how: Any) -> None:
    """Print the statements of pages.

    PATH is a file, a folder, or - for standard input. Nothing is kept.
    """
    if readings and form not in (None, "jsonl"):
        raise UsageError(f"--readings goes with --format jsonl, not {form}")
    problems: list[Problem] = []
    found = _readings(pages(paths, mapping("--field", fields, "text=body")), how["workers"], _means(**how), problems)
    if readings:
        write(map(reading_json, found), "jsonl", sys.stdout)
    else:
        print_rows((statement_json(reading, s) for reading in found for s in reading.statements), form)
    report(problems)


@click.command(
    epilog=example("onrecord add news.db pages/ crawl.warc.gz\nonrecord add news.db articles.jsonl --field text=body")
)
@click.argument("db", metavar="DB")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--redo", is_flag=True, help="Read again what this version has read already.")
@page_options
def add(db: str, paths: tuple[str, ...], redo: bool, fields: tuple[str, ...], **how: Any) -> None:
    """Read pages, or readings, into a record.

    DB is made if it is not there. Safe to repeat and to kill: what DB has is skipped, a page is kept whole or not at
    all. What failed is listed at the end, with the reason. What people have corrected stays corrected, also with
    --redo.
    """
    means = _means(**how)
    progress = Progress(paths)
    # Before the store: a wrong path leaves no empty file behind.
    items = pages(paths, mapping("--field", fields, "text=body"), progress.read)
    with Store.open(db, create=True) as store, progress:
        counts = add_pages(store, items, how["workers"], progress.see, means, redo)
    click.echo(
        f"{db}: {counts['added']} pages added with {counts['statements']} statements, {counts['known']} already there",
        err=True,
    )
    report(progress.problems)


@click.command(epilog=example("onrecord demo\nonrecord demo --db story.db"))
@click.option(
    "--db", type=click.Path(dir_okay=False), help="Keep the record here; default: a fresh file in the temporary folder."
)
@registry_option
def demo(db: str | None, registry: str | None) -> None:
    """Read the bundled sample pages and print the record.

    They tell an invented story by invented outlets, and are joined as `onrecord link` does.
    """
    path = db or str(Path(tempfile.mkdtemp(prefix="onrecord-")) / "demo.db")
    with as_file(files("onrecord") / "samples") as folder, Store.open(path, create=True) as store:
        samples = list(pages([str(folder / "pages")]))
        ours = {page.id for page in samples if isinstance(page, Page)}
        if any(reading.page not in ours for reading in store.readings()):
            raise UsageError(
                f"{path}: holds other pages, and invented ones do not belong beside them; name a new file."
            )
        add_pages(store, samples, means=_means(registry=registry))
        link_all(store, Registry.load(registry), now())
    with Store.open(path) as store:
        counts = store.counts()
        rows = list(store.search(Query()))
    click.echo("\n".join(table(islice(rows, SHOWN), width())))
    found = f"{len(rows)} statements from {counts['pages']} pages by {counts['outlets']} outlets"
    click.echo(f"{found}; the first {SHOWN} are above.\n")
    click.echo(f"The record is {path}. Go on with:")
    click.echo(f"  onrecord search {path} truce\n  onrecord show {path} {rows[0]['id'][:8]}")
    click.echo(f"  onrecord compare {path}\n  onrecord serve {path}    # the reading room, in your browser")


@click.command(epilog=example("onrecord bench\nonrecord bench pages/\nonrecord bench --warc 20000"))
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option(
    "--warc", type=click.IntRange(1), metavar="N", help="Instead: add N pages from one WARC and watch the memory."
)
@click.option("--rules", is_flag=True, help=RULES)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def bench(paths: tuple[str, ...], warc: int | None, rules: bool, as_json: bool) -> None:
    """Time onrecord on this machine.

    Pages a CPU second, stage by stage, and memory. Without PATH the bundled sample pages are read. One process is
    timed, in CPU seconds, after a warm-up.
    """
    with as_file(files("onrecord") / "samples" / "pages") as folder:
        make = _tagger(rules)
        figures = benches.grow(warc, folder, make) if warc else benches.stages(paths or (str(folder),), make)
    click.echo(benches.as_json(figures) if as_json else benches.as_text(figures))


def _readings(items: Iterator[Item], workers: int, means: Means, problems: list[Problem]) -> Iterator[Reading]:
    """The readings of pages; problems met on the way go to the list."""
    for _, result in read_all(items, workers, means):
        if isinstance(result, Problem):
            problems.append(result)
        else:
            problems.extend(result.problems)
            yield result


def _tagger(rules: bool) -> MakeTagger:
    return Rules if rules else Model


def _means(rules: bool = False, registry: str | None = None, least: float | None = None, **_: Any) -> Means:
    if registry is not None:
        load_registry(registry)  # what is wrong with it is said before anything is read or written
    if least is None:
        return Means(tagger=_tagger(rules), registry=registry)
    if rules:
        raise UsageError("--least goes by the model's scores: it cannot stand beside --rules")
    return Means(tagger=partial(Model, least=least), registry=registry)
