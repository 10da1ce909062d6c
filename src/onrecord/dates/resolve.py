"""Which day, span of time or length a time expression means, counted from a day: TIMEX3 values and ISO intervals.

A value follows TIMEX3 (TimeML Annotation Guidelines 1.2.1): an ISO prefix ('2016-01', '2016-01-20', '2016-W03',
'2016-WI', '2016-01-20TNI'), a duration ('P2W', 'PT72H', 'PXD'), or PRESENT_REF, PAST_REF, FUTURE_REF.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from .grammar import SMALL, WEEKDAYS, Time
from .units import SEASON_MONTHS, UNITS, holiday, length, month, number, stepped, week

OFTEN = {
    "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "annual": "P1Y",
    "annually": "P1Y", "hourly": "PT1H", "biweekly": "P2W", "bi-weekly": "P2W", "quarterly": "P3M",
}  # fmt: skip
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "dawn": "MO", "dusk": "EV"}
NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4}
FORWARD = {"next", "coming", "this coming", "following", "upcoming"}
BACKWARD = {"last", "past", "this past", "previous", "recent"}
# A verb in the past tense makes a day ahead this much less likely than one behind; fitted by hand on AQUAINT.
AGAINST = 4


class Anchor:
    """What expressions are counted from: the day of the page, the way the verb points, the day last spoken of."""

    __slots__ = ("day", "last", "tense")

    def __init__(self, day: date | None, tense: str = "", last: date | None = None) -> None:
        """Keep the day (None if unknown), the tense (past, future or '') and the day last spoken of."""
        self.day = day
        self.tense = tense
        self.last = last


def value(time: Time, anchor: Anchor) -> str | None:
    """Return the TIMEX3 value of an expression, or None where it cannot be known from the anchor."""
    try:
        return _FORMS[time.form](time.parts, anchor)
    except (ValueError, OverflowError):  # 30 February; a step out of the calendar
        return None


def _explicit(parts: dict[str, str], anchor: Anchor) -> int | None:
    """The year that the words say, by number or as last, this or next year."""
    if "y" in parts:
        return int(parts["y"]) if len(parts["y"]) == 4 else 2000 + int(parts["y"]) - 100 * (int(parts["y"]) >= 70)
    if "yrel" in parts and anchor.day:
        return anchor.day.year + {"last": -1, "this": 0, "next": 1}[parts["yrel"].lower()]
    return None


def _nearest(make: list[date], anchor: Anchor) -> date:
    """Of the same day in the years about, the nearest, a day on the side that the tense does not point to held farther.

    A day's grace covers time zones: Wednesday in one place is Tuesday in another.
    """
    assert anchor.day is not None
    return min(make, key=lambda found: _cost((found - anchor.day).days, anchor.tense))  # type: ignore[operator]


def _cost(days: float, tense: str) -> float:
    """How far a date is, AGAINST times as far where the tense points the other way."""
    against = (tense == "past" and days > 1) or (tense == "future" and days < -1)
    return abs(days) * (AGAINST if against else 1)


def _day(parts: dict[str, str], anchor: Anchor) -> str | None:
    number_of_month, day = month(parts["m"]), int(parts["d"])
    year = _explicit(parts, anchor)
    if year is None and anchor.day is None:
        return None
    if year is not None:
        found = date(year, number_of_month, day)
    else:
        assert anchor.day is not None
        near = []
        for near_year in range(anchor.day.year - 1, anchor.day.year + 2):
            if (number_of_month, day) != (2, 29) or near_year % 4 == 0:
                near.append(date(near_year, number_of_month, day))
        found = _nearest(near, anchor)
    if "d1" in parts:
        first = found.replace(day=int(parts["d1"]))
        return f"{first}/{found}" if first < found else None
    return found.isoformat()


def _iso(parts: dict[str, str], anchor: Anchor) -> str | None:
    return date(int(parts["y"]), int(parts["m"]), int(parts["d"])).isoformat()


def _slash(parts: dict[str, str], anchor: Anchor) -> str | None:
    """A date in figures: a day only where one of the two is above 12 or both are equal; else only its year."""
    a, b, year = int(parts["a"]), int(parts["b"]), _explicit(parts, anchor)
    assert year is not None
    if a <= 12 and b <= 12 and a != b and parts["sep"] == "/":
        return f"{year:04}"
    return (date(year, b, a) if b <= 12 else date(year, a, b)).isoformat()


def _weekday(parts: dict[str, str], anchor: Anchor) -> str | None:
    if anchor.day is None:
        return None
    wanted = WEEKDAYS.index(parts["w"].title())
    back = (anchor.day.weekday() - wanted) % 7
    rel = parts.get("rel", "").lower()
    if "wrel" in parts:
        monday = anchor.day - timedelta(days=anchor.day.weekday())
        weeks = {"last": -1, "this": 0, "next": 1}[parts["wrel"].lower()]
        found = monday + timedelta(days=7 * weeks + wanted)
    elif rel in FORWARD or (anchor.tense == "future" and rel not in BACKWARD and back):
        found = anchor.day + timedelta(days=7 - back)
    elif rel == "this":
        found = anchor.day - timedelta(days=anchor.day.weekday() - wanted)
    else:
        found = anchor.day - timedelta(days=7 if rel in BACKWARD and not back else back)
    return found.isoformat() + _part(parts)


def _part(parts: dict[str, str]) -> str:
    """The time of day that stands beside a day."""
    if "clock" in parts:
        return _time(parts["clock"])
    return "T" + PARTS[parts["pod"].lower()] if parts.get("pod", "").lower() in PARTS else ""


def _time(words: str) -> str:
    words = words.lower()
    if words in ("noon", "midday", "midnight"):
        return "T24:00" if words == "midnight" else "T12:00"
    match = re.match(r"(\d{1,2})(?:[:.](\d\d))?", words)
    if not match:
        hour, minute = int(number(words.split()[0])) if words.split()[0] in SMALL else 99, 0
    else:
        hour, minute = int(match[1]), int(match[2] or 0)
    late = re.search(r"p\.?m|afternoon|evening", words)
    if late and hour < 12:
        hour += 12
    elif re.search(r"a\.?m\b|morning", words) and hour == 12:
        hour = 0
    return f"T{hour:02}:{minute:02}" if hour < 25 else ""


def _clock(parts: dict[str, str], anchor: Anchor) -> str | None:
    if "w" in parts:
        return _weekday(parts, anchor)
    if "deictic" in parts:
        return _deictic(parts, anchor)
    day = anchor.last or anchor.day
    return day.isoformat() + _time(parts["clock"]) if day else None


def _deictic(parts: dict[str, str], anchor: Anchor) -> str | None:
    if anchor.day is None:
        return None
    words = parts["deictic"].lower()
    steps = {
        "yesterday": -1,
        "last night": -1,
        "the day before yesterday": -2,
        "tomorrow": 1,
        "the day after tomorrow": 2,
    }
    day = anchor.day + timedelta(days=steps.get(words, 0))
    part = {"tonight": "TNI", "last night": "TNI"}.get(words) or _part(parts)
    if words.startswith("this "):
        part = "T" + PARTS[words.split()[1]]
    return day.isoformat() + part


def _weekof(parts: dict[str, str], anchor: Anchor) -> str | None:
    day = _day(parts, anchor)
    return week(date.fromisoformat(day)) if day else None


def _month(parts: dict[str, str], anchor: Anchor) -> str | None:
    wanted, year = month(parts["m"]), _explicit(parts, anchor)
    if year is None and anchor.day is None:
        return None
    if year is None:
        assert anchor.day is not None
        now, rel = anchor.day, parts.get("rel", "").lower()
        if rel in BACKWARD:
            year = now.year - (wanted >= now.month)
        elif rel in FORWARD:
            year = now.year + (wanted <= now.month)
        else:  # the nearest; of two as near, the one behind
            years = (now.year - 1, now.year, now.year + 1)
            year = min(years, key=lambda y: _cost(30 * ((y - now.year) * 12 + wanted - now.month) - 1, anchor.tense))
    return f"{year:04}-{wanted:02}"


def _season(parts: dict[str, str], anchor: Anchor) -> str | None:
    code, year = SEASONS[parts["season"].lower()], _explicit(parts, anchor)
    if year is None:
        if anchor.day is None:
            return None
        year, start, rel = anchor.day.year, SEASON_MONTHS[code], parts.get("rel", "").lower()
        if rel in BACKWARD or (rel != "this" and anchor.tense == "past"):
            year -= anchor.day.month < start + 2
        elif rel in FORWARD or (rel != "this" and anchor.tense == "future"):
            year += anchor.day.month >= start + (rel != "")
    return f"{year:04}-{code}"


def _decade(parts: dict[str, str], anchor: Anchor) -> str | None:
    digits = parts["decade"]
    return (digits if len(digits) == 4 else "19" + digits)[:3] + "X"


def _century(parts: dict[str, str], anchor: Anchor) -> str | None:
    return f"{int(parts['nth']) - 1:02}XX"


def _year(parts: dict[str, str], anchor: Anchor) -> str | None:
    if "y2" in parts:
        last = parts["y2"] if len(parts["y2"]) == 4 else parts["y"][:2] + parts["y2"]
        return f"{parts['y']}/{last}" if parts["y"] < last else parts["y"]
    return parts["y"]


def _ago(parts: dict[str, str], anchor: Anchor) -> str | None:
    way = parts["way"].lower()
    if "n" not in parts:
        if parts.get("s"):
            return "PAST_REF" if way == "ago" else length(parts)
        return None
    count = number(parts["n"])
    day = anchor.day if way in ("ago", "from now") else anchor.last or anchor.day
    if count == "X":
        return "P" + UNITS[parts["u"].lower()][0] % "X"
    if day is None:
        return None
    return stepped(day, parts["u"], float(count) * (-1 if way in ("ago", "earlier") else 1))


def _unit(parts: dict[str, str], anchor: Anchor) -> str | None:
    """'last week' is a week; 'the past two weeks', 'recent weeks' are lengths; 'the end of the year' is this year."""
    rel, unit = parts.get("rel", "").lower(), parts["u"].lower()
    plural = parts.get("s") in ("s", "ies")
    if "n" in parts or plural:
        return length(parts)
    if rel == "current" or anchor.day is None:
        return "PRESENT_REF" if rel == "current" else None
    if rel in ("past", "previous", "coming", "following", "upcoming") and "mod" not in parts and "the" in parts:
        if rel in ("previous", "following"):
            return stepped(anchor.last or anchor.day, unit, -1 if rel == "previous" else 1)
        return length(parts)
    if unit in ("second", "minute", "hour"):
        return length(parts)
    step = -1 if rel in BACKWARD else 1 if rel in FORWARD else 0
    if unit == "weekend" and step == -1 and anchor.day.weekday() >= 5:
        return stepped(anchor.day, unit, -1)
    if unit == "quarter":
        quarter = anchor.day.year * 4 + (anchor.day.month - 1) // 3 + step
        return f"{quarter // 4}-Q{quarter % 4 + 1}"
    if unit == "decade":
        return f"{anchor.day.year // 10 + step}X"
    if unit.startswith("centur"):
        return f"{anchor.day.year // 100 + step}XX"
    return stepped(anchor.day, unit, step)


def _weekend(parts: dict[str, str], anchor: Anchor) -> str | None:
    """The weekend just past, or the one to come where the verb says so; on a weekend, this one."""
    if anchor.day is None:
        return None
    back = anchor.tense != "future" and anchor.day.weekday() < 5
    return week(anchor.day - timedelta(weeks=1 if back else 0)) + "-WE"


def _anaphor(parts: dict[str, str], anchor: Anchor) -> str | None:
    last = anchor.last
    if last is None:
        return None
    unit, way = parts["u"].lower(), parts.get("way", "").lower()
    step = {"following": 1, "next": 1, "previous": -1}.get(way, 0)
    if unit in PARTS:
        return (last + timedelta(days=step if unit == "morning" or step < 0 else 0)).isoformat() + "T" + PARTS[unit]
    return stepped(last, unit, step)


def _nth(parts: dict[str, str], anchor: Anchor) -> str | None:
    year, unit, nth = _explicit(parts, anchor), parts["u"].lower(), NTH.get(parts["nth"].lower())
    if year is None:
        year = anchor.day.year if anchor.day else None
    if year is None or nth is None or unit not in ("quarter", "half"):
        return None
    return f"{year}-Q{nth}" if unit == "quarter" else f"{year}-H{nth}"


def _set(parts: dict[str, str], anchor: Anchor) -> str | None:
    if "often" in parts:
        return OFTEN[parts["often"].lower()]
    if "w" in parts or "ws" in parts:
        return f"XXXX-WXX-{WEEKDAYS.index(parts.get('w', parts.get('ws', '')).title()) + 1}"
    return "P1D" if "pod" in parts else length({k: v for k, v in parts.items() if k != "s"})


def _duration(parts: dict[str, str], anchor: Anchor) -> str | None:
    if "n" not in parts:
        return "P" + UNITS[parts["u"].lower()][0] % "X"
    return length(parts)


def _holiday(parts: dict[str, str], anchor: Anchor) -> str | None:
    if anchor.day is None:
        return None
    days = [holiday(parts["holiday"], year) for year in range(anchor.day.year - 1, anchor.day.year + 2)]
    rel = parts.get("rel", "").lower()
    tense = "past" if rel == "last" else "future" if rel == "next" else anchor.tense
    return _nearest(days, Anchor(anchor.day, tense)).isoformat()


_FORMS: dict[str, Callable[[dict[str, str], Anchor], str | None]] = {
    "iso": _iso, "slash": _slash, "days": _day, "day": _day, "clock": _clock, "weekday": _weekday,
    "deictic": _deictic, "weekof": _weekof, "month": _month, "season": _season, "decade": _decade,
    "century": _century, "ago": _ago, "unit": _unit, "anaphor": _anaphor, "weekend": _weekend, "nth": _nth,
    "set": _set, "duration": _duration, "holiday": _holiday, "year": _year,
    "now": lambda parts, anchor: "PRESENT_REF", "future": lambda parts, anchor: "FUTURE_REF",
    "event": lambda parts, anchor: None,
}  # fmt: skip
