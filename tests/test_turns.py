"""Transcripts: who begins a turn, how far it goes, and what of the tagger's answer stays beside it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract import extract
from onrecord.record import Article, Tag, words_at
from onrecord.turns import heed, turns

TEXT = """Remarks after the meeting in Hesk

MINISTER MARLOW: Good afternoon. We have agreed on a joint season.

It begins on the first of May.

QUESTION: Does the council agree?

MINISTER MARLOW: It does. Mr. Lund told me this morning that the council agrees.

QUESTION (in Tarnish): Thank you."""


def span(words: str, after: str = "") -> tuple[int, int]:
    start = TEXT.index(words, TEXT.index(after))
    return start, start + len(words)


def test_a_turn_goes_on_up_to_the_next() -> None:
    made = heed(Article(text=TEXT), ())
    assert [words_at(TEXT, tag.source) for tag in made] == ["MINISTER MARLOW", "QUESTION"] * 2
    assert [words_at(TEXT, tag.cue) for tag in made] == [":"] * 4
    assert words_at(TEXT, made[0].content) == (
        "Good afternoon. We have agreed on a joint season. … It begins on the first of May."
    )
    assert words_at(TEXT, made[3].content) == "Thank you."


def test_what_another_said_in_a_turn_is_its_child_and_what_i_said_is_the_turn() -> None:
    told = Tag(source=(span("Mr. Lund"),), cue=(span("told me"),), content=(span("the council agrees."),))
    own = Tag(source=(span("We"),), cue=(span("have agreed"),), content=(span("on a joint season"),))
    whole = Tag(source=(span("MINISTER MARLOW"),), cue=(span(":"),), content=(span("Good afternoon."),))
    found = extract("page", Article(text=TEXT), (own, whole, told))
    assert [words_at(TEXT, s.source) for s in found] == [
        *("MINISTER MARLOW", "QUESTION", "MINISTER MARLOW", "Mr. Lund", "QUESTION")
    ]
    assert found[3].parent == found[2].id
    assert all(s.parent is None for n, s in enumerate(found) if n != 3)


def test_names_come_again_in_a_transcript() -> None:
    assert not turns(["Marlow: We have agreed.", "Lund: So we have.", "Marlow: From May on."])
    assert turns(["Marlow: Yes.", "Lund: Yes.", "Marlow: Then so be it.", "Lund: Good."]).keys() == {0, 1, 2, 3}


def test_a_question_and_its_answer_are_a_transcript() -> None:
    assert turns(["Question: Will they meet?", "Answer: They will.", "Photo: the harbour"]).keys() == {0, 1}
    assert turns(["QUESTION: Will they meet?", "MR LUND: They will."]).keys() == {0, 1}
    assert not turns(["Question: Will they meet?", "Photo: the harbour"])


def test_a_page_with_a_colon_here_and_there_is_no_transcript() -> None:
    assert not turns(["Marlow: no new maps", "Photo: the harbour", "The result: nothing", "Lund: we agree"])
    tags = (Tag(content=((0, 7),)),)
    assert heed(Article(text="Marlow: no new maps\n\nThe result: nothing"), tags) == tags


@given(st.lists(st.sampled_from(["Q: Why?", "A: So.", "MR LUND: Because.", "It rained.", "", "Lund said: 'No.'"])))
def test_turns_follow_one_another_without_overlap(lines: list[str]) -> None:
    text = "\n\n".join(lines)
    made = heed(Article(text=text), ())
    ends = [(tag.source[0][0], tag.content[-1][1]) for tag in made]
    assert all(end <= start for (_, end), (start, _) in pairwise(ends))
    assert all(text[tag.cue[0][0]] == ":" for tag in made)
