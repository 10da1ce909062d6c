"""Places: the gazetteer and the names on a page that stand for places."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.places import places
from onrecord.places.find import _chosen, _Inside
from onrecord.places.gazetteer import CITY, FILE, Entry, key_of, named, near, one_edit
from onrecord.record import Article, Block, Words


def page(text: str, dateline: str = "") -> Article:
    words = Words(text=dateline, basis="test", span=(0, len(dateline))) if dateline else None
    return Article(text=text, blocks=(Block(kind="body", start=0, end=len(text), why="test"),), dateline=words)


def found(text: str, dateline: str = "") -> list[tuple[str, str | None]]:
    return [(place.name, place.country) for place in places(page(text, dateline))]


READ = {
    "Ada Roe said in a press conference in Muscat, Oman, that it rains.": [("Muscat", "OM")],
    "They met in the Russian city of Yekatrinburg.": [("Yekaterinburg", "RU")],
    "Ada Roe spoke in Deir Ezzor and near Raqqa.": [("Deir Ezzor", "SY"), ("Raqqa", "SY")],
    "A fire broke out in Tripoli.": [("Tripoli", "LY")],
    "Lebanon mourns. A fire broke out in Tripoli, Lebanon.": [("Tripoli", "LB")],
    "Lebanon mourns; Lebanon weeps; Beirut waits. A fire in Tripoli.": [("Tripoli", "LB")],
    "He lives in Springfield, Illinois, now.": [("Springfield", "US")],
    "Moscow said that it rains. Ada Roe agreed with Moscow.": [],
    "Ada Roe met Bo Lund in January in Geneva on Monday.": [("Geneva", "CH")],
    "She flew to Lagos and in\u00a0Paris.": [("Lagos", "NG"), ("Paris", "FR")],
    "A plan by the U.S.-led forces in Ramadi's streets.": [],
    "The forces went into the U.S. again.": [("U.S.", "US")],
    "In Turkey Minister Roe met the mayor.": [("Turkey", "TR")],
    "Her first visit to Uzbekistan as Minister ended.": [("Uzbekistan", "UZ")],
    "At a March meeting it rained.": [],
}


@pytest.mark.parametrize("text", READ)
def test_places_named_as_places(text: str) -> None:
    assert found(text) == READ[text]


def test_a_dateline_is_a_place_and_its_agency_is_not() -> None:
    text = "Moscow, SANA- Ada Roe spoke."
    assert found(text, "Moscow, SANA-") == [("Moscow", "RU")]
    assert found(text) == []


def test_a_division_settles_one_of_many() -> None:
    many = [entry for entry in named("Springfield") if entry.country == "US"]
    assert len(many) > 3
    (place,) = places(page("He lives in Springfield, Illinois."))
    assert [entry.division for entry in many if entry.id == place.id] == ["IL"]


@given(st.permutations(range(60)))
def test_one_of_sixty_candidates_is_chosen_by_country_then_people_in_whatever_order(order: list[int]) -> None:
    many = [Entry(CITY, "Asel", f"A{n % 9}", "", None, None, 1000 * (n + 1), str(n)) for n in range(60)]
    shuffled = tuple(many[n] for n in order)
    chosen = _chosen(shuffled, None, Counter())
    assert chosen is not None
    assert chosen.id == "59"
    chosen = _chosen(shuffled, _Inside("A1", "", True), Counter())  # 'Asel, Ruritania'
    assert chosen is not None
    assert chosen.id == "55"
    chosen = _chosen(shuffled, None, Counter({"A2": 9}))  # a page that speaks of one country
    assert chosen is not None
    assert chosen.country == "A2"


def test_the_gazetteer_is_sorted_and_small() -> None:
    keys = [line.encode() for line in FILE.read_text(encoding="utf-8").splitlines()]
    assert len(keys) > 50_000
    assert all(a < b for a, b in pairwise(keys))
    assert FILE.stat().st_size < 3_000_000


def test_the_first_and_last_names_are_found() -> None:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    for line in (lines[0], lines[-1], *lines[:: len(lines) // 97]):
        assert named(line.split("\t")[0]), line


def test_only_long_names_are_taken_misspelt() -> None:
    assert [entry.name for entry in near("Yekatrinburg")] == ["Yekaterinburg"]
    assert near("Romm") == ()
    assert near("Yekaterinburg") == () or all(entry.spelt == "near" for entry in near("Yekaterinburg"))


@given(st.text(alphabet="abc", max_size=6), st.text(alphabet="abc", max_size=6))
def test_one_edit_is_symmetric_and_the_edit_distance_of_one(a: str, b: str) -> None:
    letters = "abc"
    edits = {a[:i] + a[i + 1 :] for i in range(len(a))}
    edits |= {a[:i] + c + a[i:] for i in range(len(a) + 1) for c in letters}
    edits |= {a[:i] + c + a[i + 1 :] for i in range(len(a)) for c in letters}
    assert one_edit(a, b) == one_edit(b, a) == (a != b and b in edits)


@given(st.text(max_size=30))
def test_any_name_can_be_asked_for(name: str) -> None:
    assert all(entry.id for entry in (*named(name), *near(name)))
    assert key_of(name) == key_of(name.upper()) or not name.isascii()


@given(st.text(alphabet="In in Muscat, Oman ofTo\u00a0.'’\n", max_size=80))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    spans = [place.span for place in places(page(text))]
    assert spans == sorted(spans)  # type: ignore[type-var]
    assert all(span and text[span[0] : span[1]].strip() for span in spans)


def test_a_long_run_of_names_is_read_in_one_pass() -> None:
    assert len(places(page("in Muscat, Oman. " * 5_000))) == 5_000
    assert places(page("Aaa " * 100_000)) == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He spoke at a town hall in Berlin, New Hampshire.", [("Berlin", "US", None)]),
        ("She lives in Mirrow, Kenya, with him.", [("Mirrow", "KE", None)]),
        ("She lives in the village of Mirrow.", [("Mirrow", None, None)]),
        ("It began in Moscow, Ukraine said.", [("Moscow", "RU", "524901")]),
        ("He sued them in U.S. District Court.", []),
        ("They met on a trip to the U.S.-Mexico border.", []),
        ("He votes in Georgia. She votes in Tennessee, he in Ohio.", [("Georgia", "US", "4197000")]),
        ("He votes in Georgia. She votes in Tbilisi.", [("Georgia", "GE", "614540")]),
        ("They met in the Omani capital on Monday.", [("Muscat", "OM", "287286")]),
        ("They met in the French capital.", [("Paris", "FR", "2988507")]),
        ("They met in the Turkish capital, Ankara.", [("Ankara", "TR", "323786")]),
        ("They spoke of the Human capital.", []),
    ],
)
def test_which_place_a_page_means(text: str, wanted: list[tuple[str, str | None, str | None]]) -> None:
    found = [(place.name, place.country, place.id) for place in places(page(text))]
    assert found[: len(wanted)] == wanted
    assert bool(found) == bool(wanted)
