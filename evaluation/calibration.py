"""Is a score what it says: of the statements scored 0.9, are nine in ten right? And what `--least` trades.

    python evaluation/calibration.py ../shared/data/polnear/train --held-out [--thresholds]
    python evaluation/calibration.py GOLD_DIR [--tagger rules|FOLDER] [--json]

Right is who-said-what right, by the shared scorer. The expected calibration error is the mean distance between the
mean score and the share of right ones, over ten bins of equal width, weighted by how many statements fall in each
(Guo, Pleiss, Sun and Weinberger 2017). --thresholds reads everything again with each least score.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from outcomes import Outcome, held_out, outcomes
from statements import tagger_of

from onrecord.tagger import Model

BINS = 10
THRESHOLDS = tuple(number / 10 for number in range(1, 10))


def reliability(scored: Sequence[tuple[float, bool]]) -> list[dict[str, float]]:
    """Return for each bin that has statements its bounds, their number, mean score and share right."""
    rows: list[dict[str, float]] = []
    for number in range(BINS):
        held = [(score, right) for score, right in scored if min(int(score * BINS), BINS - 1) == number]
        if held:
            rows.append(
                {
                    "from": number / BINS,
                    "to": (number + 1) / BINS,
                    "statements": len(held),
                    "score": sum(score for score, _ in held) / len(held),
                    "right": sum(right for _, right in held) / len(held),
                }
            )
    return rows


def expected_error(scored: Sequence[tuple[float, bool]]) -> float:
    """Return the expected calibration error."""
    rows = reliability(scored)
    return sum(row["statements"] * abs(row["score"] - row["right"]) for row in rows) / max(1, len(scored))


def shares(found: Sequence[Outcome]) -> dict[str, float]:
    """Return how many statements were found, and precision, recall and F1 of who-said-what."""
    gold = sum(outcome.gold is not None for outcome in found)
    given = sum(outcome.found is not None for outcome in found)
    right = sum(outcome.right for outcome in found)
    f1 = 2 * right / max(1, gold + given)
    return {"statements": given, "precision": right / max(1, given), "recall": right / max(1, gold), "f1": f1}


def by_threshold(gold: Path, folder: Path | None = None) -> list[dict[str, float]]:
    """Return the shares for each least score."""
    return [{"least": t, **shares(list(outcomes(gold, Model(folder, least=t))))} for t in THRESHOLDS]


def measure(found: Iterable[Outcome]) -> dict[str, Any]:
    """Return the calibration error and the reliability table."""
    scored = [(float(outcome.found["score"]), outcome.right) for outcome in found if outcome.found is not None]
    return {
        "expected_calibration_error": expected_error(scored),
        "statements": len(scored),
        "bins": reliability(scored),
    }


def reliability_table(figures: dict[str, Any]) -> str:
    """Return the calibration as a sentence and a Markdown table."""
    error, count = figures["expected_calibration_error"], figures["statements"]
    lines = [
        f"Expected calibration error {error:.3f} over {count} statements.",
        "",
        "| score | statements | mean score | right |",
        "| --- | --- | --- | --- |",
    ]
    for row in figures["bins"]:
        lines.append(
            f"| {row['from']:.1f} to {row['to']:.1f} | {row['statements']} | {row['score']:.3f} | {row['right']:.3f} |"
        )
    return "\n".join(lines)


def threshold_table(rows: Iterable[dict[str, float]]) -> str:
    """Return what each least score gives as a Markdown table."""
    lines = ["| least score | statements | precision | recall | F1 |", "| --- | --- | --- | --- | --- |"]
    for row in rows:
        figures = " | ".join(f"{row[name]:.3f}" for name in ("precision", "recall", "f1"))
        lines.append(f"| {row['least']:.1f} | {row['statements']} | {figures} |")
    return "\n".join(lines)


def main() -> None:
    """Print the tables, or with --json the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, metavar="GOLD_DIR", help="a split of PolNeAR")
    parser.add_argument("--held-out", action="store_true", help="only the articles that training held out of the split")
    parser.add_argument("--tagger", default="model", help="model (the bundled one), rules, or a model's folder")
    parser.add_argument("--thresholds", action="store_true", help="with a model: the figures for each least score too")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if given.thresholds and given.tagger == "rules":
        parser.error("--thresholds needs a model: the rules take no least score")
    folder = None if given.tagger == "model" else Path(given.tagger)
    with ExitStack() as stack:
        gold = stack.enter_context(held_out(given.gold)) if given.held_out else given.gold
        figures = measure(outcomes(gold, tagger_of(given.tagger)()))
        rows = by_threshold(gold, folder) if given.thresholds else []
    if given.json:
        print(json.dumps({**figures, "by_threshold": rows}))
    else:
        print(reliability_table(figures) + ("\n\n" + threshold_table(rows) if rows else ""))


if __name__ == "__main__":
    main()
