"""The room of one statement: in its place on the page, cited in three styles, pointed at from outside."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from ..align.differences import Difference
from ..anchor import fragment, selector
from ..cite import STYLES, cite
from ..correcting import history_of
from ..gather import line_of
from ..record import Reading, words_at
from ..store import Store
from ..undated import Undated
from .changes import OF_STATEMENTS, around
from .marks import ROLES, passage
from .room import Ask, NotThere, Room


def statement(store: Store, ask: Ask) -> Room:
    """Return the room of the statement with this id, or with an id that begins so."""
    row = store.statement(ask.path["id"])
    if row is None:
        raise NotThere(f"There is no statement {ask.path['id']} in this record.")
    reading = store.reading(row["page"])
    assert reading is not None, "a statement stands on a page"
    held = next((s for s in reading.statements if s.id == row["id"]), None)
    data: dict[str, Any] = {
        "statement": row,
        "citations": {style: cite(row, style, reading.fetched) for style in STYLES},
        "selectors": [selector(reading.article.text, span) for span in row["content"]] if held else [],
        "address": fragment(row["url"], reading.article.text, row["content"]) if row["url"] and held else row["url"],
        "sha256": reading.sha256,
        "dating": msgspec.to_builtins(Undated(store).dating(reading)),
        "line": [_telling(one.statement, one.difference) for one in line_of(store, row["id"])] if held else [],
        "history": history_of(store, row["page"], row["id"]),
    }
    number = next((n for n, s in enumerate(reading.statements, 1) if s.id == row["id"]), 0)
    view = {
        "selectors_text": json.dumps(data["selectors"], indent=2, ensure_ascii=False),
        "sections": passage(reading.article, number, held) if held else [],
        "current": held is not None,
        "why": _reasons(reading, row),
        "number": number,
    }
    if ask.editing:
        view |= {"fields": OF_STATEMENTS, "choice": around(reading.article, held) if held else None}
    return Room(template="statement", title=_title(row), data=data, view=view)


def _telling(row: dict[str, Any], difference: Difference | None) -> dict[str, Any]:
    return {"id": row["id"], "page": row["page"], "outlet": row["outlet"], "published": row["published"]} | {
        "verdict": difference.verdict if difference else "fullest"
    }


def _title(row: dict[str, Any]) -> str:
    speaker = (row["speaker"] or {}).get("name") or row["quote"]["source"] or "Nobody named"
    return f"{speaker}: {row['quote']['content']}"


def _reasons(reading: Reading, row: dict[str, Any]) -> dict[str, str]:
    """Return the words that each of the speaker, the day, the place and the roles rests on."""
    text = reading.article.text
    named = {"speaker": row["speaker"], "said": row["said"], "where": row["where"]}
    spans = {name: [value["span"]] for name, value in named.items() if value and value["span"]}
    spans |= {role: row[role] for role in ROLES}
    return {
        name: words_at(text, tuple((start, end) for start, end in found)) for name, found in spans.items()
    } | dict.fromkeys(named.keys() - spans.keys(), "")
