"""The commands about actors and joins, and a registry of one's own: what they print, and what bad input gets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main

PAGES = (
    "Ruritanian Foreign Minister Ivan Petrov said the bridge was safe. Petrov told Anna Berg that tolls would rise.",
    "Ivan Petrov, the foreign minister of Ruritania, said the bridge was closed. Anna Berg said bread was dear.",
    "The Mayor of Zenda, Ivan Petrov, said the town was quiet. Tomas Roe said so too.",
)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def said(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("who")
    (folder / "pages").mkdir()
    for number, text in enumerate(PAGES):
        (folder / "pages" / f"{number}.txt").write_text(f"{text}\n")
    said(run("add", folder / "first.db", folder / "pages", "--rules", "--workers", "1"))
    said(run("link", folder / "first.db"))
    return folder


@pytest.fixture
def db(folder: Path, tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    path.write_bytes((folder / "first.db").read_bytes())
    return path


def links(db: Path, kind: str = "actor") -> list[dict[str, str]]:
    rows = [json.loads(line) for line in said(run("export", db, "--format", "links")).splitlines()]
    assert all(list(row) == ["kind", "left", "right", "judgement", "score", "by", "at", "reason"] for row in rows)
    return [row for row in rows if row["kind"] == kind]


def petrovs(db: Path) -> list[str]:
    refused = run("actor", db, "Ivan Petrov")
    assert refused.exit_code == 2
    assert "is the name of 2 actors" in refused.stderr
    return refused.stderr.partition("say which: ")[2].strip(". \n").split(", ")


def test_link_joins_once(db: Path) -> None:
    assert {row["judgement"] for row in links(db)} == {"same", "unsure"}
    before = links(db)
    assert "0 actors" in run("link", db).stderr
    assert links(db) == before


def test_a_judgement_is_kept_and_said(db: Path) -> None:
    first, second = petrovs(db)
    done = said(run("judge", db, first, second, "same", "--by", "Ines Vell", "--note", "he moved"))
    assert "same, Ines Vell" in done
    (row,) = [row for row in links(db) if row["by"] == "Ines Vell"]
    assert (row["judgement"], row["reason"], row["score"]) == ("same", "he moved", 1.0)
    assert "as judged before" in said(
        run("judge", db, second, first, "same", "--by", "Ines Vell", "--note", "he moved")
    )
    assert len(json.loads(said(run("actor", db, "Ivan Petrov", "--format", "jsonl")))["nodes"]) == 3
    said(run("actors", "split", db, first, second, "--by", "Ada Roe"))
    assert len(petrovs(db)) == 2
    said(run("actors", "merge", db, first, second, "--by", "Ada Roe"))
    said(run("link", db, "--again"))
    said(run("actor", db, "Ivan Petrov"))


def test_merges_in_a_circle_are_one_actor(db: Path) -> None:
    first, second = petrovs(db)
    roe = json.loads(said(run("actor", db, "Tomas Roe", "--format", "jsonl")))["nodes"][0]
    for one, other in ((first, second), (second, roe), (roe, first)):
        said(run("actors", "merge", db, one, other, "--by", "Ines Vell"))
    assert len(json.loads(said(run("actor", db, "Tomas Roe", "--format", "jsonl")))["nodes"]) == 4
    said(run("actors", "split", db, roe, first, "--by", "Ines Vell"))
    assert len(json.loads(said(run("actor", db, first, "--format", "jsonl")))["nodes"]) in (2, 3)


@pytest.mark.parametrize(
    ("left", "right", "by", "reason"),
    [
        ("Nobody", "Anna Berg", "Ines Vell", "there is no statement, page, contact or actor Nobody"),
        ("Anna Berg", "Anna Berg", "Ines Vell", "one and the same actor already"),
        ("Ivan Petrov", "Anna Berg", "Ines Vell", "Ivan Petrov is the name of 2 actors"),
        ("Anna Berg", "Tomas Roe", "onrecord 0.1", "may not sign as onrecord"),
        ("Anna Berg", "Tomas Roe", "", "--by NAME"),
        ("STATEMENT", "Tomas Roe", "Ines Vell", "is a statement and Tomas Roe an actor"),
        ("PAGE", "OTHER PAGE", "Ines Vell", "say which with --kind copy or --kind story"),
    ],
)
def test_a_judgement_that_is_none_is_refused_in_a_sentence(
    db: Path, left: str, right: str, by: str, reason: str
) -> None:
    rows = [json.loads(line) for line in said(run("search", db, "--format", "jsonl")).splitlines()]
    pages = sorted({row["page"] for row in rows})
    ids = {"STATEMENT": rows[0]["id"], "PAGE": pages[0], "OTHER PAGE": pages[1]}
    before = links(db)
    refused = run("judge", db, ids.get(left, left), ids.get(right, right), "different", "--by", by)
    assert refused.exit_code == 2
    assert reason in refused.stderr
    assert "Traceback" not in refused.output
    assert links(db) == before


def test_kinds_follow_from_the_ids(db: Path) -> None:
    rows = [json.loads(line) for line in said(run("search", db, "--format", "jsonl")).splitlines()]
    pages = sorted({row["page"] for row in rows})
    assert said(run("judge", db, rows[0]["id"][:12], rows[1]["id"][:12], "same", "--by", "A")).startswith("line: ")
    assert said(run("judge", db, pages[0][:12], pages[1], "different", "--kind", "story", "--by", "A"))[:7] == "story: "
    wrong = run("judge", db, pages[0], rows[0]["id"], "same", "--kind", "copy", "--by", "A")
    assert "there is no page" in wrong.stderr


def test_one_actors_record(db: Path) -> None:
    record = json.loads(said(run("actor", db, "Anna Berg", "--format", "jsonl")))
    assert (record["name"], record["kind"]) == ("Anna Berg", "person")
    assert [one["content"] for one in record["statements"]] == ["bread was dear"]
    first = petrovs(db)
    records = [json.loads(said(run("actor", db, node, "--format", "jsonl"))) for node in first]
    minister = max(records, key=lambda one: len(one["statements"]))
    assert {"name": "Ivan Petrov", "count": 2} in minister["aliases"]
    assert {"name": "Petrov", "count": 1} in minister["aliases"]
    assert [(one["title"], one["basis"], one["pages"]) for one in minister["offices"]] == [
        ("Ruritanian Foreign Minister", "pages", 1),
        ("foreign minister of Ruritania", "pages", 1),
    ]
    assert minister["addresses"] == [{"name": "Anna Berg", "count": 1}]
    text = said(run("actor", db, first[0], "--format", "table"))
    assert text.startswith("Ivan Petrov (person)")
    assert "statements: " in text
    nobody = run("actor", db, "Nobody At All")
    assert nobody.exit_code == 2
    assert "Nobody in this record is called Nobody At All" in nobody.stderr


def test_who_is_in_a_record_and_in_a_registry(db: Path, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in said(run("actors", "list", db)).splitlines()]
    assert [row["statements"] for row in rows] == sorted((row["statements"] for row in rows), reverse=True)
    assert {"Anna Berg", "Ivan Petrov"} <= {row["name"] for row in rows}
    (tmp_path / "mine.toml").write_text(
        '[[person]]\nid = "a"\nname = "Anna Berg"\naliases = ["Berg"]\n[[person]]\nid = "b"\nname = "Bo Berg"\n'
        'aliases = ["Berg"]\noffices = [{title = "Mayor", from = "2030"}]\n'
    )
    (first, second) = (json.loads(line) for line in said(run("actors", "list", tmp_path / "mine.toml")).splitlines())
    assert first == {"id": "a", "name": "Anna Berg", "kind": "person", "aliases": ["Berg"], "offices": []}
    assert second["offices"] == [{"title": "Mayor", "from": "2030", "to": None}]
    problems = said(run("actors", "list", tmp_path / "mine.toml", "--problems"))
    assert json.loads(problems) == {"problem": "the name 'berg' is ambiguous: a, b"}
    assert "Bo Berg  person  Berg  Mayor (2030 to now)" in said(
        run("actors", "list", tmp_path / "mine.toml", "--format", "table")
    )


def test_a_registry_of_ones_own_replaces_ours_and_stands_on_the_reading(tmp_path: Path) -> None:
    page, mine = tmp_path / "page.txt", tmp_path / "mine"
    page.write_text("The Velden Guard said bread was dear.\n")
    mine.mkdir()
    (mine / "guard.toml").write_text('[[armed-group]]\nid = "vg"\nname = "Velden Guard"\naliases = ["Guard"]\n')
    (mine / "other.toml").write_text('[[group]]\nid = "other"\nname = "Guard"\n')
    first = run("read", page, "--rules", "--registry", mine, "--format", "jsonl")
    row = json.loads(said(first))
    assert (row["speaker"]["id"], row["speaker"]["kind"]) == ("vg", "armed-group")
    assert "the name 'guard' is ambiguous: vg, other" in first.stderr
    ours = json.loads(said(run("read", page, "--rules", "--format", "jsonl")))
    assert ours["speaker"]["id"] is None
    assert row["made_by"].startswith(f"{ours['made_by']} / registry ")
    (mine / "other.toml").write_text('[[group]]\nid = "other"\nname = "Watch"\n')
    other = json.loads(said(run("read", page, "--rules", "--registry", mine, "--format", "jsonl")))
    assert other["made_by"] != row["made_by"]
    said(run("add", tmp_path / "a.db", page, "--rules", "--registry", mine))
    assert "1 already there" in run("add", tmp_path / "a.db", page, "--rules", "--registry", mine).stderr
    assert "1 pages added" in run("add", tmp_path / "a.db", page, "--rules").stderr


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (None, "no registry files"),
        ("[[person", "not a registry file"),
        ('[[person]]\nid = "a"\nname = "Anna"\n[[person]]\nid = "a"\nname = "Bo"\n', "'a' (Bo) is given twice"),
        ('[[person]]\nid = "a"\nname = "Anna"\nsame_as = "b"\n', "a: same_as names 'b'"),
        (
            '[[person]]\nid = "a"\nname = "A"\nsame_as = "b"\n[[person]]\nid = "b"\nname = "B"\nsame_as = "a"\n',
            "a, b: each is the same as the next, in a circle",
        ),
        ('[[person]]\nid = "a"\nname = "A"\nsame_as = "a"\n', "a: each is the same as the next, in a circle"),
        ('[[person]]\nid = "a"\nname = "A"\noffices = [{title = "Mayor", from = "2031-02-30"}]\n', "is no date"),
    ],
)
def test_a_bad_registry_is_a_sentence_before_anything_is_written(
    tmp_path: Path, words: str | None, reason: str
) -> None:
    mine, page = tmp_path / "mine", tmp_path / "page.txt"
    page.write_text("Anna Berg said bread was dear.\n")
    mine.mkdir()
    if words:
        (mine / "bad.toml").write_text(words)
    refused = run("add", tmp_path / "a.db", page, "--rules", "--registry", mine)
    assert refused.exit_code == 1
    assert str(mine) in refused.stderr
    assert reason in refused.stderr
    assert not (tmp_path / "a.db").exists()


def test_an_imported_list_becomes_a_registry_file(tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text(
        "Person,kind,title,of,from\nAnna Berg,person,Mayor,Velden,2030\nBo,ship,,,\n,person,,,\nJ,person,,,\n"
    )
    out = tmp_path / "people.toml"
    done = run("actors", "import", table, "--format", "csv", "--column", "name=Person", "--out", out)
    assert done.exit_code == 1
    assert f"{table}, line 3: 'ship' is no kind of actor" in done.stderr
    assert f"{table}, line 4: no name" in done.stderr
    names = [json.loads(line)["name"] for line in said(run("actors", "list", out)).splitlines()]
    assert names == ["Anna Berg", "J"]
    assert not list(tmp_path.glob("*.part"))
    assert run("actors", "import", table, "--column", "name").exit_code == 2
    missing = run("actors", "import", tmp_path / "none.csv")
    assert missing.exit_code == 1
    assert "No such file" in missing.stderr
    nowhere = run("actors", "import", table, "--column", "name=Person", "--out", table / "x.toml")
    assert nowhere.exit_code == 1
    assert "cannot be written" in nowhere.stderr


def test_a_page_that_names_hundreds_and_names_of_every_kind(tmp_path: Path) -> None:
    names = [f"Anna {chr(65 + i % 26)}erg{'abcdefghij'[i // 26 % 10]}{'klmnopqrst'[i // 40]}" for i in range(400)]
    strange = ["J", "Анна Берг", "王毅", "X Y", "آنا برگ"]
    lines = [f"{name} said that bread was dear." for name in (*names, *strange)]
    (tmp_path / "page.txt").write_text("\n".join(lines))
    (tmp_path / "again.txt").write_text("\n\n".join(lines))
    db = tmp_path / "a.db"
    said(run("add", db, tmp_path / "page.txt", tmp_path / "again.txt", "--rules", "--workers", "1"))
    said(run("link", db))
    joined = [row for row in links(db) if row["judgement"] == "same"]
    assert len(joined) >= 400
    assert len(json.loads(said(run("actor", db, names[7], "--format", "jsonl")))["nodes"]) == 2
