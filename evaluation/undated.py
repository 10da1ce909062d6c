"""Reads dated articles as if nothing were printed, and asks whether the interval that is inferred holds the true day.

    python evaluation/undated.py [--set polnear] [--articles 200] [--errors]

The sets are the PolNeAR training part (the true day stands in the name of each file), BASIL and AQUAINT; of each, so
many articles in the order of their names, spread evenly. Every printed day is taken from the article before its own
words, offices and events are asked; nothing is said of when it was fetched. Beside them, the same without the known
events.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import date
from statistics import median

import dates
from msgspec.structs import replace
from shared import SHARED

from onrecord.actors import Registry
from onrecord.clean import clean
from onrecord.pipeline import dated
from onrecord.record import Page

DATA = SHARED / "data"
Found = tuple[str, date, str | None, str]  # name, true day, inferred value, reason


def polnear() -> Iterator[tuple[str, date, str]]:
    """Yield the name, day and text of the articles of PolNeAR's training part."""
    for file in sorted((DATA / "polnear" / "train" / "text").glob("*.txt")):
        yield file.stem, date.fromisoformat(file.stem.split("_")[1]), file.read_text(encoding="utf-8")


def basil() -> Iterator[tuple[str, date, str]]:
    """Yield the name, day and text of the articles of BASIL."""
    for file in sorted((DATA / "basil" / "articles").glob("*/*.json")):
        article = json.loads(file.read_text(encoding="utf-8"))
        body = "\n\n".join(" ".join(sentences) for sentences in article["body-paragraphs"])
        yield f"{article['source']} {file.stem}", date.fromisoformat(article["date"]), f"{article['title']}\n\n{body}\n"


def aquaint() -> Iterator[tuple[str, date, str]]:
    """Yield the name, day and text of the documents of AQUAINT."""
    for name, day, text, _ in dates.documents(dates.AQUAINT):
        yield name, day, text


SETS = {"polnear": polnear, "basil": basil, "aquaint": aquaint}


def intervals(name: str, articles: int, registry: Registry) -> list[Found]:
    """Return the name, true day, inferred value and reason of each of some articles of a set read as undated."""
    everything = list(SETS[name]())
    found = []
    for title, day, text in everything[:: max(1, len(everything) // articles)][:articles]:
        page = Page(data=text.encode(), file=f"{title}.txt", charset="utf-8")
        article = replace(clean(page)[0], published=None, other_dates=())
        got = dated(article, page, registry).published
        found.append((title, day, got.value if got else None, (got.why or "") if got else ""))
    return found


def measure(found: list[Found]) -> dict[str, float]:
    """Return how many articles have an interval, how many intervals hold the true day, and the median width in days.

    Beside them how many have one of a month at most, and how many of these hold it.
    """
    days = [
        (day, *(date.fromisoformat(end) for end in (value.split("/")[0], value.split("/")[-1])))
        for _, day, value, _ in found
        if value
    ]
    short = [(day, first, last) for day, first, last in days if (last - first).days <= 31]
    return {
        "articles": len(found),
        "with_interval": len(days),
        "holds_true_day": sum(first <= day <= last for day, first, last in days),
        "median_days": median([(last - first).days for _, first, last in days] or [0]),
        "of_a_month": len(short),
        "of_a_month_hold": sum(first <= day <= last for day, first, last in short),
    }


def main() -> None:
    """Print the figures, and with --errors the intervals that miss the true day."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=SETS, default="polnear", help="which articles (default: polnear)")
    parser.add_argument("--articles", type=int, default=200, help="how many at most (default: 200)")
    parser.add_argument("--errors", action="store_true", help="list the intervals that miss the true day")
    given = parser.parse_args()
    registry = Registry.load()
    bare = Registry(registry.actors, registry.first_names)
    for what, known in (("offices and dates", bare), ("and events", registry)):
        found = intervals(given.set, given.articles, known)
        print(f"{what:<18}", *(f"{name} {figure:g}" for name, figure in measure(found).items()))
        for name, day, value, why in found if given.errors else ():
            ends = value.split("/") if value else []
            if ends and not ends[0] <= day.isoformat() <= ends[-1]:
                print(f"  {name} ({day}): {value}, {why}")


if __name__ == "__main__":
    main()
