"""Links between pages that tell of one event: the step of linking that finds stories.

Pages are taken in order of the day on which they appeared. A page belongs to the story whose first page is the
nearest to it, if that is near enough and not too long ago; else it is the first of a story itself. So a story is a
star, never a chain, and which pages are firsts follows from the pages alone, whatever their order of arrival: a page
that arrives late is put in its place, and those behind it are looked at again where it matters.

The weights of words follow the record: they are counted anew, and every page looked at again, while the record is
small and whenever it has grown by half.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from heapq import heapify, heappop, heappush
from itertools import islice

from msgspec import Struct

from ..align.stories import (
    KEYS,
    NEAR,
    UNDATED,
    UNSURE,
    WINDOW,
    Topic,
    day_of,
    shared,
    similarity,
    topic_of,
    vector,
    weight,
)
from ..record import Judgement, Link
from ..store import Store
from ..store.keys import COUNTED, IN_ALL, Topical
from .job import Job

SAMPLE = 2000  # pages in which words are counted
SMALL = 300  # pages: so few are looked at again in every run
GROWN = 1.5
CLOSEST = 8  # pages that a page is compared with, those that share the weightiest words
LEAST = 5  # words that a page needs to be of any story
HELD = 2000  # pages held in memory: some 80 MB
ELSEWHERE = "another page is nearer, or the text has changed"
WORDS = 200_000  # whose weights are held in memory


class Place(Struct, frozen=True):
    """Where a page stands: the first page of its story, maybe itself; the nearest that might be that, how near, why."""

    first: int
    nearest: int
    score: float
    reason: str = ""


def stories(store: Store, pages: list[str], job: Job) -> Iterator[Link]:
    """Yield the links of kind story that these pages need, new and changed ones."""
    return _Stories(store, job).links(store.numbers(pages))


class _Stories:
    """One run of the step."""

    def __init__(self, store: Store, job: Job) -> None:
        self.store = store
        self.job = job
        self.head = lru_cache(maxsize=HELD)(store.head)
        self.topic = lru_cache(maxsize=HELD)(self._topic)
        self.vector = lru_cache(maxsize=HELD)(self._vector)
        self.weight = lru_cache(maxsize=WORDS)(self._weight)
        self.days: dict[int, tuple[int, str]] = {}  # of each page of this run: its rank
        self.pages = 0  # in which words were counted

    def links(self, pages: list[int]) -> Iterator[Link]:
        self.pages = self.store.having(COUNTED)
        known, before = self.store.topical_pages() + len(pages), self.store.having(IN_ALL)
        count = not before or known <= SMALL or known > GROWN * before
        if count:
            pages = self.store.pages_read()
            counted = pages[:SAMPLE]  # an id is a hash: those with the least are any
            self.pages = len(counted)
            self.store.keep_words(Counter(word for page in counted for word in self.topic(page).counts))
        places: dict[int, Place] = {}
        for n, (page, place) in enumerate(self._placed(pages)):
            places[page] = place
            self.job.seen(min(n, len(pages)))
        if count:
            self.store.keep_counted(len(pages), self.pages)
        for page, place in sorted(places.items()):
            yield from self._links(page, place)

    def _placed(self, pages: list[int]) -> Iterator[tuple[int, Place]]:
        """Put pages in their stories, the earliest first; a page that others depend on brings these up again."""
        waiting = [(rank, page) for page in pages if (rank := self._rank_read(page))]
        heapify(waiting)
        last = None
        while waiting:
            rank, page = heappop(waiting)
            if page == last:
                continue
            last = page
            if len(self.topic(page).counts) < LEAST:
                continue
            before = self.store.topical(page)
            place = self._place(page, rank)
            day, id = rank
            self.store.keep_topical(Topical(page, id, day, place.first), self._keys(page))
            led, leads = before is not None and before.first == page, place.first == page
            again = self.store.following(page) if led else []
            again += self._behind(page, rank) if leads and not led else []
            for other in again:
                heappush(waiting, (other.rank, other.page))
            yield page, place

    def _place(self, page: int, rank: tuple[int, str]) -> Place:
        """Find the first page, before this one, that is nearest to it."""
        day = rank[0]
        since = 0 if day == UNDATED else day - WINDOW
        apart = self._apart(rank[1])
        near = [
            (similarity(self.vector(page), self.vector(other)), other)
            for other in self._found(page, True, since, day)
            if self._rank(other) < rank and other not in apart
        ]
        if not near:
            return Place(page, page, 0.0)
        score, nearest = min(near, key=lambda one: (-one[0], self._rank(one[1])))
        reason = self._reason(page, nearest) if score >= UNSURE else ""
        return Place(nearest if score >= NEAR else page, nearest, score, reason)

    def _behind(self, page: int, rank: tuple[int, str]) -> list[Topical]:
        """The pages behind a new first page that are near it: they may belong to its story."""
        day = rank[0]
        spans = {(day, UNDATED if day == UNDATED else day + WINDOW), (UNDATED, UNDATED)}
        found = {other for leads in (True, False) for span in spans for other in self._found(page, leads, *span)}
        known = [topical for topical in map(self.store.topical, sorted(found)) if topical and topical.rank > rank]
        return [one for one in known if similarity(self.vector(page), self.vector(one.page)) >= NEAR]

    def _found(self, page: int, leads: bool, since: int, until: int) -> list[int]:
        """Pages that share two or more of the weightiest words with a page, CLOSEST at the most."""
        both: dict[int, float] = {}
        again: set[int] = set()  # pages that share more than one
        own = self.vector(page)
        for word in self._keys(page):
            for other in self.store.with_word(word, leads, since, until):
                if other in both:
                    again.add(other)
                both[other] = both.get(other, 0.0) + own[word]
        return sorted(again - {page}, key=lambda other: (-both[other], other))[:CLOSEST]

    def _apart(self, id: str) -> set[int]:
        """The pages of which a person said that they tell of something else."""
        links = [link for link in self.store.links("story", [id]) if link.judgement == "different"]
        return set(self.store.numbers(link.right if link.left == id else link.left for link in links))

    def _links(self, page: int, place: Place) -> Iterator[Link]:
        day, id = self._rank(page)
        first = self._rank(place.first)
        for link in self.store.links("story", [id]):
            other = link.right if link.left == id else link.left
            if link.judgement == "same" and link.by_machine and other != first[1]:
                number = self.store.numbers([other])
                if not number or self._rank(number[0]) < (day, id):
                    yield self.job.link("story", (id, other), "unsure", place.score, ELSEWHERE)
        if place.first != page or place.score >= UNSURE:
            judgement: Judgement = "same" if place.first != page else "unsure"
            ids = (id, self._rank(place.nearest)[1])
            yield self.job.link("story", ids, judgement, round(place.score, 4), place.reason)

    def _reason(self, page: int, other: int) -> str:
        forms = self.topic(page).forms
        words = ", ".join(f"'{forms[word]}'" for word in shared(self.vector(page), self.vector(other)))
        days = [self._rank(one)[0] for one in (page, other)]
        apart = "on days unknown" if UNDATED in days else f"{abs(days[0] - days[1])} days apart"
        return f"{apart}; rare words of both: {words}"

    def _rank(self, page: int) -> tuple[int, str]:
        """What pages are put in order by: the day of a page of this run may have changed since it was kept."""
        if page not in self.days:
            known = self.store.topical(page)
            assert known, "only pages that have their place are found"
            return known.rank
        return self.days[page]

    def _rank_read(self, page: int) -> tuple[int, str] | None:
        """The rank of a page of this run, which is remembered; None where the page is gone."""
        known = self.store.published(page)
        if known:
            self.days[page] = (day_of(known[1]), known[0])
        return self.days.get(page)

    def _keys(self, page: int) -> list[str]:
        return list(islice(self.vector(page), KEYS))

    def _topic(self, page: int) -> Topic:
        head = self.head(page)
        return topic_of(head.article) if head else Topic({}, {})

    def _vector(self, page: int) -> dict[str, float]:
        return vector(self.topic(page), self.weight)

    def _weight(self, word: str) -> float:
        return weight(word, self.store.having(word), self.pages)
