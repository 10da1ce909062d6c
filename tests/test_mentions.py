from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.actors import Registry
from onrecord.actors.mentions import Name, Text
from onrecord.actors.naming import head_of, seen

REGISTRY = Registry.load()


def names(words: str) -> list[Name]:
    return Text(words, [(0, len(words), "body")], REGISTRY).names


def only(words: str) -> Name:
    (name,) = names(words)
    return name


@pytest.mark.parametrize(
    ("words", "text", "kind", "titles"),
    [
        ("Yesterday Anna Berg spoke.", "Anna Berg", "person", ""),
        ("We met Ruritanian Foreign Minister Anna Berg.", "Anna Berg", "person", "Ruritanian Foreign Minister"),
        ("It was campaign spokesman Ian Roe who spoke.", "Ian Roe", "person", "campaign spokesman"),
        ("It was former secretary of state Ian Roe.", "Ian Roe", "person", "former secretary of state"),
        ("We met Gov. Ian K. Roe there.", "Ian K. Roe", "person", "Gov"),
        ("We met Ian van der Berg there.", "Ian van der Berg", "person", ""),
        ("We met Sheikh Omar al-Bakr there.", "Omar al-Bakr", "person", "Sheikh"),
        ("The Ministry of Baking said so.", "Ministry of Baking", "organisation", ""),
        ("The Center for Bread and Cake Studies said so.", "Center for Bread and Cake Studies", "organisation", ""),
        ("France's Foreign Ministry said so.", "France's Foreign Ministry", "organisation", ""),
        ("The RBU said so.", "RBU", "organisation", ""),
        ("The United States said so.", "United States", "state", ""),
        ("the Ruritanian Foreign Minister", "Ruritanian Foreign Minister", "title", "Ruritanian Foreign Minister"),
        ("Hold Anna Berg to account.", "Anna Berg", "person", ""),
        ("an envoy for France Ian Roe", "Ian Roe", "person", ""),
        ("Premier of France Zofar Ilimbek came.", "Zofar Ilimbek", "person", "Premier of France"),
        ("To Keld came Foreign Minister of Keld Zofar Ilimbek.", "Zofar Ilimbek", "person", "Foreign Minister of Keld"),
        ("It rained. Political scientist Ian Roe came.", "Ian Roe", "person", "Political scientist"),
        ("We met a U.S. official Ian Roe there.", "Ian Roe", "person", "U.S. official"),
    ],
)
def test_a_name_its_kind_and_titles(words: str, text: str, kind: str, titles: str) -> None:
    found = [name for name in names(words) if name.text == text]
    assert [(name.kind, name.titles) for name in found] == [(kind, titles)], names(words)


@pytest.mark.parametrize(
    ("words", "apposed"),
    [
        ("Anna Berg, a spokeswoman for the bakers, spoke.", ("a spokeswoman for the bakers",)),
        ("Anna Berg is the mayor of Zenda.", ("the mayor of Zenda",)),
        ("the head of the guild, Anna Berg, spoke", ("the head of the guild",)),
        ("Anna Berg -- a baker -- spoke", ("a baker",)),
        ("Anna Berg, however, spoke.", ()),
        ("They met the League of the Lakes envoy, Anna Berg.", ("the League of the Lakes envoy",)),
        ("They praised the envoy, Anna Berg said.", ()),
    ],
)
def test_descriptions_beside_a_name(words: str, apposed: tuple[str, ...]) -> None:
    (name,) = [name for name in names(words) if name.text == "Anna Berg"]
    assert name.apposed == apposed


@pytest.mark.parametrize(
    "words", ["Analysts spoke.", "The Report was long.", "Baking is hard, says the baking guild.", "He spoke."]
)
def test_common_words_are_no_names(words: str) -> None:
    assert names(words) == []


def test_sentences_end_at_full_stops_but_not_at_titles() -> None:
    words = "Mr. Roe met Dr. Berg. They spoke. “It rained.” Then J. Roe left."
    text = Text(words, [(0, len(words), "body")], REGISTRY)
    assert [words[i : i + 4] for i in text.sentences] == ["Mr. ", "They", "“It ", "Then"]


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("a senior official at the ministry", "official"),
        ("the ministry's former spokesman", "spokesman"),
        ("officials of Ruritania", "officials"),
        ("the League of the Lakes envoy", "envoy"),
        ("", ""),
    ],
)
def test_head_of_a_phrase(phrase: str, head: str) -> None:
    assert head_of(phrase) == head


@given(st.text(alphabet="AbB .,'’“\n-é\u00a0\u202e𝒜&of", max_size=120))
def test_names_lie_in_the_text_in_order(words: str) -> None:
    text = Text(words, [(0, len(words), "body")] if words else [], REGISTRY)
    last = 0
    for name in text.names:
        assert last <= name.start < name.end <= len(words)
        assert name.begin <= name.start
        assert seen(words[name.start : name.end]).split() == name.text.split()
        last = name.start
    assert text.starts == sorted(text.starts)
