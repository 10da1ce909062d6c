from __future__ import annotations

from pathlib import Path

from conftest import STORY
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.actors import Registry
from onrecord.ingest import pages
from onrecord.pipeline import FEW, Means, add, made_by, read, read_all
from onrecord.record import Article, Page, Problem, Reading, Tag, reading_from_json, reading_json
from onrecord.rules import Rules
from onrecord.store import Query, Store
from onrecord.tagger import Model

TAGGER, REGISTRY = Model(), Registry.load()


def page(text: str, name: str = "page.txt") -> Page:
    return Page(data=text.encode(), file=name)


def test_a_page_becomes_a_reading() -> None:
    reading = read(page(STORY), TAGGER, REGISTRY)
    assert reading.article.text == STORY
    assert reading.made_by == made_by(TAGGER, REGISTRY)
    told = next(s for s in reading.statements if any(STORY[a:b] == "told" for a, b in s.cue))
    assert told.speaker is not None
    assert told.speaker.name == "Ada Brunn"
    assert reading.article.published is not None
    assert reading.article.published.value == "2031-03-04"
    assert reading_from_json(reading_json(reading)) == reading


PIECES = [
    "“",
    "”",
    '"',
    "''",
    "said",
    "Ada Brunn",
    "He",
    "told reporters",
    "that",
    "it would",
    ",",
    ".",
    "\n\n",
    " ",
    "the ministry",
]
PIECES += [
    "met",
    "talks with",
    "hosted by",
    "on Monday",
    "in Velden",
    "5 March 2031",
    "urged",
    "Moscow",
    "\u00a0",
    "\u200f",
    "𝒜",
    "-",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join) | st.text(max_size=200))
def test_any_text_gives_spans_inside_it_and_always_the_same(text: str) -> None:
    one, two = read(page(text), TAGGER, REGISTRY), read(page(text), TAGGER, REGISTRY)
    assert one == two
    size = len(one.article.text)
    spans = [(block.start, block.end) for block in one.article.blocks]
    for statement in one.statements:
        spans += [*statement.source, *statement.cue, *statement.content]
    for contact in one.contacts:
        spans += contact.spans
    assert all(0 <= start < end <= size for start, end in spans)
    ids = [statement.id for statement in one.statements]
    assert len(set(ids)) == len(ids)
    assert all(statement.parent in {None, *ids} for statement in one.statements)
    assert all(statement.contact in {None, *(contact.id for contact in one.contacts)} for statement in one.statements)


def test_a_page_that_cannot_be_read_is_a_reading_with_a_reason() -> None:
    reading = read(
        Page(data=b"<html><body></body></html>", file="empty.html", media_type="text/html"), TAGGER, REGISTRY
    )
    assert reading.article.text == ""
    assert [problem.stage for problem in reading.problems] == ["clean"]
    assert reading.problems[0].file == "empty.html"


class Broken(Rules):
    """A tagger that fails on one page, as code that we have not foreseen would."""

    def tag(self, article: Article) -> tuple[Tag, ...]:
        if "ferry" in article.text:
            raise ZeroDivisionError("no ferry")
        return super().tag(article)


def test_one_page_that_breaks_our_code_does_not_end_the_work() -> None:
    items = [page(STORY), page(STORY.replace("bridge", "ferry"), "ferry.txt"), page(STORY.replace("bridge", "road"))]
    results = [result for _, result in read_all(items, means=Means(tagger=Broken))]
    assert [bool(result.statements) for result in results if isinstance(result, Reading)] == [True, False, True]
    broken = results[1]
    assert isinstance(broken, Reading)
    assert "ZeroDivisionError('no ferry') in tag" in broken.problems[0].reason


def test_any_number_of_workers_gives_the_same_readings_in_order() -> None:
    items: list[Page | Problem] = [page(STORY.replace("forty", str(n)), f"{n}.txt") for n in range(FEW + 5)]
    items.insert(3, Problem(stage="ingest", reason="a reason", file="bad"))
    assert list(read_all(items, workers=1)) == list(read_all(items, workers=2))


def test_adding_twice_adds_nothing_and_notes_the_second_place(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    with Store.open(str(tmp_path / "news.db"), create=True) as store:
        counts = add(store, pages([str(tmp_path / "a.txt")]))
        again = add(store, pages([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]))
        assert (counts["added"], again["added"], again["known"]) == (1, 0, 2)
        assert len(list(store.search(Query(words="bridge")))) > 0
        assert store.counts()["pages"] == 1
