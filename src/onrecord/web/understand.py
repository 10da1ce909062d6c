"""What a reader types into the one search box: words, "exact phrases", dates, parts by name (`speaker:castavel`)."""

from __future__ import annotations

import re
from typing import Any

from ..store import Query

_PARTS = {"speaker": "speaker", "to": "to", "about": "about", "outlet": "outlet", "from": "since", "until": "until"}
_MONTHS: tuple[str, ...] = ("january", "february", "march", "april", "may", "june", "july")
_MONTHS += ("august", "september", "october", "november", "december")
_MONTH = "|".join(_MONTHS)
_ISO = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_TOKEN = re.compile(
    rf"""
    (?P<phrase>"[^"]*"|“[^”]*”)
    | (?P<part>speaker|to|about|outlet|from|until):(?:"(?P<quoted>[^"]*)"|(?P<bare>\S+))
    | (?<!\S)(?P<range>{_ISO})\.\.(?P<end>{_ISO})(?!\S)
    | (?<!\S)(?P<iso>(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)(?!\S)
    | (?<!\S)(?:(?P<day>0?[1-9]|[12]\d|3[01])\s+)?(?P<month>{_MONTH})\s+(?P<year>(?:19|20)\d\d)(?!\S)
    | (?P<word>\S+)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def understand(typed: str) -> Query:
    """Return what was typed as a query: dates become `since` and `until`, `name:value` its part, the rest words.

    A date in quotation marks is a phrase, and so are words of the page.
    """
    words: list[str] = []
    parts: dict[str, Any] = {}
    for found in _TOKEN.finditer(typed):
        if found["part"]:
            name, value = _PARTS[found["part"].lower()], found["quoted"] or found["bare"] or ""
            parts[name] = f"{parts[name]} {value}" if name in parts and name not in ("since", "until") else value
        elif found["range"]:
            parts |= {"since": found["range"], "until": found["end"]}
        elif found["iso"] or found["year"]:
            date = found["iso"] or _iso(found)
            parts |= {"since": date, "until": date}
        else:
            words.append(found[0])
    return Query(words=" ".join(words) or None, **parts)


def _iso(found: re.Match[str]) -> str:
    day = f"-{int(found['day']):02}" if found["day"] else ""
    return f"{found['year']}-{_MONTHS.index(found['month'].lower()) + 1:02}{day}"
