"""Predict with a checkpoint, and write predictions for the scorer.

python training/evaluate.py --corpus POLNEAR/train --checkpoint RUN/last.pt --out predictions.jsonl
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

import data
import model

from onrecord.tagger.pieces import Pieces
from onrecord.tagger.structure import Found, Scores, Settings, decode


def scores(tagger: model.Tagger, window: data.Window) -> Scores:
    """What the model says of one window."""
    pieces, first = torch.tensor([window.pieces]), torch.tensor([window.first])
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        labels, query, key = tagger(pieces, torch.ones_like(pieces, dtype=torch.bool), first)
        links = tagger.products(query, key)
    return Scores(labels[0].float().numpy(), links[0].float().numpy())


def predict_all(tagger, state: dict, texts: list[str], settings: Settings, size: int = 0) -> list[list[dict]]:
    """The statements of several texts, as the scorer wants them."""
    vocabulary = Pieces(state["vocabulary"])
    near, size = tagger.near.detach().numpy(), size or state["plan"]["window"]
    found = []
    for text in texts:
        made = data.cut(text, vocabulary)
        cut = data.windows(made, vocabulary, size)
        decoded = decode([scores(tagger, window) for window in cut], near, settings)
        found.append(
            [as_spans(s, made, w.start) for w, statements in zip(cut, decoded, strict=True) for s in statements]
        )
    return found


def as_spans(found: Found, made: data.Cut, start: int) -> dict:
    """A decoded statement with character spans."""

    def span(words: tuple[int, int]) -> list[int]:
        return [made.spans[start + words[0]][0], made.spans[start + words[1] - 1][1]]

    return {
        "source": [span(found.source)] if found.source else [],
        "cue": [span(found.cue)] if found.cue else [],
        "content": [span(c) for c in found.content],
        "score": round(found.score, 4),
    }


def agreement(readings: list[data.Reading], found: list[list[dict]]) -> float:
    """The share of the readings' statements that were found exactly."""
    right = total = 0
    for reading, statements in zip(readings, found, strict=True):
        mine = {json.dumps([s[r] for r in data.ROLES]) for s in statements}
        total += len(reading.statements)
        right += sum(json.dumps([[list(p) for p in s[r]] for r in data.ROLES]) in mine for s in reading.statements)
    return right / max(1, total)


def gold_scores(window: data.Window) -> Scores:
    """The scores of a model that knows the answers: what the scheme can reach."""
    count = len(window.first)
    labels = np.full((count, 7), -10.0, np.float32)
    labels[np.arange(count), window.labels] = 10.0
    links = np.full((2, count, count + 1), -10.0, np.float32)
    for kind, origins, ends in window.links:
        for origin in origins:
            links[0 if kind == "source" else 1, origin, ends or [count]] = 10.0
    return Scores(labels, links)


def predict_gold(readings: list[data.Reading], vocabulary: Pieces, size: int) -> list[list[dict]]:
    """Decode the gold labels."""
    found = []
    for reading in readings:
        made = data.cut(reading.text, vocabulary)
        statements = []
        for window in data.examples(reading, vocabulary, size):
            known = decode([gold_scores(window)], np.zeros((2, 32), np.float32), Settings())[0]
            statements += [as_spans(statement, made, window.start) for statement in known]
        found.append(statements)
    return found


def write(path: Path, names: list[str], found: list[list[dict]]) -> None:
    """Write predictions for the scorer."""
    with path.open("w", encoding="utf-8") as out:
        for name, statements in zip(names, found, strict=True):
            plain = [{role: s[role] for role in data.ROLES} for s in statements]
            out.write(json.dumps({"id": name, "statements": plain}) + "\n")


def main() -> None:
    """Read the command line and predict."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--gold", action="store_true", help="decode the gold labels: what the scheme can reach")
    parser.add_argument("--all", action="store_true", help="every article, not only the held-out ones")
    parser.add_argument("--cue", type=float, default=0.0, help="added to the cue's scores")
    given = parser.parse_args()
    from train import load_checkpoint

    torch.set_num_threads(1)
    tagger, state = load_checkpoint(given.checkpoint)
    articles = data.load(given.corpus)
    names = sorted(articles) if given.all else sorted(data.hold_out(articles)[1])
    settings = replace(Settings(), cue=given.cue)
    readings = [articles[name][0] for name in names]
    if given.gold:
        found = predict_gold(readings, Pieces(state["vocabulary"]), state["plan"]["window"])
    else:
        found = predict_all(tagger, state, [reading.text for reading in readings], settings)
    write(given.out, names, found)


if __name__ == "__main__":
    main()
