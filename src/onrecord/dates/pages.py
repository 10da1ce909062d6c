"""The days a page may be of, where none is printed in full: from the page's own evidence, never narrower than it.

Evidence: a weekday, day and month without a year; a date in figures whose order is open; days that the page tells as
past, and days that it tells as still to come; the terms of the offices that it names; the events that it tells of; the
day it was fetched. What the page does not bound on both sides stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from ..record import Article, Date, Span
from .find import READ
from .grammar import WEEKDAYS, times
from .grammar import Time as Expression
from .resolve import Anchor, value
from .tense import tense
from .units import month

# News is printed within a week of what its opening tells with a full date: the longest gap in the pages looked at.
NEWS_DAYS = 7
_FULL_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
OPENING = 1200  # characters of the body that are its opening
# Where dates in figures begin with the month, and where with either (Unicode CLDR 46, date formats by region).
MONTH_FIRST = frozenset({"US", "PH", "PR", "GU", "FM", "MH", "PW"})
BOTH_ORDERS = frozenset({"CA", "KE", "GH"})
MOST_YEARS = 10  # an interval that is longer tells nothing
LATEST = "9999"  # after every day
LESS_SURE = ("event", "years")  # the bases of evidence that yields to dates and offices, and the second to the first
YEARS_ON = 1  # a page without a year is of the last year that it names, or of the year after


class Evidence(Struct, frozen=True, kw_only=True):
    """What bounds a page beside its own dates.

    `terms` are those of the offices that it names, and what the events that it tells of leave: `first/last`, an open
    side empty, of basis office, event or years; asked for only where no day is printed. `fetched` is when it was
    received, `country` (ISO 3166) where its outlet is.
    """

    terms: Iterable[Date] = ()
    fetched: str | None = None
    country: str | None = None


def published(article: Article, beside: Evidence = Evidence()) -> Date | None:  # noqa: B008 -- it is frozen
    """Return the day of publication, or the interval it lies in with basis inferred; None where nothing tells.

    A printed day is returned as it is; one after the page was received says so. An interval `first/last` is of days;
    its span is that of the evidence.
    """
    printed = article.published
    if printed and printed.value and re.match(r"\d{4}-\d\d-\d\d", printed.value):
        return _checked(printed, beside.fetched)
    told = _told(article)
    limits = _limits(beside.terms, told, beside.fetched)
    for stamp in (printed, *article.other_dates):
        if stamp and stamp.span and (found := _completed(article.text, stamp, told.past, limits, beside.country)):
            return found
    if printed and printed.value:
        return printed
    news = _news(article, told)
    if news and _fits(news, limits):
        return news
    return _between(*limits) if all(limits) else None  # type: ignore[arg-type]


def _fits(news: Date, limits: tuple[_Limit | None, _Limit | None]) -> bool:
    """Whether an interval has a day within the limits: what looks back to a date of long ago is no news of it."""
    first, last = map(date.fromisoformat, (news.value or "").split("/"))
    return not (limits[0] and last < limits[0].day) and not (limits[1] and limits[1].day < first)


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


def _news(article: Article, told: _Told) -> Date | None:
    """The days that what is told as past and as to come leaves for the news of it."""
    if not told.past:
        return None
    last, span = max(told.past)
    if told.coming and min(told.coming)[0] >= last:
        until, _ = min(told.coming)
        why = f"{last} is told as past and {until} as still to come"
        return Date(value=f"{last}/{until}", basis="inferred", span=span, why=why)
    if span[0] < opening(article) and not any(int(year) > last.year for year in _FULL_YEAR.findall(article.text)):
        why = f"the opening tells of {last} as past, and news is at most {NEWS_DAYS} days old"
        return Date(value=f"{last}/{last + timedelta(days=NEWS_DAYS)}", basis="inferred", span=span, why=why)
    return None


class _Limit(Struct, frozen=True, order=True):
    """A first or last day on which a page may have appeared, and why."""

    day: date
    why: str
    span: Span | None


def _limits(terms: Iterable[Date], told: _Told, fetched: str | None) -> tuple[_Limit | None, _Limit | None]:
    """The first and the last day that a page may be of; neither where two pieces of evidence exclude one another.

    Of evidence less sure (an event told, years counted) what excludes the surer is left out, and said.
    """
    firsts = [_Limit(day, f"{day} is told as past", span) for day, span in told.begun]
    lasts = [_Limit(day, f"{day} is told as still to come", span) for day, span in told.coming]
    if fetched and re.match(r"\d{4}-\d\d-\d\d", fetched):
        lasts.append(_Limit(date.fromisoformat(fetched[:10]), f"it was fetched on {fetched[:10]}", None))
    sides: dict[int, tuple[list[_Limit], list[_Limit]]] = {rank: ([], []) for rank in range(len(LESS_SURE) + 1)}
    sides[0] = (firsts, lasts)
    offices: list[tuple[str, str]] = []
    for term in terms:
        first, _, last = (term.value or "").partition("/")
        offices += [(first, last or LATEST)] if term.basis == "office" else []
        of = sides[LESS_SURE.index(term.basis) + 1 if term.basis in LESS_SURE else 0]
        of[0].extend([_Limit(date.fromisoformat(first), term.why or "", term.span)] if first else [])
        of[1].extend([_Limit(date.fromisoformat(last), term.why or "", term.span)] if last else [])
    first_day, last_day = max(firsts, default=None), min(lasts, default=None)
    if first_day and last_day and first_day.day > last_day.day:
        return None, None
    if offices and max(first for first, _ in offices) == min(last for _, last in offices):
        return None, None  # one before the other: the page looks back to the first rather than being of that very day
    for rank in range(1, len(LESS_SURE) + 1):
        first_day, last_day = _narrowed(first_day, last_day, *sides[rank])
    return first_day, last_day


def _narrowed(
    first: _Limit | None, last: _Limit | None, firsts: list[_Limit], lasts: list[_Limit]
) -> tuple[_Limit | None, _Limit | None]:
    """Two limits with what less sure evidence adds to them; where it excludes them, they stay, and say so."""
    later = max([*filter(None, (first,)), *firsts], key=lambda limit: limit.day, default=None)
    earlier = min([*filter(None, (last,)), *lasts], key=lambda limit: limit.day, default=None)
    if not (later and earlier and later.day > earlier.day):
        return later, earlier
    against = later.why if later is not first else earlier.why
    why = f"; left out, as it does not fit: {against}"
    return (
        _Limit(first.day, first.why + why, first.span) if first else None,
        _Limit(last.day, last.why + why, last.span) if last and not first else last,
    )


def _between(first: _Limit, last: _Limit) -> Date | None:
    """An interval between two limits, unless it is so long that it tells nothing."""
    if last.day - first.day > timedelta(days=366 * MOST_YEARS):
        return None
    why = first.why if first.why == last.why else f"{first.why}; {last.why}"
    return Date(value=f"{first.day}/{last.day}", basis="inferred", span=last.span or first.span, why=why)


def opening(article: Article) -> int:
    """Return where the opening of an article ends."""
    return next((block.start for block in article.blocks if block.kind == "body"), 0) + OPENING


class _Told(Struct, frozen=True):
    """The full dates that a page tells as past and as to come, and where all dates that it tells as past begin."""

    past: list[tuple[date, Span]]
    coming: list[tuple[date, Span]]
    begun: list[tuple[date, Span]]


def _told(article: Article) -> _Told:
    told = _Told([], [], [])
    for block in article.blocks:
        if block.kind not in READ:
            continue
        for time in times(article.text, block.start, block.end):
            said = value(time, Anchor(None)) if time.form in ("day", "days", "iso", "month", "year") else None
            if not said:
                continue
            way = tense(article.text, time.span)
            if time.form not in ("month", "year"):
                day = date.fromisoformat(said.rpartition("/")[2][:10])
                (told.coming if way == "future" else told.past).append((day, time.span))
            if way == "past" and (begun := re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", said)):
                told.begun.append((date(int(begun[1]), int(begun[2] or 1), int(begun[3] or 1)), time.span))
    return told


def _completed(
    text: str,
    stamp: Date,
    past: list[tuple[date, Span]],
    limits: tuple[_Limit | None, _Limit | None],
    country: str | None,
) -> Date | None:
    """A printed date with its year or its order settled by the rest of the page."""
    assert stamp.span
    words = text[stamp.span[0] : stamp.span[1]]
    for time in times(words):
        settled = None
        if time.form == "slash":
            settled = _in_order(time, max(past)[0] if past else None, limits) or _as_written(time, country)
        elif time.form == "day" and "y" not in time.parts:
            settled = _with_year(text, words, time, limits)
        if settled:
            return Date(value=settled[0].isoformat(), basis="inferred", span=stamp.span, why=settled[1])
    return None


def _in_order(
    time: Expression, last: date | None, limits: tuple[_Limit | None, _Limit | None]
) -> tuple[date, str] | None:
    """The one order of a date in figures that another date on the page, or its limits, leave."""
    days = [day for day in _orders(time) if _within(day, limits)]
    why = f"day and month could be either way round: {_told_by(limits)}"
    if last:
        days = [day for day in days if day >= last]
        near = [day for day in days if day - last <= timedelta(days=NEWS_DAYS)]
        days = near or days if len(days) > 1 else days
        why = f"day and month could be either way round: the page tells of {last} as past"
    return (days[0], why) if len(days) == 1 and (last or any(limits)) else None


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
    text: str, words: str, time: Expression, limits: tuple[_Limit | None, _Limit | None]
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
    first, last = limits
    if first and last:
        fit = [day for day in _years(time, range(first.day.year, last.day.year + 1)) if _within(day, limits)]
        fit = [day for day in fit if weekday in (None, day.weekday())]
        if len(fit) == 1:
            return fit[0], f"the one such day: {_told_by(limits)}"
    return None


def _within(day: date, limits: tuple[_Limit | None, _Limit | None]) -> bool:
    first, last = limits
    return (first is None or first.day <= day) and (last is None or day <= last.day)


def _told_by(limits: tuple[_Limit | None, _Limit | None]) -> str:
    return "; ".join(dict.fromkeys(limit.why for limit in limits if limit))


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
