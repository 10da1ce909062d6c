"""Times the store: the CPU time to keep readings of invented words, and to search them.

python evaluation/store_speed.py [--pages 5000]
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

from onrecord.actors import Registry
from onrecord.linking import Job
from onrecord.linking.actors import actors
from onrecord.record import Article, Block, Date, Mention, Named, Page, Reading, Statement, Words, digest
from onrecord.store import Query, Store
from onrecord.whois import by_any_name

STATEMENTS = 20  # a page
SEARCHES = 31  # of a kind
SYLLABLES = ("ka", "ro", "mi", "ten", "sal", "vor", "li", "no", "pe", "dra", "shu", "el", "ban", "tor", "qui")


class Language:
    """Words that are as frequent as words are: the nth one has a share of 1/n."""

    def __init__(self, seed: int) -> None:
        """Make the words up."""
        self._random = random.Random(seed)
        made = ("".join(self._random.choices(SYLLABLES, k=self._random.randint(1, 4))) for _ in range(60_000))
        self.words = list(dict.fromkeys(made))
        self._shares = list(accumulate(1 / (rank + 2) for rank in range(len(self.words))))
        names = zip(self._random.sample(self.words, 400), self._random.sample(self.words, 400), strict=True)
        self.names = [f"{first} {last}".title() for first, last in names]

    def text(self, least: int, most: int) -> str:
        """Return so many words."""
        return " ".join(self._random.choices(self.words, cum_weights=self._shares, k=self._random.randint(least, most)))

    def one(self, first: int, last: int) -> str:
        """Return a word of a rank in between."""
        return self.words[self._random.randint(first, last)]

    def name(self) -> str:
        """Return somebody's name."""
        return self._random.choice(self.names)


def reading_of(number: int, language: Language) -> tuple[Reading, Page]:
    """Return a page of invented words and the reading of it."""
    title = language.text(6, 10)
    said = [(language.name(), language.text(15, 40)) for _ in range(STATEMENTS)]
    text = f"{title}\n\n" + "".join(f"{name} said {content}.\n\n" for name, content in said)
    page = Page(data=text.encode(), file=f"{number}.txt")
    statements, blocks, at = [], [], len(title) + 2
    for nth, (name, content) in enumerate(said):
        cue = at + len(name) + 1
        end = cue + 5 + len(content)
        statements.append(
            Statement(
                id=digest([page.id, content, nth]),
                source=((at, cue - 1),),
                cue=((cue, cue + 4),),
                content=((cue + 5, end),),
                manner="indirect",
                score=0.9,
                speaker=Mention(name=name, kind="person", basis="full-name", span=(at, cue - 1)),
            )
        )
        blocks.append(Block(kind="body", start=at, end=end + 1, why="a sentence of prose"))
        at = end + 3
    article = Article(
        text=text,
        blocks=tuple(blocks),
        title=Words(text=title, basis="first-line", span=(0, len(title))),
        outlet=Named(name=f"Outlet {number % 25}", basis="given"),
        published=Date(value=f"2031-{number % 12 + 1:02}-{number % 28 + 1:02}", basis="stated"),
    )
    made = {"made_by": "store_speed", "article": article, "statements": tuple(statements)}
    return Reading(page=page.id, file=page.file, sha256=page.sha256, **made), page  # type: ignore[arg-type]


def actors_only(store: Store, registry: Registry) -> int:
    """Join the actors, and nothing else; return how many pages there are."""
    pages, _ = store.arrivals("actors")
    job = Job(by="onrecord store_speed", at="2031-03-04T10:15:00Z", registry=registry, seen=lambda _: None)
    store.append(list(actors(store, pages, job)))
    return len(pages)


def kinds(store: Store, registry: Registry, language: Language) -> dict[str, Callable[[], Query]]:
    """Return the kinds of search that are timed."""
    return {
        "a rare word": lambda: Query(words=language.one(500, 5000), limit=50),
        "a common word": lambda: Query(words=language.one(5, 50), limit=50),
        "the commonest word": lambda: Query(words=language.words[0], limit=50),
        "two words": lambda: Query(words=f"{language.one(20, 500)} {language.one(20, 500)}", limit=50),
        "a phrase": lambda: Query(words=f'"{language.one(1, 20)} {language.one(1, 20)}"', limit=50),
        "a speaker": lambda: Query(speaker=language.name(), limit=50),
        "a speaker, by any name": lambda: by_any_name(store, registry, Query(speaker=language.name(), limit=50)),
        "somebody spoken of, so": lambda: by_any_name(store, registry, Query(about=language.name(), limit=50)),
        "speaker, word, months": lambda: Query(
            words=language.one(2, 100), speaker=language.name(), since="2031-03", until="2031-06"
        ),
        "an outlet": lambda: Query(outlet="Outlet 7", limit=50),
        "a month": lambda: Query(since="2031-11", until="2031-11", limit=50),
        "everything, first 50": lambda: Query(limit=50),
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=5000)
    pages = parser.parse_args().pages
    language, registry = Language(1), Registry.load()
    with tempfile.TemporaryDirectory() as folder, Store.open(f"{folder}/speed.db", create=True) as store:
        made = [reading_of(number, language) for number in range(pages)]
        clock = time.process_time()
        for reading, page in made:
            store.add(reading, page)
        spent = time.process_time() - clock
        print(f"{pages * STATEMENTS:,} statements of {pages:,} pages added in {spent:.1f} s")
        medians = []
        started = time.process_time()
        pages_linked = actors_only(store, registry)
        print(f"actors of {pages_linked:,} pages joined in {time.process_time() - started:.1f} s")
        for name, query in kinds(store, registry, language).items():
            times = []
            for _ in range(SEARCHES):
                asked, clock = query(), time.process_time()
                found = len(list(store.search(asked)))
                times.append((time.process_time() - clock) * 1000)
            medians.append(statistics.median(times))
            print(f"{name:24} median {medians[-1]:6.1f} ms, longest {max(times):6.1f} ms, found {found}")
        print(f"{'all of these':24} median {statistics.median(medians):6.1f} ms")
        size = sum(path.stat().st_size for path in Path(folder).iterdir()) / 1e6
        print(f"{size:.0f} MB")


if __name__ == "__main__":
    main()
