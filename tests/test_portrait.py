"""One actor as its room shows it: against the statements themselves, whatever is joined, corrected or read again."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import SAMPLES
from msgspec.structs import replace

from onrecord.actors import Registry
from onrecord.ingest import pages
from onrecord.linking import link
from onrecord.nodes import node_of
from onrecord.pipeline import Means, add
from onrecord.record import Link, Mention, Statement
from onrecord.rules import Rules
from onrecord.store import Query, Store, portrait, schema
from onrecord.store.browse import KINDS, Browse
from onrecord.store.database import Database
from onrecord.store.store import FORMAT
from onrecord.web.actor import actor
from onrecord.web.room import Ask
from onrecord.web.search import NAMES, search
from onrecord.whois import actors

AT = "2031-03-20T10:15:00Z"


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with Store.open(str(tmp_path / "a.db"), create=True) as store:
        add(store, pages([str(SAMPLES)]), means=Means(tagger=Rules))
        for number, reading in enumerate(list(store.readings())):  # the registry knows some of them
            said = tuple(known(s, number) for s in reading.statements)
            store.add(replace(reading, made_by="known", statements=said), None)
        link(store, Registry.load(), AT)
        yield store


def known(statement: Statement, number: int) -> Statement:
    """The statement with an id of the registry for one name, on every page but each third."""
    speaker = statement.speaker
    if speaker and speaker.name == "Joren Madrek" and number % 3:
        return replace(statement, speaker=replace(speaker, id="joren-madrek"))
    return statement


def said_by(store: Store, nodes: tuple[str, ...]) -> list[dict[str, Any]]:
    """The statements of an actor, worked out from their JSON objects, newest first."""
    found = []
    for row in store.search(Query()):
        speakers = [msgspec.convert(one, Mention) for one in (row["speaker"], *row["co_speakers"]) if one]
        if {node_of(row["page"], one) for one in speakers} & set(nodes):
            found.append(row)
    return found


def check(store: Store, nodes: tuple[str, ...]) -> None:
    shown, expected = store.portrait(nodes), said_by(store, nodes)
    assert expected
    assert (shown.total, shown.at_least, shown.counted) == (len(expected), False, len(expected))
    assert {row["id"] for row in shown.statements} <= {row["id"] for row in expected}
    assert len(shown.statements) == min(len(expected), portrait.NEWEST)
    assert dict(shown.facets["outlet"]) == Counter(row["outlet"] for row in expected if row["outlet"])
    acts = {act: sum(n for _, n in days) for act, days in shown.acts.items()}
    assert acts == Counter(row["act"] for row in expected if row["act"])
    assert sum(n for _, n in shown.days) == len(expected)
    assert sum(n for *_, n in shown.called) == len(expected)
    offices = Counter(row["speaker"]["office"] for row in expected if row["speaker"] and row["speaker"]["office"])
    assert {title: n for title, *_, n in shown.offices}.items() <= offices.items() or any(
        row["co_speakers"] for row in expected
    )


def everybody(store: Store) -> list[tuple[str, ...]]:
    names = [name for name, _ in store.most("speaker", 100)]
    return sorted({nodes for name in names for nodes in actors(store, Registry.load(), name)})


def test_an_actor_is_counted_by_what_it_says(store: Store) -> None:
    found = everybody(store)
    assert any("joren-madrek" in nodes for nodes in found)
    assert any(len(nodes) > 1 for nodes in found)
    for nodes in found:
        check(store, nodes)


def test_what_is_joined_parted_corrected_and_read_again_shows_at_once(store: Store) -> None:
    nodes = next(nodes for nodes in everybody(store) if len(nodes) > 2 and said_by(store, nodes[:1]))
    about = {"kind": "actor", "by": "Ines Vell", "at": AT}
    for other in nodes[1:]:
        store.append([Link(left=nodes[0], right=other, judgement="different", **about)])  # type: ignore[arg-type]
    parted = store.group("actor", nodes[0])
    assert parted == nodes[:1]
    check(store, parted)
    another = next(one for one in everybody(store) if one[0] not in nodes)
    left, right = sorted((nodes[0], another[0]))
    store.append([Link(left=left, right=right, judgement="same", **about)])  # type: ignore[arg-type]
    joined = store.group("actor", left)
    assert len(joined) == 1 + len(another)
    check(store, joined)

    row = said_by(store, ("joren-madrek",))[0]
    before = store.portrait(("joren-madrek",)).total
    reading = store.reading(row["page"])
    assert reading is not None
    silent = tuple(s for s in reading.statements if s.id != row["id"])
    store.add(replace(reading, made_by="another", statements=silent), None)
    check(store, ("joren-madrek",))
    assert store.portrait(("joren-madrek",)).total == before - 1


def test_of_one_who_says_more_than_is_counted_all_are_told_and_the_newest_looked_at(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    nodes = ("joren-madrek",)
    expected = sorted(said_by(store, nodes), key=lambda row: (row["said"] or row["published"])["value"])
    assert f"LIMIT {portrait.LOOKED}" in portrait.OF_TERM
    monkeypatch.setattr(portrait, "OF_TERM", portrait.OF_TERM.replace(f"LIMIT {portrait.LOOKED}", "LIMIT 2"))
    shown = store.portrait(nodes)
    assert (shown.total, shown.at_least, shown.counted) == (len(expected), False, 2)
    assert sum(n for _, n in shown.days) == len(expected)
    assert shown.statements[0]["id"] == expected[-1]["id"]


def test_of_one_who_is_joined_from_pages_and_says_too_much_it_is_said_that_there_is_more(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    nodes = next(nodes for nodes in everybody(store) if len(nodes) > 2 and "joren-madrek" not in nodes)
    monkeypatch.setattr(portrait, "COUNTED", 2)
    shown = store.portrait(nodes)
    assert (shown.total, shown.at_least, shown.counted) == (2, True, 2)


def test_what_a_known_actor_said_is_found_by_its_id(store: Store) -> None:
    found = store.browse(Browse(exact=(("actor", "joren-madrek"),), limit=500))
    expected = said_by(store, ("joren-madrek",))
    assert (found.total, found.at_least) == (len(expected), False)
    assert {row["id"] for row in found.statements} == {row["id"] for row in expected}
    room = search(store, Ask(given={"speaker_id": "joren-madrek", "words": "river"}))
    assert 0 < room.data["total"] < len(expected)
    assert set(room.data["facets"]) == {NAMES[kind] for kind in KINDS}


def test_whom_nothing_joins_is_found_by_name(tmp_path: Path) -> None:
    with Store.open(str(tmp_path / "a.db"), create=True) as store:
        add(store, pages([str(SAMPLES)]), means=Means(tagger=Rules))
        name, total = store.most("speaker", 1)[0]
        shown = store.portrait_by_name(name)
        assert (shown.total, shown.at_least) == (total, False)
        check(store, shown.nodes)
        room = actor(store, Ask(path={"id": name}))
        assert (room.data["name"], room.data["total"], room.data["joined"]) == (name, total, 1)


def test_a_file_of_version_2_gets_the_counts_of_its_actors(tmp_path: Path) -> None:
    old, new = str(tmp_path / "old.db"), str(tmp_path / "new.db")
    for path, steps in ((old, schema.STEPS[:2]), (new, schema.STEPS)):
        with Store(Database.open(path, replace(FORMAT, steps=steps), create=True), path) as store:
            add(store, pages([str(SAMPLES)]), means=Means(tagger=Rules))
            for number, reading in enumerate(list(store.readings())):
                said = tuple(known(s, number) for s in reading.statements)
                store.add(replace(reading, made_by="known", statements=said), None)
    with Store.open(old) as before, Store.open(new) as after:
        assert counted(before) == counted(after)
        assert store_count(before) > 0
        check(before, ("joren-madrek",))


def store_count(store: Store) -> int:
    return store.count("actor", "joren-madrek")


def counted(store: Store) -> list[Any]:
    """All that is counted, by the values themselves: the numbers of terms are a file's own."""
    terms = "SELECT kind, value, n FROM term WHERE n > 0 ORDER BY 1, 2"
    stated = "SELECT kind, value, first, statement FROM stated JOIN term ON number = term ORDER BY 1, 2, 3, 4"
    tally = "SELECT kind, value, first, t.n FROM tally AS t JOIN term ON number = term WHERE t.n > 0 ORDER BY 1, 2, 3"
    names = dict(store._database.rows("SELECT number, kind || ':' || value FROM term"))
    of = store._database.rows("SELECT statement, first, last, terms FROM facet ORDER BY 1")
    facets = [(s, first, last, sorted(names[int(term)] for term in terms.split())) for s, first, last, terms in of]
    return [*(store._database.rows(select) for select in (terms, stated, tally)), facets]
