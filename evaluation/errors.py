"""What the tagger misses and what it makes up: by manner, publisher, kind of cue and length; and its worst mistakes.

    python evaluation/errors.py ../shared/data/polnear/train --held-out
    python evaluation/errors.py ../shared/data/polnear/train --held-out --worst 100

Missed is a gold statement for which nothing was found; another source and other words are found, but for the wrong
mouth or with less than half of the content in common; false has no gold beside it. The worst are, half and half, the
wrong ones that the tagger was surest of and the missed ones with the longest content. They print text of the corpus:
for reading, not for keeping.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from outcomes import Outcome, held_out, outcomes
from statements import tagger_of

from onrecord.rules.cues import AUXILIARIES, FORMS

LENGTHS = (2, 5, 10, 20, 40)
VERDICTS = ("right", "missed", "another source", "other words", "false")
AROUND = 150  # characters shown on either side of a mistake
EXAMPLES = {"think": "believe", "know": "feel", "want": "promise", "judge": "criticise"}  # of the groups of cues.toml


def cue_kind(outcome: Outcome) -> str:
    """Return the kind of a statement's cue: the group of its reporting verb, 'according to', marks, a noun, none."""
    spans = _told(outcome)["cue"]
    words = " ".join(outcome.text[start:end] for start, end in spans).lower().split()
    if not words:
        return "none"
    if "according" in words:
        return "according to"
    verbs = [FORMS[word][2] for word in words if word in FORMS and word not in AUXILIARIES]
    if verbs:
        return f"verbs like '{EXAMPLES.get(verbs[0], verbs[0])}'"
    return "other words" if any(character.isalpha() for character in "".join(words)) else "marks alone"


def length(outcome: Outcome) -> str:
    """Return how many words a statement's content has, as a range."""
    count = _words(outcome)
    least = 1
    for most in LENGTHS:
        if count <= most:
            return f"{least:2} to {most} words"
        least = most + 1
    return f"{least} words or more"


def publisher(outcome: Outcome) -> str:
    """Return the publisher, which the corpus writes before the date in an article's name."""
    return outcome.article.partition("_")[0]


SLICES: dict[str, Callable[[Outcome], str]] = {
    "manner": lambda outcome: outcome.manner,
    "publisher": publisher,
    "cue": cue_kind,
    "length of the content": length,
}


def _told(outcome: Outcome) -> dict[str, Any]:
    told = outcome.gold or outcome.found
    assert told is not None, "an outcome has one or the other"
    return told


def _words(outcome: Outcome) -> int:
    return sum(len(outcome.text[start:end].split()) for start, end in _told(outcome)["content"])


def table(name: str, kind: Callable[[Outcome], str], found: Sequence[Outcome]) -> str:
    """Return the counts of each verdict for each kind as a Markdown table, with recall and precision."""
    counts: dict[str, Counter[str]] = {}
    for outcome in found:
        counts.setdefault(kind(outcome), Counter())[outcome.verdict] += 1
    lines = [f"| {name} | gold | {' | '.join(VERDICTS)} | recall | precision |", "| --- " * (len(VERDICTS) + 4) + "|"]
    for key in sorted(counts):
        count = counts[key]
        gold = count.total() - count["false"]
        given = count.total() - count["missed"]
        shares = [f"{count['right'] / whole:.2f}" if whole else "" for whole in (gold, given)]
        lines.append(f"| {key} | {gold} | {' | '.join(str(count[v]) for v in VERDICTS)} | {' | '.join(shares)} |")
    return "\n".join(lines)


def worst(found: Sequence[Outcome], number: int) -> list[Outcome]:
    """Return the wrong ones with the highest scores and the missed ones with the longest contents, half and half."""
    wrong = [outcome for outcome in found if outcome.found and not outcome.right]
    missed = [outcome for outcome in found if outcome.verdict == "missed"]
    wrong.sort(key=lambda outcome: -outcome.found["score"] if outcome.found else 0)
    missed.sort(key=lambda outcome: -_words(outcome))
    return wrong[: number // 2] + missed[: number - number // 2]


def shown(outcome: Outcome) -> str:
    """Return a mistake to read: where it is, its text, what the gold has and what was found."""
    told = [spans for spans in (outcome.gold, outcome.found) if spans]
    spans = [span for one in told for role in ("source", "cue", "content") for span in one[role]]
    start, end = min(a for a, _ in spans), max(b for _, b in spans)
    around = " ".join(outcome.text[max(0, start - AROUND) : end + AROUND].split())
    lines = [f"{outcome.article} at {start}: {outcome.verdict} ({outcome.manner}, {cue_kind(outcome)})", f"  {around}"]
    for name, one in (("gold", outcome.gold), ("found", outcome.found)):
        if one:
            words = {role: [outcome.text[a:b] for a, b in one[role]] for role in ("source", "cue", "content")}
            lines.append(f"  {name}: {words}" + (f" {one['score']}" if "score" in one else ""))
    return "\n".join(lines)


def main() -> None:
    """Print the tables, or with --worst the mistakes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, metavar="GOLD_DIR", help="a split of PolNeAR")
    parser.add_argument("--held-out", action="store_true", help="only the articles that training held out of the split")
    parser.add_argument("--tagger", default="model", help="model (the bundled one), rules, or a model's folder")
    parser.add_argument("--worst", type=int, metavar="N", help="print the N worst mistakes instead")
    given = parser.parse_args()
    with ExitStack() as stack:
        gold = stack.enter_context(held_out(given.gold)) if given.held_out else given.gold
        found = list(outcomes(gold, tagger_of(given.tagger)()))
    if given.worst:
        print("\n\n".join(f"{n}. {shown(one)}" for n, one in enumerate(worst(found, given.worst), 1)))
        return
    print("\n\n".join(table(name, kind, found) for name, kind in SLICES.items()))


if __name__ == "__main__":
    main()
