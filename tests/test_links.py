from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record import Judgement, Link
from onrecord.store import Store
from onrecord.store.links import joined

IDS = [f"n{i}" for i in range(7)]
PAIRS = [(a, b) for a in IDS for b in IDS if a < b]
SIGNERS = ("onrecord 1.0", "onrecord 1.1", "Ada Brunn", "Ilse Norr")


def link(
    left: str, right: str, judgement: Judgement = "same", by: str = "onrecord 1.0", minute: int = 0, **more: object
) -> Link:
    left, right = sorted((left, right))
    fields = {"kind": "actor", "left": left, "right": right, "judgement": judgement, "by": by}
    return msgspec.convert({**fields, "at": f"2031-03-04T10:{minute:02}:00Z", **more}, Link)


@st.composite
def histories(draw: st.DrawFn) -> list[Link]:
    """Judgements of a few pairs, each at a minute of its own."""
    size = draw(st.integers(0, 25))
    return [
        link(
            *draw(st.sampled_from(PAIRS)),
            judgement=draw(st.sampled_from(("same", "same", "different", "unsure"))),
            by=draw(st.sampled_from(SIGNERS)),
            minute=minute,
            score=draw(st.sampled_from((0.5, 0.75, 1.0))),
            reason=draw(st.sampled_from((None, "the same name"))),
        )
        for minute in range(size)
    ]


NUMBER = itertools.count()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("links")


def fresh(folder: Path) -> Store:
    return Store.open(str(folder / f"{next(NUMBER)}.db"), create=True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(str(tmp_path / "a.db"), create=True) as store:
        yield store


def standing(links: Iterable[Link]) -> dict[tuple[str, str], Link]:
    """The judgement of each pair that counts, plainly: the latest by a person, or else by the machine."""
    found: dict[tuple[str, str], Link] = {}
    for one in sorted(links, key=lambda one: (not one.by_machine, one.at)):
        found[one.left, one.right] = one
    return found


def groups_of(store: Store) -> dict[str, tuple[str, ...]]:
    return dict(store.groups("actor"))


@given(histories(), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_arrival_does_not_show(folder: Path, links: list[Link], chosen: random.Random) -> None:
    by_pair: dict[tuple[str, str], list[Link]] = {}
    for one in links:
        by_pair.setdefault((one.left, one.right), []).append(one)
    mixed = []
    while by_pair:  # the judgements of one pair keep their order, which is that of time
        pair = chosen.choice(sorted(by_pair))
        mixed.append(by_pair[pair].pop(0))
        if not by_pair[pair]:
            del by_pair[pair]
    with fresh(folder) as first, fresh(folder) as other:
        first.append(links)
        for single in mixed:
            other.append([single])
        assert groups_of(first) == groups_of(other)
        assert list(first.links()) == list(other.links())
        assert list(first.links(standing=False)) == sorted(
            other.links(standing=False), key=lambda known: (known.left, known.right, known.at)
        )


@given(histories(), st.integers(1, 3))
@settings(max_examples=100, deadline=None)
def test_groups_are_always_those_of_all_standing_links(folder: Path, links: list[Link], size: int) -> None:
    with fresh(folder) as store:
        for n in range(0, len(links), size):
            store.append(links[n : n + size])
            stands = [one for one in store.links() if one.judgement != "unsure"]
            stands.sort(key=lambda one: (one.by_machine, one.judgement, -one.score, one.left, one.right))
            groups = joined((one.left, one.right, one.judgement == "different") for one in stands)
            assert {id: name for name, members in groups_of(store).items() for id in members} == groups


@given(histories())
@settings(max_examples=30, deadline=None)
def test_what_stands_and_what_follows_from_it(folder: Path, links: list[Link]) -> None:
    with fresh(folder) as store:
        store.append(links)
        expected = standing(links)
        found = {(one.left, one.right): one for one in store.links()}
        assert {pair: one.judgement for pair, one in found.items()} == {
            pair: one.judgement for pair, one in expected.items()
        }
        group = {member: name for name, members in store.groups("actor") for member in members}
        for name, members in store.groups("actor"):
            assert name == min(members)
            assert len(members) > 1
            assert all(store.group("actor", member) == members for member in members)
        persons = {pair: one for pair, one in found.items() if not one.by_machine}
        for (left, right), one in found.items():
            together = left in group and group[left] == group.get(right)
            if one.judgement == "different" and together:  # only where persons say otherwise
                assert one.by_machine
                assert joined((*pair, False) for pair, known in persons.items() if known.judgement == "same")[left]
        for left, right in itertools.combinations(IDS, 2):
            said = persons.get((left, right))
            if said and said.judgement == "different":
                assert left not in group or group[left] != group.get(right)
            if said and said.judgement == "same" and all(known.judgement != "different" for known in persons.values()):
                assert group[left] == group[right]
        assert all(store.group("actor", id) == (id,) for id in IDS if id not in group)


@given(histories())
@settings(max_examples=25, deadline=None)
def test_the_same_links_again_change_nothing(folder: Path, links: list[Link]) -> None:
    with fresh(folder) as store:
        store.append(links)
        before = (list(store.links(standing=False)), groups_of(store))
        last = [one for one in store.links(standing=False) if not one.by_machine]
        for one in store.links():
            if one.by_machine:
                last.append(msgspec.structs.replace(one, by="onrecord 2.0", at="2032-01-01T00:00:00Z"))
        assert store.append(last) == 0
        assert (list(store.links(standing=False)), groups_of(store)) == before


@given(histories())
@settings(max_examples=25, deadline=None)
def test_a_persons_judgement_outlives_every_run_of_the_machine(folder: Path, links: list[Link]) -> None:
    with fresh(folder) as store:
        store.append(links)
        persons = [one for one in store.links() if not one.by_machine]
        store.append(
            link(one.left, one.right, judgement, "onrecord 9.0", 59)
            for one in persons
            for judgement in ("same", "different", "unsure")
        )
        assert [one for one in store.links() if not one.by_machine] == persons


def test_one_bad_join_can_be_cut_and_made_again(store: Store) -> None:
    store.append([link("a", "b"), link("b", "c"), link("c", "d")])
    assert groups_of(store) == {"a": ("a", "b", "c", "d")}
    store.append([link("b", "c", "different", "Ada Brunn", 1)])
    assert groups_of(store) == {"a": ("a", "b"), "c": ("c", "d")}
    store.append([link("b", "c", "same", "onrecord 2.0", 2)])
    assert groups_of(store) == {"a": ("a", "b"), "c": ("c", "d")}
    store.append([link("b", "c", "unsure", "Ada Brunn", 3)])
    assert groups_of(store) == {"a": ("a", "b"), "c": ("c", "d")}
    store.append([link("b", "c", "same", "Ilse Norr", 4)])
    assert groups_of(store) == {"a": ("a", "b", "c", "d")}


def test_a_newcomer_joins_two_groups_or_none_that_are_parted(store: Store) -> None:
    store.append([link("a", "b"), link("c", "d")])
    store.append([link("b", "x"), link("c", "x")])
    assert groups_of(store) == {"a": ("a", "b", "c", "d", "x")}
    store.append([link("a", "d", "different", by="Ada Brunn")])
    store.append([link("b", "y", score=0.9), link("c", "y", score=0.8)])
    assert store.group("actor", "y") == store.group("actor", "b") != store.group("actor", "c")


def test_what_is_different_is_not_joined_by_a_detour_and_the_surest_join_wins(store: Store) -> None:
    store.append([link("a", "c", "different"), link("a", "b", score=0.6), link("b", "c", score=0.9)])
    assert groups_of(store) == {"b": ("b", "c")}
    store.append([link("a", "b", "same", "Ada Brunn", 1)])
    assert groups_of(store) == {"a": ("a", "b")}
    store.append([link("b", "c", "same", "Ada Brunn", 1)])  # two persons' words outrank the machine's 'different'
    assert groups_of(store) == {"a": ("a", "b", "c")}
    store.append([link("a", "c", "different", "Ilse Norr", 2)])  # and contradict a third: one of them cannot count
    assert groups_of(store) == {"a": ("a", "b")}


def test_the_machine_is_kept_only_where_its_judgement_changes(store: Store) -> None:
    assert store.append([link("a", "b", score=0.9)] * 3) == 1
    assert store.append([link("a", "b", score=0.9000001, by="onrecord 1.1", minute=1)]) == 0
    assert store.append([link("a", "b", score=0.8, minute=2)]) == 1
    assert store.append([link("a", "b", score=0.8, minute=3, reason="the same office")]) == 1
    assert store.append([link("a", "b", "unsure", score=0.8, minute=4, reason="the same office")]) == 1
    assert groups_of(store) == {}
    assert [one.judgement for one in store.links(standing=False)] == ["same", "same", "same", "unsure"]
    assert [one.judgement for one in store.links("actor", ["a"])] == ["unsure"]


def test_links_are_found_by_kind_and_by_either_end(store: Store) -> None:
    store.append([link("a", "b"), link("b", "c"), link("a", "b", kind="copy"), link("x", "y", kind="story")])
    assert [one.kind for one in store.links()] == ["actor", "actor", "copy", "story"]
    assert [(one.left, one.right) for one in store.links("actor", ["b"])] == [("a", "b"), ("b", "c")]
    assert [(one.kind, one.left) for one in store.links(ids=["b", "a", "y"])] == [
        ("actor", "a"), ("actor", "b"), ("copy", "a"), ("story", "x"),
    ]  # fmt: skip
    assert store.group("copy", "b") == ("a", "b")
    assert store.group("line", "b") == ("b",)
    assert list(store.links("line")) == []


@pytest.mark.parametrize(
    "bad",
    [
        {"left": "b", "right": "a"},
        {"left": "a", "right": "a"},
        {"judgement": "perhaps"},
        {"kind": "cousin"},
        {"at": "2031-03-04"},
        {"at": "2031-03-04T10:00:00+02:00"},
    ],
)
def test_what_is_no_link_is_refused_and_nothing_kept(store: Store, bad: dict[str, str]) -> None:
    wrong = msgspec.structs.replace(link("a", "b"), **bad)
    with pytest.raises(ValueError, match=r"link|instant"):
        store.append([link("a", "c"), wrong])
    assert list(store.links()) == []
    assert groups_of(store) == {}


def test_a_great_star_and_a_long_chain_are_one_group_each(store: Store) -> None:
    size = 5000
    star = [link("hub", f"s{i:05}") for i in range(size)]
    chain = [link(f"c{i:05}", f"c{i + 1:05}") for i in range(size)]
    assert store.append([*star, *chain]) == 2 * size
    assert {name: len(members) for name, members in store.groups("actor")} == {"c00000": size + 1, "hub": size + 1}
    middle = link("c02499", "c02500", "different", "Ada Brunn", 1)
    assert store.append([middle, link("hub", "s00001", "different", "Ada Brunn", 1)]) == 2
    assert {name: len(members) for name, members in store.groups("actor")} == {
        "c00000": size // 2, "c02500": size // 2 + 1, "hub": size,
    }  # fmt: skip


def test_thousands_that_are_all_different_from_one_group_stay_out(store: Store) -> None:
    size = 3000
    hub = [link("hub", f"s{i:05}") for i in range(size)]
    apart = [link("other", f"s{i:05}", "different") for i in range(size)]
    store.append(
        [
            *hub,
            *apart,
            link("other", "s00000", kind="copy"),
            link("another", "other", score=0.9),
            link("another", "hub"),
        ]
    )
    assert {name: len(members) for name, members in store.groups("actor")} == {"another": size + 2}
    assert store.group("actor", "other") == ("other",)
