"""Let a trained teacher read texts, and keep what it thinks of every word: the lessons for a student.

    python training/teach.py --checkpoint TEACHER/last.pt --out LESSONS --corpus POLNEAR/train --changed 1
    python training/teach.py --checkpoint TEACHER/last.pt OTHER/last.pt --out LESSONS --texts texts.jsonl

Of several teachers the mean opinion is kept; they must share a vocabulary and a window. Writes files of 50 texts each;
those that are there already are not made again, so that it can be stopped and go on.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

import data
import model
from augment import augment
from train import load_checkpoint

from onrecord.tagger.pieces import Pieces

IN_FILE = 50
KEPT = 6  # targets of each link
LIKELY = 0.05  # a word this likely to be of a cue (content) has its link to a source (cue) kept


def texts_of(given: argparse.Namespace) -> Iterator[tuple[str, data.Reading, bool]]:
    """Names of files, readings and whether their statements are known."""
    if given.corpus:
        articles = data.load(given.corpus)
        names = sorted(articles) if given.everything else data.hold_out(articles)[0]
        for name in sorted(names):
            yield "plain", articles[name][0], True
        for version in range(given.changed):
            rng = random.Random(f"changed-{version}")
            for name in sorted(names):
                yield f"changed{version}", augment(rng.choice(articles[name]), rng, 1.0), True
    if given.texts:
        rng = random.Random("texts")
        for line in given.texts.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            yield "texts", augment(data.Reading(item["id"], item["text"], []), rng, 0.2), False


def opinion(teachers: list[model.Tagger], window: data.Window) -> tuple[torch.Tensor, torch.Tensor]:
    """The teachers' mean probabilities in a window: labels [words, 7], links [2, words, words + 1]."""
    pieces, first = torch.tensor([window.pieces]), torch.tensor([window.first])
    odds, pointing = [], []
    for tagger in teachers:
        with torch.autocast("cpu", torch.bfloat16):
            scores, query, key = tagger(pieces, torch.ones_like(pieces, dtype=torch.bool), first)
        odds.append(scores[0].float().softmax(-1))
        pointing.append(tagger.links(query, key)[0].softmax(-1))
    return torch.stack(odds).mean(0), torch.stack(pointing).mean(0)


@torch.inference_mode()
def lesson(
    teachers: list[model.Tagger], reading: data.Reading, known: bool, cutter: Pieces, size: int
) -> dict[str, object]:
    """What the teachers think of a text: labels [words, 7], and links as rows of word, target, probability."""
    made = data.cut(reading.text, cutter)
    labels, links = [torch.zeros(0, 7)], ([torch.zeros(0, 3)], [torch.zeros(0, 3)])
    for window in data.windows(made, cutter, size):
        odds, pointing = opinion(teachers, window)
        labels.append(odds)
        for kind, (low, high) in enumerate(((3, 5), (5, 7))):
            words = (odds[:, low:high].sum(-1) > LIKELY).nonzero()[:, 0]
            best = pointing[kind, words].topk(min(KEPT, pointing.shape[-1]), -1)
            target = torch.where(best.indices == len(window.first), -1, best.indices + window.start)
            word = (words + window.start)[:, None].expand_as(target)
            links[kind].append(torch.stack([word.float(), target.float(), best.values], -1).flatten(0, 1))
    return {
        "name": reading.name,
        "text": reading.text,
        "statements": reading.statements if known else None,
        "labels": torch.cat(labels).half(),
        "links": [torch.cat(kind) for kind in links],
    }


def main() -> None:
    """Read the command line and teach."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--checkpoint", type=Path, required=True, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--changed", type=int, default=0, help="changed versions of each article of the corpus")
    parser.add_argument("--everything", action="store_true", help="the held-out articles too")
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    given.out.mkdir(parents=True, exist_ok=True)
    loaded = [load_checkpoint(path) for path in given.checkpoint]
    teachers, states = [tagger for tagger, _ in loaded], [state for _, state in loaded]
    vocabulary, size = states[0]["vocabulary"], states[0]["plan"]["window"]
    if any(state["vocabulary"] != vocabulary or state["plan"]["window"] != size for state in states):
        parser.error("teachers that teach together must share a vocabulary and a window")
    cutter = Pieces(vocabulary)
    files: dict[str, list[tuple[data.Reading, bool]]] = {}
    counts: dict[str, int] = {}
    for kind, reading, known in texts_of(given):
        number = counts[kind] = counts.get(kind, -1) + 1
        files.setdefault(f"{kind}-{number // IN_FILE:03}.pt", []).append((reading, known))
    for name, readings in files.items():
        path = given.out / name
        if not path.exists():
            beside = path.with_suffix(".part")
            torch.save([lesson(teachers, r, known, cutter, size) for r, known in readings], beside)
            beside.replace(path)
            print(path.name, flush=True)


if __name__ == "__main__":
    main()
