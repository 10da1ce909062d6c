"""Measures contacts on 141 sentences, or runs of them, of news that were read by hand (contacts-checked.tsv).

    python evaluation/contacts_checked.py [--errors]

They come from re3d, AQUAINT, BASIL and polnear/train: 60 in which contacts had been found and 81 with a word for one in
which none was. A contact given is of a sentence where one of its spans lies in it. It is right where its kind is of the
same family and at least half of the parties named, by it or by the reader, are named by both.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import contacts
import dates
import stories
from shared import SHARED

from onrecord.actors import Registry
from onrecord.pipeline import read
from onrecord.record import Contact, Mention, Page, Reading, Span
from onrecord.tagger import Model

CHECKED = Path(__file__).with_name("contacts-checked.tsv")
ENOUGH = 0.5  # share of the parties of both that both name
FAMILIES = {"talks": "meeting"}


class Row(NamedTuple):
    """What a sentence tells of: the kind, or '-', and the spans that name the parties; None is the author."""

    collection: str
    document: str
    sentences: tuple[Span, ...]
    kind: str
    parties: tuple[Span | None, ...]


def rows() -> list[Row]:
    """Return what was read."""
    found = []
    for line in CHECKED.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            collection, document, sentences, kind, parties = line.split("\t")
            named = tuple(None if one == "author" else _span(one) for one in parties.split(",") if one != "-")
            found.append(Row(collection, document, tuple(map(_span, sentences.split(","))), kind, named))
    return found


def _span(words: str) -> Span:
    start, end = words.split("-")
    return int(start), int(end)


def pages() -> Iterator[tuple[str, Page]]:
    """Yield each collection's name and each of its pages."""
    for name, text, _ in contacts.documents(contacts.RE3D):
        yield "re3d", Page(data=text.encode(), file=name)
    for name, created, text, _ in dates.documents(dates.AQUAINT):
        yield "aquaint", Page(data=text.encode(), file=name, given={"published": created.isoformat()})
    for page in stories.articles(sorted(path.name for path in stories.ARTICLES.iterdir()), undated=False).values():
        yield "basil", page
    for path in sorted((SHARED / "data" / "polnear" / "train" / "text").glob("*.txt")):
        yield "polnear", Page(data=path.read_bytes(), file=path.stem)


def measure(errors: bool = False) -> dict[str, float]:
    """Return precision, recall and F1 of the contacts in the sentences read."""
    wanted: dict[tuple[str, str], list[Row]] = {}
    for row in rows():
        wanted.setdefault((row.collection, row.document), []).append(row)
    tagger, registry, count = Model(), Registry.load(), Counter[str]()
    for collection, page in pages():
        if (collection, page.file) in wanted:
            reading = read(page, tagger, registry)
            for row in wanted[collection, page.file]:
                _count(reading, row, count, errors)
    precision, recall = (count["right"] / max(count[whole], 1) for whole in ("given", "gold"))
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / max(precision + recall, 1e-9)}


def _count(reading: Reading, row: Row, count: Counter[str], errors: bool) -> None:
    """Count what is given in the sentences of a row: one contact that is right, and all that are another."""
    given = [one for one in reading.contacts if any(_over(span, s) for span in one.spans for s in row.sentences)]
    right = row.kind != "-" and any(_is(reading, one, row) for one in given)
    others = [one for one in given if not _is(reading, one, row)] if row.kind == "-" or not right else []
    count.update({"gold": row.kind != "-", "right": right, "given": right + len(others)})
    if errors and (others or (row.kind != "-" and not right)):
        print(row.collection, row.document, row.sentences[0], row.kind, "|", [_shown(one) for one in others])


def _shown(contact: Contact) -> str:
    return f"{contact.kind}: {', '.join(party.name or '?' for party in contact.participants)}"


def _over(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _is(reading: Reading, contact: Contact, row: Row) -> bool:
    """Whether a contact is the one that was read in a sentence."""
    if FAMILIES.get(contact.kind, contact.kind) != FAMILIES.get(row.kind, row.kind):
        return False
    both = sum(any(_names(reading, party, words) for party in contact.participants) for words in row.parties)
    return both >= ENOUGH * (len(contact.participants) + len(row.parties) - both)


def _names(reading: Reading, party: Mention, span: Span | None) -> bool:
    """Whether a party is named by the words at a span."""
    if span is None:
        return party.kind == "narrator"
    return contacts.named(reading.article.text, party, [reading.article.text[slice(*span)]], span)


def main() -> None:
    """Print the figures, and with --errors each sentence read otherwise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    for name, figure in measure(parser.parse_args().errors).items():
        print(f"{name:<10} {figure:.4f}")


if __name__ == "__main__":
    main()
