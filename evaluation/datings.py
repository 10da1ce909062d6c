"""Measures what other pages leave of the day of a page without one: copies, reports of a contact, lines.

    python evaluation/datings.py [--runs 3] [--errors]
    python evaluation/datings.py --gaps

The articles of the PolNeAR training part and of BASIL are read, every other one by lot without its date; they are
joined as `onrecord link` does, and what other pages leave is held against the true day. Then the same for families that
`families.py` makes, where all but one copy are without their date: a made copy is of the day of the article that
it was made from, so that this says whether a page was dated by its own text, and nothing of how long after another a
copy appears. `--gaps` takes all dates away and gives the days between pages that are copies, or share so many lines:
the figures on which `align/dating.py` rests.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import NamedTuple

import families
from msgspec.structs import replace
from undated import Found, basil, measure, polnear

from onrecord.actors import Registry
from onrecord.linking import link
from onrecord.pipeline import read
from onrecord.record import Page, Reading
from onrecord.store import Store
from onrecord.tagger import Model
from onrecord.undated import Undated

AT = "2031-03-04T10:15:00Z"
FAMILIES = 10

Dated = tuple[Reading, date]  # a page as read, and its true day


class Printed(NamedTuple):
    """An article: its name, outlet, text and true day."""

    name: str
    outlet: str
    text: str
    day: date

    def page(self, with_day: bool) -> Page:
        """Return it as a page, with its day given or not."""
        given = {"outlet": self.outlet, **({"published": self.day.isoformat()} if with_day else {})}
        return Page(data=self.text.encode(), file=self.name, given=given)


def printed() -> Iterator[Printed]:
    """Yield the articles of PolNeAR's training part and of BASIL."""
    for name, day, text in polnear():
        yield Printed(name, name.split("_")[0], text, day)
    for name, day, text in basil():
        yield Printed(name, name.split()[0], text, day)


def made(seed: int, days_of: Mapping[str, date]) -> Iterator[tuple[Printed, bool]]:
    """Yield the pages of made families, each with whether it is the one of its family that keeps its date."""
    family = families.Made(families.polnear(), seed, FAMILIES)
    for name, text in family.pages.items():
        number, kind = name.split("-")
        if kind != "merged":  # it holds two texts, and is of no one day
            day = days_of[family.sources[int(number)]]
            yield Printed(f"{seed}-{name}", f"outlet {name}", text, day), kind == "whole"


def readings(articles: Iterable[tuple[Printed, bool]], model: Model, registry: Registry) -> Iterator[Dated]:
    """Yield articles as read, with their true days; those without their date have none that is printed either."""
    for article, with_day in articles:
        reading = read(article.page(with_day), model, registry)
        if not with_day:
            reading = replace(reading, article=replace(reading.article, published=None, other_dates=()))
        yield reading, article.day


def across(found: Iterable[Dated], registry: Registry) -> dict[str, list[Found]]:
    """Join pages and return, by basis, what is inferred of those without a date, beside the true day."""
    true: dict[str, date] = {}
    told: dict[str, list[Found]] = defaultdict(list)
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
                    told[basis].append((reading.file, true[reading.page], value, why))
    return told


def gaps(found: Iterable[Dated], registry: Registry) -> Iterator[str]:
    """Join pages without any date and yield the days between those that are copies, or that share so many lines."""
    true: dict[str, date] = {}
    with tempfile.TemporaryDirectory() as folder, Store.open(f"{folder}/a.db", create=True) as store:
        for reading, day in found:
            true[reading.page] = day
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


def show(what: str, found: list[Found], errors: bool) -> None:
    """Print the figures, and the intervals that miss the true day if asked for."""
    print(f"{what:<22}", *(f"{name} {figure:g}" for name, figure in measure(found).items()))
    for name, day, value, why in found if errors else ():
        first, _, last = (value or "").partition("/")
        if value and not first <= day.isoformat() <= (last or first):
            print(f"  {name}: {value}, {why}")


def main() -> None:
    """Print the figures, and with --errors the intervals that miss the true day."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gaps", action="store_true")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    model, registry, articles = Model(), Registry.load(), list(printed())
    bare = {one[0].file: one for one in readings(((one, False) for one in articles), model, registry)}
    if given.gaps:
        print(*gaps(bare.values(), registry), sep="\n")
        return
    whole = {one[0].file: one for one in readings(((one, True) for one in articles), model, registry)}
    days_of = {one.name: one.day for one in articles}
    told: dict[str, list[Found]] = defaultdict(list)
    for seed in range(1, given.runs + 1):
        chance = random.Random(seed)
        some = [(whole if chance.random() < 0.5 else bare)[one.name] for one in articles]
        for what, pages in (("real", some), ("made", readings(made(seed, days_of), model, registry))):
            for basis, found in across(pages, registry).items():
                told[f"{what} pages, {basis}"] += found
    for what in sorted(told):
        show(what, told[what], given.errors)


if __name__ == "__main__":
    main()
