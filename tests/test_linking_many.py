"""What bad pages cost and join when all steps of linking run: many that are alike, one that holds many, boilerplate.

No clock is read: what is counted is comparisons and links, which are what takes time.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from press import AT, families_by_file, prose, reading, spun

from onrecord.actors import Registry
from onrecord.linking import link
from onrecord.linking.lines import ALONE, CLOSEST, COMMON
from onrecord.record import Contact, Date, Link, Mention, Reading, Statement, digest
from onrecord.store import Store

REGISTRY = Registry(())
WORDS = "the harbour of Quenno will not be sold to strangers while fishermen mend nets on its quays"


def said(one: Reading, *contents: str, speaker: str | None = "Oru Tren") -> Reading:
    """The reading with these words of its text as statements of a speaker."""
    made = []
    for n, content in enumerate(contents):
        at = one.article.text.index(content)
        span = (at, at + len(content))
        mention = Mention(name=speaker, kind="person", basis="full-name") if speaker else None
        id = digest([one.page, content, n])
        made.append(Statement(id=id, source=(), cue=(), content=(span,), manner="direct", score=0.9, speaker=mention))
    return replace(one, statements=tuple(made))


def met(one: Reading, day: str) -> Reading:
    """The reading with a meeting of two on a day."""
    two = tuple(Mention(name=name, kind="person", basis="full-name") for name in ("Oru Tren", "Vimi Sals"))
    contact = Contact(
        id=digest([one.page, "contact"]), kind="meeting", participants=two, on=Date(value=day, basis="stated")
    )
    return replace(one, contacts=(contact,))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(str(tmp_path / "many.db"), create=True) as store:
        yield store


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often two were compared, by what they are."""
    count: Counter[str] = Counter()

    def counted(what: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any) -> Any:
            count[what] += 1
            return work(*given)

        return run

    copies, lines, occasions = (import_module(f"onrecord.{name}") for name in PLACES)
    monkeypatch.setattr(copies, "compare", counted("copies", copies.compare))
    monkeypatch.setattr(lines, "compare", counted("lines", lines.compare))
    monkeypatch.setattr(occasions, "compare", counted("occasions", occasions.compare))
    return count


PLACES = ("linking.copies", "align.lines", "align.occasions")


def linked(store: Store, readings: Sequence[Reading]) -> Counter[str]:
    for one in readings:
        store.add(one, None)
    return link(store, REGISTRY, AT)


def groups(store: Store, kind: Any) -> list[int]:
    return sorted(len(members) for _, members in store.groups(kind))


def test_a_thousand_identical_pages_are_one_of_each_and_cost_so_many_times_more(
    store: Store, compared: Counter[str]
) -> None:
    text = [*prose("text", 3), f"“{WORDS}.”"]
    pages = [met(said(reading(f"{n}", text, f"o{n % 7}", "2031-03-04"), WORDS), "2031-03-03") for n in range(1000)]
    counts = linked(store, pages)
    assert [groups(store, kind) for kind in ("copy", "story", "line", "occasion", "actor")] == [
        [1000], [1000], [1000], [1000], [1000, 1000],
    ]  # fmt: skip
    assert counts["copies"] == 999
    assert all(count <= 12 * 1000 for count in counts.values()), counts
    assert compared["copies"] == 0
    assert compared["lines"] <= (CLOSEST + 1) * 1000
    assert compared["occasions"] <= 41 * 1000
    before = compared.copy()
    later = linked(store, [met(said(reading("later", text, "o1", "2031-03-05"), WORDS), "2031-03-03")])
    assert all(count <= 12 for count in later.values()), later
    assert all(compared[what] - before[what] <= 41 for what in compared)


def test_a_page_that_holds_fifty_others_parts_what_they_say(store: Store) -> None:
    pages, digest = [], list[str]()
    for n in range(50):
        words = " ".join(prose(f"words {n}", 1, 14)[0].split())
        text = [*prose(f"text {n}", 3), f"“{words}”"]
        pages += [
            said(reading(f"{n}", text, f"o{n}", "2031-03-04"), words),
            said(reading(f"{n}b", text, f"p{n}"), words),
        ]
        digest += text
    words = [one.article.text[slice(*one.statements[0].content[0])] for one in pages[::2]]
    linked(store, [*pages, said(reading("digest", digest, "d", "2031-03-06"), *words)])
    assert groups(store, "line") == [3] * 50
    assert groups(store, "copy") == [2] * 50
    assert len(families_by_file(store)) == 50
    assert all("digest" in family for family in families_by_file(store))


def test_what_an_outlet_prints_on_all_its_pages_joins_no_pages_and_no_statements(store: Store) -> None:
    frame = ["Our editors stand for the truth about Quenno harbour and its fishermen.", *prose("frame", 2)]
    pages = []
    for n in range(60):
        own = prose(f"own {n}", 4)
        pages.append(said(reading(f"{n}", [*frame, *own], "The Vosk", "2031-03-04"), own[0], speaker=f"A{n} Berg"))
    linked(store, pages)
    assert groups(store, "copy") == []
    assert groups(store, "story") == []
    assert groups(store, "line") == []


@pytest.mark.parametrize("word", ["Yes", "No comment"])
def test_a_word_or_two_that_hundreds_say_join_nothing(store: Store, compared: Counter[str], word: str) -> None:
    pages = [
        said(reading(f"{n}", [*prose(n, 2), f"“{word}”"], f"o{n % 9}", "2031-03-04"), word, speaker=f"A{n % 50} Berg")
        for n in range(300)
    ]
    linked(store, pages)
    assert groups(store, "line") == []
    assert compared["lines"] <= (CLOSEST + 1) * 300


def test_a_page_fetched_again_changes_nothing_of_what_is_joined(store: Store) -> None:
    text = [*prose("text", 4), f"“{WORDS}.”"]
    linked(store, [said(reading(f"{n}", [*text, f"{n} comments"], "The Vosk", "2031-03-04"), WORDS) for n in range(9)])
    assert [groups(store, kind) for kind in ("copy", "story", "line")] == [[9]] * 3
    assert store.unsure() == {}


def test_links_that_contradict_one_another_leave_two_groups_and_no_harm(store: Store) -> None:
    text = [*prose("text", 4), f"“{WORDS}.”"]
    pages = [said(reading(name, spun(text[:4], name) + text[4:], name, "2031-03-04"), WORDS) for name in "abc"]
    linked(store, pages)
    one, two, three = sorted(page.page for page in pages)
    people = [("same", one, two), ("same", two, three), ("different", one, three)]
    store.append(
        Link(kind="copy", left=left, right=right, judgement=judgement, by="Ada Brunn", at=AT)  # type: ignore[arg-type]
        for judgement, left, right in people
    )
    assert groups(store, "copy") == [2]
    linked(store, [said(reading("d", spun(text[:4], "d") + text[4:], "d", "2031-03-05"), WORDS)])
    assert store.group("copy", one) != store.group("copy", three)


def test_links_to_a_page_that_is_gone_hinder_no_step(tmp_path: Path) -> None:
    path, text = str(tmp_path / "gone.db"), [*prose("text", 4), f"“{WORDS}.”"]
    pages = [met(said(reading(name, text, name, "2031-03-04"), WORDS), "2031-03-03") for name in ("a", "b", "c")]
    with Store.open(path, create=True) as store:
        linked(store, pages)
    database = sqlite3.connect(path)
    database.execute(
        "UPDATE reading SET current = 0 WHERE page = (SELECT number FROM page WHERE id = ?)", (pages[0].page,)
    )
    database.commit()
    database.close()
    with Store.open(path, write=True) as store:
        linked(store, [met(said(reading("d", text, "d", "2031-03-05"), WORDS), "2031-03-03")])
        link(store, REGISTRY, "2032-01-01T00:00:00Z", again=True)
        assert [len(store.group(kind, pages[1].page)) >= 3 for kind in ("copy", "story")] == [True, True]
        assert len(store.group("line", pages[1].statements[0].id)) >= 3


def test_of_statements_that_share_one_common_key_alone_few_are_compared_and_others_missed(
    store: Store, compared: Counter[str]
) -> None:
    """Two statements that share but a phrase of two words which many others have may never meet: that is the price."""
    phrase = "quays harbour"
    pages = []
    for n in range(4 * COMMON):
        words = f"{' '.join(prose(('before', n), 1, 9)[0][:-1].split())} {phrase} {prose(('after', n), 1, 9)[0][:-1]}"
        pages.append(said(reading(f"{n}", [words], f"o{n}", "2031-03-04"), words, speaker=f"A{n} Berg{n}"))
    linked(store, pages)
    assert 0 < compared["lines"] <= ALONE * len(pages)
    before = compared["lines"]
    words = f"{prose('x', 1, 9)[0][:-1]} {phrase} {prose('y', 1, 9)[0][:-1]}"
    linked(store, [said(reading("late", [words], "late", "2031-03-04"), words, speaker="Zed Holm")])
    assert compared["lines"] - before <= 2
