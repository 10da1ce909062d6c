from __future__ import annotations

import hashlib
import itertools
import json
import multiprocessing
import os
import random
import re
import resource
import signal
import sqlite3
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import record
from onrecord.errors import StoreError, UsageError
from onrecord.record import (
    Article,
    Contact,
    Date,
    Mention,
    Named,
    Page,
    Problem,
    Reading,
    Span,
    Statement,
    Words,
    digest,
    reading_from_json,
    reading_json,
    statement_json,
)
from onrecord.store import Query, Store
from onrecord.store.database import Database, Format
from onrecord.store.rows import ARTICLE
from onrecord.store.schema import APPLICATION_ID, STEPS, VIEWS

SPAWN = multiprocessing.get_context("spawn")
PEOPLE = ("Ada Brunn", "Tomas Rey-Holt", "Zoë Marsh")
OUTLETS = ("Harbour Post", "Velden Daily", None)
SAID = (
    "the bridge is safe",
    "forty ships are waiting in the harbour",
    "talks on the toll failed again",
    "we want a cessation of tolls",
)


def page_of(n: int, **more: Any) -> Page:
    """The nth page of an invented story: a title, and two statements."""
    title = f"Day {n} at the Marsh bridge"
    said = f"{PEOPLE[n % 3]} said {SAID[n % 4]} {n}.\n{PEOPLE[(n + 1) % 3]} told Ilse Norr that {SAID[(n + 1) % 4]}.\n"
    return Page(data=f"{title}\n{said}".encode(), file=f"pages/{n}.txt", **more)


def reading_of(page: Page, made_by: str = "onrecord 0 / rules-0") -> Reading:
    """What a reader would make of such a page."""
    text = page.data.decode()
    title, first, second = text.splitlines()
    n = int(title.split()[1])
    statements = []
    for line, cue, person in ((first, " said ", PEOPLE[n % 3]), (second, " told ", PEOPLE[(n + 1) % 3])):
        at = text.index(line)
        start = at + line.index(" that ") + 6 if cue == " told " else at + line.index(cue) + len(cue)
        content = (start, at + len(line) - 1)
        statements.append(
            Statement(
                id=digest([page.id, text[slice(*content)], 0]),
                source=((at, at + len(person)),),
                cue=((at + len(person) + 1, at + len(person) + 5),),
                content=(content,),
                manner="direct" if cue == " said " else "indirect",
                score=0.5,
                speaker=Mention(name=person, kind="person", basis="full-name"),
                addressee=(Mention(name="Ilse Norr", kind="person"),) if cue == " told " else (),
                act="reject" if cue == " told " and n == 3 else None,
            )
        )
    outlet = OUTLETS[n % 3]
    return Reading(
        page=page.id,
        file=page.file,
        sha256=page.sha256,
        url=page.url,
        fetched=page.fetched,
        made_by=made_by,
        article=Article(
            text=text,
            title=Words(text=title, basis="first-line", span=(0, len(title))),
            outlet=Named(name=outlet, basis="given") if outlet else None,
            published=Date(value=f"2031-{n % 12 + 1:02}-{n % 28 + 1:02}", basis="stated") if n % 5 else None,
        ),
        statements=tuple(statements),
        contacts=(Contact(id=digest([page.id, "call"]), kind="call", participants=statements[0].addressee),),
        problems=(Problem(stage="clean", reason="No date was found.", file=page.file),) if not n % 5 else (),
    )


def filled(path: Path, numbers: Iterable[int]) -> Store:
    store = Store.open(str(path), create=True)
    for n in numbers:
        store.add(reading_of(page_of(n)), page_of(n))
    return store


def everything(store: Store) -> tuple[list[Any], ...]:
    return (
        list(store.search(Query())),
        list(store.search(Query(words="bridge toll"))),
        list(store.search(Query(words="bridge"))),
        list(store.readings()),
        list(store.problems()),
        list(store.counts().items()),
    )


# Any reading, made from the types in record.py, so that a field added there is tested here.

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def values(hint: Any) -> st.SearchStrategy[Any]:
    if hint is str:
        return TEXT
    if hint is float:
        return st.floats(allow_nan=False, allow_infinity=False)
    if hint == Span:
        return st.tuples(st.integers(0, 99), st.integers(0, 99))
    if get_origin(hint) is tuple:
        return st.lists(values(get_args(hint)[0]), max_size=3).map(tuple)
    if type(None) in get_args(hint):
        return st.none() | values(get_args(hint)[0])
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        hints = get_type_hints(hint, vars(record))
        return st.builds(hint, **{name: values(hints[name]) for name in hint.__struct_fields__})
    return st.from_type(hint)


READINGS = values(Reading).filter(lambda r: len({s.id for s in r.statements}) == len(r.statements))


@pytest.fixture(scope="module")
def growing(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Store]:
    """A store that property tests add to: a fresh one for every example would cost seconds."""
    with Store.open(str(tmp_path_factory.mktemp("growing") / "a.db"), create=True) as store:
        yield store


COUNTER = itertools.count()


@given(READINGS)
@settings(max_examples=150, deadline=None)
def test_any_reading_comes_back_as_it_was(growing: Store, reading: Reading) -> None:
    n = next(COUNTER)
    own = tuple(msgspec.structs.replace(s, id=f"{n} {s.id}") for s in reading.statements)
    reading = msgspec.structs.replace(reading, page=f"{n} {reading.page}", statements=own)
    assert growing.add(reading, None)
    assert growing.reading(reading.page) == reading
    assert [growing.statement(s.id) for s in own] == [statement_json(reading, s) for s in own]
    assert reading_from_json(json.loads(msgspec.json.encode(reading_json(reading)))) == reading


def test_every_field_of_an_article_is_kept() -> None:
    assert {*ARTICLE, "text"} == set(Article.__struct_fields__)


@given(st.binary(max_size=300), TEXT, st.none() | TEXT, st.dictionaries(TEXT, TEXT, max_size=3))
@settings(max_examples=40, deadline=None)
def test_a_page_keeps_its_bytes(growing: Store, data: bytes, file: str, url: str | None, given: dict[str, str]) -> None:
    given["example"] = f"{next(COUNTER)}"
    page = Page(data=data, file=file, url=url, fetched=url, media_type="text/html", charset=url, given=given)
    growing.receive(page)
    assert growing.page(page.id) == page
    assert growing.reading(page.id) is None


def test_the_same_reading_again_changes_nothing(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db", range(6)) as store:
        before = everything(store)
        assert store.has(page_of(3).id, "onrecord 0 / rules-0")
        assert not store.has(page_of(3).id, "onrecord 0 / other")
        assert not store.add(reading_of(page_of(3)), page_of(3))
        assert everything(store) == before


def test_the_order_of_adding_does_not_show(tmp_path: Path) -> None:
    orders = [list(range(30)), list(range(29, -1, -1)), random.Random(5).sample(range(30), 30)]
    found = []
    for number, order in enumerate(orders):
        with filled(tmp_path / f"{number}.db", order) as store:
            found.append(everything(store))
    assert found[0] == found[1] == found[2]
    assert len(found[0][0]) == 60


def test_a_page_received_twice_shows_its_earliest_receipt_in_either_order(tmp_path: Path) -> None:
    early = page_of(5, fetched="2031-03-01T10:00:00Z")
    late = msgspec.structs.replace(early, file="again/5.txt", fetched="2031-03-02T10:00:00Z")
    found = []
    for name, order in (("a.db", (early, late)), ("b.db", (late, early))):
        with Store.open(str(tmp_path / name), create=True) as store:
            for page in order:
                store.add(reading_of(page), page)
            found.append((everything(store), store.page(early.id)))
    assert found[0] == found[1]
    assert found[0][1] == early
    with Store.open(str(tmp_path / "b.db"), write=True) as store:
        store.receive(msgspec.structs.replace(early, file="third.txt", fetched="2031-02-28"))
        row = store.statement(reading_of(early).statements[0].id)
        assert row is not None
        assert row["file"] == "third.txt"
        assert {problem.file for problem in store.problems()} == {"third.txt"}


def test_a_newer_reading_is_current_and_the_older_one_stays(tmp_path: Path) -> None:
    page = page_of(1)
    old, new = reading_of(page), reading_of(page, "onrecord 0 / model-1")
    new = msgspec.structs.replace(new, statements=new.statements[:1])
    with Store.open(str(tmp_path / "a.db"), create=True) as store:
        assert store.add(old, page)
        assert store.add(new, page)
        assert store.reading(page.id) == new
        assert [row["made_by"] for row in store.search(Query())] == ["onrecord 0 / model-1"]
        assert store.counts()["statements"] == 1
        same, gone = (store.statement(s.id) for s in old.statements)
        assert same is not None
        assert gone is not None
        assert (same["made_by"], gone["made_by"]) == ("onrecord 0 / model-1", "onrecord 0 / rules-0")
        assert not store.add(old, page)
        assert store.reading(page.id) == new


def test_text_and_bytes_are_kept_once(tmp_path: Path) -> None:
    pages = [page_of(1), page_of(1, url="https://a.example/1"), page_of(1, url="https://b.example/1")]
    with Store.open(str(tmp_path / "a.db"), create=True) as store:
        for page in pages:
            store.add(reading_of(page), page)
            store.add(reading_of(page, "onrecord 0 / model-1"), page)
        assert [store.page(page.id) for page in pages] == pages
        assert store.counts()["pages"] == 3
    with sqlite3.connect(tmp_path / "a.db") as plain:
        assert plain.execute("SELECT (SELECT count(*) FROM text), (SELECT count(*) FROM original)").fetchone() == (1, 1)
    plain.close()


def test_an_id_that_another_page_has_is_refused_and_nothing_of_the_page_kept(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db", [1]) as store:
        before = everything(store)
        taken = store.reading(page_of(1).id)
        assert taken is not None
        other = msgspec.structs.replace(reading_of(page_of(2)), statements=taken.statements)
        with pytest.raises(StoreError, match=r"pages/2\.txt.*taken"):
            store.add(other, page_of(2))
        assert everything(store) == before
        assert store.page(page_of(2).id) is None
        with pytest.raises(ValueError, match="came with the bytes"):
            store.add(reading_of(page_of(2)), page_of(3))


def test_a_statement_is_found_by_the_beginning_of_its_id(tmp_path: Path) -> None:
    page = page_of(1)
    reading = reading_of(page)
    ids = ("abcdef0001", "abcdef0002", "abcdef")
    named = tuple(msgspec.structs.replace(reading.statements[0], id=id) for id in ids)
    with Store.open(str(tmp_path / "a.db"), create=True) as store:
        store.add(msgspec.structs.replace(reading, statements=named), page)
        assert [(store.statement(id) or {})["id"] for id in ids] == list(ids)
        assert (store.statement("abcdef0002") or {})["id"] == "abcdef0002"
        assert store.statement("abcde") is None
        assert store.statement("abcdef1") is None
        with pytest.raises(UsageError, match=r"statement abcdef0001, statement abcdef0002; give more"):
            store.statement("abcdef0")


def test_a_problem_of_a_file_is_kept_once(tmp_path: Path) -> None:
    problem = Problem(stage="ingest", reason="The file is empty.", file="pages/empty.txt")
    elsewhere = msgspec.structs.replace(problem, at="line 7")
    with filled(tmp_path / "a.db", [0]) as store:
        for _ in range(3):
            store.add_problem(elsewhere)
            store.add_problem(problem)
        assert list(store.problems()) == [*reading_of(page_of(0)).problems, problem, elsewhere]
        assert store.counts()["problems"] == 3


def test_lone_surrogates_in_a_file_name_are_kept_as_question_marks(tmp_path: Path) -> None:
    page = msgspec.structs.replace(page_of(5), file="caf\udce9.txt", given={"title": "\ud800"})
    with Store.open(str(tmp_path / "a.db"), create=True) as store:
        store.add(reading_of(page), page)
        store.receive(page)
        store.add_problem(Problem(stage="ingest", reason="x", file="\udcff"))
        kept = store.page(page.id)
        assert kept is not None
        assert (kept.data, kept.file, kept.given) == (page.data, "caf?.txt", {"title": "?"})
        assert [problem.file for problem in store.problems()] == ["?", "caf?.txt"]


# Search


def ids_of(store: Store, **query: Any) -> list[str]:
    return [row["quote"]["content"] for row in store.search(Query(**query))]


@pytest.fixture(scope="module")
def twelve(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Store]:
    with filled(tmp_path_factory.mktemp("twelve") / "a.db", range(12)) as store:
        yield store


def test_words_are_found_in_any_form_and_phrases_to_the_letter(twelve: Store) -> None:
    assert len(ids_of(twelve, words="ship")) == len(ids_of(twelve, words="ships")) == 6
    assert ids_of(twelve, words='"ship"') == []
    assert len(ids_of(twelve, words='"forty SHIPS are"')) == 6
    assert len(ids_of(twelve, words="“forty ships are” waiting")) == 6
    assert ids_of(twelve, words='"ships forty"') == []
    assert ids_of(twelve, words='"forty ships" bridge') != []  # bridge stands in the title
    assert ids_of(twelve, about='"forty ships" bridge') == []
    assert len(ids_of(twelve, words="ZOE")) == 8  # an accent does not matter; source and speaker count


def test_signs_between_words_are_passed_over(twelve: Store) -> None:
    plain = ids_of(twelve, words="bridge safe")
    assert plain
    assert ids_of(twelve, words="bridge — safe !") == ids_of(twelve, words='bridge "..." safe') == plain
    assert ids_of(twelve, words="— !") == []


def test_names_are_whole_words(twelve: Store) -> None:
    assert len(ids_of(twelve, speaker="brunn")) == 8
    assert len(ids_of(twelve, speaker="Brunn Ada")) == 8
    assert ids_of(twelve, speaker="Brun") == []
    assert len(ids_of(twelve, speaker="rey-holt")) == 8
    assert len(ids_of(twelve, to="Norr")) == 12
    assert ids_of(twelve, to="Brunn") == []
    assert ids_of(twelve, about="Brunn") == []
    assert {row["outlet"] for row in twelve.search(Query(outlet="velden daily"))} == {"Velden Daily"}
    assert len(ids_of(twelve, outlet="Post", speaker="Ada", manner="direct")) == 4
    assert {row["manner"] for row in twelve.search(Query(words="toll", manner="indirect"))} == {"indirect"}
    assert len(ids_of(twelve, act="reject")) == 1
    assert ids_of(twelve, act="agree") == []


def test_an_unresolved_speaker_is_found_by_the_source_words(tmp_path: Path) -> None:
    page = page_of(1)
    reading = reading_of(page)
    unnamed = msgspec.structs.replace(reading.statements[0], speaker=None)
    with Store.open(str(tmp_path / "a.db"), create=True) as store:
        store.add(msgspec.structs.replace(reading, statements=(unnamed,)), page)
        assert len(ids_of(store, speaker="Rey-Holt")) == 1


def test_the_best_come_first_and_the_limit_holds(twelve: Store) -> None:
    everything = ids_of(twelve, words="harbour")
    assert ids_of(twelve, words="harbour", limit=2) == everything[:2]
    assert ids_of(twelve, limit=0) == []
    in_content_first = ids_of(twelve, words="bridge")
    assert "bridge" in in_content_first[0]
    assert "bridge" not in in_content_first[-1]


def test_without_words_the_order_is_date_then_page_then_position(twelve: Store) -> None:
    rows = list(twelve.search(Query()))
    dates = [(row["published"] or {}).get("value") or "~" for row in rows]
    keys = [(date, row["page"], row["content"]) for date, row in zip(dates, rows, strict=True)]
    assert keys == sorted(keys)
    assert dates[-1] == "~"


PREFIX = st.dates().flatmap(lambda d: st.sampled_from([d.isoformat()[:n] for n in (4, 7, 10)]))
VALUES = PREFIX | st.tuples(PREFIX, PREFIX).map("/".join)


def not_before(date: str, since: str) -> bool:
    return date[: len(since)] >= since[: len(date)]


@given(st.lists(st.none() | VALUES, min_size=1, max_size=6), st.none() | PREFIX, st.none() | PREFIX)
@settings(max_examples=60, deadline=None)
def test_dates_are_compared_as_far_as_they_are_known(
    growing: Store, dates: list[str | None], since: str | None, until: str | None
) -> None:
    page = page_of(1, url=f"https://velden.example/{next(COUNTER)}")
    reading = reading_of(page)
    said = {digest([page.id, n]): date for n, date in enumerate(dates)}
    statements = tuple(
        msgspec.structs.replace(reading.statements[0], id=id, said=Date(value=date, basis="stated"))
        for id, date in said.items()
    )
    undated = msgspec.structs.replace(reading.article, published=None)
    growing.add(msgspec.structs.replace(reading, article=undated, statements=statements), page)
    found = {row["id"] for row in growing.search(Query(since=since, until=until)) if row["page"] == page.id}
    expected = {
        id
        for id, date in said.items()
        if (since is None or (date is not None and not_before(date.split("/")[-1], since)))
        and (until is None or (date is not None and not_before(until, date.split("/")[0])))
    }
    assert found == expected


def test_the_date_on_which_it_was_said_counts_before_that_of_the_page(tmp_path: Path) -> None:
    reading = reading_of(page_of(1))
    said = msgspec.structs.replace(reading.statements[0], said=Date(value="1931-05", basis="stated"))
    with Store.open(str(tmp_path / "a.db"), create=True) as store:
        store.add(msgspec.structs.replace(reading, statements=(said, reading.statements[1])), None)
        assert [row["id"] for row in store.search(Query(until="1931"))] == [said.id]


def test_until_a_month_includes_all_of_it(twelve: Store) -> None:
    january = [row["published"]["value"] for row in twelve.search(Query(until="2031-02"))]
    assert january
    assert max(january) == "2031-02-02"
    assert len(ids_of(twelve, since="2031")) == 18
    assert len(ids_of(twelve, since="2031-02-02", until="2031-02-02")) == 2


@given(st.text(st.characters() | st.sampled_from('"*()^:{}-+ANDORNEAR“'), max_size=12))
@settings(max_examples=150, deadline=None)
def test_no_words_are_an_error(twelve: Store, words: str) -> None:
    for query in (Query(words=words), Query(about=words, speaker=words), Query(words=f'"{words}', outlet=words)):
        if re.search(r"-[^\W\d_]", words):  # words to leave out, and perhaps none to find
            with suppress(UsageError):
                assert all(row["id"] for row in twelve.search(query))
        else:
            assert all(row["id"] for row in twelve.search(query))


@pytest.mark.parametrize(
    "query",
    [
        Query(since="20 January"),
        Query(until="2016-13"),
        Query(since=""),
        Query(manner="loud"),
        Query(act="shout"),
        Query(limit=-1),
    ],
)
def test_a_value_that_nothing_matches_is_refused(twelve: Store, query: Query) -> None:
    with pytest.raises(UsageError):
        next(twelve.search(query), None)


# Plain SQL


def test_the_views_give_the_public_fields(tmp_path: Path) -> None:
    filled(tmp_path / "a.db", range(4)).close()
    with Store.open(str(tmp_path / "a.db")) as store:
        rows = {row["id"]: msgspec.to_builtins(row) for row in store.search(Query())}
    plain = sqlite3.connect(tmp_path / "a.db")
    plain.row_factory = sqlite3.Row
    found = plain.execute("SELECT * FROM statements").fetchall()
    assert len(found) == len(rows) == 8
    for line in found:
        expected = rows[line["id"]]
        for name, value in expected.items():
            nested = isinstance(value, list | tuple | dict)
            shown = json.loads(line[name]) if nested else line[name]
            assert shown == (json.loads(json.dumps(value)) if nested else value)
        assert line["speaker_name"] == expected["speaker"]["name"]
        assert line["quote_content"] == expected["quote"]["content"]
        assert line["published_value"] == (expected["published"] or {}).get("value")
    for view in ("pages", "contacts", "problems"):
        assert plain.execute(f"SELECT count(*) FROM {view}").fetchone()[0] > 0
    assert plain.execute("SELECT statements, file FROM pages ORDER BY file").fetchone()[:] == (2, "pages/0.txt")
    plain.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")  # the index against the tables
    plain.execute("INSERT INTO search (search) VALUES ('rebuild')")
    plain.close()


def test_every_table_view_and_column_is_described(tmp_path: Path) -> None:
    described = (Path(__file__).parents[1] / "docs" / "format.md").read_text(encoding="utf-8")
    filled(tmp_path / "a.db", []).close()
    plain = sqlite3.connect(tmp_path / "a.db")
    names = [name for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
    for name in names:
        if not name.startswith(("search_", "term_words_", "sqlite_")):
            assert f"`{name}`" in described
            columns = {column for _, column, *_ in plain.execute(f"PRAGMA table_info({name})")}
            missing = {column for column in columns if not re.search(f'`"?{column}"?`', described)}
            assert not missing, name
    plain.close()
    assert f"now {len(STEPS)}." in described
    assert set(re.findall(r"`(\w+)`", described.split("## Views")[0])) >= set(Statement.__struct_fields__)


# Several programs, and programs that end early


def add_pages(path: str, numbers: Iterable[int], started: str, pause: float) -> None:
    Path(started).touch()
    with Store.open(path, create=True) as store:
        for n in numbers:
            store.add(reading_of(page_of(n)), page_of(n))
            time.sleep(pause)


def test_two_programs_add_at_once(tmp_path: Path) -> None:
    path = tmp_path / "both.db"
    halves = (range(100), range(139, 39, -1))
    both = [SPAWN.Process(target=add_pages, args=(str(path), half, str(tmp_path / "on"), 0)) for half in halves]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    assert [process.exitcode for process in both] == [0, 0]
    with Store.open(str(path)) as store, filled(tmp_path / "one.db", range(140)) as one:
        assert everything(store) == everything(one)


def test_a_program_killed_while_adding_leaves_whole_pages(tmp_path: Path) -> None:
    path, chosen = tmp_path / "killed.db", random.Random(11)
    for attempt in range(3):
        started = tmp_path / f"started-{attempt}"
        process = SPAWN.Process(target=add_pages, args=(str(path), range(200), str(started), 0.002))
        process.start()
        while not started.exists():
            time.sleep(0.005)
        time.sleep(chosen.uniform(0.0, 0.2))
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join(60)
        assert process.exitcode == -signal.SIGKILL
        plain = sqlite3.connect(path)
        assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        plain.close()
        with Store.open(str(path), create=True) as store:
            kept = list(store.readings())
            expected = {page_of(n).id: reading_of(page_of(n)) for n in range(len(kept))}
            assert {reading.page: reading for reading in kept} == expected
    with filled(path, range(200)) as store, filled(tmp_path / "one.db", range(200)) as one:
        assert everything(store) == everything(one)


def add_with_little_space(path: str, answers: multiprocessing.SimpleQueue[str], limit: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        add_pages(path, range(200), f"{path}-started", 0)
    except StoreError as error:
        answers.put(str(error))


@pytest.mark.parametrize("limit", [100_000, 300_000, 420_000])
def test_a_disk_that_is_full_keeps_what_was_there(tmp_path: Path, limit: int) -> None:
    path, answers = tmp_path / "full.db", SPAWN.SimpleQueue()
    process = SPAWN.Process(target=add_with_little_space, args=(str(path), answers, limit))
    process.start()
    process.join(60)
    assert process.exitcode == 0
    assert answers.get().startswith(f"{path}: ")
    with filled(path, []) as store:
        kept = {reading.page: reading for reading in store.readings()}
    assert kept == {page_of(n).id: reading_of(page_of(n)) for n in range(len(kept))}
    with filled(path, range(200)) as store, filled(tmp_path / "one.db", range(200)) as one:
        assert everything(store) == everything(one)


# What version 1 of the format wrote. Never edited: files like it are out there.
VERSION_1 = """
INSERT INTO page VALUES (1, 'p1', 's1', 'https://post.example/1', 'text/plain', NULL, '{}');
INSERT INTO original VALUES ('s1', 4, x'789c4b4eccc9050003f8019e');
INSERT INTO receipt VALUES (1, 1, 'a.txt', '2031-03-04');
INSERT INTO text VALUES (1, 't1', 'Ada said calm.');
INSERT INTO reading VALUES (1, 1, 'onrecord 0.1.0 / rules-1', 1, 1, NULL,
  '{"name":"Harbour Post","basis":"given","span":null}', NULL, NULL, NULL, '[]', '[]', '[]');
INSERT INTO statement VALUES (1, 1, 0, 'abcdef01', NULL, 'direct', 'Ada', 'said', 'calm', '[[0,3]]', '[[4,8]]',
  '[[9,13]]', NULL, '[]', '', '[]', '', '[]', NULL, NULL, NULL, NULL, NULL, 0.5);
INSERT INTO search (rowid, content, source, speaker, addressee, title, outlet)
  VALUES (1, 'calm', 'Ada', 'Ada ', '', '', 'Harbour Post');
"""


def test_a_file_of_version_1_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    Database.open(str(path), Format(mark=APPLICATION_ID, steps=STEPS[:1], views=VIEWS), create=True).close()
    plain = sqlite3.connect(path)
    plain.executescript(VERSION_1)
    plain.close()
    with Store.open(str(path)) as store:
        row = next(store.search(Query(words="calm", speaker="Ada", outlet="Harbour")))
        assert (row["id"], row["quote"]) == ("abcdef01", {"source": "Ada", "cue": "said", "content": "calm"})
        assert (row["file"], row["url"], row["outlet"]) == ("a.txt", "https://post.example/1", "Harbour Post")
        page = store.page("p1")
        assert page is not None
        assert (page.data, page.fetched) == (b"calm", "2031-03-04")
    with filled(path, range(6)) as store:
        assert store.counts()["pages"] == 7


def test_a_file_of_version_1_gets_the_actors_of_its_readings(tmp_path: Path) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    ada = Mention(name="Ada Brunn", kind="person", id="ada-brunn", role="host", office="Mayor of Velden")
    reading = reading_of(page_of(1))
    first = msgspec.structs.replace(reading.statements[0], co_speakers=(ada,), via=(Mention(name="a witness"),))
    contacts = (msgspec.structs.replace(reading.contacts[0], participants=(ada,), initiated_by=ada),)
    reading = msgspec.structs.replace(reading, statements=(first, reading.statements[1]), contacts=contacts)
    with Store.open(str(new), create=True) as store:
        store.add(reading, page_of(1))
    Database.open(str(old), Format(mark=APPLICATION_ID, steps=STEPS[:1], views=VIEWS), create=True).close()
    plain = sqlite3.connect(old)
    plain.execute("ATTACH ? AS new", (str(new),))
    for table in ("page", "text", "reading", "statement", "contact"):
        columns = ", ".join(f'"{column}"' for _, column, *_ in plain.execute(f"PRAGMA main.table_info({table})"))
        plain.execute(f"INSERT INTO {table} SELECT {columns} FROM new.{table}")
    plain.commit()
    plain.close()
    Store.open(str(old)).close()
    rows = []
    for path in (old, new):
        plain = sqlite3.connect(path)
        rows.append([plain.execute(f"SELECT * FROM {table}").fetchall() for table in ("mention", "party")])
        plain.close()
    start = page_of(1).id[:16]
    assert rows[0] == rows[1]
    assert sorted(rows[0][0]) == [
        (1, "co_speaker", "ada-brunn", "Ada Brunn", "person", "Mayor of Velden"),
        (1, "speaker", f"{start}/tomas-rey-holt", "Tomas Rey-Holt", "person", None),
        (2, "addressee", f"{start}/ilse-norr", "Ilse Norr", "person", None),
        (2, "speaker", f"{start}/zoe-marsh", "Zoë Marsh", "person", None),
    ]
    mayor = ("ada-brunn", "Ada Brunn", "person", "Mayor of Velden")
    assert rows[0][1] == [(1, "host", *mayor), (1, "initiator", *mayor)]


def test_a_published_step_is_never_edited() -> None:
    hashes = [hashlib.sha256(step.encode()).hexdigest()[:16] for step in STEPS]
    assert hashes == ["233410b6ad45440f", "3660a1943b4128c6", "4745aa6c1cff1152"], (
        "a change to the tables is one more step: people have files of every version"
    )
