"""The documentation is executed: the command reference, and every console session in README and docs."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from warcs import response, zipped

from onrecord.cli import main

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SESSION = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_command_reference_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def steps(session: str) -> list[tuple[str, list[str]]]:
    """The commands of a console session, each with the output lines printed below it."""
    found: list[tuple[str, list[str]]] = []
    for line in session.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found:
            found[-1][1].append(line)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_sessions_give_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    """Each command runs in one empty folder, in order; a line `...` stands for any lines."""
    samples = ROOT / "src" / "onrecord" / "samples" / "pages"
    (tmp_path / "pages").symlink_to(samples)
    for session in SESSION.findall(page.read_text(encoding="utf-8")):
        for command, shown in steps(session):
            command = command.replace("make demo", "onrecord demo")  # which is what it runs, once all is installed
            done = subprocess.run(
                ["bash", "-c", f'onrecord() {{ {sys.executable} -m onrecord "$@"; }}; {command}'],
                cwd=tmp_path,
                capture_output=True,
                text=True,
                check=False,
                env={**os.environ, "COLUMNS": "120"},
            )
            pattern = "".join(
                r"(?:.*\n)*?" if line == "..." else re.escape(line.rstrip()).replace(r"\.\.\.", ".*") + r" *\n"
                for line in shown
            )
            assert re.fullmatch(pattern, done.stdout + done.stderr), (
                f"{page.name}: $ {command}\n{done.stdout}{done.stderr}"
            )


def test_every_command_is_in_the_reference() -> None:
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert all(f"## onrecord {name}\n" in text for name in main.commands)


def examples(command: click.Command, path: str = "") -> dict[str, list[str]]:
    """The lines of the example that ends the help of each command."""
    inner = command.commands if isinstance(command, click.Group) else {}
    found = {path: re.findall(r"^  (onrecord .*|cat .*)$", command.epilog or "", re.MULTILINE)}
    return found | {k: v for name, one in inner.items() for k, v in examples(one, f"{path} {name}".strip()).items()}


EXAMPLES = examples(main)
NOT_RUN = {"demo", "bench", "serve"}  # what makes the record here, takes long, or does not end


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all that examples name: a demo record, pages, lists of actors."""
    made = tmp_path_factory.mktemp("examples")
    pages = ROOT / "src" / "onrecord" / "samples" / "pages"
    shutil.copytree(pages, made / "pages")
    shutil.copy(pages / "courier-truce.html", made / "page.html")
    shutil.copy(pages / "kestag-call.txt", made / "page.txt")
    text = (pages / "kestag-call.txt").read_text(encoding="utf-8")
    (made / "articles.jsonl").write_text(json.dumps({"body": text}) + "\n", encoding="utf-8")
    (made / "crawl.warc.gz").write_bytes(zipped([response((pages / "courier-truce.html").read_bytes())]))
    entity = {"id": "anna", "schema": "Person", "properties": {"name": ["Anna Berg"]}}
    (made / "people.ftm.json").write_text(json.dumps(entity) + "\n", encoding="utf-8")
    (made / "people.csv").write_text("name\nAnna Berg\n", encoding="utf-8")
    (made / "my-registry").mkdir()
    (made / "my-registry" / "people.toml").write_text('[[person]]\nid = "anna"\nname = "Anna Berg"\n', encoding="utf-8")
    assert CliRunner().invoke(main, ["demo", "--db", str(made / "demo.db")]).exit_code == 0
    return made


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_example_of_every_help_works_when_pasted(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    assert EXAMPLES[name], f"the help of {name} ends without an example"
    monkeypatch.chdir(folder)
    shutil.copy("demo.db", "news.db")
    for line in EXAMPLES[name] if name not in NOT_RUN else ():
        for part in line.partition("    #")[0].partition(" > ")[0].split(" && "):
            shown, _, piped = part.rpartition(" | ")
            given = Path(shown.removeprefix("cat ")).read_text(encoding="utf-8") if piped != part else None
            words = shlex.split(piped)[1:]
            if words[0] != "demo":
                done = CliRunner().invoke(main, words, input=given)
                assert done.exit_code == 0, f"{part}: {done.output}"
                assert done.output, part
