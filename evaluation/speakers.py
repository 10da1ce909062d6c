"""Score the speakers that onrecord resolves: given the gold spans, or end to end.

Usage: python evaluation/speakers.py GOLD_DIR [--end-to-end] [--articles PREFIX] [--errors]

GOLD_DIR holds PolNeAR articles with resolved speakers (`polnear/dev/speakers`). The gold spans are made statements,
resolved by `onrecord.actors.name`, and scored by the scorer of the shared data (`score_speakers.py --gold-spans`).
With --end-to-end the model finds the statements first; what counts then is the joint F1, found and the right speaker,
and below it stands the tagger's who-said-what F1 on the same articles (`score.py`).
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
from shared import SHARED, score
from statements import plain_article

from onrecord.actors import Registry, name
from onrecord.extract import extract
from onrecord.record import Article, Reading, Statement, reading_json
from onrecord.tagger import Model


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


def read_whole(gold: Path, folder: Path) -> tuple[Path, Path]:
    """Tag and resolve each article; write its reading and its bare spans, as the two scorers want them."""
    tagger, registry = Model(), Registry.load()
    readings, spans = folder / "readings.jsonl", folder / "spans.jsonl"
    with readings.open("w", encoding="utf-8") as whole, spans.open("w", encoding="utf-8") as bare:
        for file in sorted(gold.glob("*.json")):
            text = json.loads(file.read_text(encoding="utf-8"))["text"]
            article = plain_article(text)
            found = name(article, extract("", article, tagger.tag(article)), registry)[0]
            reading = Reading(
                page="", file=f"{file.stem}.txt", sha256="", made_by="", article=article, statements=found
            )
            whole.write(json.dumps(reading_json(reading)) + "\n")
            unnested = [{"source": s.source, "cue": s.cue, "content": s.content} for s in found if not s.parent]
            bare.write(json.dumps({"id": file.stem, "statements": unnested}) + "\n")
    return readings, spans


def tagger_f1(gold: Path, spans: Path, folder: Path) -> float:
    """The tagger's who-said-what F1 on these articles alone; `gold` lies beside the split's texts and annotations."""
    for file in folder.glob("gold/*.json"):
        for part, pattern in (("text", f"{file.stem}.txt"), ("attributions", f"{file.stem}_*")):
            (folder / "split" / part).mkdir(parents=True, exist_ok=True)
            for own in (gold.parent / part).glob(pattern):
                (folder / "split" / part / own.name).write_bytes(own.read_bytes())
    f1: float = score("score.py", folder / "split", spans)["slices"]["all"]["who_said_what"]["f1"]
    return f1


def end_to_end(gold: Path) -> dict[str, float]:
    """The joint F1: found, with the right speaker; nested statements, of which the gold has none, are left out."""
    with tempfile.TemporaryDirectory() as folder:
        readings, _ = read_whole(gold, Path(folder))
        report = score("score_speakers.py", gold, readings)
    return {"joint_f1": report["who_said_what_less_nested"]["f1"]}


def main() -> int:
    """Resolve, write the lines, and hand them to the scorer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--end-to-end", action="store_true", help="find the statements with the model first")
    parser.add_argument("--articles", default="", metavar="PREFIX", help="only the articles whose name begins so")
    parser.add_argument("--errors", action="store_true", help="list every wrong speaker")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name_of_folder:
        folder = Path(name_of_folder)
        gold = folder / "gold"
        gold.mkdir()
        for file in sorted(given.gold.glob(f"{given.articles}*.json")):
            (gold / file.name).write_bytes(file.read_bytes())
        scorer = [sys.executable, str(SHARED / "bench" / "score_speakers.py"), *(["--errors"] if given.errors else [])]
        if given.end_to_end:
            readings, spans = read_whole(gold, folder)
            done = subprocess.run([*scorer, str(gold), str(readings)], check=False).returncode
            print(f"the tagger's who-said-what F1 here: {100 * tagger_f1(given.gold, spans, folder):.1f}")
            return done
        lines = folder / "speakers.jsonl"
        found = answers(gold, "", Registry.load())
        lines.write_text("".join(json.dumps(line) + "\n" for line in found), encoding="utf-8")
        return subprocess.run([*scorer, "--gold-spans", str(gold), str(lines)], check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
