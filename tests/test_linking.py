"""Joining pages: what a run gives does not depend on how many runs there were, and people outrank the machine."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord import linking
from onrecord.actors import Registry
from onrecord.actors.declared import Known
from onrecord.linking import link
from onrecord.pipeline import read
from onrecord.record import Link, Page, Reading
from onrecord.rules import Rules
from onrecord.store import Query, Store
from onrecord.whois import actor, actors, by_any_name

AT = "2031-03-04T10:15:00Z"
GUARD = Known(id="velden-guard", name="Velden Guard", kind="armed-group", aliases=("Wardens of Velden", "VWG"))
REGISTRY = Registry([*Registry.load().actors, GUARD], Registry.load().first_names)
TEXTS = (
    "Ruritanian Foreign Minister Ivan Petrov said the bridge was safe. Petrov told Anna Berg that tolls would rise.",
    "Ivan Petrov, the foreign minister of Ruritania, said the bridge was closed. Anna Berg said bread was dear.",
    "The Mayor of Zenda, Ivan Petrov, said the town was quiet.",
    "The Velden Guard said the road was open. Anna Berg said the Wardens of Velden were wrong.",
    "The Wardens of Velden said the road was shut. Mayor A. Berg said it was open.",
    "Sergei Holm said it was over. The Foreign Ministry said so too.",
    "Sergey Holm said it had begun. The Foreign Ministry said so too.",
    "Mayor Anna Berg said the harbour was full.",
)


def reading(number: int) -> tuple[Reading, Page]:
    page = Page(data=TEXTS[number].encode(), file=f"{number}.txt")
    return read(page, Rules(), REGISTRY), page


READINGS = [reading(number) for number in range(len(TEXTS))]


@pytest.fixture(autouse=True)
def only_actors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "STEPS", tuple(step for step in linking.STEPS if step.name == "actors"))


def groups(store: Store) -> list[tuple[str, ...]]:
    return sorted(members for _, members in store.groups("actor"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(str(tmp_path / "a.db"), create=True) as store:
        for one, page in READINGS:
            store.add(one, page)
        link(store, REGISTRY, AT)
        yield store


def names(store: Store, query: Query) -> list[str]:
    return sorted(row["quote"]["source"] for row in store.search(by_any_name(store, REGISTRY, query)))


def test_actors_are_joined_and_namesakes_are_not(store: Store) -> None:
    found = [sorted(node.partition("/")[2] for node in members) for members in groups(store)]
    assert sorted(found) == [
        ["a-berg", "anna-berg", "anna-berg", "anna-berg", "anna-berg"],
        ["ivan-petrov", "ivan-petrov"],
        ["sergei-holm", "sergey-holm"],
    ]


def test_runs_in_between_and_the_order_of_pages_do_not_show(store: Store, tmp_path: Path) -> None:
    chosen = random.Random(3)
    for n in range(3):
        with Store.open(str(tmp_path / f"{n}.db"), create=True) as other:
            for one, page in chosen.sample(READINGS, len(READINGS)):
                other.add(one, page)
                if chosen.random() < 0.6:
                    link(other, REGISTRY, AT)
            link(other, REGISTRY, AT)
            assert groups(other) == groups(store)


def test_another_run_adds_nothing(store: Store) -> None:
    before = list(store.links(standing=False))
    assert link(store, REGISTRY, "2032-01-01T00:00:00Z")["actors"] == 0
    assert link(store, REGISTRY, "2032-01-01T00:00:00Z", again=True)["actors"] == 0
    assert list(store.links(standing=False)) == before


def test_what_a_person_cut_stays_cut(store: Store) -> None:
    sergei, sergey = next(members for members in groups(store) if members[0].endswith("holm"))
    store.append([Link(kind="actor", left=sergei, right=sergey, judgement="different", by="Ines Vell", at=AT)])
    link(store, REGISTRY, "2032-01-01T00:00:00Z", again=True)
    assert store.group("actor", sergei) == (sergei,)


def test_a_page_read_otherwise_is_joined_otherwise(store: Store) -> None:
    one, page = READINGS[6]
    text = one.article.text.replace("Sergey Holm", "Stefan Holm")
    other = read(Page(data=text.encode(), file="6.txt"), Rules(), REGISTRY)
    changed = Reading(**{name: getattr(one, name) for name in one.__struct_fields__} | {
        "made_by": "another", "article": other.article, "statements": other.statements, "contacts": other.contacts,
    })  # fmt: skip
    store.add(changed, page)
    link(store, REGISTRY, "2032-01-01T00:00:00Z")
    assert not any(key.startswith("person sergi holm") for key in _keys(store, f"{one.page[:16]}/"))
    assert len(actors(store, REGISTRY, "Stefan Holm")) == 1


def test_a_join_for_which_nothing_speaks_any_more_is_taken_back(store: Store) -> None:
    one, page = READINGS[1]
    text = one.article.text.replace("the foreign minister of Ruritania", "the mayor of Zenda")
    other = read(Page(data=text.encode(), file="1.txt"), Rules(), REGISTRY)
    changed = Reading(**{name: getattr(one, name) for name in one.__struct_fields__} | {
        "made_by": "another", "article": other.article, "statements": other.statements, "contacts": other.contacts,
    })  # fmt: skip
    store.add(changed, page)
    link(store, REGISTRY, "2032-01-01T00:00:00Z")
    own = f"{page.id[:16]}/ivan-petrov"
    minister = f"{READINGS[0][1].id[:16]}/ivan-petrov"
    assert minister not in store.group("actor", own)
    assert f"{READINGS[2][1].id[:16]}/ivan-petrov" in store.group("actor", own)


def _keys(store: Store, start: str) -> list[str]:
    rows = store._database.rows("SELECT key FROM actor WHERE node > ? AND node < ?", start, f"{start}~")
    return [key for (key,) in rows]


def test_a_search_takes_any_name(store: Store) -> None:
    wardens = ["The Velden Guard", "The Wardens of Velden"]
    assert names(store, Query(speaker="VWG")) == wardens
    assert names(store, Query(speaker="Velden Guard")) == wardens
    assert names(store, Query(speaker='"Wardens of Velden"')) == ["The Wardens of Velden"]
    assert names(store, Query(speaker="Sergei Holm")) == ["Sergei Holm", "Sergey Holm"]
    assert names(store, Query(speaker="Holm")) == ["Sergei Holm", "Sergey Holm"]
    assert names(store, Query(to="Anna Berg")) == ["Petrov"]
    assert names(store, Query(about="VWG")) == ["Anna Berg"]
    assert names(store, Query(about="wrong VWG")) == []
    assert names(store, Query(speaker="Nobody")) == []
    assert names(store, Query(speaker="VWG", words="shut")) == ["The Wardens of Velden"]
    assert names(store, Query(speaker="VWG", about="road", manner="direct")) == []
    assert names(store, Query(speaker='" OR *', to="\0", about="(")) == []


def test_who_is_called_so(store: Store) -> None:
    assert actor(store, REGISTRY, "VWG") == ("velden-guard",)
    assert actor(store, REGISTRY, "velden-guard") == ("velden-guard",)
    assert len(actor(store, REGISTRY, "Berg")) == 5
    assert len(actors(store, REGISTRY, "Ivan Petrov")) == 2
    node = actors(store, REGISTRY, "Ivan Petrov")[0][0]
    assert node in actor(store, REGISTRY, node)
    assert actors(store, REGISTRY, "Nobody") == []
