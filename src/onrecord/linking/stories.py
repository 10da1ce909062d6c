"""Links between pages that tell of one event: the step of linking that finds stories.

Each new page is compared with those of about its days that share its weightiest words; how near two are is kept. Then
all pages that hang together by such pairs are parted into stories, as `align.stories.joined` says: what stands in which
story follows from the pages alone, whatever their order of arrival. A story's links are the pairs that hold it
together. In a large record nearly all pages hang together; where few are new, the stories at hand are parted anew with
those beside them, and more only where one of these comes out otherwise: a pair that joins nothing changes nothing.

The weights of words follow the record: they are counted anew, and every page looked at again, while the record is
small, whenever it has grown by half, and with `--again`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

import msgspec
from msgspec import Struct

from ..align.stories import (
    KEYS,
    NEAR,
    UNDATED,
    UNSURE,
    WINDOW,
    Edge,
    Rank,
    Topic,
    day_of,
    joined,
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
CLOSEST = 16  # pages that a page is compared with, those that share the weightiest words
LEAST = 5  # words that a page needs to be of any story
HELD = 2000  # pages whose words are held in memory: some 40 MB, more than a portion
VECTORS = 8000  # pages whose vectors are: some 120 MB; most of a fortnight and those without a date come again
PACKED = 200_000  # pages whose vectors are kept packed, some 3 kB each: the nearest pairs first are pairs of any time
CHUNK = 1000  # pages, in order of their days, that are kept before they are compared
ELSEWHERE = "others are nearer, or the text has changed"
WORDS = 200_000  # whose weights are held in memory
EXACT = 10_000  # how near two pages are is kept in these parts of 1

Pair = tuple[int, int]
Ends = tuple[str, str]  # the ids of two pages, in order


class Compared(Struct, frozen=True):
    """Pages: each by its rank, how near those are that were compared, and which were found so."""

    pages: dict[Rank, int]
    near: dict[Pair, int]
    edges: list[Edge]


class Parted(Struct, frozen=True):
    """Pages, by their ids, parted into stories: what stands between them, and the pairs that hold stories together."""

    ids: list[str]
    compared: Compared
    standing: dict[Ends, Link]
    same: dict[Ends, float]

    def otherwise(self) -> set[str]:
        """The pages of whose story something comes or goes, so far as it is for the machine to say."""
        before = {ends for ends, link in self.standing.items() if link.judgement == "same" and link.by_machine}
        people = {ends for ends, link in self.standing.items() if not link.by_machine}
        return {id for ends in (self.same.keys() ^ before) - people for id in ends}


def stories(store: Store, pages: list[str], job: Job) -> Iterator[Link]:
    """Yield the links of kind story that these pages need, new and changed ones."""
    return _Stories(store, job).links(store.numbers(pages))


class _Stories:
    """One run of the step."""

    def __init__(self, store: Store, job: Job) -> None:
        self.store = store
        self.job = job
        self.topic = lru_cache(maxsize=HELD)(self._topic)
        self.vector = lru_cache(maxsize=VECTORS)(self._vector)
        self.packed: dict[int, bytes] = {}
        self.weight = lru_cache(maxsize=WORDS)(self._weight)
        self.pages = 0  # in which words were counted
        self.reasons: dict[Pair, str] = {}  # of pairs of which a link may come, written while both are in memory

    def links(self, pages: list[int]) -> Iterator[Link]:
        self.pages = self.store.having(COUNTED)
        known, before = self.store.topical_pages() + len(pages), self.store.having(IN_ALL)
        count = not before or known <= SMALL or known > GROWN * before
        if count:
            pages = self.store.pages_read()
            counted = pages[:SAMPLE]  # an id is a hash: those with the least are any
            self.pages = len(counted)
            self.store.keep_words(Counter(word for page in counted for word in self.topic(page).counts))
        touched = self._compare(pages)
        if count:
            self.store.keep_counted(len(pages), self.pages)
            yield from self._of_all(sorted(touched))
        else:
            yield from self._of_new(self.store.ids(pages), self.store.ids(touched))

    def _of_all(self, pages: list[int]) -> Iterator[Link]:
        """The links of these pages, when all pages that hang together with them are parted anew."""
        done: set[int] = set()
        for page in pages:
            if page not in done:
                some = self._compared([page], further=True)
                done.update(some.pages.values(), (page,))
                yield from self._links(self._parted(some, [id for _, id in some.pages] or self.store.ids([page])))

    def _of_new(self, new: list[str], touched: list[str]) -> Iterator[Link]:
        """The links of pages when their stories alone are parted anew, and what these bring along."""
        own, beside = set(new), set(touched)
        while True:
            own = self._whole(own)
            beside.update(self.store.ids(self._beside(self.store.numbers(own))))
            every = sorted(own | self._whole(beside))
            parted = self._parted(self._compared(self.store.numbers(every), further=False), every)
            more = parted.otherwise() - own
            if not more:
                yield from self._links(parted)
                return
            own |= more

    def _compare(self, pages: list[int]) -> set[int]:
        """Compare pages with those that share their words; return them and all whose story may be another by that."""
        dated = sorted((day_of(known[1]), known[0], page) for page in pages if (known := self.store.published(page)))
        touched = set(pages)
        for start in range(0, len(dated), CHUNK):
            some = [(page, day) for day, _, page in dated[start : start + CHUNK]]
            before = self.store.near(page for page, _ in some)
            touched.update(other for _, other, near, _ in before if near >= UNSURE * EXACT)
            telling = [(page, day) for page, day in some if len(self.topic(page).counts) >= LEAST]
            kept = ((page, day, self._keys(page)) for page, day in telling)
            self.store.keep_topical((page for page, _ in some), kept)
            pairs: list[tuple[int, int, int]] = []
            for n, (page, day) in enumerate(telling, start):
                own = [(page, other, self._near(page, other)) for other in self._found(page, day)]
                if own:
                    nearest = max(own, key=lambda pair: pair[2])[:2]
                    self.reasons[nearest] = self._reason(*nearest)
                pairs += own
                self.job.seen(n)
            self.store.keep_near(pairs, found=True)
            touched.update(other for _, other, near in pairs if near >= UNSURE * EXACT)
        return touched

    def _found(self, page: int, day: int) -> list[int]:
        """Pages that share two or more of the weightiest words with a page, CLOSEST at the most."""
        spans = [(0, UNDATED)] if day == UNDATED else [(day - WINDOW, day + WINDOW), (UNDATED, UNDATED)]
        both: dict[int, float] = {}
        again: set[int] = set()  # pages that share more than one
        own = self.vector(page)
        for word in self._keys(page):
            for span in spans:
                for other in self.store.with_word(word, *span):
                    if other in both:
                        again.add(other)
                    both[other] = both.get(other, 0.0) + own[word]
        closest = sorted(again - {page}, key=lambda other: (-both[other], other))[:CLOSEST]
        return [other for other in closest if self.store.topical(other)]

    def _near(self, one: int, other: int) -> int:
        return round(EXACT * similarity(self.vector(one), self.vector(other)))

    def _whole(self, ids: Iterable[str]) -> set[str]:
        """The stories of pages, as they stand."""
        stories = {self.store.group_id("story", id) for id in ids}
        return {id for story in sorted(stories) for id in self.store.group("story", story)}

    def _beside(self, pages: Iterable[int]) -> set[int]:
        """The pages that are near to some."""
        return {other for _, other, near, found in self.store.near(pages) if found and near >= NEAR * EXACT}

    def _compared(self, pages: Iterable[int], further: bool) -> Compared:
        """What was found when these pages were compared; `further`, also all that are near to one, and so on."""
        some = Compared({}, {}, [])
        ranks: dict[int, Rank] = {}
        pairs: list[tuple[int, int, int]] = []
        waiting = set(pages)
        seen = set[int]()
        while waiting:
            seen |= waiting
            ranks |= {known.page: known.rank for known in self.store.topicals(sorted(waiting))}
            rows = self.store.near(sorted(waiting))
            some.near.update(((one, other), near) for one, other, near, _ in rows)
            close = [(one, other, near) for one, other, near, found in rows if found and near >= NEAR * EXACT]
            pairs += (pair for pair in close if pair[0] < pair[1])
            waiting = {other for _, other, _ in close} - seen if further else set()
        some.pages.update((rank, page) for page, rank in ranks.items())
        for one, other, near in pairs:
            if one in ranks and other in ranks:
                some.edges.append((near / EXACT, min(ranks[one], ranks[other]), max(ranks[one], ranks[other])))
        return some

    def _joined(self, some: Compared, apart: dict[Rank, list[Rank]]) -> list[Edge]:
        """The pairs that hold stories together; what is compared for them is kept."""
        compared: dict[Pair, int] = {}

        def near(one: Rank, other: Rank) -> bool:
            pair = (some.pages[one], some.pages[other])
            if pair not in some.near:
                compared[pair] = some.near[pair] = some.near[pair[::-1]] = self._near(*pair)
            return some.near[pair] >= NEAR * EXACT

        edges = list(joined(some.edges, near, apart))
        self.store.keep_near(((*pair, near) for pair, near in compared.items()), found=False)
        return edges

    def _parted(self, some: Compared, ids: list[str]) -> Parted:
        """Part pages into stories; `ids` are theirs, and those of pages that have too few words."""
        standing = {(link.left, link.right): link for link in self.store.links("story", ids)}
        ranks = {rank[1]: rank for rank in some.pages}
        apart: dict[Rank, list[Rank]] = {}
        for (left, right), link in standing.items():
            if link.judgement == "different" and left in ranks and right in ranks:
                apart.setdefault(ranks[left], []).append(ranks[right])
                apart.setdefault(ranks[right], []).append(ranks[left])
        held = ((score, one[1], other[1]) for score, one, other in self._joined(some, apart))
        return Parted(ids, some, standing, {(min(one, other), max(one, other)): score for score, one, other in held})

    def _links(self, parted: Parted) -> Iterator[Link]:
        """The links of pages that were parted, and what takes back those that hold no longer."""
        pages, standing, same = parted.compared.pages, parted.standing, parted.same
        alone = set(parted.ids) - {id for pair in same for id in pair}
        unsure = {(rank[1], other.id): near for rank in sorted(pages) if rank[1] in alone
                  for other, near in self._nearest(pages[rank])}  # fmt: skip
        for pair, link in sorted(standing.items()):
            if link.judgement == "same" and link.by_machine and pair not in same:
                yield self.job.link("story", pair, "unsure", link.score, ELSEWHERE)
        kinds: list[tuple[Judgement, dict[tuple[str, str], float]]] = [("same", same), ("unsure", unsure)]
        for judgement, pairs in kinds:
            for ends, score in sorted(pairs.items()):
                left, right = sorted(ends)
                known = standing.get((left, right))
                if known is None or (known.judgement, known.score) != (judgement, score) or not known.by_machine:
                    one, other = self.store.numbers(ends)
                    known_as = self.reasons.get((one, other)) or self.reasons.get((other, one))
                    yield self.job.link("story", ends, judgement, score, known_as or self._reason(one, other))

    def _nearest(self, page: int) -> Iterator[tuple[Topical, float]]:
        """The page that is nearest to one, and how near, where that is unsure or others keep the two apart."""
        near = [(near, known) for _, other, near, found in self.store.near([page])
                if found and near >= UNSURE * EXACT and (known := self.store.topical(other))]  # fmt: skip
        if near:
            score, other = min(near, key=lambda one: (-one[0], one[1].rank))
            yield other, score / EXACT

    def _reason(self, page: int, other: int) -> str:
        forms = self.topic(page).forms
        words = ", ".join(f"'{forms[word]}'" for word in shared(self.vector(page), self.vector(other)))
        days = [known.day for one in (page, other) if (known := self.store.topical(one))]
        apart = "on days unknown" if UNDATED in days else f"{abs(days[0] - days[1])} days apart"
        return f"{apart}; rare words of both: {words}"

    def _keys(self, page: int) -> list[str]:
        return list(islice(self.vector(page), KEYS))

    def _topic(self, page: int) -> Topic:
        head = self.store.head(page)
        return topic_of(head.article) if head else Topic({}, {})

    def _vector(self, page: int) -> dict[str, float]:
        if (packed := self.packed.get(page)) is not None:
            return msgspec.msgpack.decode(packed, type=dict[str, float])
        found = vector(self.topic(page), self.weight)
        if len(self.packed) < PACKED:
            self.packed[page] = msgspec.msgpack.encode(found)
        return found

    def _weight(self, word: str) -> float:
        return weight(word, self.store.having(word), self.pages)
