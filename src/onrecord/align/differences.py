"""What differs between two tellings of one statement, word by word, and the plain verdict on them.

The alignment is the longest common subsequence of words (rapidfuzz, Hyyrö 2004), taken where the shorter telling lies
in the longer one, so that a fragment is not scattered over a speech.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct
from rapidfuzz.distance import Indel

from ..record import Span
from .words import Word, mass, sentences, words_of

Verdict = Literal["identical", "shortened", "fragment", "altered", "reworded", "indirect", "apart"]

SAME_WORDS = 0.6  # of the shorter telling's words stand in the other, in order: altered, and below that reworded
FEW_WORDS = 5  # a piece with fewer is a fragment even where it begins as a sentence does
ALIKE = 0.2  # of the weight is shared, without a sentence in common: told in other words, and not apart
SHARED = 0.3  # of a sentence's weight must be in the other telling, or the sentence is no part of the line
STRETCH = 30  # words between two that are matched, at most, in which single words are matched too
_TRIED = 50  # places at which a run is tried to the word
_PLAIN = 0.3  # the least that a word counts in an alignment

Pair = tuple[int, int]


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
    pairs = _filled(pairs, full, part)
    if fuller == "right":
        pairs = [(b, a) for a, b in pairs]
    return Difference(verdict, fuller, tuple(_ops(left, right, pairs)))


def _size(found: Sequence[Word]) -> int:
    """How many words count for which is the fuller: those in marks where there are any."""
    quoted = sum(word.quoted for word in found)
    return quoted or len(found)


def aligned(part: Sequence[Word], full: Sequence[Word]) -> list[Pair]:
    """Return the pairs of positions (in part, in full) of the words that both have, in order in each.

    A sentence of `part` that lies better by itself than in the alignment of the whole is sought by itself; one that is
    hardly there has no pairs.
    """
    if [word.key for word in part] == [word.key for word in full]:
        return [(n, n) for n in range(len(part))]
    places = places_of(full)
    whole = dict(located(part, full, places))
    found: list[tuple[float, list[Pair]]] = []
    first = 0
    for unit in runs(part):
        pairs = _exact(unit, full, places) or max(
            [(n, whole[first + n]) for n in range(len(unit)) if first + n in whole],
            located(unit, full, places),
            key=lambda ones: weight([unit[n] for n, _ in ones]),
        )
        held = weight([unit[n] for n, _ in pairs])
        if held >= SHARED * weight(unit):
            found.append((held, [(first + a, b) for a, b in pairs]))
        first += len(unit)
    return _pulled(_in_order(found), part, full)


def runs(found: Sequence[Word]) -> list[tuple[Word, ...]]:
    """Return the words sentence by sentence, those in marks apart from those around them."""
    parts: list[list[Word]] = []
    for word in found:
        if word.after or not parts or parts[-1][-1].quoted != word.quoted:
            parts.append([])
        parts[-1].append(word)
    return [tuple(part) for part in parts]


def _exact(unit: Sequence[Word], full: Sequence[Word], places: Mapping[str, list[int]]) -> list[Pair] | None:
    """The pairs of a run that stands in the other text to the word, where it first does; None where it does not."""
    rarest = min(range(len(unit)), key=lambda n: len(places.get(unit[n].key, ())))
    for at in places.get(unit[rarest].key, ())[:_TRIED]:
        start = at - rarest
        if start >= 0 and all(n + start < len(full) and full[n + start].key == unit[n].key for n in range(len(unit))):
            return [(n, n + start) for n in range(len(unit))]
    return None


def _pulled(pairs: list[Pair], part: Sequence[Word], full: Sequence[Word]) -> list[Pair]:
    """Move a word that could as well be matched beside its neighbour: 'The' of the sentence, not of the one before."""
    moved = list(pairs)
    for n in range(len(moved) - 2, -1, -1):
        (a, b), (after, there) = moved[n], moved[n + 1]
        if after == a + 1 and there > b + 1 and full[there - 1].key == part[a].key:
            moved[n] = (a, there - 1)
    for n in range(1, len(moved)):
        (before, there), (a, b) = moved[n - 1], moved[n]
        ends = n + 1 == len(moved) or moved[n + 1][1] > b + 1
        if ends and a == before + 1 and b > there + 1 and full[there + 1].key == part[a].key:
            moved[n] = (a, there + 1)
    return moved


def weight(found: Sequence[Word]) -> float:
    """Return how much words weigh, each time they stand there, plain words counting a little."""
    return sum(max(_PLAIN, word.weight) for word in found)


def places_of(full: Sequence[Word]) -> dict[str, list[int]]:
    """Return where each word stands, as `located` needs it."""
    places: dict[str, list[int]] = {}
    for n, word in enumerate(full):
        places.setdefault(word.key, []).append(n)
    return places


def located(unit: Sequence[Word], full: Sequence[Word], places: Mapping[str, list[int]]) -> list[Pair]:
    """Return the words that a sentence shares with the stretch of a text where most of it lies: (in unit, in full)."""
    spare = len(unit) // 2 + 6
    start, end = 0, len(full)
    if len(full) > len(unit) + 2 * spare:
        start, end = _densest(unit, places, len(unit) + spare)
        start, end = max(0, start - spare), min(len(full), end + spare)
    ids = {key: n for n, key in enumerate(dict.fromkeys(word.key for word in unit))}
    one = [ids[word.key] for word in unit]
    other = [ids.get(word.key, -1) for word in full[start:end]]
    pairs = []
    for op in Indel.opcodes(one, other):
        if op.tag == "equal":
            size = op.src_end - op.src_start
            pairs += [(op.src_start + n, start + op.dest_start + n) for n in range(size)]
    return pairs


def _densest(unit: Sequence[Word], places: Mapping[str, list[int]], size: int) -> Span:
    """The stretch of so many words at most in which the words of a sentence weigh most."""
    hits = sorted(
        (n, word.key, word.weight) for word in {w.key: w for w in unit}.values() for n in places.get(word.key, ())
    )
    best, at, total, first = 0.0, (0, 0), 0.0, 0
    inside: dict[str, int] = {}
    for position, key, value in hits:
        inside[key] = inside.get(key, 0) + 1
        total += value if inside[key] == 1 else 0.0
        while hits[first][0] <= position - size:
            _, old, lost = hits[first]
            inside[old] -= 1
            total -= lost if not inside[old] else 0.0
            first += 1
        if total > best:
            best, at = total, (hits[first][0], position + 1)
    return at


def _in_order(found: list[tuple[float, list[Pair]]]) -> list[Pair]:
    """The pairs of the runs that stand in one order in both texts, the heaviest first where two do not."""
    kept: list[list[Pair]] = []
    for _, pairs in sorted(found, key=lambda run: (-run[0], run[1])):
        at = bisect_left(kept, pairs)
        after_one = at == 0 or kept[at - 1][-1][1] < pairs[0][1]
        if after_one and (at == len(kept) or pairs[-1][1] < kept[at][0][1]):
            kept.insert(at, pairs)
    return [pair for pairs in kept for pair in pairs]


def _filled(pairs: list[Pair], full: Sequence[Word], part: Sequence[Word]) -> list[Pair]:
    """Add the words that both have in the short stretches between the pairs: side by side it reads better."""
    found: list[Pair] = []
    a = b = 0
    for to, there in [*pairs, (len(full), len(part))]:
        one, other = [word.key for word in full[a:to]], [word.key for word in part[b:there]]
        if pairs and one and other and max(len(one), len(other)) <= STRETCH:
            for op in Indel.opcodes(one, other):
                if op.tag == "equal":
                    found += [(a + op.src_start + n, b + op.dest_start + n) for n in range(op.src_end - op.src_start)]
        found.append((to, there))
        a, b = to + 1, there + 1
    return found[:-1]


def _verdict(full: Sequence[Word], part: Sequence[Word], pairs: Sequence[Pair], manner: str) -> Verdict:
    """The verdict on a part, of that manner, against the fuller telling; pairs are (in full, in part)."""
    shared = {b for _, b in pairs}
    both_quoted = any(part[b].quoted and full[a].quoted for a, b in pairs)
    if not shared:
        alike = shared_mass(part, full) >= ALIKE * mass(part)
        quoted = any(word.quoted for word in part) and any(word.quoted for word in full)
        return "apart" if not alike else "reworded" if quoted else "indirect"
    told = _compared(part, shared, both_quoted)
    at = {b: a for a, b in pairs}
    changed = [n for n in told if n not in shared]
    dropped = _dropped(full, part, [at[n] for n in told if n in at], [n for n in told if n in at])
    if changed or dropped:
        if not both_quoted:
            return "indirect"
        return "altered" if len(told) - len(changed) >= SAME_WORDS * len(told) else "reworded"
    first = at[told[0]]
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


def shared_mass(one: Sequence[Word], other: Sequence[Word]) -> float:
    """Return how much the stems weigh that both have."""
    stems = {word.stem for word in other}
    return mass([word for word in one if word.stem in stems])
