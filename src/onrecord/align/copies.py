"""Copies: whether two pages print one text, whole, cut, reworded here and there, or among other text.

Candidates share keys: hashes of five words in a row, one in `RATE` kept by its value, so that two pages keep the same
ones wherever they stand (Broder, On the resemblance and containment of documents, 1997); unlike one sketch of a whole
page they also find a text inside a longer one. The proof is an alignment, passage by passage. Words in quotation marks
are aligned but not counted: two outlets that quote one speech at length are not yet copies of one another.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import deque
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from ..quotes import Quotation, paragraphs, quotations
from ..record import Article, Span
from .words import spelled

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]
Mask = NDArray[np.bool_]

RATE = 6  # one key in so many is kept
KEY_WORDS = 5
PASSAGE = 40  # words: a longer paragraph is compared in passages of about this size
SHORT = 12  # words: a shorter paragraph is compared together with the next
# A passage stands on the other page too when this share of its words does, in order. Of two copies that a spinner
# made, with one word in eight changed in each, three quarters of the words remain; of unrelated prose, a quarter.
ALIGNED = 0.6
COVERED = 0.4  # and when this share stands in runs of three words that both have: quickly found, so asked first
FEW = 40  # fewer words in common are no copy, unless they are all there is
LEAST = 8  # words that a page needs to be anybody's copy
# Of the page that has the greater share of its words in common. Between 840 articles of polnear/train and 150 of basil
# all pairs above 0.5 are copies and, once quoted words are left out, none under 0.3 is.
SAME, UNSURE = 0.35, 0.2
APART = 0.2  # of the words that the smaller of two texts has on a page, at most so many stand in the other's too
NUMBER = 1 << 32  # the hash of a number is so great or greater

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ODD = tuple(np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93))


class Body(Struct, frozen=True, kw_only=True):
    """The words of a page's body as they are compared: `words` holds a hash of each, `starts` where passages begin.

    `runs` are hashes of three words in a row, sorted, and `at` is where each stands. `plain` marks the words outside
    quotation marks, `own` those that are not printed on every page of the outlet.
    """

    page: str
    words: Hashes
    starts: Places
    runs: Hashes
    at: Places
    plain: Mask
    own: Mask


class Match(Struct, frozen=True, kw_only=True):
    """What two bodies have in common: of either, the words in passages that the other has too, and how many count."""

    left: Mask
    right: Mask
    shared: tuple[int, int]
    sizes: tuple[int, int]

    @property
    def share(self) -> float:
        """The greater share of either page's words that the other has too."""
        return max(shared / max(1, size) for shared, size in zip(self.shared, self.sizes, strict=True))


class Verdict(Struct, frozen=True, kw_only=True):
    """Whether two pages print one text, the share of its words that says so, and the reason in words."""

    judgement: Literal["same", "unsure"]
    score: float
    reason: str


def body_of(page: str, article: Article) -> Body:
    """Return the words of a page's body; only blocks of body text count, so that menus and comments join nothing."""
    spans = [(start, end) for start, end, kind in paragraphs(article) if kind == "body"]
    hashes: list[int] = []
    plain: list[bool] = []
    starts: list[int] = []
    last = 0
    for span, marked in zip(spans, quotations(article.text, spans), strict=True):
        if not starts or len(hashes) - last >= SHORT:
            last = len(hashes)
            starts.append(last)
        found = [(word.start(), word.group()) for word in WORD.finditer(article.text, *span)]
        hashes += [_hash(word) for _, word in found]
        plain += _outside(marked, [at for at, _ in found])
    return _body(page, np.array(hashes, dtype=np.uint64), _passages(starts, len(hashes)), np.array(plain, np.bool_))


def _outside(marked: Sequence[Quotation], places: list[int]) -> list[bool]:
    """Whether words, given by where they begin, stand outside quotation marks."""
    if not marked:
        return [True] * len(places)
    ends = deque(marked)
    found = []
    for at in places:
        while ends and ends[0].end <= at:
            ends.popleft()
        found.append(not ends or at < ends[0].start)
    return found


def packed(body: Body) -> bytes:
    """Return a body as bytes, some five a word, that `unpacked` takes back."""
    number = np.packbits(body.words >= NUMBER)
    words = (body.words & np.uint64(NUMBER - 1)).astype("<u4")
    head = np.array([len(words), len(body.starts)], dtype="<u4")
    return b"".join(
        part.tobytes() for part in (head, words, body.starts.astype("<u4"), number, np.packbits(body.plain))
    )


def unpacked(page: str, data: bytes) -> Body:
    """Return the body of a page that was packed."""
    size, passages = np.frombuffer(data, "<u4", 2).tolist()
    words = np.frombuffer(data, "<u4", size, 8).astype(np.uint64)
    starts = np.frombuffer(data, "<u4", passages, 8 + 4 * size).astype(np.int64)
    bits = np.frombuffer(data, np.uint8, offset=8 + 4 * size + 4 * passages)
    half = len(bits) // 2
    number, plain = (np.unpackbits(some, count=size).astype(np.bool_) for some in (bits[:half], bits[half:]))
    words[number] += np.uint64(NUMBER)
    return _body(page, words, starts, plain)


def _body(page: str, words: Hashes, starts: Places, plain: Mask) -> Body:
    runs = _runs(words, 3)
    order = np.argsort(runs, kind="stable")
    own = np.ones(len(words), dtype=np.bool_)
    return Body(page=page, words=words, starts=starts, runs=runs[order], at=order, plain=plain, own=own)


def keys(body: Body) -> tuple[list[int], Places]:
    """Return the keys by which a page is found, 48-bit numbers, and the word at which each stands."""
    runs = _runs(body.words, KEY_WORDS)
    mixed = (runs ^ (runs >> np.uint64(29))) * _ODD[1]
    mixed ^= mixed >> np.uint64(32)
    kept = np.flatnonzero(mixed % np.uint64(RATE) == 0)
    return (mixed[kept] >> np.uint64(16)).tolist(), kept


def text_key(body: Body) -> int | None:
    """Return one number for the whole text, None where it is too short to tell.

    Numbers are left out: a page fetched again with one more comment is the same text.
    """
    plain = body.words[body.words < NUMBER]
    if len(plain) < LEAST:
        return None
    return int.from_bytes(hashlib.blake2b(plain.astype("<u8").tobytes(), digest_size=7).digest())


def compare(left: Body, right: Body) -> Match:
    """Return what two bodies have in common."""
    sides = [_side(left, right), _side(right, left)]
    (left_mask, left_shared, left_size), (right_mask, right_shared, right_size) = sides
    return Match(left=left_mask, right=right_mask, shared=(left_shared, right_shared), sizes=(left_size, right_size))


def _side(body: Body, other: Body) -> tuple[Mask, int, int]:
    """Which words of a body the other has too, how many of these count, and how many words do."""
    mask, quoted = _found(body, other)
    counted = body.plain & body.own
    if int(counted.sum()) < FEW:  # hardly anything but quotations: these are the text
        return mask, int(mask.sum()), int(body.own.sum())
    return mask, int((mask & counted & ~quoted).sum()), int(counted.sum())


def judge(match: Match) -> Verdict | None:
    """Return the verdict on two pages, or None where they have too little in common to speak of."""
    share = match.share
    if max(match.shared) < (LEAST if share == 1.0 else FEW) or share < UNSURE:
        return None
    (shared, size), (_, other) = sorted(
        zip(match.shared, match.sizes, strict=True), key=lambda side: side[0] / max(1, side[1]), reverse=True
    )
    return Verdict(
        judgement="same" if share >= SAME else "unsure",
        score=round(share, 4),
        reason=f"{shared} of {size} words stand in order on the other page, which has {other}",
    )


def holds_both(one: Mask, other: Mask) -> bool:
    """Whether two texts stand on one page side by side, given which words of it each has: a page that holds both.

    Such a page is a copy of either and joins neither to the other.
    """
    return bool(int((one & other).sum()) <= APART * min(int(one.sum()), int(other.sum())))


def without_common(body: Body, common: Callable[[int], bool]) -> Body:
    """Return the body with those passages left out of account of whose keys half or more are common.

    `common` says of a key whether many pages of the same outlet have it.
    """
    found, places = keys(body)
    there = np.zeros(len(body.words), dtype=np.bool_)
    shared = np.zeros(len(body.words), dtype=np.bool_)
    there[places] = True
    shared[places] = [common(key) for key in found]
    own = np.ones(len(body.words), dtype=np.bool_)
    for start, end in _bounds(body):
        if there[start:end].any() and 2 * shared[start:end].sum() >= there[start:end].sum():
            own[start:end] = False
    return replace(body, own=own)


def _found(body: Body, other: Body) -> tuple[Mask, Mask]:
    """Mark the words of a body that stand in passages which the other has too, and those of them that it quotes."""
    mask, quoted = np.zeros(len(body.words), dtype=np.bool_), np.zeros(len(body.words), dtype=np.bool_)
    if not len(body.runs) or not len(other.runs):
        return mask, quoted
    place = np.searchsorted(other.runs, body.runs).clip(max=len(other.runs) - 1)
    hit = (other.runs[place] == body.runs) & body.own[body.at] & other.own[other.at[place]]
    where = np.full(len(body.words), -1, dtype=np.int64)  # of the runs that both have: where it stands in the other
    where[body.at[hit]] = other.at[place[hit]]
    covered = where >= 0
    covered[1:] |= where[:-1] >= 0
    covered[2:] |= where[:-2] >= 0
    starts, ends = body.starts, np.append(body.starts[1:], len(body.words))
    enough = _within(covered, starts, ends) >= COVERED * (ends - starts)
    for start, end in zip(starts[enough].tolist(), ends[enough].tolist(), strict=True):
        hits = start + np.flatnonzero(where[start:end] >= 0)
        if len(hits):
            begin = int(np.sort(where[hits] - hits)[len(hits) // 2]) + start  # where most of it stands: the median
            mask[start:end] = _aligned(body.words[start:end], other.words, begin)
            plain = other.plain[max(0, begin) : begin + end - start]
            quoted[start:end] = 2 * np.count_nonzero(plain) < end - start
    return mask & body.own, quoted


def _within(mask: Mask, starts: Places, ends: Places) -> Places:
    """How many words of each passage are marked."""
    total = np.concatenate(([0], np.cumsum(mask)))
    counts: Places = total[ends] - total[starts]
    return counts


def _aligned(words: Hashes, other: Hashes, begin: int) -> bool:
    """Whether a passage stands in the other body, near a place, with ALIGNED of its words in order."""
    if begin >= 0 and words.tobytes() == other[begin : begin + len(words)].tobytes():
        return True
    margin = len(words) // 2
    window = other[max(0, begin - margin) : max(0, begin + len(words) + margin)]
    enough = int(np.ceil(ALIGNED * len(words)))
    return bool(LCSseq.similarity(words.tolist(), window.tolist(), score_cutoff=enough) >= enough)


def _bounds(body: Body) -> list[Span]:
    starts = body.starts.tolist()
    return list(zip(starts, _ends(starts, len(body.words)), strict=True))


def _ends(starts: list[int], size: int) -> list[int]:
    return [*starts[1:], size] if starts else []


def _passages(starts: list[int], size: int) -> Places:
    """Where passages begin: at paragraphs, and within long ones at equal distances."""
    found: list[int] = []
    for start, end in zip(starts, _ends(starts, size), strict=True):
        pieces = max(1, (end - start) // PASSAGE)
        found += [start + (end - start) * n // pieces for n in range(pieces if end > start else 0)]
    return np.array(found, dtype=np.int64)


@lru_cache(maxsize=131_072)
def _hash(word: str) -> int:
    """A hash of a word, the same on every machine; NUMBER or more for a number."""
    word = spelled(word)
    return zlib.crc32(word.encode()) + (NUMBER if word[0].isdigit() else 0)


def _runs(words: Hashes, size: int) -> Hashes:
    """Hashes of every `size` words in a row."""
    count = max(0, len(words) - size + 1)
    total = np.zeros(count, dtype=np.uint64)
    for n in range(size):
        total = total * _ODD[0] + words[n : n + count] * _ODD[n % 4]
    return total
