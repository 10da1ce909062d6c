"""Measures stories: the triples of BASIL, each of one event, found again among all articles of all years at once.

    python evaluation/stories.py [--years 2010 2012 ...] [--undated] [--one-by-one 20] [--show]
    python evaluation/stories.py --long [--seed 1] [--one-by-one 20]

Gives the adjusted Rand index and B-cubed precision, recall and F1 (Bagga and Baldwin, 1998) of the groups that linking
makes. NEAR was chosen on 2010, 2014 and 2018, with the figure over all years in view; 2012 and 2016 were not searched.
`--one-by-one N` adds the last N articles one at a time, each with a run of linking, in two orders, and says whether
the stories came out the same.

`--long` makes stories that run for five weeks, forty of them in two months with the same actors throughout: each long
PolNeAR train article is cut into ten pages of its paragraphs, in order, and each page but the first has two of the
first paragraphs besides, one word in eight replaced, as news repeats what went before. Two hundred other articles stand
beside them. BESIDE was chosen among 3 to 8 on seeds 1 and 2; WINDOW is a matter of how far apart the pages were made.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from math import comb
from typing import Any

from families import Made, polnear
from shared import SHARED

from onrecord.actors import Registry
from onrecord.clean import clean
from onrecord.linking import Job
from onrecord.linking.stories import stories
from onrecord.record import Page, Reading
from onrecord.store import Store

ARTICLES = SHARED / "data" / "basil" / "articles"
LONG_WORDS, PARTS, WEEKS, STORIES, BESIDES = 900, 10, 5, 40, 200  # of made stories: words of an article, pages, ...
AT = "2031-03-04T10:15:00Z"
Groups = dict[str, str]


def articles(years: Sequence[str], undated: bool) -> dict[str, Page]:
    """Return the pages of BASIL by the name of their file, which begins with the triple's."""
    pages = {}
    for path in sorted(path for year in years for path in (ARTICLES / year).glob("*.json")):
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        text = "\n\n".join([told["title"], *(" ".join(paragraph) for paragraph in told["body-paragraphs"])])
        given = {"outlet": told["source"], "title": told["title"]}
        if not undated:
            given["published"] = told["date"]
        pages[path.stem] = Page(data=text.encode(), file=path.stem, url=told["url"], given=given)
    return pages


def long_stories(seed: int) -> dict[str, Page]:
    """Return pages of made stories by names that begin with the story's, among others."""
    chance, texts = random.Random(seed), polnear()
    made = Made(texts, seed, 0)
    whole = {name: made.paragraphs(name) for name in texts if len(texts[name].split()) >= LONG_WORDS}
    names = sorted(name for name, paragraphs in whole.items() if len(paragraphs) >= 2 * PARTS)
    chance.shuffle(names)
    others = sorted(texts.keys() - set(names[:STORIES]))
    chance.shuffle(others)
    words = sorted({word for name in others[-50:] for word in texts[name].split() if word.isalpha()})
    told = []
    for name in names[:STORIES]:
        paragraphs, first = whole[name], chance.randrange(30)
        for n in range(PARTS):
            part = paragraphs[n * len(paragraphs) // PARTS : (n + 1) * len(paragraphs) // PARTS]
            began = chance.sample(paragraphs[: max(4, len(paragraphs) // 4)], 2) if n else []
            again = [" ".join(chance.choice(words) if chance.random() < 1 / 8 else word for word in one.split())
                     for one in began]  # fmt: skip
            told.append(
                (f"{name}_{n}", "\n\n".join(part + again), first + n * WEEKS * 7 // PARTS + chance.randrange(3))
            )
    told += [(f"{name}_0", texts[name], chance.randrange(65)) for name in others[:BESIDES]]
    pages = {}
    for name, text, day in told:
        given = {"outlet": name, "published": (date(2031, 3, 1) + timedelta(day)).isoformat()}
        pages[name] = Page(data=text.encode(), file=name, given=given)
    return pages


def add(store: Store, pages: Sequence[Page]) -> None:
    """Add pages, without their statements, and find stories."""
    for page in pages:
        article, _ = clean(page)
        made = {"sha256": page.sha256, "made_by": "stories", "article": article, "url": page.url}
        store.add(Reading(page=page.id, file=page.file, **made), page)  # type: ignore[arg-type]
    arrived, mark = store.arrivals("stories")
    job = Job(by="onrecord stories", at=AT, registry=Registry.load(), seen=lambda _: None)
    store.append(list(stories(store, arrived, job)))
    store.mark("stories", mark)


def found(pages: Sequence[Page], apart: int = 0) -> Groups:
    """Return each file's group, the last pages added one by one."""
    with tempfile.TemporaryDirectory() as folder, Store.open(f"{folder}/stories.db", create=True) as store:
        first = len(pages) - apart
        for some in (pages[:first], *([page] for page in pages[first:])):
            add(store, some)
        return {page.file: store.group("story", page.id)[0] for page in pages}


def adjusted_rand(pairs: Sequence[tuple[Any, Any]]) -> float:
    """Return the adjusted Rand index of two groupings, given as each thing's groups (Hubert and Arabie, 1985)."""
    both, left, right = (
        sum(comb(n, 2) for n in Counter(keys).values())
        for keys in (pairs, (a for a, _ in pairs), (b for _, b in pairs))
    )
    chance = left * right / comb(len(pairs), 2)
    most = (left + right) / 2
    return 1.0 if most == chance else (both - chance) / (most - chance)


def scores(groups: Groups) -> dict[str, float]:
    """Return the adjusted Rand index and B-cubed figures against the triples."""
    files = sorted(groups)
    gold = {file: file.rpartition("_")[0] for file in files}
    precision = recall = 0.0
    for file in files:
        together = {other for other in files if groups[other] == groups[file]}
        triple = {other for other in files if gold[other] == gold[file]}
        precision += len(together & triple) / len(together) / len(files)
        recall += len(together & triple) / len(triple) / len(files)
    return {
        "ari": round(adjusted_rand([(gold[f], groups[f]) for f in files]), 4),
        "b3_precision": round(precision, 4),
        "b3_recall": round(recall, 4),
        "b3_f1": round(2 * precision * recall / (precision + recall), 4),
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--years", nargs="+", default=sorted(path.name for path in ARTICLES.iterdir()))
    parser.add_argument("--undated", action="store_true")
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--one-by-one", type=int, default=0)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    of = long_stories(arguments.seed) if arguments.long else articles(arguments.years, arguments.undated)
    pages = list(of.values())
    random.Random(arguments.seed).shuffle(pages)
    groups = found(pages, arguments.one_by_one)
    print(json.dumps({"articles": len(pages), **scores(groups)}))
    if arguments.one_by_one:
        random.Random(arguments.seed + 1).shuffle(pages)
        print("the same in another order:", found(pages, arguments.one_by_one) == groups)
    if arguments.show:
        for group in sorted(set(groups.values())):
            print(*sorted(file for file in groups if groups[file] == group))


if __name__ == "__main__":
    main()
