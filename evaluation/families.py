"""Measures copies: families of pages made from PolNeAR articles, found again among twenty times as many others.

python evaluation/families.py [--seed 1] [--runs 3] [--families 10] [--show]

Each family is one article whole, by another outlet whole, cut from the end, with a new lead, with one word in eight
replaced (twice, differently), among paragraphs of another text, and merged with an article of the next family. The
bystanders are real texts: the rest of PolNeAR's train articles, BASIL, re3d, the HTML pages, OntoGUM. What is new in a
member comes from articles that are used for nothing else. A pair of pages counts as found where `onrecord export
--format families` puts both into one family.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import tempfile
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from shared import SHARED

from onrecord.actors import Registry
from onrecord.clean import clean
from onrecord.linking import Job
from onrecord.linking.copies import copies
from onrecord.linking.families import families
from onrecord.record import Page, Reading
from onrecord.store import Store

DATA = SHARED / "data"
TIMES = 20
LEAST = 150  # words of an article that a family is made of
AT = "2031-03-04T10:15:00Z"
# Articles that are themselves copies of others, some revised: read side by side, and left out.
COPIES = """
breitbart_2016-03-15_the-latest-sanders-declares-revo
nyt_2015-11-26_with-fewer-golfers-in-u-s-course
nyt_2016-03-05_polls-suggest-possibility-of-dea
nyt_2016-03-16_via-legislative-side-doors-sande
usa-today_2016-04-06_sanders-winning-streak-continues
wash-post_2015-12-13_misinformation-enters-mainstream
wash-post_2015-12-23_as-spotlight-shines-on-trump-and
"""

Pair = tuple[str, str]


class Made:
    """Pages made for one run, and which pairs of them share a text."""

    def __init__(self, texts: dict[str, str], seed: int, families: int) -> None:
        """Make the families out of as many articles; `texts` are paragraphs by name."""
        self._random = random.Random(seed)
        names = [name for name, text in sorted(texts.items()) if len(text.split()) >= LEAST]
        self._random.shuffle(names)
        self.sources, self.spare = names[:families], names[families : 2 * families]
        self._texts = texts
        self._words = sorted({word for name in self.spare for word in texts[name].split() if word.isalpha()})
        self.pages: dict[str, str] = {}
        self.pairs: set[Pair] = set()
        for n, name in enumerate(self.sources):
            self._family(n, name)
        self._merge()

    def _family(self, n: int, name: str) -> None:
        whole = self.paragraphs(name)
        other = self.paragraphs(self.spare[n])
        chance = self._random
        kept = max(2, round(len(whole) * chance.uniform(0.35, 0.85)))
        around = chance.randint(1, max(1, min(len(other), len(whole)) // 2))
        middle = chance.randint(1, len(whole) - 1)
        members = {
            "whole": whole,
            "reprint": whole,
            "cut": whole[:kept],
            "lead": [other[0], *whole[1:]],
            "spun": self._spun(whole),
            "respun": self._spun(whole),
            "own": [*other[:around], *whole[:middle], *other[around : around + 1], *whole[middle:], *other[-1:]],
        }
        for kind, paragraphs in members.items():
            self.pages[f"{n}-{kind}"] = "\n\n".join(paragraphs)
        self.pairs |= {_pair(f"{n}-{one}", f"{n}-{two}") for one, two in combinations(members, 2)}

    def _merge(self) -> None:
        """Add to each family a page that holds its text and the next one's."""
        count = len(self.sources)
        for n in range(0, count - 1, 2):
            merged = f"{n}-merged"
            self.pages[merged] = "\n\n".join(self.paragraphs(self.sources[n]) + self.paragraphs(self.sources[n + 1]))
            for page in self.pages:
                if page != merged and page.split("-")[0] in (str(n), str(n + 1)):
                    self.pairs.add(_pair(page, merged))

    def paragraphs(self, name: str) -> list[str]:
        """Return the paragraphs of a text."""
        found = [line.strip() for line in self._texts[name].split("\n") if line.strip()]
        return found if len(found) > 3 else re.split(r"(?<=[.!?]) +(?=[A-Z])", " ".join(found))

    def _spun(self, paragraphs: list[str]) -> list[str]:
        chance = self._random
        return [
            " ".join(chance.choice(self._words) if chance.random() < 1 / 8 else word for word in paragraph.split())
            for paragraph in paragraphs
        ]


def polnear() -> dict[str, str]:
    """Return PolNeAR's train articles by name."""
    folder = DATA / "polnear" / "train" / "text"
    paths = [path for path in sorted(folder.glob("*.txt")) if path.stem not in COPIES.split()]
    return {path.stem: path.read_text(encoding="utf-8") for path in paths}


def others() -> Iterator[tuple[str, bytes, str]]:
    """Yield other real pages: name, bytes, media type."""
    for path in sorted((DATA / "basil" / "articles").rglob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        text = "\n\n".join([told["title"], *(" ".join(paragraph) for paragraph in told["body-paragraphs"])])
        yield f"basil/{path.stem}", text.encode(), "text/plain"
    for path in sorted((DATA / "re3d").rglob("documents.json")):
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            if line.strip():
                yield f"re3d/{path.parent.name}/{n}", json.loads(line)["text"].encode(), "text/plain"
    for path in sorted((DATA / "html-pages" / "html").glob("*.gz")):
        yield f"html/{path.name}", gzip.decompress(path.read_bytes()), "text/html"
    for path in sorted((DATA / "ontogum").glob("*.conll")):
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[:1] not in "#"]
        words = " ".join(row[1] for row in rows if len(row) > 1)
        yield f"gum/{path.stem}", words.encode(), "text/plain"


class Run(NamedTuple):
    """What one run found."""

    pages: int
    bystanders: int
    pairs: int
    right: int
    wrong: list[Pair]
    missed: list[Pair]


def measure(texts: dict[str, str], rest: list[tuple[str, bytes, str]], seed: int, families: int) -> Run:
    """Make pages and find their families."""
    made = Made(texts, seed, families)
    used = {*made.sources, *made.spare}
    bystanders = [(name, text.encode(), "text/plain") for name, text in texts.items() if name not in used] + rest
    random.Random(seed).shuffle(bystanders)
    bystanders = bystanders[: TIMES * len(made.pages)]
    pages = [(name, text.encode(), "text/plain") for name, text in made.pages.items()] + bystanders
    random.Random(seed + 1).shuffle(pages)
    found = families_of(pages)
    right, wrong = found & made.pairs, found - made.pairs
    missed = made.pairs - found
    return Run(len(made.pages), len(bystanders), len(made.pairs), len(right), sorted(wrong), sorted(missed))


def families_of(pages: list[tuple[str, bytes, str]]) -> set[Pair]:
    """Return the pairs of names that stand in one family."""
    names: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder, Store.open(f"{folder}/families.db", create=True) as store:
        for name, data, media_type in pages:
            given = {} if name.startswith("html/") else {"outlet": re.split("[_/]", name)[0]}  # each member has its own
            page = Page(data=data, file=name, media_type=media_type, given=given)
            article, problems = clean(page)
            names[page.id] = name
            made = {"sha256": page.sha256, "made_by": "families", "article": article, "problems": problems}
            store.add(Reading(page=page.id, file=name, **made), page)  # type: ignore[arg-type]
        arrived, _ = store.arrivals("families")
        job = Job(by="onrecord families", at=AT, registry=Registry.load(), seen=lambda _: None)
        store.append(list(copies(store, arrived, job)))
        return {
            _pair(names[one], names[other])
            for family in families(store)
            for one, other in combinations(sorted(family.members), 2)
        }


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--families", type=int, default=8)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    texts, rest = polnear(), list(others())
    runs = [measure(texts, rest, arguments.seed + n, arguments.families) for n in range(arguments.runs)]
    pages, bystanders, pairs, right = (sum(run[n] for run in runs) for n in range(4))  # type: ignore[misc]
    wrong = [pair for run in runs for pair in run.wrong]
    figures = {
        "pages": pages,
        "bystanders": bystanders,
        "pairs": pairs,
        "precision": round(right / max(1, right + len(wrong)), 4),
        "recall": round(right / pairs, 4),
    }
    if arguments.json:
        print(json.dumps(figures))
        return
    print("  ".join(f"{key} {value}" for key, value in figures.items()))
    for kind, found in (("wrong", wrong), ("missed", [pair for run in runs for pair in run.missed])):
        for pair in found:
            print(kind, *pair)


if __name__ == "__main__":
    main()
