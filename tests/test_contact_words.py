"""The words of other outlets for contacts: who received whom, who rang whom, letters, press conferences, hyphens."""

# ruff: noqa: E501 -- a case is one line
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_contacts import BERG, LUND, ROE, VOSS, article, short, statement, told

from onrecord.contacts.demonyms import actors
from onrecord.contacts.headlines import plain
from onrecord.places import places
from onrecord.record import Mention

READ: dict[str, list[tuple[object, ...]]] = {
    "Ada Roe was received by Bo Lund on Monday.": [("meeting", [ROE, LUND], "2016-01-18", None, None, "held")],
    "Ada Roe was telephoned by Bo Lund on Monday.": [("phone-call", [ROE, LUND], "2016-01-18", None, LUND, "held")],
    "Ada Roe was received by the public.": [],
    "The plan was welcomed by Bo Lund.": [],
    "Ada Roe was summoned to the ministry by Bo Lund.": [("meeting", [ROE, LUND], None, None, LUND, "held")],
    "Ruritania summoned the Sylvanian ambassador, Bo Lund, on Monday.": [
        ("meeting", ["Ruritania", LUND], "2016-01-18", None, "Ruritania", "held")
    ],
    "Ada Roe received a phone call today from Bo Lund.": [("phone-call", [ROE, LUND], "2016-01-20", None, LUND, "held")],
    "Ada Roe made calls to the foreign ministers of Sylvania and Borduria.": [
        ("phone-call", [ROE, "Sylvania", "Borduria"], None, None, ROE, "held")
    ],
    "Ada Roe faced a call from Bo Lund to resign.": [],
    "Ada Roe's tense call with Bo Lund lasted an hour.": [("phone-call", [ROE, LUND], None, None, None, "held")],
    "Ada Roe spoke by video link with Bo Lund.": [("phone-call", [ROE, LUND], None, None, None, "held")],
    "Ada Roe will telephone Bo Lund on Friday.": [("phone-call", [ROE, LUND], "2016-01-22", None, ROE, "planned")],
    "Ada Roe called Bo Lund to congratulate her.": [("phone-call", [ROE, LUND], None, None, ROE, "held")],
    "Ada Roe called on Bo Lund in Oslo.": [("meeting", [ROE, LUND], None, "Oslo", None, "held")],
    "Ada Roe called on Bo Lund to resign.": [],
    "Ada Roe told her Sylvanian counterpart Bo Lund that it rains.": [("talks", [ROE, LUND], None, None, None, "held")],
    "Ada Roe held a dinner in honour of Bo Lund.": [("meeting", [ROE, LUND], None, None, None, "held")],
    "Ada Roe and Bo Lund exchanged letters.": [("letters", [ROE, LUND], None, None, None, "held")],
    "In a letter sent to Bo Lund on Monday, Ada Roe asked for calm.": [("letters", [ROE, LUND], "2016-01-18", None, None, "held")],
    "The one-on-one between Ada Roe and Bo Lund lasted an hour.": [("meeting", [ROE, LUND], None, None, None, "held")],
    "Ada Roe smiled. Bo Lund sang. The Roe-Lund meeting in Oslo was brief.": [("meeting", [ROE, LUND], None, "Oslo", None, "held")],
    "Ruritania agreed. The Ruritania-Graustark talks opened in Oslo.": [("talks", ["Ruritania", "Graustark"], None, "Oslo", None, "held")],
    "The Graustark-Gerolstein meeting was brief.": [],
    "Ruritania called off talks with Sylvania.": [("talks", ["Ruritania", "Sylvania"], None, None, None, "cancelled")],
    "The visit of Ada Roe to Oslo was brief.": [("visit", [ROE], None, "Oslo", None, "held")],
    "Ada Roe arrived in Oslo on Monday for talks with Bo Lund.": [
        ("visit", [ROE], "2016-01-18", "Oslo", None, "held"),
        ("talks", [ROE, LUND], "2016-01-18", "Oslo", None, "planned"),
    ],
    "Ada Roe addressed reporters in Oslo.": [("press-conference", [ROE], None, "Oslo", None, "held")],
    "Ada Roe, whom Bo Lund sued after a news conference, left.": [],
    "After Ada Roe's news conference, Bo Lund left.": [("press-conference", [ROE], None, None, None, "held")],
    "Foreign ministers met in Oslo on Monday.": [("meeting", ["Foreign ministers"], "2016-01-18", "Oslo", None, "held")],
    "Ada Roe met with a delegation and with Cy Berg.": [("meeting", [ROE, "delegation", BERG], None, None, None, "held")],
}  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_a_contact_in_other_words(text: str) -> None:
    _, contacts = told(article(text))
    wanted = [tuple(sorted(x) if isinstance(x, list) else x for x in one) for one in READ[text]]
    assert [short(contact) for contact in contacts] == wanted


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Ada Roe was received by Bo Lund.", ["guest", "host"]),
        ("Ada Roe hosted Bo Lund.", ["host", "guest"]),
        ("Ada Roe called on Bo Lund in Oslo.", ["guest", "host"]),
        ("Talks between Ruritania and Borduria, mediated by Sylvania, began.", [None, None, "mediator"]),
        ("Ada Roe met Bo Lund.", [None, None]),
    ],
)
def test_host_guest_and_mediator(text: str, roles: list[str | None]) -> None:
    (contact,) = told(article(text))[1]
    assert [party.role for party in contact.participants] == roles


SUBJECTS: dict[str, list[str]] = {
    "Ada Roe refused to meet the foreign minister, Bo Lund.": [ROE, LUND],
    "The observers reached Oslo and met the governor, Bo Lund.": ["The observers", LUND],
    "Government negotiators sat down with Bo Lund.": ["Government negotiators", LUND],
    "The party said the president had no plans to meet Bo Lund.": ["the president", LUND],
    "The ministers met their target.": [],
    "The ministers met the demands of the strikers, and Bo Lund left.": [],
    "Ada Roe hosted a delegation from Sylvania.": [ROE, "Sylvania"],
    "Ada Roe received a Sylvanian delegation led by Bo Lund.": [ROE, LUND],
    "Ada Roe met first Bo Lund and then Cy Berg.": [ROE, LUND, BERG],
    "In a letter sent to the president Bo Lund on Monday, Ada Roe wrote of rain.": [LUND, ROE],
    "Ada Roe met Bo Lund left early.": [ROE, LUND],
    "Ada Roe met Bo Lund aides.": [ROE, "Bo Lund aides"],
    "Ada Roe spoke of rain at a surprise news conference.": [ROE],
    "Ada Roe will call Bo Lund on Friday.": [ROE, LUND],
}


@pytest.mark.parametrize("text", SUBJECTS)
def test_who_took_part(text: str) -> None:
    _, contacts = told(article(text))
    parties = [party.name for contact in contacts if contact.kind != "visit" for party in contact.participants]
    assert sorted(map(str, parties)) == sorted(SUBJECTS[text])


def test_an_unknown_word_where_a_place_stands_is_nobody() -> None:
    page = article("Ada Roe flew to Oslo on Tuesday, meeting Bo Lund.")
    oslo = Mention(name="Oslo", kind="person", basis="full-name", span=(16, 20))
    assert actors(page.text, (oslo,), places(page)) == ()
    assert actors(page.text, (oslo,)) == (oslo,)


def test_who_agreed_to_meet_is_who_said_so() -> None:
    page = article("Ada Roe agreed at length and in writing to meet Bo Lund. It rained.")
    said = statement(page, "Ada Roe", "agreed", "to meet Bo Lund")
    (contact,) = told(page, said)[1]
    assert [party.name for party in contact.participants] == [ROE, LUND]


SEVERAL: dict[str, list[tuple[object, ...]]] = {
    # planned and held are one where the page says so
    "The meeting between Ada Roe and Bo Lund, planned for Monday, took place in Oslo on Tuesday.": [
        ("meeting", [ROE, LUND], "2016-01-19", "Oslo", None, "held")
    ],
    "Ada Roe will meet Bo Lund on Monday. Ada Roe met Bo Lund on Monday.": [("meeting", [ROE, LUND], "2016-01-25", None, None, "planned"), ("meeting", [ROE, LUND], "2016-01-18", None, None, "held")],
    "Ada Roe was to meet Bo Lund on 18 January. On 18 January, Ada Roe met Bo Lund in Oslo.": [
        ("meeting", [ROE, LUND], "2016-01-18", "Oslo", None, "held")
    ],
    "Ada Roe will meet Bo Lund. The meeting was cancelled.": [("meeting", [ROE, LUND], None, None, None, "cancelled")],
    "Ada Roe will meet Bo Lund. The meeting took place in Oslo on Monday.": [("meeting", [ROE, LUND], "2016-01-18", "Oslo", None, "held")],
    "Ada Roe proposed a call with Bo Lund. Ada Roe will phone Bo Lund on Friday.": [("phone-call", [ROE, LUND], "2016-01-22", None, ROE, "planned")],
    # and two where another is meant
    "Ada Roe met Bo Lund in Oslo. The two ministers will meet again next week in Vienna.": [
        ("meeting", [ROE, LUND], None, "Oslo", None, "held"),
        ("meeting", [ROE, LUND], "2016-01-25/2016-01-31", "Vienna", None, "planned"),
    ],
    "Ada Roe held talks with Bo Lund. Another round is expected on Friday in Vienna.": [
        ("talks", [ROE, LUND], None, None, None, "held"),
        ("talks", [ROE, LUND], "2016-01-22", "Vienna", None, "planned"),
    ],
    "Ada Roe met Bo Lund in Oslo. Ada Roe held a second meeting with Bo Lund.": [
        ("meeting", [ROE, LUND], None, "Oslo", None, "held"),
        ("meeting", [ROE, LUND], None, None, None, "held"),
    ],
    # who is told of is named only afterwards
    "The two ministers spoke by telephone on Monday. Ada Roe told her counterpart Bo Lund that it rains.": [
        ("phone-call", [ROE, LUND], "2016-01-18", None, None, "held")
    ],
    "The two ministers spoke on Monday. It rained.": [],
    "At the invitation of Bo Lund, Ada Roe paid a visit to Turkey. The two sides held talks in Oslo.": [
        ("visit", [ROE], None, "Turkey", LUND, "held"),
        ("talks", [ROE, LUND], None, "Oslo", None, "held"),
    ],
    "Ada Roe met Bo Lund. Both ministers discussed the rain.": [("meeting", [ROE, LUND], None, None, None, "held")],
}  # fmt: skip


@pytest.mark.parametrize("text", SEVERAL)
def test_one_contact_or_two(text: str) -> None:
    _, contacts = told(article(text))
    wanted = [tuple(sorted(x) if isinstance(x, list) else x for x in one) for one in SEVERAL[text]]
    assert [short(contact) for contact in contacts] == wanted


def test_a_contact_that_became_another_is_proved_by_both_its_tellings() -> None:
    page = article("Ada Roe will meet Bo Lund. The meeting took place in Oslo on Monday.")
    (contact,) = told(page)[1]
    assert [page.text[start:end] for start, end in contact.spans] == ["meet Bo Lund", "The meeting took place"]


@pytest.mark.parametrize(
    "title", ["Ada Roe Meets With Bo Lund After Heavy Rain", "Ada Roe to Visit Oslo After Heavy Rain on Friday"]
)
def test_a_headline_in_title_case_is_read_as_a_sentence(title: str) -> None:
    page = article("It rained.", title=title)
    (contact,) = told(page)[1]
    assert contact.participants[0].name == ROE
    assert all(page.text[start:end].casefold() in title.casefold() for start, end in contact.spans)
    assert plain(page).casefold() == page.text.casefold()


@given(st.text(alphabet="Meeting With Roeİß THE\n", max_size=60))
def test_a_headline_keeps_its_length(title: str) -> None:
    page = article("It rained.", title=title or "x")
    assert len(plain(page)) == len(page.text)


CLAUSES: dict[str, list[tuple[object, ...]]] = {
    "In addresses against Ada Roe, candidate Bo Lund met Cy Berg.": [("meeting", [LUND, BERG], None, None, None, "held")],
    "Ada Roe met the envoy Bo Lund of Sylvania.": [("meeting", [ROE, LUND], None, None, None, "held")],
    "Ada Roe said Cy Berg had never met Bo Lund.": [("meeting", [BERG, LUND], None, None, None, "denied")],
    "After touring the plant and meeting with Bo Lund, Ada Roe left.": [("meeting", [ROE, LUND], None, None, None, "held")],
    "Ada Roe met Bo Lund without being asked.": [("meeting", [ROE, LUND], None, None, None, "held")],
    "Ada Roe sang at a news conference before a dinner hosted by Bo Lund.": [("press-conference", [ROE], None, None, None, "held")],
    "During her visit to Turkey, Ada Roe will be received by Bo Lund.": [
        ("meeting", [ROE, LUND], None, "Turkey", None, "planned"),
        ("visit", [ROE], None, "Turkey", None, "planned"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("text", CLAUSES)
def test_what_belongs_to_another_clause(text: str) -> None:
    _, contacts = told(article(text))
    wanted = [tuple(sorted(x) if isinstance(x, list) else x for x in one) for one in CLAUSES[text]]
    assert [short(contact) for contact in contacts] == wanted


@pytest.mark.parametrize(
    ("text", "place", "day"),
    [
        ("On the sidelines of the Rain Assembly in Oslo, Ada Roe met Bo Lund.", "Oslo", None),
        ("Speaking in Oslo, Ada Roe met Bo Lund.", "Oslo", None),
        ("After the war in Kenya and the rain, Ada Roe met Bo Lund.", None, None),
        ("Ruritania called off talks with Sylvania that had been scheduled for Friday in Oslo.", "Oslo", "2016-01-22"),
        ("Ada Roe met Bo Lund in the Omani capital.", "Muscat", None),
        ("Ada Roe met Bo Lund in Mirrow, Kenya, on Monday.", "Mirrow", "2016-01-18"),
    ],
)
def test_where_and_when(text: str, place: str | None, day: str | None) -> None:
    (contact,) = told(article(text))[1]
    assert (contact.where.name if contact.where else None, contact.on.value if contact.on else None) == (place, day)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "place"),
    [
        ("Ada Roe told cheering crowds in Oslo that it rains.", "Ada Roe", "told", "that it rains", "Oslo"),
        ("In Oslo, the minister Ada Roe said that it rains.", "Ada Roe", "said", "that it rains", "Oslo"),
        ("At a rally in Oslo last week, Ada Roe rejected the rain.", "Ada Roe", "rejected", "the rain", "Oslo"),
        ("It rains, said Ada Roe, a lawyer in Oslo.", "Ada Roe", "said", "It rains", None),
        ("Rivals in Oslo of Ada Roe said that it rains.", "Rivals in Oslo of Ada Roe", "said", "that it rains", None),
        ("In Oslo, Ada Roe supports the rain.", "Ada Roe", "supports", "the rain", None),
        ("The firm, which is in Oslo, fell, and Ada Roe said that it rains.", "Ada Roe", "said", "that it rains", None),
    ],
)
def test_where_something_was_said(text: str, source: str, cue: str, content: str, place: str | None) -> None:
    page = article(text)
    ((one,), _) = told(page, statement(page, source, cue, content))
    assert (one.where.name if one.where else None) == place


OTHERS: dict[str, list[tuple[object, ...]]] = {
    "Ada Roe paid a courtesy call on Bo Lund.": [("meeting", [ROE, LUND], None, None, None, "held")],
    "Ada Roe declined to sit down with Bo Lund.": [("meeting", [ROE, LUND], None, None, None, "denied")],
    "Ada Roe will meet Bo Lund on Friday. Cy Berg sang. Ada Roe last talked to her in January.": [
        ("meeting", [ROE, LUND], "2016-01-22", None, None, "planned"),
        ("talks", [ROE, LUND], "2016-01", None, None, "held"),
    ],
    "Cy Berg sang. Ada Roe met him on Monday.": [("meeting", [ROE, BERG], "2016-01-18", None, None, "held")],
    "It rained. Ada Roe met him on Monday.": [],
    "Ada Roe and his Ruritanian counterpart, the premier Bo Lund, held a closed-door meeting.": [
        ("talks", [ROE, LUND], None, None, None, "held")
    ],
    "Ada Roe, deputy premier and minister of rain, telephoned Bo Lund.": [("phone-call", [ROE, LUND], None, None, ROE, "held")],
    "Ada Roe, who was premier, and the wind telephoned Bo Lund.": [("phone-call", [ROE, LUND], None, None, ROE, "held")],
    "King Ada Roe of Ruritania met Bo Lund.": [("meeting", [ROE, LUND], None, None, None, "held")],
    "Officials from both countries held a video conference on Monday.": [
        ("phone-call", ["Officials from both countries"], "2016-01-18", None, None, "held")
    ],
    "Ada Roe consulted with the guarantor powers.": [("talks", [ROE, "guarantor powers"], None, None, None, "held")],
    "Ada Roe arrived in Oslo on Monday at the invitation of Bo Lund.": [("visit", [ROE], "2016-01-18", "Oslo", LUND, "held")],
    "Ada Roe reached Oslo on Monday.": [("visit", [ROE], "2016-01-18", "Oslo", None, "held")],
    "Ada Roe met in Oslo on Monday with Bo Lund.": [("meeting", [ROE, LUND], "2016-01-18", "Oslo", None, "held")],
    "Ada Roe spoke for an hour in Oslo with Bo Lund.": [("talks", [ROE, LUND], None, "Oslo", None, "held")],
    "Ada Roe held in Oslo on Monday talks with Bo Lund.": [("talks", [ROE, LUND], "2016-01-18", "Oslo", None, "held")],
    "Ada Roe spoke in Oslo, with Bo Lund on her left.": [],
    "Ada Roe wrote a letter on Monday to Bo Lund.": [("letters", [ROE, LUND], "2016-01-18", None, None, "held")],
    "Ada Roe spoke with Bo Lund twice.": [("talks", [ROE, LUND], None, None, None, "held")],
}  # fmt: skip


@pytest.mark.parametrize("text", OTHERS)
def test_who_and_how_in_longer_sentences(text: str) -> None:
    _, contacts = told(article(text))
    wanted = [tuple(sorted(x) if isinstance(x, list) else x for x in one) for one in OTHERS[text]]
    assert [short(contact) for contact in contacts] == wanted


WHOSE: dict[str, list[str]] = {
    "After her talks with Bo Lund, Mrs Cy Berg left to meet with Di Voss.": [BERG, LUND, BERG, VOSS],
    "Ada Roe and Cy Berg urged Di Voss to cancel her meeting with Bo Lund.": [VOSS, LUND],
    "Just as he met Bo Lund on Monday, Ada Roe sang.": [ROE, LUND],
    "The judge left to meet with officials, including Bo Lund.": [],
    "Ada Roe met lawyers crept away.": [ROE, "lawyers"],
    "Ada Roe met a lot of lawyers.": [ROE, "lawyers"],
    "Ada Roe sent a letter to Bo Lund calling for rain.": [ROE, LUND],
    "In a letter to Bo Lund, I've been told, Ada Roe sang.": [ROE, LUND],
    "Talks between Ada Roe and Bo Lund left Cy Berg cold.": [ROE, LUND],
}  # fmt: skip


@pytest.mark.parametrize("text", WHOSE)
def test_whose_contact_it_is(text: str) -> None:
    parties = [party.name for contact in told(article(text))[1] for party in contact.participants]
    assert sorted(map(str, parties)) == sorted(WHOSE[text])


def test_who_says_that_on_a_trip_he_would() -> None:
    page = article("Ada Roe said that on a trip to Turkey he would ask Bo Lund.")
    (contact,) = told(page, statement(page, "Ada Roe", "said", "that on a trip to Turkey he would ask Bo Lund"))[1]
    assert [party.name for party in contact.participants] == [ROE]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("“I will not go,” Ada Roe said after a meeting with Bo Lund.", "held"),
        ("Ada Roe will not meet Bo Lund.", "denied"),
        ("Ada Roe made the remark during a meeting with Bo Lund.", "held"),
    ],
)
def test_a_status_is_of_its_own_clause(text: str, status: str) -> None:
    (contact,) = told(article(text))[1]
    assert (contact.status, contact.initiated_by) == (status, None)


LAST: dict[str, list[tuple[object, ...]]] = {
    "During their phone call on Monday, Ada Roe and Bo Lund agreed that it rains.": [
        ("phone-call", [ROE, LUND], "2016-01-18", None, None, "held")
    ],
    "In a meeting in Oslo, Ada Roe agreed that it rains.": [],
    "Ada Roe is not expected to meet Bo Lund.": [("meeting", [ROE, LUND], None, None, None, "denied")],
    "Ada Roe wants to meet Bo Lund.": [("meeting", [ROE, LUND], None, None, None, "proposed")],
    "If you speak to Bo Lund, Ada Roe will sing.": [],
    "Ada Roe sent a clear message to Bo Lund that it rains.": [],
    "Ada Roe sent a written message to Bo Lund.": [("letters", [ROE, LUND], None, None, None, "held")],
    "Ada Roe held a conference call with Bo Lund.": [("phone-call", [ROE, LUND], None, None, None, "held")],
    "Ada Roe hoped to speak with Bo Lund but sang.": [("talks", [ROE, LUND], None, None, None, "planned")],
}  # fmt: skip


@pytest.mark.parametrize("text", LAST)
def test_calls_that_open_a_sentence_and_what_is_no_contact(text: str) -> None:
    _, contacts = told(article(text))
    wanted = [tuple(sorted(x) if isinstance(x, list) else x for x in one) for one in LAST[text]]
    assert [short(contact) for contact in contacts] == wanted


def test_games_and_single_letters_are_nobody() -> None:
    text = "Ada hosted the Rain Games and received a D."
    found = [Mention(name=name, kind="person", basis="full-name", span=(13, 17)) for name in ("Rain Games", "D")]
    assert actors(text, tuple(found)) == ()


COUNCILS: dict[str, list[tuple[object, ...]]] = {
    "Ada Roe told Bo Lund in a phone call on Monday that it rains.": [("phone-call", [ROE, LUND], "2016-01-18", None, None, "held")],
    "Ada Roe gave the assurance to Bo Lund in a meeting.": [("meeting", [ROE, LUND], None, None, None, "held")],
    "Ada Roe sat near Bo Lund in a meeting.": [],
    "Ada Roe regularly meets Bo Lund.": [],
    "The members of the Council of the League met on Monday in closed session.": [
        ("meeting", ["The members of the Council of the League"], "2016-01-18", None, None, "held")
    ],
    "The rain council will hold its session on Friday.": [("talks", ["The rain council"], "2016-01-22", None, None, "planned")],
    "Ada Roe will chair a session of the rain board on Friday.": [("meeting", [ROE], "2016-01-22", None, None, "planned")],
    "Ada Roe will brief the council on Friday.": [("meeting", [ROE, "council"], "2016-01-22", None, None, "planned")],
    "Ada Roe met Bo Lund, the mayor, in Mirrow on Monday.": [("meeting", [ROE, LUND], "2016-01-18", "Mirrow", None, "held")],
    "Ada Roe cancelled a trip to Mirrow.": [("visit", [ROE], None, "Mirrow", None, "cancelled")],
    "Ada Roe met Bo Lund on Monday. Ada Roe denied that Bo Lund had met Rain Front members.": [
        ("meeting", [ROE, LUND], "2016-01-18", None, None, "held"),
        ("meeting", [LUND, "Rain Front members"], None, None, None, "denied"),
    ],
    "The meeting of Ada Roe and Bo Lund, which had been expected on Friday, has been put off.": [
        ("meeting", [ROE, LUND], "2016-01-22", None, None, "postponed")
    ],
}  # fmt: skip


@pytest.mark.parametrize("text", COUNCILS)
def test_councils_calls_told_behind_and_places_of_no_gazetteer(text: str) -> None:
    _, contacts = told(article(text))
    wanted = [tuple(sorted(x) if isinstance(x, list) else x for x in one) for one in COUNCILS[text]]
    assert [short(contact) for contact in contacts] == wanted


def test_she_before_who_says_so_is_another() -> None:
    page = article("Ada Roe arrived. She met Bo Lund, Cy Berg said.")
    (contact,) = told(page, statement(page, "Cy Berg", "said", "She met Bo Lund"))[1]
    assert [party.name for party in contact.participants] == [ROE, LUND]


SPOKEN: dict[str, list[tuple[object, ...]]] = {
    "Ada Roe met Bo Lund. They last spoke on 2 January.": [
        ("meeting", [ROE, LUND], None, None, None, "held"),
        ("talks", [ROE, LUND], "2016-01-02", None, None, "held"),
    ],
    "Ada Roe told the minister Bo Lund by telephone on Monday that it rains.": [("phone-call", [ROE, LUND], "2016-01-18", None, None, "held")],
    "Ada Roe was on the phone with Bo Lund.": [("phone-call", [ROE, LUND], None, None, None, "held")],
    "Ada Roe will see Bo Lund in Oslo.": [("meeting", [ROE, LUND], None, "Oslo", None, "planned")],
    "Ada Roe came to see the rain.": [],
    "Ada Roe and Bo Lund huddled for an hour.": [("meeting", [ROE, LUND], None, None, None, "held")],
    "Ada Roe landed in Oslo on Monday.": [("visit", [ROE], "2016-01-18", "Oslo", None, "held")],
    "A call between Ada Roe and Bo Lund scheduled for Monday did not take place.": [("phone-call", [ROE, LUND], "2016-01-25", None, None, "cancelled")],
    "Ada Roe was called in to the ministry by Bo Lund.": [("meeting", [ROE, LUND], None, None, LUND, "held")],
    "While in Oslo, the envoy met Bo Lund.": [("meeting", ["the envoy", LUND], None, "Oslo", None, "held")],
}  # fmt: skip


@pytest.mark.parametrize("text", SPOKEN)
def test_spoken_words_for_contacts(text: str) -> None:
    _, contacts = told(article(text))
    wanted = [tuple(sorted(x) if isinstance(x, list) else x for x in one) for one in SPOKEN[text]]
    assert [short(contact) for contact in contacts] == wanted
