from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from press import AT, add, file_of, prose, reading, run

from onrecord.align.stories import UNDATED, day_of, similarity, topic_of, vector, weight
from onrecord.linking import Step
from onrecord.linking.stories import _Stories, stories
from onrecord.record import Date, Link, Reading
from onrecord.store import Store

MODULE = sys.modules[_Stories.__module__]
STORIES = Step("stories", 1, stories)
BRIDGE = "Mayor Oru Tren shut the Hild bridge after the flood; engineers from Sarn inspect pillars, tolls are waived."
STRIKE = "Bakers of Quenno walked out over flour rations, and union leader Vimi Sals wants double pay by harvest."


def tell(name: str, event: str, day: str | None) -> Reading:
    """A page that tells of an event in sentences of its own order, among other words."""
    words = event.split()
    random.Random(name).shuffle(words)
    return reading(name, [event, " ".join(words), *prose(name, 1, 20)], name, day)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(str(tmp_path / "stories.db"), create=True) as store:
        yield store


def told(store: Store) -> list[list[str]]:
    return sorted(sorted(file_of(store, page) for page in pages) for _, pages in store.groups("story"))


PAGES = [
    tell("b1", BRIDGE, "2031-03-04"),
    tell("b2", BRIDGE, "2031-03-05"),
    tell("b3", BRIDGE, "2031-03-09"),
    tell("s1", STRIKE, "2031-03-04"),
    tell("s2", STRIKE, "2031-03-06"),
    tell("alone", "Chess in Vosk", "2031-03-05"),
]


def test_pages_of_one_event_are_one_story(store: Store) -> None:
    add(store, PAGES, STORIES)
    assert told(store) == [["b1", "b2", "b3"], ["s1", "s2"]]
    assert run(store, STORIES) == 0
    first = next(link for link in store.links("story") if link.judgement == "same")
    assert first.by == "onrecord 1.0"
    assert "days apart; rare words of both: '" in (first.reason or "")


def test_a_story_is_no_longer_than_its_days(store: Store) -> None:
    add(store, [*PAGES, tell("later", BRIDGE, "2031-04-04"), tell("year", BRIDGE, "2032-03-04")], STORIES)
    assert told(store) == [["b1", "b2", "b3"], ["s1", "s2"]]


def test_a_page_without_a_date_joins_by_its_words(store: Store) -> None:
    add(store, [*PAGES, tell("undated", STRIKE, None)], STORIES)
    assert told(store) == [["b1", "b2", "b3"], ["s1", "s2", "undated"]]


def test_a_story_is_a_star_and_never_a_chain(store: Store) -> None:
    """Each page tells of half of what the one before it told: neighbours are near, the ends are not."""
    parts = [prose(n, 1, 40)[0] for n in range(8)]
    pages = [reading(f"{n}", parts[n : n + 2], f"{n}", f"2031-03-0{n + 1}") for n in range(7)]
    add(store, pages, STORIES)
    assert max(len(group) for group in told(store)) <= 3


@pytest.mark.parametrize("small", [0, 300])
def test_the_order_of_arrival_does_not_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: int) -> None:
    """With `small` 0 nothing is looked at again but what a late page touches."""
    monkeypatch.setattr(MODULE, "SMALL", small)
    monkeypatch.setattr(MODULE, "GROWN", 1000.0)
    pages = [*PAGES[:4], tell("b0", BRIDGE, "2031-03-02"), tell("b9", BRIDGE, "2031-03-10")]
    seen = []
    for n, order in enumerate(list(permutations(pages))[:: 720 // 14]):
        with Store.open(str(tmp_path / f"{n}.db"), create=True) as store:
            monkeypatch.setattr(_Stories, "_weight", lambda self, word: weight(word, 0, 0))
            for page in order:
                add(store, [page], STORIES)
            seen.append(told(store))
    assert all(other == seen[0] for other in seen), seen


def test_a_late_first_page_takes_the_story_over(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MODULE, "SMALL", 0)
    add(store, PAGES, STORIES)
    add(store, [tell("b0", BRIDGE, "2031-03-03")], STORIES)
    assert told(store) == [["b0", "b1", "b2", "b3"], ["s1", "s2"]]


def test_what_a_person_parts_stays_apart(store: Store) -> None:
    add(store, PAGES, STORIES)
    left, right = sorted((PAGES[3].page, PAGES[4].page))
    store.append([Link(kind="story", left=left, right=right, judgement="different", by="Ada Brunn", at=AT)])
    text = PAGES[4].article.text.split("\n\n")[1:]
    add(store, [reading("s3", text, "s3", "2031-03-07")], STORIES)  # the words of s2, which is now first itself
    assert told(store) == [["b1", "b2", "b3"], ["s2", "s3"]]


def test_empty_pages_and_few_words_are_of_no_story(store: Store) -> None:
    add(store, [reading(f"{n}", ["Yes."], f"{n}", "2031-03-04") for n in range(5)], STORIES)
    assert told(store) == []


@pytest.mark.parametrize(
    ("value", "known"),
    [
        ("2031-03-04", True),
        ("2031-03-04/2031-03-06", True),
        ("2031-03-01/2031-03-31", False),
        ("2031-03", False),
        (None, False),
        ("2031-99-99", False),
    ],
)
def test_a_day_is_known_or_not(value: str | None, known: bool) -> None:
    assert (day_of(Date(value=value, basis="stated")) != UNDATED) == known


@given(st.text(max_size=80), st.text(max_size=80))
def test_similarity_is_a_cosine(one: str, other: str) -> None:
    left, right = (
        vector(topic_of(reading("a", [text or "x"]).article), lambda word: weight(word, 0, 10)) for text in (one, other)
    )
    assert similarity(left, right) == pytest.approx(similarity(right, left))
    assert -1e-9 <= similarity(left, right) <= 1 + 1e-9
    assert similarity(left, left) == pytest.approx(1.0) if left else True
