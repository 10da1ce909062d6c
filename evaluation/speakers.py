"""Score the speakers that onrecord resolves when it is given the gold spans.

Usage: python evaluation/speakers.py GOLD_DIR [--articles PREFIX] [--errors]

GOLD_DIR holds PolNeAR articles with resolved speakers (`polnear/dev/speakers`). The spans are made statements, resolved
by `onrecord.actors.name`, and scored by the scorer of the shared data (`score_speakers.py --gold-spans`), found beside
the data in `bench`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from onrecord.actors import Registry, name
from onrecord.record import Article, Statement


def statements(gold: dict[str, Any]) -> tuple[Statement, ...]:
    """The gold statements as a tagger and `extract` would hand them on, without speakers."""
    made = []
    for entry in gold["statements"]:
        spans = {role: tuple((start, end) for start, end, _ in entry[role]) for role in ("source", "cue", "content")}
        direct = all(quote[:1] in '“"‘' for _, _, quote in entry["content"])
        made.append(
            Statement(
                id=entry["id"],
                source=spans["source"],
                cue=spans["cue"],
                content=spans["content"],
                manner="direct" if direct else "indirect",
                score=1.0,
            )
        )
    return tuple(made)


def answers(folder: Path, prefix: str, registry: Registry) -> list[dict[str, Any]]:
    """One line a gold statement: article, id and the resolved speaker; joint speakers in one name."""
    lines = []
    for file in sorted(folder.glob(f"{prefix}*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        for statement in name(Article(text=gold["text"]), statements(gold), registry)[0]:
            speaker = msgspec.to_builtins(statement.speaker)
            if speaker and statement.co_speakers:
                speaker["name"] = " & ".join(m.name or "" for m in (statement.speaker, *statement.co_speakers) if m)
                speaker["kind"] = "group"
            lines.append({"article": file.stem, "id": statement.id, "speaker": speaker})
    return lines


def main() -> int:
    """Resolve, write the lines, and hand them to the scorer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--articles", default="", metavar="PREFIX", help="only the articles whose name begins so")
    parser.add_argument("--errors", action="store_true", help="list every wrong speaker")
    given = parser.parse_args()
    scorer = next(
        (p / "bench" / "score_speakers.py" for p in given.gold.resolve().parents if (p / "bench").is_dir()), None
    )
    if scorer is None:
        print(f"{given.gold}: no bench/score_speakers.py in the folders above", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        gold = Path(folder) / "gold"
        gold.mkdir()
        for file in sorted(given.gold.glob(f"{given.articles}*.json")):
            (gold / file.name).write_bytes(file.read_bytes())
        lines = Path(folder) / "speakers.jsonl"
        lines.write_text(
            "".join(json.dumps(line) + "\n" for line in answers(gold, "", Registry.load())), encoding="utf-8"
        )
        command = [
            sys.executable,
            str(scorer),
            "--gold-spans",
            str(gold),
            str(lines),
            *(["--errors"] if given.errors else []),
        ]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
