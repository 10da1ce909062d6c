"""Score a tagger's statements on a split of PolNeAR: who said what.

Usage: python evaluation/statements.py GOLD_DIR [--tagger rules|FOLDER] [--out FILE] [--json]

GOLD_DIR holds `text/` and `attributions/` (`polnear/dev`). The tagger reads each text as it is: its first line is the
title, the rest the body, so that only the tagger is measured. PolNeAR does not annotate a statement inside another's
content, so those that `extract` finds to be nested are left out (--nested keeps them). The shared scorer prints its
table, or with --json its figures.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from shared import SHARED, score

from onrecord.extract import extract
from onrecord.record import Article, Block, Tagger
from onrecord.rules import Rules
from onrecord.tagger import Model


def tagger_of(name: str) -> Callable[[], Tagger]:
    """Return what makes a tagger: of the bundled `model`, of the `rules`, or of a model in a folder."""
    makers: dict[str, Callable[[], Tagger]] = {"model": Model, "rules": Rules}
    return makers.get(name) or partial(Model, Path(name))


def plain_article(text: str) -> Article:
    """Return a text whose first line is its title and whose rest is its body."""
    title = text.find("\n")
    title = len(text) if title < 0 else title
    blocks = [Block(kind="title", start=0, end=title, why="first line")]
    if title < len(text):
        blocks.append(Block(kind="body", start=title, end=len(text), why="the rest"))
    return Article(text=text, blocks=tuple(blocks))


def predictions(tagger: Tagger, text: str, nested: bool = False) -> list[dict[str, Any]]:
    """Return the statements in a text as the shared scorer reads them."""
    article = plain_article(text)
    return [
        {"source": found.source, "cue": found.cue, "content": found.content, "score": found.score}
        for found in extract("", article, tagger.tag(article))
        if nested or not found.parent
    ]


def write(gold: Path, tagger: Tagger, out: Path, nested: bool = False) -> None:
    """Write the predictions for every text of a split, one article a line."""
    with out.open("w", encoding="utf-8") as lines:
        for path in sorted((gold / "text").glob("*.txt")):
            found = predictions(tagger, path.read_bytes().decode("utf-8"), nested)
            lines.write(json.dumps({"id": path.stem, "statements": found}) + "\n")


def figures(gold: Path, tagger: str) -> dict[str, float]:
    """Return a tagger's who-said-what F1 on a split: all, direct and the rest."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "predictions.jsonl"
        write(gold, tagger_of(tagger)(), out)
        slices = score("score.py", gold, out)["slices"]
    named = {"who_said_what_f1": "all", "direct_f1": "direct", "rest_f1": "rest"}
    return {name: slices[part]["who_said_what"]["f1"] for name, part in named.items()}


def main() -> int:
    """Write the predictions and run the shared scorer on them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, metavar="GOLD_DIR", help="a split of PolNeAR")
    parser.add_argument("--tagger", default="model", help="model (the bundled one), rules, or a model's folder")
    parser.add_argument("--out", type=Path, help="keep the predictions in this file")
    parser.add_argument("--nested", action="store_true", help="keep statements inside another's content")
    parser.add_argument("--json", action="store_true", help="print the scorer's figures as JSON")
    options = parser.parse_args()
    if not (options.gold / "text").is_dir():
        parser.error(f"{options.gold} has no folder text: name a split of PolNeAR")
    with tempfile.TemporaryDirectory() as folder:
        out = options.out or Path(folder) / "predictions.jsonl"
        write(options.gold, tagger_of(options.tagger)(), out, options.nested)
        command = [sys.executable, str(SHARED / "bench" / "score.py"), str(options.gold), str(out)]
        return subprocess.run([*command, *(["--json", "-"] if options.json else [])], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
