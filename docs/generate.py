"""Writes what the documentation takes from the code: docs/cli.md, and the table of floors in docs/accuracy.md.

python docs/generate.py [--check]
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import click

from onrecord.cli import main as commands

DOCS = Path(__file__).parent
FLOORS = DOCS.parent / "evaluation" / "floors.json"
TABLE = re.compile(r"(?<=<!-- floors -->\n).*?(?=<!-- end of floors -->)", re.DOTALL)


def reference() -> str:
    """Return the command reference as Markdown."""
    parts = ["# Commands", "", "Made from `--help` by `make docs`; a test keeps it true.", ""]
    context = click.Context(commands, info_name="onrecord", max_content_width=100, terminal_width=100)
    pages = [("onrecord", commands.get_help(context))]
    for name in commands.list_commands(context):
        command = commands.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context, max_content_width=100, terminal_width=100)
        pages.append((f"onrecord {name}", command.get_help(inner)))
    for title, text in pages:
        parts += [f"## {title}", "", "```text", text.rstrip(), "```", ""]
    return "\n".join(parts)


def accuracy() -> str:
    """Return the page on accuracy with its table of floors as floors.json has them."""
    rows = ["| gold | figure | floor |", "| --- | --- | --- |"]
    for gold, kept in json.loads(FLOORS.read_text(encoding="utf-8")).items():
        rows += [f"| {gold} | {name.replace('_', ' ')} | {value:.3f} |" for name, value in kept["floors"].items()]
    text = (DOCS / "accuracy.md").read_text(encoding="utf-8")
    return TABLE.sub(lambda _: "\n".join(rows) + "\n", text)


def main() -> int:
    """Write the pages, or with --check say which are out of date."""
    stale = 0
    for name, text in (("cli.md", reference()), ("accuracy.md", accuracy())):
        page = DOCS / name
        if "--check" not in sys.argv[1:]:
            page.write_text(text, encoding="utf-8")
        elif not page.exists() or page.read_text(encoding="utf-8") != text:
            print(f"{name} is out of date: run `make docs`", file=sys.stderr)
            stale = 1
        else:
            print(f"{name} is up to date")
    return stale


if __name__ == "__main__":
    sys.exit(main())
