"""Measures what statements do on the gold pages: the verbal events that the gold ties to a statement.

    python evaluation/acts.py [--errors]

The act is found from the gold's own cue and content spans, so that only the acts are measured. Gold is an event of one
of the types that nobody in the text claims (the act of speaking itself) and that names its statement. Few: read the
counts, not the shares.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter

from shared import SHARED

from onrecord.acts import act
from onrecord.record import Article, Span, Statement

TYPES = {"agree", "consult", "support", "concede", "cooperate", "aid", "request", "accuse", "reject", "threaten"}


def measure(errors: bool = False) -> Counter[str]:
    """Return counts of gold acts, acts given, right ones, and acts given to statements without one in the gold."""
    count: Counter[str] = Counter()
    for path in sorted((SHARED / "data").glob("seeds/*.json")) + sorted((SHARED / "data").glob("press/*.json")):
        page = json.loads(path.read_bytes())
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        wanted = {
            e["statement"]: e
            for e in page["events"]
            if e.get("statement") and not e["claimed_by"] and e["type"] in TYPES
        }

        def spans(parts: list[dict[str, int]]) -> tuple[Span, ...]:
            return tuple((part["start"], part["end"]) for part in parts)

        for gold in page["statements"]:
            statement = Statement(
                id=str(gold["n"]),
                source=(),
                cue=spans(gold["cue"]),
                content=spans(gold["content"]),
                manner="direct",
                score=1.0,
            )
            found = act(Article(text=text), (statement,))[0].act
            event = wanted.get(gold["n"])
            right = event is not None and (found == event["type"] or f"type {found} " in event.get("note", ""))
            count.update(
                gold=event is not None, given=found is not None, right=right, beside=found is not None and event is None
            )
            if errors and (event or found):
                words = " ".join(text[slice(*span)] for span in (*statement.cue, *statement.content))
                print(
                    "right" if right else "wrong" if event else "beside",
                    found,
                    event and event["type"],
                    "|",
                    " ".join(words.split())[:110],
                )
    return count


def main() -> None:
    """Print the counts, and with --errors every statement that has an act."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    for name, number in measure(errors=parser.parse_args().errors).items():
        print(f"{name:<8} {number}")


if __name__ == "__main__":
    main()
