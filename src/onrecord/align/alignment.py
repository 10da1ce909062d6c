"""Words of one statement set beside those of another: which stand in both, in order.

The alignment is the longest common subsequence (rapidfuzz; Hyyrö, Bit-parallel LCS-length computation revisited, 2004),
taken where the shorter telling lies in the longer one, so that a fragment is not scattered over a speech.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from rapidfuzz.distance import Indel

from ..record import Span
from .words import Word, mass

SHARED = 0.3  # of a sentence's weight must be in the other telling, or the sentence is no part of the line
STRETCH = 30  # words between two that are matched, at most, in which single words are matched too
_TRIED = 50  # places at which a run is tried to the word
_PLAIN = 0.3  # the least that a word counts in an alignment

Pair = tuple[int, int]


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


def _in_order(found: list[tuple[float, list[Pair]]]) -> list[Pair]:
    """The pairs of the runs that stand in one order in both texts, the heaviest first where two do not."""
    kept: list[list[Pair]] = []
    for _, pairs in sorted(found, key=lambda run: (-run[0], run[1])):
        at = bisect_left(kept, pairs)
        after_one = at == 0 or kept[at - 1][-1][1] < pairs[0][1]
        if after_one and (at == len(kept) or pairs[-1][1] < kept[at][0][1]):
            kept.insert(at, pairs)
    return [pair for pairs in kept for pair in pairs]


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


def filled(pairs: list[Pair], full: Sequence[Word], part: Sequence[Word]) -> list[Pair]:
    """Return the pairs with the words that both have in the short stretches between: side by side it reads better."""
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


def shared_mass(one: Sequence[Word], other: Sequence[Word]) -> float:
    """Return how much the stems weigh that both have."""
    stems = {word.stem for word in other}
    return mass([word for word in one if word.stem in stems])
