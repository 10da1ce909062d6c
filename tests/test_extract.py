"""Tags become statements: ids, manner, order and parents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract import extract
from onrecord.record import Article, Span, Statement, Tag, digest, words_at

TEXT = "Ann Orr said “we agree.” The ministry said: “Orr told them to go.” Orr said “we agree.”"


def at(text: str, words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def tag(text: str, source: str, cue: str, content: str, *nth: int) -> Tag:
    places = dict(zip(("source", "cue", "content"), nth or (0, 0, 0), strict=True))
    spans = {
        role: (at(text, words, places[role]),)
        for role, words in (("source", source), ("cue", cue), ("content", content))
    }
    return Tag(**spans)


TAGS = (
    tag(TEXT, "Ann Orr", "said", "“we agree.”"),
    tag(TEXT, "The ministry", "said", "“Orr told them to go.”", 0, 1, 0),
    tag(TEXT, "Orr", "told", "to go", 1, 0, 0),
    tag(TEXT, "Orr", "said", "“we agree.”", 2, 2, 1),
)


def test_ids_hash_the_page_the_words_and_the_occurrence() -> None:
    found = extract("page", Article(text=TEXT), TAGS)
    assert [s.id for s in found] == [
        digest(["page", "we agree", 0]),
        digest(["page", "orr told them to go", 0]),
        digest(["page", "to go", 0]),
        digest(["page", "we agree", 1]),
    ]
    assert found == extract("page", Article(text=TEXT), TAGS[::-1]), "the order of the tags does not matter"


def test_ids_outlive_quotation_marks_another_speaker_and_statements_elsewhere() -> None:
    before = [s.id for s in extract("page", Article(text=TEXT), TAGS)]
    other = "At noon Bo Ek said: no.\n" + TEXT.replace("“", '"').replace("”", '"').replace("Ann Orr", "Bea Lux")
    shifted = [
        Tag(**{r: tuple((s + 24, e + 24) for s, e in getattr(t, r)) for r in ("source", "cue", "content")})
        for t in TAGS
    ]
    after = extract("page", Article(text=other), [tag(other, "Bo Ek", "said", "no"), *shifted])
    assert [s.id for s in after[1:]] == before


@pytest.mark.parametrize(
    ("text", "content", "manner"),
    [
        ("Orr said “we agree.”", "“we agree.”", "direct"),
        ('Orr said that "we agree."', 'that "we agree."', "direct"),
        ("Orr said ''we agree.''", "''we agree.''", "direct"),
        ("Orr said «we agree».", "«we agree»", "direct"),
        ("Orr said ‘we agree’.", "‘we agree’", "direct"),
        ("“We agree,” Orr said.", "We agree", "direct"),
        ("Orr said “we agree", "we agree", "direct"),
        ("Orr said that they “fully agree.”", "that they “fully agree.”", "mixed"),
        ("Orr said that they agree.", "that they agree", "indirect"),
        ("Orr met the “Upper Council” there.", "the “Upper Council” there", "indirect"),
        ("Orr met the “rebels” there.", "the “rebels” there", "mixed"),
        ("“Orr says we agree,” Ek said.", "we agree", "indirect"),
    ],
)
def test_manner_is_read_off_the_marks(text: str, content: str, manner: str) -> None:
    cue = "said" if "Orr says" not in text and "met" not in text else ("met" if "met" in text else "says")
    (found,) = extract("page", Article(text=text), [tag(text, "Orr", cue, content)])
    assert found.manner == manner


def test_marks_of_one_paragraph_do_not_reach_the_next() -> None:
    text = "“We agree.\nOrr said they agree."
    (found,) = extract("page", Article(text=text), [tag(text, "Orr", "said", "they agree")])
    assert found.manner == "indirect"


def test_the_innermost_statement_around_is_the_parent() -> None:
    text = "Orr said Ek claimed Nam denied it all."
    tags = [
        tag(text, "Orr", "said", "Ek claimed Nam denied it all"),
        tag(text, "Ek", "claimed", "Nam denied it all"),
        tag(text, "Nam", "denied", "it all"),
    ]
    outer, middle, inner = extract("page", Article(text=text), tags)
    assert (outer.parent, middle.parent, inner.parent) == (None, outer.id, middle.id)
    stated = [tags[0], tags[1], Tag(source=tags[2].source, cue=tags[2].cue, content=tags[2].content, parent=0)]
    assert extract("page", Article(text=text), stated)[2].parent == outer.id


def test_content_without_a_cue_of_its_own_has_no_parent() -> None:
    text = "Orr said Ek denied it all."
    tags = [tag(text, "Orr", "said", "Ek denied it all"), Tag(content=(at(text, "it all"),))]
    assert [s.parent for s in extract("page", Article(text=text), tags)] == [None, None]


def test_a_character_has_one_role_and_content_comes_first() -> None:
    text = "Orr said that they agree."
    (found,) = extract(
        "page", Article(text=text), [Tag(source=((0, 12),), cue=((4, 15),), content=((9, 20), (15, 24)))]
    )
    assert words_at(text, found.source) == "Orr "
    assert words_at(text, found.cue) == "said "
    assert found.content == ((9, 24),)


@pytest.mark.parametrize(
    "bad",
    [
        Tag(content=()),
        Tag(content=((3, 3),)),
        Tag(content=((5, 4),)),
        Tag(content=((-1, 4),)),
        Tag(content=((0, 99),)),
        Tag(content=((0, 3),), cue=((4, 4),)),
        Tag(content=((0, 3),), source=((8, 77),)),
        Tag(content=((0, 3),), parent=0),
        Tag(content=((0, 3),), parent=7),
        Tag(content=((0, 3),), parent=-1),
    ],
)
def test_a_tag_that_no_tagger_gives_is_refused(bad: Tag) -> None:
    with pytest.raises(ValueError, match="tag"):
        extract("page", Article(text="Orr said no."), [bad])


SPANS = st.lists(
    st.tuples(st.integers(0, 59), st.integers(1, 20)).map(lambda p: (p[0], min(60, p[0] + p[1]))), max_size=3
).map(tuple)
RANDOM = st.builds(Tag, source=SPANS, cue=SPANS, content=SPANS.filter(bool))


@given(st.text(st.sampled_from(list("ab .\n“”\"'")), min_size=60, max_size=60), st.lists(RANDOM, max_size=6))
def test_roles_are_disjoint_statements_ordered_ids_unique_parents_known(text: str, tags: list[Tag]) -> None:
    found = extract("page", Article(text=text), tags)
    assert len(found) == len(tags)
    starts = [min(s for s, _ in x.cue + x.content) for x in found]
    assert starts == sorted(starts)
    assert len({s.id for s in found}) == len(found)
    for statement in found:
        _check_roles(statement, len(text))
        assert statement.parent is None or statement.parent in {s.id for s in found} - {statement.id}


def _check_roles(statement: Statement, length: int) -> None:
    covered: set[int] = set()
    for spans in (statement.source, statement.cue, statement.content):
        assert list(spans) == sorted(spans)
        for start, end in spans:
            assert 0 <= start < end <= length
            assert covered.isdisjoint(range(start, end))
            covered.update(range(start, end))


@given(st.lists(RANDOM, min_size=1, max_size=5), st.data())
def test_ids_do_not_change_with_the_speaker_or_a_statement_elsewhere(tags: list[Tag], data: st.DataObject) -> None:
    text = "the council of ossa met in the old town, they said, at noon."
    before = [s.id for s in extract("page", Article(text=text), [Tag(content=t.content) for t in tags])]
    spoken = [Tag(source=data.draw(SPANS), content=t.content) for t in tags]
    after = extract("page", Article(text=text + "\nEk left."), [*spoken, Tag(content=((61, 68),))])
    assert [s.id for s in after][:-1] == before


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ('Ada Holt."', "Ada Holt"),
        ("Ada Holt,”", "Ada Holt"),
        ('the group "Lakes"', 'the group "Lakes"'),
        ("U.S.", "U.S."),
    ],
)
def test_a_source_ends_before_the_mark_that_closes_a_quotation(source: str, kept: str) -> None:
    text = f"It is late, says {source}"
    start = text.index(source)
    found = extract(
        "page", Article(text=text), [Tag(source=((start, len(text)),), cue=((12, 16),), content=((0, 10),))]
    )
    assert [text[a:b] for a, b in found[0].source] == [kept]


@pytest.mark.parametrize(
    ("text", "source", "whole"),
    [
        ('It is late, says Col. Ada "J.D." Holt', "Holt", 'Col. Ada "J.D." Holt'),
        ("It is late, says Ada “Tig” Holt", "Holt", "Ada “Tig” Holt"),
        ("“Yes” says Holt", "Holt", "Holt"),
        ('It is late, says Roe. "Yes" Holt', "Holt", "Holt"),  # the word in marks is the content
    ],
)
def test_a_source_begins_before_a_nickname(text: str, source: str, whole: str) -> None:
    at = text.index("Yes") if "Yes" in text else 0
    cue = text.index("says")
    tag = Tag(source=((text.index(source), len(text)),), cue=((cue, cue + 4),), content=((at, at + 3),))
    found = extract("page", Article(text=text), [tag])
    assert [text[a:b] for a, b in found[0].source] == [whole]


def test_a_stray_mark_is_no_content() -> None:
    text = 'He says " it is late'
    tag = Tag(source=((0, 2),), cue=((3, 7),), content=((8, 9), (10, 20)))
    assert extract("page", Article(text=text), [tag])[0].content == ((10, 20),)
