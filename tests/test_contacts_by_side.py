"""Contacts of states that no registry knows: their ministers, their sides; days and places, which are nobody."""

from __future__ import annotations

import re

import pytest

from onrecord.contacts import Page, meet
from onrecord.contacts.demonyms import actors
from onrecord.dates import times
from onrecord.places import places
from onrecord.record import Article, Block, Contact, Date, Mention, Statement

FULL = {"Voll": "Mara Voll", "Brunn": "Ivo Brunn"}
STATES = ("Ostravia", "Kelmark", "Ruritania")


def mentions(text: str) -> tuple[Mention, ...]:
    """Every capitalised name of a text as a page's names come: two words a person, an unknown word a person too."""
    found = []
    for match in re.finditer(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?", text):
        words = match[0]
        kind = "state" if words in STATES else "person"
        if words not in ("The", "When", "He", "She"):
            found.append(Mention(name=FULL.get(words, words), kind=kind, basis="full-name", span=match.span()))
    return tuple(found)


def contacts(text: str, *statements: Statement) -> tuple[Contact, ...]:
    block = Block(kind="body", start=0, end=len(text), why="test")
    page = Article(text=text, blocks=(block,), published=Date(value="2031-03-10", basis="stated"))
    return meet("page", page, statements, Page(times=times(page), places=places(page), mentions=mentions(text)))[1]


def names(contact: Contact) -> list[str | None]:
    return [one.name for one in contact.participants]


@pytest.mark.parametrize(
    "how", ["by telephone on Wednesday", "by phone on Monday for the first time", "on Sunday by phone"]
)
def test_the_ministers_of_two_states_spoke(how: str) -> None:
    (call,) = contacts(f"The foreign ministers of Ostravia and Kelmark spoke {how}.")
    assert (call.kind, names(call), call.status) == ("phone-call", ["Ostravia", "Kelmark"], "held")
    assert call.on
    assert call.on.value
    (theirs,) = contacts(
        f"Ostravia and Kelmark kept the truce that was to end, after their foreign ministers spoke {how}."
    )
    assert (theirs.kind, names(theirs), theirs.status) == ("phone-call", ["Ostravia", "Kelmark"], "held")
    assert contacts(f"Ostravia and Mara Voll rejoiced. Ivo Brunn said that their foreign ministers spoke {how}.") == ()
    assert contacts("The rivers of Ostravia and Kelmark met on Monday.") == ()


CALL = "Mara Voll held a telephone conversation with Ivo Brunn. "


@pytest.mark.parametrize(
    ("words", "name", "kind"),
    [
        ("Ostravia agreed. The call took place at the initiative of the Ostravian side.", "Ostravia", "state"),
        ("Kelmark agreed. The call took place at the initiative of the Kelmarkian side.", "Kelmark", "state"),
        ("The call was made at Ostravia’s request.", "Ostravia", "state"),
        ("Mara Voll placed the call.", "Mara Voll", "person"),
        ("Ivo Brunn had requested the conversation.", "Ivo Brunn", "person"),
    ],
)
def test_who_initiated_a_call_is_a_state_or_who_placed_it(words: str, name: str, kind: str) -> None:
    (call,) = contacts(CALL + words)
    assert call.initiated_by is not None
    assert (call.initiated_by.name, call.initiated_by.kind) == (name, kind)


def test_the_side_of_a_state_that_nobody_knows_is_its_party_or_stands_in_its_words() -> None:
    told = (
        "Mara Voll held a telephone call with Torvian minister Ivo Brunn. The call was made at the {} side’s request."
    )
    assert [one.initiated_by.name for one in contacts(told.format("Torvian")) if one.initiated_by] == ["Ivo Brunn"]
    (other,) = contacts(told.format("Gorvian"))
    assert other.initiated_by
    assert (other.initiated_by.name, other.initiated_by.kind) == ("Gorvian side", "unnamed")


def test_days_are_nobody_and_the_adjective_of_a_state_is_the_state() -> None:
    text = "Wednesday March Ostravia Ostravian Ostravese Kel Kelian Marsh"
    kinds = [(text[slice(*one.span)], one.name, one.kind) for one in actors(text, spoken(text)) if one.span]
    assert kinds == [
        ("Ostravia", "Ostravia", "state"),
        ("Ostravian", "Ostravia", "state"),
        ("Ostravese", "Ostravese", "person"),
        ("Kel", "Kel", "state"),
        ("Kelian", "Kelian", "person"),
        ("Marsh", "Marsh", "person"),
    ]


def spoken(text: str) -> tuple[Mention, ...]:
    kinds = {"Ostravia": "state", "Kel": "state"}
    return tuple(
        Mention(name=match[0], kind=kinds.get(match[0], "person"), basis="full-name", span=match.span())
        for match in re.finditer(r"\w+", text)
    )


def test_a_known_person_of_such_a_name_stays_one() -> None:
    may = Mention(name="Rolf May", kind="person", basis="partial-name", span=(0, 3))
    assert actors("May", (may,)) == (may,)
    text = "Ostravia Ostravian"
    known = Mention(name="Ostravian", kind="person", basis="full-name", id="x", span=(9, 18))
    assert known in actors(text, (spoken(text)[0], known))


def test_the_object_of_a_visit_is_where_it_was_and_a_planned_one_is_ahead() -> None:
    text = "Mara Voll spoke. Sandor, the envoy of Kelmark, is to put it to them when he visits Dunmoor on Tuesday."
    (visit,) = contacts(text)
    assert (visit.kind, names(visit), visit.status) == ("visit", ["Sandor"], "planned")
    assert visit.where
    assert text[slice(*visit.where.span or (0, 0))] == visit.where.name == "Dunmoor"
    assert visit.on
    assert visit.on.value == "2031-03-11"
    (held,) = contacts("Mara Voll was to speak when Ivo Brunn visited Dunmoor on Tuesday.")
    assert (names(held), held.on and held.on.value) == (["Ivo Brunn"], "2031-03-04")
    (called,) = contacts("Mara Voll visited Ivo Brunn on Tuesday.")
    assert (names(called), called.where) == (["Mara Voll", "Ivo Brunn"], None)


@pytest.mark.parametrize("verb", ["would go to", "intends to travel to", "will fly to", "visited", "toured"])
def test_where_one_goes_is_a_place(verb: str) -> None:
    (visit,) = contacts(f"Mara Voll said that she {verb} Dunmoor on Tuesday.")
    assert (visit.kind, names(visit), visit.where and visit.where.name) == ("visit", ["Mara Voll"], "Dunmoor")


def test_who_opens_a_sentence_does_all_of_it() -> None:
    (visit,) = contacts("Mara Voll smiled. She is glad of the rain and intends to travel to Dunmoor on Tuesday.")
    assert (visit.kind, names(visit), visit.on and visit.on.value) == ("visit", ["Mara Voll"], "2031-03-11")


def test_a_visit_that_was_not_made_is_not_held() -> None:
    for words in ("has not visited", "had not yet visited", "hasn’t visited"):
        (visit,) = contacts(f"Mara Voll smiled. She {words} Dunmoor since the flood.")
        assert (names(visit), visit.status) == (["Mara Voll"], "denied")


def test_he_in_the_words_of_an_office_is_who_was_named_before() -> None:
    text = "Ivo Brunn smiled. He will rest at home and intends to travel to Dunmoor on Tuesday, his office said."
    office = Mention(name="his office", kind="organisation", basis="description")
    content, source, cue = ((18, 87),), ((89, 99),), ((100, 104),)
    said = Statement(id="s", source=source, cue=cue, content=content, manner="indirect", score=1.0, speaker=office)
    (visit,) = contacts(text, said)
    assert names(visit) == ["Ivo Brunn"]


def test_who_sits_on_her_left_and_on_her_right_is_there() -> None:
    (press,) = contacts("Mara Voll spoke at a press conference, with Ivo Brunn on her left and Rolf Kern on her right.")
    assert (press.kind, names(press)[-2:]) == ("press-conference", ["Ivo Brunn", "Rolf Kern"])
    assert press.topics == ()


def test_a_river_is_no_subject_and_a_conversation_by_telephone_is_a_call() -> None:
    (call,) = contacts("Mara Voll won a week on the Sanne after a conversation by telephone with Ivo Brunn on Sunday.")
    assert (call.kind, names(call), call.on and call.on.value) == (
        "phone-call",
        ["Mara Voll", "Ivo Brunn"],
        "2031-03-09",
    )


def test_a_news_conference_is_not_the_talks_before_it() -> None:
    found = contacts("Mara Voll told a news conference following talks with Ivo Brunn that all was well.")
    assert [(one.kind, names(one)) for one in found] == [
        ("talks", ["Mara Voll", "Ivo Brunn"]),
        ("press-conference", ["Mara Voll"]),
    ]
