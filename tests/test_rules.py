"""Statements found by rules, on invented sentences and on any text at all."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract import extract
from onrecord.quotes import Quotation
from onrecord.record import Article, Block, Statement, words_at
from onrecord.rules import Rules
from onrecord.rules.passages import QUOTED, passage

sys.path.insert(0, str(Path(__file__).parents[1] / "evaluation"))
import statements as measure


def read(text: str, title: str = "") -> tuple[Article, tuple[Statement, ...]]:
    whole = f"{title}\n{text}" if title else text
    blocks = [Block(kind="body", start=len(whole) - len(text), end=len(whole), why="")]
    if title:
        blocks.insert(0, Block(kind="title", start=0, end=len(title), why=""))
    article = Article(text=whole, blocks=tuple(blocks))
    return article, extract("page", article, Rules().tag(article))


def found(text: str, title: str = "") -> list[tuple[str, str, str]]:
    article, statements = read(text, title)
    return [
        (words_at(article.text, s.source), words_at(article.text, s.cue), words_at(article.text, s.content))
        for s in statements
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        # quoted, the cue after, before and inside
        ("“We will stay,” Brunn said.", "Brunn", "said", "“We will stay,”"),
        ('"We stay," said Ada Brunn, the port minister.', "Ada Brunn, the port minister", "said", '"We stay,"'),
        ("''We will stay,'' she said on Monday.", "she", "said", "''We will stay,''"),
        ("«We will stay», Brunn said.", "Brunn", "said", "«We will stay»"),
        ("‘We will stay,’ Brunn said.", "Brunn", "said", "‘We will stay,’"),
        ('Brunn said: "We will stay."', "Brunn", "said", '"We will stay."'),
        ("“We,” Brunn said, “will stay.”", "Brunn", "said", "“We,” … “will stay.”"),
        ("“We will stay,” Brunn said. “We like it here.”", "Brunn", "said", "“We will stay,” … “We like it here.”"),
        ("“Will we stay?” Brunn asked.", "Brunn", "asked", "“Will we stay?”"),
        # without quotation marks
        ("Brunn said that the bridge would reopen.", "Brunn", "said", "that the bridge would reopen"),
        ("The minister said the bridge would reopen.", "The minister", "said", "the bridge would reopen"),
        ("The bridge would reopen, Brunn said.", "Brunn", "said", "The bridge would reopen"),
        ("Brunn told reporters on Friday that the bridge was safe.", "Brunn", "told", "that the bridge was safe"),
        ("Brunn urged Velden to open the bridge.", "Brunn", "urged", "Velden to open the bridge"),
        ("The minister believes the bridge is safe.", "The minister", "believes", "the bridge is safe"),
        ("Brunn accused the guild of delay.", "Brunn", "accused", "the guild of delay"),
        ("The guild has called for a new bridge.", "The guild", "has called for", "a new bridge"),
        ("According to the Guild, forty ships wait.", "the Guild", "According to", "forty ships wait"),
        ("Forty ships are waiting, according to the guild.", "the guild", "according to", "Forty ships are waiting"),
        ("Ada Brunn, 43, of Velden, said it was safe.", "Ada Brunn, 43, of Velden", "said", "it was safe"),
        ("Brunn, however, said the bridge was safe.", "Brunn", "said", "the bridge was safe"),
        ("In Velden, Brunn said the bridge was safe.", "Brunn", "said", "the bridge was safe"),
        ("Brunn said in a statement that the bridge was safe.", "Brunn", "said", "that the bridge was safe"),
    ],
)  # fmt: skip
def test_one_statement(text: str, source: str, cue: str, content: str) -> None:
    assert found(text) == [(source, cue, content)]


def test_several_cues_of_one_speaker_are_several_statements() -> None:
    text = "Brunn said the bridge was safe, adding that the toll would not rise."
    assert found(text) == [
        ("Brunn", "said", "the bridge was safe"),
        ("Brunn", "adding", "that the toll would not rise"),
    ]


def test_a_relative_clause_has_the_name_and_its_who_as_source() -> None:
    text = "They met Ada Brunn, who said that the bridge was safe."
    assert found(text) == [("Ada Brunn … who", "said", "that the bridge was safe")]


def test_a_quotation_opened_again_in_each_paragraph_and_closed_once_is_one() -> None:
    text = "Brunn said: “We will stay.\n“We like it here.\n“And so does the guild.”\nThe ships left."
    assert found(text) == [("Brunn", "said", "“We will stay. … “We like it here. … “And so does the guild.”")]


def test_a_quotation_below_a_colon_is_announced_by_it() -> None:
    assert found("Brunn said:\n“We will stay.”") == [("Brunn", "said", "“We will stay.”")]
    block = "I am glad that we will stay.\nWe like it here.\nNotes: the bridge is old."
    ((_, _, content),) = found("Minister Ada Brunn said:\n" + block)
    assert content == "I am glad that we will stay. … We like it here."


def test_an_unbalanced_mark_reaches_no_further_than_its_paragraph() -> None:
    text = "Brunn said: “We will stay.\nEk said the guild would leave."
    assert found(text) == [("Brunn", "said", "“We will stay."), ("Ek", "said", "the guild would leave")]


@pytest.mark.parametrize(
    ("title", "source", "content"),
    [
        ("Brunn: bridge to reopen on Friday", "Brunn", "bridge to reopen on Friday"),
        ("Bridge to reopen on Friday: Minister Brunn", "Minister Brunn", "Bridge to reopen on Friday"),
    ],
)
def test_a_headlines_colon_marks_a_source_that_the_article_names(title: str, source: str, content: str) -> None:
    body = "Minister Ada Brunn said the bridge was safe."
    assert found(body, title)[0] == (source, ":", content)
    assert all(cue != ":" for _, cue, _ in found("The bridge was built in 1931.", title))
    assert all(
        cue != ":" for _, cue, _ in found("Brunn’s minister said the bridge was safe.", title.replace("Minister ", ""))
    )


def test_another_partys_statement_inside_a_content_is_its_child() -> None:
    article, statements = read("“Brunn urged the guild to open the bridge,” the ministry said.")
    outer = next(s for s in statements if words_at(article.text, s.cue) == "said")
    inner = next(s for s in statements if words_at(article.text, s.cue) == "urged")
    assert (outer.parent, inner.parent) == (None, outer.id)
    assert (outer.manner, inner.manner) == ("direct", "indirect")


def test_first_person_inside_a_quotation_is_no_statement_of_its_own() -> None:
    assert [cue for _, cue, _ in found("“We believe that the bridge is safe,” Brunn said.")] == ["said"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "The bridge was built in 1931.",
        "Ships, boats and barges.",
        "“",
        "said",
        "He said",
        ":",
        "said, said: “”",
    ],
)
def test_nothing_is_found_where_nobody_speaks(text: str) -> None:
    assert found(text) == []


def test_only_the_articles_own_blocks_are_read() -> None:
    text = "Brunn said the bridge was safe."
    article = Article(text=text, blocks=(Block(kind="related-links", start=0, end=len(text), why=""),))
    assert Rules().tag(article) == ()


def test_capitals_throughout_are_read() -> None:
    assert ("THE MINISTER", "SAID", "THAT THE BRIDGE WAS SAFE") in found("THE MINISTER SAID THAT THE BRIDGE WAS SAFE.")


def test_four_hundred_quotations_are_four_hundred_statements() -> None:
    text = "\n".join(f"“We will open bridge {n},” Brunn said." for n in range(400))
    assert len(found(text)) == 400


VOCABULARY = """Brunn Ek the minister said says told reporters that urged to according adding , . : ; “ ” " ' ’ ‘ „ « »
    — ( ) and who he we was quoted as saying is expected by on bridge 7 U.S. 's Ek’s reportedly ... 😀 \u202b É"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n", "\n\n", "\u00a0", ""])
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join))


@given(TEXTS, st.integers(0, 30))
def test_any_text_gives_spans_inside_it_with_disjoint_roles(text: str, cut: int) -> None:
    title, _, body = text.partition("\n") if cut else ("", "", text)
    blocks = [Block(kind="title", start=0, end=len(title), why="")] if title else []
    blocks.append(Block(kind="body", start=len(text) - len(body), end=len(text), why=""))
    article = Article(text=text, blocks=tuple(blocks))
    tags = Rules().tag(article)
    assert tags == Rules().tag(article)
    for tag in tags:
        assert tag.content
        assert tag.cue
        assert 0 <= tag.score <= 1
        spans = sorted(tag.source + tag.cue + tag.content)
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(a[1] <= b[0] for a, b in pairwise(spans)), [text[s:e] for s, e in spans]
    assert len(extract("page", article, tags)) == len(tags)


@given(TEXTS)
def test_sentences_cover_the_words_of_a_paragraph_in_order(text: str) -> None:
    words = passage(text, (0, len(text)), "body", [Quotation(0, 3, True)] if len(text) > 3 else [])
    assert all(a[1] == b[0] for a, b in pairwise(words.sentences))
    assert sum(last - first for first, last in words.sentences) == len(words.low)
    for word, start, end in zip(words.low, words.starts, words.ends, strict=True):
        assert word == QUOTED or word == text[start:end].lower().replace("’", "'" if word[0] == "'" else "’")
    assert words.starts == sorted(words.starts)
    assert all(0 <= s < e <= len(text) for s, e in zip(words.starts, words.ends, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        " ".join(["Brunn said that Ek told the guild to go and"] * 2500),
        "“Brunn said " * 5000,
        "Brunn, " * 20000 + "said no.",
        "Brunn said “a.” " + "“Bo ck.” " * 4000,
        "THE MINISTER SAID SO. " * 4000,
        '"' * 20000,
        "‘a " * 10000,
        "I said:\n" * 4000,
        "a" * 1_000_000,
    ],
    ids=[
        "one sentence",
        "unbalanced",
        "commas",
        "quotations",
        "capitals",
        "marks",
        "single marks",
        "announced",
        "one word",
    ],
)
def test_hostile_texts_are_read_to_the_end(text: str) -> None:
    article = Article(text=text)
    statements = extract("page", article, Rules().tag(article))
    assert all(s.content for s in statements)


def test_the_measure_on_the_shared_articles(shared: Path) -> None:
    """The floor that the statistical tagger must beat; the gate keeps the exact figure."""
    figures = measure.figures(shared / "data" / "polnear" / "dev", "rules")
    assert figures["who_said_what_f1"] >= 0.58
    assert figures["direct_f1"] > figures["rest_f1"]


@pytest.mark.parametrize(
    "when", ["last night", "on Tuesday night", "two days ago", "a week ago", "late Monday", "yesterday"]
)
def test_the_time_before_a_verb_is_no_part_of_the_source(when: str) -> None:
    text = f"The ministry {when} said that the ferry would sail."
    (found,) = Rules().tag(Article(text=text, blocks=(Block(kind="body", start=0, end=len(text), why="test"),)))
    assert [text[start:end] for start, end in found.source] == ["The ministry"]
