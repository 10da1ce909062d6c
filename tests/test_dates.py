"""Dates in text, the day of each statement, and the days a page without a date may be of."""

# ruff: noqa: SIM905 -- words are easier to read unquoted
from __future__ import annotations

import re
import sys
from datetime import date as day_of
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.dates import Evidence, date, published, times
from onrecord.dates.find import resolved
from onrecord.dates.grammar import FORMS
from onrecord.dates.units import easter, holiday, iso
from onrecord.record import Article, Block, Date, Mention, Statement

sys.path.insert(0, str(Path(__file__).parents[1] / "evaluation"))

# A page of Wednesday 20 January 2016.
PAGE = day_of(2016, 1, 20)
READ = {
    "Roe arrived on Monday.": ("Monday", "2016-01-18"),
    "Roe will arrive on Monday.": ("Monday", "2016-01-25"),
    "Roe said Wednesday.": ("Wednesday", "2016-01-20"),
    "Roe spoke last Wednesday.": ("last Wednesday", "2016-01-13"),
    "Roe is due on Thursday.": ("Thursday", "2016-01-21"),
    "The council met late Thursday night.": ("late Thursday night", "2016-01-14TNI"),
    "Until Monday, they had not called.": ("Monday", "2016-01-18"),
    "They spoke of Thursday's vote.": ("Thursday", "2016-01-14"),
    "Thursday's vote will be close.": ("Thursday", "2016-01-21"),
    "It was 4 May or 5 June 2014.": ("4 May", "2014-05-04"),
    "The council met last week.": ("last week", "2016-W02"),
    "It rose earlier this month.": ("earlier this month", "2016-01"),
    "It was signed on Jan 25 of course.": ("Jan 25", "2016-01-25"),
    "It was signed on Nov. 25.": ("Nov. 25", "2015-11-25"),
    "They will vote on 3 March.": ("3 March", "2016-03-03"),
    "Signed in September 2014.": ("September 2014", "2014-09"),
    "In force since Sept 30, 2015.": ("Sept 30, 2015", "2015-09-30"),
    "They have talked for two weeks now.": ("two weeks", "P2W"),
    "The truce will not hold beyond January.": ("January", "2016-01"),
    "An answer within 48 hours is needed.": ("48 hours", "PT48H"),
    "The 72-hour truce held.": ("72-hour", "PT72H"),
    "He led it from 5-6 April 2015.": ("5-6 April 2015", "2015-04-05/2015-04-06"),
    "It began eight days ago.": ("eight days ago", "2016-01-12"),
    "It was founded two years ago.": ("two years ago", "2014"),
    "They met at the end of last year.": ("the end of last year", "2015"),
    "Roe left yesterday.": ("yesterday", "2016-01-19"),
    "They spoke in December last year.": ("December last year", "2015-12"),
    "They spoke over the weekend.": ("the weekend", "2016-W02-WE"),
    "That was in the early 1990s.": ("early 1990s", "199X"),
    "It was so at 10:35 a.m. Tuesday.": ("10:35 a.m. Tuesday", "2016-01-19T10:35"),
    "The week of March 7 was hard.": ("The week of March 7", "2016-W10"),
    "He fell ill last autumn.": ("last autumn", "2015-FA"),
    "They meet every day.": ("every day", "P1D"),
    "The talks broke off on\u00a0Monday.": ("Monday", "2016-01-18"),
}


@pytest.mark.parametrize("words", READ)
def test_an_expression_and_its_value(words: str) -> None:
    found = [(words[time.span[0] : time.span[1]], value) for time, value in resolved(words, PAGE)]
    assert READ[words] in found


@pytest.mark.parametrize(
    "words",
    ["Minister Anna May said so.", "It may rain; march on.", "A 70-year-old man.", "Some 2000 people came.",
     "The fall of the town.",
     "The second man.", "In a day or so it fell: a month.", "Order 66/12.", "He sat in the sun."],
)  # fmt: skip
def test_what_only_looks_like_a_date(words: str) -> None:
    assert not [value for _, value in resolved(words, PAGE) if value and value[0].isdigit()]


def test_an_occasion_without_a_date_is_said_to_have_none() -> None:
    article = page("He resigned at the height of the Ruritanian spring.", "2016-01-20")
    (found,) = times(article)
    assert found.value is None
    assert found.why == "an occasion without a date: Ruritanian spring"


@pytest.mark.parametrize("words", ["30 February 2016", "31 April", "February 30", "2015-02-30", "29 February 2015"])
def test_a_day_that_the_calendar_lacks_is_found_and_has_no_value(words: str) -> None:
    assert [value for _, value in resolved(f"on {words}.", PAGE)][:1] == [None]


def test_a_leap_day_without_a_year_is_that_of_a_leap_year_near() -> None:
    assert [value for _, value in resolved("It was 29 February.", PAGE)] == ["2016-02-29"]
    assert [value for _, value in resolved("It was 29 February.", day_of(2014, 6, 1))] == [None]


def test_day_and_month_of_unclear_order_leave_only_the_year() -> None:
    assert [v for _, v in resolved("03/04/2015 and 13/04/2015 and 04/13/2015 and 3.4.2015", PAGE)] == [
        "2015", "2015-04-13", "2015-04-13", "2015-04-03",
    ]  # fmt: skip


def test_the_next_day_follows_the_day_last_named() -> None:
    found = resolved("On 3 May 2015 they met. The next day they parted. Two days later all was over.", PAGE)
    assert [value for _, value in found] == ["2015-05-03", "2015-05-04", "2015-05-06"]


@pytest.mark.parametrize(("name", "year", "day"), [
    ("Thanksgiving Day", 1999, "1999-11-25"), ("Election Day", 1998, "1998-11-03"), ("Easter", 2016, "2016-03-27"),
    ("Good Friday", 2016, "2016-03-25"), ("New Year's Eve", 2015, "2015-12-31"),
])  # fmt: skip
def test_holidays(name: str, year: int, day: str) -> None:
    assert holiday(name, year).isoformat() == day


@given(st.integers(min_value=1600, max_value=9000))
def test_easter_is_a_sunday_of_spring(year: int) -> None:
    found = easter(year)
    assert found.weekday() == 6
    assert (3, 22) <= (found.month, found.day) <= (4, 25)


@pytest.mark.parametrize(("value", "expected"), [
    ("2016-W02", "2016-01-11/2016-01-17"), ("2016-W02-WE", "2016-01-16/2016-01-17"),
    ("2015-WI", "2015-12/2016-02"),
    ("2015-FA", "2015-09/2015-11"), ("199X", "1990/1999"), ("2016-01-20TNI", "2016-01-20"),
    ("2016-Q2", "2016-04/2016-06"),
    ("P2W", None), ("PRESENT_REF", None), ("2016-W60", None),
])  # fmt: skip
def test_values_become_prefixes_or_intervals(value: str, expected: str | None) -> None:
    assert iso(value) == expected


def page(body: str, published: str | None, title: str = "") -> Article:
    text = f"{title}\n\n{body}" if title else body
    blocks = [Block(kind="title", start=0, end=len(title), why="test")] if title else []
    blocks.append(Block(kind="body", start=len(text) - len(body), end=len(text), why="test"))
    return Article(
        text=text, blocks=tuple(blocks), published=Date(value=published, basis="stated") if published else None
    )


def statement(text: str, source: str, cue: str, content: str, **more: object) -> Statement:
    number = text.index(content)

    def span(words: str) -> tuple[tuple[int, int], ...]:  # where the words stand nearest to the content
        starts = [match.start() for match in re.finditer(re.escape(words), text)]
        start = min(starts, key=lambda at: max(number - at - len(words), at - number - len(content)))
        return ((start, start + len(words)),) if words else ()

    fields = {
        "id": f"s{number}",
        "manner": "indirect",
        "score": 1.0,
        "speaker": Mention(name=source or "Ada Roe", kind="person"),
    }
    return Statement(source=span(source), cue=span(cue), content=span(content), **{**fields, **more})  # type: ignore[arg-type]


def said(article: Article, *statements: Statement) -> list[tuple[str | None, str] | None]:
    return [(s.said.value, s.said.basis) if s.said else None for s in date(article, statements, times(article))]


ROE = "Ada Roe"


def test_the_day_beside_the_reporting_counts_and_not_the_one_in_the_content() -> None:
    text = "Ada Roe said on Monday that the talks will start on Friday."
    one = statement(text, ROE, "said", "that the talks will start on Friday")
    assert said(page(text, "2016-01-20"), one) == [("2016-01-18", "anchored")]


def test_a_day_before_the_speaker_counts() -> None:
    text = "In a telephone call with Bo Lund on Monday, Ada Roe urged calm."
    assert said(page(text, "2016-01-20"), statement(text, ROE, "urged", "calm")) == [("2016-01-18", "anchored")]


@pytest.mark.parametrize(
    "words",
    [
        "after Monday's attack",
        "ahead of Monday's talks",
        "since Monday",
        "following talks that ended Monday",
        "before the talks on Monday",
    ],
)
def test_a_day_of_something_else_does_not(words: str) -> None:
    text = f"“Calm,” Ada Roe said {words}."
    assert said(page(text, "2016-01-20"), statement(text, ROE, "said", "“Calm,”")) == [("2016-01-20", "published")]


def test_the_same_speaker_goes_on_and_another_does_not() -> None:
    text = "Ada Roe said on Monday it rains. “It pours,” Ada Roe added. Bo Lund said it does not."
    first = statement(text, ROE, "said", "it rains")
    second = statement(text, ROE, "added", "“It pours,”")
    third = statement(text, "Bo Lund", "said it"[:4], "it does not")
    assert said(page(text, "2016-01-20"), first, second, third) == [
        ("2016-01-18", "anchored"), ("2016-01-18", "continuity"), ("2016-01-20", "published"),
    ]  # fmt: skip


@pytest.mark.parametrize("cue", ["previously said", "has said", "had said", "often says", "would say"])
def test_reporting_of_another_time_has_no_day_of_its_own(cue: str) -> None:
    text = f"Ada Roe warned on Monday of rain. Ada Roe {cue} it pours."
    first, second = statement(text, ROE, "warned", "of rain"), statement(text, ROE, cue, "it pours")
    assert said(page(text, "2016-01-20"), first, second)[1] is None


def test_a_headline_takes_the_day_of_what_follows() -> None:
    text = "Roe: it rains"
    article = page("Ada Roe said on Monday that it rains hard.", "2016-01-20", title=text)
    head = statement(article.text, "Roe", ":", "it rains", speaker=Mention(name=ROE, kind="person"))
    body = statement(article.text, ROE, "said", "that it rains hard")
    assert said(article, head, body)[0] == ("2016-01-18", "continuity")


def test_without_a_known_day_a_weekday_stays_open() -> None:
    text = "Ada Roe said on Monday that it rains."
    one = statement(text, ROE, "said", "that it rains")
    assert said(page(text, None), one) == [(None, "unknown")]
    assert said(page(text, "2016-01"), one) == [(None, "unknown")]
    assert said(page(text, "2016-01-19/2016-01-21"), one) == [("2016-01-18", "inferred")]
    assert said(page(text, "2016-01-17/2016-01-19"), one) == [(None, "unknown")]


@given(st.dates(PAGE, PAGE + timedelta(60)), st.integers(0, 9), st.sampled_from(["on Monday", "today", "yesterday"]))
def test_words_have_a_day_where_every_day_of_the_interval_gives_the_same_and_no_other(
    first: day_of, more: int, words: str
) -> None:
    text = f"Ada Roe said {words} that it rains."
    one = statement(text, ROE, "said", "that it rains")
    span = [first + timedelta(n) for n in range(more + 1)]
    meant = {said(page(text, day.isoformat()), one)[0][0] for day in span}
    ((value, basis),) = said(page(text, f"{span[0]}/{span[-1]}"), one)
    assert value == (meant.pop() if len(meant) == 1 and more <= 7 else None)
    assert basis == ("unknown" if value is None else "inferred" if more else "anchored")


PIECES = "on Monday the end of last week May 3 2016 10:35 a.m. \n \u00a0 . , , two days ago '90s - 12/13/14".split(" ")


def test_a_printed_day_is_the_day_of_publication() -> None:
    printed = Date(value="2016-01-20", basis="stated")
    assert published(page("Ada Roe spoke on 3 May 2014.", "2016-01-20")) == printed


def test_a_page_is_of_the_days_between_what_is_past_and_what_is_to_come() -> None:
    found = published(page("Ada Roe spoke on 3 May 2015. They will meet on 20 May 2015.", None))
    assert found is not None
    assert (found.value, found.basis) == ("2015-05-03/2015-05-20", "inferred")


def test_a_page_is_of_the_week_after_what_its_opening_tells() -> None:
    found = published(page("Ada Roe spoke on 3 May 2015. It rained on 1 May 2015.", None))
    assert found is not None
    assert found.value == "2015-05-03/2015-05-10"
    late = page("It rains. " * 200 + "Ada Roe spoke on 3 May 2015.", None)
    assert published(late) is None


@pytest.mark.parametrize(
    "text", ["Ada Roe spoke on Monday.", "", "In 2015 it rained.", "They will meet on 3 May 2015."]
)
def test_what_bounds_a_page_on_one_side_only_leaves_it_open(text: str) -> None:
    assert published(page(text, None)) is None


def term(value: str, why: str = "Ada Roe was minister") -> Date:
    return Date(value=value, basis="office", span=(0, 3), why=why)


def by(*terms: Date, fetched: str | None = None, country: str | None = None) -> Evidence:
    return Evidence(terms=terms, fetched=fetched, country=country)


def test_the_terms_of_the_offices_named_bound_a_page() -> None:
    found = published(
        page("The minister spoke.", None), by(term("2011-03-01/"), term("2010-01-01/2016-07-13", "Bo Lund was"))
    )
    assert found is not None
    assert (found.value, found.basis, found.span) == ("2011-03-01/2016-07-13", "inferred", (0, 3))
    assert found.why == "Ada Roe was minister; Bo Lund was"
    assert published(page("The minister spoke.", None), by(term("2011-03-01/"))) is None
    assert published(page("The minister spoke.", "2016-01-20"), by(term("2011-03-01/2012-01-01"))).value == "2016-01-20"  # type: ignore[union-attr]


def test_what_is_told_as_past_and_the_day_of_receipt_narrow_the_terms() -> None:
    text = "It rained. " * 200 + "It was built in 2013."
    found = published(page(text, None), by(term("2011-03-01/2016-07-13"), fetched="2014-02-03T10:00:00Z"))
    assert found is not None
    assert (found.value, found.why) == (
        "2013-01-01/2014-02-03",
        "2013-01-01 is told as past; it was fetched on 2014-02-03",
    )


def test_terms_that_exclude_one_another_or_the_page_tell_nothing() -> None:
    assert (
        published(page("They spoke.", None), by(term("2011-03-01/2012-01-01"), term("2013-01-01/2014-01-01"))) is None
    )
    text = "It rained. " * 200 + "It was built in 2013."
    assert published(page(text, None), by(term("2011-03-01/2012-01-01"))) is None
    assert published(page("They spoke.", None), by(term("1980-01-01/2012-01-01"))) is None  # too long to tell anything


def stamped(stamp: str, body: str) -> Article:
    words = Date(value=None, basis="stated", span=(0, len(stamp)), why="day and month without a year")
    text = f"{stamp}\n{body}"
    block = Block(kind="body", start=len(stamp) + 1, end=len(text), why="test")
    return Article(text=text, blocks=(block,), published=words)


def test_a_weekday_settles_the_year_of_a_printed_day() -> None:
    found = published(stamped("Monday, January 18", "It rained in 2015."))
    assert found is not None
    assert (found.value, found.basis, found.span) == ("2016-01-18", "inferred", (0, 18))
    assert published(stamped("Tuesday, January 18", "It rained in 2015.")) is None


def test_the_country_of_the_outlet_settles_the_order_of_figures() -> None:
    days = {c: published(stamped("05/03/2015", "It rained."), by(country=c)) for c in ("US", "GB", "CA", None)}
    assert {c: day.value if day else None for c, day in days.items()} == {
        "US": "2015-05-03", "GB": "2015-03-05", "CA": None, None: None,
    }  # fmt: skip
    assert days["US"] is not None
    assert days["US"].why == "day and month could be either way round: an outlet of US writes the month first"


def test_a_page_of_the_future_keeps_its_day_and_says_when_it_was_fetched() -> None:
    future = published(page("It rained.", "2099-01-20"), by(fetched="2016-01-20T10:00:00Z"))
    assert future is not None
    assert (future.value, future.why) == ("2099-01-20", "None; but the page was fetched on 2016-01-20")
    near = page("It rained.", "2016-01-21")  # it is a day later in another zone
    assert published(near, by(fetched="2016-01-20T23:30:00Z")) == near.published
    assert said(
        page("“Calm,” Ada Roe said on Monday.", "2099-01-20"),
        statement("“Calm,” Ada Roe said on Monday.", ROE, "said", "“Calm,”"),
    ) == [("2099-01-19", "anchored")]


def test_a_page_of_1900_is_read_as_any_other() -> None:
    text = "“Calm,” Ada Roe said on Monday."
    assert said(page(text, "1900-01-03"), statement(text, ROE, "said", "“Calm,”")) == [("1900-01-01", "anchored")]


@pytest.mark.parametrize("stamp", ["2016-01-20T23:30:00-05:00", "2016-01-20T00:10:00+03:00", "2016-01-20T24:00:00Z"])
def test_the_printed_day_counts_at_midnight_whatever_its_zone(stamp: str) -> None:
    text = "“Calm,” Ada Roe said on Monday. “Peace,” Bo Lund said today."
    statements = (statement(text, ROE, "said", "“Calm,”"), statement(text, "Bo Lund", "said", "“Peace,”"))
    assert said(page(text, stamp), *statements) == [("2016-01-18", "anchored"), ("2016-01-20", "anchored")]


def test_terms_settle_the_year_of_a_printed_day_and_the_order_of_figures() -> None:
    found = published(stamped("January 18", "It rained."), by(term("2015-06-01/2016-05-01")))
    assert found is not None
    assert (found.value, found.why) == ("2016-01-18", "the one such day: Ada Roe was minister")
    assert published(stamped("January 18", "It rained."), by(term("2014-06-01/2016-05-01"))) is not None  # an interval
    assert (
        published(stamped("Monday, January 18", "It rained."), by(term("2013-06-01/2016-05-01"))).value == "2016-01-18"
    )  # type: ignore[union-attr]
    found = published(stamped("05/03/2015", "It rained."), by(term("2015-04-01/2016-05-01")))
    assert found is not None
    assert found.value == "2015-05-03"


def test_a_day_told_as_past_settles_day_and_month() -> None:
    found = published(stamped("05/03/2015", "It rained on 2 May 2015."))
    assert found is not None
    assert found.value == "2015-05-03"


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_text_gives_ordered_spans_inside_it(words: list[str]) -> None:
    text = " ".join(words)
    found = times(page(text, "2016-01-20"))
    ends = [0, *(time.span[1] for time in found if time.span)]
    for time, before in zip(found, ends, strict=False):
        assert time.span
        assert before <= time.span[0] < time.span[1] <= len(text)
        assert not text[time.span[0]].isspace()
        assert time.value is None or re.match(r"\d{4}|P|[A-Z]|XXXX", time.value)


def test_a_timeline_of_five_hundred_dates_is_read_whole() -> None:
    text = " ".join(f"On {n % 28 + 1} May {1500 + n} a house burnt." for n in range(500))
    found = times(page(text, None))
    assert [time.value for time in found] == [f"{1500 + n}-05-{n % 28 + 1:02}" for n in range(500)]


def test_hostile_text_is_read_in_one_pass() -> None:
    assert len(resolved("the end of the " * 20_000 + "week", PAGE)) == 1
    assert resolved("1" * 1_000_000, PAGE) == resolved(" \n" * 300_000, PAGE) == []


def test_every_form_is_of_a_class_that_has_keys() -> None:
    import onrecord.dates.grammar as grammar

    assert {name for _, names, _ in FORMS for name in names.split()} == {*grammar.KEYS, "figure"}


def test_aquaint_is_read_as_well_as_the_issue_asks() -> None:
    measured = pytest.importorskip("dates", reason="evaluation/dates.py is not here")
    if not measured.AQUAINT.is_dir():
        pytest.skip("the shared gold is not here")
    figures = measured.measure()
    assert figures["span_f1"] >= 0.94
    assert figures["value_accuracy"] >= 0.87
