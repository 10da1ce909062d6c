"""Actors across pages: who is one by name, and what parts those who only share one."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.actors import Registry
from onrecord.actors.across import Judged, gender, initial_key, initials, key, namesakes, person_key, surname_keys
from onrecord.actors.declared import Known
from onrecord.actors.offices import Office
from onrecord.nodes import Node
from onrecord.store.links import joined

RURITANIA = Known(id="xr", name="Ruritania", kind="state", demonyms=("Ruritanian",))
ELBONIA = Known(id="xe", name="Elbonia", kind="state", demonyms=("Elbonian",))
MINISTER = Known(
    id="ivan-petrov",
    name="Ivan Petrov",
    kind="person",
    country="xr",
    offices=(Office(title="Minister of Foreign Affairs", of="xr", begin="2030-01", end="2033"),),
)
REGISTRY = Registry([RURITANIA, ELBONIA])


def node(page: str, name: str, *offices: str, kind: str = "person", **more: str) -> Node:
    return Node(id=f"{page}/{name.lower().replace(' ', '-')}", name=name, kind=kind, offices=offices, **more)


def groups(judged: Iterable[Judged], nodes: Iterable[Node]) -> set[frozenset[str]]:
    """The pages of each actor."""
    edges = sorted((one.judgement != "different", *sorted(one.ids)) for one in judged if one.judgement != "unsure")
    found = joined((left, right, not same) for same, left, right in edges)
    by_group: dict[str, set[str]] = {}
    for one in nodes:
        by_group.setdefault(found.get(one.id, one.id), set()).add(one.id.partition("/")[0])
    return {frozenset(pages) for pages in by_group.values()}


def actors(*nodes: Node, registry: Registry = REGISTRY) -> set[frozenset[str]]:
    assert len({key(one.name, one.kind) for one in nodes}) == 1, "only these meet"
    return groups(namesakes(nodes, registry, {}), nodes)


def pages(*together: str) -> set[frozenset[str]]:
    return {frozenset(some) for some in together}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((), (), True),
        (("Ruritanian Foreign Minister",), ("foreign minister of Ruritania",), True),
        (("Ruritanian Foreign Minister",), ("Ruritania's top diplomat",), True),
        (("Ruritanian Foreign Minister",), ("Minister",), True),
        (("mayor of Velden",), ("mayor of Velden",), True),
        (("mayor of Velden",), ("mayor of Zenda",), False),
        (("mayor of Velden",), ("former mayor of Velden",), True),
        (("Ruritanian President",), ("Elbonian President",), False),
        (("Ruritanian envoy",), ("envoy to Elbonia",), True),
        (("police spokesman",), ("footballer", "coach"), False),
        (("senator",), ("presidential candidate",), True),
        (("Republican",), ("Democrat",), False),
        (("Ruritanian Minister of Bread",), (), True),
    ],
)
def test_two_of_one_name_are_one_unless_their_offices_speak_against_it(
    one: tuple[str, ...], other: tuple[str, ...], same: bool
) -> None:
    first, second = node("a", "Anna Berg", *one), node("b", "Anna Berg", *other)
    assert actors(first, second) == (pages("ab") if same else pages("a", "b"))
    assert actors(second, first) == (pages("ab") if same else pages("a", "b"))


def test_what_parts_two_of_one_name() -> None:
    assert actors(node("a", "Jean Martin", gender="female"), node("b", "Jean Martin", gender="male")) == pages("a", "b")
    assert actors(node("a", "John Q. Roe"), node("b", "John X. Roe")) == pages("a", "b")
    assert actors(node("a", "John Q. Roe"), node("b", "John Roe")) == pages("ab")
    assert actors(node("a", "John Roe Jr."), node("b", "John Roe Sr.")) == pages("a", "b")
    (said,) = namesakes(
        [node("a", "Jean Martin", gender="female"), node("b", "Jean Martin", gender="male")], REGISTRY, {}
    )
    assert (said.judgement, said.reason) == ("different", "the same name, but one is a woman, the other a man")


def test_one_who_may_be_either_of_two_is_neither_and_that_is_said() -> None:
    minister, mayor = node("a", "Ivan Petrov", "Ruritanian Minister"), node("b", "Ivan Petrov", "Mayor of Velden")
    bare = node("c", "Ivan Petrov")
    assert actors(minister, mayor, bare) == pages("a", "b", "c")
    said = [one for one in namesakes([minister, mayor, bare], REGISTRY, {}) if bare.id in one.ids]
    assert [(one.judgement, one.reason) for one in said] == [
        ("unsure", "the same name as 2 others whom their pages tell apart")
    ] * 2
    many = [node(f"m{i}", "Ivan Petrov", "Ruritanian Minister") for i in range(5)]
    assert {frozenset(("a", "c", *(f"m{i}" for i in range(5)))), frozenset("b")} == actors(minister, mayor, bare, *many)


def test_names_spelt_otherwise_are_one_and_the_link_says_so() -> None:
    one, other = node("a", "Sergei Berg"), node("b", "Sergey Berg")
    assert key(one.name, "person") == key(other.name, "person")
    (said,) = namesakes([one, other], REGISTRY, {})
    assert said.judgement == "same"
    assert said.reason.endswith("spelt Sergey Berg and Sergei Berg")
    plain = next(iter(namesakes([one, node("c", "Sergei Berg")], REGISTRY, {})))
    assert said.score < plain.score


def test_two_spellings_of_one_page_are_two_persons() -> None:
    here = [node("a", "Sergei Berg"), node("a", "Sergey Berg"), node("b", "Sergei Berg"), node("c", "Sergey Berg")]
    judged = list(namesakes(here, REGISTRY, {}))
    assert [sorted(one.ids) for one in judged if one.judgement == "same"] == [
        ["a/sergei-berg", "b/sergei-berg"],
        ["a/sergey-berg", "c/sergey-berg"],
    ]
    assert [one.reason for one in judged if one.judgement != "same"] == ["the same name, but one page has both"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Berg", "person"),
        ("J", "person"),
        ("Anna B.", "person"),
        ("", "person"),
        ("!!", "organisation"),
        ("X", "organisation"),
        ("Foreign Ministry", "organisation"),
        ("the Ministry of Defence", "organisation"),
        ("Supreme Court", "organisation"),
        ("police", "unnamed"),
        ("The resolution", "document"),
    ],
)
def test_a_name_that_is_not_enough_joins_nothing(name: str, kind: str) -> None:
    assert key(name, kind) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Анна Берг", "person"),
        ("آنا برگ", "person"),
        ("안나 베르크", "person"),
        ("王毅", "person"),
        ("Ruritanian Foreign Ministry", "organisation"),
        ("Velden Bridge Company", "organisation"),
        ("Ruritania", "state"),
    ],
)
def test_whole_names_in_any_script_have_a_key(name: str, kind: str) -> None:
    assert key(name, kind)
    assert actors(node("a", name, kind=kind), node("b", name, kind=kind)) == pages("ab")


def test_kinds_are_kept_apart() -> None:
    assert key("Jordan Brook", "person") != key("Jordan Brook", "organisation")
    assert key("Velden Guard", "armed-group") == key("Velden Guard", "organisation")


def test_a_person_whom_one_page_shows_as_nothing_is_that_person_on_the_others() -> None:
    assert person_key("Anna Berg", "organisation") == key("Anna Berg", "person")
    assert person_key("Velden Times", "organisation") is None
    assert person_key("Velden Bridge Company", "organisation") is None
    assert person_key("Anna Berg", "person") is None
    page, person = node("a", "Anna Berg", kind="organisation"), node("b", "Anna Berg", "mayor of Velden")
    (said,) = namesakes([page, person], REGISTRY, {})
    assert (said.judgement, said.score) == ("same", 0.7)
    two = [page, person, node("c", "Anna Berg", "mayor of Zenda")]
    assert not [one for one in namesakes(two, REGISTRY, {}) if page.id in one.ids]
    bodies = [page, node("d", "Anna Berg", kind="organisation")]
    assert len(list(namesakes(bodies, REGISTRY, {}))) == 1


def test_initials_join_where_an_office_does_too() -> None:
    full, short = node("a", "Anna Berg", "mayor of Velden"), node("b", "A. Berg", "mayor of Velden")
    assert initial_key(full.name, "person") == initial_key(short.name, "person")
    (said,) = initials([full, short], REGISTRY, {})
    assert (said.judgement, said.score) == ("same", 0.7)
    (said,) = initials([full, node("b", "A. Berg")], REGISTRY, {})
    assert said.judgement == "unsure"
    assert list(initials([full, node("b", "A. Berg", "mayor of Zenda")], REGISTRY, {})) == []
    two = [full, node("c", "Adam Berg", "baker")]
    assert list(initials([*two, node("b", "A. Berg")], REGISTRY, {})) == []
    assert actors(node("a", "A. Berg"), node("b", "A. Berg")) == pages("a", "b")
    assert actors(node("a", "A. Berg", "mayor of Velden"), node("b", "A. Berg", "mayor of Velden")) == pages("ab")


def test_a_name_of_the_registry_goes_to_it_unless_the_page_speaks_against_it() -> None:
    registry = Registry([RURITANIA, ELBONIA, MINISTER])

    def said(one: Node, *more: Known) -> list[tuple[str, str]]:
        known = Registry([*registry.actors, *more])
        return [(x.judgement, x.reason) for x in namesakes([one], known, {}) if one.id in x.ids]

    assert said(node("a", "Ivan Petrov", "Ruritanian Minister")) == [
        ("same", "the name of Ivan Petrov in the registry")
    ]
    against = "the name of Ivan Petrov in the registry, but offices of different states"
    assert said(node("a", "Ivan Petrov", "Elbonian Minister")) == [("different", against)]
    early = node("a", "Ivan Petrov", "Ruritanian minister", date="2012-05")
    assert said(early) == [
        ("different", "the name of Ivan Petrov in the registry, but in that office before 2030-01-01")
    ]
    second = Known(id="ivan-petrov-2", name="Ivan Petrov", kind="person")
    both = [("unsure", "the name of several in the registry: ivan-petrov, ivan-petrov-2")] * 2
    assert said(node("a", "Ivan Petrov"), second) == both


OFFICES = ("Ruritanian Minister", "mayor of Velden", "mayor of Zenda", "Elbonian President", "spokesman", "candidate")


@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from(OFFICES), max_size=2), st.sampled_from(("", "female", "male"))), max_size=9
    ),
    st.randoms(use_true_random=False),
)
@settings(max_examples=80, deadline=None)
def test_the_order_of_pages_does_not_show(given: list[tuple[list[str], str]], chosen: random.Random) -> None:
    nodes = [
        Node(id=f"{i}/anna-berg", name="Anna Berg", kind="person", offices=tuple(offices), gender=gender or None)
        for i, (offices, gender) in enumerate(given)
    ]
    mixed = chosen.sample(nodes, len(nodes))
    judged = sorted(namesakes(nodes, REGISTRY, {}), key=repr)
    assert judged == sorted(namesakes(mixed, REGISTRY, {}), key=repr)
    assert all(one.ids[0] != one.ids[1] for one in judged)
    for group in groups(judged, nodes):
        women = {nodes[int(page)].gender for page in group} - {None}
        assert len(women) < 2
        offices = [nodes[int(page)].offices for page in group]
        # Only a page that gives her two offices can make one person of the mayors of two towns.
        if all(len(office) < 2 for office in offices):
            assert not {("mayor of Velden",), ("mayor of Zenda",)} <= set(offices)


def test_a_thousand_of_one_name_cost_a_thousand_links_and_the_star_keeps_its_middle() -> None:
    nodes = [node(f"p{i:04}", "Anna Berg") for i in range(1000)]
    judged = list(namesakes(nodes, REGISTRY, {}))
    assert len(judged) == 999
    assert all("p0000/anna-berg" in one.ids for one in judged)
    more = [node("a0", "Anna Berg"), *nodes]
    assert all("p0000/anna-berg" in one.ids for one in namesakes(more, REGISTRY, {"p0000/anna-berg": 999}))


def test_thousands_of_one_name_who_all_differ_cost_no_quadratic_time() -> None:
    nodes = [node(f"p{i:04}", "Anna Berg", f"mayor of Town{i}") for i in range(4000)]
    assert len(list(namesakes(nodes, REGISTRY, {}))) <= 3 * len(nodes)


@pytest.mark.parametrize(
    ("words", "told"), [("Mrs Jean Martin", "female"), ("Mr. Jean Martin", "male"), ("Jean Martin", None), ("", None)]
)
def test_gender_in_the_words_beside_a_name(words: str, told: str | None) -> None:
    assert gender(words) == told


@given(st.text(max_size=40), st.sampled_from(("person", "organisation", "state", "armed-group")))
@example("¡¡", "person")
def test_any_name_has_keys_or_none(name: str, kind: str) -> None:
    assert key(name, kind) == key(name.strip(), kind)
    initial_key(name, kind)
    surname_keys(name)
