from __future__ import annotations

import pytest

from onrecord.record import Article, Block, Span, Tag
from onrecord.rules import Rules
from onrecord.tagger.mend import mend

TITLE = "Brunn: Marsh bridge will stay shut"
BODY = "Transport Minister Ada Brunn said on Tuesday that the bridge would stay shut."
TEXT = f"{TITLE}\n\n{BODY}\n\n“It is not safe,” she added.\n"
RULES = Rules()


def article() -> Article:
    starts = (0, TEXT.index(BODY), TEXT.index("“It"))
    ends = (len(TITLE), TEXT.index(BODY) + len(BODY), len(TEXT) - 1)
    kinds = ("title", "body", "body")
    blocks = (Block(kind=k, start=s, end=e, why="test") for k, s, e in zip(kinds, starts, ends, strict=True))
    return Article(text=TEXT, blocks=tuple(blocks))


def at(words: str, after: int = 0) -> Span:
    start = TEXT.index(words, after)
    return start, start + len(words)


def test_a_headline_with_a_colon_is_read_where_the_model_found_nothing_in_it() -> None:
    said = Tag(source=(at("Ada Brunn"),), cue=(at("said"),), content=(at("that the bridge would stay shut"),))
    first, second = mend(article(), [said], RULES)
    assert first == said
    assert [TEXT[start:end] for start, end in second.source] == ["Brunn"]
    assert [TEXT[start:end] for start, end in second.content] == ["Marsh bridge will stay shut"]


def test_what_the_model_found_in_the_headline_stands_alone() -> None:
    found = Tag(source=(at("Brunn"),), cue=(at(":"),), content=(at("Marsh bridge"),))
    assert mend(article(), [found], RULES) == (found,)


def test_a_source_or_content_of_another_paragraph_is_left_out() -> None:
    title = Tag(cue=(at(":"),), content=(at("Marsh bridge"),))
    stray = Tag(
        source=(at("Ada Brunn"), at("she")),
        cue=(at("added"),),
        content=(at("the bridge would stay shut"), at("“It is not safe,”")),
    )
    _, mended = mend(article(), [title, stray], RULES)
    assert mended.source == (at("she"),)
    assert mended.content == (at("“It is not safe,”"),)


def test_a_quotation_may_go_on_in_the_next_paragraph() -> None:
    title = Tag(cue=(at(":"),), content=(at("Marsh bridge"),))
    over = Tag(cue=(at("said"),), content=(at("that the bridge would stay shut"), at("“It is not safe,”")))
    assert mend(article(), [title, over], RULES) == (title, over)


@pytest.mark.parametrize(
    ("text", "source", "cue", "kept"),
    [
        ("Asked whether the bridge was safe, Brunn smiled.", "Brunn", "Asked", False),
        ("It rained.” Pressed on the bridge, Brunn smiled.", "Brunn", "Pressed", False),
        ("Brunn, when asked about the bridge, smiled.", "Brunn", "when asked", False),
        ("Brunn was repeatedly asked whether it was safe.", "Brunn", "was repeatedly asked", False),
        ("Brunn was asked by Haddad whether it was safe.", "Haddad", "was asked by", True),
        ("“Is it safe?” asked Haddad.", "Haddad", "asked", True),
        ("Haddad asked whether it was safe.", "Haddad", "asked", True),
        ("Brunn, who asked whether it was safe, smiled.", "Brunn", "asked", True),
    ],
)
def test_nobody_is_the_source_where_somebody_was_asked(text: str, source: str, cue: str, kept: bool) -> None:
    spans = {words: (text.index(words), text.index(words) + len(words)) for words in (source, cue, text[-7:])}
    tag = Tag(source=(spans[source],), cue=(spans[cue],), content=(spans[text[-7:]],))
    (mended,) = mend(Article(text=text), [tag], RULES)
    assert bool(mended.source) is kept
