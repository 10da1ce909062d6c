"""What readers find and count: against the statements themselves, whatever is corrected, read again or asked for."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.errors import UsageError
from onrecord.ingest import pages
from onrecord.pipeline import Means, add
from onrecord.record import Reading
from onrecord.rules import Rules
from onrecord.store import Query, Store, browse
from onrecord.store.browse import KINDS, Browse, Found


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with Store.open(str(tmp_path_factory.mktemp("browse") / "a.db"), create=True) as store:
        add(store, pages([str(SAMPLES)]), means=Means(tagger=Rules))
        yield store


def values(row: dict[str, Any], kind: str) -> set[str]:
    """The values of a kind that a statement has, worked out from its JSON object."""
    speakers = [one for one in (row["speaker"], *row["co_speakers"]) if one]
    named = {"speaker": speakers, "addressee": row["addressee"], "via": row["via"]}
    if kind in named:
        unnamed = ("unnamed", "document", "narrator", "none")
        return {one["name"] for one in named[kind] if one["name"] and one["kind"] not in unnamed}
    single = {
        "outlet": row["outlet"],
        "manner": row["manner"],
        "act": row["act"],
        "place": (row["where"] or {}).get("name"),
        "kind": (row["speaker"] or {}).get("kind"),
    }
    return {single[kind]} - {None}


def check(store: Store, found: Found, expected: list[dict[str, Any]]) -> None:
    assert (found.total, found.at_least) == (len(expected), False)
    assert {row["id"] for row in found.statements} <= {row["id"] for row in expected}
    for kind in KINDS:
        counts = Counter(value for row in expected for value in values(row, kind))
        shown = found.facets[kind]
        assert dict(shown).items() <= dict(counts).items()
        assert len(shown) == min(len(counts), browse.SHOWN)
        assert sorted(counts.values(), reverse=True)[: len(shown)] == [n for _, n in shown]
    assert sum(n for _, n in found.days) == len(expected)


def rows(store: Store, **query: Any) -> list[dict[str, Any]]:
    return [as_lists(row) for row in store.search(Query(**query))]


def as_lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: as_lists(part) for name, part in value.items()}
    return [as_lists(part) for part in value] if isinstance(value, list | tuple) else value


WORDS = ("truce", "the", "water river", '"the truce"', "Madrek", "xylophone")
DATES = (None, "2031", "2031-03", "2031-03-05", "2031-03-09")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from((None, *WORDS)), st.sampled_from(DATES), st.sampled_from(DATES), st.data())
def test_finds_and_counts_what_search_finds(store: Store, words: Any, since: Any, until: Any, data: Any) -> None:
    query = Query(words=words, since=since, until=until)
    expected = rows(store, words=words, since=since, until=until)
    exact: list[tuple[str, str]] = []
    for _ in range(data.draw(st.integers(0, 2))):
        kind = data.draw(st.sampled_from(KINDS))
        some = sorted({value for row in expected for value in values(row, kind)})
        if some:
            value = data.draw(st.sampled_from(some))
            exact.append((kind, value))
            expected = [row for row in expected if value in values(row, kind)]
    order = data.draw(st.sampled_from(browse.ORDERS))
    check(store, store.browse(Browse(query=query, exact=tuple(exact), order=order, limit=500)), expected)


@pytest.mark.parametrize("order", browse.ORDERS)
@pytest.mark.parametrize("words", [None, "truce"])
def test_steps_join_to_the_whole_in_order(store: Store, order: str, words: str | None) -> None:
    query = Query(words=words)
    whole = store.browse(Browse(query=query, order=order, limit=500))
    found: list[str] = []
    after = None
    while len(found) <= whole.total:
        step = store.browse(Browse(query=query, order=order, limit=7, after=after))
        found += [row["id"] for row in step.statements]
        after = step.next
        if after is None:
            break
    assert found == [row["id"] for row in whole.statements]
    assert len(set(found)) == whole.total
    if order != "best":
        days = [(row["said"] or row["published"] or {}).get("value") or "" for row in whole.statements]
        days = [day.partition("/")[0] for day in days]
        assert days == sorted(days, reverse=order == "newest")


def test_statements_are_those_of_search_to_the_letter(store: Store) -> None:
    everything = {row["id"]: row for row in rows(store)}
    found = store.browse(Browse(limit=500)).statements
    assert len(found) == len(everything)
    for row in found:
        assert as_lists(row) == everything[row["id"]]


def test_words_found_are_marked_where_they_stand(store: Store) -> None:
    found = store.browse(Browse(query=Query(words="truces"), order="best", limit=500))
    marked = [found.marked[row["id"]] for row in found.statements if browse.HIT[0] in found.marked[row["id"]]]
    assert marked
    for row in found.statements:
        text = found.marked[row["id"]]
        assert text.replace(browse.HIT[0], "").replace(browse.HIT[1], "") == row["quote"]["content"]
        title = found.titles[row["id"]]
        assert title.replace(browse.HIT[0], "").replace(browse.HIT[1], "") == (row["title"] or "")
    assert any(f"{browse.HIT[0]}truce{browse.HIT[1]}" in text for text in marked), "by its stem"
    assert any(f"{browse.HIT[0]}truce{browse.HIT[1]}" in title for title in found.titles.values())


def test_a_word_can_be_left_out(store: Store) -> None:
    with_both = {row["id"] for row in rows(store, words="truce water")}
    truce = {row["id"] for row in rows(store, words="truce")}
    assert with_both
    for words in ("truce -water", "-water truce", '"truce" -waters', "truce -water -xylophone", "truce - -water"):
        assert {row["id"] for row in rows(store, words=words)} == truce - with_both, words
        found = store.browse(Browse(query=Query(words=words), order="best", limit=500))
        assert {row["id"] for row in found.statements} == truce - with_both
    about = {row["id"] for row in rows(store, about="truce")}
    assert {row["id"] for row in rows(store, about="truce -day")} < about
    with pytest.raises(UsageError, match="-water"):
        rows(store, words="-water")


def test_what_is_too_much_to_count_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browse, "COUNTED", 10)
    total = len(rows(store))
    common = store.browse(Browse(query=Query(words="the")))
    assert (common.total, common.at_least, common.order) == (10, True, "newest")
    everything = store.browse(Browse())
    assert (everything.total, everything.at_least) == (total, False), "one value alone is counted beforehand"
    outlet = store.most("outlet", 1)[0]
    one = store.browse(Browse(exact=(("outlet", outlet[0]),)))
    assert (one.total, one.at_least, one.counted) == (outlet[1], False, 10)


def test_counts_follow_the_current_reading(tmp_path: Path, story: Path) -> None:
    with Store.open(str(tmp_path / "a.db"), create=True) as store:
        add(store, pages([str(story)]), means=Means(tagger=Rules))
        (reading,) = store.readings()
        before = state(store)
        other = replace(reading, made_by="another", statements=reading.statements[:1], contacts=())
        store.add(other, None)
        assert store.count("all") == 1
        check(store, store.browse(Browse(limit=500)), rows(store))
        store.add(replace(reading, made_by="a third"), None)
        assert state(store) == before


def state(store: Store) -> dict[str, Any]:
    """All that is counted, without numbers that a file gives."""
    kinds = (*KINDS, "all", "page", "pages", "contact", "contacts")
    return {kind: [(value, n, store.days(kind, value)) for value, n in store.most(kind, 100)] for kind in kinds}


def test_names_are_found_by_their_words_and_beginnings(store: Store) -> None:
    assert ("speaker", "Joren Madrek") in [(kind, value) for kind, value, _ in store.values("madr", ("speaker",), 9)]
    assert store.values("madrek joren", ("speaker",), 9)
    assert store.values('"* NEAR(', ("speaker",), 9) == store.values("near", ("speaker",), 9)
    assert store.values("", ("speaker",), 9) == []


def test_an_order_that_there_is_not_is_refused(store: Store) -> None:
    with pytest.raises(UsageError, match="newest, oldest, best"):
        store.browse(Browse(order="random"))


def test_pages_and_contacts_are_listed_by_day(store: Store) -> None:
    everything: list[Reading] = list(store.readings())
    numbers, following = store.listed("pages", "", None, 500)
    assert following is None
    listed = store.pages_of_numbers(numbers)
    assert {one["id"] for one in listed} == {reading.page for reading in everything}
    dated = [one["published"]["value"] for one in listed if one["published"]]
    assert dated == sorted(dated, key=lambda day: day.partition("/")[0], reverse=True)
    contacts = [contact.id for reading in everything for contact in reading.contacts]
    numbers, _ = store.listed("contacts", "", None, 500)
    assert sorted(one["id"] for one in store.contacts_of_numbers(numbers)) == sorted(contacts)
