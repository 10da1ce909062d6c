"""The days a page may be of, where none is printed in full: from the page's own evidence, never narrower than it.

Evidence: a weekday, day and month without a year; a date in figures whose order is open; days that the page tells as
past, and days that it tells as still to come; the terms of the offices that it names; the events that it tells of, and
how long ago; the weekdays and months of its news; the day it was fetched. What the page does not bound on both sides
stays open.
"""

from __future__ import annotations

import re
from collections.abc import Set
from datetime import date, timedelta

from msgspec.structs import replace

from ..record import Article, Date, Span
from .grammar import WEEKDAYS, times
from .grammar import Time as Expression
from .limits import Evidence, Limit, Told, body, limits, narrowed, told
from .units import month
from .window import Piece

# News is printed within a week of what its opening tells with a full date: the longest gap in the pages looked at.
NEWS_DAYS = 7
OPENING = 1200  # characters of the body that are its opening
# Behind a date that names what was then: 'the May 3, 2014 speech'. News tells of a day by a clause that ends with it.
_NAMES = re.compile(r",?\s(?!(?:in|at|on|with|and|by|as|when|after|during|for|to|from|near|before|while|the|a|an)\b)\w")
_FULL_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Where dates in figures begin with the month, and where with either (Unicode CLDR 46, date formats by region).
MONTH_FIRST = frozenset({"US", "PH", "PR", "GU", "FM", "MH", "PW"})
BOTH_ORDERS = frozenset({"CA", "KE", "GH"})
YEARS_ON = 1  # a page without a year is of the last year that it names, or of the year after


def published(article: Article, beside: Evidence = Evidence()) -> Date | None:  # noqa: B008 -- it is frozen
    """Return the day of publication, or the interval it lies in with basis inferred; None where nothing tells.

    A printed day is returned as it is; one after the page was received says so. An interval `first/last` is of days;
    its span is that of the evidence.
    """
    printed = article.published
    if printed and printed.value and re.match(r"\d{4}-\d\d-\d\d", printed.value):
        return _checked(printed, beside.fetched)
    said = told(article)
    known = limits(article, said, beside)
    for stamp in (printed, *article.other_dates):
        if stamp and stamp.span and (found := _completed(article.text, stamp, said.past, known.sides, beside.country)):
            return found
    if printed and printed.value:
        return printed
    return narrowed(article, said, known, _news(article, said, beside.history))


def _checked(printed: Date, fetched: str | None) -> Date:
    """A printed day, with a word on it where the page had been received the day before or earlier: zones differ."""
    if not fetched or not re.match(r"\d{4}-\d\d-\d\d", fetched):
        return printed
    try:
        late = date.fromisoformat((printed.value or "")[:10]) - date.fromisoformat(fetched[:10])
    except ValueError:
        return printed
    if late <= timedelta(days=1):
        return printed
    return replace(printed, why=f"{printed.why}; but the page was fetched on {fetched[:10]}")


def _news(article: Article, said: Told, history: Set[str]) -> Piece | None:
    """The days that what is told as past and as to come leaves for the news of it; a known event's day is history."""
    if not said.past:
        return None
    last, span = max(said.past)
    if said.coming and min(said.coming)[0] >= last:
        until, _ = min(said.coming)
        return Piece(((last, until),), f"{last} is told as past and {until} as still to come", span)
    early = span[0] < opening(article) and not _NAMES.match(article.text, span[1])
    later = any(int(year) > last.year for year in _FULL_YEAR.findall(article.text))
    if early and not later and last.isoformat() not in history:
        why = f"the opening tells of {last} as past, and news is at most {NEWS_DAYS} days old"
        return Piece(((last, last + timedelta(days=NEWS_DAYS)),), why, span)
    return None


def opening(article: Article) -> int:
    """Return where the opening of an article ends."""
    return body(article) + OPENING


def _completed(
    text: str,
    stamp: Date,
    past: list[tuple[date, Span]],
    sides: tuple[Limit | None, Limit | None],
    country: str | None,
) -> Date | None:
    """A printed date with its year or its order settled by the rest of the page."""
    assert stamp.span
    words = text[stamp.span[0] : stamp.span[1]]
    for time in times(words):
        settled = None
        if time.form == "slash":
            settled = _in_order(time, max(past)[0] if past else None, sides) or _as_written(time, country)
        elif time.form == "day" and "y" not in time.parts:
            settled = _with_year(text, words, time, sides)
        if settled:
            return Date(value=settled[0].isoformat(), basis="inferred", span=stamp.span, why=settled[1])
    return None


def _in_order(time: Expression, last: date | None, sides: tuple[Limit | None, Limit | None]) -> tuple[date, str] | None:
    """The one order of a date in figures that another date on the page, or its limits, leave."""
    days = [day for day in _orders(time) if _within(day, sides)]
    why = f"day and month could be either way round: {_told_by(sides)}"
    if last:
        days = [day for day in days if day >= last]
        near = [day for day in days if day - last <= timedelta(days=NEWS_DAYS)]
        days = near or days if len(days) > 1 else days
        why = f"day and month could be either way round: the page tells of {last} as past"
    return (days[0], why) if len(days) == 1 and (last or any(sides)) else None


def _as_written(time: Expression, country: str | None) -> tuple[date, str] | None:
    """The order of a date in figures that the outlet's country writes."""
    days = _orders(time)
    if country is None or country in BOTH_ORDERS or len(days) != 2:
        return None
    first = "month" if country in MONTH_FIRST else "day"
    return days[
        first == "day"
    ], f"day and month could be either way round: an outlet of {country} writes the {first} first"


def _with_year(
    text: str, words: str, time: Expression, sides: tuple[Limit | None, Limit | None]
) -> tuple[date, str] | None:
    """The one year in which a printed day without a year falls on its weekday, or lies within the page's limits."""
    said = (re.search(rf"\b{name[:3]}", words, re.IGNORECASE) for name in WEEKDAYS)
    weekday = next((number for number, match in enumerate(said) if match), None)
    years = [int(year) for year in _FULL_YEAR.findall(text)]
    if years and weekday is not None:
        fit = [day for day in _years(time, range(max(years), max(years) + YEARS_ON + 1)) if day.weekday() == weekday]
        if len(fit) == 1:
            name = WEEKDAYS[weekday]
            return fit[0], f"a {name} of {max(years)}, the last year that the page names, or of the year after"
    first, last = sides
    if first and last:
        fit = [day for day in _years(time, range(first.day.year, last.day.year + 1)) if _within(day, sides)]
        fit = [day for day in fit if weekday in (None, day.weekday())]
        if len(fit) == 1:
            return fit[0], f"the one such day: {_told_by(sides)}"
    return None


def _within(day: date, sides: tuple[Limit | None, Limit | None]) -> bool:
    first, last = sides
    return (first is None or first.day <= day) and (last is None or day <= last.day)


def _told_by(sides: tuple[Limit | None, Limit | None]) -> str:
    return "; ".join(dict.fromkeys(limit.why for limit in sides if limit))


def _orders(time: Expression) -> list[date]:
    """The days that a date in figures may mean."""
    a, b, year = int(time.parts["a"]), int(time.parts["b"]), int(time.parts["y"])
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    found = []
    for number_of_month, day in ((a, b), (b, a)):
        try:
            found.append(date(year, number_of_month, day))
        except ValueError:
            continue
    return found


def _years(time: Expression, years: range) -> list[date]:
    """A day and month in each of some years that has it."""
    found = []
    for year in years:
        try:
            found.append(date(year, month(time.parts["m"]), int(time.parts["d"])))
        except ValueError:
            continue
    return found
