"""Arithmetic of the calendar for time expressions: units, counts, weeks, seasons, holidays, and ISO intervals."""

from __future__ import annotations

import re
from datetime import date, timedelta

from .grammar import MONTHS, SMALL, TENS

# The letter of a unit in a duration, with how many of them it is.
UNITS = {
    "second": ("T%sS", 1), "minute": ("T%sM", 1), "hour": ("T%sH", 1), "hr": ("T%sH", 1), "day": ("%sD", 1),
    "week": ("%sW", 1), "weekend": ("%sD", 2), "fortnight": ("%sW", 2), "month": ("%sM", 1), "quarter": ("%sM", 3),
    "year": ("%sY", 1), "yr": ("%sY", 1), "decade": ("%sY", 10), "centur": ("%sY", 100), "century": ("%sY", 100),
}  # fmt: skip
# Meteorological seasons of the northern half: the first month of each.
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}

# Holidays of a fixed month and day.
HOLIDAYS = {
    "Christmas": (12, 25), "Christmas Day": (12, 25), "Christmas Eve": (12, 24), "Boxing Day": (12, 26),
    "Independence Day": (7, 4), "Fourth of July": (7, 4), "Halloween": (10, 31), "Valentine's Day": (2, 14),
}  # fmt: skip
FIRST_YEAR, LAST_YEAR = 1, 9998  # what datetime can hold, with room for a step of a year


def iso(value: str) -> str | None:
    """Return a TIMEX3 value as an ISO prefix or an interval of days, months or years; None for lengths and the rest."""
    if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        try:
            monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        except ValueError:
            return None
        first = monday + timedelta(days=5 if match[3] else 0)
        return f"{first}/{monday + timedelta(days=6)}"
    if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        year, month = int(match[1]), SEASON_MONTHS[match[2]]
        last = month + 2
        return f"{year:04}-{month:02}/{year + (last > 12):04}-{(last - 1) % 12 + 1:02}"
    if match := re.fullmatch(r"(\d{4})-(?:Q(\d)|H(\d))", value):
        size, part = (3, int(match[2])) if match[2] else (6, int(match[3]))
        return f"{match[1]}-{size * (part - 1) + 1:02}/{match[1]}-{size * part:02}"
    if match := re.fullmatch(r"(\d{3})X|(\d\d)XX", value):
        return f"{match[1]}0/{match[1]}9" if match[1] else f"{match[2]}00/{match[2]}99"
    prefix = re.match(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?:/\d{4}(?:-\d\d(?:-\d\d)?)?)?(?=T|\Z)", value)
    return prefix[0] if prefix else None


def number(words: str) -> str:
    """Return a number word as digits, 'X' for an unknown count."""
    words = words.lower()
    if words[:1].isdigit():
        whole, half = words.partition(" ")[::2]
        return whole.replace(",", "") + (".5" if half else "")
    if words in ("half a", "half an", "a half"):
        return "0.5"
    if words in ("a", "an", "a single", ""):
        return "1"
    if words == "a couple of":
        return "2"
    if words == "a dozen":
        return "12"
    total = 0
    for word in re.split(r"[ -]", words):
        if word in TENS:
            total += 10 * (TENS.index(word) + 2)
        elif word in SMALL:
            total += SMALL.index(word)
        else:
            return "X"
    return str(total)


def length(parts: dict[str, str]) -> str:
    """Return the duration that a count and a unit say."""
    form, times = UNITS[parts["u"].lower()]
    count = number(parts["n"]) if "n" in parts else ("X" if parts.get("s") else "1")
    if count != "X" and times != 1:
        count = f"{float(count) * times:g}"
    return "P" + form % count


def month(words: str) -> int:
    """Return the number of a month by its name or abbreviation."""
    return next(i for i, name in enumerate(MONTHS, 1) if name.lower().startswith(words.lower()[:3]))


def week(day: date) -> str:
    """Return the ISO week of a day."""
    year, number_of_week, _ = day.isocalendar()
    return f"{year}-W{number_of_week:02}"


def stepped(day: date, unit: str, count: float) -> str | None:
    """Return the day, week, month or year that lies so many units from a day."""
    unit = unit.lower()
    if unit in ("second", "minute", "hour", "hr"):
        return (day + timedelta(hours=count if unit[0] == "h" else 0)).isoformat() if abs(count) < 200 else None
    if unit == "day":
        return (day + timedelta(days=count)).isoformat()
    if unit in ("week", "fortnight"):
        return week(day + timedelta(weeks=count * (2 if unit == "fortnight" else 1)))
    if unit == "weekend":
        return week(day + timedelta(weeks=count)) + "-WE"
    if unit in ("month", "quarter"):
        months = day.year * 12 + day.month - 1 + round(count * (3 if unit == "quarter" else 1))
        return f"{months // 12:04}-{months % 12 + 1:02}" if FIRST_YEAR <= months // 12 <= LAST_YEAR else None
    year = day.year + round(count * {"year": 1, "yr": 1, "decade": 10}.get(unit, 100))
    return f"{year:04}" if FIRST_YEAR <= year <= LAST_YEAR else None


def easter(year: int) -> date:
    """Return Easter Sunday, by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    return date(year, (h + k - 7 * m + 114) // 31, (h + k - 7 * m + 114) % 31 + 1)


def holiday(name: str, year: int) -> date:
    """Return the day of a holiday in a year; Thanksgiving and Election Day are those of the United States."""
    name = name.replace("’", "'")
    if name in HOLIDAYS:
        return date(year, *HOLIDAYS[name])
    if name.startswith("New Year"):
        return date(year, 12, 31) if name.endswith("Eve") else date(year, 1, 1)
    if name == "Election Day":
        first = date(year, 11, 1)
        return first + timedelta(days=-first.weekday() % 7 + 1)
    if name.startswith("Thanksgiving"):
        first = date(year, 11, 1)
        return first + timedelta(days=(3 - first.weekday()) % 7 + 21)
    return easter(year) + timedelta(days={"Good Friday": -2, "Easter Monday": 1}.get(name, 0))
