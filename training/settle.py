"""Settle what an exported model's decoder goes by, on the held-out articles of the training split.

    python training/settle.py --model FOLDER --corpus POLNEAR/train --scorer score.py

Chooses the leanings that give the best who-said-what F1, fits the score (a logistic over the decoder's evidence) to
how often statements are right, lists the words that make a content worth reading again, and pins reference outputs.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

import data
from evaluate import as_spans

from onrecord.record import Article
from onrecord.tagger import Model
from onrecord.tagger.model import in_marks
from onrecord.tagger.pieces import Pieces
from onrecord.tagger.structure import Scores, Settings, decode, evidence, log_softmax

STEPS = {
    "cue": (-1.0, -0.5, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0),
    "no_source": (-2.0, -1.0, -0.5, 0.5, 1.0, 2.0),
    "source": (-0.5, 0.5, 1.0, 1.5),
    "content": (-0.5, 0.25, 0.5, 1.0),
    "no_cue": (0.0, 1.0, 2.0),
}
CUES = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5)
NEARLY = 0.002  # of F1: less than chance makes of 45 articles
THRESHOLDS = tuple(number / 20 for number in range(14))
REFERENCE = (
    'The bridge stays shut, the mayor said on Monday. "It is not safe," Ms Okafor told reporters.',
    "According to the ministry, talks will resume in Geneva; Mr Haddad denied that any date had been set.",
    "« Nous verrons », 他说。 Ｎａïve ﬁgures — 12º — were, officials fear, too low.",
    "",
)


class Held:
    """The held-out articles with what the model says of them, and the scorer."""

    def __init__(self, model: Model, corpus: Path, scorer: Path) -> None:
        spec = importlib.util.spec_from_file_location("score", scorer)
        self.scorer = importlib.util.module_from_spec(spec)
        sys.modules["score"] = self.scorer
        spec.loader.exec_module(self.scorer)
        articles = data.load(corpus)
        self.model, self.corpus, self.readings = model, corpus, articles
        self.articles: list[tuple[object, list, data.Cut, list[data.Window], list[Scores]]] = []
        cutter: Pieces = model._cutter
        for name in data.hold_out(articles)[1]:
            article = self.scorer.read_article(corpus, name)
            gold = [self.scorer.make_statement(article, s) for s in articles[name][0].statements]
            made = data.cut(article.text, cutter)
            windows = data.windows(made, cutter, model._size)
            parts = [(made.spans[a][0], made.spans[b - 1][1]) for a, b in made.paragraphs]
            marked = in_marks(article.text, parts, made.spans)
            scores = [
                replace(model._scores(w.pieces, w.first), quoted=marked[w.start : w.start + len(w.first)])
                for w in windows
            ]
            self.articles.append((article, gold, made, windows, scores))

    def judged(self, settings: Settings) -> tuple[list[tuple[list[float], bool]], int]:
        """Each statement found, as evidence and whether it is right, and the number of gold statements."""
        found, total = [], 0
        for article, gold, made, windows, scores in self.articles:
            total += len(gold)
            mine, parts = [], []
            decoded = decode(scores, self.model._near, settings)
            for window, score, statements in zip(windows, scores, decoded, strict=True):
                log = log_softmax(score.labels)
                for statement in statements:
                    spans = as_spans(statement, made, window.start)
                    spans.pop("score")
                    mine.append(self.scorer.make_statement(article, spans))
                    parts.append(evidence(statement, log, score.quoted))
            right = {
                p for g, p, j in self.scorer.match(gold, mine) if j >= 0.5 and self.agree(article, gold[g], mine[p])
            }
            found += [(part, number in right) for number, part in enumerate(parts)]
        return found, total

    def agree(self, article: object, gold, mine) -> bool:
        """Whether two statements have the same source, by the scorer's rule."""
        return bool(self.scorer.sources_agree(article, gold, mine.source))

    def f1(self, settings: Settings) -> float:
        """Who-said-what F1."""
        found, total = self.judged(settings)
        return 2 * sum(right for _, right in found) / max(1, len(found) + total)


def choose(held: Held) -> tuple[Settings, float]:
    """Climb, one leaning at a time, to the settings with the best F1."""
    settings = Settings()
    best = held.f1(settings)
    print(f"as it is: {best:.4f}")
    for name, values in STEPS.items():
        for value in values:
            tried = replace(settings, **{name: value})
            reached = held.f1(tried)
            if reached > best + 0.0005:
                settings, best = tried, reached
        print(f"{name} {getattr(settings, name)}: {best:.4f}")
    return settings, best


def cut_off(held: Held, settings: Settings) -> tuple[Settings, float]:
    """Find more cues, fit the score, and leave out what scores low: the settings with the best F1.

    Of thresholds that are nearly as good, the highest: surer statements at no cost.
    """
    tried = []
    for more in CUES:
        found, total = held.judged(leaning := replace(settings, cue=settings.cue + more))
        weights = fit(found)
        scores, right = odds(found, weights), np.array([r for _, r in found], float)
        for threshold in THRESHOLDS:
            kept = scores >= threshold
            f1 = 2 * float(right[kept].sum()) / max(1, int(kept.sum()) + total)
            tried.append((f1, threshold, replace(leaning, weights=weights, threshold=threshold)))
    best = max(f1 for f1, _, _ in tried)
    reached, _, chosen = max((one for one in tried if one[0] >= best - NEARLY), key=lambda one: (one[1], one[0]))
    print(f"best {best:.4f}; chosen: cue {chosen.cue}, threshold {chosen.threshold}: {reached:.4f}")
    return chosen, reached


def fit(found: list[tuple[list[float], bool]]) -> tuple[float, ...]:
    """The weights of a logistic (by Newton's method, a little held back), the constant last."""
    x = np.array([[*parts, 1.0] for parts, _ in found])
    y = np.array([right for _, right in found], float)
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        odds = 1 / (1 + np.exp(-x @ weights))
        curve = (x * (odds * (1 - odds))[:, None]).T @ x + np.eye(len(weights))
        weights += np.linalg.solve(curve, x.T @ (y - odds) - weights)
    return tuple(round(float(w), 4) for w in weights)


def calibration(found: list[tuple[list[float], bool]], weights: tuple[float, ...]) -> float:
    """The expected calibration error, in ten bins."""
    scores, right = odds(found, weights), np.array([r for _, r in found], float)
    bins = np.minimum((scores * 10).astype(int), 9)
    return float(sum(abs((scores - right)[bins == b].sum()) for b in range(10)) / len(found))


def odds(found: list[tuple[list[float], bool]], weights: tuple[float, ...]) -> np.ndarray:
    """The score of each statement."""
    return np.array([1 / (1 + np.exp(-(np.dot(weights[:-1], parts) + weights[-1]))) for parts, _ in found])


def cue_words(readings: dict[str, list[data.Reading]]) -> list[str]:
    """The words that are often in a cue where they occur."""
    inside, anywhere = Counter(), Counter()
    for versions in readings.values():
        made = data.words(versions[0].text)
        named = [versions[0].text[a:b].lower() for a, b in made]
        anywhere.update(named)
        cues = [span for s in versions[0].statements for span in s["cue"]]
        for (start, end), word in zip(made, named, strict=True):
            if any(a <= start and end <= b for a, b in cues):
                inside[word] += 1
    return sorted(w for w, n in inside.items() if n >= 5 and n >= 0.3 * anywhere[w] and w.isalpha() and len(w) > 2)


def pinned(folder: Path) -> list[dict]:
    """What the model finds in texts made up for the purpose."""
    model = Model(folder)
    return [
        {
            "text": text,
            "tags": [
                {"source": t.source, "cue": t.cue, "content": t.content, "score": t.score, "parent": t.parent}
                for t in model.tag(Article(text=text))
            ],
        }
        for text in REFERENCE
    ]


def main() -> None:
    """Read the command line and settle."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    given = parser.parse_args()
    path = given.model / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    config["settings"] = {}
    path.write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    held = Held(Model(given.model, nested=False), given.corpus, given.scorer)
    settings, best = cut_off(held, choose(held)[0])
    found, _ = held.judged(settings)
    print(f"F1 {best:.4f}, calibration error {calibration(found, settings.weights):.4f} over {len(found)} statements")
    leanings = {name: getattr(settings, name) for name in (*STEPS, "threshold")}
    config["settings"] = {**leanings, "weights": settings.weights}
    config["cue_words"] = cue_words(held.readings)
    config["sha256"] = hashlib.sha256((given.model / "model.onnx").read_bytes()).hexdigest()
    config["vocabulary_sha256"] = hashlib.sha256((given.model / "vocab.txt").read_bytes()).hexdigest()
    path.write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    reference = json.dumps(pinned(given.model), ensure_ascii=False, indent=1)
    (given.model / "reference.json").write_text(reference + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
