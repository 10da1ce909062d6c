"""The step that joins statements into lines: candidates by their keys, then what `align.lines` says of each pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from ..align.days import days
from ..align.lines import Match, Wording, beside, compare, keys
from ..align.lines import lines as judged
from ..align.words import words
from ..record import Link
from ..store import Store
from ..store.traces import MOST, Said
from .job import Job
from .keyed import number_of

PAGES = 4000  # whose keys are kept in one transaction: each one writes all of the index anew
CLOSEST = 16  # statements that one is compared with, those first that share most keys
ALONE = 8  # of these that share a single key, the rarest: in a large record chance alone fills the rest
COMMON = 16  # more statements than these have a key that is common: it alone brings but one or two
MOST_LINKS = 8  # of a statement to others: a thousand that are alike are joined through these
HELD = 20_000  # statements held in memory: some 100 MB
GONE = "these have no longer enough in common"


def lines(store: Store, pages: list[str], job: Job) -> Iterator[Link]:
    """Yield the links of kind line that the statements of these pages need."""
    run = _Lines(store, job)
    # Pages of one event, and among them copies of one text, find one another in memory.
    pages = sorted(pages, key=lambda page: (store.group_id("story", page), store.group_id("copy", page), page))
    for start in range(0, len(pages), PAGES):
        yield from run.links(pages[start : start + PAGES])
        job.seen(min(start + PAGES, len(pages)))


class _Lines:
    """One run of the step."""

    def __init__(self, store: Store, job: Job) -> None:
        self.store = store
        self.job = job
        self.wording = lru_cache(maxsize=HELD)(self._wording)
        self.new: dict[int, Wording] = {}  # those of the pages at hand, by number

    def links(self, pages: list[str]) -> Iterator[Link]:
        new = {page: [_worded(said) for said in self.store.said_on(page)] for page in pages}
        self.new = {number: one for page in pages for number, one in new[page]}
        self.store.keep_phrases(
            (number_of(key), number) for page in pages for number, one in new[page] for key in keys(one)[0]
        )
        for page in pages:
            ones = [one for _, one in new[page]]
            # Of two new pages the later one, by its id, is compared with the earlier.
            known = {one.id: [o for o in self._known(one) if o.page not in new or o.page <= page] for one in ones}
            matches = list(judged(ones, known))
            yield from self._of(matches, {one.id for one in ones})
            yield from self._gone(ones, {(match.left, match.right) for match in matches})

    def _known(self, one: Wording) -> list[Wording]:
        """The statements that share most keys with one."""
        shared: Counter[int] = Counter()
        having: dict[int, int] = {}  # how many have the rarest key that is shared
        for numbers in self.store.with_phrases({number_of(key) for key in keys(one)[1]}).values():
            shared.update(numbers)
            for number in numbers:
                having[number] = min(len(numbers), having.get(number, MOST))
        ranked = sorted(shared, key=lambda number: (-shared[number], having[number], number))
        many = sum(count > 1 for count in shared.values())
        few = sum(count == 1 and having[number] <= COMMON for number, count in shared.items())
        closest = ranked[: min(CLOSEST + 1, many + min(ALONE, max(few, 2)))]
        found = (self.new.get(number) or self.wording(number) for number in closest)
        return [other for other in found if other and other.id != one.id]

    def _of(self, matches: list[Match], own: set[str]) -> Iterator[Link]:
        """Yield the surest links of each statement of a page, MOST_LINKS at the most."""
        count: Counter[str] = Counter()
        for match in sorted(matches, key=lambda match: (match.judgement, -match.score, match.left, match.right)):
            ids = (match.left, match.right)
            if all(count[id] < MOST_LINKS for id in ids if id in own):
                count.update(ids)
                yield self.job.link("line", ids, match.judgement, match.score, match.reason)

    def _gone(self, ones: list[Wording], found: set[tuple[str, str]]) -> Iterator[Link]:
        """Yield what takes back a join of before, where a statement has been read otherwise since."""
        here = {one.id: one for one in ones}
        for link in self.store.links("line", sorted(here)):
            if not link.by_machine or link.judgement != "same" or (link.left, link.right) in found:
                continue
            two = [here.get(id) or self._by_id(id) for id in (link.left, link.right)]
            if two[0] is None or two[1] is None or compare(two[0], two[1]) is None:
                yield self.job.link("line", (link.left, link.right), "unsure", 0.0, GONE)

    def _by_id(self, id: str) -> Wording | None:
        number = self.store.number_of_statement(id)
        return self.wording(number) if number else None

    def _wording(self, number: int) -> Wording | None:
        said = self.store.said(number)
        return _worded(said)[1] if said else None


def _worded(said: Said) -> tuple[int, Wording]:
    names = (name.casefold().split() for _, name in said.speakers)
    return said.number, Wording(
        id=said.id,
        page=said.page,
        copies=said.copies,
        words=words(said.quote, said.spans, said.manner),
        manner=said.manner,
        speakers=tuple(dict.fromkeys([*(actor for actor, _ in said.speakers), *_full(said)])),
        names=tuple(dict.fromkeys(name[-1] for name in names if name)),
        days=days(said.date),
        occasion=said.occasion,
        around=said.around,
        beside=beside(said.beside),
    )


def _full(said: Said) -> list[str]:
    """The speakers by their full names: enough to compare what two say, where the actors are not joined yet."""
    return [f"= {name.casefold()}" for _, name in said.speakers if len(name.split()) > 1]
