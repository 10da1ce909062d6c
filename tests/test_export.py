from __future__ import annotations

import csv
import io
import json
import unicodedata
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.export import FORMATS, printable, table, write
from onrecord.record import (
    Article,
    Date,
    Mention,
    Named,
    Reading,
    Statement,
    Words,
    reading_from_json,
    reading_json,
    statement_json,
)

TEXT = "Toll to rise\n\n“No,” Ada Brunn told Ilse Norr, “not before June.”\n"


def reading(text: str = TEXT, outlet: str | None = "Harbour Post") -> Reading:
    statement = Statement(
        id="0123456789abcdef",
        source=((20, 29),),
        cue=((30, 34),),
        content=((14, 19), (46, 64)),
        manner="direct",
        score=0.5,
        speaker=Mention(name="Ada Brunn", kind="person", basis="full-name"),
        addressee=(Mention(name="Ilse Norr", kind="person"), Mention(name=None, kind="unnamed")),
        via=(Mention(name="Meridian Wire", kind="organisation"),),
        said=Date(value="2031-03-04", basis="published"),
    )
    return Reading(
        page="p1",
        file="a.txt",
        sha256="s1",
        made_by="onrecord 0 / rules-0",
        article=Article(
            text=text,
            title=Words(text="Toll to rise", basis="first-line", span=(0, 12)),
            outlet=Named(name=outlet, basis="given") if outlet else None,
            published=Date(value="2031-03", basis="stated"),
        ),
        statements=(statement,),
    )


def row(text: str = TEXT, **more: Any) -> dict[str, Any]:
    one = reading(text)
    return statement_json(one, one.statements[0]) | more


def written(rows: list[dict[str, Any]], format: str) -> str:
    stream = io.StringIO(newline="")
    assert write(iter(rows), format, stream) == len(rows)
    return stream.getvalue()


def test_jsonl_is_the_public_object_one_a_line() -> None:
    lines = written([row(), row()], "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == [json.loads(msgspec.json.encode(row()))] * 2
    assert "“No,”" in lines[0]  # as it is, not as an escape


def test_readings_go_out_and_come_back() -> None:
    assert reading_from_json(json.loads(written([reading_json(reading())], "jsonl"))) == reading()


def test_csv_has_one_row_a_statement() -> None:
    rows = list(csv.DictReader(io.StringIO(written([row()], "csv"), newline="")))
    assert len(rows) == 1
    expected = {
        "id": "0123456789abcdef",
        "speaker_name": "Ada Brunn",
        "quote_content": "“No,” … “not before June.”",
        "outlet": "Harbour Post",
        "published_value": "2031-03",
        "said_value": "2031-03-04",
        "content": "14-19;46-64",
        "addressee": "Ilse Norr",
        "via": "Meridian Wire",
        "url": "",
        "score": "0.5",
    }
    assert {name: rows[0][name] for name in expected} == expected


def test_csv_has_every_public_field() -> None:
    header = written([], "csv").strip().split(",")
    assert {name.split("_")[0] if name not in row() else name for name in header} >= set(row())


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_cell_of_a_csv_is_a_formula_and_every_text_survives(text: str) -> None:
    cell = next(csv.DictReader(io.StringIO(written([row(title=text)], "csv"), newline="")))["title"]
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert text in (cell, cell[1:])
    assert cell == text or cell[0] == "'"


@pytest.mark.parametrize("start", ["=HYPERLINK(", "+1", "-1", "@SUM", "\t=1", "＝1"])
def test_what_a_spreadsheet_takes_for_a_formula_gets_an_apostrophe(start: str) -> None:
    cell = next(csv.DictReader(io.StringIO(written([row(title=start)], "csv"), newline="")))["title"]
    assert cell == f"'{start}"


def test_another_format_is_refused() -> None:
    with pytest.raises(UsageError, match=", ".join(FORMATS)):
        write([], "xml", io.StringIO())


def columns(line: str) -> int:
    return sum(0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF") for c in line)


def test_the_table_shows_who_said_what() -> None:
    head, line = table([row()], 120)
    assert head.split() == ["id", "date", "outlet", "speaker", "manner", "statement"]
    assert line.split("  ")[0] == "01234567"
    assert "Ada Brunn" in line
    assert "2031-03-04" in line
    assert line.endswith("“No,” … “not before June.”")


def test_the_table_shows_the_source_where_the_speaker_is_not_known() -> None:
    unresolved = row(speaker={"name": None, "kind": "unnamed"}, published=None, said=None, outlet=None)
    assert "Ada Brunn" in list(table([unresolved], 120))[1]
    assert "Ada Brunn" in list(table([row(speaker=None)], 120))[1]


@given(st.text(max_size=400), st.integers(0, 200))
def test_a_table_line_stays_within_the_width_and_moves_no_cursor(text: str, width: int) -> None:
    lines = list(table([row(outlet=text, quote={"source": text, "content": text}, speaker=None)], width))
    assert len(lines) == 2
    for line in lines:
        assert columns(line) <= max(width, 50)
        assert line == printable(line)


def test_printable_takes_out_what_steers_a_terminal() -> None:
    assert printable("a\x1b[31mb\u202ec\u2028d\x9be\n") == "a [31mbc d e "
    assert list(table([row(outlet="\x1b]0;owned\x07Post")], 120))[1].count("\x1b") == 0


def test_a_shortened_cell_ends_in_an_ellipsis() -> None:
    line = list(table([row(quote={"source": "", "content": "waiting " * 50})], 100))[1]
    assert line.endswith("…")
    assert columns(line) == 100
    wide = list(table([row(quote={"source": "", "content": "橋" * 50})], 100))[1]
    assert wide.endswith("橋…")
    assert 99 <= columns(wide) <= 100


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("2031-03-02/2031-03-08", "2031-03-02/08"),
        ("2031-03-30/2031-04-02", "2031-03-30/04-02"[:12] + "…"),
        ("2031-03/2031-05", "2031-03/05"),
        ("2031-03-02", "2031-03-02"),
    ],
)
def test_the_table_shortens_an_interval_as_iso_8601_does(said: str, shown: str) -> None:
    row = {"id": "0" * 64, "manner": "direct", "outlet": None, "quote": {"content": "“No,”", "source": "Ada"}}
    *_, line = table([{**row, "speaker": None, "said": {"value": said}, "published": None}], 100)
    assert line.split()[1] == shown
