"""Measures what statements do: on the gold pages, and on statements of polnear/train checked by hand.

    python evaluation/acts.py [--errors]

The statements are the gold's own spans. On the gold pages, gold is an event of one of the types that nobody in the text
claims (the act of speaking itself) and that names its statement: few, so read the counts. The checked statements are
those that were given an act when they were checked (acts-checked.tsv): their share that is right is the precision, in
the part that the rules had been tuned on and in the part that was not looked at before.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from settings import Gold
from shared import SHARED

from onrecord.actors import Registry
from onrecord.acts import act
from onrecord.pipeline import read
from onrecord.record import Article, Page, Span, Statement, words_at

TYPES = {"agree", "consult", "support", "concede", "cooperate", "aid", "request", "accuse", "reject", "threaten"}
CHECKED = Path(__file__).with_name("acts-checked.tsv")
TRAIN = SHARED / "data" / "polnear" / "train"


def gold_pages(errors: bool) -> Counter[str]:
    """Return counts of gold acts, acts given, right ones, and acts given to statements without one in the gold."""
    count: Counter[str] = Counter()
    registry = Registry.load()
    for path in sorted((SHARED / "data").glob("seeds/*.json")) + sorted((SHARED / "data").glob("press/*.json")):
        page = json.loads(path.read_bytes())
        wanted = {
            e["statement"]: e
            for e in page["events"]
            if e.get("statement") and not e["claimed_by"] and e["type"] in TYPES
        }
        given = Page(data=path.with_suffix(".txt").read_bytes(), file=path.stem)
        reading = read(given, Gold(page["statements"]), registry)
        found = {one.content[0][0]: one for one in reading.statements}
        for gold in page["statements"]:
            one = found.get(gold["content"][0]["start"])
            event = wanted.get(gold["n"])
            does = one.act if one else None
            right = event is not None and (does == event["type"] or f"type {does} " in event.get("note", ""))
            count.update(gold=event is not None, given=does is not None, right=right)
            count.update(beside=does is not None and event is None)
            if errors and one and event and not right:
                print("wrong", does, "for", event["type"], "|", _shown(reading.article.text, one))
    return count


def checked(errors: bool) -> Iterator[tuple[str, int, int]]:
    """Yield each part of the checked statements with how many are still given an act, and how many of these rightly."""
    rows = [line.split("\t") for line in CHECKED.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    judged = {(stem, int(start)): (right, part) for stem, start, right, part in rows}
    given: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for stem in sorted({stem for stem, _ in judged}):
        text = (TRAIN / "text" / f"{stem}.txt").read_bytes().decode("utf-8")
        for one in attributions(TRAIN, stem):
            wanted = judged.get((stem, one.content[0][0]))
            does = act(Article(text=text), (one,))[0].act
            if wanted is None or does is None:
                continue
            given[wanted[1]] += 1
            right[wanted[1]] += does == wanted[0]
            if errors and does != wanted[0]:
                print(wanted[1], does, "for", wanted[0], "|", _shown(text, one))
    for part in sorted(given):
        yield part, given[part], right[part]


def attributions(folder: Path, stem: str) -> Iterator[Statement]:
    """Yield the statements of an article as its first annotator marked them."""
    marked = (min((folder / "attributions").glob(f"{stem}_*.ann"))).read_bytes().decode("utf-8")
    spans: dict[str, tuple[Span, ...]] = {}
    for number, words in re.findall(r"^(T\d+)\t\w+ ([\d ;]+)\t", marked, re.MULTILINE):
        spans[number] = tuple((int(a), int(b)) for a, b in (pair.split() for pair in words.split(";")))
    for tied in re.findall(r"^E\d+\t(.*)", marked, re.MULTILINE):
        parts: dict[str, list[Span]] = {"Cue": [], "Content": []}
        for role, number in re.findall(r"(Cue|Content)\d*:(T\d+)", tied):
            parts[role] += spans.get(number, ())
        if parts["Content"]:
            cue, content = (tuple(sorted(parts[role])) for role in ("Cue", "Content"))
            yield Statement(id=tied, source=(), cue=cue, content=content, manner="indirect", score=1.0)


def _shown(text: str, one: Statement) -> str:
    return " ".join(f"{words_at(text, one.cue)} {words_at(text, one.content)}".split())[:110]


def main() -> None:
    """Print the counts, and with --errors every statement whose act is not the gold's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    errors = parser.parse_args().errors
    for name, number in gold_pages(errors).items():
        print(f"{name:<8} {number}")
    for part, given, right in checked(errors):
        print(f"precision, {part:<7} {right / given:.4f} ({right} of {given})")


if __name__ == "__main__":
    main()
