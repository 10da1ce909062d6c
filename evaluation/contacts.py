"""Measures who communicated with whom on re3d's 98 documents: pairs found against its 'communicated with' relations.

    python evaluation/contacts.py [--errors]

A pair is the first party of a contact, or one of its hosts, with one of the others, or a statement's speaker with its
addressee or with one who makes it jointly. (Who is quoted inside another's words has not spoken to him: of 25 such
pairs none was gold, and they are left out.) A gold
relation (confidence 0.5 or more) is found where one pair of its document names both its ends: the words overlap in the
text, one's name has all the words of the other's, or a person's last name ends both; an end has the names that re3d
itself marks as its synonyms. re3d marks orders, appointments and agreements as well, so that not every pair is a
contact.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shared import SHARED

from onrecord.actors import Registry
from onrecord.pipeline import read
from onrecord.record import Mention, Page, Reading, Span
from onrecord.tagger import Model

RE3D = SHARED / "data" / "re3d"
SURE = 0.5
_SMALL = frozenset("the a an of and for in to mr mrs ms dr his her its their minister president secretary".split())  # noqa: SIM905

Pair = tuple[Mention, Mention]


def documents(folder: Path) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """Yield the id and text of each document, and its 'communicated with' relations, each with its ends' names."""
    for source in sorted(path for path in folder.iterdir() if path.is_dir()):
        lines = (source / "relations.json").read_text(encoding="utf-8").splitlines()
        sure = [relation for relation in map(json.loads, lines) if relation["confidence"] >= SURE]
        relations = [relation for relation in sure if relation["type"] == "CommWith"]
        for relation in relations:
            same = [r for r in sure if r["type"] == "IsSynonymOf" and r["documentId"] == relation["documentId"]]
            for end in ("source", "target"):
                relation[f"{end}Names"] = _synonyms(relation[end], same)
        for line in (source / "documents.json").read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            yield document["_id"], document["text"], [r for r in relations if r["documentId"] == document["_id"]]


def _synonyms(name: str, same: list[dict[str, Any]]) -> list[str]:
    """A name and those that the gold marks as its synonyms, directly or through another."""
    names = [name]
    for one in names:
        pairs = [(r["source"], r["target"]) for r in same if one in (r["source"], r["target"])]
        names += [other for other in dict.fromkeys(n for pair in pairs for n in pair) if other not in names]
    return names


def told(reading: Reading) -> list[Pair]:
    """Return the first party of each contact, its subject, and each host, with each of the others."""
    found = []
    for contact in reading.contacts:
        first, *others = contact.participants
        found += [(first, other) for other in others]
        hosts = [party for party in others if party.role == "host"]
        found += [(host, guest) for host in hosts for guest in others if guest.role == "guest"]
    return found


def spoken(reading: Reading) -> list[Pair]:
    """Return each speaker with the addressees and with those who speak jointly."""
    return [
        (statement.speaker, other)
        for statement in reading.statements
        if statement.speaker
        for other in (*statement.addressee, *statement.co_speakers)
    ]


def named(text: str, mention: Mention, names: list[str], span: Span) -> bool:
    """Return whether a mention is of whom the words at a span name, who has these names."""
    if mention.span and mention.span[0] < span[1] and span[0] < mention.span[1]:
        return True
    given = [mention.name or ""] + ([text[slice(*mention.span)]] if mention.span else [])
    pairs = [(_words(gold), _words(name)) for gold in names for name in given]
    if any(gold and name and (gold <= name or name <= gold) for gold, name in pairs):
        return True
    last = (mention.name or "").casefold().split()[-1:]
    return mention.kind == "person" and any(gold.casefold().split()[-1:] == last for gold in names)


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.casefold())) - _SMALL


def found_by(text: str, relation: dict[str, Any], pair: Pair) -> bool:
    """Whether a pair names both ends of a relation."""
    ends = [(relation[f"{end}Names"], (relation[f"{end}Begin"], relation[f"{end}End"])) for end in ("source", "target")]
    return any(named(text, one, *ends[0]) and named(text, other, *ends[1]) for one, other in (pair, pair[::-1]))


def measure(folder: Path = RE3D, errors: bool = False) -> dict[str, float]:
    """Return recall and precision of pairs: of contacts alone, and with speakers and addressees."""
    tagger, registry = Model(), Registry.load()
    count: Counter[str] = Counter()
    for name, text, relations in documents(folder):
        reading = read(Page(data=text.encode(), file=name), tagger, registry)
        for kind, pairs in (("contacts", told(reading)), ("all", [*told(reading), *spoken(reading)])):
            hit = [relation for relation in relations if any(found_by(text, relation, pair) for pair in pairs)]
            right = [pair for pair in pairs if any(found_by(text, relation, pair) for relation in relations)]
            count.update({f"{kind} gold": len(relations), f"{kind} hit": len(hit)})
            count.update({f"{kind} given": len(pairs), f"{kind} right": len(right)})
            if errors and kind == "all":
                for relation in relations:
                    if relation not in hit:
                        print("missed", relation["source"], "|", relation["value"], "|", relation["target"])
            if errors and kind == "contacts":
                for one, other in pairs:
                    if (one, other) not in right:
                        print("not gold", one.name, "|", other.name)
    return {
        f"{kind}_{figure}": count[f"{kind} {part}"] / max(count[f"{kind} {whole}"], 1)
        for kind in ("contacts", "all")
        for figure, part, whole in (("recall", "hit", "gold"), ("precision", "right", "given"))
    }


def main() -> None:
    """Print the figures, and with --errors the pairs missed and those that are not gold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    for name, figure in measure(errors=parser.parse_args().errors).items():
        print(f"{name:<20} {figure:.4f}")


if __name__ == "__main__":
    main()
