"""The registry as commands take it: the folder that replaces our own, with what is ambiguous in it said."""

from __future__ import annotations

import click

from ..actors import Registry
from ..export import printable

SAID = 10  # things that are ambiguous, told one by one

registry_option = click.option(
    "--registry",
    metavar="FOLDER",
    help="Actors known beforehand: TOML files in place of those that come with onrecord.",
)


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
