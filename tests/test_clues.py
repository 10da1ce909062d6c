"""What weekdays and months without a year leave of the days that a page may be of."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.dates import Evidence, published
from onrecord.dates.window import EVER, both, either
from onrecord.record import Article, Block, Date

days_ = st.dates(date(2030, 1, 1), date(2030, 3, 1))
ranges = st.lists(st.tuples(days_, days_).map(lambda two: (min(two), max(two))), max_size=6)


def page(text: str) -> Article:
    return Article(text=text, blocks=(Block(kind="body", start=0, end=len(text), why="test"),))


def left(text: str, first: str, last: str) -> str | None:
    term = Date(value=f"{first}/{last}", basis="office", span=(0, 2), why="A was minister")
    got = published(page(text), Evidence(terms=[term]))
    return got.value if got else None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ada Roe said on Tuesday that it rains.", "2035-01-02/2035-01-11"),
        ("It rained on Monday. Ada Roe said on Tuesday that it rains.", "2035-01-01/2035-01-11"),
        ("It rained on Monday. " + "It rains. " * 90 + "It rained on Tuesday.", "2035-01-01/2035-01-11"),
        ("They will meet on Tuesday.", "2035-01-01/2035-01-14"),
        ("Ada Roe said last Tuesday that it rains.", "2035-01-01/2035-01-14"),
        ("It rains. " * 90 + "Ada Roe said on Tuesday that it rains.", "2035-01-02/2035-01-14"),  # told late, and once
    ],
)  # fmt: skip
def test_the_weekday_last_told_as_past_is_days_ago(text: str, value: str) -> None:
    assert left(text, "2035-01-01", "2035-01-14") == value  # from a Monday to a Sunday


def test_a_weekday_says_nothing_of_the_edges_of_years() -> None:
    assert left("Ada Roe said on Tuesday that it rains.", "2035-01-01", "2036-01-14") == "2035-01-01/2036-01-14"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met at the end of last year.", "2035-01-01/2035-06-30"),
        ("They met earlier this year.", "2035-02-01/2035-12-31"),
        ("They will meet later this year.", "2035-01-01/2035-11-30"),
        ("The talks will be held in Velden in March.", "2035-01-01/2035-12-31"),  # from July on it is the next one
        ("The talks will be held in Velden in March. They met at the end of last year.", "2035-01-01/2035-03-31"),
        ("They have flown since Dec. 5.", "2035-01-01/2035-12-31"),  # to October, and in December again
        ("They have flown since June 5. They met at the end of last year.", "2035-01-01/2035-06-30"),
        ("They have flown since May 5. They will meet later this year.", "2035-01-01/2035-11-30"),
        ("They met on Monday 19 March.", "2035-03-19/2035-04-09"),  # a Monday in that year
        ("They will meet on Monday 19 March.", "2035-01-18/2035-03-19"),
        ("They met on Friday 19 March.", "2035-01-01/2035-12-31"),
        ("It rained in March.", "2035-01-01/2035-12-31"),
    ],
)  # fmt: skip
def test_months_told_without_a_year_leave_some_of_a_year(text: str, value: str) -> None:
    assert left(text, "2035-01-01", "2035-12-31") == value


def test_a_gap_closes_where_another_clue_takes_one_side() -> None:
    text = "The talks will be held in Velden in March."
    assert left(text, "2035-02-01", "2035-08-31") == "2035-02-01/2035-08-31"
    assert left(text, "2035-02-01", "2035-06-30") == "2035-02-01/2035-03-31"


@given(ranges, ranges)
def test_both_and_either_are_those_of_sets(one: list[tuple[date, date]], other: list[tuple[date, date]]) -> None:
    def every(some: object) -> set[date]:
        return {
            first + timedelta(n)
            for first, last in some  # type: ignore[attr-defined]
            for n in range((last - first).days + 1)
        }

    assert every(either(one)) == every(one)
    assert every(both(either(one), either(other))) == every(one) & every(other)
    assert both(EVER, either(one)) == either(one)
    joined = either(one)
    assert all(a[1] + timedelta(1) < b[0] for a, b in pairwise(joined))
