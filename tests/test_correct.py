"""Corrections: what a person types, what becomes of the reading, and that it stays so."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import STORY
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.actors import Registry
from onrecord.cite import cite
from onrecord.cli import main
from onrecord.cli.corrections import pairs
from onrecord.correct import seen, standing
from onrecord.correct.overlay import ROLES
from onrecord.correcting import Signed, corrected, make, undo
from onrecord.errors import InputError, UsageError
from onrecord.ingest import pages
from onrecord.measure import as_text, measure
from onrecord.pipeline import Means, add, read
from onrecord.record import Correction, Page, Reading, check_spans, statement_json
from onrecord.rules import Rules
from onrecord.standoff import outermost, write_polnear
from onrecord.store import Query, Store

ME = Signed(by="Ines Vell", at="2031-03-05T09:00:00Z")


@pytest.fixture
def db(tmp_path: Path, story: Path) -> Store:
    store = Store.open(str(tmp_path / "a.db"), create=True)
    add(store, pages([str(story)]), means=Means(tagger=Rules))
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
    assert cite(now).startswith("[Tomas Rey], “We have kept our word")
    assert [r["id"] for r in db.search(Query(speaker="Tomas Rey"))] == [row["id"]]
    assert row["id"] not in [r["id"] for r in db.search(Query(speaker="Brunn"))]
    undo(db, row["id"], None, ME)
    assert db.statement(row["id"]) == row


def test_what_a_person_typed_comes_back_as_values(db: Store) -> None:
    row = saying(db, "kept our word")
    said = {
        "addressee": "Tomas Rey; Harbour Guild (organisation)",
        "via": "Meridian Wire (organisation)",
        "said": "2031-03-02/2031-03-03",
        "where": "Velden, XV",
        "manner": "mixed",
        "act": "agree",
    }
    for field, typed in said.items():
        make(db, row["id"], field, typed, ME)
    now = db.statement(row["id"])
    assert [(m["name"], m["kind"]) for m in now["addressee"]] == [
        ("Tomas Rey", "person"),
        ("Harbour Guild", "organisation"),
    ]
    assert now["via"][0]["name"] == "Meridian Wire"
    assert (now["said"]["value"], now["said"]["basis"]) == (said["said"], "corrected")
    assert (now["where"]["name"], now["where"]["country"]) == ("Velden", "XV")
    assert (now["manner"], now["act"]) == ("mixed", "agree")
    for field in ("addressee", "via", "said", "where", "act"):
        make(db, row["id"], field, "none", ME)
    now = db.statement(row["id"])
    assert (now["addressee"], now["via"], now["said"], now["where"], now["act"]) == ((), (), None, None, None)


def test_new_spans_give_a_new_manner_and_take_the_characters_of_other_roles(db: Store) -> None:
    row = saying(db, "forty ships")
    start = STORY.index("forty ships")
    make(db, row["id"], "content", f"{start}-{start + 11}", ME)
    now = db.statement(row["id"])
    assert (now["id"], now["quote"]["content"], now["manner"]) == (row["id"], "forty ships", "indirect")
    make(db, row["id"], "content", "“We have kept our word and the bridge is safe,”", ME)
    assert db.statement(row["id"])["manner"] == "direct"
    make(db, row["id"], "cue", "the bridge is safe", ME)
    now = db.statement(row["id"])
    assert now["quote"]["content"] == "“We have kept our word and  … ,”"
    make(db, row["id"], "manner", "mixed", ME)
    make(db, row["id"], "content", "“We have kept our word and the bridge is safe,”", ME)
    assert db.statement(row["id"])["manner"] == "mixed", "what a person said is not worked out again"


def test_a_rejected_statement_is_gone_but_its_citation_stays_good(db: Store) -> None:
    row = saying(db, "forty ships")
    make(db, row["id"], "rejected", "", ME)
    assert row["id"] not in [r["id"] for r in db.search(Query())]
    assert list(db.search(Query(words="forty"))) == []
    assert db.statement(row["id"])["quote"] == row["quote"]
    make(db, row["id"], "rejected", "no", ME)
    assert saying(db, "forty ships") == row


def test_a_missed_statement_is_added_corrected_and_taken_back(db: Store) -> None:
    page = saying(db, "forty ships")["page"]
    before = list(db.search(Query()))
    content = STORY.index("The Marsh bridge will reopen")
    typed = f"content={content}-{content + 38} source={STORY.index('Velden, 4')}-{STORY.index(', 4')}"
    added = make(db, page[:12], "statement", typed, ME)
    make(db, added.target[:12], "speaker", "Ada Brunn", ME)
    now = db.statement(added.target)
    assert now["quote"]["content"] == "The Marsh bridge will reopen on Friday"
    assert now["speaker"]["name"] == "Ada Brunn"
    with pytest.raises(UsageError, match="this very statement"):
        make(db, page, "statement", typed, ME)
    undo(db, added.target, added.number, ME)
    assert list(db.search(Query())) == before
    with pytest.raises(UsageError, match="taken back"):
        make(db, added.target, "speaker", "Tomas Rey", ME)


def test_what_a_page_says_of_itself_is_corrected_and_days_follow(db: Store) -> None:
    row = saying(db, "forty ships")
    assert row["said"]["value"] == "2031-03-04"
    mine = saying(db, "kept our word")
    make(db, mine["id"], "said", "2031-03-01", ME)
    for field, typed in (("outlet", "Velden Daily"), ("title", "Marsh bridge to reopen"), ("published", "2031-04-05")):
        make(db, row["page"], field, typed, ME)
    now = db.statement(row["id"])
    assert (now["outlet"], now["title"]) == ("Velden Daily", "Marsh bridge to reopen")
    assert (now["published"]["value"], now["said"]["value"]) == ("2031-04-05", "2031-04-05")
    assert db.statement(mine["id"])["said"]["value"] == "2031-03-01"
    assert db.reading(row["page"]).article.title.span == (0, 22)


def test_a_stretch_called_clutter_takes_its_statements_with_it(db: Store) -> None:
    row = saying(db, "forty ships")
    (start, _), end = row["source"][0], row["content"][-1][1]
    make(db, row["page"], "block", f"related-links {STORY.index('According')}-{end + 1}", ME)
    assert row["id"] not in [r["id"] for r in db.search(Query())]
    reading = db.reading(row["page"])
    assert next(b.kind for b in reading.article.blocks if b.start <= start < b.end) == "related-links"
    check_spans(reading)
    undo(db, row["page"], None, ME)
    make(db, row["page"], "block", f"share {start}", ME)
    assert row["id"] not in [r["id"] for r in db.search(Query())]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("mood", "x", "no field 'mood'"),
        ("outlet", "Velden Daily", "is corrected of a page"),
        ("speaker", "", "needs a value"),
        ("speaker", "…", "is no name"),
        ("speaker", "Ada\nBrunn\x00", "is no name"),
        ("said", "2031-02-30", "A date is written"),
        ("said", "2031-03-04/2031-03-01", "A date is written"),
        ("said", "２０３１", "A date is written"),
        ("manner", "loud", "manner is one of direct"),
        ("act", "sing", "act is one of agree"),
        ("content", "none", "does not have the words"),
        ("content", "5-5", "does not lie"),
        ("content", "9-99999", "does not lie"),
        ("content", "5-9;7-12", "overlap"),
        ("content", "words that nobody printed", "does not have the words"),
        ("rejected", "perhaps", "one of yes, no"),
        ("speaker", "x" * 3000, "takes up to"),
        ("where", "??", "is no place"),
    ],
)
def test_a_wrong_field_or_value_gets_a_sentence_and_changes_nothing(
    db: Store, field: str, typed: str, said: str
) -> None:
    row = saying(db, "forty ships")
    with pytest.raises(UsageError, match=said):
        make(db, row["id"], field, typed, ME)
    assert list(db.corrections()) == []
    assert db.statement(row["id"]) == row


def test_content_cannot_be_taken_away_whole(db: Store) -> None:
    row = saying(db, "forty ships")
    (start, end) = row["content"][0]
    with pytest.raises(UsageError, match="without content"):
        make(db, row["id"], "source", f"{start}-{end}", ME)


@pytest.mark.parametrize("by", ["", "   ", "onrecord 1.0", "OnRecord", "Ines\nVell", "x" * 300])
def test_a_correction_is_signed_by_a_person(db: Store, by: str) -> None:
    row = saying(db, "forty ships")
    with pytest.raises(UsageError):
        make(db, row["id"], "manner", "direct", replace(ME, by=by))
    with pytest.raises(UsageError):
        undo(db, row["id"], None, replace(ME, by=by))


def test_a_wrong_id_gets_a_sentence(db: Store) -> None:
    short = "is too short: give 6 letters"
    none = "there is no statement or page"
    for id, said in (("ffffffff", none), ("zz", short), ("", short), ("'; DROP TABLE page; --", none)):
        with pytest.raises(UsageError, match=said):
            make(db, id, "manner", "direct", ME)
    row = saying(db, "forty ships")
    with pytest.raises(UsageError, match="corrected of a statement"):
        make(db, row["page"], "speaker", "Ada Brunn", ME)
    with pytest.raises(UsageError, match="no correction"):
        undo(db, row["id"], None, ME)


def test_corrections_survive_reading_again_and_another_version(db: Store, story: Path) -> None:
    row = saying(db, "kept our word")
    make(db, row["id"], "speaker", "Tomas Rey", ME)
    gone = saying(db, "forty ships")
    make(db, gone["id"], "rejected", "yes", ME)
    left = list(db.search(Query()))
    assert add(db, pages([str(story)]), means=Means(tagger=Rules), redo=True)["known"] == 1
    assert list(db.search(Query())) == left
    machine = db.machine(row["page"])
    later = replace(machine, made_by="onrecord 9 / rules-9")
    assert db.add(later, None, correct=corrected)
    now = db.statement(row["id"])
    assert (now["speaker"]["name"], now["made_by"]) == ("Tomas Rey", "onrecord 9 / rules-9 / corrected")
    assert gone["id"] not in [r["id"] for r in db.search(Query())]
    with pytest.raises(ValueError, match="has corrections"):
        db.add(replace(machine, made_by="onrecord 10 / rules-9"), None)


def test_redo_keeps_what_is_read_otherwise_and_what_was_read_before(db: Store) -> None:
    row = saying(db, "kept our word")
    machine = db.machine(row["page"])
    make(db, row["id"], "speaker", "Tomas Rey", ME)
    fewer = replace(machine, statements=tuple(s for s in machine.statements if s.id != row["id"]))
    assert not db.add(fewer, None, correct=corrected), "without redo the reading is there already"
    assert db.add(fewer, None, correct=corrected, redo=True)
    assert db.machine(row["page"]) == fewer
    now = db.statement(row["id"])
    assert now["speaker"]["name"] == "Tomas Rey", "the person's statement stands as they left it"
    assert now["quote"] == row["quote"]
    undo(db, row["id"], None, ME)
    assert row["id"] not in [r["id"] for r in db.search(Query())]
    assert db.statement(row["id"])["speaker"] == row["speaker"], "the citation finds the earlier reading"


def test_a_correction_finds_its_statement_by_its_content_where_the_id_changed(db: Store) -> None:
    row = saying(db, "kept our word")
    make(db, row["id"], "speaker", "Tomas Rey", ME)
    machine = db.machine(row["page"])
    (start, end) = row["content"][0]

    def otherwise(statement):  # type: ignore[no-untyped-def]
        if statement.id != row["id"]:
            return replace(statement, parent="f" * 64)
        return replace(statement, id="f" * 64, content=((start + 8, end),), speaker=None)

    later = replace(machine, made_by="later", statements=tuple(map(otherwise, machine.statements)))
    db.add(later, None, correct=corrected)
    now = db.statement(row["id"])
    assert (now["content"], now["speaker"]["name"]) == (((start + 8, end),), "Tomas Rey")
    assert {r["parent"] for r in db.search(Query())} == {None, row["id"]}
    assert len(list(db.search(Query()))) == len(machine.statements)


def test_a_correction_moves_with_its_words_or_says_that_they_are_gone(db: Store) -> None:
    row = saying(db, "forty ships")
    make(db, row["id"], "cue", "According to", ME)
    make(db, row["id"], "speaker", "Tomas Rey", ME)
    machine = db.machine(row["page"])
    shifted = "A new line on top.\n" + STORY
    moved = replace(machine, made_by="a", statements=(), article=replace(machine.article, text=shifted, blocks=()))
    db.add(moved, None, correct=corrected)
    now = db.statement(row["id"])
    assert now["quote"] == row["quote"] | {"cue": "According to"}
    assert now["content"] == tuple((start + 19, end + 19) for start, end in row["content"])
    gone = replace(moved, made_by="b", article=replace(moved.article, text="Nothing of the kind."))
    db.add(gone, None, correct=corrected)
    reasons = [problem.reason for problem in db.reading(row["page"]).problems]
    assert len(reasons) == 1
    assert "no longer in the page's text" in reasons[0]
    assert len(list(db.corrections(row["page"]))) == 2, "and nothing is lost"


def test_the_undone_can_be_done_again_and_each_act_stays(db: Store) -> None:
    row = saying(db, "kept our word")
    first = make(db, row["id"], "speaker", "Tomas Rey", ME)
    make(db, row["id"], "speaker", "Zoë Marsh", ME)
    undo(db, row["id"], None, ME)
    assert db.statement(row["id"])["speaker"]["name"] == "Tomas Rey"
    undo(db, row["id"], first.number, ME)
    assert db.statement(row["id"]) == row
    every = [one for one in db.corrections() if one.target == row["id"]]
    assert [one.field for one in every] == ["speaker", "speaker", "undo", "undo"]
    back = replace(every[-1], number=9, value=every[-1].number)
    assert [one.number for one in standing([*every, back])] == [first.number]


spans = st.lists(st.integers(0, len(STORY) - 1), min_size=2, max_size=6, unique=True).map(sorted)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["source", "cue", "content"]), spans), max_size=6))
def test_no_correction_of_spans_breaks_a_statement(changes: list[tuple[int, str, list[int]]]) -> None:
    reading = _READING
    corrections = []
    for number, (n, role, points) in enumerate(changes, 1):
        statement = reading.statements[n % len(reading.statements)]
        pairs = tuple(zip(points[::2], points[1::2], strict=False))
        value = {"spans": pairs, "words": [STORY[a:b] for a, b in pairs]}
        corrections.append(
            Correction(
                page=reading.page, target=statement.id, field=role, value=value, by="I", at=ME.at, number=number,
                seen=seen(STORY, statement),
            )
        )  # fmt: skip
    now = corrected(reading, corrections)
    check_spans(now)
    assert [s.id for s in reading.statements if s not in now.statements] == [
        s.id for s in reading.statements if s.id in {c.target for c in corrections} and s not in now.statements
    ]
    assert {s.id for s in now.statements} == {s.id for s in reading.statements}
    for statement in now.statements:
        taken = [at for role in ("source", "cue", "content") for a, b in getattr(statement, role) for at in range(a, b)]
        assert len(taken) == len(set(taken))
        assert statement.content
    assert corrected(reading, corrections) == now


_READING: Reading = read(Page(data=STORY.encode(), file="story.txt"), Rules(), Registry.load())


def test_machine_and_people_are_compared_on_checked_pages_alone(db: Store) -> None:
    row, gone = saying(db, "kept our word"), saying(db, "forty ships")
    make(db, row["id"], "speaker", "Tomas Rey", ME)
    make(db, gone["id"], "rejected", "yes", ME)
    figures = measure(pairs(db))
    assert figures["checked pages"] == 0
    assert figures["statement found"]["recall"]["share"] is None
    touched = figures["touched elsewhere"]
    assert (touched["statements"], touched["rejected"], touched["speaker"]["right"]) == (2, 1, 0)
    content = STORY.index("The Marsh bridge will reopen")
    make(db, row["page"], "statement", f"content={content}-{content + 38}", ME)
    make(db, row["page"], "checked", "yes", ME)
    figures = measure(pairs(db))
    count = len(db.machine(row["page"]).statements)
    found = figures["statement found"]
    assert figures["checked pages"] == 1
    assert (found["precision"]["right"], found["precision"]["of"]) == (count - 1, count)
    assert (found["recall"]["right"], found["recall"]["of"]) == (count - 1, count)
    speaker = figures["of the statements found"]["speaker"]
    assert (speaker["right"], speaker["of"]) == (count - 2, count - 1)
    assert speaker["low"] < speaker["share"] < speaker["high"]
    assert figures["touched elsewhere"]["statements"] == 0
    assert f"{count - 1} of {count}" in as_text(figures)


def test_gold_is_scored_as_perfect_by_the_shared_scorers(db: Store, tmp_path: Path, shared: Path) -> None:
    row = saying(db, "kept our word")
    make(db, row["id"], "speaker", "Tomas Rey", ME)
    out = tmp_path / "gold"
    reading = db.reading(row["page"])
    assert write_polnear([reading], out)[:2] == (1, len(reading.statements))
    stem = reading.page[:16]
    assert (out / "text" / f"{stem}.txt").read_bytes().decode() == STORY
    answers = {"id": stem, "statements": [{r: getattr(s, r) for r in ROLES} for s in reading.statements]}
    (tmp_path / "p.jsonl").write_text(json.dumps(answers))
    scorer = [sys.executable, str(shared / "bench" / "score.py"), str(out), str(tmp_path / "p.jsonl")]
    figures = tmp_path / "f.json"
    subprocess.run([*scorer, "--json", str(figures)], check=True, capture_output=True)
    assert json.loads(figures.read_text())["slices"]["all"]["who_said_what"]["f1"] == 1.0
    rows = [statement_json(reading, s) | {"file": f"{stem}.txt"} for s in reading.statements]
    (tmp_path / "s.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
    scorer = [
        sys.executable,
        str(shared / "bench" / "score_speakers.py"),
        str(out / "speakers"),
        str(tmp_path / "s.jsonl"),
    ]
    subprocess.run([*scorer, "--json", str(figures)], check=True, capture_output=True)
    assert json.loads(figures.read_text())["all"]["accuracy"] == 1.0


def test_gold_has_every_character_in_one_role(db: Store, tmp_path: Path) -> None:
    row = saying(db, "kept our word")
    (start, end) = row["content"][0]
    make(db, row["page"], "statement", f"content={start + 1}-{end - 2} cue={start + 4}-{start + 8}", ME)
    reading = db.reading(row["page"])
    kept = outermost(reading.statements)
    assert len(kept) == len(reading.statements) - 1
    assert row["id"] in {one.id for one in kept}
    assert write_polnear([reading], tmp_path / "gold") == (1, len(kept), 1)
    with pytest.raises(InputError, match="is not empty"):
        write_polnear([reading], tmp_path / "gold")


def test_people_correct_list_undo_and_measure_by_command(db: Store, tmp_path: Path) -> None:
    path, row = str(tmp_path / "a.db"), saying(db, "kept our word")

    def run(*arguments: str, status: int = 0) -> str:
        result = CliRunner().invoke(main, [*arguments[:1], path, *arguments[1:]])
        assert result.exit_code == status, result.output
        return result.output

    assert "There are no corrections" in run("correct")
    assert "Say who you are" in run("correct", row["id"], "speaker", "Tomas Rey", status=2)
    hostile = "<script>alert(1)</script>\x1b[31m"
    said = run("correct", row["id"][:8], "speaker", "Tomas Rey", "--by", "Ines Vell", "--note", hostile)
    assert "speaker: Ada Brunn -> Tomas Rey, Ines Vell" in said
    assert "\x1b" not in said
    (listed,) = map(json.loads, run("correct", row["id"][:8]).splitlines())
    assert (listed["was"], listed["value"], listed["note"]) == ("Ada Brunn", "Tomas Rey", hostile)
    assert run("correct", row["id"], "--undo", "7", "--by", "Ines Vell", status=2).startswith("onrecord: There is no")
    assert run("correct", row["id"], "--undo", "--by", "Ines Vell").startswith("undone: 1 ")
    assert json.loads(run("correct", row["id"][:8]).splitlines()[0])["undone_by"] == 2
    out = str(tmp_path / "gold")
    assert "no page is marked as checked" in run("export", "--format", "polnear", "--out", out, status=1)
    assert "name it with --out" in run("export", "--format", "polnear", status=2)
    assert "No page is marked" in run("evaluate")
    run("correct", row["page"][:12], "checked", "--by", "Ines Vell")
    assert json.loads(run("evaluate", "--json"))["checked pages"] == 1
    assert "1 pages with" in run("export", "--format", "polnear", "--out", out)
    assert run("add", str(tmp_path / "story.txt"), "--redo", "--rules", "--workers", "1").count("1 already there") == 1
