from __future__ import annotations

import pytest
from msgspec.structs import replace

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


def tag_of(text: str, source: str, cue: str, *content: str) -> Tag:
    def at(words: str) -> Span:
        return text.index(words), text.index(words) + len(words)

    return Tag(source=(at(source),) if source else (), cue=(at(cue),), content=tuple(at(words) for words in content))


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "who"),
    [
        ("The clerk was quoted as saying that so.", "", "was quoted as saying", ("The clerk", "that"), "The clerk"),
        ("But Brunn was later quoted as saying: no.", "", "was later quoted", ("Brunn", "no"), "Brunn"),
        ("“So be it,” one was quoted by the Gazette as saying.", "the Gazette", "was quoted by", ("“So",), "one"),
        # What is only reported has a subject in its content.
        ("The clerk was reported to have left.", "", "was reported", ("The clerk", "to have left"), ""),
        # Who quotes another is the source.
        ("The Gazette quoted a clerk as saying no.", "The Gazette", "quoted", ("a clerk", "no"), "The Gazette"),
    ],
)
def test_who_is_quoted_is_the_source(text: str, source: str, cue: str, content: tuple[str, ...], who: str) -> None:
    (mended,) = mend(Article(text=text), [tag_of(text, source, cue, *content)], RULES)
    assert [text[start:end] for start, end in mended.source] == ([who] if who else [])
    assert all(text[start:end] != who for start, end in mended.content)


@pytest.mark.parametrize(
    ("told", "cue", "who"),
    [
        ("that Mayor Ada Brunn had asked for bread", "had asked for", "Mayor Ada Brunn"),
        ("that Brunn was asked for bread", "was asked for", ""),
        ("that by noon, Brunn had asked for bread", "had asked for", ""),
    ],
)
def test_the_subject_in_anothers_content_is_its_own_cues(told: str, cue: str, who: str) -> None:
    text = f"The clerk said {told}."
    outer = tag_of(text, "The clerk", "said", told)
    that = replace(tag_of(text, "Brunn" if "Brunn" in told else "", cue, "that", "bread"), parent=0)
    assert [text[slice(*span)] for span in mend(Article(text=text), [outer, that], RULES)[1].content] == ["bread"]
    _, inner = mend(Article(text=text), [outer, replace(tag_of(text, "", cue, "bread"), parent=0)], RULES)
    assert [text[start:end] for start, end in inner.source] == ([who] if who else [])


@pytest.mark.parametrize(("mark", "who"), [(";", "Brunn himself"), (",", "the clerk")])
def test_the_subject_beyond_a_semicolon_is_its_own_cues(mark: str, who: str) -> None:
    text = f"It rained, according to the clerk{mark} Brunn himself told the guild that it was dry."
    rained = tag_of(text, "the clerk", "according to", "It rained", "Brunn himself")
    dry = tag_of(text, "the clerk", "told", "that it was dry")
    first, second = mend(Article(text=text), [rained, dry], RULES)
    assert [text[start:end] for start, end in second.source] == [who]
    assert ("Brunn himself" in [text[start:end] for start, end in first.content]) is (mark == ",")
