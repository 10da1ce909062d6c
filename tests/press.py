"""Pages of invented words for tests of what joins pages, and a store of them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from itertools import combinations

from onrecord.actors import Registry
from onrecord.linking import Job, Step
from onrecord.linking.families import families
from onrecord.record import Article, Block, Date, Named, Page, Reading, Words
from onrecord.store import Store

AT = "2031-03-04T10:15:00Z"
SYLLABLES = ("ka", "ro", "mi", "ten", "sal", "vor", "li", "no", "pe", "dra", "shu", "el", "ban", "tor", "qui", "zu")


def prose(seed: object, paragraphs: int = 8, words: int = 30) -> list[str]:
    """Paragraphs of words that no other seed is likely to give in the same order."""
    chance = random.Random(str(seed))
    made = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(paragraphs * words)]
    return [" ".join(made[n * words : (n + 1) * words]) + "." for n in range(paragraphs)]


def spun(paragraphs: Sequence[str], seed: object) -> list[str]:
    """The paragraphs with one word in eight replaced."""
    chance = random.Random(str(seed))
    return [" ".join("zezze" if chance.random() < 1 / 8 else word for word in one.split()) for one in paragraphs]


def reading(
    name: str,
    paragraphs: Sequence[str],
    outlet: str | None = None,
    day: str | None = None,
    url: str | None = None,
    title: str = "Vosk",
) -> Reading:
    """A reading of a page of these paragraphs, whose file is `name`."""
    text, at, blocks = "\n\n".join([title, *paragraphs]), len(title) + 2, []
    for paragraph in paragraphs:
        blocks.append(Block(kind="body", start=at, end=at + len(paragraph), why="made"))
        at += len(paragraph) + 2
    article = Article(
        text=text,
        blocks=(Block(kind="title", start=0, end=len(title), why="made"), *blocks),
        title=Words(text=title, basis="made", span=(0, len(title))),
        outlet=Named(name=outlet, basis="given") if outlet else None,
        published=Date(value=day, basis="stated") if day else None,
    )
    page = Page(data=f"{name}\n{text}".encode(), file=name, url=url)
    return Reading(page=page.id, file=name, sha256=page.sha256, made_by="test 1", article=article, url=url)


def run(store: Store, step: Step) -> int:
    """Run one step of linking as `link` does, and return how many links it added."""
    pages, mark = store.arrivals(step.name)
    job = Job(by="onrecord 1.0", at=AT, registry=Registry(()), seen=lambda _: None)
    added = store.append(list(step.links(store, pages, job)))
    store.mark(step.name, mark)
    return added


def add(store: Store, readings: Iterable[Reading], step: Step) -> int:
    """Add readings and run a step."""
    for one in readings:
        store.add(one, None)
    return run(store, step)


def families_by_file(store: Store) -> list[list[str]]:
    """The files of each family."""
    return sorted(sorted(file_of(store, page) for page in family.members) for family in families(store))


def pairs(groups: Iterable[Sequence[str]]) -> set[tuple[str, str]]:
    """The pairs that stand in one group."""
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def file_of(store: Store, page: str) -> str:
    """The file of a page that is there."""
    head = store.head(store.numbers([page])[0])
    assert head
    return head.file
