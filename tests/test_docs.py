"""The documentation is executed: the command reference, and every console session in README and docs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

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
    from onrecord.cli import main

    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert all(f"## onrecord {name}\n" in text for name in main.commands)
