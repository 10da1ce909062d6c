"""Quotations that the model gives to nobody."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from onrecord.quotes import paragraphs, quotations
from onrecord.record import Article, Span, Tag
from onrecord.rules import Rules
from onrecord.tagger.loose import gather

RULES = Rules()


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def tag(text: str, source: str, cue: str, *content: str) -> Tag:
    return Tag(
        source=(at(text, source),),
        cue=(at(text, cue),),
        content=tuple(at(text, words) for words in content),
        score=0.9,
    )


def contents(text: str, tags: Sequence[Tag]) -> list[list[str]]:
    article = Article(text=text)
    blocks = [(start, end) for start, end, _ in paragraphs(article)]
    found = gather(article, blocks, quotations(text, blocks), tags, RULES)
    return [[text[start:end] for start, end in one.content] for one in found]


FIRST = "“The bridge is not safe,” Ms Okafor said."
NEXT = "“Nobody will cross it before the engineers have looked at every pillar.”"


def test_a_quotation_left_open_goes_on_in_the_next_paragraphs() -> None:
    one = "Ms Okafor said: “The bridge is not safe and we will keep it shut."
    two = "“The engineers will look at each of the pillars in the spring."
    three = "“Then the council will decide what is to be done with it.”"
    text = f"{one}\n\n{two}\n\n{three}"
    held = tag(text, "Ms Okafor", "said", one[one.index("“") :])
    assert contents(text, [held]) == [[one[one.index("“") :], two, three]]


def test_a_paragraph_that_is_a_quotation_belongs_to_the_only_voice_before_it() -> None:
    text = f"{FIRST}\n\n{NEXT}"
    assert contents(text, [tag(text, "Ms Okafor", "said", "“The bridge is not safe,”")]) == [
        ["“The bridge is not safe,”", NEXT]
    ]


def test_of_two_voices_none_gets_it() -> None:
    first = FIRST + " Mr Haddad agreed that it was old."
    text = f"{first}\n\n{NEXT}"
    tags = [
        tag(text, "Ms Okafor", "said", "“The bridge is not safe,”"),
        tag(text, "Mr Haddad", "agreed", "that it was old"),
    ]
    assert contents(text, tags) == [["“The bridge is not safe,”"], ["that it was old"]]


def test_a_paragraph_that_ends_in_a_colon_announces_the_quotation() -> None:
    first = "The council noted that there was more to come, and Ms Okafor let this slip before the cameras:"
    text = f"{first}\n\n{NEXT} It was raining."
    tags = [
        tag(text, "The council", "noted", "that there was more to come"),
        tag(text, "Ms Okafor", "let", "this slip"),
    ]
    assert contents(text, tags) == [["that there was more to come"], ["this slip", NEXT]]


def test_what_layout_does_not_tell_the_rules_do() -> None:
    text = "It rained. “Nobody will cross this bridge before the engineers have come,” said Ms Okafor on Monday."
    assert contents(text, []) == [["“Nobody will cross this bridge before the engineers have come,”"]]


def test_a_cue_that_the_model_has_gets_the_quotation_too() -> None:
    quoted = "“Nobody will cross this bridge before the engineers have come,”"
    text = f"{quoted} said Ms Okafor of the old bridge on Monday."
    held = tag(text, "Ms Okafor", "said", "of the old bridge")
    assert contents(text, [held]) == [[quoted, "of the old bridge"]]


def test_short_quotations_and_those_that_are_content_are_left_alone() -> None:
    text = f"{FIRST} “It is old,” Mr Haddad said."
    whole = tag(text, "Ms Okafor", "said", "“The bridge is not safe,”")
    assert contents(text, [whole]) == [["“The bridge is not safe,”"]]


PARTS = st.sampled_from(
    ["“", "”", '"', "said ", "Ms Okafor ", "The bridge is shut and it stays so for now. ", ":", "\n\n"]
)


@given(st.lists(PARTS, max_size=40).map("".join), st.data())
def test_whatever_the_marks_every_tag_stays_and_contents_only_grow(text: str, data: st.DataObject) -> None:
    words = [(start, end) for start, end, _ in paragraphs(Article(text=text))]
    chosen = data.draw(st.lists(st.sampled_from(words), unique=True, max_size=3)) if words else []
    tags = [Tag(cue=((start, start + 1),), content=((start + 1, end),)) for start, end in chosen if end - start > 1]
    blocks = [(start, end) for start, end, _ in paragraphs(Article(text=text))]
    found = gather(Article(text=text), blocks, quotations(text, blocks), tags, RULES)
    for before, after in zip(tags, found, strict=False):
        assert set(before.content) <= set(after.content)
    assert len(found) >= len(tags)
    for one in found:
        assert all(0 <= start < end <= len(text) for start, end in one.content)
        assert all(a[1] <= b[0] for a, b in zip(one.content, one.content[1:], strict=False))
