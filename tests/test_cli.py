from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import STORY

from onrecord.cli import main


def run(*arguments: str | Path, **more: object) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], **more)  # type: ignore[arg-type]
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def shell(*arguments: str | Path, **more: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *map(str, arguments)], capture_output=True, check=False, **more
    )  # type: ignore[call-overload,no-any-return]


def test_read_prints_statements_with_spans_into_the_file(story: Path) -> None:
    result = run("read", story, "--workers", "1")
    assert result.exit_code == 0, result.stderr
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    told = next(row for row in rows if row["quote"]["cue"] == "told")
    assert told["quote"]["content"] == "“We have kept our word and the bridge is safe,”"
    assert told["speaker"]["name"] == "Ada Brunn"
    assert told["manner"] == "direct"
    for row in rows:
        for role in ("source", "cue", "content"):
            assert " … ".join(STORY[start:end] for start, end in row[role]) == row["quote"][role]


def test_read_gives_whole_readings(story: Path) -> None:
    result = run("read", story, "--readings", "--workers", "1")
    reading = json.loads(result.stdout)
    assert reading["article"]["text"] == STORY
    assert {"blocks", "statements", "contacts", "problems"} <= set(reading)


def test_read_takes_standard_input(story: Path) -> None:
    result = run("read", "-", "--workers", "1", input=story.read_bytes())
    assert result.exit_code == 0
    assert "bridge is safe" in result.stdout


def test_readings_go_into_a_record_as_pages_do(story: Path, tmp_path: Path) -> None:
    readings = tmp_path / "readings.jsonl"
    readings.write_text(run("read", story, "--readings", "--workers", "1").stdout, encoding="utf-8")
    for name, source in (("a.db", story), ("b.db", readings)):
        assert run("add", tmp_path / name, source, "--workers", "1").exit_code == 0
    exported = [run("export", tmp_path / name).stdout for name in ("a.db", "b.db")]
    assert exported[0] == exported[1] != ""


def test_add_search_show(story: Path, tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    added = run("add", db, story, "--workers", "1")
    assert added.exit_code == 0
    assert "1 pages added" in added.stderr
    again = run("add", db, story, "--workers", "1")
    assert "0 pages added" in again.stderr
    assert "1 already there" in again.stderr
    rows = [json.loads(line) for line in run("search", db, "safe", "--speaker", "Brunn").stdout.splitlines()]
    assert len(rows) == 1
    shown = run("show", db, rows[0]["id"][:10]).stdout
    assert "“We have kept our word and the bridge is safe,” Brunn told reporters in Velden." in shown
    assert "Ada Brunn" in shown
    assert "2031-03-04" in shown
    cited = run("show", db, rows[0]["id"], "--cite", "bibtex").stdout
    assert cited.startswith("@")


def test_several_workers_give_the_same_record(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text(STORY.replace("forty", f"{number} of the"), encoding="utf-8")
    one, two = (run("read", tmp_path, "--readings", "--workers", workers).stdout for workers in ("1", "2"))
    assert one == two
    assert one.count("\n") == 30


def test_problems_are_listed_and_the_rest_goes_on(story: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x00\x01\x02\xff\xfe" * 100)
    result = run("read", bad, story, "--workers", "1")
    assert result.exit_code == 1
    assert "bridge is safe" in result.stdout
    assert "bad.txt" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["read", "no-such-file.txt"],
        ["read", "--field", "text", "x"],
        ["search", "no-such.db"],
        ["show", "no-such.db", "abc"],
        ["read", "--readings", "--format", "csv", "x"],
        ["nonsense"],
    ],
)
def test_wrong_usage_is_a_sentence(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert done.exit_code in (1, 2)
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir()), "a command that failed left something behind"


def test_a_file_that_is_no_database_is_refused_and_left_alone(story: Path) -> None:
    before = story.read_bytes()
    for command in (["search", story], ["add", story, story]):
        done = run(*command)
        assert done.exit_code == 1
        assert "story.txt" in done.stderr
        assert story.read_bytes() == before


def test_output_pipes(story: Path, tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"{number}.txt").write_text(STORY.replace("forty", str(number)), encoding="utf-8")
    done = subprocess.run(
        f"{sys.executable} -m onrecord read {tmp_path} --workers 1 | head -n 1",
        shell=True,
        capture_output=True,
        check=False,
    )
    assert done.stdout.count(b"\n") == 1
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_leaves_whole_pages_and_no_traceback(tmp_path: Path, stop: int) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(200):
        (folder / f"{number:03}.txt").write_text(STORY.replace("forty", str(number)) * 3, encoding="utf-8")
    db = tmp_path / "news.db"
    process = subprocess.Popen(
        [sys.executable, "-m", "onrecord", "add", str(db), str(folder), "--rules", "--workers", "2"],
        stderr=subprocess.PIPE,
        text=True,
    )
    while process.poll() is None and not db.exists():
        pass
    os.kill(process.pid, stop)
    _, stderr = process.communicate()
    assert "Traceback" not in stderr
    assert "Warning" not in stderr
    assert process.returncode == 128 + stop
    done = shell("add", db, folder, "--rules", "--workers", "1")
    assert done.returncode == 0, done.stderr
    exported = shell("export", db).stdout
    fresh = tmp_path / "fresh.db"
    shell("add", fresh, folder, "--rules", "--workers", "1")
    assert shell("export", fresh).stdout == exported


def test_a_full_disk_behind_the_output_is_a_sentence(story: Path, tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    shell("add", tmp_path / "news.db", story)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "onrecord", "export", str(tmp_path / "news.db")],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert b"the output cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr


def test_output_is_utf8_whatever_the_locale(story: Path) -> None:
    plain = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1", "LC_ALL": "C"}
    done = shell("read", story, "--format", "csv", env=plain)
    assert done.returncode == 0
    assert "“We have kept our word" in done.stdout.decode("utf-8")


def test_a_pipe_can_be_named(story: Path) -> None:
    done = subprocess.run(
        f"cat {story} | {sys.executable} -m onrecord read /dev/stdin", shell=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert b"bridge is safe" in done.stdout


def test_a_least_score_is_kept_and_cannot_stand_beside_the_rules(story: Path) -> None:
    def scores(*options: str) -> list[float]:
        found = run("read", story, "--format", "jsonl", "--workers", "1", *options)
        assert found.exit_code == 0, found.output
        return [json.loads(line)["score"] for line in found.stdout.splitlines()]

    assert min(scores("--least", "0.8")) >= 0.8
    assert len(scores("--least", "0.95")) < len(scores("--least", "0.1"))
    refused = run("read", story, "--least", "0.8", "--rules")
    assert refused.exit_code == 2
    assert "--least" in refused.stderr
    assert run("read", story, "--least", "1.5").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["read", "f.jsonl", "--field", "text=body", "--field", "text=b"], "--field text is given twice"),
        (["actors", "import", "f.csv", "--column", "name=a", "--column", "name=b"], "--column name is given twice"),
        (["topic", "news.db", "--drop"], "name it"),
        (["show", "news.db", "3f9"], "'3f9' is too short"),
        (["demo", "--db", "news.db"], "news.db: holds other pages"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    arguments: list[str], told: str, story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "f.jsonl").write_text('{"body": "a", "b": "b"}\n')
    (tmp_path / "f.csv").write_text("a,b\nAda,Bo\n")
    run("add", "news.db", story, "--workers", "1", "--rules")
    before = run("export", "news.db").stdout
    done = run(*arguments)
    assert done.exit_code == 2
    assert told in done.stderr
    assert run("export", "news.db").stdout == before


def test_actors_go_neither_into_a_folder_nor_in_place_of_a_link(tmp_path: Path) -> None:
    table, mine, link = tmp_path / "people.csv", tmp_path / "mine", tmp_path / "link.toml"
    table.write_text("name\nAda Brunn\n")
    mine.mkdir()
    link.symlink_to(mine / "people.toml")
    refused = run("actors", "import", table, "--out", mine)
    assert refused.exit_code == 1
    assert f"{mine}: is a folder" in refused.stderr
    assert not list(mine.iterdir())
    assert run("actors", "import", table, "--out", link).exit_code == 0
    assert link.is_symlink()
    assert "Ada Brunn" in (mine / "people.toml").read_text()


def test_a_closed_output_is_a_sentence(story: Path, tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    for command, status in ((f"add {db} {story} --rules", 0), (f"export {db}", 1)):
        done = subprocess.run(
            f"{sys.executable} -m onrecord {command} >&-", shell=True, capture_output=True, text=True, check=False
        )
        assert done.returncode == status, done.stderr
        assert "Traceback" not in done.stderr
    assert "the output cannot be written" in done.stderr


def test_an_interrupt_is_a_sentence(monkeypatch: pytest.MonkeyPatch, story: Path, tmp_path: Path) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("onrecord.cli.pages.add_pages", interrupted)
    done = run("add", tmp_path / "news.db", story)
    assert done.exit_code == 130
    assert done.stderr.strip() == "onrecord: add was stopped; what it kept is whole, run it again to go on."
