"""The commands that join what pages tell: `link` for the machine, `judge` for people."""

from __future__ import annotations

from typing import Any, get_args

import click

from ..judging import judge as judge_two
from ..linking import link as link_all
from ..record import Judgement, LinkKind
from ..store import Store
from .options import load_registry, now, registry_option, signature, signed
from .progress import Steps
from .screen import example


@click.command(epilog=example("onrecord add news.db pages/ && onrecord link news.db"))
@click.argument("db", metavar="DB")
@click.option("--again", is_flag=True, help="Look at every page, not only at those that are new since the last time.")
@registry_option
def link(db: str, again: bool, registry: str | None) -> None:
    """Join actors, copies, stories, meetings and statements.

    Only what is new since the last time is compared. Every join is kept with how sure it is and why, beside what
    people judged, which outranks it for ever: `onrecord judge` cuts a wrong join or makes one. Safe to repeat and to
    kill.
    """
    known = load_registry(registry)
    with Store.open(db, write=True) as store, Steps() as steps:
        counts = link_all(store, known, now(), steps.tell, again)
        unsure = store.unsure()
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    click.echo(f"{db}: new links: {told}", err=True)
    if unsure:
        kinds = ", ".join(f"{count} of kind {kind}" for kind, count in unsure.items())
        click.echo(f"{db}: held back as unsure: {kinds}; `onrecord export {db} --format links` gives reasons", err=True)


@click.command(
    epilog=example(
        'onrecord judge news.db "Renna Castavel" "Joren Madrek" different --by "Ines Vell"\n'
        'onrecord judge news.db 122aa4ed 1cc9eea4 same --kind story --by "Ines Vell" --note "one truce"'
    )
)
@click.argument("db", metavar="DB")
@click.argument("left", metavar="ID")
@click.argument("right", metavar="ID")
@click.argument("judgement", type=click.Choice(get_args(Judgement)))
@signature
@click.option("--kind", type=click.Choice(get_args(LinkKind)), help="For two pages: copy or story.")
@registry_option
def judge(db: str, left: str, right: str, judgement: Judgement, kind: LinkKind | None, **given: Any) -> None:
    """Say whether two things of a record are the same.

    Two statements, pages, contacts or actors. An ID is that of a statement, page, contact or actor, or its beginning,
    or an actor's name. The judgement is signed and kept; it outranks the machine's for ever, and a later one by a
    person outranks it.
    """
    known = load_registry(given["registry"])
    with Store.open(db, write=True) as store:
        one, changed = judge_two(store, known, (left, right), judgement, signed(given), kind)
    again = "" if changed else " (as judged before)"
    click.echo(f"{one.kind}: {one.left} and {one.right}: {one.judgement}, {one.by}, {one.at}{again}")
