"""The step that joins contacts into occasions: candidates by keys, then what `align.occasions` says of each pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from ..align.occasions import Match, Report, compare, keys, report, timeless
from ..align.occasions import occasions as judged
from ..record import Link
from ..store import Store
from ..store.traces import Reported
from .job import Job
from .keyed import number_of

PAGES = 1000  # whose keys are kept in one transaction
CLOSEST = 40  # contacts that one is compared with, those first that share most keys
MOST_LINKS = 12  # of a contact to others: a thousand that are alike are joined through these
HELD = 20_000  # contacts held in memory
GONE = "these have no longer enough in common"


def occasions(store: Store, pages: list[str], job: Job) -> Iterator[Link]:
    """Yield the links of kind occasion that the contacts of these pages need."""
    run = _Occasions(store, job)
    for start in range(0, len(pages), PAGES):
        yield from run.links(pages[start : start + PAGES])
        job.seen(min(start + PAGES, len(pages)))


class _Occasions:
    """One run of the step."""

    def __init__(self, store: Store, job: Job) -> None:
        self.store = store
        self.job = job
        self.report = lru_cache(maxsize=HELD)(self._report)

    def links(self, pages: list[str]) -> Iterator[Link]:
        new = {page: [(one.number, _reported(one)) for one in self.store.reported_on(page)] for page in pages}
        self.store.keep_encounters(
            (number_of(key), number) for page in pages for number, one in new[page] for key in keys(one)
        )
        for page in pages:
            ones = [one for _, one in new[page]]
            # Of two new pages the later one, by its id, is compared with the earlier.
            known = {one.id: [o for o in self._known(one) if o.page not in new or o.page <= page] for one in ones}
            matches = list(judged(ones, known))
            found = {(match.left, match.right) for match in matches}
            yield from self._of(matches, {one.id for one in ones})
            yield from self._gone(ones, found)

    def _of(self, matches: list[Match], own: set[str]) -> Iterator[Link]:
        """Yield the surest links of each contact of a page, MOST_LINKS of each judgement at the most."""
        count: Counter[tuple[str, str]] = Counter()
        for match in sorted(matches, key=lambda match: (match.judgement, -match.score, match.left, match.right)):
            ids = (match.left, match.right)
            if all(count[id, match.judgement] < MOST_LINKS for id in ids if id in own):
                count.update((id, match.judgement) for id in ids)
                yield self.job.link("occasion", ids, match.judgement, match.score, match.reason)

    def _known(self, one: Report) -> list[Report]:
        """The contacts that share most keys with one."""
        shared: Counter[int] = Counter()
        for key in keys(one):
            shared.update(self.store.with_encounter(number_of(key)))
        closest = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[: CLOSEST + 1]
        found = (self.report(number) for number, _ in closest)
        return [other for other in found if other and other.id != one.id]

    def _gone(self, ones: list[Report], found: set[tuple[str, str]]) -> Iterator[Link]:
        """Yield what takes back a judgement of before, where a contact has been read otherwise since."""
        here = {one.id: one for one in ones}
        for link in self.store.links("occasion", sorted(here)):
            if not link.by_machine or link.judgement == "unsure" or (link.left, link.right) in found:
                continue
            two = [here.get(id) or self._by_id(id) for id in (link.left, link.right)]
            if any(one and timeless(one) for one in two):
                continue  # the step of retellings judges these
            if two[0] is None or two[1] is None or compare(two[0], two[1]) is None:
                yield self.job.link("occasion", (link.left, link.right), "unsure", 0.0, GONE)

    def _by_id(self, id: str) -> Report | None:
        number = self.store.number_of_contact(id)
        return self.report(number) if number else None

    def _report(self, number: int) -> Report | None:
        one = self.store.reported(number)
        return _reported(one) if one else None


def _reported(one: Reported) -> Report:
    return report(one.contact, one.page, one.printed, one.actors, one.copies)
