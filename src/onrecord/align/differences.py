"""What differs between two tellings of one statement, word by word, and the plain verdict on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

from ..record import Span
from .alignment import Pair, aligned, filled, shared_mass
from .words import Word, mass, sentences, words_of

Verdict = Literal["identical", "shortened", "fragment", "altered", "reworded", "indirect", "apart"]

SAME_WORDS = 0.6  # of the shorter telling's words stand in the other, in order: altered, and below that reworded
FEW_WORDS = 5  # a piece with fewer is a fragment even where it begins as a sentence does
ALIKE = 0.2  # of the weight is shared, without a sentence in common: told in other words, and not apart


class Op(Struct, frozen=True):
    """A run of words that both have, that one alone has, or that one has in another's place.

    kind: same, left (the left one alone has it), right, changed. The spans are offsets into each page's text, one to a
    run that stands together there; empty where that side has no words.
    """

    kind: Literal["same", "left", "right", "changed"]
    left: tuple[Span, ...]
    right: tuple[Span, ...]


class Difference(Struct, frozen=True):
    """The verdict on two tellings, which of them is the fuller (left or right), and their words side by side."""

    verdict: Verdict
    fuller: Literal["left", "right"]
    ops: tuple[Op, ...]


def diff(left: Mapping[str, Any], right: Mapping[str, Any]) -> Difference:
    """Return what differs between two statements, given as the public JSON objects.

    'identical': the same words, but for spelling and punctuation. 'shortened': whole sentences or their beginnings,
    nothing else. 'fragment': a piece out of a sentence. 'altered': words inside quotation marks differ. 'reworded': so
    many that it is another translation. 'indirect': one is told in the reporter's words. 'apart': nothing in common.
    """
    return difference(words_of(left), words_of(right), (left["manner"], right["manner"]))


def difference(left: Sequence[Word], right: Sequence[Word], manners: tuple[str, str]) -> Difference:
    """Return what differs between the words of two statements; `manners` are theirs."""
    fuller: Literal["left", "right"] = "left" if _size(left) >= _size(right) else "right"
    full, part = (left, right) if fuller == "left" else (right, left)
    pairs = [(a, b) for b, a in aligned(part, full)]
    manner = manners[1] if fuller == "left" else manners[0]
    verdict = _verdict(full, part, pairs, manner)
    pairs = filled(pairs, full, part)
    if fuller == "right":
        pairs = [(b, a) for a, b in pairs]
    return Difference(verdict, fuller, tuple(_ops(left, right, pairs)))


def _size(found: Sequence[Word]) -> int:
    """How many words count for which is the fuller: those in marks where there are any."""
    quoted = sum(word.quoted for word in found)
    return quoted or len(found)


def _verdict(full: Sequence[Word], part: Sequence[Word], pairs: Sequence[Pair], manner: str) -> Verdict:
    """The verdict on a part, of that manner, against the fuller telling; pairs are (in full, in part)."""
    shared = {b for _, b in pairs}
    both_quoted = any(part[b].quoted and full[a].quoted for a, b in pairs)
    if not shared:
        alike = shared_mass(part, full) >= ALIKE * mass(part)
        quoted = any(word.quoted for word in part) and any(word.quoted for word in full)
        return "apart" if not alike else "reworded" if quoted else "indirect"
    at = {b: a for a, b in pairs}
    told = _compared(part, shared, both_quoted)
    whole = len(told)
    told = _trimmed(told, at, full, part)
    changed = [n for n in told if n not in shared]
    dropped = _dropped(full, part, [at[n] for n in told if n in at], [n for n in told if n in at])
    if changed or dropped:
        if not both_quoted:
            return "indirect"
        return "altered" if len(told) - len(changed) >= SAME_WORDS * len(told) else "reworded"
    first = at[told[0]]
    if len(told) < whole:
        return "shortened"
    if len(told) == sum(not word.editor for word in full) or len(told) == _size(full) == len(full):
        return "identical"
    begins = first == 0 or bool(full[first].after)
    return "shortened" if begins and manner != "mixed" and len(told) >= FEW_WORDS else "fragment"


def _compared(part: Sequence[Word], shared: set[int], quoted: bool) -> list[int]:
    """The positions in the part that the verdict looks at, in the sentences that the other telling has.

    Those in marks alone where both quote; never what an editor put in, nor the 'that' before indirect words.
    """
    chosen: list[int] = []
    first = 0
    for unit in sentences(part):
        at = range(first, first + len(unit))
        first += len(unit)
        if any(n in shared for n in at):
            chosen += [n for n in at if part[n].quoted >= quoted and not part[n].editor]
    if len(chosen) > 1 and part[chosen[0]].key == "that" and not part[chosen[0]].quoted:
        chosen = chosen[1:]
    return chosen


def _trimmed(told: list[int], at: Mapping[int, int], full: Sequence[Word], part: Sequence[Word]) -> list[int]:
    """Leave out where the part goes on before or after words at which the fuller telling begins or ends.

    Two outlets may cut one sentence at different places: what the other cut away is no change of its words.
    """
    kept: list[int] = []
    for run in _sentences_of(told, part):
        shared = [n for n in run if n in at]
        if shared:
            first, last = at[shared[0]], at[shared[-1]]
            start = shared[0] if first == 0 or full[first].after else run[0]
            end = shared[-1] if last + 1 == len(full) or full[last + 1].after else run[-1]
            long = len(shared) >= FEW_WORDS
            run = [n for n in run if start <= n <= end] if long else run
        kept += run
    return kept


def _sentences_of(told: Sequence[int], part: Sequence[Word]) -> list[list[int]]:
    runs: list[list[int]] = []
    for n in told:
        if not runs or part[n].after:
            runs.append([])
        runs[-1].append(n)
    return runs


def _dropped(full: Sequence[Word], part: Sequence[Word], places: Sequence[int], told: Sequence[int]) -> bool:
    """Whether words of the fuller telling are missing in the middle, without an ellipsis or the reporter between.

    `places` are those of the words `told` of the part that are shared.
    """
    for n in range(1, len(places)):
        missing = [word for word in full[places[n - 1] + 1 : places[n]] if not word.editor]
        parted = told[n] > told[n - 1] + 1 or part[told[n]].after == "gap"
        if missing and not parted:
            return True
    return False


def _ops(left: Sequence[Word], right: Sequence[Word], pairs: Sequence[Pair]) -> list[Op]:
    """The words of both as runs: what stands between two shared words is one change."""
    ops: list[Op] = []
    run: list[Pair] = []
    a = b = 0
    for pair in [*pairs, (len(left), len(right))]:
        if pair != (a, b):
            ops += _run(left, right, run)
            run = []
            ops += _change(left[a : pair[0]], right[b : pair[1]])
        if pair[0] < len(left) and pair[1] < len(right):
            run.append(pair)
        a, b = pair[0] + 1, pair[1] + 1
    return ops + _run(left, right, run)


def _run(left: Sequence[Word], right: Sequence[Word], run: Sequence[Pair]) -> list[Op]:
    if not run:
        return []
    return [Op("same", _spans([left[n] for n, _ in run]), _spans([right[n] for _, n in run]))]


def _change(left: Sequence[Word], right: Sequence[Word]) -> list[Op]:
    if not (left or right):
        return []
    kind: Literal["left", "right", "changed"] = "changed" if left and right else "left" if left else "right"
    return [Op(kind, _spans(left), _spans(right))]


def _spans(found: Sequence[Word]) -> tuple[Span, ...]:
    """The words' spans, those of one piece as one."""
    spans: list[Span] = []
    for n, word in enumerate(found):
        if n and word.after != "gap":
            spans[-1] = (spans[-1][0], word.span[1])
        else:
            spans.append(word.span)
    return tuple(spans)
