"""Measure how often 'he' and 'she' are resolved to the right name, on OntoGUM.

Usage: python evaluation/pronouns.py FOLDER [--genres news,interview,bio,court,speech]

FOLDER holds OntoGUM documents (*.conll). Counted are the pronouns of chains that were named before; right is one whose
actor has a name inside a mention of its chain. There are no statements here, so that nobody 'spoke last'.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from onrecord.actors import Registry
from onrecord.actors.discourse import Discourse
from onrecord.actors.pronouns import antecedent
from onrecord.record import Article, Span

CHAIN = re.compile(r"\(\d+\)|\(\d+|\d+\)")


def document(file: Path) -> tuple[str, list[list[Span]]]:
    """The text of a document, on one line, and the mentions of each chain."""
    text = ""
    begun: dict[str, list[int]] = {}
    chains: dict[str, list[Span]] = {}
    for line in file.read_text(encoding="utf-8").split("\n"):
        if not line or line.startswith("#"):
            continue
        columns = line.split("\t")
        word = columns[1]
        if text and word[:1] not in ".,;:!?)’”%'" and not text.endswith(("(", "“")):
            text += " "
        start = len(text)
        text += word
        for mark in CHAIN.findall(columns[-1]):
            chain = mark.strip("()")
            if mark[0] == "(":
                begun.setdefault(chain, []).append(start)
            if mark[-1] == ")":
                chains.setdefault(chain, []).append((begun[chain].pop(), len(text)))
    return text, list(chains.values())


def count(file: Path, registry: Registry) -> tuple[int, int]:
    """How many pronouns of a document are right, and of how many."""
    text, chains = document(file)
    page = Discourse(Article(text=text), registry)
    right = of = 0
    for mentions in chains:
        named = [i for start, end in mentions for i in page.text.numbers(start, end) if page.actors.of_name[i]]
        for start, end in mentions:
            gender = {"he": "male", "she": "female"}.get(text[start:end].lower())
            if gender is None or not any(page.text.names[i].start < start for i in named):
                continue
            actor, _, _ = antecedent(page, start, gender)
            of += 1
            right += actor is not None and bool(set(actor.seen) & set(named))
    return right, of


def main() -> None:
    """Print right, of and their share, by genre and in all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--genres", default="news,interview,bio,court,speech")
    given = parser.parse_args()
    registry = Registry.load()
    total = [0, 0]
    for genre in given.genres.split(","):
        counts = [count(file, registry) for file in sorted(given.folder.glob(f"GUM_{genre}_*.conll"))]
        right, of = (sum(column) for column in zip(*counts, strict=True))
        total = [total[0] + right, total[1] + of]
        print(f"{genre:12}{right:5} of {of:5}  {right / max(1, of):.3f}")
    print(f"{'all':12}{total[0]:5} of {total[1]:5}  {total[0] / max(1, total[1]):.3f}")


if __name__ == "__main__":
    main()
