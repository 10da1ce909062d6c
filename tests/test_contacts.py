"""Contacts: who met or rang whom, when, where, at whose initiative; and the statements made there."""

# ruff: noqa: E501 -- a case is one line
from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.contacts import Page, meet
from onrecord.dates import times
from onrecord.places import places
from onrecord.record import Article, Block, Contact, Date, Mention, Statement, Words

PERSONS = {"Roe": "Ada Roe", "Lund": "Bo Lund", "Berg": "Cy Berg", "Voss": "Di Voss"}
STATES = ("Ruritania", "Sylvania", "Borduria", "Syldavia")


def named(text: str) -> tuple[Mention, ...]:
    """The names of the test world in a text, resolved."""
    found = []
    for match in re.finditer(r"(?:Ada |Bo |Cy |Di )?(Roe|Lund|Berg|Voss)\b", text):
        found.append(Mention(name=PERSONS[match[1]], kind="person", basis="full-name", span=match.span()))
    for match in re.finditer(rf"({'|'.join(STATES)})(n?)\b", text):
        basis = "description" if match[2] else "full-name"
        found.append(Mention(name=match[1], kind="state", basis=basis, span=match.span()))
    return tuple(found)


def article(body: str, title: str = "") -> Article:
    text = f"{title}\n\n{body}" if title else body
    blocks = [Block(kind="title", start=0, end=len(title), why="test")] if title else []
    blocks.append(Block(kind="body", start=len(text) - len(body), end=len(text), why="test"))
    return Article(text=text, blocks=tuple(blocks), published=Date(value="2016-01-20", basis="stated"))


def told(page: Article, *statements: Statement) -> tuple[tuple[Statement, ...], tuple[Contact, ...]]:
    known = Page(times=times(page), places=places(page), mentions=named(page.text))
    return meet("page", page, statements, known)


def short(contact: Contact) -> tuple[object, ...]:
    return (
        contact.kind,
        sorted(party.name or "" for party in contact.participants),
        contact.on.value if contact.on else None,
        contact.where.name if contact.where else None,
        contact.initiated_by.name if contact.initiated_by else None,
        contact.status,
    )


ROE, LUND, BERG, VOSS = (PERSONS[name] for name in ("Roe", "Lund", "Berg", "Voss"))
READ: dict[str, list[tuple[object, ...]]] = {
    "Ada Roe met Bo Lund in Vienna on Monday.": [("meeting", [ROE, LUND], "2016-01-18", "Vienna", None, "held")],
    "Ada Roe met with the foreign minister, Bo Lund, and Cy Berg.": [("meeting", [ROE, LUND, BERG], None, None, None, "held")],
    "Ada Roe telephoned Bo Lund in Oslo on Tuesday.": [("phone-call", [ROE, LUND], "2016-01-19", None, ROE, "held")],
    "Ada Roe spoke by phone with Bo Lund.": [("phone-call", [ROE, LUND], None, None, None, "held")],
    "Ada Roe will hold talks with Bo Lund in Geneva on Friday.": [("talks", [ROE, LUND], "2016-01-22", "Geneva", None, "planned")],
    "Ada Roe postponed her meeting with Bo Lund.": [("meeting", [ROE, LUND], None, None, None, "postponed")],
    "Ada Roe denied a meeting with Bo Lund.": [("meeting", [ROE, LUND], None, None, None, "denied")],
    "Talks between the Ruritanian government and the opposition began in Oslo.": [
        ("talks", ["Ruritanian government", "Ruritanian opposition"], None, "Oslo", None, "held")
    ],
    "Ada Roe held talks with the foreign ministers of Sylvania, Borduria and Syldavia.": [
        ("talks", [ROE, "Borduria", "Sylvania", "Syldavia"], None, None, None, "held")
    ],
    "The talks were hosted by Ada Roe and Bo Lund in Oslo.": [("talks", [ROE, LUND], None, "Oslo", ROE, "held")],
    "Ada Roe visited Turkey on 4 April and Uzbekistan from 5 to 6 April 2015.": [
        ("visit", [ROE], "2015-04-04", "Turkey", None, "held"),
        ("visit", [ROE], "2015-04-05/2015-04-06", "Uzbekistan", None, "held"),
    ],
    "Ada Roe wrote to Bo Lund.": [("letters", [ROE, LUND], None, None, None, "held")],
    "The Prime Minister and President Ada Roe met in Vienna.": [("meeting", [ROE, "The Prime Minister"], None, "Vienna", None, "held")],
    "The Ruritanian and Sylvanian leaders met in Vienna.": [("meeting", ["Ruritania", "Sylvania"], None, "Vienna", None, "held")],
    "The foreign ministers of Ruritania, Sylvania and Borduria met.": [
        ("meeting", ["Borduria", "Ruritania", "Sylvania"], None, None, None, "held")
    ],
    "Ada Roe will meet with national and local Ruritanian officials.": [
        ("meeting", [ROE, "national and local Ruritanian officials"], None, None, None, "planned")
    ],
    "Ada Roe met a number of ministers and senior officials.": [("meeting", [ROE, "ministers and senior officials"], None, None, None, "held")],
    "Ada Roe, commander, Ruritania Command, recently met Bo Lund.": [("meeting", [ROE, LUND], None, None, None, "held")],
    "The Defence Secretaries also attended, meeting their counterparts.": [
        ("meeting", ["The Defence Secretaries", "counterparts"], None, None, None, "held")
    ],
    "Ada Roe and Bo Lund will host foreign and defence ministers on Friday.": [
        ("meeting", [ROE, LUND, "foreign and defence ministers"], "2016-01-22", None, None, "planned")
    ],
    "After meeting Bo Lund in Oslo, Ada Roe left.": [("meeting", [ROE, LUND], None, "Oslo", None, "held")],
    "Ada Roe spoke to Bo Lund and to the envoy Cy Berg.": [("talks", [ROE, LUND, BERG], None, None, None, "held")],
    "Ada Roe was ready for a phone conversation with Bo Lund.": [("phone-call", [ROE, LUND], None, None, None, "proposed")],
    "There are no plans for a meeting between Ada Roe and Bo Lund.": [("meeting", [ROE, LUND], None, None, None, "denied")],
    "Ada Roe denied that she met Bo Lund.": [("meeting", [ROE, LUND], None, None, None, "denied")],
    "Ada Roe, who will retire, met Bo Lund.": [("meeting", [ROE, LUND], None, None, None, "held")],
    "Ada Roe would have met Bo Lund.": [],
    "Ada Roe conveyed to Bo Lund the greetings of the king.": [("letters", [ROE, LUND], None, None, None, "held")],
    "In a letter to Bo Lund, Ada Roe condemned the attack.": [("letters", [ROE, LUND], None, None, None, "held")],
    "Ada Roe paid a visit to Turkey in December.": [("visit", [ROE], "2015-12", "Turkey", None, "held")],
    "Ada Roe cancelled her visit to Turkey.": [("visit", [ROE], None, "Turkey", None, "cancelled")],
    "Ada Roe will travel to Oslo to meet Bo Lund.": [("meeting", [ROE, LUND], None, "Oslo", None, "planned")],
    "Ada Roe and Bo Lund met in Oslo. The two ministers last met in Vienna in November.": [
        ("meeting", [ROE, LUND], None, "Oslo", None, "held"),
        ("meeting", [ROE, LUND], "2015-11", "Vienna", None, "held"),
    ],
    "Ada Roe held a telephone call with Bo Lund. The call took place at the initiative of the Sylvanian side.": [
        ("phone-call", [ROE, LUND], None, None, "Sylvania", "held")
    ],
    "Ada Roe met the Sylvanian opposition. We thank Borduria for its part and Syldavia's leadership in convening this meeting.": [
        ("meeting", [ROE, "Sylvanian opposition"], None, None, "Syldavia", "held")
    ],
    "Ada Roe met businesses working in Oslo.": [("meeting", [ROE, "businesses working in Oslo"], None, None, None, "held")],
    "It rained on Monday in Vienna.": [],
    "Ada Roe spoke to reporters in Vienna.": [],
    "Ada Roe spoke of the war with Ruritania.": [],
}  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_a_contact_and_what_is_told_of_it(text: str) -> None:
    _, contacts = told(article(text))
    assert [short(contact) for contact in contacts] == [
        tuple(sorted(x) if isinstance(x, list) else x for x in one) for one in READ[text]
    ]


def test_one_call_told_four_times_is_one_contact() -> None:
    page = article(
        "In a telephone conversation with Bo Lund on Monday, Ada Roe asked for calm. The phone call was initiated by "
        "Ruritania. It rained. Meanwhile, in talks with Lund on Monday, Roe named no date. Roe and Lund also discussed "
        "the practical side.",
        title="Roe, Lund hold phone call on calm",
    )
    _, contacts = told(page)
    assert [short(contact) for contact in contacts] == [
        ("phone-call", [ROE, LUND], "2016-01-18", None, "Ruritania", "held"),
    ]  # fmt: skip
    words = [page.text[start:end] for start, end in contacts[0].spans]
    assert len(words) == 5
    assert "The phone call was initiated by Ruritania." in words


def test_meetings_of_other_days_places_or_parties_stay_apart() -> None:
    page = article("Ada Roe met Bo Lund on Monday. Ada Roe met Bo Lund on Tuesday. Ada Roe met Cy Berg on Tuesday.")
    assert len(told(page)[1]) == 3


def test_each_entry_of_a_chronology_has_its_own_meeting() -> None:
    _, found = told(article("January 5, 2015: Roe met Lund.\nFebruary 2, 2015: Roe met Lund.\n"))
    assert [one.on and one.on.value for one in found] == ["2015-01-05", "2015-02-02"]


def test_a_planned_meeting_is_not_the_one_held() -> None:
    page = article("Ada Roe met Bo Lund. Ada Roe will meet Bo Lund again.")
    assert [contact.status for contact in told(page)[1]] == ["held", "planned"]


def test_a_pronoun_is_who_spoke_last() -> None:
    page = article("Ada Roe arrived in Oslo. She met Bo Lund on Monday.")
    (contact,) = told(page)[1]
    assert [(party.name, party.basis) for party in contact.participants] == [(ROE, "pronoun"), (LUND, "full-name")]


def test_a_host_is_told_from_a_guest() -> None:
    (contact,) = told(article("Ada Roe received her counterpart Bo Lund in Oslo."))[1]
    assert [(party.name, party.role) for party in contact.participants] == [(ROE, "host"), (LUND, "guest")]


def statement(page: Article, source: str, cue: str, content: str, **more: object) -> Statement:
    def span(words: str) -> tuple[tuple[int, int], ...]:
        start = page.text.index(words)
        return ((start, start + len(words)),)

    speaker = Mention(name=PERSONS[source.split()[-1]], kind="person", span=span(source)[0])
    fields = {"id": content, "manner": "indirect", "score": 1.0, "speaker": speaker, **more}
    return Statement(source=span(source), cue=span(cue), content=span(content), **fields)  # type: ignore[arg-type]


def test_a_statement_points_to_its_occasion_and_takes_its_day_and_place() -> None:
    page = article("After talks with Bo Lund in Oslo on Monday, Ada Roe said that it rains. Cy Berg said it snows.")
    published = Date(value="2016-01-20", basis="published")
    first = statement(page, "Ada Roe", "said", "that it rains", said=published)
    second = statement(page, "Cy Berg", "said it"[:4], "it snows", said=published)
    (one, other), (contact,) = told(page, first, second)
    assert one.contact == contact.id
    assert one.said is not None
    assert (one.said.value, one.said.basis) == ("2016-01-18", "contact")
    assert one.where is not None
    assert one.where.name == "Oslo"
    assert (other.contact, other.said) == (None, published)


def test_a_press_conference_is_its_speakers() -> None:
    page = article("Ada Roe said at a press conference in Oslo on Tuesday that it rains.")
    (one,), (contact,) = told(page, statement(page, "Ada Roe", "said", "that it rains"))
    assert short(contact) == ("press-conference", [ROE], "2016-01-19", "Oslo", None, "held")
    assert one.contact == contact.id


def test_ids_tell_pages_apart_and_repeat() -> None:
    page = article("Ada Roe met Bo Lund.")
    known = Page(mentions=named(page.text))
    ids = {meet(name, page, (), known)[1][0].id for name in ("a", "b", "a")}
    assert len(ids) == 2


WORDS = [*PERSONS.values(), *STATES, "met", "with", "talks", "phone call", "on Monday", "in Oslo", "and", ",", ".", "\n", "“", "”",
         "he", "visited", "hosted by", "between", "the opposition", "discussed", "press conference", "will", "both sides"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_words_give_contacts_whose_spans_lie_in_the_text(words: list[str]) -> None:
    page = article(" ".join(words) or " ")
    _, contacts = told(page)
    assert len({contact.id for contact in contacts}) == len(contacts)
    for contact in contacts:
        assert contact.participants
        names = [party.id or party.name for party in contact.participants]
        assert len(set(names)) == len(names)
        assert all(0 <= start < end <= len(page.text) for start, end in contact.spans)
        assert contact.spans == tuple(sorted(set(contact.spans)))


def test_a_long_page_is_read_in_one_pass() -> None:
    page = article("Ada Roe met Bo Lund on Monday. " * 3_000)
    assert len(told(page)[1]) == 1


def test_who_goes_on_speaking_is_on_the_same_occasion_until_another_is_told() -> None:
    page = article(
        "After talks with Bo Lund in Oslo on Monday, Ada Roe said that it rains. It is late, Mrs Roe added. "
        "In an interview, Madam Roe claimed that it snows. It is cold, Dr Roe noted."
    )
    said = [
        statement(page, "Ada Roe", "said", "that it rains"),
        statement(page, "Mrs Roe", "added", "It is late"),
        statement(page, "Madam Roe", "claimed", "that it snows"),
        statement(page, "Dr Roe", "noted", "It is cold"),
    ]
    statements, (contact,) = told(page, *said)
    assert [one.contact for one in statements] == [contact.id, contact.id, None, None]
    assert [one.where.name if one.where else None for one in statements] == ["Oslo", "Oslo", None, None]
    assert [one.said.basis if one.said else None for one in statements] == ["contact", "contact", None, None]


def test_a_contact_told_in_the_words_themselves_is_not_their_occasion() -> None:
    page = article("Ada Roe said that she met Bo Lund in Oslo on Monday.")
    (one,), (contact,) = told(page, statement(page, "Ada Roe", "said", "that she met Bo Lund in Oslo on Monday"))
    assert contact.on is not None
    assert contact.on.value == "2016-01-18"
    assert (one.contact, one.said, one.where) == (None, None, None)


def test_a_planned_contact_is_no_occasion_of_what_is_said() -> None:
    page = article("Ada Roe, who will meet Bo Lund on Friday, said that it rains.")
    (one,), (contact,) = told(page, statement(page, "Ada Roe", "said", "that it rains"))
    assert (contact.status, one.contact) == ("planned", None)


def test_here_is_where_the_dateline_is_outside_anybodys_words() -> None:
    text = "OSLO, Jan. 20 -- Ada Roe met here Wednesday with Bo Lund.\n"
    page = msgspec.structs.replace(article(text), dateline=Words(text="OSLO", basis="test", span=(0, 4)))
    (contact,) = told(page)[1]
    assert short(contact) == ("meeting", [ROE, LUND], "2016-01-20", "OSLO", None, "held")
    assert told(article(text))[1][0].where is None


def test_we_of_an_officer_with_a_state_is_his_state() -> None:
    page = article("Ada Roe said that we spoke with Sylvania.")
    one = statement(page, "Ada Roe", "said", "that we spoke with Sylvania")
    assert one.speaker
    one = msgspec.structs.replace(one, speaker=msgspec.structs.replace(one.speaker, office="Minister of Ruritania"))
    (contact,) = told(page, one)[1]
    assert [(party.name, party.kind) for party in contact.participants] == [
        ("Ruritania", "state"),
        ("Sylvania", "state"),
    ]


def test_days_that_nobody_can_place_still_keep_meetings_apart() -> None:
    page = article("Ada Roe met Bo Lund on Monday. Ada Roe met Bo Lund on Tuesday. Ada Roe met Bo Lund.")
    page = msgspec.structs.replace(page, published=None)
    assert len(told(page)[1]) == 2


def test_a_month_and_a_day_of_it_are_one_contact_on_the_day() -> None:
    page = article("Ada Roe met Bo Lund in January. Ada Roe met Bo Lund in Oslo on Monday.")
    (contact,) = told(page)[1]
    assert short(contact) == ("meeting", [ROE, LUND], "2016-01-18", "Oslo", None, "held")


TOPICS = {
    "Ada Roe and Bo Lund discussed Sylvania and Borduria in a phone call on Monday.": ["Sylvania", "Borduria"],
    "Ada Roe held talks in Oslo with Bo Lund on the crisis, the pact and trade ties, it said.": [
        "the crisis", "the pact", "trade ties",
    ],
    "Ada Roe met Bo Lund to discuss the truce after the talks failed.": ["the truce"],
    "Ada Roe met Bo Lund on Monday, the ministry said.": [],
    "Ada Roe met Bo Lund on the sidelines of a conference.": [],
    "Ada Roe met Bo Lund in Oslo. The meeting focused on a range of issues including trade, grain and political and "
    "military ties.": ["trade", "grain and political and military ties"],
    "Ada Roe met local organisations focused on rain.": [],
}  # fmt: skip


@pytest.mark.parametrize("text", TOPICS)
def test_a_contact_names_its_topics_with_the_words_that_prove_them(text: str) -> None:
    page = article(text)
    (contact,) = told(page)[1]
    assert [topic.text for topic in contact.topics] == TOPICS[text]
    assert all(topic.span and page.text[slice(*topic.span)] == topic.text for topic in contact.topics)


def test_one_endless_sentence_is_read_part_by_part() -> None:
    for words in ("Ada Roe met Bo Lund ", "met and Ada Roe, ", "visit to Oslo by Bo Lund "):
        page = article(words * 800)
        assert len(told(page)[1]) < 20
