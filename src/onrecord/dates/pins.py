"""What a page's day must be where it says how long ago, or on which weekday, a known event was.

'The attack of Saturday' is told within the week; 'the talks that began eight days ago' are told on one day; 'the vote,
early last month' within a month. The event is of a known day, so the page's follows. Where words may mean several
events, each that fits the time told leaves its own days.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from ..record import Date, Span
from ..sentences import Sentences
from .anniversaries import years_on
from .grammar import WEEKDAYS, Time
from .resolve import BACKWARD, FORWARD
from .units import month, number
from .window import Days, Piece, either, first_of, last_of, later, month_of

NEAR = 90  # characters between an event and its time
LONG = 31  # days after which an event goes on, and a time beside it is that of what happens in it
# Days that a bare weekday, 'last' one, or day and month may lie behind or ahead: the press names a bare weekday within
# the week, and a day without its year for most of one (evaluation/clues.py).
WEEK, LAST_WEEKDAY, YEARLESS = 6, 10, 330
# Whether an event lies ahead, by its basis.
WAYS = {"event": (False,), "held": (False, True), "planned": (True,), "either": (False, True)}
PLANNED_DAYS = 200  # how long ahead an event set for a day is told of; our own choice
# What may be counted back from: days more or less where so many days, weeks, months or years 'ago' are told.
SLACK = {"day": (0, 1), "week": (4, 7), "month": (20, 35), "year": (150, 330)}
LENGTH = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}

_STOP = re.compile(
    r"[,;:\n“”\"()—–]|\.\s|''|\b(?:said|says?|told|tells?|that|which|who|whom|whose|when|while|after|before|as|but|if"
    r"|where|because|although|though|until|till|and|or|since|than|might|may|could|would|will|can|should|must|warned|added|adding|according)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r",\s[A-Z][\w-]{1,30}(?=[,\s]|\Z),?")  # of ', Turkey,'
_OF = re.compile(r"['’]s?\s(?:[\w’'.-]+\s){0,4}\Z")
_BEFORE = re.compile(
    r"\b(?:announc|sign|reach|agree|launch|beg[au]n|start|open|held|hold|host|struck|vot|resum|hit by|rocked by|declar"
    r"|endors|adopt|approv|conclud|end)\w*\s(?:on\s|late\s|early\s)?\Z",
    re.IGNORECASE,
)
_BEGAN = re.compile(
    r"\b(?:began|begun|started|launched|opened|kicked off|resumed|(?:launch|start|beginning|opening|resumption|onset"
    r"|outbreak) of|under way|since)\b",
    re.IGNORECASE,
)
_ENDED = re.compile(r"\b(?:ended|concluded|closed|outcome|finished|final day|wrapped up|broke up)\b", re.IGNORECASE)
_STEPS = {
    "yesterday": (1, 1), "last night": (0, 1), "the day before yesterday": (2, 2), "today": (0, 0), "tonight": (0, 0),
    "tomorrow": (-1, -1), "the day after tomorrow": (-2, -2), "this morning": (0, 0), "this afternoon": (0, 0),
    "this evening": (0, 0),
}  # fmt: skip


class Told(Struct, frozen=True):
    """An event that words may mean: its days, the last None where it goes on; None for both where no day is known."""

    days: tuple[date, date | None] | None
    why: str


def pins(text: str, times: Sequence[Time], events: Sequence[Date], sentences: Sentences) -> Iterator[Piece]:
    """Yield the days that each event told leaves for the page by a time beside it, and by being still to come.

    `events` are dates of basis event, held, planned, either or news; those of one span and basis are what
    words may mean.
    """
    grouped: dict[tuple[str, Span], list[Date]] = {}
    for event in events:
        if event.span:
            grouped.setdefault((event.basis, event.span), []).append(event)
    starts = [time.span[0] for time in times]
    for (basis, span), group in grouped.items():
        if basis == "news":
            yield _piece([(_days(one), one.why or "") for one in group], span, "")
            continue
        told = [_told(one) for one in group]
        for i in range(bisect_left(starts, span[0] - NEAR), bisect_left(starts, span[1] + NEAR)):
            if _beside(text, span, times[i].span, sentences):
                context = _context(text, span, times[i].span, sentences)
                ways = (False,) if basis == "held" and _came(context) else WAYS[basis]
                days = _fitting(times[i], told, context, ways)
                if days:
                    yield _piece(days, span, text[slice(*times[i].span)])
        known = [(first, last or first) for one in told if one.days for first, last in [one.days]]
        if basis in ("event", "held"):
            for page, words in years_on(text, span, sentences.of(span[0]), known):
                yield _piece([(days, one.why or "") for days in page for one in group], span, words)
        if basis == "planned":
            ahead = [
                ((later(first, -PLANNED_DAYS), first), one.why or "") for one in group for first, _ in [_days(one)]
            ]
            yield _piece(ahead, span, "")


def _days(event: Date) -> Days:
    first, _, last = (event.value or "").partition("/")
    return first_of(first), last_of(last or first)


def _told(event: Date) -> Told:
    first, _, last = (event.value or "").partition("/")
    known = len(first) == 10 and len(last) in (0, 10)
    return Told((first_of(first), last_of(last) if last else None) if known else None, event.why or "")


def _piece(meant: list[tuple[Days, str]], span: Span, words: str) -> Piece:
    """The days that an event leaves, or each of several that words may mean, with the words for its time."""
    beside = f", ‘{' '.join(words.split())}’" if words else ""
    whys = list(dict.fromkeys(why for _, why in meant))
    why = "; or ".join(whys) if len(whys) < 3 else f"{whys[0]}; or {len(whys) - 1} others"
    return Piece(
        either([days for days, _ in meant]), why + beside, span, tuple((days, why + beside) for days, why in meant)
    )


def _beside(text: str, span: Span, time: Span, sentences: Sentences) -> bool:
    """Whether a time is that of an event, by the words between them."""
    first, last = sentences.of(span[0])
    if not first <= time[0] < last:
        return False
    if span[0] <= time[0] < span[1]:
        return not _STOP.search(text[span[0] : time[0]])
    if span[1] <= time[0]:
        return not _STOP.search(_PLACE.sub("", text[span[1] : time[0]]))
    between = text[time[1] : span[0]]
    if _STOP.search(between.removeprefix(",")):
        return False
    before = text[max(first, time[0] - 30) : time[0]]
    return bool(_OF.match(between) or _BEFORE.search(before) or re.fullmatch(r"\W*(?:On|In|Early|Late)\s", before))


def _context(text: str, span: Span, time: Span, sentences: Sentences) -> str:
    """The words around an event and its time, in which it may be said to begin or to end."""
    first = max(sentences.of(span[0])[0], min(span[0], time[0]) - 40)
    return text[first : max(span[1], time[1])]


def _came(context: str) -> bool:
    """Whether words say that what was set for a day has begun or ended."""
    return bool(_BEGAN.search(context) or _ENDED.search(context))


def _fitting(time: Time, told: list[Told], context: str, ways: tuple[bool, ...]) -> list[tuple[Days, str]] | None:
    """The days of the page by each event that a time fits, and why; None where the time says nothing of them."""
    found: list[tuple[Days, str]] = []
    for event in told:
        if not event.days:
            continue  # known to the month: no day follows from it
        days = _meant(event.days, context)
        for ahead in ways:
            page = _page_days(time, days, ahead) if days else None
            if page is None:
                return None
            found += ((some, event.why) for some in page)
    return found


def _meant(days: tuple[date, date | None], context: str) -> Days | None:
    """The days of an event that a time beside it may be of: its first, its last, or any where it is short."""
    first, last = days
    if _BEGAN.search(context):
        return first, first
    if last and _ENDED.search(context):
        return last, last
    return (first, last) if last and (last - first).days <= LONG else None


def _page_days(time: Time, event: Days, ahead: bool) -> list[Days] | None:
    """The days of the page from those of an event and the time told of it; None where the form tells nothing."""
    parts, rel = time.parts, time.parts.get("rel", "").lower()
    if {"y", "yrel", "wrel"} & set(parts):
        return None
    if time.form == "weekday":
        return _by_weekday(WEEKDAYS.index(parts["w"].title()), rel, event, ahead)
    if time.form == "deictic":
        steps = _STEPS.get(parts["deictic"].lower())
        return [(later(event[0], steps[0]), later(event[1], steps[1]))] if steps else None
    if time.form == "ago" and parts["way"].lower() == "ago" and "n" in parts:
        return _ago(number(parts["n"]), parts["u"].lower(), event)
    if time.form == "unit" and "n" not in parts and not parts.get("s"):
        return _by_unit(parts["u"].lower(), rel, parts.get("mod", "").lower(), event, ahead)
    if time.form in ("day", "month") and not rel:
        return _yearless(parts, event, ahead)
    return None


def _by_weekday(wanted: int, rel: str, event: Days, ahead: bool) -> list[Days]:
    days = [day for n in range((event[1] - event[0]).days + 1) if (day := later(event[0], n)).weekday() == wanted]
    if ahead or rel in FORWARD:
        return [(later(day, -2 * WEEK if rel in FORWARD else -WEEK), day) for day in days]
    if rel in BACKWARD:
        return [(later(day, 1), later(day, LAST_WEEKDAY)) for day in days]
    return [(day, later(day, WEEK)) for day in days]


def _ago(count: str, unit: str, event: Days) -> list[Days] | None:
    if count == "X" or unit not in SLACK or float(count) > 100:
        return None
    less, more = SLACK[unit]
    days = float(count) * LENGTH[unit]
    return [(later(event[0], int(days) - less), later(event[1], int(days) + more))]


def _by_unit(unit: str, rel: str, mod: str, event: Days, ahead: bool) -> list[Days] | None:
    """'Last month', 'earlier this week', 'late last year': the page is of the next one, or of the same."""
    step = 1 if rel in ("last", "past") else -1 if rel in ("next", "coming") else 0 if rel == "this" else None
    if step is None or unit not in ("week", "month", "year"):
        return None
    first, last = event
    if unit == "week":  # from Monday, or from Sunday
        begin = later(first, -first.weekday() - 1 + 7 * step)
        found = (begin, later(last, 6 - last.weekday() + 7 * step))
    elif unit == "month":
        if (mod == "early" and first.day > 15) or (mod.startswith("late") and last.day < 15):
            return []
        found = (month_of(first, step)[0], month_of(last, step)[1])
    else:
        if (mod == "early" and first.month > 6) or (mod.startswith("late") and last.month < 7):
            return []
        found = (date(first.year + step, 1, 1), date(last.year + step, 12, 31))
    if step == 0:
        found = (found[0], last) if ahead else (first, found[1])
    return [found]


def _yearless(parts: dict[str, str], event: Days, ahead: bool) -> list[Days]:
    """A day and month, or a month, told of an event without its year: the page is of the year around it."""
    first, last = event
    wanted = month(parts["m"])
    if "d" in parts:  # a day's grace covers time zones
        near = range(-1, (last - first).days + 2)
        days = [day for n in near if ((day := later(first, n)).month, day.day) == (wanted, int(parts["d"]))]
        if not days:
            return []
    elif wanted not in {later(first, n).month for n in range(0, (last - first).days + 1)}:
        return []
    return [(later(first, -YEARLESS), first)] if ahead else [(first, later(last, YEARLESS))]


def lower(events: Sequence[Date]) -> Iterator[Piece]:
    """Yield the days from each event told on; of several that words may mean, from the first one on."""
    grouped: dict[Span | None, list[Date]] = {}
    for event in events:
        if event.basis in ("event", "held"):
            grouped.setdefault(event.span, []).append(event)
    for span, group in grouped.items():
        first = min(group, key=lambda one: (one.value or "", one.why or ""))
        others = f" or of {len(group) - 1} like it" if len(group) > 1 else ""
        yield Piece(((_days(first)[0], date.max),), (first.why or "") + others, span)
