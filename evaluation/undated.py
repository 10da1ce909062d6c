"""Reads dated articles as if nothing were printed, and asks whether the interval that is inferred holds the true day.

    python evaluation/undated.py [--articles 30] [--errors]

The articles are those of the PolNeAR training part, in the order of their names, spread evenly; the true day stands in
the name of each file. Every printed day is taken from the article before its own words, offices and events are asked;
nothing is said of when it was fetched. Beside them, the same without the known events.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from statistics import median

from msgspec.structs import replace
from shared import SHARED

from onrecord.actors import Registry
from onrecord.clean import clean
from onrecord.ingest import pages
from onrecord.pipeline import dated
from onrecord.record import Page

FOLDER = SHARED / "data" / "polnear" / "train" / "text"


def intervals(articles: int, registry: Registry, folder: Path = FOLDER) -> list[tuple[str, date, str | None, str]]:
    """Return the name, true day, inferred value and reason of each of some articles read as undated."""
    files = sorted(folder.glob("*.txt"))
    chosen = files[:: max(1, len(files) // articles)][:articles]
    found = []
    for page in pages([str(file) for file in chosen]):
        if not isinstance(page, Page):
            raise SystemExit(f"{page.file}: no page")
        article = replace(clean(page)[0], published=None, other_dates=())
        got = dated(article, replace(page, fetched=None), registry).published
        name = Path(page.file).stem
        value, why = (got.value, got.why or "") if got else (None, "")
        found.append((name, date.fromisoformat(name.split("_")[1]), value, why))
    return found


def measure(found: list[tuple[str, date, str | None, str]]) -> dict[str, float]:
    """Return how many articles have an interval, how many intervals hold the true day, and the median width in days."""
    days = [
        (day, *(date.fromisoformat(end) for end in (value.split("/")[0], value.split("/")[-1])))
        for _, day, value, _ in found
        if value
    ]
    return {
        "articles": len(found),
        "with_interval": len(days),
        "holds_true_day": sum(first <= day <= last for day, first, last in days),
        "median_days": median([(last - first).days for _, first, last in days] or [0]),
    }


def main() -> None:
    """Print the figures, and with --errors the intervals that miss the true day."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=30)
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    registry = Registry.load()
    bare = Registry(registry.actors, registry.first_names)
    for what, known in (("offices and dates", bare), ("and events", registry)):
        found = intervals(given.articles, known)
        print(f"{what:<18}", *(f"{name} {figure:g}" for name, figure in measure(found).items()))
        for name, day, value, why in found if given.errors else ():
            ends = value.split("/") if value else []
            if ends and not ends[0] <= day.isoformat() <= ends[-1]:
                print(f"  {name}: {value}, {why}")


if __name__ == "__main__":
    main()
