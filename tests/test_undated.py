"""When a page without a day appeared, by its copies, reports of its contacts and its lines: never a point too many."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.actors import Registry
from onrecord.align.dating import COPIED, Dating, Source, copies, dating, lines, occasion
from onrecord.align.days import days
from onrecord.cli import main
from onrecord.dates.within import near, printed_as, told_from
from onrecord.gather import gather, in_order
from onrecord.linking import link
from onrecord.pipeline import read
from onrecord.record import (
    Article,
    Block,
    Contact,
    Date,
    Link,
    LinkKind,
    Mention,
    Named,
    Page,
    Reading,
    Statement,
    digest,
    reading_json,
)
from onrecord.rules import Rules
from onrecord.store import Store
from onrecord.undated import Undated
from onrecord.web import contract
from onrecord.web.article import article as article_room
from onrecord.web.room import Ask
from onrecord.web.statement import statement as statement_room

AT = "2031-03-20T10:15:00Z"
REGISTRY = Registry.load()
CALL = "Renna Castavel spoke by phone with Joren Madrek on Wednesday."
PARTIES = (Mention(name="Renna Castavel", kind="person"), Mention(name="Joren Madrek", kind="person"))


def told(name: str, text: str = CALL, **about: object) -> Reading:
    """A page by hand: its outlet is its name."""
    page = digest([name, text])
    article = Article(
        text=text, blocks=(Block(kind="body", start=0, end=len(text), why=""),), outlet=Named(name=name, basis="given"),
        **about,  # type: ignore[arg-type]
    )  # fmt: skip
    return Reading(page=page, file=f"{name}.txt", sha256=page, made_by="by hand", article=article)


def on(value: str | None, basis: str = "stated", span: tuple[int, int] | None = None) -> Date:
    return Date(value=value, basis=basis, span=span)


def call(reading: Reading, status: str = "held", day: str | None = None, start: int = 0) -> Reading:
    """The reading with the contact that it tells of."""
    one = Contact(
        id=digest([reading.page, "call"]), kind="phone-call", participants=PARTIES, status=status,
        on=on(day) if day else None, spans=((start, start + 10),),
    )  # fmt: skip
    return replace(reading, contacts=(one,))


def says(reading: Reading, *contents: str) -> Reading:
    """The reading with a statement for each of some runs of its text."""
    found = []
    for n, content in enumerate(contents):
        at = reading.article.text.index(content)
        one = Statement(
            id=digest([reading.page, content, n]), source=(), cue=(), content=((at, at + len(content)),),
            manner="direct", score=1.0,
        )  # fmt: skip
        found.append(one)
    return replace(reading, statements=tuple(found))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(str(tmp_path / "a.db"), create=True) as store:
        yield store


def joined(kind: LinkKind, one: str, other: str, by: str = "onrecord 0.1.0", judgement: str = "same") -> Link:
    left, right = sorted((one, other))
    return Link(kind=kind, left=left, right=right, judgement=judgement, by=by, at=AT)  # type: ignore[arg-type]


def of(store: Store, reading: Reading) -> str | None:
    found = Undated(store).dating(reading)
    return found.value if found else None


def copied(store: Store, *readings: Reading) -> None:
    """Keep pages of which each is a copy of the one before it."""
    for one in readings:
        store.add(one, None)
    for one, other in pairwise(readings):
        store.append([joined("copy", one.page, other.page)])


# Copies


def test_a_page_is_of_the_days_about_its_dated_copy(store: Store) -> None:
    dated, undated = told("Post", published=on("2031-03-05", span=(0, 5))), told("Gazette")
    copied(store, dated, undated)
    found = Undated(store).dating(undated)
    assert found is not None
    assert (found.value, found.basis, found.own) == ("2031-03-02/2031-03-08", "inferred", None)
    witness = found.evidence[0]
    assert (witness.basis, witness.named[0].page, witness.named[0].date) == (
        "copies",
        dated.page,
        on("2031-03-05", span=(0, 5)),
    )
    assert [(one.left, one.right) for one in witness.links] == [tuple(sorted((dated.page, undated.page)))]
    twin = told("Twin", published=on("2031-03-05"))
    store.add(twin, None)
    store.append([joined("copy", dated.page, twin.page)])
    assert Undated(store).dating(dated) is None
    kept = store.reading(undated.page)
    assert kept is not None
    assert kept.article.published is None


def test_a_chain_of_two_undated_pages_is_dated_at_its_end(store: Store) -> None:
    first, second = told("Gazette"), told("Courier")
    copied(store, told("Post", published=on("2031-03-05")), first, second)
    assert of(store, first) == of(store, second) == "2031-03-02/2031-03-08"


def test_the_date_goes_with_the_link_that_a_person_cuts(store: Store) -> None:
    near, far, undated = (
        told("Post", published=on("2031-03-05")),
        told("Mail", published=on("2031-03-07")),
        told("Gazette"),
    )
    copied(store, near, undated, far)
    assert of(store, undated) == "2031-03-04/2031-03-08"
    store.append([joined("copy", far.page, undated.page, "Ines Vell", "different")])
    assert of(store, undated) == "2031-03-02/2031-03-08"
    store.append([joined("copy", near.page, undated.page, "Ines Vell", "different")])
    assert Undated(store).dating(undated) is None


def test_what_the_page_says_itself_narrows_what_its_copies_leave(store: Store) -> None:
    undated = told("Gazette", published=on("2031-03-06/2031-12-31", "inferred"))
    copied(store, told("Post", published=on("2031-03-05")), undated)
    assert of(store, undated) == "2031-03-06/2031-03-08"


def test_evidence_that_excludes_other_evidence_is_kept_and_nothing_chosen(store: Store) -> None:
    undated = told("Gazette", published=on("2030-01-01/2030-06-30", "inferred"))
    copied(store, told("Post", published=on("2031-03-05")), undated)
    found = Undated(store).dating(undated)
    assert found is not None
    assert found.value is None
    assert found.own == undated.article.published
    assert [one.basis for one in found.evidence] == ["copies"]
    assert "they exclude one another, and none is chosen" in found.why


def test_a_weekday_that_is_printed_is_the_one_of_the_interval(store: Store) -> None:
    text = "Monday\n\nThe ferry sails again."
    copied(
        store,
        told("Post", published=on("2031-03-05")),
        monday := told("Gazette", text, published=on(None, span=(0, 6))),
    )
    assert of(store, monday) == "2031-03-03"
    sunday = told("Courier", "Sunday\n\nThe ferry sails again.", published=on(None, span=(0, 6)))
    store.add(sunday, None)
    store.append([joined("copy", monday.page, sunday.page)])
    assert of(store, sunday) == "2031-03-02"


def test_a_weekday_that_no_day_left_bears_is_said(store: Store) -> None:
    dated = [told(name, published=on(day)) for name, day in (("Post", "2031-03-04"), ("Mail", "2031-03-09"))]
    monday = told("Gazette", "Monday", published=on(None, span=(0, 6)))
    copied(store, *dated, monday)
    found = Undated(store).dating(monday)
    assert found is not None
    assert found.value is None
    assert "the day printed is none of these" in found.why


def test_copies_that_are_far_apart_leave_all_between(store: Store) -> None:
    undated = told("Gazette")
    copied(store, told("Post", published=on("2031-03-05")), told("Mail", published=on("2031-06-01")), undated)
    assert of(store, undated) == "2031-03-02/2031-06-04"


def test_who_credits_an_agency_is_not_older_than_its_own_page(store: Store) -> None:
    undated = told("Gazette", agencies=(Named(name="Meridian Wire", basis="credit"),))
    copied(store, told("Meridian Wire", published=on("2031-03-05")), undated)
    assert of(store, undated) == "2031-03-04/2031-03-08"


def test_a_page_is_not_younger_than_its_receipt(store: Store) -> None:
    undated = replace(told("Gazette"), fetched="2031-03-05T08:00:00Z")
    copied(store, told("Post", published=on("2031-03-05")), undated)
    assert of(store, undated) == "2031-03-02/2031-03-06"


def test_of_a_thousand_copies_those_are_named_that_bound_the_interval(store: Store) -> None:
    pages = [told(f"Outlet {n}", published=on("2031-03-05" if n % 2 else "2031-03-06")) for n in range(500)]
    undated = [told(f"Undated {n}") for n in range(500)]
    copied(store, *pages, *undated)
    every = Undated(store)
    found = [every.dating(one) for one in undated]
    assert {one.value for one in found if one} == {"2031-03-03/2031-03-08"}
    assert all(one and one.evidence[0].others == 500 and len(one.evidence[0].named) == 2 for one in found)
    assert len(msgspec.json.encode(found[0])) < 3000


@given(st.lists(st.integers(0, 20), min_size=1, max_size=6), st.randoms())
def test_a_copy_within_days_of_all_is_in_the_interval_whatever_their_order(
    gaps: list[int], chance: random.Random
) -> None:
    sources = [
        Source(id=f"{n}", page=f"{n}", outlet=None, date=on(f"2031-03-{1 + gap:02}")) for n, gap in enumerate(gaps)
    ]
    found = copies("u", sources)
    chance.shuffle(sources)
    assert found is not None
    again = copies("u", sources)
    assert again is not None
    assert (again.first, again.last, again.others) == (found.first, found.last, found.others)
    held = [day for day in range(1, 32) if all(abs(day - 1 - gap) <= COPIED for gap in gaps)]
    assert found.first is not None
    assert found.last is not None
    assert all(found.first <= date(2031, 3, day) <= found.last for day in held)
    if held:
        assert (found.last - found.first).days == 2 * COPIED - (max(gaps) - min(gaps))


@given(st.dates(), st.sampled_from(["They met on Wednesday.", "They met yesterday.", "They will meet on 30 May."]))
@example(date.min, "They met yesterday.")
@example(date.max, "They will meet on 30 May.")
def test_the_calendar_has_ends(day: date, words: str) -> None:
    source = Source(id="1", page="1", outlet="Wire", date=on(day.isoformat()))
    assert copies("u", [source], ["Wire"]) is not None
    told_from(words, (0, len(words)), day)
    printed_as(words, day, day)
    found = occasion("c", False, [source], lambda _: None, 7)
    assert found is not None
    assert dating(on(day.isoformat()[:4]), f"{day}T00:00:00Z", lambda first, last: None, [found]) is not None


# Reports of a contact


def reported(store: Store, undated: Reading, *others: Reading) -> None:
    """Keep pages that report one occasion."""
    for one in (undated, *others):
        store.add(one, None)
    store.append([joined("occasion", undated.contacts[0].id, one.contacts[0].id) for one in others])


def elsewhere(day: str, name: str = "Post", status: str = "held") -> Reading:
    return call(told(name, published=on("2031-03-13")), status, day)


def test_words_that_count_a_day_are_turned_round(store: Store) -> None:
    undated = call(told("Gazette"))
    reported(store, undated, elsewhere("2031-03-12"))
    found = Undated(store).dating(undated)
    assert found is not None
    assert found.value == "2031-03-12/2031-03-18"
    assert found.evidence[0].span is not None
    assert CALL[slice(*found.evidence[0].span)] == "on Wednesday"[3:]
    assert [one.kind for one in found.evidence[0].links] == ["occasion"]


@pytest.mark.parametrize(
    ("text", "status", "expected"),
    [
        ("They spoke by phone yesterday, aides said.", "held", "2031-03-13"),
        ("They spoke by phone, aides said.", "held", "2031-03-11/2031-03-19"),  # in the opening of the page
        ("They will speak by phone tomorrow, aides said.", "planned", "2031-03-11"),
        ("They will speak by phone, aides said.", "planned", None),  # until then: the other side is open
        ("They spoke by phone on Thursday, aides said.", "held", None),  # another day: not this contact
        ("They spoke by phone, aides said.", "denied", None),
    ],
)
def test_what_a_report_leaves(store: Store, text: str, status: str, expected: str | None) -> None:
    undated = call(told("Gazette", text), status)
    reported(store, undated, elsewhere("2031-03-12"))
    assert of(store, undated) == expected


def test_what_is_told_far_down_may_be_old(store: Store) -> None:
    text = "Bread was dear in all the towns of the plain. " * 40 + "They once spoke by phone."
    undated = call(told("Gazette", text), start=text.index("They"))
    reported(store, undated, elsewhere("2031-03-12"))
    found = Undated(store).dating(undated)
    assert found is not None
    assert found.value is None
    assert found.why.startswith("on 2031-03-11 or later")
    late = Undated(store).dating(replace(undated, fetched="2031-04-01T08:00:00Z"))
    assert late is not None
    assert late.value == "2031-03-11/2031-04-02"


def test_reports_that_differ_leave_what_any_of_them_leaves(store: Store) -> None:
    undated = call(told("Gazette", "They spoke by phone yesterday."))
    reported(store, undated, elsewhere("2031-03-12"), elsewhere("2031-03-14", "Mail"))
    assert of(store, undated) == "2031-03-13/2031-03-15"


@pytest.mark.parametrize(
    ("words", "day", "first", "last"),
    [
        ("They met on Wednesday.", date(2031, 3, 12), date(2031, 3, 12), date(2031, 3, 18)),
        ("They will meet on Wednesday.", date(2031, 3, 12), date(2031, 3, 6), date(2031, 3, 12)),
        ("They met last night.", date(2031, 3, 12), date(2031, 3, 13), date(2031, 3, 13)),
        ("They met two days ago.", date(2031, 3, 12), date(2031, 3, 14), date(2031, 3, 14)),
    ],
)
def test_days_on_which_words_mean_a_day(words: str, day: date, first: date, last: date) -> None:
    found = told_from(words, (0, len(words)), day)
    assert found is not None
    assert (found[1][0], found[1][-1]) == (first, last)


def test_a_day_is_sought_near_what_is_told_in_a_line_without_end(store: Store) -> None:
    text = "They spoke by phone yesterday " + "and on Monday they were silent " * 2000
    undated = call(told("Gazette", text))
    reported(store, undated, elsewhere("2031-03-12"))
    found = Undated(store).dating(undated)
    assert found is not None
    assert found.evidence[0].span is None  # several days are named there
    assert found.value == "2031-03-11/2031-03-19"
    assert near((0, len(text)), 1000) == (600, 1400)


def test_only_reports_of_others_as_held_tell_of_the_day(store: Store) -> None:
    undated = call(told("Gazette"))
    reported(store, undated, elsewhere("2031-03-12", status="planned"))
    assert Undated(store).dating(undated) is None


def test_links_that_are_no_joins_are_no_evidence(store: Store) -> None:
    dated, between, undated = told("Post", published=on("2031-03-05")), told("Mail"), told("Gazette")
    copied(store, dated, between, undated)
    store.append([joined("copy", dated.page, undated.page, judgement="unsure")])
    found = Undated(store).dating(undated)
    assert found is not None
    assert found.evidence[0].links == (joined("copy", between.page, undated.page),)


def test_words_that_name_no_day_or_several_say_nothing() -> None:
    assert told_from("They met.", (0, 9), date(2031, 3, 12)) is None
    text = "They met on Monday and on Tuesday."
    assert told_from(text, (0, len(text)), date(2031, 3, 12)) is None
    assert printed_as("Updated", date(2031, 3, 1), date(2031, 3, 9)) is None
    assert printed_as("March 4", date(2031, 3, 1), date(2031, 3, 9)) == (date(2031, 3, 4),)
    assert printed_as("Monday", date(2031, 3, 1), date(2033, 3, 9)) is None


# Lines


def test_a_page_with_many_statements_of_another_is_of_its_time(store: Store) -> None:
    words = ["The gates stay shut", "the harvest comes late", "the toll would not rise", "no boat has passed"]
    text = ". ".join(words)
    dated, undated = says(told("Post", text, published=on("2031-03-05")), *words), says(told("Gazette", text), *words)
    for one in (dated, undated):
        store.add(one, None)
    pairs = list(zip(dated.statements, undated.statements, strict=True))
    store.append([joined("line", one.id, other.id) for one, other in pairs[:2]])
    assert Undated(store).dating(undated) is None
    store.append([joined("line", one.id, other.id) for one, other in pairs[2:]])
    found = Undated(store).dating(undated)
    assert found is not None
    assert (found.value, found.evidence[0].basis) == ("2031-03-02/2031-03-08", "lines")
    assert {link.kind for link in found.evidence[0].links} == {"line"}


def test_lines_of_pages_far_apart_leave_all_between() -> None:
    shared = [
        (("a", "b", "c", "d"), Source(id=day, page=day, outlet=None, date=on(day)))
        for day in ("2031-03-05", "2031-05-01")
    ]
    found = lines(shared)
    assert found is not None
    assert (found.first, found.last) == (date(2031, 3, 2), date(2031, 5, 4))


def test_nobody_tells_and_nothing_is_said() -> None:
    assert dating(on("2031-03"), None, lambda first, last: None, ()) is None
    assert copies("u", []) is None
    assert lines([]) is None


# The whole way: pages read, joined and shown

LEAD = "Foreign Minister Renna Castavel spoke by phone with Foreign Minister Joren Madrek on Wednesday."
SAID = (
    "“We disagree about almost everything except the value of seven more quiet mornings,” Madrek told reporters.",
    "Madrek said that the ferry crossings at Sarrow would open again before the harvest began.",
)
OWN = {
    "Post": "“The gates of the upper reservoir stay shut until the last boat has passed,” Castavel said.",
    "Gazette": "The two governments were in touch again, officials confirmed. They have not met since the autumn, and "
    "the border commission that was to inspect the weirs has never been called, although both parliaments voted money "
    "for it and the engineers had packed their instruments. Nobody at the ministry would say who paid for the boats.",
    "Mail": "The orchard growers of Sarrow counted their losses, and the price of almonds rose by a third in the "
    "markets of Ostrel, where the fog lay on the quays until noon and the trams ran late for the fourth day in a row.",
    "Star": "Snow fell on the passes. The mayor of Ostrel, Jossa Lind, said on Monday that 14 roads were shut and that "
    "the ploughs of the upper valley had been lent to the railway, which needs them for the line to the coast.",
}


def page(name: str, *paragraphs: str, **more: str) -> Page:
    about = {"outlet": name, "title": f"Calls and gates: {name}", **more}
    return Page(data="\n\n".join(paragraphs).encode(), file=f"{name}.txt", given=about)


PAGES = [
    page("Post", LEAD, OWN["Post"], *SAID, published="2031-03-13"),
    page("Gazette", LEAD, OWN["Gazette"], *SAID),
    page("Mail", LEAD.replace("Wednesday", "Friday"), OWN["Mail"], *SAID),
    page("Reprint", LEAD, OWN["Gazette"], *SAID),
    page("Star", OWN["Star"]),
    page("Star reprint", OWN["Star"], published="2031-03-11"),
]
READ = [(read(one, Rules(), REGISTRY), one) for one in PAGES]


def datings(store: Store) -> dict[str, tuple[str | None, str]]:
    every = Undated(store)
    found = {reading.file: every.dating(reading) for reading in store.readings()}
    return {file: (one.value, one.why) for file, one in found.items() if one}


def filled(path: Path, order: Sequence[int], stops: Callable[[int], bool] = lambda n: False) -> Store:
    store = Store.open(str(path), create=True)
    for n, number in enumerate(order):
        store.add(*READ[number])
        if stops(n):
            link(store, REGISTRY, AT)
    link(store, REGISTRY, AT)
    return store


def test_pages_without_a_date_are_dated_by_what_linking_found(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db", range(len(READ))) as store:
        found = {file: value for file, (value, _) in datings(store).items()}
        assert found == {
            "Gazette.txt": "2031-03-12/2031-03-18",
            "Reprint.txt": "2031-03-12/2031-03-18",  # a copy of one without a date, whose contact is that of the Post
            "Star.txt": "2031-03-08/2031-03-14",
        }  # the Mail tells of a call on a Friday: another one
        before = list(store.links(standing=False))
        assert set(link(store, REGISTRY, AT, again=True).values()) == {0}
        assert list(store.links(standing=False)) == before


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(len(READ))), st.sets(st.integers(0, len(READ))))
def test_neither_order_nor_runs_in_between_show(tmp_path: Path, order: list[int], stops: set[int]) -> None:
    name = digest([list(order), sorted(stops)])
    with filled(tmp_path / f"{name}.db", order, stops.__contains__) as store:
        found = datings(store)
    with filled(tmp_path / f"{name}-whole.db", range(len(READ))) as store:
        assert found == datings(store)


def test_two_calls_told_on_one_page_leave_it_unsure_which_is_meant(tmp_path: Path) -> None:
    again = "Castavel had also spoken by phone with Madrek on March 2."
    post = page("Post", LEAD, OWN["Post"], *SAID, again, published="2031-03-13")
    other = page("Gazette", LEAD.replace(" on Wednesday", ""), OWN["Mail"], *SAID)
    with Store.open(str(tmp_path / "a.db"), create=True) as store:
        for one in (post, other):
            store.add(read(one, Rules(), REGISTRY), one)
        link(store, REGISTRY, AT)
        judged = [(one.judgement, one.reason) for one in store.links("occasion") if one.judgement != "different"]
        assert [judgement for judgement, _ in judged] == ["unsure", "unsure"]
        assert all((reason or "").endswith("one of several") for _, reason in judged)


def test_a_timeline_puts_what_is_inferred_in_its_place_and_claims_no_day(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db", range(len(READ))) as store:
        pages = [reading.page for reading in store.readings()]
        entries = in_order(gather(store, pages))
        star = store.reading(READ[4][0].page)
        assert star is not None
        alone = in_order(gather(store, [star.page]))
    said = [one for one in alone if one.kind == "statement" and "14 roads" in one.what]
    # 'on Monday', on a page of Saturday 8 March or of Friday 14 March
    assert [(one.when, one.about) for one in said] == [(None, "2031-03-03/2031-03-10")]
    placed = [one.placed for one in entries]
    assert [at for at in placed if at] == sorted(at for at in placed if at)
    assert all(span and span[0].isoformat() == one.placed for one in entries if one.about for span in [days(one.about)])
    assert {one.about for one in entries if one.reports[0].file == "Gazette.txt"} >= {"2031-03-12/2031-03-18"}
    shown = CliRunner().invoke(main, ["timeline", str(tmp_path / "a.db"), "--format", "table"]).output
    assert "inferred 2031-03-12/2031-03-18" in shown


def test_on_monday_has_one_answer_on_a_page_of_one_week(store: Store) -> None:
    undated = says(told("Gazette", "The mayor said on Monday that roads were shut."), "that roads were shut")
    speaking = replace(undated.statements[0], source=((0, 9),), cue=((10, 14),))
    undated = call(replace(undated, statements=(speaking,)))
    copied(store, told("Post", published=on("2031-03-06")), undated)
    every = Undated(store)
    found = every.dating(undated)
    assert found is not None
    assert found.value == "2031-03-03/2031-03-09"  # from Monday to Sunday
    day = {speaking.id: "2031-03-03", undated.contacts[0].id: "2031-03-03"}
    assert every.counted(undated, found) == day
    assert every.counted(undated, replace(found, value=None)) == {}


def test_show_export_and_room_give_the_evidence(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    filled(path, range(len(READ))).close()
    undated = READ[1][0]
    shown = CliRunner().invoke(main, ["show", str(path), undated.page[:12]])
    assert shown.exit_code == 0, shown.output
    assert "published  no date" in shown.output
    assert "inferred   2031-03-12/2031-03-18, from other pages\n" in shown.output
    assert "occasion, 2031-03-12/2031-03-18: 1 report elsewhere dates to 2031-03-12 a contact" in shown.output
    assert f"page {READ[0][0].page[:8]}, Post: 2031-03-12" in shown.output
    assert re.search(r"occasion \w{8} \w{8} same, onrecord ", shown.output)
    one = CliRunner().invoke(main, ["show", str(path), undated.statements[0].id[:12]])
    assert "inferred   2031-03-12/2031-03-18" in one.output
    rows = [
        json.loads(line)
        for line in CliRunner().invoke(main, ["export", str(path), "--format", "datings"]).output.splitlines()
    ]
    assert {row["file"] for row in rows} == {"Gazette.txt", "Reprint.txt", "Star.txt"}
    assert all(row["evidence"] and row["own"] is None for row in rows)
    table = csv.DictReader(io.StringIO(CliRunner().invoke(main, ["export", str(path), "--format", "csv"]).output))
    values = {(row["file"], row["published_value"], row["dating_value"]) for row in table}
    assert ("Gazette.txt", "", "2031-03-12/2031-03-18") in values
    assert ("Post.txt", "2031-03-13", "") in values
    with Store.open(str(path)) as store:
        room = article_room(store, Ask(path={"id": undated.page}))
        said = statement_room(store, Ask(path={"id": undated.statements[0].id}))
    assert room.data["dating"]["value"] == "2031-03-12/2031-03-18"
    msgspec.convert(room.data, contract.Page)
    assert msgspec.convert(said.data, contract.StatementRoom).dating == msgspec.convert(room.data["dating"], Dating)


def test_a_reading_knows_nothing_of_it() -> None:
    assert "dating" not in json.dumps(reading_json(READ[1][0]))


def test_a_judgement_that_the_machine_held_back_joins_no_call_of_another_day(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db", range(len(READ))) as store:
        mail = READ[2][0].contacts[0].id
        assert store.group("occasion", mail) == (mail,)  # 'on Friday', where the Post and the Gazette have Wednesday
        assert list(store.links("occasion", [mail])) == []


def test_a_join_goes_when_the_page_is_read_without_what_spoke_for_it(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db", range(2)) as store:
        assert datings(store).keys() == {"Gazette.txt"}
        read_again = replace(READ[1][0], made_by="another", statements=())
        store.add(read_again, PAGES[1])
        link(store, REGISTRY, AT)
        assert datings(store) == {}
        assert [one.judgement for one in store.links("occasion")] == ["unsure"]


def test_one_statement_shared_leaves_two_reports_unsure(tmp_path: Path) -> None:
    other = page("Gazette", LEAD, OWN["Mail"], SAID[0])
    with Store.open(str(tmp_path / "a.db"), create=True) as store:
        for one in (PAGES[0], other):
            store.add(read(one, Rules(), REGISTRY), one)
        link(store, REGISTRY, AT)
        assert [one.judgement for one in store.links("occasion")] == ["unsure"]
        assert datings(store) == {}
