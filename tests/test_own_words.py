"""Whose words the first person is: blocks that 'said:' announces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.record import Article, Tag, Words
from onrecord.tagger.own_words import heed

RELEASE = (
    "Minister Ada Holt welcomes the ferry\n"
    "Following the visit, Minister Holt said:\n"
    "I welcome the new ferry. Captain Brandt promised that it will be on time.\n"
    "We will pay for it, and our islands will be nearer.\n"
    "The ferry sails in May.\n"
    "Minister Holt goes home on Friday."
)

COLUMNIST = Words(text="Per Lund", basis="begins with 'By'")


def tag(text: str, source: str, cue: str, content: str, parent: int | None = None, score: float = 1.0) -> Tag:
    def span(words: str) -> tuple[tuple[int, int], ...]:
        at = text.index(words)
        return ((at, at + len(words)),) if words else ()

    return Tag(source=span(source), cue=span(cue), content=span(content), score=score, parent=parent)


def found(text: str) -> list[Tag]:
    return [
        tag(text, "Minister Holt", "said", "Following the visit"),
        tag(text, "I", "welcome the", "the new ferry"),
        tag(text, "Captain Brandt", "promised", "that it will be on time"),
    ]


def shown(text: str, tags: tuple[Tag, ...]) -> list[tuple[str, list[str]]]:
    return [(text[slice(*t.cue[0])], [text[slice(*c)] for c in t.content]) for t in tags]


def test_an_announced_block_is_one_statement_and_others_in_it_keep_their_own() -> None:
    lines = RELEASE.split("\n")
    tags = heed(Article(text=RELEASE), found(RELEASE))
    assert shown(RELEASE, tags) == [("said", lines[2:5]), ("promised", ["that it will be on time"])]


def test_words_announced_need_no_first_person_and_end_with_the_notes_of_those_who_issue_them() -> None:
    text = "Minister Ada Holt said:\nThe new ferry is late.\nThe islands wait.\nNotes to editors\nThe ferry is blue."
    tags = heed(Article(text=text), [tag(text, "Minister Ada Holt", "said", "The new ferry")])
    assert shown(text, tags) == [("said", ["The new ferry is late.", "The islands wait."])]
    told = text.replace("The islands wait.", "Captain Brandt said that she waits.")
    tags = heed(Article(text=told), [tag(told, "Minister Ada Holt", "said", "The new ferry")])
    assert shown(told, tags) == [("said", ["The new ferry is late."])]


def test_what_a_release_says_in_its_own_voice_is_no_report_but_what_it_tells_of_itself_is() -> None:
    text = "Statement on the ferry\nWe welcome the new ferry. As I told Captain Brandt, the islands wait."
    own, told = tag(text, "We", "welcome", "the new ferry"), tag(text, "I", "told", "the islands wait")
    assert heed(Article(text=text), [own, told]) == (told,)
    column = Article(text=text, byline=COLUMNIST)
    assert heed(column, [own, told]) == (own, told)
    for more in ("\nIt’s a fine ship.", '\n"The islands have waited for it for a long time," he said.'):
        assert heed(Article(text=text + more), [own, told]) == (own, told)
    long = Article(text=text + "\nThe ferry is blue." * 200)
    assert heed(long, [own, told]) == (own, told)


def test_a_list_after_a_colon_is_nobodys_words() -> None:
    text = "Minister Ada Holt named the islands:\nLark\nSkell"
    tags = [tag(text, "Minister Ada Holt", "named", "the islands")]
    assert heed(Article(text=text), tags) == tuple(tags)


def test_quoted_paragraphs_and_the_third_person_are_left_as_they_were() -> None:
    for text in (RELEASE.replace("I welcome", '"I welcome'), RELEASE.replace("said:", "said.")):
        tags = found(text)
        assert heed(Article(text=text, byline=COLUMNIST), tags) == tuple(tags)


def test_a_parent_is_found_again_after_what_stood_before_it_went() -> None:
    tags = [*found(RELEASE), tag(RELEASE, "", "", "on time", parent=2)]
    assert [t.parent for t in heed(Article(text=RELEASE), tags)] == [None, None, 1]


def test_what_a_caption_shows_is_no_statement_but_what_a_picture_showed_may_be() -> None:
    caption = "This handout picture taken on Monday shows the ferry."
    told = "Captain Brandt has a picture that shows rust."
    for text, source, kept in ((caption, "picture", 0), (told, "a picture", 1)):
        content = text.partition(" shows ")[2]
        assert len(heed(Article(text=text, byline=COLUMNIST), [tag(text, source, "shows", content)])) == kept


def test_what_scores_low_goes_but_for_who_is_announced() -> None:
    low = [replace(each, score=0.2) for each in found(RELEASE)]
    assert [each.cue for each in heed(Article(text=RELEASE), low, 0.5)] == [low[0].cue]
    assert heed(Article(text=RELEASE.replace("said:", "said.")), low, 0.5) == ()
    assert len(heed(Article(text=RELEASE.replace("said:", "said."), byline=COLUMNIST), low, 0.2)) == 3


@given(st.lists(st.sampled_from(["I said:", "we go", '"my own"', "They left:", "Lee", ""]), max_size=30), st.data())
def test_parents_point_at_what_holds(lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(lines) + "\n."
    place = st.integers(0, len(text) - 1)
    tags = []
    for number in range(data.draw(st.integers(0, 6))):
        cue, content = data.draw(place), data.draw(place)
        parent = data.draw(st.none() | st.integers(0, number - 1)) if number else None
        tags.append(Tag(cue=((cue, cue + 1),), content=((content, content + 1),), parent=parent))
    made = heed(Article(text=text), tags)
    assert len(made) <= len(tags)
    for number, each in enumerate(made):
        assert each.parent is None or (0 <= each.parent < len(made) and each.parent != number)
    assert heed(Article(text=text), tags) == made
