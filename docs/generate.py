"""Writes docs/cli.md, the command reference, from the commands' own help.

python docs/generate.py [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from onrecord.cli import main as commands

TARGET = Path(__file__).with_name("cli.md")


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


def main() -> int:
    """Write the reference, or with --check say whether it is up to date."""
    text = reference()
    if "--check" not in sys.argv[1:]:
        TARGET.write_text(text, encoding="utf-8")
        return 0
    if TARGET.read_text(encoding="utf-8") == text:
        print(f"{TARGET.name} is up to date")
        return 0
    print(f"{TARGET.name} is out of date: run `make docs`", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
