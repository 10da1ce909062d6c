from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from press import AT, add, families_by_file, file_of, pairs, prose, reading, run, spun

from onrecord.align.copies import FEW, SAME, body_of, compare, judge, keys, packed, text_key, unpacked
from onrecord.linking import Step
from onrecord.linking.copies import copies
from onrecord.linking.families import families, families_of
from onrecord.record import Article, Link
from onrecord.store import Store

COPIES = Step("copies", 1, copies)
TEXTS = st.lists(st.text(alphabet="ab 1“”'.\n", max_size=60), max_size=8)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(str(tmp_path / "copies.db"), create=True) as store:
        yield store


def verdict(one: list[str], other: list[str]) -> str | None:
    found = judge(compare(*(body_of(name, reading(name, text).article) for name, text in (("a", one), ("b", other)))))
    return found.judgement if found else None


# ---- two texts


@given(TEXTS)
def test_a_packed_body_comes_back(paragraphs: list[str]) -> None:
    body = body_of("a", reading("a", [paragraph or "x" for paragraph in paragraphs]).article)
    again = unpacked("a", packed(body))
    for name in body.__struct_fields__:
        left, right = getattr(body, name), getattr(again, name)
        assert left == right if isinstance(left, str) else (left == right).all(), name


@given(TEXTS, TEXTS)
def test_any_two_texts_can_be_compared_either_way(one: list[str], other: list[str]) -> None:
    bodies = [body_of("a", reading("a", [line or "x" for line in text]).article) for text in (one, other)]
    there, back = compare(*bodies), compare(*reversed(bodies))
    assert (there.shared, there.sizes) == (back.shared[::-1], back.sizes[::-1])
    assert all(0 <= shared <= size for shared, size in zip(there.shared, there.sizes, strict=True))


def test_a_text_keeps_its_keys_inside_another() -> None:
    text, around = prose(1), prose(2)
    inner, outer = (
        set(keys(body_of("a", reading("a", some).article))[0]) for some in (text, [*around[:3], *text, *around[3:]])
    )
    assert len(inner & outer) >= 0.9 * len(inner) > 10


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda text: text, "same"),
        (lambda text: text[:3], "same"),
        (lambda text: [*prose("lead", 1), *text[1:]], "same"),
        (lambda text: spun(text, 1), "same"),
        (lambda text: [*prose("own", 12), *text, *prose("more", 2)], "same"),
        (lambda text: [*prose("other"), *text], "same"),
        (lambda text: list(reversed(text)), "same"),
        (lambda text: [*text[:2], *prose("rest", 6)], "unsure"),
        (lambda text: [*text[:1], *prose("rest", 12)], None),
        (lambda text: prose("another"), None),
    ],
)
def test_what_is_a_copy(change: object, expected: str | None) -> None:
    text = prose("text")
    assert verdict(spun(text, 2), change(text)) == expected  # type: ignore[operator]


def test_a_quotation_that_two_pages_have_makes_no_copy() -> None:
    speech = [f"“{paragraph}”" for paragraph in prose("speech", 6)]
    assert verdict([*prose("one", 3), *speech], [*prose("two", 3), *speech]) is None
    assert verdict(speech, speech) == "same"


def test_few_words_in_common_are_no_copy() -> None:
    short = prose("short", 1, FEW - 5)
    assert verdict([*short, *prose("more", 1, 12)], [*short, *prose("less", 1, 12)]) is None
    assert verdict(short, short) == "same"


def test_blocks_that_are_not_body_join_nothing() -> None:
    article = reading("a", prose(1)).article
    menu = tuple(msgspec.structs.replace(block, kind="navigation") for block in article.blocks)
    assert text_key(body_of("a", msgspec.structs.replace(article, blocks=menu))) is None
    assert text_key(body_of("a", Article(text=""))) is None


def test_numbers_do_not_tell_texts_apart_but_words_do() -> None:
    text = prose(1)
    numbers = [text_key(body_of("a", reading("a", [*text, f"{n} comments"]).article)) for n in (3, 412)]
    assert numbers[0] == numbers[1] != text_key(body_of("a", reading("a", [*text, "3 shares"]).article))


# ---- many texts in a store


def test_a_family_among_others(store: Store) -> None:
    text = prose("text")
    family = {
        "whole": text,
        "cut": text[:4],
        "lead": [*prose("lead", 1), *text[1:]],
        "spun": spun(text, 1),
        "own": [*prose("before", 3), *text, *prose("after", 2)],
    }
    add(store, [reading(name, some, outlet=name) for name, some in family.items()], COPIES)
    add(store, [reading(f"other {n}", prose(n), outlet=f"o{n % 3}") for n in range(40)], COPIES)
    assert families_by_file(store) == [sorted(family)]
    assert run(store, COPIES) == 0
    (link, *_) = store.links("copy")
    assert link.by == "onrecord 1.0"
    assert link.at == AT
    assert "words stand in order on the other page" in (link.reason or "")


def test_a_thousand_identical_pages_are_one_family_of_as_many_links(store: Store) -> None:
    text = prose("text", 2)
    assert add(store, [reading(f"{n}", text, outlet=f"o{n % 7}") for n in range(1000)], COPIES) < 1500
    (family,) = families(store)
    assert len(family.members) == 1000
    assert add(store, [reading("later", spun(text, 1))], COPIES) == 1
    (family,) = families(store)
    assert len(family.members) == 1001


def test_many_pages_that_differ_a_little_are_compared_with_few(store: Store) -> None:
    text = prose("text", 5)
    readings = [reading(f"{n}", [*text, *prose(n, 1, 12)], outlet=f"o{n}") for n in range(120)]
    assert add(store, readings, COPIES) < 120 * 40
    (family,) = families(store)
    assert len(family.members) == 120


@pytest.mark.parametrize("order", [1, 2, 3])
def test_a_page_that_holds_fifty_others_joins_none_to_another(store: Store, order: int) -> None:
    texts = {f"part {n}": prose(n, 4) for n in range(50)}
    pages = {**texts, "digest": [paragraph for text in texts.values() for paragraph in text]}
    readings = [reading(name, text, outlet=name) for name, text in pages.items()]
    random.Random(order).shuffle(readings)
    for some in (readings[:20], readings[20:30], readings[30:]):
        add(store, some, COPIES)
    assert families_by_file(store) == sorted(["digest", name] for name in texts)
    digest = next(one.page for one in readings if one.file == "digest")
    assert len(families_of(store, digest)) == 50
    assert [file_of(store, page) for page in families_of(store, readings[-1].page)[0].besides] == ["digest"]


def test_a_page_that_holds_two_texts_is_of_both_families(store: Store) -> None:
    one, two = prose("one"), prose("two")
    pages = {"a1": one, "a2": spun(one, 1), "a3": one[:5], "b1": two, "b2": spun(two, 2), "both": [*one, *two]}
    add(store, [reading(name, text, outlet=name) for name, text in pages.items()], COPIES)
    assert families_by_file(store) == [["a1", "a2", "a3", "both"], ["b1", "b2", "both"]]


def test_the_order_of_arrival_does_not_show(tmp_path: Path) -> None:
    one, two = prose("one"), prose("two")
    pages = {
        "a1": one,
        "a2": spun(one, 1),
        "a3": one[:5],
        "b1": two,
        "b2": two[:4],
        "both": [*one, *two],
        "c": prose(9),
    }
    readings = [reading(name, text, outlet=name) for name, text in pages.items()]
    seen = []
    for seed in range(6):
        random.Random(seed).shuffle(readings)
        with Store.open(str(tmp_path / f"{seed}.db"), create=True) as store:
            for n in range(0, len(readings), 1 + seed % 3):
                add(store, readings[n : n + 1 + seed % 3], COPIES)
            seen.append((families_by_file(store), sorted((x.left, x.right, x.judgement) for x in store.links("copy"))))
    assert all(other == seen[0] for other in seen)


@pytest.mark.parametrize("batch", [1, 12])
def test_what_an_outlet_prints_on_every_page_joins_nothing(store: Store, batch: int) -> None:
    frame = prose("frame", 4)
    readings = [reading(f"{n}", [*frame[:2], *prose(n, 2), *frame[2:]], outlet="The Vosk") for n in range(12)]
    for n in range(0, len(readings), batch):
        add(store, readings[n : n + batch], COPIES)
    assert families_by_file(store) == []
    text = prose("text")
    for name in ("x", "y"):
        add(store, [reading(name, [*frame[:2], *text, *frame[2:]], outlet="The Vosk")], COPIES)
    assert families_by_file(store) == [["x", "y"]]


def test_versions_under_one_title_are_copies_however_many(store: Store) -> None:
    text, title = prose("text"), "Vosk and Sarn sign the treaty"
    add(store, [reading(f"{n}", [*text, *prose(n, 1)], "The Vosk", title=title) for n in range(6)], COPIES)
    assert families_by_file(store) == [[f"{n}" for n in range(6)]]


def test_a_page_fetched_again_with_another_number_of_comments_is_the_same_text(store: Store) -> None:
    text = prose("text")
    for n in range(8):
        add(store, [reading(f"{n}", [*text, f"{n * 17} comments"], outlet="The Vosk")], COPIES)
    assert families_by_file(store) == [[f"{n}" for n in range(8)]]


def test_a_person_outranks_the_machine(store: Store) -> None:
    text = prose("text")
    one, two = reading("one", text), reading("two", spun(text, 1))
    add(store, [one, two], COPIES)
    left, right = sorted((one.page, two.page))
    link = Link(kind="copy", left=left, right=right, judgement="different", by="Ada Brunn", at=AT)
    store.append([link])
    assert families_by_file(store) == []
    add(store, [reading("three", spun(text, 2))], COPIES)
    assert pairs(families_by_file(store)) < {("one", "three"), ("three", "two")}


def test_a_text_that_has_changed_is_judged_again(store: Store) -> None:
    text = prose("text")
    same = sorted((reading(name, text) for name in "123"), key=lambda one: one.page)  # the first stands for the others
    add(store, [*same, reading("4", spun(text, 1))], COPIES)
    left = ["1", "2", "3", "4"]
    assert families_by_file(store) == [left]
    for before in same[:2]:
        again = reading(before.file, prose(f"new {before.file}"))
        store.add(msgspec.structs.replace(again, page=before.page, sha256=before.sha256, made_by="test 2"), None)
        run(store, COPIES)
        left.remove(before.file)
        assert families_by_file(store) == [left]
    add(store, [reading("5", spun(text, 2))], COPIES)
    assert families_by_file(store) == [[*left, "5"]]


def test_a_page_that_is_gone_leaves_its_links_without_harm(tmp_path: Path) -> None:
    path = str(tmp_path / "gone.db")
    text = prose("text")
    readings = [reading(name, spun(text, name)) for name in ("one", "two", "three")]
    with Store.open(path, create=True) as store:
        add(store, readings, COPIES)
    database = sqlite3.connect(path)
    number = database.execute("SELECT number FROM page WHERE id = ?", (readings[0].page,)).fetchone()[0]
    for table in ("receipt", "arrival", "reading"):
        database.execute(f"DELETE FROM {table} WHERE page = ?", (number,))
    database.execute("DELETE FROM page WHERE number = ?", (number,))
    database.commit()
    database.close()
    with Store.open(path, write=True) as store:
        add(store, [reading("four", spun(text, "four"))], COPIES)
        assert store.numbers(family_of(store, readings[1].page)) != []


def family_of(store: Store, page: str) -> tuple[str, ...]:
    (family,) = families_of(store, page)
    return family.members


def test_a_share_of_a_copy_is_what_the_shorter_page_has() -> None:
    text = prose("text")
    found = judge(compare(*(body_of("a", reading("a", some).article) for some in (text, text[:4]))))
    assert found is not None
    assert found.score == 1.0 > SAME
    assert found.reason == "120 of 120 words stand in order on the other page, which has 240"
