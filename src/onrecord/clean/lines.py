"""Splits a plain-text page into paragraphs and describes each in numbers, for `blocks` to tell body from clutter."""

# ruff: noqa: E501, SIM905 -- one form, one line; words are easier to read and edit unquoted

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from msgspec import Struct

INVISIBLE = "\ufeff\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"
WINDOW = 240  # characters: a longer paragraph is no phrase as a whole, and is looked at only at its two ends
ENDS = 140  # characters at either end of a longer paragraph in which a phrase is looked for

_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_EDGE = re.compile(rf"[\s{INVISIBLE}]+")
_HIDDEN = re.compile(rf"[{INVISIBLE}]")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_FOLD = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‐": "-", "‑": "-"}
)
_SYMBOLS = " \t.,:;!?|•·»«›‹<>*+-=_/\\#~→←↑↓▼▲►●■□✓×()[]{}'\"…"
_SENTENCE_END = re.compile(r"[.!?。！？][)\]}\"'”’»*]*$|[.!?,][\"”’»]+$")
_CUT_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])[\])\"”’ ]*$")
_LINK = re.compile(
    r"https?://|www\.|\b[\w.+-]{1,64}@[\w-]{1,64}\.|(?:^|[\s(])@\w{2,}|\b[\w-]{2,40}\.(?:com|org|net|co|tv|info)\b"
)
_DIGIT = re.compile(r"\d")
_SEPARATOR = re.compile(r" [|»›•·>/] |[|»›•]|[^\s.!?:;,\"”’)](?: {2,}|\t)\S")
_DATE = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.? \d|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\b\d{1,2}:\d\d\b|\d{4}-\d\d-\d\d|\b\d+ (?:hours?|days?|minutes?|mins?|weeks?) ago"
)
FUNCTION_WORDS = frozenset(
    "the a an of to in and that is was for on with as at by it from be are were has have had he she they his her their its "
    "this which who not but would will been or an we i you after when there also about than more into over no so if what "
    "could can because before while during since between against our my your".split()
)
_READER_WORDS = frozenset(
    "you your please click our us we subscribe sign email newsletter app free here account comment".split()
)
_REPORTING = frozenset("said says told added stated according announced stressed noted asked reported called".split())


class Paragraph(Struct):
    """One paragraph of a page: its span, its folded words, and what `describe` counted."""

    start: int
    end: int
    text: str
    gap: bool = True  # a blank line stands before it
    kind: str | None = None  # of the phrase of clutter that it holds
    where: str = ""  # whole, opens, start, inside or shape
    words: int = 0
    prose: bool = False
    sentence: bool = False
    cut_off: bool = False
    odds: float = 0.0  # the log-odds that it is body
    label: str = ""  # what `blocks` makes of it: a kind of block, or nothing yet
    why: str = ""
    settled: bool = False  # a phrase or its place in a list, not the weights, told that it is not body


def split(text: str) -> list[Paragraph]:
    """Return the paragraphs of a page: its lines that are not blank, with lines wrapped at a fixed width joined."""
    lines: list[Paragraph] = []
    previous_end = 0
    for match in _LINE.finditer(text):
        line = match[0]
        lead = _EDGE.match(line)
        start = lead.end() if lead else 0
        if start == len(line):
            continue
        end = len(line)
        while line[end - 1].isspace() or _HIDDEN.match(line[end - 1]):
            end -= 1
        blank = text[previous_end : match.start()]
        gap = blank.count("\n") > 1 or blank.count("\r") > 1 or "\f" in blank
        lines.append(Paragraph(start=match.start() + start, end=match.start() + end, text=line[start:end], gap=gap))
        previous_end = match.end()
    return _unwrap(text, lines)


def _unwrap(text: str, lines: list[Paragraph]) -> list[Paragraph]:
    """Join the lines of a text wrapped at a fixed width, and a line that goes on, in lower case, where one broke off."""
    width = _width(lines)
    joined: list[list[Paragraph]] = []
    for line in lines:
        last = joined[-1][-1] if joined else None
        if last is None or line.gap:
            joined.append([line])
        elif (width and len(last.text) + len(line.text.split(None, 1)[0]) + 1 >= 0.9 * width) or (
            (len(last.text) > 40 or len(joined[-1]) > 1) and _goes_on(text, last, line)
        ):
            joined[-1].append(line)
        else:
            joined.append([line])
    return [
        group[0]
        if len(group) == 1
        else Paragraph(
            start=group[0].start, end=group[-1].end, text=text[group[0].start : group[-1].end], gap=group[0].gap
        )
        for group in joined
    ]


def _width(lines: list[Paragraph]) -> int:
    """Return the width at which the lines are wrapped; 0 where they are not, but end where their sentences end."""
    lengths = sorted(len(line.text) for line in lines)
    width = lengths[min(len(lengths) - 1, len(lengths) * 95 // 100)] if lengths else 0
    if not 40 <= width <= 110 or lengths[-1] > 1.3 * width:
        return 0
    near = [line for line in lines if len(line.text) >= 0.8 * width]
    broken = sum(not _SENTENCE_END.search(line.text[-6:]) for line in near)
    return width if len(near) >= max(5, 0.4 * len(lines)) and broken >= 0.6 * len(near) else 0


def _goes_on(text: str, last: Paragraph, line: Paragraph) -> bool:
    """Say whether a line is the rest of a sentence that the line above it broke off: a link's words, often."""
    if not line.text[0].islower() or line.text.startswith("by ") or _SENTENCE_END.search(last.text[-6:]):
        return False
    before = line.start > 1 and text[line.start - 1] == " " and text[line.start - 2] in "\r\n"
    word = last.text.rsplit(None, 1)[-1].lower()
    hanging = text[last.end] in " \t" or before or word in FUNCTION_WORDS or word[-1] in ",-"
    return hanging or len(line.text.split(None, 8)) >= 8


def fold(words: str) -> str:
    """Return words in lower case, with straight quotation marks, plain hyphens and single blanks."""
    return " ".join(_HIDDEN.sub("", words).translate(_FOLD).lower().split())


@cache
def _phrases() -> list[tuple[str, str, re.Pattern[str]]]:
    """The phrases of clutter.toml as (where, kind, pattern), whole lines first."""
    table = tomllib.loads(files(__package__).joinpath("clutter.toml").read_text(encoding="utf-8"))
    return [
        (where, kind, re.compile("|".join(f"(?:{phrase})" for phrase in table[kind][where])))
        for where in ("opens", "whole", "start", "inside", "shape")
        for kind in table
        if where in table[kind]
    ]


def phrase(words: str) -> tuple[str | None, str]:
    """Return the kind of clutter whose phrase the words hold, and where: whole, opens, start, inside or shape."""
    head = fold(words[: 2 * WINDOW])[:WINDOW]
    short = len(words) <= WINDOW
    parts = (head,) if short else (head[:ENDS], fold(words[-2 * ENDS :])[-ENDS:])
    bare = head.strip(_SYMBOLS)
    found: re.Match[str] | None
    for where, kind, pattern in _phrases():
        if where in ("whole", "opens"):
            found = (pattern.fullmatch(head) or pattern.fullmatch(bare)) if short else None
        elif where == "start":
            found = pattern.match(head)
        elif where == "inside" or short:
            found = next((hit for part in parts if (hit := pattern.search(part))), None)
        else:
            found = None
        if found:
            return kind, where
    return None, ""


def describe(paragraphs: Sequence[Paragraph]) -> list[dict[str, float]]:
    """Return, for each paragraph, what speaks for or against its being body, by name; fills the paragraphs' counts."""
    tokens = [_WORD.findall(fold(paragraph.text)) for paragraph in paragraphs]
    found = [_own(paragraph, words) for paragraph, words in zip(paragraphs, tokens, strict=True)]
    _neighbours(paragraphs, found)
    _page(paragraphs, tokens, found)
    return found


def _count(paragraph: Paragraph, tokens: list[str]) -> float:
    """Note what kind of line a paragraph is, and return its share of function words."""
    text, count = paragraph.text, len(tokens)
    tail = text[-12:]
    paragraph.words = count
    paragraph.kind, paragraph.where = phrase(text)
    paragraph.cut_off = bool(_CUT_OFF.search(tail))
    paragraph.sentence = not paragraph.cut_off and bool(_SENTENCE_END.search(tail))
    function = sum(token in FUNCTION_WORDS for token in tokens) / max(count, 1)
    paragraph.prose = paragraph.kind is None and (
        (count >= 14 and paragraph.sentence) or (count >= 30 and not paragraph.cut_off and function > 0.2)
    )
    return function


def _own(paragraph: Paragraph, tokens: list[str]) -> dict[str, float]:
    """What a paragraph shows by itself."""
    text, count = paragraph.text, len(tokens)
    function = _count(paragraph, tokens)
    head = text[:WINDOW]
    raw = head.split()
    size = next((n for n, most in enumerate((3, 7, 14, 24, 49)) if count <= most), 5)
    sizes = ("under 4 words", "4 to 7 words", "8 to 14 words", "15 to 24 words", "25 to 49 words", "50 words or more")
    out = {
        "always": 1.0,
        sizes[size]: 1.0,
        "function words": min(function, 0.5) * 2,
        "capitalised words": sum(word[:1].isupper() for word in raw) / max(len(raw), 1),
        "digits": min(len(_DIGIT.findall(head)) / max(len(head), 1) * 4, 1.0),
    }
    lowered = head.lower()
    flags = {
        "ends like a sentence": paragraph.sentence,
        "a short sentence": paragraph.sentence and count < 15,
        "ends cut off": paragraph.cut_off,
        "ends with a colon": text.endswith(":"),
        "holds a quotation": any(mark in text for mark in '“”"«»„'),
        "starts in lower case": text[0].islower(),
        "all capitals": count > 1 and text.upper() == text,
        "says who said": not _REPORTING.isdisjoint(tokens),
        "speaks to the reader": not _READER_WORDS.isdisjoint(tokens),
        "a link, address or handle": bool(_LINK.search(lowered)),
        "separators": bool(_SEPARATOR.search(head)),
        "a date or time": bool(_DATE.search(lowered)),
        f"a phrase of {paragraph.kind}, {paragraph.where}": paragraph.kind is not None,
        "a phrase of clutter": paragraph.kind is not None and paragraph.kind != "caption",
    }
    out.update({name: 1.0 for name, value in flags.items() if value})
    return out


def _neighbours(paragraphs: Sequence[Paragraph], found: list[dict[str, float]]) -> None:
    """What stands around a paragraph."""
    last = len(paragraphs) - 1
    for i, out in enumerate(found):
        for step, name in ((-1, "before it"), (1, "after it"), (-2, "two before"), (2, "two after")):
            if not 0 <= i + step <= last:
                out[f"nothing {name}"] = 1.0
                continue
            other = paragraphs[i + step]
            if other.prose:
                out[f"prose {name}"] = 1.0
            elif other.kind:
                out[f"clutter {name}"] = 1.0
            elif other.words < 8:
                out[f"a short line {name}"] = 1.0
        near = [paragraphs[j].prose for j in range(max(0, i - 4), min(last, i + 4) + 1) if j != i]
        out["prose around it"] = sum(near) / max(len(near), 1)


def _page(paragraphs: Sequence[Paragraph], tokens: list[list[str]], found: list[dict[str, float]]) -> None:
    """Where on the page a paragraph stands, and whether the page's other prose shares its words."""
    total = sum(paragraph.words for paragraph in paragraphs if paragraph.prose)
    used: Counter[str] = Counter()
    for paragraph, words in zip(paragraphs, tokens, strict=True):
        if paragraph.prose:
            used.update({word for word in words if len(word) > 3 and word not in FUNCTION_WORDS})
    seen: set[str] = set()
    before, section, since = 0, "", 0
    for paragraph, words, out in zip(paragraphs, tokens, found, strict=True):
        after = total - before - (paragraph.words if paragraph.prose else 0)
        known = {word for word in words if len(word) > 3 and word not in FUNCTION_WORDS}
        shared = sum(used[word] > paragraph.prose for word in known) / max(len(known), 1)
        flags = {
            "no prose above": before == 0,
            "no prose below": after == 0,
            "hardly any prose below": 0 < after < 0.15 * total,
            "hardly any prose above": 0 < before < 0.1 * total,
            "printed before": paragraph.text in seen,
            f"in a section of {section}": bool(section),
            "in a section, little prose below": bool(section) and after < 0.3 * total,
            "prose in a section": bool(section) and paragraph.prose,
            "sentence, no prose below": after == 0 and paragraph.sentence,
        }
        out.update({name: 1.0 for name, value in flags.items() if value})
        out["words of the page"] = shared
        out["prose with words of the page"] = shared * paragraph.prose
        seen.add(paragraph.text)
        since = since + 1 if paragraph.prose else 0
        # A count of comments often stands above the body: comments themselves come only below a good part of it.
        if paragraph.where == "opens" and (paragraph.kind != "comment-form" or before > max(60, 0.15 * total)):
            section, since = paragraph.kind or "", 0
        elif since >= 3 and section != "comment-form":
            section = ""
        before += paragraph.words if paragraph.prose else 0
