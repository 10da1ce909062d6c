"""Reads dated articles as if nothing were printed, and asks whether the interval that is inferred holds the true day.

    python evaluation/undated.py [--articles 30] [--errors]
    python evaluation/undated.py --across [--runs 3] [--errors]
    python evaluation/undated.py --gaps

The articles are those of the PolNeAR training part, in the order of their names, spread evenly; the true day stands in
the name of each file. Every printed day is taken from the article before its own words, offices and events are asked;
nothing is said of when it was fetched. Beside them, the same without the known events.

`--across` asks other pages. All these articles and those of BASIL are read, every other one by lot without its date;
they are joined as `onrecord link` does, and what copies, reports of a contact and lines leave is held against the true
day. Then the same for families made as `families.py` makes them, where all but one copy are without their date: a made
copy is of the day of the article that it was made from, so that this says whether a page was dated by its own text, and
nothing of how long after another a copy appears. `--gaps` takes all dates away and gives the days between pages that
are copies, or share so many lines: the figures on which `align/dating.py` rests.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import NamedTuple

from families import Made, polnear
from msgspec.structs import replace
from shared import SHARED

from onrecord.actors import Registry
from onrecord.align.days import days
from onrecord.clean import clean
from onrecord.ingest import pages
from onrecord.linking import link
from onrecord.pipeline import dated, read
from onrecord.record import Page, Reading
from onrecord.store import Store
from onrecord.tagger import Model
from onrecord.undated import Undated

FOLDER = SHARED / "data" / "polnear" / "train" / "text"
BASIL = SHARED / "data" / "basil" / "articles"
AT = "2031-03-04T10:15:00Z"
FAMILIES = 10

Dated = tuple[Reading, str]  # a page as read, and its true day
Row = tuple[str, date, str | None, str]  # a page's name, true day, inferred value and why


def intervals(articles: int, registry: Registry, folder: Path = FOLDER) -> list[Row]:
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


def measure(found: list[Row]) -> dict[str, float]:
    """Return how many articles have an interval, how many intervals hold the true day, and the median width in days."""
    spans = [(day, *span) for _, day, value, _ in found if value and (span := days(value))]
    return {
        "articles": len(found),
        "with_interval": len(spans),
        "holds_true_day": sum(first <= day <= last for day, first, last in spans),
        "median_days": median([(last - first).days for _, first, last in spans] or [0]),
    }


class Printed(NamedTuple):
    """An article: its name, outlet, title if it has one, text and true day."""

    name: str
    outlet: str
    title: str | None
    text: str
    day: str

    def page(self, with_day: bool) -> Page:
        """Return it as a page, with its day given or not."""
        given = {"outlet": self.outlet, **({"title": self.title} if self.title else {})}
        given |= {"published": self.day} if with_day else {}
        return Page(data=self.text.encode(), file=self.name, given=given)


def printed() -> Iterator[Printed]:
    """Yield the articles of PolNeAR's training part and of BASIL."""
    for path in sorted(FOLDER.glob("*.txt")):
        outlet, day, _ = path.stem.split("_", 2)
        yield Printed(path.stem, outlet, None, path.read_text(encoding="utf-8"), day)
    for path in sorted(BASIL.rglob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        text = "\n\n".join([told["title"], *(" ".join(paragraph) for paragraph in told["body-paragraphs"])])
        yield Printed(path.stem, told["source"], told["title"], text, told["date"])


def made(seed: int, days_of: Mapping[str, str]) -> Iterator[tuple[Printed, bool]]:
    """Yield the pages of made families, each with whether it is the one of its family that keeps its date."""
    family = Made(polnear(), seed, FAMILIES)
    for name, text in family.pages.items():
        number, kind = name.split("-")
        if kind != "merged":  # it holds two texts, and is of no one day
            day = days_of[family.sources[int(number)]]
            yield Printed(f"{seed}-{name}", f"outlet {name}", None, text, day), kind == "whole"


def readings(
    articles: Iterable[tuple[Printed, bool]], model: Model, registry: Registry
) -> Iterator[tuple[Reading, str]]:
    """Yield articles as read, with their true days; those without their date have none that is printed either."""
    for article, with_day in articles:
        reading = read(article.page(with_day), model, registry)
        if not with_day:
            reading = replace(reading, article=replace(reading.article, published=None, other_dates=()))
        yield reading, article.day


def across(found: Iterable[Dated], registry: Registry) -> dict[str, list[Row]]:
    """Join pages and return, by basis, what is inferred of those without a date, beside the true day."""
    true: dict[str, str] = {}
    told: dict[str, list[Row]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder, Store.open(f"{folder}/a.db", create=True) as store:
        for reading, day in found:
            true[reading.page] = day
            store.add(reading, None)
        link(store, registry, AT)
        undated = Undated(store)
        for reading in store.readings():
            if reading.article.published is None:
                dating = undated.dating(reading)
                value, why = (dating.value, dating.why) if dating else (None, "")
                for basis in ["all", *({one.basis for one in dating.evidence} if dating else ())]:
                    told[basis].append((reading.file, date.fromisoformat(true[reading.page]), value, why))
    return told


def gaps(found: Iterable[Dated], registry: Registry) -> Iterator[str]:
    """Join pages without any date and yield the days between those that are copies, or that share so many lines."""
    true: dict[str, date] = {}
    with tempfile.TemporaryDirectory() as folder, Store.open(f"{folder}/a.db", create=True) as store:
        for reading, day in found:
            true[reading.page] = date.fromisoformat(day)
            store.add(reading, None)
        link(store, registry, AT)
        copied = {pair for _, group in store.groups("copy") for pair in combinations(sorted(group), 2)}
        shared: Counter[tuple[str, str]] = Counter()
        for line, _ in list(store.groups("line")):
            shared.update(combinations(sorted({one.page for one in store.tellers(line)}), 2))
    apart = {pair: abs((true[pair[0]] - true[pair[1]]).days) for pair in copied | shared.keys()}
    yield f"copies: {dict(sorted(Counter(apart[pair] for pair in copied).items()))} (days apart: pairs)"
    for least in (1, 2, 3, 4, 5):
        gap = [apart[pair] for pair, count in shared.items() if count >= least and pair not in copied]
        within = ", ".join(f"{sum(one <= most for one in gap)} within {most} days" for most in (1, 3, 7, 30))
        yield f"{least} lines or more: {len(gap)} pairs, {within}"


def show(what: str, found: list[Row], errors: bool) -> None:
    """Print the figures, and the intervals that miss the true day if asked for."""
    print(f"{what:<18}", *(f"{name} {figure:g}" for name, figure in measure(found).items()))
    for name, day, value, why in found if errors else ():
        span = days(value)
        if span and not span[0] <= day <= span[1]:
            print(f"  {name}: {value}, {why}")


def main() -> None:
    """Print the figures, and with --errors the intervals that miss the true day."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=30)
    parser.add_argument("--across", action="store_true")
    parser.add_argument("--gaps", action="store_true")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    registry = Registry.load()
    if given.across or given.gaps:
        _other_pages(given, registry)
        return
    bare = Registry(registry.actors, registry.first_names)
    for what, known in (("offices and dates", bare), ("and events", registry)):
        show(what, intervals(given.articles, known), given.errors)


def _other_pages(given: argparse.Namespace, registry: Registry) -> None:
    model, articles = Model(), list(printed())
    bare = {one[0].file: one for one in readings(((one, False) for one in articles), model, registry)}
    if given.gaps:
        print(*gaps(bare.values(), registry), sep="\n")
        return
    whole = {one[0].file: one for one in readings(((one, True) for one in articles), model, registry)}
    days_of = {one.name: one.day for one in articles}
    real: dict[str, list[Row]] = defaultdict(list)
    families: dict[str, list[Row]] = defaultdict(list)
    for seed in range(1, given.runs + 1):
        chance = random.Random(seed)
        some = [(whole if chance.random() < 0.5 else bare)[one.name] for one in articles]
        for basis, found in across(some, registry).items():
            real[basis] += found
        for basis, found in across(readings(made(seed, days_of), model, registry), registry).items():
            families[basis] += found
    for what, told in (("real pages", real), ("made copies", families)):
        for basis in sorted(told):
            show(f"{what}, {basis}", told[basis], given.errors)


if __name__ == "__main__":
    main()
