"""The shell front: `onrecord read`, `add`, `search`, `show`, `export`, `demo`, `bench`.

Data goes to standard output, progress and problems to standard error. Exit status 0: all well; 1: some pages had
problems, each listed; 2: wrong usage.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from importlib.metadata import version
from importlib.resources import as_file, files
from itertools import islice
from pathlib import Path
from typing import Any

import click

from . import bench as benches
from .cite import STYLES, cite
from .errors import OnrecordError, UsageError
from .export import FORMATS, link_json, table, write
from .ingest import pages
from .joins import judge, link
from .known import load_registry, registry_option
from .people import correct, evaluate, export_polnear
from .pipeline import Item, MakeTagger, Means, default_workers, read_all
from .pipeline import add as add_pages
from .progress import Progress
from .record import Problem, Reading, reading_json, statement_json
from .rules import Rules
from .screen import example, page_of
from .store import Query, Store
from .tagger import Model
from .whois import by_any_name

SHOWN = 12  # rows that the demo prints
RULES = "Find statements by rules alone: several times as fast, and less right."

Command = Callable[..., Any]
Row = dict[str, Any]


class Commands(click.Group):
    """The commands; an error of ours is one sentence and an exit status, never a traceback."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command that was asked for."""
        for stream in filter(None, (sys.stdout, sys.stderr)):
            if isinstance(stream, io.TextIOWrapper):  # what is written is UTF-8, whatever the locale says
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        try:
            result = super().invoke(context)
            if sys.stdout is not None:
                sys.stdout.flush()
            return result
        except OnrecordError as error:
            click.echo(f"onrecord: {error}", err=True)
            context.exit(error.exit_status)
        except BrokenPipeError:  # `onrecord ... | head`: the reader has enough
            _give_up_output()
            context.exit(0)
        except OSError as error:  # every file of ours has a sentence of its own: this is the output
            _give_up_output()
            click.echo(f"onrecord: the output cannot be written: {error.strerror or error}.", err=True)
            context.exit(1)


def _give_up_output() -> None:
    """Let what is left in the buffer go nowhere, or closing it at the end would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=example(
        "onrecord demo\nonrecord read page.html\nonrecord add news.db pages/ && onrecord search news.db truce"
    ),
)
@click.version_option(version("onrecord"), message="onrecord %(version)s")
def main() -> None:
    """Turn piles of news pages into a citable record of who said what."""


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
    return field(workers(rules(registry_option(command))))


@main.command(
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
    """Print the statements of pages: files, folders, or - for standard input. No database."""
    if readings and form not in (None, "jsonl"):
        raise UsageError(f"--readings goes with --format jsonl, not {form}")
    problems: list[Problem] = []
    found = _readings(pages(paths, _mapping(fields)), how["workers"], _means(**how), problems)
    if readings:
        write(map(reading_json, found), "jsonl", sys.stdout)
    else:
        _print((statement_json(reading, s) for reading in found for s in reading.statements), form)
    _report(problems)


@main.command(
    epilog=example("onrecord add news.db pages/ crawl.warc.gz\nonrecord add news.db articles.jsonl --field text=body")
)
@click.argument("db", metavar="DB")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--redo", is_flag=True, help="Read again what this version has read already.")
@page_options
def add(db: str, paths: tuple[str, ...], redo: bool, fields: tuple[str, ...], **how: Any) -> None:
    """Read pages, or readings, into the record DB, which is made if it is not there.

    Safe to repeat and to kill: what DB has is skipped, a page is kept whole or not at all. What failed is listed at
    the end, with the reason. What people have corrected stays corrected, also with --redo.
    """
    means = _means(**how)
    progress = Progress(paths)
    items = pages(paths, _mapping(fields), progress.read)  # before the store: a wrong path leaves no empty file behind
    with Store.open(db, create=True) as store, progress:
        counts = add_pages(store, items, how["workers"], progress.see, means, redo)
    click.echo(
        f"{db}: {counts['added']} pages added with {counts['statements']} statements, {counts['known']} already there",
        err=True,
    )
    _report(progress.problems)


@main.command(
    epilog=example(
        "onrecord search news.db truce --speaker Brunn --from 2031-03\nonrecord search news.db '\"the truce\"'"
    )
)
@click.argument("db", metavar="DB")
@click.argument("words", nargs=-1)
@click.option("--speaker", help="Who said it.")
@click.option("--to", help="To whom.")
@click.option("--about", help="A name or words in the content.")
@click.option("--outlet", help="Who printed it.")
@click.option(
    "--from",
    "since",
    metavar="DATE",
    help="Said, or else published, on this day or later: 2016, 2016-01 or 2016-01-20.",
)
@click.option("--until", metavar="DATE", help="On this day or earlier.")
@click.option("--manner", type=click.Choice(["direct", "indirect", "mixed"]))
@click.option("--limit", type=click.IntRange(1, 10**9), default=50, show_default=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "csv", "cite"]),
    help="Default: table on a terminal, else jsonl.",
)
@registry_option
def search(db: str, words: tuple[str, ...], form: str | None, registry: str | None, **wanted: Any) -> None:
    """Find statements in the record DB by words, "exact phrases", speaker, outlet and date.

    A speaker, an addressee and whom it is about are found by any of their names: those of the registry, and those that
    `onrecord link` has joined. A name in quotation marks is taken to the letter.
    """
    with Store.open(db) as store:
        query = Query(words=" ".join(words) or None, **wanted)
        if query.speaker or query.to or query.about:
            query = by_any_name(store, load_registry(registry), query)
        _print(store.search(query), form)


@main.command(epilog=example("onrecord show news.db 3f9a2c --cite bibtex"))
@click.argument("db", metavar="DB")
@click.argument("statement", metavar="ID")
@click.option("--cite", "style", type=click.Choice(STYLES), help="Print only the citation, in this style.")
def show(db: str, statement: str, style: str | None) -> None:
    """Print one statement in its place on the page, with its citation. The beginning of an ID will do."""
    with Store.open(db) as store:
        row = store.statement(statement)
        if row is None:
            raise UsageError(f"{db}: there is no statement {statement}; `onrecord search {db}` lists them.")
        reading = store.reading(row["page"])
    assert reading is not None, "a statement stands on a page"
    click.echo(cite(row, style) if style else page_of(row, reading))


@main.command(epilog=example("onrecord export news.db --format csv > statements.csv"))
@click.argument("db", metavar="DB")
@click.option("--format", "form", type=click.Choice([*FORMATS, "links", "polnear"]), default="jsonl", show_default=True)
@click.option("--out", metavar="FOLDER", help="Where polnear goes: a folder that is not there yet.")
def export(db: str, form: str, out: str | None) -> None:
    """Write every statement of the record DB to standard output.

    links are the joins that count, one JSON object a line: the latest judgement of each pair by a person, or else by
    the machine.

    polnear is gold for training and measuring: texts and brat standoff files of the pages that somebody marked as
    checked, as corrected, in a folder.
    """
    with Store.open(db) as store:
        if form == "polnear":
            export_polnear(store, db, out)
        elif form == "links":
            write(map(link_json, store.links()), "jsonl", sys.stdout)
        else:
            _print(store.search(Query()), form)


@main.command(epilog=example("onrecord demo\nonrecord demo --db story.db"))
@click.option(
    "--db", type=click.Path(dir_okay=False), help="Keep the record here; default: a fresh file in the temporary folder."
)
@registry_option
def demo(db: str | None, registry: str | None) -> None:
    """Read the bundled sample pages, an invented story told by invented outlets, and print the record."""
    path = db or str(Path(tempfile.mkdtemp(prefix="onrecord-")) / "demo.db")
    with as_file(files("onrecord") / "samples") as folder, Store.open(path, create=True) as store:
        add_pages(store, pages([str(folder / "pages")]), means=_means(registry=registry))
    with Store.open(path) as store:
        counts = store.counts()
        rows = list(store.search(Query()))
    click.echo("\n".join(table(islice(rows, SHOWN), _width())))
    found = f"{len(rows)} statements from {counts['pages']} pages by {counts['outlets']} outlets"
    click.echo(f"{found}; the first {SHOWN} are above.\n")
    click.echo(f"The record is {path}. Go on with:")
    click.echo(f"  onrecord search {path} truce\n  onrecord show {path} {rows[0]['id'][:8]}")


main.add_command(correct)
main.add_command(evaluate)
main.add_command(link)
main.add_command(judge)


@main.command(epilog=example("onrecord serve news.db\nonrecord serve news.db --edit --port 8002"))
@click.argument("db", metavar="DB")
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0: any that is free.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Another than this machine's own takes a token.")
@click.option("--edit", is_flag=True, help="Let those who bring the token correct and judge.")
@click.option("--token", envvar="ONRECORD_TOKEN", help="The token; made up and printed where one is needed.")
def serve(db: str, port: int, host: str, edit: bool, token: str | None) -> None:
    """Open the record DB as a reading room: web pages, and the same as data, on this machine."""
    from .web import serve as open_room  # only here: the other commands need no web server

    open_room(db, host, port, edit=edit, token=token, say=click.echo)


@main.command(epilog=example("onrecord bench\nonrecord bench pages/\nonrecord bench --warc 20000"))
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option(
    "--warc", type=click.IntRange(1), metavar="N", help="Instead: add N pages from one WARC and watch the memory."
)
@click.option("--rules", is_flag=True, help=RULES)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def bench(paths: tuple[str, ...], warc: int | None, rules: bool, as_json: bool) -> None:
    """Time onrecord on this machine: pages a CPU second, stage by stage, and memory.

    Without PATH the bundled sample pages are read. One process is timed, in CPU seconds, after a warm-up.
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


def _means(rules: bool = False, registry: str | None = None, **_: Any) -> Means:
    if registry is not None:
        load_registry(registry)  # what is wrong with it is said before anything is read or written
    return Means(tagger=_tagger(rules), registry=registry)


def _mapping(fields: tuple[str, ...]) -> Mapping[str, str]:
    pairs = [field.partition("=") for field in fields]
    for ours, equals, theirs in pairs:
        if not (ours and equals and theirs):
            raise UsageError(f"--field {ours}{equals}{theirs}: write it as OURS=THEIRS, as in --field text=body")
    return {ours: theirs for ours, _, theirs in pairs}


def _print(rows: Iterator[Row], form: str | None) -> None:
    form = form or ("table" if sys.stdout.isatty() else "jsonl")
    # Closed here, while the store is still open: the reader of a pipe may leave early.
    with closing(rows):  # type: ignore[type-var]
        if form == "table":
            for line in table(rows, _width()):
                click.echo(line)
        elif form == "cite":
            for row in rows:
                click.echo(cite(row, "text"))
        else:
            write(rows, form, sys.stdout)


def _report(problems: list[Problem]) -> None:
    """List what could not be read, and leave with exit status 1 if there is any."""
    for problem in problems:
        place = f"{problem.file}, {problem.at}" if problem.at else problem.file
        click.echo(f"{place}: {problem.reason}", err=True)
    if problems:
        raise click.exceptions.Exit(1)


def _width() -> int:
    """The terminal's width; 120 columns where the output goes elsewhere."""
    return shutil.get_terminal_size((120, 24)).columns
