"""The commands that look across outlets: `timeline`, `compare`; and the line of a statement, as `show` prints it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any

import click

from ..align.disagreements import Disagreement
from ..align.timeline import Entry
from ..errors import UsageError
from ..export import SHORT_ID, cut, printable
from ..gather import (
    MOST_PAGES,
    Compared,
    Line,
    Telling,
    compare_occasion,
    compare_story,
    gather,
    in_order,
    pieces,
    story_of,
)
from ..store import Store
from .options import form_option
from .screen import example, is_table, put, width

LISTED = 20  # stories and occasions that `compare` lists where none is named
TEXT = 44  # columns of a statement's words at the least, beside its outlets

_COLUMN = 10
_DATE = 10
_MARK = {"fullest": "F", "identical": "=", "shortened": "s", "fragment": "f", "altered": "A", "reworded": "r",
    "indirect": "i", "apart": "?"}  # fmt: skip
_MARKS = {"same": "{}", "left": "[-{}-]", "right": "{{+{}+}}"}


@click.command(epilog=example("onrecord timeline news.db\nonrecord timeline news.db 122aa4ed --format jsonl"))
@click.argument("db", metavar="DB")
@click.argument("story", required=False, metavar="[STORY]")
@form_option
def timeline(db: str, story: str | None, form: str | None) -> None:
    """Tell a story in the order in which things happened.

    Not in that in which it was printed; what was planned stands beside what was held. What is known to an interval
    alone stands at its first day, what has no date at the end. STORY is a page of it, or the
    beginning of its id; without one, all that DB has. One row is a contact or a statement with every page that reports
    it, as `onrecord link` has joined them.
    """
    with Store.open(db) as store:
        gathered = story_of(store, store.the(story, "page")[1]) if story else gather(store, _pages(store))
        entries = in_order(gathered)
    put(form, entries, _in_order(entries))


@click.command(epilog=example("onrecord compare news.db\nonrecord compare news.db 122aa4ed --all"))
@click.argument("db", metavar="DB")
@click.argument("id", required=False, metavar="[ID]")
@click.option("--all", "everything", is_flag=True, help="Of a story, also what one outlet alone has.")
@form_option
def compare(db: str, id: str | None, everything: bool, form: str | None) -> None:
    """Put outlets side by side on one occasion or story.

    It shows what each has of every statement, and where they differ. ID is that of a contact, for its occasion, or of a
    page, for its story, or its beginning; without one, what there is to compare is listed. Nothing is decided: every
    account is shown with its source.
    """
    with Store.open(db) as store:
        if id is None:
            _list(store, form)
            return
        kind, whole = store.the(id, "contact", "page")
        found = compare_occasion(store, whole) if kind == "contact" else compare_story(store, whole, everything)
    put(form, [found], _side_by_side(found))


def line_text(tellings: Sequence[Telling]) -> str:
    """Return the line of a statement as `show` prints it: each telling with its verdict and its words, marked.

    [-words-] are in the fullest telling alone, {+words+} in this one alone.
    """
    if len(tellings) < 2:
        return ""
    full = next(one.statement for one in tellings if one.difference is None)
    found = [f"line       {len(tellings)} tellings, in order of appearance"]
    for one in tellings:
        row = one.statement
        printed = (row["published"] or {}).get("value") or "no date"
        verdict = one.difference.verdict if one.difference else "fullest"
        found.append(f"\n{row['id'][:SHORT_ID]}  {printed:<{_DATE}}  {row['outlet'] or 'unknown'}: {verdict}")
        words = row["quote"]["content"]
        if one.difference:
            words = " ".join(_MARKS[kind].format(text) for kind, text in pieces(full, row, one.difference.ops))
        found.append(f"    {printable(' '.join(words.split()))}")
    return "\n".join(found)


def _pages(store: Store) -> list[str]:
    ids = [reading.page for reading, _ in zip(store.readings(), range(MOST_PAGES + 1), strict=False)]
    if len(ids) > MOST_PAGES:
        raise UsageError(f"There are more than {MOST_PAGES} pages: name a story; `onrecord compare` lists them.")
    return ids


def _list(store: Store, form: str | None) -> None:
    """List the largest stories and occasions."""
    rows = []
    for kind in ("story", "occasion"):
        groups = sorted(store.groups(kind), key=lambda group: (-len(group[1]), group[0]))
        rows += [{"kind": kind, "id": group, "size": len(members)} for group, members in groups[:LISTED]]
    put(form, rows, (_listed(store, row) for row in rows))
    if not rows and is_table(form):
        click.echo("Nothing is joined yet: run `onrecord link` first.", err=True)


def _listed(store: Store, row: dict[str, Any]) -> str:
    what = "pages" if row["kind"] == "story" else "reports"
    return f"{row['kind']:<9} {row['id'][:SHORT_ID]}  {row['size']} {what}  {_about(store, row)}"


def _about(store: Store, row: dict[str, Any]) -> str:
    if row["kind"] == "story":
        reading = store.reading(row["id"])
        return printable(reading.article.title.text) if reading and reading.article.title else ""
    number = store.number_of_contact(row["id"])
    one = store.reported(number) if number else None
    if one is None:
        return ""
    names = ", ".join(mention.name or "unnamed" for mention in one.contact.participants)
    return printable(f"{one.contact.kind}, {(one.contact.on.value if one.contact.on else None) or 'no date'}: {names}")


def _in_order(entries: Sequence[Entry]) -> Iterator[str]:
    """The entries as lines, those without a date under a heading of their own."""
    yield from (_entry(entry) for entry in entries if entry.placed)
    undated = [entry for entry in entries if not entry.placed]
    if undated:
        yield "\nNo date is told for these, in order of the pages that tell of them:"
    yield from map(_entry, undated)


def _entry(entry: Entry) -> str:
    """One thing that happened, on one line or two."""
    printed = entry.reports[0].printed
    when = (entry.when or "").replace("/", " to ") or next(iter(entry.planned), None)
    when = when or (f"by {printed}" if printed else "no date")
    if entry.about:
        when = f"{entry.when + ', ' if entry.when else ''}inferred {entry.about}"
    planned = f" (planned for {', '.join(entry.planned)})" if entry.planned and entry.planned != (when,) else ""
    who = ", ".join(entry.who)
    where = f", {entry.where}" if entry.where else ""
    outlets = list(dict.fromkeys(report.outlet for report in entry.reports))
    if entry.kind == "contact":
        head = f"{when:<{_DATE}}  {entry.what}, {entry.status}{planned}: {who}{where}"
    else:
        head = f"{when:<{_DATE}}  {who or 'unnamed'}: {cut(entry.what, max(TEXT, width() - _DATE - len(who) - 4))}"
    told = f"{' ' * _DATE}  {entry.id[:SHORT_ID]}  {', '.join(outlets)}"
    return printable(head) + "\n" + click.style(printable(told), dim=True)


def _side_by_side(found: Compared) -> Iterator[str]:
    """The lines of a comparison: outlets as columns, statements as rows, then where they differ."""
    yield f"{found.kind} {found.id[:SHORT_ID]}, {len(found.outlets)} outlets"
    yield from (_report(found, n) for n in range(len(found.reports)))
    wide = width() - TEXT >= (_COLUMN + 1) * len(found.outlets)
    if not wide:
        yield "; ".join(f"{n} {printable(name)}" for n, name in enumerate(found.outlets, 1))
        yield ", ".join(f"{mark} {verdict}" for verdict, mark in _MARK.items())
    size = _COLUMN if wide else 2
    heads = found.outlets if wide else [str(n) for n in range(1, len(found.outlets) + 1)]
    room = max(TEXT, width() - (size + 1) * len(found.outlets))
    yield f"\n{'statement':<{room}}" + "".join(f" {cut(printable(head), size):<{size}}" for head in heads)
    for line in found.lines:
        yield _row(line, found.outlets, room, wide)
    yield from _differing(found.disagreements)


def _report(found: Compared, n: int) -> str:
    one = found.reports[n]
    about = [one.kind, one.status, one.on or "no day", one.where or "no place", ", ".join(one.participants)]
    by = f"; initiated by {one.initiated_by}" if one.initiated_by else ""
    return printable(f"  {one.outlet}: {', '.join(about)}{by}")


def _row(line: Line, outlets: Sequence[str], room: int, wide: bool) -> str:
    text = cut(printable(f"{', '.join(line.speaker) or 'unnamed'}: {line.words}"), room)
    size = _COLUMN if wide else 2
    cells = [line.outlets[name].verdict if name in line.outlets else "" for name in outlets]
    shown = cells if wide else [_MARK.get(cell, "") for cell in cells]
    without = [f" {'-' if name in line.left_out else cell:<{size}}" for name, cell in zip(outlets, shown, strict=True)]
    return f"{text:<{room}}" + "".join(without).rstrip()


def _differing(disagreements: Sequence[Disagreement]) -> Iterator[str]:
    """Each disagreement, with every account and its words."""
    if disagreements:
        yield "\nThey differ (- above: left out, where most others have it):"
    for one in disagreements:
        yield f"  {one.about}"
        for account in one.accounts:
            outlet = account.outlet or f"{PurePath(account.file).name} {account.page[:SHORT_ID]}"
            source = ", ".join(part for part in (account.by, account.said, outlet) if part)
            yield printable(f"    {account.value}: {source}, {account.id[:SHORT_ID]}: {cut(account.words, 90)}")
