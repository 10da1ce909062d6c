"""Measures how statements told otherwise are known again: by the words they share, the encoder's vectors, both.

    python evaluation/tellings.py [--vectors]

tellings.tsv has sixty invented statements, each told otherwise twice, near to its words (`translated`) and far from
them (`retold`), and with two others that its speaker might make that day in words that are much the same: so each way
60 pairs that are one and 120 that are not. For each measure: the area under the curve (the chance that a pair that is
one is above a pair that is not), and F1 on the even rows with the threshold that is best on the odd ones. `rule` is
what linking asks of two statements of one speaker within days, as it stands.

`--vectors` needs the package onnx: the bundled model's hidden states, which it does not give out otherwise, become
outputs; a statement's vector is their mean over its pieces, plain or weighed by the words' weights in the record.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.align.alignment import shared_mass
from onrecord.align.lines import DENIED, Wording, _told, _whole, denies
from onrecord.align.words import Word, mass, words
from onrecord.tagger.model import bundled
from onrecord.tagger.pieces import Pieces
from onrecord.tagger.pieces import words as cut

GOLD = Path(__file__).parent / "tellings.tsv"
STATES = ("normed", *(f"layer{n}.norm2" for n in range(6)))
Vector = NDArray[np.float32]


class Pair(NamedTuple):
    """Two statements, whether they are one, and the row that they are of."""

    left: str
    right: str
    one: bool
    row: int


def gold(how: str) -> list[Pair]:
    """Return pairs of the file: told as in one column, and others."""
    with GOLD.open(encoding="utf-8") as file:
        rows = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))
    columns = (how, "other", "another")
    return [Pair(row["told"], row[name], name == how, n) for n, row in enumerate(rows) for name in columns]


def wording(text: str, name: str) -> Wording:
    """Return a statement as lines are made of it."""
    day = date(2031, 3, 4)
    own = words(text, [(0, len(text))], "indirect")
    return Wording(id=name, page=name, copies=name, words=own, manner="indirect", speakers=("x",), days=(day, day))


def common(left: Sequence[Word], right: Sequence[Word]) -> float:
    """Return the greatest share of the words' weight that sentences of the two have in common (Dice)."""
    return max(2 * shared_mass(a, b) / ((mass(a) + mass(b)) or 1.0) for a in _whole(left) for b in _whole(right))


def area(scores: Iterable[tuple[float, bool]]) -> float:
    """Return the chance that a pair that is one is scored above one that is not, ties counted half."""
    found = list(scores)
    ones, others = ([score for score, one in found if one is wanted] for wanted in (True, False))
    return sum((a > b) + (a == b) / 2 for a in ones for b in others) / (len(ones) * len(others))


def f1(scores: Iterable[tuple[float, bool]], threshold: float) -> tuple[float, float, float]:
    """Return F1, precision and recall of taking pairs from a threshold on for one."""
    found = [(score >= threshold, one) for score, one in scores]
    right = sum(taken and one for taken, one in found)
    precision = right / (sum(taken for taken, _ in found) or 1)
    recall = right / sum(one for _, one in found)
    return 2 * precision * recall / ((precision + recall) or 1), precision, recall


def hidden() -> tuple[Any, Pieces]:
    """Return the bundled model with its hidden states as outputs, and what cuts words for it."""
    import onnx
    import onnxruntime

    model = onnx.load(str(bundled() / "model.onnx"))
    for name in STATES:
        model.graph.output.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None))
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session, Pieces((bundled() / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n"))


def vectors(session: Any, cutter: Pieces, text: str) -> dict[str, Vector]:
    """Return a statement's vectors, of length 1, by the hidden state that they are the mean of."""
    row, first, weights = [cutter.first], [], []
    weighed = {text[slice(*word.span)].casefold(): word.weight for word in words(text, [(0, len(text))], "indirect")}
    for start, end in cut(text):
        pieces = cutter.of(text[start:end])
        first.append(len(row))
        weights += [weighed.get(text[start:end].casefold(), 0.0)] * len(pieces)
        row += pieces
    row.append(cutter.last)
    given = {"pieces": np.array([row], np.int64), "first": np.array(first, np.int64)}
    found: dict[str, Vector] = {}
    for name, states in zip(STATES, session.run(list(STATES), given), strict=True):
        own = states.reshape(len(row), -1)[1:-1]
        for how, by in (("plain", None), ("weighed", weights)):
            mean = np.average(own, axis=0, weights=by)
            found[f"{name}, {how}"] = (mean / np.linalg.norm(mean)).astype(np.float32)
    return found


def report(name: str, pairs: Sequence[Pair], scores: Sequence[float]) -> None:
    """Print a measure's figures."""
    both = [(score, pair.one) for score, pair in zip(scores, pairs, strict=True)]
    odd = [each for each, pair in zip(both, pairs, strict=True) if pair.row % 2]
    even = [each for each, pair in zip(both, pairs, strict=True) if not pair.row % 2]
    threshold = max((score for score, _ in odd), key=lambda at: f1(odd, at)[0])
    print(f"{name:<28} area {area(both):.3f}; even rows F1 {f1(even, threshold)[0]:.3f}", end=" ")
    print("(precision {:.3f}, recall {:.3f})".format(*f1(even, threshold)[1:]))


def measure(pairs: Sequence[Pair], with_vectors: bool) -> None:
    """Print the figures of each measure on some pairs."""
    told = {text: wording(text, text) for pair in pairs for text in (pair.left, pair.right)}
    judged = [_told(told[pair.left], told[pair.right]) for pair in pairs]
    for judgement in ("same", "unsure"):
        found = [one is not None and (one[0] == "same" or judgement == "unsure") for one in judged]
        right = sum(one and pair.one for one, pair in zip(found, pairs, strict=True))
        print(
            f"rule: {sum(found)} of {len(pairs)} pairs {judgement}{' or same' * (judgement == 'unsure')}, {right} right"
        )
    both = [(told[pair.left].words, told[pair.right].words) for pair in pairs]
    by_words = [common(*two) for two in both]
    report("words", pairs, by_words)
    denied = [1.0 if denies(one) == denies(other) else DENIED for one, other in both]
    report("words, denials apart", pairs, [a * b for a, b in zip(by_words, denied, strict=True)])
    if not with_vectors:
        return
    session, cutter = hidden()
    of = {text: vectors(session, cutter, text) for text in told}
    for name in next(iter(of.values())):
        near = [float(of[pair.left][name] @ of[pair.right][name]) for pair in pairs]
        report(name, pairs, near)
        for share in (0.5, 1.0, 2.0):
            report(f"  + {share:g} of words", pairs, [a + share * b for a, b in zip(near, by_words, strict=True)])


def main() -> None:
    """Print the figures of each measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vectors", action="store_true")
    arguments = parser.parse_args()
    for how in ("translated", "retold"):
        print(f"\n{how}")
        measure(gold(how), arguments.vectors)


if __name__ == "__main__":
    main()
