from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
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


def test_a_story_ends_when_it_is_told_of_no_more(store: Store) -> None:
    add(store, [*PAGES, tell("later", BRIDGE, "2031-04-04"), tell("year", BRIDGE, "2032-03-04")], STORIES)
    assert told(store) == [["b1", "b2", "b3"], ["s1", "s2"]]


def test_a_page_without_a_date_joins_by_its_words(store: Store) -> None:
    add(store, [*PAGES, tell("undated", STRIKE, None)], STORIES)
    assert told(store) == [["b1", "b2", "b3"], ["s1", "s2", "undated"]]


def test_a_story_goes_on_for_weeks(store: Store) -> None:
    """Each page tells of two days and, in part, of how it began; the first and the last share no more than that."""
    began, days = prose("began", 3, 7), [prose(n, 1, 14)[0] for n in range(14)]
    pages = [
        reading(f"{n}", [*days[n : n + 2], *began, *prose((n, 0), 1, 9)], f"{n}", f"2031-03-{2 * n + 1:02d}")
        for n in range(13)
    ]
    add(store, pages, STORIES)
    assert [len(group) for group in told(store)] == [13]


def test_a_page_that_tells_of_two_events_does_not_make_them_one(store: Store) -> None:
    both = reading("both", [BRIDGE, STRIKE, *prose("both", 1, 5)], "both", "2031-03-07")
    late = [tell(f"{name}9", event, "2031-03-09") for name, event in (("b", BRIDGE), ("s", STRIKE))]
    add(store, [*PAGES, both, *late], STORIES)
    first, second = told(store)
    assert {"b1", "b2", "b3", "b9"} <= {*first} <= {"b1", "b2", "b3", "b9", "both"}
    assert {"s1", "s2", "s9"} <= {*second} <= {"s1", "s2", "s9", "both"}


# Two stories of one month between the same two governments and the same people.
FERRIES = [
    ("2031-04-02",
     "Tessel doubles harbour dues for Orvane ferries from Monday, transport minister Ilo Brand said, and "
     "President Malk Odrin of Orvane called the dues a blockade by invoice. Ferry owners in Quay Hollin laid "
     "up three vessels."),
    ("2031-04-05",
     "The first ferries turned back from Tessel this morning rather than pay the doubled harbour dues. Prime "
     "Minister Suna Vell of Tessel said the dues paid for dredging; owners in Quay Hollin said that nobody had "
     "dredged."),
    ("2031-04-10",
     "Ferry owners of Quay Hollin took the harbour dues to the Straits Tribunal. Ilo Brand, the transport "
     "minister of Tessel, offered to halve the dues for vessels under forty metres, and the owners refused."),
    ("2031-04-17",
     "Tessel halved its harbour dues for small vessels on Thursday. President Malk Odrin said that ferries "
     "from Quay Hollin would sail again when the Straits Tribunal had ruled on the dredging."),
    ("2031-04-25",
     "The Straits Tribunal ruled that Tessel may ask harbour dues of ferries but must show what dredging they "
     "pay for. Owners in Quay Hollin said that the first vessels would sail on Sunday."),
]  # fmt: skip
TRIAL = [
    ("2031-04-03",
     "Prosecutors in Tessel charged the botanist Hanne Liss, a citizen of Orvane, with espionage: she had "
     "photographed a radar mast beside a rare orchid. President Malk Odrin asked Tessel for her release."),
    ("2031-04-07",
     "The botanist Hanne Liss told a court in Tessel that her photographs show an orchid and that the radar "
     "mast is out of focus. Prime Minister Suna Vell of Tessel said that courts decide on espionage, and not "
     "ministers."),
    ("2031-04-12",
     "A second expert told the espionage trial of Hanne Liss that the orchid grows nowhere but below the radar "
     "mast. Prosecutors want seven years for the botanist; her lawyer Egon Faber asked the court for an "
     "acquittal."),
    ("2031-04-19",
     "The court acquitted the botanist Hanne Liss of espionage. Her lawyer Egon Faber said that she would go "
     "home to Orvane, with the orchid photographs and without the radar mast. Prosecutors may appeal."),
]  # fmt: skip


def test_two_stories_of_the_same_people_in_one_month_stay_two(store: Store) -> None:
    pages = [
        reading(f"{name}{n}", text.split(". "), f"outlet {n}", day, title=" ".join(text.split()[:6]))
        for name, pages in (("ferries", FERRIES), ("trial", TRIAL))
        for n, (day, text) in enumerate(pages)
    ]
    add(store, pages, STORIES)
    assert told(store) == [[f"ferries{n}" for n in range(5)], [f"trial{n}" for n in range(4)]]


def test_a_story_is_never_a_chain(store: Store) -> None:
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


@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
@settings(max_examples=12, deadline=None)
def test_neither_order_nor_portions_of_arrival_show(seed: int, chance: random.Random) -> None:
    """Pages of three stories in a month, some of which tell of two, some undated."""
    own = random.Random(seed)
    pages = []
    for n in range(own.randint(6, 14)):
        of = own.randrange(3)
        parts = [(of, part) for part in own.sample(range(6), own.randint(2, 3))]
        parts += [((of + 1) % 3, part) for part in own.sample(range(6), own.choice([0, 0, 2]))]
        day = f"2031-03-{own.randint(1, 28):02d}" if own.random() < 0.9 else None
        paragraphs = [prose((seed, *part), 1, 10)[0] for part in parts] + prose((seed, n), 1, 12)
        pages.append(reading(f"{n}", paragraphs, f"{n}", day))
    seen = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MODULE, "SMALL", 0)
        patch.setattr(MODULE, "GROWN", 1000.0)
        patch.setattr(_Stories, "_weight", lambda self, word: weight(word, 0, 0))
        for portion in (len(pages), 3, 1):
            with tempfile.TemporaryDirectory() as folder, Store.open(f"{folder}/a.db", create=True) as store:
                for start in range(0, len(pages), portion):
                    add(store, pages[start : start + portion], STORIES)
                seen.append(told(store))
            chance.shuffle(pages)
    assert seen[0] == seen[1] == seen[2]


def test_a_page_read_anew_leaves_its_story(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MODULE, "SMALL", 0)
    add(store, PAGES, STORIES)
    other = tell("b1", STRIKE, "2031-03-07")
    add(store, [replace(PAGES[0], made_by="test 2", article=other.article)], STORIES)
    assert told(store) == [["b1", "s1", "s2"], ["b2", "b3"]]
    emptied = replace(other.article, text="Vosk", blocks=other.article.blocks[:1])
    add(store, [replace(PAGES[0], made_by="test 3", article=emptied)], STORIES)
    assert told(store) == [["b2", "b3"], ["s1", "s2"]]


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
    few = [reading(f"{n}", ["Mayor Oru Tren."], f"{n}", "2031-03-04", title="Hild") for n in range(5)]
    add(store, [*few, *PAGES], STORIES)
    assert told(store) == [["b1", "b2", "b3"], ["s1", "s2"]]


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
