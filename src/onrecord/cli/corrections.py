"""The commands with which people put things right and look how right the machine was: `correct` and `evaluate`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

from ..correct import FIELDS, flag, standing
from ..correct.overlay import CHECKED
from ..correcting import history_of, make, undo
from ..errors import InputError, UsageError
from ..export import printable
from ..measure import Pair, as_text, measure
from ..record import Reading
from ..standoff import write_polnear
from ..store import Store
from .options import signature, signed
from .screen import example, put

_LAST = 0  # what --undo without a number stands for


@click.command(
    epilog="\b\nFields:\n"
    + "\n".join(f"  {name:<12}{what}" for name, what in FIELDS.items())
    + "\n\n"
    + example(
        'onrecord correct news.db 3c6090c1 speaker "Joren Madrek" --by "Ines Vell" --note "named above"\n'
        'onrecord correct news.db 3c6090c1\nonrecord correct news.db 3c6090c1 --undo --by "Ines Vell"'
    )
)
@click.argument("db", metavar="DB")
@click.argument("id", required=False, metavar="[ID]")
@click.argument("field", required=False, metavar="[FIELD]")
@click.argument("value", required=False, metavar="[VALUE]")
@signature
@click.option(
    "--undo",
    "number",
    type=int,
    is_flag=False,
    flag_value=_LAST,
    metavar="[NUMBER]",
    help="Undo the last, or this.",
)
def correct(
    db: str, id: str | None, field: str | None, value: str | None, number: int | None, **given: str | None
) -> None:
    """Correct a statement or page, or list corrections.

    Without FIELD, those of ID are listed, without ID, all. The beginning of an ID will do. A correction is kept beside
    what the machine read, with who, when and why, and holds whatever is read or linked again. Nothing is lost: every
    correction can be undone, and undoing too.
    """
    if id is None or (field is None and number is None):
        with Store.open(db) as store:
            _list(store, id)
        return
    with Store.open(db, write=True) as store:
        if number is not None:
            if field is not None:
                raise UsageError("--undo takes no field: it undoes the last correction, or the one of its number.")
            one = undo(store, id, number or None, signed(given))
        else:
            assert field is not None, "checked above"
            one = make(store, id, field, value or "", signed(given))
        row = next(row for row in history_of(store, one.page) if row["number"] == one.number)
    click.echo(("undone: " if number is not None else "") + _line(row))


@click.command(
    epilog=example("onrecord correct news.db 122aa4ed checked yes --by 'Ines Vell'\nonrecord evaluate news.db")
)
@click.argument("db", metavar="DB")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def evaluate(db: str, as_json: bool) -> None:
    """Score what the machine read against what people corrected.

    What was missed and what was false is counted on the pages alone that somebody marked as checked (`onrecord correct
    DB PAGE checked yes`): on any other page nobody knows what was missed, and people correct what is wrong, so that
    figures from it would flatter or slander. What was touched on other pages is told apart. Choose the pages to check
    by lot, not by interest, or the figures hold for these pages only. A share comes with its 95% interval: of ten
    statements little can be said. Whoever checks sees the machine's answer first, and lets some errors pass.
    """
    with Store.open(db) as store:
        figures = measure(pairs(store))
    click.echo(msgspec.json.encode(figures).decode() if as_json else as_text(figures))
    if not figures["checked pages"]:
        click.echo(
            f"No page is marked as checked, so there is no precision and no recall: `onrecord correct {db} PAGE "
            "checked yes` marks one.",
            err=True,
        )


def pairs(store: Store) -> Iterator[Pair]:
    """Return the pages that people touched, as the machine read them and as people left them."""
    for page in sorted({one.page for one in store.corrections()}):
        stand = standing(store.corrections(page))
        machine, people = store.machine(page), store.reading(page)
        if stand and machine and people:
            own = [one for one in stand if one.target == page]
            touched = frozenset(one.target for one in stand if one.target != page)
            yield Pair(machine=machine, people=people, checked=flag(own, CHECKED), touched=touched)


def export_polnear(store: Store, db: str, out: str | None) -> None:
    """Write the pages marked as checked as gold, into the folder `out`; raises UsageError, InputError."""
    if out is None:
        raise UsageError("--format polnear writes a folder: name it with --out FOLDER.")
    readings: list[Reading] = [pair.people for pair in pairs(store) if pair.checked]
    if not readings:
        raise InputError(
            f"{db}: no page is marked as checked, and gold is what a person has looked at: `onrecord correct {db} PAGE "
            "checked yes` marks one."
        )
    pages, statements, left = write_polnear(readings, Path(out))
    nested = f"; {left} that stand in others were left out, as PolNeAR leaves them out" if left else ""
    click.echo(f"{out}: {pages} pages with {statements} statements{nested}", err=True)


def _list(store: Store, id: str | None) -> None:
    """Print the corrections of a statement or page, or all: lines on a terminal, else JSON lines."""
    page, target = store.target(id) if id else (None, None)
    every = [page] if page else sorted({one.page for one in store.corrections()})
    rows = [row for one in every for row in history_of(store, one, None if target == page else target)]
    put(None, rows, map(_line, rows))
    if not rows:
        click.echo("There are no corrections.", err=True)


def _line(row: dict[str, Any]) -> str:
    was = f"{row['was']} -> " if row["was"] is not None else ""
    note = f" ({row['note']})" if row["note"] else ""
    undone = f", undone by {row['undone_by']}" if row["undone_by"] else ""
    what = f"{row['number']}  {row['target'][:10]}  {row['field']}: {was}{row['value']}"
    return printable(f"{what}, {row['by']}, {row['at']}{note}{undone}")
