"""The same statement in several pages: what is joined, what is not, and that neither order nor size changes it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from gold import PLANTED, gold, rows, wordings
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.align.days import days
from onrecord.align.differences import diff, difference
from onrecord.align.lines import Match, Wording, beside, compare, keys, lines
from onrecord.align.words import words
from onrecord.record import words_at

FAMILY = {member["file"]: family["name"] for family in PLANTED["family"] for member in family["members"]}
# Of one translation into another, and of what is told in other words: held back as unsure, or not seen.
HARD = {"border and river": {"kestag-truce.txt", "gazette-truce.html"}, "water first": {"kestag-truce.txt"}}


def said(words_said: str, manner: str = "direct", **more: Any) -> Wording:
    found = words(words_said, [(0, len(words_said))], manner)
    about = {"id": words_said, "page": words_said, "speakers": ("a",), "names": ("a",), **more}
    about.setdefault("copies", about["page"])
    return Wording(words=found, manner=manner, **about)


def found(ones: list[Wording]) -> list[Match]:
    """What is joined of statements that share a key."""
    by_key = defaultdict(list)
    for one in ones:
        for key in keys(one)[0]:
            by_key[key].append(one)
    known = {one.id: list({o.id: o for key in keys(one)[1] for o in by_key[key]}.values()) for one in ones}
    return list(lines(ones, known))


def groups(matches: list[Match]) -> dict[str, str]:
    parent: dict[str, str] = {}

    def root(id: str) -> str:
        while parent.get(id, id) != id:
            id = parent[id]
        return id

    for match in matches:
        if match.judgement == "same":
            parent[root(match.left)] = root(match.right)
    return {id: root(id) for match in matches for id in (match.left, match.right)}


@pytest.fixture(scope="module")
def samples() -> list[Wording]:
    return [one for file, reading in gold().items() for one in wordings(reading, FAMILY.get(file, reading.page))]


@pytest.fixture(scope="module")
def matches(samples: list[Wording]) -> list[Match]:
    return found(samples)


def statement_of(member: dict[str, Any]) -> dict[str, Any] | None:
    """The planted statement with these words that has the fewest others."""
    reading = gold()[member["file"]]
    sought = " ".join(member["words"].split()).strip("\"'‘’“”,")
    have = [
        row
        for row, one in zip(rows(reading), reading.statements, strict=True)
        if sought in " ".join(words_at(reading.article.text, one.content).split())
    ]
    return min(have, key=lambda row: len(row["quote"]["content"]), default=None)


LINES = [line for line in PLANTED["line"] if not line.get("optional")]


@pytest.mark.parametrize("line", LINES, ids=[line["name"] for line in LINES])
def test_every_planted_line_is_found(line: dict[str, Any], matches: list[Match]) -> None:
    group = groups(matches)
    members = [member for member in line["members"] if member["file"] not in HARD.get(line["name"], ())]
    statements = [statement_of(member) for member in members]
    ids = {row["id"] for row in statements if row}
    assert len({group.get(id, id) for id in ids}) == 1, line["name"]


@pytest.mark.parametrize("line", LINES, ids=[line["name"] for line in LINES])
def test_every_planted_verdict_is_given(line: dict[str, Any]) -> None:
    first, *others = [(member, statement_of(member)) for member in line["members"]]
    for member, row in others:
        assert row
        assert first[1]
        if row["id"] != first[1]["id"]:
            assert diff(first[1], row).verdict == member["verdict"], (line["name"], member)


def test_nothing_else_is_joined(matches: list[Match]) -> None:
    """Two statements that are joined are planted so, or have a wording in common that a reader sees at once."""
    planted: set[tuple[str, str]] = set()
    for line in PLANTED["line"]:
        ids = [row["id"] for row in map(statement_of, line["members"]) if row]
        planted |= {(a, b) for a in ids for b in ids}
    text = {
        row["id"]: (file, row["quote"]["content"], row["speaker"]["id"])
        for file, reading in gold().items()
        for row in rows(reading)
    }
    others = set()
    for match in matches:
        one, other = text[match.left], text[match.right]
        copies = FAMILY.get(one[0], one[0]) == FAMILY.get(other[0], other[0]) and one[1] == other[1]
        if match.judgement == "same" and (match.left, match.right) not in planted and not copies:
            others.add(frozenset((one[1][:30], other[1][:30])))
    assert others == {
        # said in the standfirst and again in the body
        frozenset(("Three of the six gates at Vess", "three of the six gates at the ")),
        # the planted line '48 hours', by its headline
        frozenset(("Open the gates within 48 hours", "that the gates be opened withi")),
        # nested in the planted line 'technical questions'
        frozenset(("the need to keep technical que",)),
        # around the planted line 'thirst has no flag'
        frozenset(("that she had informed Mr Madre", "she told her opposite number t")),
    }


def test_order_of_arrival_changes_nothing(samples: list[Wording], matches: list[Match]) -> None:
    assert found(samples[::-1]) == matches


def test_one_word_joins_nothing_but_in_copies_of_one_text() -> None:
    one, other = said("Yes", id="1", page="p"), said("Yes", id="2", page="q")
    assert compare(one, other) is None
    inside = [replace(s, copies="c", beside=beside("She nodded and said to them all")) for s in (one, other)]
    match = compare(*inside)
    assert match
    assert match.judgement == "same"
    assert compare(inside[0], replace(inside[1], beside=beside("Would he come? He hid his face"))) is None


def test_other_speakers_are_joined_by_long_wording_alone() -> None:
    long = "We will not sign any treaty while the taps in the capital run brown and the reservoirs stand empty"
    one = said(long, id="1", page="p")
    match = compare(one, said(long, id="2", page="q", speakers=("b",)))
    assert match
    assert match.judgement == "same"
    assert "other speakers" in match.reason
    short = "taps run brown"
    assert compare(said(short, id="1"), said(short, id="2", speakers=("b",))) is None


def test_time_parts_what_is_told_in_other_words() -> None:
    texts = ("that the dam would be opened before the harvest", "Before the harvest begins the dam shall open")
    for day, joined in (("2031-03-05", True), ("2031-04-05", False)):
        one = said(texts[0], "indirect", id="1", page="p", days=days("2031-03-04"))
        other = said(texts[1], "indirect", id="2", page="q", days=days(day))
        match = compare(one, other)
        assert (match is not None and match.judgement == "same") is joined


def test_what_one_denies_is_not_told_by_one_that_does_not() -> None:
    day = days("2031-03-04")
    one = said("that not one of the promised wells had been drilled", "indirect", id="1", page="p", days=day)
    all_of = said("all of the wells promised were drilled and half are dry", "indirect", id="2", page="q", days=day)
    none = said("of the wells they promised us none was ever drilled", "indirect", id="3", page="r", days=day)
    judged = [compare(one, other) for other in (all_of, none)]
    assert [match and match.judgement for match in judged] == ["unsure", "same"]


def test_a_statement_is_not_joined_to_the_one_around_it() -> None:
    text = "that thirst has no flag and that rivers have no passports"
    outer = said(f"she told him {text}", "indirect", id="1", page="p")
    inner = said(text, "indirect", id="2", page="p", around=("1",))
    assert compare(outer, inner) is None
    elsewhere = said(text, "indirect", id="3", page="q")
    joined = [{match.left, match.right} for match in lines([elsewhere], {"3": [outer, inner]})]
    assert joined == [{"2", "3"}]


@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from(["direct", "indirect", "mixed"]))
def test_any_two_texts_can_be_compared(one: str, other: str, manner: str) -> None:
    a, b = said(one, manner, id="1", page="p"), said(other, manner, id="2", page="q")
    assert compare(a, b) == compare(b, a)
    assert compare(a, a) is None


def test_a_very_long_statement_costs_no_more_than_its_first_words() -> None:
    long = "river " * 200_000
    one = said(long, id="1", page="p")
    assert len(one.words) == 4000
    assert compare(one, said("the river was always there for us to drink", id="2", page="q")) is None


def test_a_quotation_is_found_in_a_transcript() -> None:
    turn = " ".join(
        [
            "Thank you all for coming to the harbour on such a cold morning.",
            "We have read the report of the commission with care, and we find no fault with its figures.",
            "The reservoir will be filled by the end of April, whatever the engineers of our neighbour may say.",
            "As to the question of money, nobody has asked me for any, and I have none to give.",
        ]
    )
    transcript = said(turn, id="1", page="p", days=days("2031-03-04"))
    cut = said("The reservoir will be filled by the end of April,", id="2", page="q", days=days("2031-03-04"))
    piece = said("that he had found “no fault with its figures”", "mixed", id="3", page="r", days=days("2031-03-05"))
    told = said("that the reservoir would be full by the end of April", "indirect", id="4", page="s", days=cut.days)
    for one, verdict in ((cut, "shortened"), (piece, "fragment"), (told, "indirect")):
        match = compare(transcript, one)
        assert match
        assert match.judgement == "same"
        assert difference(transcript.words, one.words, (transcript.manner, one.manner)).verdict == verdict


def test_words_strewn_over_one_that_tells_of_more_are_no_telling_of_it() -> None:
    one = said("President Aldo Merk will visit Torvald on Friday", "indirect", id="1", page="p", speakers=())
    text = "The president of Brack, Aldo Merk, on Saturday cancelled the visit to the Torvald mine planned for Friday"
    assert compare(one, said(text, "indirect", id="2", page="q")) is None
    again = said("that the president, Aldo Merk, will visit Torvald on Friday", "indirect", id="3", page="r")
    assert compare(one, again)
