"""The days a page may be of, where none is printed in full: from the page's own evidence, never narrower than it.

Evidence: a weekday, day and month without a year; a date in figures whose order is open; days that the page tells as
past, and days that it tells as still to come. What the page does not bound on both sides stays open.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from ..record import Article, Date, Span
from .find import READ
from .grammar import WEEKDAYS, times
from .grammar import Time as Expression
from .resolve import Anchor, value
from .tense import tense
from .units import month

# News is printed within a week of what its opening tells with a full date: the longest gap in the pages looked at.
NEWS_DAYS = 7
OPENING = 1200  # characters of the body that are its opening
YEARS_ON = 1  # a page without a year is of the last year that it names, or of the year after


def published(article: Article) -> Date | None:
    """Return the day of publication, or the interval it lies in with basis inferred; None where nothing tells.

    A printed day is returned as it is. An interval `first/last` is of days; its span is that of the evidence.
    """
    printed = article.published
    if printed and printed.value and re.match(r"\d{4}-\d\d-\d\d", printed.value):
        return printed
    text = article.text
    past, coming = _told(article)
    for stamp in (printed, *article.other_dates):
        if stamp and stamp.span and (found := _completed(text, stamp, past)):
            return found
    if printed and printed.value:
        return printed
    if not past:
        return None
    last, span = max(past)
    if coming and min(coming)[0] >= last:
        until, _ = min(coming)
        why = f"{last} is told as past and {until} as still to come"
        return Date(value=f"{last}/{until}", basis="inferred", span=span, why=why)
    if span[0] < _opening(article):
        why = f"the opening tells of {last} as past, and news is at most {NEWS_DAYS} days old"
        return Date(value=f"{last}/{last + timedelta(days=NEWS_DAYS)}", basis="inferred", span=span, why=why)
    return None


def _opening(article: Article) -> int:
    return next((block.start for block in article.blocks if block.kind == "body"), 0) + OPENING


def _told(article: Article) -> tuple[list[tuple[date, Span]], list[tuple[date, Span]]]:
    """The full dates that the page tells as past, and those that it tells as to come."""
    past: list[tuple[date, Span]] = []
    coming: list[tuple[date, Span]] = []
    for block in article.blocks:
        if block.kind not in READ:
            continue
        for time in times(article.text, block.start, block.end):
            said = value(time, Anchor(None)) if time.form in ("day", "days", "iso") else None
            if said:
                way = tense(article.text, time.span)
                day = date.fromisoformat(said.rpartition("/")[2][:10])
                (coming if way == "future" else past).append((day, time.span))
    return past, coming


def _completed(text: str, stamp: Date, past: list[tuple[date, Span]]) -> Date | None:
    """A printed date with its year or its order settled by the rest of the page."""
    assert stamp.span
    words = text[stamp.span[0] : stamp.span[1]]
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", text)]
    last = max(past)[0] if past else None
    for time in times(words):
        if time.form == "slash":
            days = [day for day in _orders(time) if last is None or day >= last]
            if last and len(days) > 1:
                days = [day for day in days if day - last <= timedelta(days=NEWS_DAYS)]
            if len(days) == 1:
                why = f"day and month could be either way round: the page tells of {last} as past"
                return Date(value=days[0].isoformat(), basis="inferred", span=stamp.span, why=why) if last else None
        said = (re.search(rf"\b{name[:3]}", words, re.IGNORECASE) for name in WEEKDAYS)
        weekday = next((number for number, match in enumerate(said) if match), None)
        if time.form == "day" and "y" not in time.parts and weekday is not None and years:
            fit = [day for day in _years(time, max(years)) if day.weekday() == weekday]
            if len(fit) == 1:
                why = f"a {WEEKDAYS[weekday]} of {max(years)}, the last year that the page names, or of the year after"
                return Date(value=fit[0].isoformat(), basis="inferred", span=stamp.span, why=why)
    return None


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


def _years(time: Expression, last: int) -> list[date]:
    """A day and month in the last year named and the one after."""
    found = []
    for year in range(last, last + YEARS_ON + 1):
        try:
            found.append(date(year, month(time.parts["m"]), int(time.parts["d"])))
        except ValueError:
            continue
    return found
