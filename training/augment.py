"""Changes made to a reading on the fly, its spans carried along.

The corpus is one country and one year; the product is for all. So some readings
get other quotation marks, none at all, a headline in capitals, a dateline, or the
names of other countries and eras in place of their own.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

from data import Reading, Span, Statement

Edit = tuple[int, int, str]  # replace text[start:end]

NAMES = Path(__file__).with_name("names.txt").read_text(encoding="utf-8")
PEOPLE, PLACES, KEPT = (part.split() for part in re.split(r"\w+:\n", NAMES)[1:])
NAMED = re.compile(r"(?<![.!?:\n“”\"'‘(] )(?<=[\w,;] )[A-Z][a-zà-ÿ]{2,}\b")
AGENCIES = ("Reuters", "AP", "AFP", "Xinhua", "TASS", "dpa", "Staff Reporter", "Agencies", "IPS", "ANSA")
MONTHS = ["Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"]


def apply(reading: Reading, edits: list[Edit]) -> Reading:
    """Make the edits (which must not overlap) and carry the spans along."""
    edits = sorted(edits)
    parts, at, shifts = [], 0, []
    for start, end, words in edits:
        parts += [reading.text[at:start], words]
        at = end
        shifts.append((start, end, len(words)))
    parts.append(reading.text[at:])

    def move(span: Span) -> Span:
        return _moved(span[0], shifts, False), _moved(span[1], shifts, True)

    statements: list[Statement] = []
    for statement in reading.statements:
        moved = {role: [s for s in map(move, spans) if s[0] < s[1]] for role, spans in statement.items()}
        if moved["content"]:
            statements.append(moved)
    return Reading(reading.name, "".join(parts), statements)


def _moved(place: int, shifts: list[tuple[int, int, int]], is_end: bool) -> int:
    delta = 0
    for start, end, length in shifts:
        if start > place or (start == place and (is_end or start < end)):
            break
        if end > place:  # within what is replaced: the old place, as far as it goes
            return start + delta + (length if is_end else 0)
        delta += length - (end - start)
    return place + delta


def other_marks(reading: Reading, rng: random.Random) -> Reading:
    """Write every double quotation mark in one other style, or drop them all, or one here and there."""
    pairs = [('"', '"'), ("“", "”"), ("''", "''"), ("``", "''"), ("«", "»"), ("„", "“"), ("‘", "’"), ("", "")]
    opening, closing = rng.choices(pairs, weights=[6, 6, 3, 1, 1, 1, 2, 2])[0]
    lost = rng.random() < 0.15
    edits: list[Edit] = []
    opened = False
    for mark in re.finditer(r"''|``|[\"“”\n]", reading.text):
        sign = mark.group()
        if sign == "\n":
            opened = False
            continue
        opens = sign in ("“", "``") or (sign not in ("”",) and not opened)
        opened = opens
        written = "" if lost and rng.random() < 0.2 else opening if opens else closing
        edits.append((mark.start(), mark.end(), written))
    return apply(reading, edits)


def other_names(reading: Reading, rng: random.Random) -> Reading:
    """Put names of other countries in place of this article's, the same one each time."""
    lower = set(re.findall(r"\b[a-z]{3,}\b", reading.text))
    names = {m.group() for m in NAMED.finditer(reading.text)}
    names = {n for n in names if n.lower() not in lower and n.lower() not in KEPT}
    given: dict[str, str] = {}
    for name in sorted(names):
        if rng.random() < 0.6:
            given[name] = rng.choice(PEOPLE if rng.random() < 0.7 else PLACES)
    if not given:
        return reading
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, sorted(given))) + r")\b")
    return apply(reading, [(m.start(), m.end(), given[m.group()]) for m in pattern.finditer(reading.text)])


def other_headline(reading: Reading, rng: random.Random) -> Reading:
    """Put the first line in capitals or in lower case (the body is uncased; apostrophes and lengths still change)."""
    end = reading.text.find("\n")
    if end <= 0:
        return reading
    line = reading.text[:end]
    changed = line.upper() if rng.random() < 0.7 else line.lower()
    if len(changed) != len(line):
        return reading
    return Reading(reading.name, changed + reading.text[end:], reading.statements)


def dateline(reading: Reading, rng: random.Random) -> Reading:
    """Put a dateline in front of the first paragraph after the headline."""
    start = re.search(r"\n+(?=\S)", reading.text)
    if not start:
        return reading
    place, agency = rng.choice(PLACES), rng.choice(AGENCIES)
    date = f"{rng.choice(MONTHS)} {rng.randint(1, 28)}"
    forms = (
        f"{place.upper()} ({agency}) - ",
        f"{place.upper()}, {date} ({agency}) — ",
        f"{place} — ",
        f"{place}, {date} ",
        f"{place.upper()}: ",
        f"({agency}) -- ",
        f"{place.upper()}, {date}. /{agency}/. ",
    )
    return apply(reading, [(start.end(), start.end(), rng.choice(forms))])


def headless(reading: Reading, rng: random.Random) -> Reading:
    """Drop the headline, or join short paragraphs, as badly cleaned pages do."""
    breaks = [(m.start(), m.end(), " ") for m in re.finditer(r"\n+", reading.text) if m.start() > 0]
    return apply(reading, [b for b in breaks[1:] if rng.random() < 0.5 and b[1] < len(reading.text)])


def augment(reading: Reading, rng: random.Random, share: float = 0.3) -> Reading:
    """Change about ``share`` of the readings, each in one way or several."""
    if rng.random() >= share:
        return reading
    for change, chance in (
        (other_names, 0.5),
        (other_marks, 0.5),
        (other_headline, 0.2),
        (dateline, 0.3),
        (headless, 0.1),
    ):
        if rng.random() < chance:
            reading = change(reading, rng)
    return reading
