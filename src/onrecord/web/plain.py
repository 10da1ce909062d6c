"""Words of pages and of people made fit to be shown: nothing of them is markup, steers the screen or runs.

Jinja escapes what templates write; this module sees to what is left: letters that nobody can see, letters that turn
the direction of others, and addresses that are not of the web.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from markupsafe import Markup

from ..cite import in_words

# Control characters, and those that set the direction of what follows them (embeddings, overrides, isolates).
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def plain(value: Any) -> Any:
    """Return text with its control characters and direction overrides named (⟨U+202E⟩); other values as they are."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", value)
    return "" if value is None else value


def web_address(url: str | None) -> str | None:
    """Return an address that a reader may follow: http or https with a host; None for any other."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc and not UNSEEN.search(url or "") else None


def of(value: Any, name: str) -> Any:
    """Return a part of a value that may be None, as is the part then."""
    return value[name] if value else None


def most(numbers: Iterable[int]) -> int:
    """Return the greatest number, 0 where there is none."""
    return max(numbers, default=0)


def part(value: str) -> str:
    """Return a value as one or more parts of a path of ours."""
    return quote(value, safe="/~")


def day(value: str | None) -> str:
    """Return an ISO date, prefix or interval as people write it: 4 March 2031; 'no date' where there is none."""
    return in_words(value) if value else "no date"


def count(number: int, one: str, many: str | None = None) -> str:
    """Return '1 page', '2 pages', '1,200 pages'."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def sentence(text: str) -> str:
    """Return the text with its first letter as at the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def groupby_day(entries: Iterable[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the entries of a timeline, in their order, in runs of one day."""
    return [(when, list(run)) for when, run in groupby(entries, key=_when)]


def _when(entry: dict[str, Any]) -> str:
    if entry["about"]:
        return f"inferred: {day(entry['about'])}"
    planned = f"planned for {day(entry['planned'][0])}" if entry["planned"] else "no date"
    return day(entry["when"]) if entry["when"] else planned


def by_value(accounts: Iterable[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return accounts by what they say, what most say first."""
    found: dict[str, list[dict[str, Any]]] = {}
    for account in accounts:
        found.setdefault(account["value"], []).append(account)
    return sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))


def others(things: list[Any], id: str) -> list[tuple[str, str]]:
    """Return id and words of all things but one: of actors, statements and pages as rooms have them, or bare ids."""
    named = [(one, one) if isinstance(one, str) else (one["id"], _words(one)) for one in things]
    return [(own, words) for own, words in named if own != id]


def _words(thing: dict[str, Any]) -> str:
    names = thing.get("names")
    quoted = (thing.get("quote") or {}).get("content")
    outlet = thing.get("outlet")
    words = ", ".join(names) if names else quoted or thing.get("title") or thing["id"]
    return f"{outlet}: {words}" if outlet else str(words)


def query(given: dict[str, str], **changed: Any) -> str:
    """Return a query with some values changed, and those that are None taken away: '?words=truce&outlet_name=…'."""
    values = {**given, **{name: None if value is None else str(value) for name, value in changed.items()}}
    return "?" + urlencode([(name, value) for name, value in values.items() if value])
