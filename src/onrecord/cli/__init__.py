"""The shell front: `onrecord read`, `add`, `search`, `show`, `export`, `demo`, `bench`.

Data goes to standard output, progress and problems to standard error. Exit status 0: all well; 1: some pages had
problems, each listed; 2: wrong usage.
"""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from importlib.metadata import version
from typing import Any, get_args

import click

from ..cite import STYLES, cite
from ..errors import OnrecordError, UsageError
from ..export import FORMATS, link_json, write
from ..gather import line_of
from ..groups import KINDS, rows
from ..record import Act, Manner
from ..store import Query, Store
from ..undated import Undated, with_datings
from ..whois import by_any_name
from .actors import actor, actors
from .corrections import correct, evaluate, export_polnear
from .links import judge, link
from .options import load_registry, registry_option
from .outlets import compare, line_text, timeline
from .pages import add, bench, demo, read
from .screen import example, facts_of, page_of, print_rows
from .topics import labels, positions, topic

KEEPING = ("add", "link")  # commands that take long and keep what they have done so far
EXPORTS = (*FORMATS, "links", *KINDS, "polnear")


class Commands(click.Group):
    """The commands; an error of ours is one sentence and an exit status, never a traceback."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command that was asked for."""
        for stream in filter(None, (sys.stdout, sys.stderr)):
            if isinstance(stream, io.TextIOWrapper):  # what is written is UTF-8, whatever the locale says
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, _stop)
        try:
            if sys.stdout is None:  # closed by whoever called: what is written to it is an error, not lost in silence
                sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
            result = super().invoke(context)
            sys.stdout.flush()
            return result
        except KeyboardInterrupt as stop:
            kept = "; what it kept is whole, run it again to go on" if context.invoked_subcommand in KEEPING else ""
            click.echo(f"\nonrecord: {context.invoked_subcommand} was stopped{kept}.", err=True)
            context.exit(128 + (stop.args[0] if stop.args else signal.SIGINT))
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


def _stop(number: int, _: object) -> None:
    """End as an interrupt ends: what is kept is whole, and the workers are told."""
    raise KeyboardInterrupt(number)


def _give_up_output() -> None:
    """Let what is left in the buffer go nowhere, or closing it at the end would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=example(
        "onrecord demo --db news.db    # a record on which every example in these helps works\n"
        "onrecord read page.html\nonrecord add news.db pages/ && onrecord search news.db truce"
    ),
)
@click.version_option(version("onrecord"), message="onrecord %(version)s")
def main() -> None:
    """Turn piles of news pages into a citable record of who said what."""


@main.command(
    epilog=example(
        "onrecord search news.db truce --speaker Quillon --from 2031-03\nonrecord search news.db '\"the truce\"'"
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
@click.option("--manner", type=click.Choice(get_args(Manner)))
@click.option("--act", type=click.Choice(get_args(Act)), help="What it does: rejects, requests, agrees ...")
@click.option("--limit", type=click.IntRange(1, 10**9), default=50, show_default=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "csv", "cite"]),
    help="Default: table on a terminal, else jsonl.",
)
@registry_option
def search(db: str, words: tuple[str, ...], form: str | None, registry: str | None, **wanted: Any) -> None:
    """Find statements by words, speaker, outlet and date.

    An "exact phrase" stands in quotation marks. A speaker, an addressee and whom it is about are found by any of their
    names: those of the registry, and those that `onrecord link` has joined. A name in quotation marks is taken to the
    letter.
    """
    with Store.open(db) as store:
        query = Query(words=" ".join(words) or None, **wanted)
        if query.speaker or query.to or query.about:
            query = by_any_name(store, load_registry(registry), query)
        print_rows(store.search(query), form)


@main.command(epilog=example("onrecord show news.db 3c6090c1\nonrecord show news.db 3c6090c1 --cite bibtex"))
@click.argument("db", metavar="DB")
@click.argument("id", metavar="ID")
@click.option("--cite", "style", type=click.Choice(STYLES), help="Print only the citation, in this style.")
def show(db: str, id: str, style: str | None) -> None:
    """Print one statement in its place on the page.

    With it stand its citation and its line: where else it is told, and how. ID may also be a page's: then what the page
    says of itself is printed, and, where it has no day, what other pages tell of it. The beginning of an ID will do.
    [-words-] are in the fullest telling alone, {+words+} in the one shown alone.
    """
    with Store.open(db) as store:
        what, whole = store.the(id, *(("statement",) if style else ("statement", "page")))
        row = store.statement(whole) if what == "statement" else None
        reading = store.reading(row["page"] if row else whole)
        if reading is None:
            raise UsageError(f"{db}: page {whole} has not been read.")
        found = Undated(store).dating(reading)
        line = line_text(line_of(store, row["id"])) if row and not style else ""
    if row is None:
        click.echo(facts_of(reading, found))
    else:
        click.echo(cite(row, style) if style else page_of(row, reading, found) + (f"\n\n{line}" if line else ""))


@main.command(epilog=example("onrecord export news.db --format csv > statements.csv"))
@click.argument("db", metavar="DB")
@click.option("--format", "form", type=click.Choice(EXPORTS), default="jsonl", show_default=True)
@click.option("--out", metavar="FOLDER", help="Where polnear goes: a folder that is not there yet.")
def export(db: str, form: str, out: str | None) -> None:
    """Write a record for other programs.

    jsonl and csv have every statement. links are the joins that count, one JSON object a line: the latest judgement of
    each pair by a person, or else by the machine. families (pages that print one text), stories, lines and occasions
    are what the joins make: one group a line, with its members. datings are pages without a day, one a line: when they
    may have appeared by what other pages tell, and the evidence; the last column of csv has the same.

    polnear is gold for training and measuring: texts and brat standoff files of the pages that somebody marked as
    checked, as corrected, in a folder.
    """
    with Store.open(db) as store:
        if form == "polnear":
            export_polnear(store, db, out)
        elif form == "links":
            write(map(link_json, store.links()), "jsonl", sys.stdout)
        elif form in KINDS:
            write(rows(store, form), "jsonl", sys.stdout)
        else:
            print_rows(with_datings(store, store.search(Query())) if form == "csv" else store.search(Query()), form)


for command in (
    *(read, add, demo, bench, link, judge, timeline, compare, labels, topic, positions),
    *(actor, actors, correct, evaluate),
):
    main.add_command(command)


@main.command(epilog=example("onrecord serve news.db\nonrecord serve news.db --edit --port 8002"))
@click.argument("db", metavar="DB")
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0: any that is free.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Another than this machine's own takes a token.")
@click.option("--edit", is_flag=True, help="Let those who bring the token correct and judge.")
@click.option("--token", envvar="ONRECORD_TOKEN", help="The token; made up and printed where one is needed.")
def serve(db: str, port: int, host: str, edit: bool, token: str | None) -> None:
    """Open the reading room of a record, on this machine.

    It is web pages, and the same as data: a browser shows them at the address that is printed.
    """
    from ..web import serve as open_room  # only here: the other commands need no web server

    signalled = open_room(db, host, port, edit=edit, token=token, say=click.echo)
    click.echo(f"\nonrecord: the reading room of {db} is closed.", err=True)
    sys.exit(128 + signalled)
