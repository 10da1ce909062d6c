from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.actors.registry import Known, Registry, fold
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
    states = {actor.id: actor for actors in SHIPPED.names.values() for actor in actors}
    assert len(states) > 230
    assert all(len(id) == 2 and actor.name for id, actor in states.items())


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
    ],
)
def test_a_bad_file_is_named_with_its_reason(tmp_path: Path, words: str, reason: str) -> None:
    (tmp_path / "bad.toml").write_text(words)
    with pytest.raises(InputError, match=rf"bad\.toml.*{reason}"):
        Registry.load(tmp_path)


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no registry files"):
        Registry.load(tmp_path)
