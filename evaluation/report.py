"""Writes what is measured of the tagger on the held-out articles into docs/accuracy.md: run it after a new model.

    python evaluation/report.py

The tables of calibration.py and errors.py, between their marks. Held out: 45 articles of PolNeAR's train split, on
which the decoder's settings and the score were fitted; dev is measured by the gate.
"""

from __future__ import annotations

import re
from pathlib import Path

from calibration import by_threshold, measure, reliability_table, shares, threshold_table
from errors import SLICES, table
from outcomes import held_out, outcomes
from shared import SHARED
from statements import tagger_of

PAGE = Path(__file__).parents[1] / "docs" / "accuracy.md"


def between(page: str, name: str, text: str) -> str:
    """Return a page with the text between the marks of a name; raises SystemExit where it has none."""
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)", re.DOTALL)
    if not marks.search(page):
        raise SystemExit(f"{PAGE.name} has no mark <!-- {name} -->")
    return marks.sub(lambda found: f"{found[1]}{text}\n{found[2]}", page)


def main() -> None:
    """Measure and write."""
    with held_out(SHARED / "data" / "polnear" / "train") as folder:
        found = list(outcomes(folder, tagger_of("model")()))
        rows = by_threshold(folder)
    default = "By default: {statements} statements, precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}."
    parts = (reliability_table(measure(found)), default.format(**shares(found)), threshold_table(rows))
    page = PAGE.read_text(encoding="utf-8")
    page = between(page, "calibration", "\n\n".join(parts))
    page = between(page, "errors", "\n\n".join(table(name, kind, found) for name, kind in SLICES.items()))
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
