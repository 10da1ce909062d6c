"""One statement as a citation: a sentence, CSL-JSON for reference managers, or BibTeX.

What the record does not hold is left out; a page without a date is 'n.d.'. What is in square brackets was not printed
but inferred: a speaker named from 'he' or 'the minister' or by who corrected it, a date worked out. The words cited are
never shortened.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from unicodedata import category

from .errors import UsageError
from .record import GAP

STYLES = ("text", "csl", "bibtex")

# fmt: off
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
# fmt: on
_INFERRED = frozenset({"pronoun", "description", "metonym", "implicit", "corrected"})
_MANNERS = {"indirect": " (indirect speech)", "mixed": " (partly indirect speech)"}
_SHORT_ID = 12
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?:T.*)?")
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
}  # fmt: skip
_URL = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20", '"': "%22"}


def cite(statement: Mapping[str, Any], style: str = "text", accessed: str | None = None) -> str:
    """Return the citation of a statement, given as the public JSON object.

    `accessed` is the ISO date on which the page was fetched, where that is known. Raises UsageError for another style.
    """
    if style == "text":
        return _text(statement, accessed)
    if style == "csl":
        return json.dumps(_csl(statement, accessed), ensure_ascii=False, indent=2)
    if style == "bibtex":
        return _bibtex(statement, accessed)
    raise UsageError(f"There is no citation style {style!r}; there are {', '.join(STYLES)}.")


def _text(statement: Mapping[str, Any], accessed: str | None) -> str:
    via = ", ".join(_line(mention["name"]) for mention in statement["via"] if mention["name"])
    title = _line(statement["title"])
    parts = [
        _said(statement),
        f"via {via}" if via else "",
        f"in “{_inner(title)}”" if title else "",
        _line(statement["outlet"]),
        _published(statement),
        _line(statement["url"]) or f"file {_line(statement['file'])}",
        f"accessed {in_words(accessed)}" if accessed else "",
    ]
    return f"{', '.join(part for part in parts if part)}. onrecord {statement['id'][:_SHORT_ID]}."


def _said(statement: Mapping[str, Any]) -> str:
    """Return who said what: the part of a citation that the page's own reference does not hold."""
    words = f"“{_inner(_quoted(statement))}”{_MANNERS.get(statement['manner'], '')}"
    return ", ".join(part for part in (_speaker(statement), words) if part)


def _speaker(statement: Mapping[str, Any]) -> str:
    speaker = statement["speaker"]
    if not speaker or not speaker["name"]:
        return _line(statement["quote"]["source"])
    names = [f"[{name}]" if basis in _INFERRED else name for name, basis in _names(statement)]
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else names[0]


def _names(statement: Mapping[str, Any]) -> list[tuple[str, str]]:
    mentions = [statement["speaker"], *statement["co_speakers"]]
    return [(_line(mention["name"]), mention["basis"]) for mention in mentions if mention["name"]]


def _quoted(statement: Mapping[str, Any]) -> str:
    """Return the content's words, without quotation marks that enclose a whole piece and the comma before 'said'."""
    pieces = statement["quote"]["content"].split(GAP)
    return GAP.join(_bare(_line(piece)) for piece in pieces).removesuffix(",")


def _bare(piece: str) -> str:
    inside = piece[1:-1]
    enclosed = len(piece) > 1 and (piece[0], piece[-1]) in {("“", "”"), ('"', '"'), ("„", "“"), ("«", "»")}
    return inside.strip() if enclosed and not set(inside) & set('“”"„«»') else piece


def _inner(text: str) -> str:
    """Return the text as it stands between double quotation marks: its own double marks are single."""
    text = re.sub(r'(^|[\s(\[—–-])"(?=\S)', r"\1‘", text).replace('"', "’")
    return text.translate({ord("“"): "‘", ord("”"): "’", ord("„"): "‚"})


def _line(text: str | None) -> str:
    """Return the text on one line, without control characters, which could steer the terminal it is printed on."""
    return " ".join("".join(" " if category(letter) == "Cc" else letter for letter in text or "").split())


def _published(statement: Mapping[str, Any]) -> str:
    date = statement["published"]
    if not date or not date["value"]:
        return "n.d."
    day = in_words(date["value"])
    return f"[{day}]" if date["basis"] == "inferred" else day


def in_words(value: str) -> str:
    """Return '2016-01-20' as '20 January 2016', as precise as it is; an interval as its two ends."""
    return "–".join(" ".join(_spoken(numbers)) for numbers in _dates(value)) or value


def _spoken(numbers: list[int]) -> list[str]:
    year, *rest = numbers
    month = [_MONTHS[rest[0] - 1]] if rest else []
    return [*map(str, rest[1:]), *month, f"{year:04}"]


def _dates(value: str) -> list[list[int]]:
    """Return an ISO prefix, or the two ends of an interval, as numbers; nothing where it is neither."""
    found = [_DATE.fullmatch(end) for end in value.split("/")]
    ends = [[int(part) for part in match.groups() if part] for match in found if match]
    whole = len(ends) == len(found) and all(len(end) == 1 or 1 <= end[1] <= len(_MONTHS) for end in ends)
    return ends if whole else []


def _csl(statement: Mapping[str, Any], accessed: str | None) -> list[dict[str, Any]]:
    outlet, title, url = _line(statement["outlet"]), _line(statement["title"]), _line(statement["url"])
    published = _dates((statement["published"] or {}).get("value") or "")
    item = {
        "id": f"onrecord-{statement['id'][:_SHORT_ID]}",
        "type": "article-newspaper" if outlet else "webpage" if url else "document",
        "title": title,
        "container-title": outlet,
        "issued": {"date-parts": published} if published else None,
        "accessed": {"date-parts": _dates(accessed)} if accessed and _dates(accessed) else None,
        "URL": url,
        "note": _said(statement),
        "archive": "onrecord",
        "archive_location": statement["id"],
    }
    return [{name: value for name, value in item.items() if value}]


def _bibtex(statement: Mapping[str, Any], accessed: str | None) -> str:
    outlet, title, url = _line(statement["outlet"]), _line(statement["title"]), _line(statement["url"])
    published = _dates((statement["published"] or {}).get("value") or "")
    year, month, day = [*(published[0] if published else []), None, None, None][:3]
    fields = {
        "title": f"{{{{{_tex(title)}}}}}" if title else "",
        "journal": f"{{{_tex(outlet)}}}" if outlet else "",
        "year": f"{{{year:04}}}" if year is not None else "{n.d.}",
        "month": _MONTHS[month - 1][:3].lower() if month else "",
        "day": f"{{{day}}}" if day else "",
        "url": f"{{{''.join(_URL.get(letter, letter) for letter in url)}}}" if url else "",
        "urldate": f"{{{accessed[:10]}}}" if accessed else "",
        "note": f"{{{_tex(_said(statement))}}}",
        "annotation": f"{{onrecord {statement['id']}}}",
    }
    kind = "article" if outlet else "online" if url else "misc"
    lines = [f"  {name} = {value}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{onrecord-{statement['id'][:_SHORT_ID]},", *lines, "}"])


def _tex(text: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in text)
