"""The time expressions of a text with what they mean, read in order: 'the next day' needs the day before it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ..record import Article, Date
from .grammar import Time
from .grammar import times as expressions
from .resolve import Anchor, value
from .tense import tense
from .units import iso

READ = frozenset({"title", "standfirst", "subheading", "body", "caption", "dateline"})
MOST_DAYS = 7  # an interval of publication longer than this tells nothing about 'Monday'
LISTED = 40  # characters between two dates of which the second gives the year
_YEARLESS = frozenset({"day", "days", "month"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def times(article: Article) -> tuple[Date, ...]:
    """Return the time expressions of the title, body and captions: value, span and the rule, in order of the text.

    The value is an ISO prefix, an interval, or a TIMEX3 duration or set ('P2W'); None where the page does not tell.
    The basis is stated (the words alone say it), anchored (counted from the day of publication), inferred (from every
    day of an interval that the page may be of, they mean the same) or unknown.
    """
    first, last = bounds(article.published.value if article.published else None)
    found: list[Date] = []
    for block in article.blocks:
        if block.kind in READ:
            found += _read(article.text, (block.start, block.end), first, last)
    return tuple(found)


def bounds(published: str | None) -> tuple[date | None, date | None]:
    """Return the first and last day that a publication date leaves open; (None, None) if that is too many."""
    days = (published or "").partition("/")
    first, last = days[0][:10], (days[2] or days[0])[:10]
    if not (_DAY.fullmatch(first) and _DAY.fullmatch(last)):
        return None, None
    try:
        begin, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None, None
    return (begin, end) if begin <= end <= begin + timedelta(days=MOST_DAYS) else (None, None)


def resolved(text: str, day: date | None, start: int = 0, end: int | None = None) -> list[tuple[Time, str | None]]:
    """Return the time expressions of text[start:end] with their TIMEX3 values, counted from the day of the page.

    The value is None where it cannot be known.
    """
    return valued(text, expressions(text, start, end), day)


def valued(text: str, found: list[Time], day: date | None) -> list[tuple[Time, str | None]]:
    """Return time expressions found in a text with their TIMEX3 values, counted from the day of the page."""
    last: date | None = None
    valued = []
    for time in _with_years(text, found):
        said = value(time, Anchor(day, tense(text, time.span), last))
        valued.append((time, said))
        if said and _DAY.match(said):
            last = date.fromisoformat(said[:10])
        elif said and time.form in ("month", "year") and re.match(r"\d{4}(?:-\d\d)?\Z", said):
            last = date(int(said[:4]), int(said[5:7] or 1), 1)
    return valued


def _with_years(text: str, found: list[Time]) -> list[Time]:
    """'on 4 April and from 5 to 6 April 2016': a date without a year takes that of the one it is listed with."""
    dated = list(found)
    for i in range(len(found) - 2, -1, -1):
        one, after = dated[i], dated[i + 1]
        if (
            one.form in _YEARLESS
            and after.form in _YEARLESS
            and "y" in after.parts
            and not {"y", "yrel"} & set(one.parts)
        ):
            between = text[one.span[1] : after.span[0]]
            if len(between) <= LISTED and re.fullmatch(
                r"(?:[^.;:\n]*\s)?(?:and|to|or|until|through)\s(?:[^.;:\n]*\s)?|\s?[-–,]\s?", between
            ):
                dated[i] = Time(span=one.span, form=one.form, parts={**one.parts, "y": after.parts["y"]})
    return dated


def _read(text: str, span: tuple[int, int], first: date | None, last: date | None) -> list[Date]:
    """The dates of a block; counted from an interval of days, a date stands only where its ends agree."""
    expression = expressions(text, *span)
    alone = valued(text, expression, None)
    anchored = valued(text, expression, first)
    later = valued(text, expression, last) if last != first else anchored
    found = []
    for (time, bare), (_, early), (_, late) in zip(alone, anchored, later, strict=True):
        said = early if early == late else None
        counted = "anchored" if first == last else "inferred"
        basis = "stated" if bare is not None else counted if said is not None else "unknown"
        said = bare if bare is not None else said
        found.append(
            Date(
                value=_plain(said),
                basis=basis,
                span=time.span,
                why=_why(time, basis, f"{first}" if first == last else f"any day from {first} to {last}"),
            )
        )
    return found


def _plain(said: str | None) -> str | None:
    """A value as the record keeps it: days and intervals without the time of day; lengths and sets as they are."""
    if said is None or not said[0].isdigit():
        return said
    return iso(said)


def _why(time: Time, basis: str, day: str) -> str:
    """The rule in words."""
    if time.form == "event":
        return f"an occasion without a date: {time.parts['event']}"
    if basis == "stated":
        return f"{time.form}: as written"
    if basis in ("anchored", "inferred"):
        return f"{time.form}: counted from {day}"
    return f"{time.form}: the page does not tell from which day"
