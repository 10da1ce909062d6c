"""Learn the weights of the rules: how often a reading of a reporting verb was right in PolNeAR's training articles.

Usage: python training/rules.py [--half] [--out FILE]

Every reading that `onrecord.rules.frames` allows in the training articles is labelled by the scorer's own measure:
right if its cue is the gold's, its content shares at least half of the words and its source agrees; a closer content
weighs more. A logistic regression over the features of `onrecord.rules` is written as one feature and weight a line.
--half learns on every other article, prints who-said-what F1 on the rest, and writes nothing: the way to judge a
change of the rules without a look at the dev split. Needs numpy and scipy.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
sys.path[:0] = [str(SHARED / "bench"), str(ROOT / "evaluation")]
import score  # noqa: E402
import statements  # noqa: E402

from onrecord.rules import tagger as rules  # noqa: E402
from onrecord.rules.frames import frames  # noqa: E402

RAREST = 8  # times a feature must occur to get a weight
PENALTY = 6.0  # of the squared weights
INSIDE = 0.4  # how much a cue inside another's content counts, which PolNeAR leaves without a statement of its own
LEAST = 0.1  # weights closer to nothing are left out

Example = tuple[list[str], float, float]


def examples(article: Any, gold: list[Any]) -> list[Example]:
    """Return the features of every reading in an article, how right it is (0, or 0.75 to 1), and its weight."""
    found = []
    attributed: frozenset[int] = frozenset().union(*(statement.content for statement in gold))
    read = rules.passages(statements.plain_article(article.text))
    for number, words in enumerate(read):
        for sentence in words.sentences:
            for readings in frames(words, *sentence):
                for frame in readings:
                    content = rules.content_spans(read, number, frame, sentence)
                    if content:
                        verb = article.cover([words.span(frame.verb, frame.verb + 1)])
                        near = [statement for statement in gold if statement.cue & verb]
                        right = rightness(article, near, rules.source_spans(words, frame), content)
                        weight = 1.0 if near or not verb & attributed else INSIDE
                        found.append((rules.features(words, frame, sentence[0]), right, weight))
    return found


def rightness(article: Any, near: list[Any], source: Any, content: Any) -> float:
    """Return 0 for a wrong reading, or 0.75 to 1 by how much of the content is shared with the gold."""
    shared = 0.0
    if near:
        words, who = article.cover(content), article.cover(source)
        for statement in near:
            jaccard = score.jaccard(words, statement.content)
            if jaccard >= score.MATCH_THRESHOLD and score.sources_agree(article, statement, who):
                shared = max(shared, jaccard)
    return shared and 0.5 + 0.5 * shared


def learn(rows: list[Example]) -> dict[str, float]:
    """Return the weight of each frequent feature by logistic regression."""
    counts = Counter(name for names, _, _ in rows for name in names)
    column = {name: at for at, name in enumerate(sorted(name for name, n in counts.items() if n >= RAREST))}
    starts, columns = [0], []
    for names, _, _ in rows:
        columns += [column[name] for name in names if name in column]
        starts.append(len(columns))
    matrix = csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(rows), len(column)))
    right = np.array([value for _, value, _ in rows])
    heft = np.array([value for _, _, value in rows])

    def loss(weights: Any) -> tuple[float, Any]:
        margin = matrix @ weights
        slope = matrix.T @ (heft * (1 / (1 + np.exp(-margin)) - right)) + PENALTY * weights
        return float(np.sum(heft * (np.logaddexp(0, margin) - right * margin)) + PENALTY / 2 * weights @ weights), slope

    found = minimize(loss, np.zeros(len(column)), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return {name: round(float(found[at]), 2) for name, at in column.items() if abs(found[at]) >= LEAST}


def main() -> None:
    """Learn, and write or measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", action="store_true", help="learn on every other article, measure on the rest")
    parser.add_argument("--out", type=Path, default=Path(rules.__file__).with_name("rules.tsv"))
    options = parser.parse_args()
    articles, gold = score.load_gold(SHARED / "data" / "polnear" / "train")
    names = sorted(articles)
    learnt = names[::2] if options.half else names
    weights = learn([example for name in learnt for example in examples(articles[name], gold[name])])
    print(f"{len(weights)} weights from {len(learnt)} articles", file=sys.stderr)
    if not options.half:
        lines = (f"{name}\t{value:.2f}\n" for name, value in sorted(weights.items()))
        options.out.write_text("".join(lines), encoding="utf-8")
        return
    rules.weights = lambda: weights  # type: ignore[assignment]
    predicted = {name: statements.predictions(rules.Rules(), articles[name].text) for name in names[1::2]}
    made = {n: [score.make_statement(articles[n], s) for s in found] for n, found in predicted.items()}
    rest = set(predicted)
    result = score.score({n: articles[n] for n in rest}, {n: gold[n] for n in rest}, made)
    print(score.table(result))


if __name__ == "__main__":
    main()
