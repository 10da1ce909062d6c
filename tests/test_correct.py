"""Corrections: what a person types, what becomes of the reading, and that it stays so."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from conftest import STORY
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.correct import correct, seen, standing
from onrecord.correcting import Signed, corrected, make, undo
from onrecord.errors import UsageError
from onrecord.ingest import pages
from onrecord.pipeline import add, read
from onrecord.actors import Registry
from onrecord.record import Correction, Cut, Page, Reading, check_spans, digest
from onrecord.rules import Rules
from onrecord.store import Query, Store

ME = Signed(by="Ines Vell", at="2031-03-05T09:00:00Z")


@pytest.fixture
def db(tmp_path: Path, story: Path) -> Store:
    store = Store.open(str(tmp_path / "a.db"), create=True)
    add(store, pages([str(story)]), tagger=Rules)
    return store


def saying(store: Store, words: str) -> dict:
    (row,) = [row for row in store.search(Query()) if words in row["quote"]["content"]]
    return row


def test_a_corrected_speaker_shows_everywhere_and_keeps_the_id(db: Store) -> None:
    row = saying(db, "kept our word")
    make(db, row["id"][:10], "speaker", "Tomas Rey", ME)
    now = db.statement(row["id"])
    assert now["speaker"]["name"] == "Tomas Rey"
    assert now["speaker"]["basis"] == "corrected"
    assert now["made_by"] == row["made_by"] + " / corrected"
    assert [r["id"] for r in db.search(Query(speaker="Tomas Rey"))] == [row["id"]]
    assert row["id"] not in [r["id"] for r in db.search(Query(speaker="Brunn"))]
    undo(db, row["id"], None, ME)
    assert db.statement(row["id"]) == row
