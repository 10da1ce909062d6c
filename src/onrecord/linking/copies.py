"""Links between pages that print one text: the step of linking that finds copies, of what align.copies says of two.

Every new text is compared with those that share its keys, both ways, so that the links depend on the texts alone. Two
things hold pages apart. What an outlet prints on many of its pages is left out where two of them are compared. And a
page that holds two texts side by side, neither of which is in the other, is a copy of each but joins neither to the
other: such a pair is 'unsure', with the score of a copy.
"""

from __future__ import annotations

import zlib
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from ..align.copies import (
    SAME,
    Body,
    Mask,
    Match,
    Verdict,
    body_of,
    compare,
    holds_both,
    judge,
    keys,
    packed,
    text_key,
    unpacked,
    without_common,
)
from ..record import Link
from ..store import Store
from ..store.keys import MOST, Printed
from .job import Job

EVERYWHERE = 3  # texts of an outlet that have the same words: these are the outlet's, not the text's
CLOSEST = 24  # texts that a page is compared with, and one more for every PART words it has
PART = 50
TELLING = 4  # words of a title that says something
FEW_KEYS = 12  # a text with fewer keys is compared where it shares one of them, others where they share two
CHUNK = 10_000  # pages whose keys are kept in one transaction: each one writes all of the index anew
HELD = 3000  # texts held in memory: some 60 MB

BESIDES = "; one of the two holds other texts besides"
SAME_WORDS = "the same words, numbers apart"
NOTHING = "what these have in common stands on many pages of the outlet, or the text has changed"

Pair = tuple[int, int]


class Text(Struct, frozen=True):
    """A page's text with what copies are judged by; outlet, title and address are numbers, 0 where unknown."""

    id: str
    outlet: int
    title: int
    address: int
    body: Body

    def is_version_of(self, other: Text) -> bool:
        """Whether an outlet printed these two at one address, or under one title that says something."""
        return bool((self.title and self.title == other.title) or (self.address and self.address == other.address))


def copies(store: Store, pages: list[str], job: Job) -> Iterator[Link]:
    """Yield the links of kind copy that the texts of these pages need, new and changed ones."""
    return _Copies(store, job).links(store.numbers(pages))


class _Copies:
    """One run of the step."""

    def __init__(self, store: Store, job: Job) -> None:
        self.store = store
        self.job = job
        self.text = lru_cache(maxsize=HELD)(self._text)
        self.own = lru_cache(maxsize=HELD)(self._own)
        self.partners = lru_cache(maxsize=HELD)(self._partners)
        self.verdicts: dict[Pair, Verdict] = {}
        self.beside: dict[int, set[int]] = {}  # of each text: those found to be its copies in this run
        self.left: list[int] = []  # pages whose text is no longer that of the page whose keys stood for it
        self.again: set[Pair] = set()  # older pairs to be judged again

    def links(self, pages: list[int]) -> Iterator[Link]:
        waiting: list[int] = []
        for first in range(0, len(pages), CHUNK):
            waiting += self._keep(pages[first : first + CHUNK])
        new, done = frozenset(waiting), set[int]()
        while waiting:  # what a text may be a copy of comes next: so both are held in memory
            page = waiting.pop()
            if page not in done:
                done.add(page)
                waiting += [other for other in self._compare(page, new) if other in new and other not in done]
                self.job.seen(len(done))
        for pair in sorted(self.again - self.verdicts.keys()):
            self._judge_again(pair)
        holds = {pair for page in sorted(self.beside) for pair in self._holds(page)}
        self.store.keep_held(sorted(holds))
        held = {_pair(*pair) for pair in holds}
        for pair in sorted(self.verdicts.keys() | held):
            yield from self._link(pair, pair in held)
        yield from self._twins([*pages, *self.left])

    def _keep(self, pages: list[int]) -> list[int]:
        """Keep the texts and keys of pages; return those whose keys are kept."""
        printed: dict[int, Printed] = {}
        shingles: list[tuple[int, int, int]] = []
        keyed: dict[int, int] = {}  # of each text: the page whose keys are kept
        waiting = deque(pages)
        while waiting:
            page = waiting.popleft()
            text = self._printed(page)
            waiting += self._changed(page, text.text if text else 0)
            if not text or not text.text:
                continue
            first = keyed.setdefault(text.text, self.store.keyed(text.text) or page)
            printed[page] = replace(text, keyed=first == page)
            if first == page:
                found = set(keys(unpacked(text.id, text.words))[0])
                shingles += [(key, text.outlet, page) for key in found]
        self.store.keep_printed(printed.values())
        self.store.keep_shingles(shingles)
        self.text.cache_clear()
        return [page for page, one in printed.items() if one.keyed]

    def _printed(self, page: int) -> Printed | None:
        """A page as it is read now, None where it is gone."""
        head = self.store.head(page)
        if not head:
            return None
        outlet, title = head.article.outlet, head.article.title
        titled = " ".join(title.text.casefold().split()) if title else ""
        body = body_of(head.page, head.article)
        return Printed(
            page=page,
            id=head.page,
            text=text_key(body) or 0,
            outlet=_number(outlet.name.casefold() if outlet else ""),
            title=_number(titled if len(titled.split()) >= TELLING else ""),
            address=_number(head.url or ""),
            keyed=False,
            words=packed(body),
        )

    def _changed(self, page: int, text: int) -> list[int]:
        """Mark the links of a page that has another text than before; return who may stand for the old one."""
        before = self.store.printed(page)
        if not before or before.text == text:
            return []
        self.again |= {_pair(page, other) for other in self._standing(page)}
        self.store.keep_printed([replace(before, text=0, keyed=False)])
        left = self.store.with_text(before.text) if before.keyed else []
        self.left += left
        return left[:1]

    def _compare(self, page: int, new: frozenset[int]) -> list[int]:
        """Judge a text and those that share its keys or are versions of it; return these, the closest last."""
        text = self.text(page)
        assert text, "only texts have keys"
        found = {key: self._with_shingle(key, text.outlet) for key in set(keys(text.body)[0])}
        shared = Counter(dict.fromkeys(self.store.versions(page), 2))
        for rows, theirs in found.values():
            shared.update(other for outlet, other in rows if other != page and not (theirs and outlet == text.outlet))
            older = [other for other in theirs if other not in new]
            if theirs and len(older) < EVERYWHERE:  # until now these words did not count as the outlet's
                self.again |= {_pair(one, other) for one, other in combinations(older, 2)}
        least = 2 if len(found) >= FEW_KEYS else 1
        closest = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[: _most(text)]
        others = [other for other, count in closest if count >= least]
        for other in others:
            if _pair(page, other) not in self.verdicts:
                self._judge(page, other)
        return others[::-1]

    def _with_shingle(self, key: int, outlet: int) -> tuple[Sequence[tuple[int, int]], list[int]]:
        """Outlet and page of the texts with a key; and those of the outlet where the words are its own."""
        rows = self.store.with_shingle(key)
        theirs = [page for of, page in rows if of == outlet] if outlet else []
        if outlet and len(rows) == MOST and len(theirs) < EVERYWHERE:
            theirs = [page for _, page in self.store.with_shingle(key, outlet)]
        return rows, theirs if len(theirs) >= EVERYWHERE else []

    def _judge(self, page: int, other: int) -> Verdict | None:
        match = self._match(page, other)
        verdict = judge(match) if match else None
        if verdict:
            self.verdicts[_pair(page, other)] = verdict
            if verdict.score >= SAME:
                self.beside.setdefault(page, set()).add(other)
                self.beside.setdefault(other, set()).add(page)
        return verdict

    def _match(self, page: int, other: int) -> Match | None:
        """What two texts have in common, what their outlet prints everywhere left out; None where one is gone."""
        one, two = self.text(page), self.text(other)
        if not one or not two:
            return None
        if not one.outlet or one.outlet != two.outlet or one.is_version_of(two):
            return compare(one.body, two.body)
        return compare(self.own(page), self.own(other))

    def _judge_again(self, pair: Pair) -> None:
        """Judge an older pair; one that no longer has enough in common is not left standing."""
        if pair[1] in self._standing(pair[0]) and not self._judge(*pair):
            self.verdicts[pair] = Verdict(judgement="unsure", score=0.0, reason=NOTHING)

    def _holds(self, page: int) -> Iterator[Pair]:
        """Yield a page with each text that it holds beside others, which that text does not have."""
        text = self.text(page)
        partners = sorted(self.partners(page))[: _most(text) if text else 0]
        masks: dict[int, Mask] = {}
        for one in partners:
            for other in partners:
                if other == one or other in self.partners(one):
                    continue
                for partner in {one, other} - masks.keys():
                    match = self._match(page, partner)
                    if match:
                        masks[partner] = match.left
                if one in masks and other in masks and holds_both(masks[one], masks[other]):
                    yield page, one
                    yield page, other
                    break

    def _partners(self, page: int) -> set[int]:
        """Those that are copies of a page, found in this run or before."""
        return self.beside.get(page, set()) | self._standing(page, SAME)

    def _standing(self, page: int, least: float = 0.0) -> set[int]:
        """Those to whom the machine has linked a page, with a score so high, and not judged again in this run."""
        text = self.text(page)
        if not text:
            return set()
        links = [one for one in self.store.links("copy", [text.id]) if one.by_machine and one.score >= least]
        others = self.store.numbers(one.right if one.left == text.id else one.left for one in links)
        return {other for other in others if _pair(page, other) not in self.verdicts}

    def _link(self, pair: Pair, held: bool) -> Iterator[Link]:
        one, other = self.text(pair[0]), self.text(pair[1])
        verdict = self.verdicts.get(pair) or self._judge(*pair)
        if one and other and verdict:
            judgement = "unsure" if held else verdict.judgement
            reason = verdict.reason + (BESIDES if held else "")
            yield self.job.link("copy", (one.id, other.id), judgement, verdict.score, reason)

    def _twins(self, pages: list[int]) -> Iterator[Link]:
        """Yield the links of pages with one text, to the letter."""
        for page in dict.fromkeys(pages):
            printed = self.store.printed(page)
            first = self.store.keyed(printed.text) if printed and printed.text else None
            other = self.store.printed(first) if first and first != page else None
            if printed and other:
                yield self.job.link("copy", (printed.id, other.id), "same", 1.0, SAME_WORDS)

    def _text(self, page: int) -> Text | None:
        known = self.store.printed(page)
        if not known or not known.text:
            return None
        return Text(known.id, known.outlet, known.title, known.address, unpacked(known.id, known.words))

    def _own(self, page: int) -> Body:
        """A text without what its outlet prints on many pages."""
        text = self.text(page)
        assert text, "only texts are compared"
        return without_common(text.body, lambda key: bool(self._with_shingle(key, text.outlet)[1]))


def _most(text: Text) -> int:
    """How many others a text is compared with: the longer it is, the more it may hold."""
    return CLOSEST + len(text.body.words) // PART


def _number(words: str) -> int:
    return zlib.crc32(words.encode()) if words else 0


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)
