"""Times linking: pages of generated families, in invented words, joined in records of growing size.

python evaluation/link_speed.py [--pages 1000 10000 100000] [--one 11] [--statements 2] [--steps copies stories]
python evaluation/link_speed.py --rivals [--pages 5000]

For each size: CPU milliseconds a page for each step, the most memory held, and the size of the file. Then single pages
are added, each with a run of linking: by the clock and in CPU time. `--rivals` finds the copies among the same pages
with datasketch's and rensa's MinHash and LSH as their documentation says, in the same run: pairs found, F1, seconds.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, islice
from pathlib import Path

from store_speed import Language

from onrecord.actors import Registry
from onrecord.linking import CHUNK, STEPS, Job
from onrecord.linking.copies import copies
from onrecord.linking.families import families
from onrecord.record import Article, Block, Date, Mention, Named, Page, Reading, Statement, Words, digest
from onrecord.store import Store

AT = "2031-03-04T10:15:00Z"
FAMILY = 8  # pages
PARAGRAPHS, WORDS = 11, (25, 45)  # of a whole text, and of a paragraph
OUTLETS = 400


class Press:
    """Families of pages: one text whole, cut, with a new lead, spun, and among paragraphs of the outlet's own."""

    def __init__(self, seed: int, statements: int, paragraphs: int = PARAGRAPHS) -> None:
        """Make up a language."""
        self._paragraphs = paragraphs
        self._random = random.Random(seed)
        self._language = Language(seed)
        self._statements = statements

    def family(self, number: int) -> Iterator[list[str]]:
        """Yield the paragraphs of each page of a family."""
        chance, text = self._random, [self._language.text(*WORDS) for _ in range(self._paragraphs)]
        for kind in range(FAMILY):
            new = [self._language.text(*WORDS) for _ in range(chance.randint(1, 4))]
            cut = chance.randint(self._paragraphs // 3, self._paragraphs)
            yield [text, text[:cut], [new[0], *text[1:]], self._spun(text), [*new, *text[:cut], new[0][::-1]]][kind % 5]

    def pages(self, count: int) -> list[Page]:
        """Return so many pages, in an order of chance; a page's file names its family."""
        made = []
        for number in range(count // FAMILY + 1):
            day = date(2031, 1, 1) + timedelta(days=self._random.randint(0, 364))
            for nth, paragraphs in enumerate(self.family(number)):
                given = {
                    "outlet": f"Outlet {self._random.randrange(OUTLETS)}",
                    "published": (day + timedelta(days=self._random.randint(0, 2))).isoformat(),
                }
                title = self._language.text(5, 9)
                data = "\n\n".join([title, *paragraphs]).encode()
                made.append(Page(data=data, file=f"{number}/{nth}", given=given))
        made = made[:count]
        self._random.shuffle(made)
        return made

    def reading(self, page: Page) -> Reading:
        """Return a reading of such a page, whose first paragraphs hold statements."""
        text, at = page.data.decode(), 0
        blocks: list[Block] = []
        for line in text.split("\n\n"):
            kind = "body" if blocks else "title"
            blocks.append(Block(kind=kind, start=at, end=at + len(line), why="made"))
            at += len(line) + 2
        article = Article(
            text=text,
            blocks=tuple(blocks),
            title=Words(text=text[: blocks[0].end], basis="made", span=(0, blocks[0].end)),
            outlet=Named(name=page.given["outlet"], basis="given"),
            published=Date(value=page.given["published"], basis="stated"),
        )
        said = tuple(self._statement(page.id, text, block) for block in blocks[1 : 1 + self._statements])
        made = {"sha256": page.sha256, "made_by": "link_speed", "article": article, "statements": said}
        return Reading(page=page.id, file=page.file, **made)  # type: ignore[arg-type]

    def _statement(self, page: str, text: str, block: Block) -> Statement:
        """A paragraph read as a statement by a person whom its own words name."""
        words = text[block.start : block.end].split()
        source = (block.start, block.start + len(words[0]))
        cue = (source[1] + 1, source[1] + 1 + len(words[1]))
        name = f"{max(words, key=len)} {words[-1]}".title()
        return Statement(
            id=digest([page, text[block.start : block.end], 0]),
            source=(source,),
            cue=(cue,),
            content=((cue[1] + 1, block.end),),
            manner="indirect",
            score=0.9,
            speaker=Mention(name=name, kind="person", basis="full-name", span=source),
        )

    def _spun(self, paragraphs: list[str]) -> list[str]:
        chance, word = self._random, self._language.one
        return [
            " ".join(word(0, 5000) if chance.random() < 1 / 8 else one for one in paragraph.split())
            for paragraph in paragraphs
        ]


def grow(press: Press, count: int, ones: int, wanted: Sequence[str]) -> dict[str, object]:
    """Link so many pages at once, then a few one by one, and return the figures."""
    pages = press.pages(count + ones)
    with tempfile.TemporaryDirectory() as folder, Store.open(f"{folder}/speed.db", create=True) as store:
        for page in pages[:count]:
            store.add(press.reading(page), None)
        job = Job(by="onrecord speed", at=AT, registry=Registry.load(), seen=lambda _: None)
        by_step = joined(store, job, wanted)
        singles, busy = [], []
        for page in pages[count:]:
            store.add(press.reading(page), None)
            clock = time.perf_counter()
            busy.append(sum(joined(store, job, wanted).values()) * 1000)
            singles.append((time.perf_counter() - clock) * 1000)
        size = sum(path.stat().st_size for path in Path(folder).iterdir()) / 1e6
    return {
        "pages": count,
        "cpu_ms_a_page": round(sum(by_step.values()) / count * 1000, 3),
        "by_step": {step: round(seconds / count * 1000, 3) for step, seconds in by_step.items()},
        "one_page_ms": {"median": round(statistics.median(singles), 1), "longest": round(max(singles), 1)},
        "one_page_cpu_ms": {"median": round(statistics.median(busy), 1), "longest": round(max(busy), 1)},
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3),
        "file_mb": round(size),
    }


def joined(store: Store, job: Job, wanted: Sequence[str]) -> dict[str, float]:
    """Run the steps of linking as `link` does, and return the CPU seconds that each took."""
    spent: dict[str, float] = {}
    for step in STEPS:
        if step.name in wanted:
            started = time.process_time()
            pages, mark = store.arrivals(step.name)
            links = iter(step.links(store, pages, job))
            while chunk := list(islice(links, CHUNK)):
                store.append(chunk)
            store.mark(step.name, mark)
            spent[step.name] = time.process_time() - started
    return spent


Found = set[tuple[str, str]]


def rivals(count: int) -> None:
    """Print how fast and how well copies are found, by us and by others, among the same pages."""
    press = Press(count, 0)
    pages = press.pages(count)
    gold = set(_pairs(pages, lambda page: page.file.split("/")[0]))
    texts = {page.file: page.data.decode().lower().split() for page in pages}
    with tempfile.TemporaryDirectory() as folder, Store.open(f"{folder}/speed.db", create=True) as store:
        clock = time.process_time()
        for page in pages:
            store.add(press.reading(page), None)
        print(f"onrecord: adding the pages to a record took {time.process_time() - clock:.1f} CPU s, not counted below")
        finders: dict[str, Callable[[], Found]] = {
            "onrecord": lambda: _ours(store, pages),
            "datasketch": lambda: _datasketch(texts),
            "rensa": lambda: _rensa(texts),
        }
        _compared(finders, gold)


def _compared(finders: dict[str, Callable[[], Found]], gold: Found) -> None:
    for name, find in finders.items():
        clock = time.process_time()
        try:
            found = find()
        except ImportError as missing:
            print(f"{name}: not compared, {missing}")
            continue
        spent = time.process_time() - clock
        right = len(found & gold)
        precision, recall = right / max(1, len(found)), right / len(gold)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{name:11} {spent:7.1f} CPU s  precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}")


def _pairs(pages: Iterable[Page], key: Callable[[Page], str]) -> Iterator[tuple[str, str]]:
    groups: dict[str, list[str]] = {}
    for page in pages:
        groups.setdefault(key(page), []).append(page.file)
    for files in groups.values():
        yield from combinations(sorted(files), 2)


def _ours(store: Store, pages: list[Page]) -> Found:
    """The families of a record that has the pages: keys, candidates, proof, links and groups."""
    names = {page.id: page.file for page in pages}
    arrived, _ = store.arrivals("copies")
    job = Job(by="onrecord speed", at=AT, registry=Registry.load(), seen=lambda _: None)
    store.append(list(copies(store, arrived, job)))
    found = (sorted(names[page] for page in family.members) for family in families(store))
    return {pair for files in found for pair in combinations(files, 2)}


def _shingles(words: list[str]) -> set[str]:
    return {" ".join(words[n : n + 3]) for n in range(len(words) - 2)}


def _datasketch(texts: dict[str, list[str]]) -> Found:
    """MinHash and MinHashLSH as in datasketch's documentation; Jaccard 0.3, since half a text is still a copy."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=0.3, num_perm=128)
    found: Found = set()
    for name, words in texts.items():
        sketch = MinHash(num_perm=128)
        for shingle in _shingles(words):
            sketch.update(shingle.encode("utf8"))
        found |= {(min(name, other), max(name, other)) for other in lsh.query(sketch)}
        lsh.insert(name, sketch)
    return found


def _rensa(texts: dict[str, list[str]]) -> Found:
    """RMinHash and RMinHashLSH as in rensa's documentation, with candidates checked by their sketches."""
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=0.3, num_perm=128, num_bands=32)
    names = list(texts)
    sketches: list[object] = []
    found: Found = set()
    for n, name in enumerate(names):
        sketch = RMinHash(num_perm=128, seed=42)
        sketch.update(list(_shingles(texts[name])))
        for other in lsh.query(sketch):
            if sketch.jaccard(sketches[other]) >= 0.3:
                found.add((min(name, names[other]), max(name, names[other])))
        sketches.append(sketch)
        lsh.insert(n, sketch)
    return found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--one", type=int, default=11)
    parser.add_argument("--statements", type=int, default=2)
    parser.add_argument("--paragraphs", type=int, default=PARAGRAPHS)
    parser.add_argument("--steps", nargs="+", default=[step.name for step in STEPS])
    parser.add_argument("--rivals", action="store_true")
    arguments = parser.parse_args()
    for count in arguments.pages:
        if arguments.rivals:
            rivals(count)
        else:
            press = Press(count, arguments.statements, arguments.paragraphs)
            print(json.dumps(grow(press, count, arguments.one, arguments.steps)), flush=True)


if __name__ == "__main__":
    main()
