"""Lines: the same statement in several pages, whole, cut, translated otherwise, or told in the reporter's words.

Candidates share a key: two neighbouring content words, or the speaker with a rare word. What joins a pair is either
wording (most of a sentence of one stands in the other, in order) or, for one speaker within days, content (the rare
words that both have). Both are weighed, so that 'Yes' joins nothing: a line of few light words is joined only within
copies of one text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from .alignment import Pair, located, places_of, shared_mass, weight
from .days import WEEK, Days, between
from .words import Word, mass, sentences, spelled

LEAST = 3.0  # two that share less are not compared
QUOTED = 5.0  # what words in quotation marks must weigh to be known again elsewhere, by the same speaker
MAINLY = 0.5  # of a quotation; a sentence that is less of it ('I love it.') must weigh as much as one not in marks
TOLD = 9.0  # and those that are not
AMID = 8.0  # where the words beside them are the same too, as on a page that holds several texts
UNNAMED = 11.0  # where one of the speakers is not named
HEAVY = 16.0  # from this weight on, wording alone joins, whoever is named as the speaker
WORDING = 0.72  # of a sentence's weight stands in the other telling, in order
LONG = 0.6  # where those words are heavy
DENSE = 0.5  # of the weight between the first and the last of them in the other, unless quoted: not strewn over it
CONTENT = 0.45  # of two sentences' rare words are shared (Dice), by one speaker within days
ON_OCCASION = 0.36  # by one speaker on one occasion
CONTENT_WEIGHT = 5.5  # and they weigh that much at least
DENIED = 0.7  # what one sentence denies and the other does not counts for so much: 'was asked', 'was never asked'
BESIDE = 0.5  # of the words beside a statement and its copy are the same,
FEW_BESIDE = 4  # and no fewer words than these
UNSURE = 0.8  # of what is asked above: held back for a person to judge
AGAIN = 0.9  # of a sentence stands on the same page again: a headline and its quotation
WITHIN_DAYS = 3  # between two tellings of one statement in different words
WORDED_DAYS = 45  # between two that have the same words
MOST_SENTENCES = 12  # of a content that are compared with each of another's
TELLING = 1.5  # a word that weighs less does not count as one of the two that content needs
PAIRS = 12  # pairs of rare words that a statement is kept under, the rarest
PAIR = 2.5  # what such a pair weighs at least, but for the FEWEST rarest
FEWEST = 3
CONTENTFUL = 0.5  # a word that weighs less is no part of a pair
MOST_WEEKS = 4  # spans of time in which a statement of uncertain date is sought
STEMS = 6  # rare words under which it is kept with its speaker

_WORD = re.compile(r"[^\W_]+")
_DENIAL = frozenset(["no", "not", "never", "nobody", "nothing", "without", "none", "neither", "nor", "cannot"])


class Wording(Struct, frozen=True, kw_only=True):
    """A statement as lines are made of it: its words, who said it, when, where it stands.

    `speakers` are the actors of the record that said it, and `names` their last names; empty where nobody is named.
    `around` are the ids of the statements in which it stands. `copies` is the group of its page among copies, or the
    page's own id.
    """

    id: str
    page: str
    copies: str
    words: tuple[Word, ...]
    manner: str
    speakers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    days: Days | None = None
    occasion: str | None = None  # the group of the contact on which it was said
    around: tuple[str, ...] = ()
    beside: frozenset[str] = frozenset()  # the words just before and just behind it on the page


class Match(Struct, frozen=True):
    """Two statements that are, or may be, one: what was judged, how sure, and why."""

    left: str
    right: str
    judgement: Literal["same", "unsure"]
    score: float
    reason: str


def keys(one: Wording) -> tuple[list[str], list[str]]:
    """Return what a statement is kept under, and what others are sought under: those that share none are not compared.

    Two rare words that follow one another, whoever says them; the speaker's last name, a rare word and a week; of words
    that are all common, the words themselves, within copies of one text.
    """
    content = [word for word in one.words if word.weight >= CONTENTFUL]
    pairs = {f"{a.stem} {b.stem}": a.weight + b.weight for a, b in pairwise(content)}
    heaviest = sorted((-value, pair) for pair, value in pairs.items())[:PAIRS]
    kept = [pair for n, (value, pair) in enumerate(heaviest) if n < FEWEST or -value >= PAIR]
    if len(kept) < FEWEST:
        kept.append(f"{one.copies} {' '.join(word.key for word in one.words[:PAIRS])}")
    rare = [stem for _, stem in sorted({(-word.weight, word.stem) for word in content})[:STEMS]]
    first, last = (day.toordinal() // WEEK for day in one.days) if one.days else (0, -4)
    own = [f"{name} {stem}" for name in one.names for stem in rare]
    near = [f"{key} {week}" for key in own for week in range(first - 1, min(last, first + MOST_WEEKS) + 2)]
    return kept + ([f"{key} {first}" for key in own] if one.days else []), kept + near


def lines(new: Iterable[Wording], known: Mapping[str, Iterable[Wording]]) -> Iterator[Match]:
    """Return what joins statements to those they were found with (by id), in order of the two ids.

    Of statements that stand in one another, only the one whose extent is nearest is joined.
    """
    found: dict[tuple[str, str], tuple[float, Wording, Wording, Match]] = {}
    for one in new:
        for other in known.get(one.id, ()):
            match = compare(one, other)
            if match is not None:
                found[match.left, match.right] = (_mutual(one, other), one, other, match)
    taken: set[tuple[str, str]] = set()
    around: set[tuple[str, str]] = set()  # pairs of which one end stands around an end of a pair that was taken
    kept = []
    for _, one, other, match in sorted(found.values(), key=lambda item: (-item[0], item[3].left, item[3].right)):
        pair = (one.id, other.id)
        inside = any((one.id, id) in taken for id in other.around) or any((id, other.id) in taken for id in one.around)
        if inside or pair in around:
            continue
        kept.append(match)
        taken |= {pair, pair[::-1]}
        outer = [(one.id, id) for id in other.around] + [(id, other.id) for id in one.around]
        around |= {two for pair in outer for two in (pair, pair[::-1])}
    return iter(sorted(kept, key=lambda match: (match.left, match.right)))


def _mutual(one: Wording, other: Wording) -> float:
    """How much of both is shared: 1 where they are alike from end to end."""
    return 2 * shared_mass(one.words, other.words) / ((mass(one.words) + mass(other.words)) or 1.0)


def compare(one: Wording, other: Wording) -> Match | None:
    """Return how two statements are judged to be one, or None where nothing speaks for it."""
    if one.id == other.id or one.id in other.around or other.id in one.around:
        return None
    left, right = sorted((one.id, other.id))
    if one.copies == other.copies and one.page != other.page and _alike(one, other):
        return Match(left, right, "same", 1.0, "the same words in copies of one text")
    if shared_mass(one.words, other.words) < LEAST:
        return None
    judged = [one for one in (_worded(one, other), _told(one, other)) if one]
    if not judged:
        return None
    return Match(left, right, *min(judged, key=lambda one: (one[0], -one[1])))  # 'same' before 'unsure'


Judged = tuple[Literal["same", "unsure"], float, str]


def _alike(one: Wording, other: Wording) -> bool:
    """Whether two have the same words, and many of those beside them."""
    return _amid(one, other) and [word.key for word in one.words] == [word.key for word in other.words]


def _amid(one: Wording, other: Wording) -> bool:
    """Whether many of the words beside two are the same."""
    shared = len(one.beside & other.beside)
    return shared >= FEW_BESIDE and 2 * shared >= BESIDE * (len(one.beside) + len(other.beside))


def beside(words: str) -> frozenset[str]:
    """Return the words just before and just behind a statement as they are compared."""
    return frozenset(map(spelled, _WORD.findall(words)))


def _worded(one: Wording, other: Wording) -> Judged | None:
    """Judge by wording: most of a sentence of one stands, in order, in the other."""
    share, held, quoted = max(_best(one.words, other.words), _best(other.words, one.words))
    if one.page == other.page and share < AGAIN:
        return None
    asked, who = _asked(one, other, quoted)
    soon = (between(one.days, other.days) or 0) <= WORDED_DAYS or held >= 2 * HEAVY
    sure = min(share / (WORDING if held < HEAVY else LONG), held / asked) if soon else 0.0
    if sure < UNSURE:
        return None
    reason = f"{round(100 * share)}% of a sentence's words in order, {who}"
    return ("same" if sure >= 1 else "unsure"), round(min(1.0, share), 3), reason


def _asked(one: Wording, other: Wording, quoted: bool) -> tuple[float, str]:
    """How much the shared words must weigh, by what stands beside them and what is known of the two speakers."""
    same = set(one.speakers) & set(other.speakers)
    if same and quoted:
        return QUOTED, "one speaker"
    if one.page != other.page and _amid(one, other):
        return AMID, "amid the same words"
    if same:
        return TOLD, "one speaker"
    if not (one.speakers and other.speakers):
        return UNNAMED, "a speaker unnamed"
    return HEAVY, "other speakers"


def _best(one: Sequence[Word], other: Sequence[Word]) -> tuple[float, float, bool]:
    """The share of the sentence of one that lies most in the other, how much that weighs, whether as a quotation."""
    places, all_of_it = places_of(other), weight(one)
    best = (0.0, 0.0, False)
    for unit in _units(one):
        whole = weight(unit)
        # What stands in the other at all bounds what stands there in order, and is told sooner.
        there = weight([word for word in unit if word.key in places])
        if whole < UNSURE * QUOTED or there < UNSURE * LONG * whole:
            continue
        pairs = located(unit, other, places)
        shared = [unit[n] for n, _ in pairs]
        part = whole < MAINLY * all_of_it and all(word.quoted for word in one)
        quoted = all(word.quoted for word in shared)
        marks = quoted and not part
        if not quoted and _strewn(pairs, other):
            continue
        best = max(best, (weight(shared) / whole, weight(shared), marks))
    return best


def _strewn(pairs: Sequence[Pair], other: Sequence[Word]) -> bool:
    """Whether the shared words that say something stand far from one another in the other: it tells of more."""
    at = [place for _, place in pairs if other[place].weight >= CONTENTFUL]
    return bool(at) and weight([other[place] for place in at]) < DENSE * weight(other[at[0] : at[-1] + 1])


def _units(found: Sequence[Word]) -> list[tuple[Word, ...]]:
    """Sentences, and the words in marks of those that are only partly in marks."""
    units = []
    for unit in sentences(found):
        quoted = tuple(word for word in unit if word.quoted)
        units += [unit] if not quoted or len(quoted) == len(unit) else [unit, quoted]
    return units


def _told(one: Wording, other: Wording) -> Judged | None:
    """Judge by content: one speaker, within days, and rare words that two sentences share."""
    if one.page == other.page or not set(one.speakers) & set(other.speakers):
        return None
    apart = between(one.days, other.days)
    if apart is None or apart > WITHIN_DAYS:
        return None
    together = one.occasion is not None and one.occasion == other.occasion
    asked = ON_OCCASION if together else CONTENT
    sure, share = max(_content(a, b, asked) for a in _whole(one.words) for b in _whole(other.words))
    if sure < UNSURE:
        return None
    when = "on one occasion" if together else f"within {WITHIN_DAYS} days"
    reason = f"one speaker {when}, {round(100 * share)}% of two sentences' rare words"
    return ("same" if sure >= 1 else "unsure"), round(0.9 * share, 3), reason


def _content(one: Sequence[Word], other: Sequence[Word], asked: float) -> tuple[float, float]:
    """How much of what is asked two sentences have in common, 1 where it is enough; and the share that they have."""
    share, held = _alikeness(one, other)
    sure = min(share / asked, held / CONTENT_WEIGHT)
    return (sure if denies(one) == denies(other) else DENIED * sure), share


def denies(sentence: Sequence[Word]) -> bool:
    """Return whether words deny something: 'not', 'never', "don't"."""
    return any(word.key in _DENIAL or word.key.endswith("n't") for word in sentence)


def _whole(found: Sequence[Word]) -> list[tuple[Word, ...]]:
    """The first sentences of a content, and all of it as one."""
    units = sentences(found)[:MOST_SENTENCES]
    return [*units, tuple(found)] if len(units) > 1 else [tuple(found)]


def _alikeness(one: Sequence[Word], other: Sequence[Word]) -> tuple[float, float]:
    """The weight of the stems that both have, as a share of all (Dice), and as it is; 0 where it is one stem alone."""
    weights = {word.stem: word.weight for word in other}
    shared = {word.stem: min(word.weight, weights[word.stem]) for word in one if word.stem in weights}
    held = sum(shared.values())
    if held < UNSURE * CONTENT_WEIGHT or sum(value >= TELLING for value in shared.values()) < 2:
        return 0.0, 0.0
    return min(1.0, 2 * held / (mass(one) + mass(other))), held
