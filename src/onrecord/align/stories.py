"""Stories: which pages tell of one event, by the rare words that they share and the days on which they appeared.

A page is a vector of its words, each weighed by how often it stands there and how few pages have it (tf-idf), and two
pages are as near as the cosine between them. How few is counted in the record itself, so that in a pile of pages on one
war the war's name says nothing; a record that is small yet leans on the words of other news.

Pages become stories the nearest pairs first, as in single-link clustering by Kruskal's tree; but what two pages bring
together must be near as well, page by page. So a story goes on for as long as it is told of, and one page that tells
of two stories never makes them one.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta

from msgspec import Struct

from ..quotes import paragraphs
from ..record import Article, Date
from .copies import WORD
from .words import RARE, spelled, stem, weights

NEAR = 0.2  # the least similarity of one event: tuned on BASIL of 2010, 2014, 2018, and flat from 0.18 to 0.22
UNSURE = 0.16
BESIDE = 4  # pages of a story that are compared with as many of another before the two become one
WINDOW = 10  # days between a page of a story and the next: BASIL is the same from 7 to 14
BACKGROUND = 100  # articles of news in general beside the record's own: from 30 to 840 BASIL hardly changes
TITLE = 2  # a title's words count so often
KEYS = 24  # the words by which a page is found
NAMED = 4  # shared words that a reason names
UNDATED = 10_000_000  # stands for the day of a page without one: it comes last
_LONG = 7  # days: a date less exact than that is none

Rank = tuple[int, str]  # what pages are put in order by: the day, then the id
Edge = tuple[float, Rank, Rank]  # how near two pages are


class Topic(Struct, frozen=True):
    """A page's words: of each, by its stem, how often it stands there and one form of it."""

    counts: Mapping[str, int]
    forms: Mapping[str, str]


def topic_of(article: Article) -> Topic:
    """Return the words of a page's title and text."""
    counts: Counter[str] = Counter()
    forms: dict[str, str] = {}
    for start, end, kind in paragraphs(article):
        for word in WORD.findall(article.text, start, end):
            if len(word) > 1:
                name = stem(spelled(word))
                counts[name] += TITLE if kind == "title" else 1
                forms.setdefault(name, word)
    return Topic(counts, forms)


def weight(word: str, having: int, pages: int) -> float:
    """Return what a word, given by its stem, weighs where so many of the record's pages have it."""
    known = BACKGROUND * math.exp(-weights().get(word, RARE + 1))
    return math.log((pages + BACKGROUND) / (having + known))


def vector(topic: Topic, weigh: Callable[[str], float]) -> dict[str, float]:
    """Return a page's words with their weights, of length 1 together, the weightiest first."""
    found = {word: (1 + math.log(count)) * weigh(word) for word, count in topic.counts.items()}
    length = math.sqrt(sum(value * value for value in found.values())) or 1.0
    order = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return {word: value / length for word, value in order if value > 0}


def similarity(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return how near two pages are, from 0 to 1: the cosine of their vectors."""
    if len(one) > len(other):
        one, other = other, one
    return sum(value * other[word] for word, value in one.items() if word in other)


def shared(one: Mapping[str, float], other: Mapping[str, float]) -> list[str]:
    """Return the words that two pages share and that say most."""
    both = sorted(one.keys() & other.keys(), key=lambda word: (-one[word] * other[word], word))
    return both[:NAMED]


def day_of(published: Date | None) -> int:
    """Return the day on which a page appeared as a number, the middle of an interval; UNDATED where it is unknown."""
    if published is None or published.value is None:
        return UNDATED
    first, _, last = published.value.partition("/")
    if len(first) < len("2031-03-04"):
        return UNDATED
    try:
        begin = date.fromisoformat(first[:10])
        end = date.fromisoformat((first[: 10 - len(last)] + last)[:10] if last else first[:10])
    except ValueError:
        return UNDATED
    return UNDATED if end - begin >= timedelta(days=_LONG) else (begin.toordinal() + end.toordinal()) // 2


def joined(
    edges: Iterable[Edge], near: Callable[[Rank, Rank], bool], apart: Mapping[Rank, Collection[Rank]]
) -> Iterator[Edge]:
    """Yield the edges that make stories, the nearest first: no more than hold each story together.

    Two parts become one where half of the pages around the two ends are near to one another, and no page of one is
    apart, as a person said, from a page of the other.
    """
    parts: dict[Rank, list[Rank]] = {}  # of each page: the pages of its part, in order
    for score, one, other in sorted(edges, key=lambda edge: (-edge[0], edge[1], edge[2])):
        left, right = (parts.setdefault(end, [end]) for end in (one, other))
        if left is right:
            continue
        pairs = [(a, b) for a in _around(left, one) for b in _around(right, other)]
        parted = any(parts.get(a) is left and parts.get(b) is right for a, others in apart.items() for b in others)
        if parted or 2 * sum(near(*pair) for pair in pairs) < len(pairs):
            continue
        yield score, one, other
        small, large = sorted((left, right), key=len)
        for page in small:
            insort(large, page)
            parts[page] = large


def _around(part: list[Rank], page: Rank) -> list[Rank]:
    """The pages of a part that stand around one of them, itself among these, BESIDE at the most."""
    start = max(0, min(bisect_left(part, page) - BESIDE // 2, len(part) - BESIDE))
    return part[start : start + BESIDE]
