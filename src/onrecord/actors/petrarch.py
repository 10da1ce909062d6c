"""PETRARCH and TABARI actor dictionaries as rows of actors.

    RURITANIA_BAKERS_ [RURBUS]          a root with its code; underscores join its words
    +BAKERS_OF_ZENDA_                   another name of it
    ANNA_BERG_
        [RURGOV 080101-121231]          a code with its dates: <, > or from-to; YYMMDD or YYYYMMDD
        [RURELI >121231]

Format: https://petrarch2.readthedocs.io/en/latest/dictionaries.html. A two-digit year above 30 is of the last century.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from .offices import Office

Row = tuple[str, Mapping[str, Any] | str]
CODE = re.compile(r"\[([^\]\[]*)(?:\]|\Z)")  # one that is not closed is read, and said
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|#.*|;.*")
ARMED = ("REB", "INS", "SEP", "UAF", "RAD", "CRM")
BODIES = ("IGO", "NGO", "NGM", "MNC", "UNO", "INT")
CENTURY = 30  # of a two-digit year


def rows(text: str) -> Iterator[Row]:
    """Give a row for every root, with its synonyms, codes and dated codes; and every line that is none of these."""
    root: dict[str, Any] | None = None
    at = ""
    inside = False  # of a comment that runs over lines
    for number, line in enumerate(text.split("\n"), 1):
        if inside:
            inside = "-->" not in line
            continue
        inside = "<!--" in line and "-->" not in line
        line = COMMENT.sub("", line).rstrip()
        words = CODE.sub(" ", line).strip()
        if not line.strip():
            continue
        here = f"line {number}"
        opens = bool(words) and not words.startswith("+")
        if opens:
            if root is not None:
                yield at, _row(root)
            root, at = {"name": _name(words), "aliases": [], "codes": [], "offices": []}, here
        elif root is None:
            yield here, "a synonym or a code before any actor"
            continue
        elif words:
            root["aliases"].append(_name(words[1:]))
        if line.count("[") != line.count("]"):
            yield here, "a bracket that is not closed"
        for code in CODE.findall(line):
            if (wrong := _add_code(root, code)) is not None:
                yield here, wrong
    if root is not None:
        yield at, _row(root)


def _name(words: str) -> str:
    """A name as people write it: 'ANNA_BERG_' is 'Anna Berg'; one in small letters stays."""
    name = " ".join(words.replace("_", " ").split())
    return name.title() if name.isupper() else name


def _row(root: dict[str, Any]) -> dict[str, Any] | str:
    """A root with its kind: what its codes say, a person where they are dated, else a group; each has a code."""
    codes = [*root["codes"], *(office.title for office in root["offices"])]
    if not codes:
        return f"{root['name']!r} has no code in brackets, as an actor of such a dictionary has"
    parts = {code[i : i + 3] for code in codes for i in range(0, len(code), 3)}
    if parts & set(ARMED):
        kind = "armed-group" if not root["offices"] else "person"
    elif parts & set(BODIES):
        kind = "organisation"
    else:
        kind = "person" if root["offices"] else "group"
    return {**root, "kind": kind}


def _add_code(root: dict[str, Any], code: str) -> str | None:
    """Add a code, with its dates as an office's; return what is wrong with it, if anything is."""
    parts = code.split()
    if not parts or len(parts) > 2:
        return f"[{code}] is no code with at most one date"
    if len(parts) == 1:
        root["codes"].append(parts[0])
        return None
    dates = parts[1]
    try:
        if dates[0] in "<>":
            begin, end = (None, _day(dates[1:])) if dates[0] == "<" else (_day(dates[1:]), None)
        else:
            first, _, last = dates.partition("-")
            begin, end = _day(first), _day(last)
    except ValueError:
        return f"[{code}]: {dates!r} is no date; write <YYMMDD, >YYMMDD or YYMMDD-YYMMDD"
    root["offices"].append(Office(title=parts[0], begin=begin, end=end))
    return None


def _day(digits: str) -> str:
    """A day of YYMMDD or YYYYMMDD in ISO form; raises ValueError where it is none."""
    if len(digits) == 6:
        digits = ("19" if int(digits[:2]) > CENTURY else "20") + digits
    if len(digits) != 8 or not digits.isdecimal():
        raise ValueError(digits)
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()
