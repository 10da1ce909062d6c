"""Measure how well `onrecord.clean` finds the article's body in HTML pages: F1 over 4-gram shingles.

    python evaluation/html_bodies.py DIR [--workers N] [--json] [--worst N]

DIR holds `ground-truth.json` (`articleBody` and `url` by page id) and `html/ID.html.gz`, as in the Zyte
article-extraction-benchmark. The measure is that benchmark's: words are runs of `\\w`; a text's shingles are its
4-grams of words, counted (a text of fewer words is one shingle); precision and recall are the means over the pages
(precision over those with any words found) and F1 is their harmonic mean.
The body is the blocks of kind body, subheading and dateline; a standfirst is no part of the body by this gold.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from onrecord.clean import clean
from onrecord.errors import InputError
from onrecord.record import Article, Page

SHINGLE = 4
BODY_KINDS = ("dateline", "subheading", "body")


class Counts(NamedTuple):
    """Shingles right, wrong and missed on one page, each as a share of their sum."""

    right: float
    wrong: float
    missed: float

    @property
    def precision(self) -> float:
        """The share of the words found that are the body's; 1 where there was nothing to find or miss."""
        return 1.0 if self.wrong == self.missed == 0 else self.right / ((self.right + self.wrong) or 1)

    @property
    def recall(self) -> float:
        """The share of the body's words that were found."""
        return 1.0 if self.wrong == self.missed == 0 else self.right / ((self.right + self.missed) or 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of the page's precision and recall."""
        return harmonic(self.precision, self.recall)


class Found(NamedTuple):
    """What was found on one page."""

    page: str
    body: str
    published: str | None
    basis: str | None
    seconds: float


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the 4-grams of words of a text, counted."""
    words = re.findall(r"\w+", text)
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))


def compare(gold: str, found: str) -> Counts:
    """Compare two texts by their shingles, normalised so that long pages weigh no more than short ones."""
    wanted, got = shingles(gold), shingles(found)
    right = float((wanted & got).total())
    wrong, missed = got.total() - right, wanted.total() - right
    total = (right + wrong + missed) or 1.0
    return Counts(right / total, wrong / total, missed / total)


def harmonic(precision: float, recall: float) -> float:
    """Return F1."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def score(pages: Sequence[Counts]) -> dict[str, float]:
    """Return the benchmark's precision, recall and F1 over pages."""
    precision = statistics.fmean(page.precision for page in pages if page.right + page.wrong > 0)
    recall = statistics.fmean(page.recall for page in pages if page.right + page.missed > 0)
    return {"f1": harmonic(precision, recall), "precision": precision, "recall": recall}


def body(article: Article) -> str:
    """Return the article's own text, a paragraph a line."""
    return "\n".join(article.text[b.start : b.end] for b in article.blocks if b.kind in BODY_KINDS)


def find(path: Path) -> Found:
    """Clean one gzipped page; the URL stays unknown, as the benchmark's extractors get none either."""
    page = path.name.split(".")[0]
    data = gzip.decompress(path.read_bytes())
    begun = time.process_time()
    try:
        article, _ = clean(Page(data=data, file=path.name, media_type="text/html"))
    except InputError as error:
        print(f"{path.name}: {error}", file=sys.stderr)
        return Found(page, "", None, None, time.process_time() - begun)
    published = article.published
    basis = published.why or published.basis if published else None
    seconds = time.process_time() - begun
    return Found(page, body(article), published.value if published else None, basis, seconds)


def find_all(folder: Path, workers: int) -> dict[str, Found]:
    """Clean every page of the folder, in order of their names."""
    paths = sorted((folder / "html").glob("*.html.gz"))
    if workers < 2:
        return {found.page: found for found in map(find, paths)}
    with multiprocessing.Pool(workers) as pool:
        return {found.page: found for found in pool.imap(find, paths, chunksize=8)}


def report(gold: Mapping[str, Mapping[str, str]], found: Mapping[str, Found]) -> dict[str, object]:
    """Return the figures, overall and by page, worst first."""
    if missing := sorted(gold.keys() ^ found.keys()):
        raise SystemExit(f"ground-truth.json and html/ do not hold the same pages: {', '.join(missing)}")
    by_page = {page: compare(gold[page]["articleBody"], found[page].body) for page in sorted(gold)}
    worst = sorted(by_page, key=lambda page: (by_page[page].f1, page))
    seconds = sum(one.seconds for one in found.values())
    return {
        **score(list(by_page.values())),
        "pages": len(by_page),
        "pages_per_second": len(by_page) / seconds,
        "dated": sum(one.published is not None for one in found.values()),
        "dated_by": dict(sorted(Counter(str(one.basis) for one in found.values()).items())),
        "by_page": [{"page": page, "f1": by_page[page].f1, "url": gold[page].get("url")} for page in worst],
    }


def main() -> None:
    """Print the figures of a folder of pages."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print every figure as one JSON object")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list the N pages with the lowest F1")
    options = parser.parse_args()
    gold = json.loads((options.folder / "ground-truth.json").read_text(encoding="utf-8"))
    figures = report(gold, find_all(options.folder, options.workers))
    if options.json:
        print(json.dumps(figures, indent=1))
        return
    by_page = figures.pop("by_page")
    for name, value in figures.items():
        print(f"{name:<18}{value:.4f}" if isinstance(value, float) else f"{name:<18}{value}")
    for row in by_page[: options.worst] if isinstance(by_page, list) else ():
        print(f"{row['f1']:.3f}  {row['page'][:12]}  {row['url']}")


if __name__ == "__main__":
    main()
