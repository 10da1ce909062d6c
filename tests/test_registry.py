from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.actors.offices import Office
from onrecord.actors.registry import Known, Registry, fold
from onrecord.actors.spellings import fold_lines, loose, loose_lines
from onrecord.errors import InputError

SHIPPED = Registry.load()


def test_states_are_found_by_name_demonym_capital_and_seat() -> None:
    for words in ("France", "the French Republic", "French"):
        state = SHIPPED.state_of(words)
        assert state is not None
        assert state.name == "France"
    assert [actor.id for actor in SHIPPED.metonyms[fold("Quai d'Orsay")]] == ["fr"]
    assert SHIPPED.state_of("Paris") == SHIPPED.state_of("France")
    assert SHIPPED.state_of("U.S.") == SHIPPED.state_of("the United States")


def test_every_state_has_an_iso_code_and_a_name() -> None:
    states = [actor for actor in SHIPPED.actors if actor.kind == "state"]
    assert len(states) > 230
    assert all(len(actor.id) == 2 and actor.name for actor in states)


def test_a_word_of_two_states_is_neither() -> None:
    registry = Registry(
        [
            Known(id="aa", name="East Ruritania", kind="state", demonyms=("Ruritanian",)),
            Known(id="bb", name="West Ruritania", kind="state", demonyms=("Ruritanian",)),
        ]
    )
    assert registry.state_of("Ruritanian") is None
    assert len(registry.demonyms["ruritanian"]) == 2


@pytest.mark.parametrize(("written", "same"), [("The U.N.", "un"), ("Côte d’Ivoire", "cote divoire"), ("the", "the")])
def test_fold(written: str, same: str) -> None:
    assert fold(written) == same


def test_first_names_have_a_gender() -> None:
    assert SHIPPED.first_names["anna"] == "female"
    assert SHIPPED.first_names["boris"] == "male"
    assert "ruritania" not in SHIPPED.first_names


def test_a_folder_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('[[organisation]]\nid = "x"\nname = "Bakers First"\naliases = ["BF"]\n')
    registry = Registry.load(tmp_path)
    assert [actor.kind for actor in registry.find("bf")] == ["organisation"]
    assert registry.find("France") == ()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("[[state]\n", "not a registry file"),
        ('[[state]]\nid = "x"\n', "number 1.*name"),
        ('[[ship]]\nid = "x"\nname = "y"\n', "ship.*no kind of actor"),
        ("[[state]]\nid = 3\nname = 'y'\n", "number 1"),
        ('[[actor]]\nid = "x"\nname = "y"\n', "x: has no kind"),
        ('[[actor]]\nid = "x"\nname = "y"\nkind = "ship"\n', "x: 'ship' is no kind"),
        ('[[actor]]\nid = "x"\nname = "y"\nkind = "person"\nnmae = "z"\n', r"number 1 \(x\).*nmae"),
        ('[[person]]\nid = "x"\nname = "y"\noffices = [{title = "Baker", from = "2010-02-30"}]\n', "x.*Baker.*no date"),
        ('[[person]]\nid = "x"\nname = "y"\noffices = [{title = "Baker", from = 2010-02-03}]\n', "x"),
        (
            '[[person]]\nid = "x"\nname = "y"\noffices = [{title = "Baker", from = "2011", to = "2010-12"}]\n',
            "before it",
        ),
        ('[[person]]\nid = "x"\nname = "y"\n[[person]]\nid = "x"\nname = "z"\n', r"'x' \(z\) is given twice"),
        ('[[person]]\nid = ""\nname = "z"\n', "empty"),
    ],
)
def test_a_bad_file_is_named_with_its_reason(tmp_path: Path, words: str, reason: str) -> None:
    (tmp_path / "bad.toml").write_text(words)
    with pytest.raises(InputError, match=rf"bad\.toml.*{reason}"):
        Registry.load(tmp_path)


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no registry files"):
        Registry.load(tmp_path)
    with pytest.raises(InputError, match="nowhere: there is no such file or folder; a registry is a folder"):
        Registry.load(tmp_path / "nowhere")


def test_an_id_of_two_files_is_an_error_that_names_both(tmp_path: Path) -> None:
    for file in ("a.toml", "b.toml"):
        (tmp_path / file).write_text('actor = [ {id = "anna-berg", name = "Anna Berg", kind = "person"} ]')
    with pytest.raises(InputError, match=r"b\.toml.*anna-berg.*Anna Berg.*a\.toml"):
        Registry.load(tmp_path)


def test_actors_of_ones_own_are_added_and_their_ids_checked() -> None:
    own = Known(id="anna-berg", name="Anna Berg", kind="person")
    assert Registry.load(extra=[own]).find("anna berg") == (own,)
    with pytest.raises(InputError, match="given twice"):
        Registry.load(extra=[own, Known(id="fr", name="Freedonia", kind="state")])


@pytest.mark.parametrize(
    ("known", "written"),
    [
        ("Sergey Bergov", "Sergei Bergov"),
        ("Aleksey Roy", "ALEXEI ROY"),
        ("Zendovsky", "Zendovskyy"),
        ("al-Zenda Front", "Zenda Front"),
        ("Jabhat al-Zenda", "jabhat el Zenda"),
        ("Mohammed Roe", "Muhammad Roe"),
        ("José Ñandú", "Jose Nandu"),
        ("Søren Łuk", "Soren Luk"),
        ("Анна Берг", "анна берг"),
    ],
)
def test_a_name_is_found_in_its_other_spellings(known: str, written: str) -> None:
    actor = Known(id="x", name=known, kind="person")
    registry = Registry([actor, Known(id="y", name="Somebody Else", kind="person")])
    assert registry.find(written) == (actor,)
    assert registry.find("Nobody") == ()


def test_a_name_written_so_comes_before_one_that_is_like_it() -> None:
    first, second = (Known(id=name, name=name, kind="person") for name in ("Sergei Berg", "Sergey Berg"))
    registry = Registry([first, second])
    assert registry.find("Sergei Berg") == (first,)
    assert registry.find("Sergej Berg") == ()
    assert registry.find("Serguey Berg") == ()
    assert set(registry.find("Sergeï Berg")) == {first}
    assert set(registry.find("Sergeii Berg")) == {first, second}


def test_a_name_of_two_actors_is_both_and_said_to_be_ambiguous() -> None:
    two = [
        Known(id=id, name=name, kind="person", aliases=("Berg",)) for id, name in (("a", "Anna Berg"), ("b", "Bo Berg"))
    ]
    registry = Registry(two)
    assert registry.find("berg") == tuple(two)
    assert [problem.reason for problem in registry.check()] == ["the name 'berg' is ambiguous: a, b"]


def test_one_name_of_many_actors() -> None:
    registry = Registry(Known(id=str(i), name="Anna Berg", kind="person", aliases=("Berg", "A")) for i in range(20_000))
    assert len(registry.find("Anna Berg")) == 20_000
    assert len(registry.find("a")) == 20_000


def test_words_on_a_page_name_an_acronym_only_in_capitals_and_a_paper_only_by_its_name() -> None:
    registry = Registry(
        [
            Known(id="rb", name="Ruritanian Bakers", kind="armed-group", aliases=("RB",)),
            Known(id="the-oven", name="The Oven", kind="outlet"),
        ]
    )
    assert [actor.id for actor in registry.on_page("RB")] == ["rb"]
    assert registry.on_page("Rb") == ()
    assert registry.on_page("Oven") == ()
    assert [actor.id for actor in registry.find("Oven")] == ["the-oven"]


def test_an_office_in_words() -> None:
    registry = Registry.load(extra=[Known(id="bread-league", name="Bread League", kind="organisation")])
    said = {
        Office(title="Minister of Bread", of="FR"): "Minister of Bread of France",
        Office(title="French President", of="FR"): "French President",
        Office(title="Ambassador to Spain", of="FR"): "Ambassador of France to Spain",
        Office(title="Envoy for Ovens", of="bread-league"): "Envoy of the Bread League for Ovens",
        Office(title="Baker"): "Baker",
    }
    assert {office: registry.title(office) for office in said} == said


NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=20)


@given(st.lists(NAMES | st.sampled_from(["al-Zenda", "El", "The Oven", "ei ey", "ß İ ﬃ"]), min_size=1, max_size=8))
def test_many_names_fold_at_once_as_each_does_alone(names: list[str]) -> None:
    folded = fold_lines("\n".join(names))
    assert folded.split("\n") == [fold(name) for name in names]
    assert loose_lines(folded).split("\n") == [loose(name) for name in names]


@given(NAMES)
def test_folding_ignores_case(name: str) -> None:
    assert fold(name.casefold()) == fold(name)
