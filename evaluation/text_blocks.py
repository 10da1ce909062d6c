"""Measure how well `onrecord.blocks` tells body from clutter in plain text, and fit its weights.

    python evaluation/text_blocks.py [--json] [--worst N]
    python evaluation/text_blocks.py --fit

html-pages: every English page is flattened to text twice, one line a block element: the whole page (with menus,
related stories, comments), and the part that holds the article (what readers that guess the main part save). A line is
body if the ground truth holds it. Figures: precision, recall and F1 of the body's characters, the share of the
clutter's characters kept as body, and how often the title found is the page's own (og:title or the first h1).
PolNeAR (dev): article texts with hardly any clutter: the share of their characters lost, that is labelled neither body
nor title, byline, dateline, published.

`--fit` learns src/onrecord/clean/line_weights.tsv (logistic regression, scikit-learn) from three of four HTML pages,
told apart by the first digit of their id, and from train texts of PolNeAR. Pages learned from and not are reported
apart.
"""

from __future__ import annotations

# ruff: noqa: SIM905 -- words are easier to read and edit unquoted
import argparse
import gzip
import json
import math
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lxml import html
from shared import SHARED

from onrecord.clean.blocks import label
from onrecord.clean.lines import FUNCTION_WORDS, Paragraph, describe, split

WEIGHTS = Path(__file__).parents[1] / "src" / "onrecord" / "clean" / "line_weights.tsv"
HELD_OUT = "0123"  # pages whose id begins so are never learned from
KEPT = ("body", "title", "standfirst", "subheading", "byline", "dateline", "published")
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike "
    "strong sub sup time tt u var wbr".split()
)
DROPPED = frozenset("script style noscript template iframe svg head select textarea object".split())


class Text(NamedTuple):
    """A page as text, which of its lines are body, its title, and whether the weights were learned from it."""

    name: str
    view: str
    lines: list[str]
    body: list[bool]
    title: str
    learned: bool


def flatten(root: Any) -> list[str]:
    """Return the lines of text under an element, one for each block element, blanks squeezed."""
    lines: list[str] = []
    line: list[str] = []
    todo: list[tuple[Any, bool]] = [(root, False)]
    while todo:
        element, done = todo.pop()
        plain = isinstance(element.tag, str) and element.tag not in DROPPED
        if plain and element.tag not in INLINE:
            lines.append("".join(line))
            line = []
        if plain and not done:
            line.append(element.text or "")
            todo.append((element, True))
            todo.extend((child, False) for child in reversed(element))
        elif element is not root:
            line.append(element.tail or "")
    return [squeezed for squeezed in (" ".join(part.split()) for part in [*lines, "".join(line)]) if squeezed]


def bare(text: str) -> str:
    """Return the letters and digits of a text, in lower case."""
    return re.sub(r"\W+", "", text.lower())


def of_body(lines: list[str], body: str) -> list[bool]:
    """Say which lines the ground truth's body holds; short lines count only among long ones."""
    whole, paragraphs = bare(body), {bare(paragraph) for paragraph in body.split("\n")}
    found = []
    for line in lines:
        letters = bare(line)
        if len(letters) < 25:
            found.append(bool(letters) and letters in paragraphs)
        else:
            ends = len(letters) > 80 and letters[:40] in whole and letters[-40:] in whole
            cut = len(letters) > 200 and (letters[:100] in whole or letters[-100:] in whole)
            found.append(letters in whole or ends or cut)
    long = [i for i, line in enumerate(lines) if found[i] and len(line) > 60]
    return [
        yes and (len(line) > 60 or (bool(long) and long[0] - 2 <= i <= long[-1] + 2))
        for i, (line, yes) in enumerate(zip(lines, found, strict=True))
    ]


def main_part(root: Any, body: str) -> Any:
    """Return the element two above the smallest that holds nearly all paragraphs of the body."""
    starts = [letters[:60] for letters in map(bare, body.split("\n")) if len(letters) > 20]

    def held(element: Any) -> int:
        letters = bare(" ".join(element.itertext()))
        return sum(start in letters for start in starts)

    path = [root]
    least = max(1.0, 0.85 * held(root))
    while True:
        inner = next((child for child in path[-1] if isinstance(child.tag, str) and held(child) >= least), None)
        if inner is None:
            break
        path.append(inner)
    return path[max(0, len(path) - 3)]


def html_texts() -> Iterator[Text]:
    """Yield the English pages of html-pages as text, whole and their main part."""
    folder = SHARED / "data" / "html-pages"
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name in sorted(gold):
        body = gold[name]["articleBody"]
        words = body.lower().split()
        if sum(word in FUNCTION_WORDS for word in words) < 0.2 * len(words):
            continue
        data = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
        titles = [*root.xpath("//meta[@property='og:title']/@content"), *(h.text_content() for h in root.xpath("//h1"))]
        title = next((" ".join(title.split()) for title in titles if title.strip()), "")
        start = root.find("body") if root.find("body") is not None else root
        for view, element in (("whole", start), ("main", main_part(start, body))):
            lines = flatten(element)
            yield Text(name, view, lines, of_body(lines, body), title, name[0] not in HELD_OUT)


def measure_html(texts: list[Text]) -> tuple[dict[str, dict[str, float]], list[tuple[float, str]]]:
    """Return the figures by view and by whether a page was learned from, and the pages with their F1."""
    sums: dict[str, list[float]] = {}
    worst = []
    for text in texts:
        page = "\n\n".join(text.lines)
        blocks = label(page)
        body = {i for block in blocks if block.kind in ("body", "dateline") for i in range(block.start, block.end)}
        right = kept = missed = clutter = position = 0
        for line, yes in zip(text.lines, text.body, strict=True):
            found = sum(i in body for i in range(position, position + len(line)))
            position += len(line) + 2
            if yes:
                right, missed = right + found, missed + len(line) - found
            else:
                kept, clutter = kept + found, clutter + len(line)
        title = next((page[block.start : block.end] for block in blocks if block.kind == "title"), "")
        stands = any(same(line, text.title) for line in text.lines)
        worst.append((2 * right / max(1, 2 * right + kept + missed), f"{text.view} {text.name[:12]}"))
        for name in (f"{text.view}, learned from" if text.learned else f"{text.view}, held out",):
            row = sums.setdefault(name, [0.0] * 6)
            values = (right, kept, missed, clutter, stands, stands and same(title, text.title))
            sums[name] = [a + b for a, b in zip(row, values, strict=True)]
    figures = {}
    for name, (right_, kept_, missed_, clutter_, stand, titles) in sorted(sums.items()):
        figures[name] = {
            "precision": right_ / (right_ + kept_),
            "recall": right_ / (right_ + missed_),
            "f1": 2 * right_ / (2 * right_ + kept_ + missed_),
            "clutter kept": kept_ / clutter_,
            "title": titles / stand,
        }
    return figures, sorted(worst)


def same(line: str, title: str) -> bool:
    """Say whether a line is the title, give or take an outlet's name behind it."""
    a, b = set(line.lower().split()), set(title.lower().split())
    return len(a & b) >= 0.7 * max(1, len(a | b))


def measure_polnear(split_name: str) -> dict[str, float]:
    """Return the share of characters lost from clean articles, and of articles whose first line is not the title."""
    lost = total = wrong = count = 0
    for path in sorted((SHARED / "data" / "polnear" / split_name / "text").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        blocks = label(text)
        total += sum(block.end - block.start for block in blocks)
        lost += sum(block.end - block.start for block in blocks if block.kind not in KEPT)
        title = next((block for block in blocks if block.kind == "title"), None)
        wrong += title is None or title.start > 3
        count += 1
    return {"lost": lost / total, "title not the first line": wrong / count}


def fit() -> None:
    """Learn the weights and write them."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    shown: list[dict[str, float]] = []
    is_body: list[bool] = []
    weight: list[float] = []

    def add(paragraphs: list[Any], body: list[bool | None], share: float) -> None:
        for paragraph, features, yes in zip(paragraphs, describe(paragraphs), body, strict=True):
            if yes is not None:
                shown.append(features)
                is_body.append(yes)
                weight.append(share * math.sqrt(min(len(paragraph.text), 600) + 5))

    for text in html_texts():
        if text.learned:
            paragraphs = [Paragraph(start=0, end=len(line), text=line) for line in text.lines]
            add(paragraphs, list(text.body), 1.0 if text.view == "main" else 0.5)
    for path in sorted((SHARED / "data" / "polnear" / "train" / "text").glob("*.txt"))[::3]:
        paragraphs = split(path.read_text(encoding="utf-8"))
        describe(paragraphs)
        # The first line is the title; what a phrase of clutter gives away may well be clutter.
        add(paragraphs, [None if i == 0 or paragraph.kind else True for i, paragraph in enumerate(paragraphs)], 0.5)
    vectors = DictVectorizer()
    model = LogisticRegression(C=0.05, max_iter=3000)
    model.fit(vectors.fit_transform(shown), is_body, sample_weight=weight)
    weights = dict(zip(vectors.get_feature_names_out(), model.coef_[0], strict=True))
    weights["always"] += model.intercept_[0]
    # A phrase of clutter never speaks for body, whatever a few mislabelled lines say.
    rows = {name: min(value, 0.0) if name.startswith("a phrase of") else value for name, value in weights.items()}
    lines = ["what a paragraph shows\tweight", *(f"{name}\t{rows[name]:.3f}" for name in sorted(rows))]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--fit", action="store_true", help="learn the weights first")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list the N pages with the lowest F1")
    options = parser.parse_args()
    if not (SHARED / "data").is_dir():
        print(f"text_blocks: no data under {SHARED}", file=sys.stderr)
        return 1
    if options.fit:
        fit()
    figures, worst = measure_html(list(html_texts()))
    kept = measure_polnear("dev")
    if options.json:
        print(json.dumps({"html-pages": figures, "polnear dev": kept}, indent=2))
        return 0
    for name, row in figures.items():
        print(f"html {name:20}", *(f"{key} {100 * value:5.1f}" for key, value in row.items()), sep="  ")
    print("polnear dev", *(f"{key} {100 * value:.2f} %" for key, value in kept.items()), sep="  ")
    for f1, name in worst[: options.worst]:
        print(f"{100 * f1:5.1f}  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
