"""The options that several commands share: the registry, the form of what is printed, pairs of names, a signature."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import click

from ..actors import Registry
from ..correcting import Signed
from ..errors import UsageError
from ..export import printable

SAID = 10  # things that are ambiguous, told one by one

registry_option = click.option(
    "--registry",
    metavar="FOLDER",
    help="Actors known beforehand: TOML files in place of those that come with onrecord.",
)
form_option = click.option(
    "--format", "form", type=click.Choice(["table", "jsonl"]), help="Default: table on a terminal, else jsonl."
)


def signature(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options by which a person signs: `signed` reads them."""
    by = click.option("--by", envvar="ONRECORD_BY", metavar="NAME", help="Who you are; also taken from ONRECORD_BY.")
    return by(click.option("--note", help="Why.")(command))


def signed(given: dict[str, Any]) -> Signed:
    """Return who signs, now, of the options of a command."""
    return Signed(by=given["by"] or "", at=now(), note=given["note"])


def now() -> str:
    """Return this instant in UTC, as corrections and links carry it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def mapping(option: str, pairs: tuple[str, ...], like: str) -> dict[str, str]:
    """Return the pairs OURS=THEIRS of an option; raises UsageError, with a pair like them, where one is none."""
    found: dict[str, str] = {}
    for pair in pairs:
        ours, _, theirs = pair.partition("=")
        if not (ours and theirs):
            raise UsageError(f"{option} {pair}: write it as OURS=THEIRS, as in {option} {like}")
        if ours in found:
            raise UsageError(f"{option} {ours} is given twice: a field is read from one place.")
        found[ours] = theirs
    return found


def load_registry(folder: str | None) -> Registry:
    """Load the registry of a folder, or our own; say on standard error what a folder leaves ambiguous.

    Raises InputError where it cannot be used.
    """
    registry = Registry.load(folder)
    if folder is not None and registry.version:
        problems = registry.check()
        for problem in problems[:SAID]:
            click.echo(printable(f"{folder}: {problem.reason}"), err=True)
        if len(problems) > SAID:
            rest = len(problems) - SAID
            click.echo(f"{folder}: and {rest} more; `onrecord actors list {folder} --problems` lists them", err=True)
    return registry
