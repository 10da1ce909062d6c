"""Quotation marks of every style, balanced or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.quotes import inside, paragraphs, quotations
from onrecord.record import Article, Block

MARKED = st.text(st.sampled_from(list("ab ,.\n\"“”„‟«»‘’'`‚‹›「」s-é\u00a0😀")), max_size=80)


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text, [(0, len(text))])[0]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"We agree," she said. "Fully."', ['"We agree,"', '"Fully."']),
        ("“We agree,” she said. “Fully.”", ["“We agree,”", "“Fully.”"]),
        ("''We can't agree,'' she said.", ["''We can't agree,''"]),
        ("``We agree,'' she said.", ["``We agree,''"]),
        ("«Oui», she said.", ["«Oui»"]),
        ("„Ja“, she said.", ["„Ja“"]),
        ("「Hai」 she said.", ["「Hai」"]),
        ("‘It’s the rebels’ turn,’ she said.", ["‘It’s the rebels’ turn,’"]),
        ("She said 'we agree' and left.", ["'we agree'"]),
        ("the ‘moderates’ and the ‘rebels’ met", ["‘moderates’", "‘rebels’"]),
        ("'Tis the ministers' view; it’s done", []),
        ("in the ‘90s", []),
        ("“I told him, ‘Go,’ and he went,” she said.", ["“I told him, ‘Go,’ and he went,”"]),
        ("“We agree, she said.", ["“We agree, she said."]),
        ("She agreed” in the end.", []),
        ('a 6" pipe', []),
        ('"""Fine,"" he said. ""So there."""', ['""Fine,""', '""So there.""']),
        ('"He was ""sure"" of it."', ['""sure""']),
    ],
)
def test_each_style_of_marks(text: str, found: list[str]) -> None:
    assert quoted(text) == found


def test_a_quotation_goes_on_in_the_paragraph_that_opens_it_again() -> None:
    text = "“We will stay.\n“We will not leave,” Ann Orr said.\n“Never.”"
    spans = [(start, end) for start, end, _ in paragraphs(Article(text=text))]
    first, second, third = quotations(text, spans)
    assert [(q.closed, q.goes_on) for q in first + second + third] == [(False, False), (True, True), (True, False)]
    assert text[first[0].start : first[0].end] == "“We will stay."


def test_paragraphs_are_lines_of_the_articles_own_blocks() -> None:
    text = "Title\nMenu | Login\nOne line\n\nwhole, wrapped\nin the middle. \nTwo"
    blocks = (
        Block(kind="title", start=0, end=5, why=""),
        Block(kind="navigation", start=6, end=18, why=""),
        Block(kind="body", start=19, end=len(text), why=""),
    )
    found = [(text[s:e], kind) for s, e, kind in paragraphs(Article(text=text, blocks=blocks))]
    assert found == [
        ("Title", "title"),
        ("One line", "body"),
        ("whole, wrapped\nin the middle.", "body"),
        ("Two", "body"),
    ]


def test_an_article_without_blocks_is_read_whole() -> None:
    assert [text for *_, text in paragraphs(Article(text="One.\nTwo."))] == ["body", "body"]


@given(MARKED)
def test_quotations_lie_in_their_paragraph_in_order_without_overlap(text: str) -> None:
    spans = [(start, end) for start, end, _ in paragraphs(Article(text=text))]
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
    found = quotations(text, spans)
    assert len(found) == len(spans)
    for (first, last), held in zip(spans, found, strict=True):
        at = first
        for quotation in held:
            assert at <= quotation.start < quotation.end <= last
            start, end = inside(quotation, text)
            assert quotation.start <= start <= end <= quotation.end
            at = quotation.end
        assert all(q.closed for q in held[:-1]), "only the last quotation of a paragraph may be open"
        assert all(q.end == last for q in held if not q.closed)
