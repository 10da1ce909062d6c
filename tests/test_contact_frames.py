"""The frames of contacts: a verb or noun of meeting, ringing or writing, with two parties from the words around it."""

from __future__ import annotations

import pytest
from test_contacts import BERG, LUND, ROE, article, short, told

from onrecord.contacts.demonyms import actors
from onrecord.record import Mention

MONDAY = "2016-01-18"
READ: dict[str, list[tuple[object, ...]]] = {
    "Ada Roe came face to face with Bo Lund on Monday.": [("talks", [ROE, LUND], MONDAY, None, None, "held")],
    "Ada Roe was visited by Bo Lund on Monday.": [("meeting", [ROE, LUND], MONDAY, None, None, "held")],
    "Ada Roe spent two hours with Bo Lund on Monday.": [("meeting", [ROE, LUND], MONDAY, None, None, "held")],
    "Ada Roe brought together Bo Lund and Carl Berg on Monday.": [
        ("meeting", [ROE, LUND, BERG], MONDAY, None, None, "held")
    ],
    "Ada Roe granted an audience to Bo Lund on Monday.": [("meeting", [ROE, LUND], MONDAY, None, None, "held")],
    "Ada Roe reached Bo Lund by phone on Monday.": [("phone-call", [ROE, LUND], MONDAY, None, ROE, "held")],
    "Ada Roe has been calling Bo Lund.": [("phone-call", [ROE, LUND], None, None, ROE, "held")],
    "Ada Roe was called by Bo Lund on Monday.": [("phone-call", [ROE, LUND], MONDAY, None, LUND, "held")],
    "Ada Roe refused to take Bo Lund's call.": [("phone-call", [ROE, LUND], None, None, LUND, "denied")],
    "Ada Roe urged Bo Lund in a telephone call on Monday.": [("phone-call", [ROE, LUND], MONDAY, None, None, "held")],
    "Ada Roe raised the matter with Bo Lund on Monday.": [("talks", [ROE, LUND], MONDAY, None, None, "held")],
    "Bo Lund, whom Ada Roe met on Monday, left.": [("meeting", [ROE, LUND], MONDAY, None, None, "held")],
    "Ada Roe and Bo Lund sat down for talks on Monday.": [("talks", [ROE, LUND], MONDAY, None, None, "held")],
    "Ada Roe has asked to meet Bo Lund.": [("meeting", [ROE, LUND], None, None, ROE, "proposed")],
    "Ada Roe proposed a meeting with Bo Lund.": [("meeting", [ROE, LUND], None, None, ROE, "proposed")],
    "Ada Roe ruled out talks with Bo Lund.": [("talks", [ROE, LUND], None, None, None, "denied")],
    "Ada Roe has not spoken to Bo Lund.": [("talks", [ROE, LUND], None, None, None, "denied")],
    "Hopes for a summit between Ada Roe and Bo Lund faded.": [("meeting", [ROE, LUND], None, None, None, "proposed")],
    "Ada Roe held separate meetings with Bo Lund and Carl Berg.": [
        ("meeting", [ROE, LUND], None, None, None, "held"),
        ("meeting", [ROE, BERG], None, None, None, "held"),
    ],
    "Ada Roe met Bo Lund on Monday, and spoke again by video link.": [
        ("meeting", [ROE, LUND], MONDAY, None, None, "held"),
        ("phone-call", [ROE, LUND], None, None, None, "held"),
    ],
    "Ada Roe was invited by Bo Lund to visit Oslo.": [("visit", [ROE], None, "Oslo", LUND, "proposed")],
    "Ada Roe and Bo Lund will discuss it when they meet.": [("meeting", [ROE, LUND], None, None, None, "planned")],
    "At a meeting on Monday, Ada Roe told Bo Lund that it was over.": [
        ("meeting", [ROE, LUND], MONDAY, None, None, "held")
    ],
    "Ada Roe met Bo Lund, Minister of Trade.": [("meeting", [ROE, LUND], None, None, None, "held")],
    "The government and the rebels held talks on Monday.": [
        ("talks", ["government", "rebels"], MONDAY, None, None, "held")
    ],
    "Ada Roe met Bo Lund at the old mill in Wexmoor.": [("meeting", [ROE, LUND], None, "Wexmoor", None, "held")],
    "Ada Roe and Bo Lund met in the final of the cup on Monday.": [],
    "Ada Roe met with fierce criticism from Bo Lund.": [],
    "The ministry visits the question every spring.": [],
    "Ada Roe ignored Bo Lund's call for elections.": [],
}


@pytest.mark.parametrize("text", READ)
def test_a_frame_and_its_parties(text: str) -> None:
    _, contacts = told(article(text))
    wanted = [tuple(sorted(x) if isinstance(x, list) else x for x in one) for one in READ[text]]
    assert [short(contact) for contact in contacts] == wanted


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Jaro Stasny met Roe.", "person"), ("the Jaro Stasny met Roe.", "organisation"), ("Jaro Bank", "organisation")],
)
def test_two_words_that_no_word_shows_to_be_a_body_are_a_persons(text: str, kind: str) -> None:
    start = text.index("Jaro")
    name = "Jaro Bank" if "Bank" in text else "Jaro Stasny"
    mention = Mention(name=name, kind="organisation", basis="full-name", span=(start, start + len(name)))
    assert [one.kind for one in actors(text, (mention,))] == [kind]
