"""Measures on which occasion statements were made, on the gold pages: the contact's kind and the place.

    python evaluation/settings.py [--errors]

The statements are the gold's own spans; everything behind them is read. Gold is a setting that is one of the kinds of
contact, or has a place. A kind is right where it is of the gold's family (meeting, talks, visit are one), a place where
the gold's name begins with ours or is ours in other letters.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from shared import SHARED

from onrecord.actors import Registry
from onrecord.pipeline import read
from onrecord.record import Article, Page, Reading, Span, Statement, Tag

FAMILIES = {"talks": "meeting", "visit": "meeting", "briefing": "press-conference"}
KINDS = frozenset({"meeting", "talks", "visit", "phone-call", "press-conference", "letters"})


class Gold:
    """A tagger that answers with the gold's own statements."""

    version = "gold"

    def __init__(self, statements: list[dict[str, Any]]) -> None:
        """Take the statements of a gold page."""
        self.statements = statements

    def tag(self, article: Article) -> tuple[Tag, ...]:
        """Return the gold's statements."""

        def spans(parts: list[dict[str, int]]) -> tuple[Span, ...]:
            return tuple((part["start"], part["end"]) for part in parts)

        return tuple(
            Tag(source=spans(s["source"]), cue=spans(s["cue"]), content=spans(s["content"])) for s in self.statements
        )


def measure(errors: bool = False) -> dict[str, float]:
    """Return the share of settings found, of kinds and of places, and how many given ones the gold has."""
    registry, count = Registry.load(), Counter[str]()
    for path in sorted((SHARED / "data").glob("seeds/*.json")) + sorted((SHARED / "data").glob("press/*.json")):
        gold = json.loads(path.read_bytes())
        page = Page(data=path.with_suffix(".txt").read_bytes(), file=path.stem)
        reading = read(page, Gold(gold["statements"]), registry)
        found = {one.content[0][0]: one for one in reading.statements}
        for wanted in gold["statements"]:
            if one := found.get(wanted["content"][0]["start"]):
                _compare(one, wanted["setting"], reading, count, errors)
    return {
        "kind_recall": count["kind right"] / max(count["kind gold"], 1),
        "kind_precision": count["kind right"] / max(count["kind given"], 1),
        "place_recall": count["place right"] / max(count["place gold"], 1),
        "place_precision": count["place right"] / max(count["place given"], 1),
    }


def _compare(one: Statement, setting: dict[str, Any], reading: Reading, count: Counter[str], errors: bool) -> None:
    kind = next((contact.kind for contact in reading.contacts if contact.id == one.contact), "")
    wanted = setting["kind"] if setting["kind"] in KINDS or setting["kind"] in FAMILIES else ""
    right = bool(wanted) and FAMILIES.get(kind, kind) == FAMILIES.get(wanted, wanted)
    where, place = one.where.name if one.where else "", (setting["place"] or "").split(",")[0]
    same = bool(place) and (place.startswith(where[:4]) if where else False)
    # A place without a kind is of a contact that the gold leaves unnamed: a contact given there is neither.
    count.update({"kind gold": bool(wanted), "kind right": right, "kind given": bool(kind and (wanted or not place))})
    count.update({"place gold": bool(place), "place right": same, "place given": bool(where)})
    if errors and (right != bool(wanted or (kind and not place)) or same != bool(place or where)):
        words = reading.article.text[slice(*one.content[0])]
        print(
            f"{Path(reading.file).stem} | {wanted or '-'}/{kind or '-'} | {place or '-'}/{where or '-'} | {words[:70]}"
        )


def main() -> None:
    """Print the figures, and with --errors every statement whose setting is missed or not the gold's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    for name, figure in measure(errors=parser.parse_args().errors).items():
        print(f"{name:<16} {figure:.4f}")


if __name__ == "__main__":
    main()
