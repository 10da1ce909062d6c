"""The step that joins contacts of pages that do not say when they appeared, by the statements that the pages share.

Occasions are sought by time. Where a page tells neither its own day nor that of a contact, the pages that have some of
its statements are asked for one of the same kind and parties; a page that tells of two such leaves it unsure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import lru_cache

from ..align.days import days, exact
from ..align.occasions import Match, Report, about, report, retold, timeless
from ..dates.grammar import WEEKDAYS
from ..dates.within import near, told_from
from ..record import Link, Span
from ..sentences import Sentences
from ..store import Store
from ..store.traces import Reported
from .job import Job

PARTNERS = 16  # pages that one is compared with, those first that share most statements
HELD = 20_000  # lines, and pages, held in memory
GONE = "these pages no longer share what spoke for it"


def retellings(store: Store, pages: list[str], job: Job) -> Iterator[Link]:
    """Yield the links of kind occasion that the contacts of these pages need for want of a day."""
    run = _Retellings(store, job)
    for count, page in enumerate(pages, 1):
        yield from run.links(page)
        job.seen(count)


class _Retellings:
    """One run of the step."""

    def __init__(self, store: Store, job: Job) -> None:
        self.store = store
        self.job = job
        self.tellers = lru_cache(maxsize=HELD)(self._tellers)
        self.reports = lru_cache(maxsize=HELD)(self._reports)
        self.sentence = lru_cache(maxsize=HELD)(self._sentence)

    def links(self, page: str) -> Iterator[Link]:
        own = self.reports(page)
        joined = self._joined(own)
        found: dict[tuple[str, str], Match] = {}
        for other, shared in self._partners(page, own, {other for _, other in joined}) if own else ():
            for match in self._matches(own, self.reports(other), shared):
                found[match.left, match.right] = match
        for pair in sorted(found):
            match = found[pair]
            yield self.job.link("occasion", pair, match.judgement, match.score, match.reason)
        for pair, _ in joined:
            if pair not in found:
                yield self.job.link("occasion", pair, "unsure", 0.0, GONE)

    def _joined(self, own: list[tuple[Reported, Report]]) -> list[tuple[tuple[str, str], str]]:
        """The pairs that this step has joined before, with the page of the other."""
        here = {one.id: one for _, one in own}
        found = []
        for link in self.store.links("occasion", sorted(here)):
            pair = (link.left, link.right)
            two = [here.get(id) or self._by_id(id) for id in pair]
            if link.by_machine and link.judgement == "same" and any(one and timeless(one) for one in two):
                found += [(pair, one.page) for id, one in zip(pair, two, strict=True) if one and id not in here]
        return found

    def _by_id(self, id: str) -> Report | None:
        number = self.store.number_of_contact(id)
        one = self.store.reported(number) if number else None
        return _both(one)[1] if one else None

    def _partners(
        self, page: str, own: list[tuple[Reported, Report]], besides: Collection[str]
    ) -> list[tuple[str, int]]:
        """The pages that share most statements with a page, and some besides; with how many lines.

        Beside a page that tells when all was, only those count that do not say when they appeared.
        """
        all_timed = not any(timeless(one) for _, one in own)
        shared: Counter[str] = Counter()
        for line in self.store.lines_of(page):
            shared.update(
                other for other, timed in self.tellers(line).items() if other != page and not (timed and all_timed)
            )
        nearest = sorted(shared, key=lambda other: (-shared[other], other))[:PARTNERS]
        return [(other, shared[other]) for other in dict.fromkeys([*nearest, *sorted(besides)])]

    def _matches(
        self, own: list[tuple[Reported, Report]], others: list[tuple[Reported, Report]], shared: int
    ) -> Iterator[Match]:
        """What two pages tell alike; of several on one page that may be the same none is sure."""
        found: list[Match] = []
        for one in own:
            for other in others:
                untimed = timeless(one[1]) or timeless(other[1])
                match = retold(one[1], other[1], shared) if untimed else None
                if match and self._may_be(one, other):
                    found.append(match)
        count = Counter(id for match in found for id in (match.left, match.right))
        for match in found:
            alone = count[match.left] == count[match.right] == 1
            yield match if alone else Match(match.left, match.right, "unsure", 0.5, f"{match.reason}, one of several")

    def _may_be(self, one: tuple[Reported, Report], other: tuple[Reported, Report]) -> bool:
        """Whether the words for the day of two contacts, on pages of unknown days, may mean one day."""
        sentences = [self.sentence(both[1].page, both[0].contact.spans[:1]) for both in (one, other)]
        weekdays = [{day for day in WEEKDAYS if re.search(rf"\b{day}\b", sentence)} for sentence in sentences]
        if len(weekdays[0]) == len(weekdays[1]) == 1 and weekdays[0] != weekdays[1]:
            return False
        for sentence, own, theirs in zip(sentences, (one, other), (other, one), strict=True):
            day = theirs[1].day
            named = told_from(sentence, (0, len(sentence)), day[0]) if day and exact(day) and not own[1].day else None
            if named and not named[1]:
                return False
        return True

    def _sentence(self, page: str, spans: tuple[Span, ...]) -> str:
        """The sentence that tells of a contact first."""
        head = next((self.store.head(number) for number in self.store.numbers([page])), None)
        if head is None or not spans:
            return ""
        at = spans[0][0]
        return head.article.text[slice(*near(Sentences(head.article).of(at), at))]

    def _tellers(self, line: str) -> dict[str, bool]:
        """The pages that tell a line, each with whether it says when it appeared."""
        return {
            one.page: about(days(one.published.value)) is not None if one.published else False
            for one in self.store.tellers(line)
        }

    def _reports(self, page: str) -> list[tuple[Reported, Report]]:
        return list(map(_both, self.store.reported_on(page)))


def _both(one: Reported) -> tuple[Reported, Report]:
    return one, report(one.contact, one.page, one.printed, one.actors, one.copies)
