"""Reads gold pages whole and scores what came out: body, clutter, imprint, statements, speakers.

python evaluation/pages.py ../shared/data/seeds [--rules] [--errors]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from shared import SHARED, score

from onrecord.ingest import pages
from onrecord.pipeline import MakeTagger, Means, read_all
from onrecord.record import Reading, reading_json
from onrecord.rules import Rules
from onrecord.tagger import Model


def write_readings(gold: Path, out: Path, tagger: MakeTagger = Model) -> None:
    """Read every text file of the folder and write the readings, one a line."""
    with out.open("w", encoding="utf-8") as stream:
        texts = [str(path) for path in sorted(gold.glob("*.txt"))]
        for _, reading in read_all(pages(texts), means=Means(tagger=tagger)):
            if not isinstance(reading, Reading):
                raise SystemExit(reading.reason)
            stream.write(json.dumps(reading_json(reading), ensure_ascii=False) + "\n")


def measure(gold: Path) -> dict[str, Any]:
    """Return the shared page scorer's pooled figures for a folder of gold pages."""
    with tempfile.TemporaryDirectory() as folder:
        readings = Path(folder) / "readings.jsonl"
        write_readings(gold, readings)
        pooled: dict[str, Any] = score("score_pages.py", gold, readings)["pooled"]
    return pooled


def main() -> None:
    """Print the scorer's table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--rules", action="store_true", help="find statements by the rules alone")
    parser.add_argument("--errors", action="store_true", help="list everything missed, spurious and wrong")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        readings = Path(folder) / "readings.jsonl"
        write_readings(arguments.gold, readings, Rules if arguments.rules else Model)
        more = ["--errors"] if arguments.errors else []
        command = [sys.executable, str(SHARED / "bench" / "score_pages.py"), str(arguments.gold), str(readings), *more]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
