"""Measures lines: quotations found again in families made from PolNeAR articles, and in BASIL's triples.

    python evaluation/lines.py [--seed 1] [--families 10] [--rules]
    python evaluation/lines.py --basil [--show] [--disagreements]

Families are those of `families.py`: an article whole, reprinted, cut, with a new lead, spun twice, among other text,
and merged with another. Each statement that the tagger finds on a made page is traced to the paragraphs it was made
from and to the words in them, which a spinner changes one by one; two statements are truly one where the stretches
overlap by half of the shorter. BASIL has no gold: every line that two of its pages share is listed, to be read,
and with `--disagreements` every disagreement of its stories.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

from families import DATA, Made, polnear

from onrecord.actors import Registry
from onrecord.align.differences import diff
from onrecord.gather import disagreements, story_of
from onrecord.linking import link
from onrecord.pipeline import Means, add
from onrecord.record import Page, Reading
from onrecord.rules import Rules
from onrecord.store import Store
from onrecord.tagger import Model

AT = "2031-03-04T10:15:00Z"
OVERLAP = 0.5
FOUND_WHOLE = 0.8  # of both stretches overlap: the pairs that recall counts

Stretch = tuple[str, int, int]  # the paragraph a statement was made from, and its words there, half-open


def stretches(made: Made, name: str, reading: Reading) -> dict[str, list[Stretch]]:
    """Return the stretches that each statement of a made page was made from."""
    family = int(name.split("-")[0])
    whole, own = made.paragraphs(made.sources[family]), made.paragraphs(made.spare[family])
    known = {paragraph: f"{family} {n}" for n, paragraph in enumerate(whole)}
    known |= {paragraph: f"other {family} {n}" for n, paragraph in enumerate(own)}
    if name.endswith("merged"):
        known |= {text: f"{family + 1} {n}" for n, text in enumerate(made.paragraphs(made.sources[family + 1]))}
    text = reading.article.text
    found: dict[str, list[Stretch]] = {}
    at = 0
    for n, paragraph in enumerate(made.pages[name].split("\n\n")):
        start = text.index(paragraph, at)
        at = start + len(paragraph)
        label = known.get(paragraph, f"{family} {n}")
        for statement in reading.statements:
            for first, last in statement.content:
                first, last = max(start, first), min(last, at)
                if first < last:
                    words = (len(text[start:first].split()), len(text[start:last].split()))
                    found.setdefault(statement.id, []).append((label, *words))
    return found


def overlap(one: list[Stretch], other: list[Stretch]) -> tuple[float, float]:
    """Return which share of the words of each of two statements the other was made from too."""
    shared = sum(max(0, min(a[2], b[2]) - max(a[1], b[1])) for a in one for b in other if a[0] == b[0])
    sizes = (sum(last - first for _, first, last in each) for each in (one, other))
    own, others = (max(1, size) for size in sizes)
    return shared / own, shared / others


def families(seed: int, count: int, rules: bool) -> dict[str, int]:
    """Measure the lines of made families: pages, statements, lines, pairs that were found, are right, are there."""
    made = Made(polnear(), seed, count)
    pages = [Page(data=text.encode(), file=name, given={"outlet": name}) for name, text in made.pages.items()]
    with tempfile.TemporaryDirectory() as folder, Store.open(str(Path(folder) / "lines.db"), create=True) as store:
        add(store, pages, means=Means(tagger=Rules if rules else Model))
        link(store, Registry.load(), AT)
        of = {id: (r.page, at) for r in store.readings() for id, at in stretches(made, r.file, r).items()}
        groups = [[id for id in members if id in of] for _, members in store.groups("line")]
    gold = set()
    by_paragraph: dict[str, list[str]] = defaultdict(list)
    for id, (_, at) in of.items():
        by_paragraph[at[0][0]].append(id)
    for ids in by_paragraph.values():
        for one, other in combinations(sorted(ids), 2):
            if of[one][0] != of[other][0] and min(overlap(of[one][1], of[other][1])) >= FOUND_WHOLE:
                gold.add((one, other))
    found = {(a, b) for ids in groups for a, b in combinations(sorted(ids), 2) if of[a][0] != of[b][0]}
    right = {(a, b) for a, b in found if max(overlap(of[a][1], of[b][1])) >= OVERLAP}
    sizes = {"pages": len(made.pages), "statements": len(of), "lines": len(groups)}
    return sizes | {"found": len(found), "right": len(right), "gold": len(gold), "gold found": len(gold & found)}


def shares(counts: dict[str, int]) -> dict[str, float]:
    """Return precision and recall over pairs."""
    return {
        "precision": counts["right"] / max(1, counts["found"]),
        "recall": counts["gold found"] / max(1, counts["gold"]),
    }


def differing(store: Store) -> None:
    """List where the pages of each story disagree, with the first accounts."""
    for story, _ in list(store.groups("story")):
        for one in disagreements(store, story_of(store, story)):
            print(f"{one.kind}: {one.about}")
            for account in one.accounts[:4]:
                words = " ".join(account.words.split())[:160]
                print(f"    {account.value}: {account.by}, {account.outlet}: {words}")


def basil(show: bool, disagree: bool, rules: bool) -> None:
    """List the pairs of statements of different pages that the machine joined, by its reason and verdict."""
    pages = []
    of: dict[str, str] = {}
    for path in sorted((DATA / "basil" / "articles").rglob("*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        text = "\n\n".join([article["title"], *(" ".join(one) for one in article["body-paragraphs"])])
        given = {"outlet": article["source"], "published": str(article["date"]), "title": article["title"]}
        page = Page(data=text.encode(), file=path.stem + path.parent.name, url=article["url"], given=given)
        pages.append(page)
        of[page.id] = str(article["triplet-uuid"])
    with tempfile.TemporaryDirectory() as folder, Store.open(str(Path(folder) / "basil.db"), create=True) as store:
        add(store, pages, means=Means(tagger=Rules if rules else Model))
        link(store, Registry.load(), AT)
        counts: Counter[str] = Counter()
        for one in store.links("line"):
            left, right = store.statement(one.left), store.statement(one.right)
            if not left or not right or left["page"] == right["page"] or one.judgement == "unsure":
                continue
            triple = "one triple" if of[left["page"]] == of[right["page"]] else "two triples"
            verdict = diff(left, right).verdict
            how = "words" if "in order" in (one.reason or "") or "copies" in (one.reason or "") else "content"
            counts.update([f"joined by {how}", triple, verdict])
            if show:
                print(f"{one.score} {one.reason}; {verdict}; {triple}")
                for row in (left, right):
                    name = (row["speaker"] or {}).get("name")
                    words = " ".join(row["quote"]["content"].split())[:240]
                    print(f"    {row['outlet']}, {name}: {words}")
        for name, count in sorted(counts.items()):
            print(f"{name:<20} {count}")
        if disagree:
            differing(store)


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--families", type=int, default=10)
    parser.add_argument("--basil", action="store_true")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--disagreements", action="store_true")
    parser.add_argument("--rules", action="store_true")
    arguments = parser.parse_args()
    if arguments.basil:
        basil(arguments.show, arguments.disagreements, arguments.rules)
    else:
        counts = families(arguments.seed, arguments.families, arguments.rules)
        print("{pages} pages, {statements} statements, {lines} lines".format(**counts))
        for name, of in (("precision", "found"), ("recall", "gold")):
            print(f"{name:<9} {shares(counts)[name]:.3f} of {counts[of]} pairs")


if __name__ == "__main__":
    main()
