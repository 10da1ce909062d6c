"""Is a score what it says: of the statements scored 0.9, are nine in ten right? And what a higher threshold does.

    python evaluation/calibration.py ../shared/data/polnear/train --held-out
    python evaluation/calibration.py GOLD_DIR [--tagger rules|FOLDER] [--json]

Right is who-said-what right, by the shared scorer. The expected calibration error is the mean distance between the
mean score and the share of right ones, over ten bins of equal width, weighted by how many statements fall in each
(Guo, Pleiss, Sun and Weinberger 2017). The second table is what `--least` of `onrecord read` and `add` trades.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from outcomes import Outcome, held_out, outcomes
from statements import tagger_of

BINS = 10
THRESHOLDS = tuple(number / 20 for number in range(20))


def reliability(scored: Sequence[tuple[float, bool]]) -> list[dict[str, float]]:
    """Return for each bin that has statements its bounds, their number, mean score and share right."""
    rows = []
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


def by_threshold(scored: Sequence[tuple[float, bool]], gold: int) -> list[dict[str, float]]:
    """Return precision, recall and F1 where statements scored lower are left out, until nothing more is left out."""
    rows = []
    for least in THRESHOLDS:
        kept = [right for score, right in scored if score >= least]
        if rows and len(kept) == rows[-1]["statements"]:
            rows[-1]["least"] = least
            continue
        hits = sum(kept)
        rows.append(
            {
                "least": least,
                "statements": len(kept),
                "precision": hits / max(1, len(kept)),
                "recall": hits / max(1, gold),
                "f1": 2 * hits / max(1, len(kept) + gold),
            }
        )
    return rows


def measure(found: Iterable[Outcome]) -> dict[str, Any]:
    """Return the calibration error, the reliability table and the table by threshold."""
    gold, scored = 0, []
    for outcome in found:
        gold += outcome.gold is not None
        if outcome.found is not None:
            scored.append((float(outcome.found["score"]), outcome.right))
    return {
        "expected_calibration_error": expected_error(scored),
        "statements": len(scored),
        "bins": reliability(scored),
        "by_threshold": by_threshold(scored, gold),
    }


def tables(figures: dict[str, Any]) -> str:
    """Return the figures as two Markdown tables."""
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
    lines += ["", "| least score | statements | precision | recall | F1 |", "| --- | --- | --- | --- | --- |"]
    for row in figures["by_threshold"]:
        shares = " | ".join(f"{row[name]:.3f}" for name in ("precision", "recall", "f1"))
        lines.append(f"| {row['least']:.2f} | {row['statements']} | {shares} |")
    return "\n".join(lines)


def main() -> None:
    """Print the tables, or with --json the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, metavar="GOLD_DIR", help="a split of PolNeAR")
    parser.add_argument("--held-out", action="store_true", help="only the articles that training held out of the split")
    parser.add_argument("--tagger", default="model", help="model (the bundled one), rules, or a model's folder")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    tagger = tagger_of(given.tagger)()
    if given.held_out:
        with held_out(given.gold) as folder:
            figures = measure(outcomes(folder, tagger))
    else:
        figures = measure(outcomes(given.gold, tagger))
    print(json.dumps(figures) if given.json else tables(figures))


if __name__ == "__main__":
    main()
