"""Measures dates in text on the AQUAINT TimeML documents: are they found, and is the value right.

    python evaluation/dates.py [--errors]

Every TIMEX3 of a document's text is gold (dates, times, durations, sets). Found is relaxed: the spans overlap, one to
one. The value of what is found is compared twice: as it is written, and as the guidelines mean it (a gold week without
its zero, 'XX' for a part that is not known, and a time of day that one side leaves out are no difference).
"""

from __future__ import annotations

import argparse
import html
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from shared import SHARED

from onrecord.dates.find import resolved
from onrecord.dates.grammar import Time

AQUAINT = SHARED / "data" / "timex" / "aquaint"
_TIMEX = re.compile(r"<TIMEX3([^>]*)>(.*?)</TIMEX3>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")

Gold = list[tuple[int, int, str]]


def documents(folder: Path) -> Iterator[tuple[str, date, str, Gold]]:
    """Yield the name, day of creation, text and gold expressions (start, end, value) of each document."""
    for path in sorted(folder.glob("*.tml")):
        raw = path.read_text(encoding="utf-8")
        created = re.search(r'<DCT>.*?value="(\d{4}-\d\d-\d\d)', raw, re.DOTALL)
        body = re.search(r"<TEXT>(.*?)</TEXT>", raw, re.DOTALL)
        if not created or not body:
            raise SystemExit(f"{path}: no DCT or TEXT")
        text, gold, end = "", [], 0
        for match in _TIMEX.finditer(body[1]):
            text += _plain(body[1][end : match.start()])
            words = _plain(match[2])
            value = re.search(r'\bvalue="([^"]*)"', match[1])
            gold.append((len(text), len(text) + len(words), value[1] if value else ""))
            text += words
            end = match.end()
        yield path.stem, date.fromisoformat(created[1]), text + _plain(body[1][end:]), gold


def _plain(marked: str) -> str:
    return html.unescape(_TAG.sub("", marked))


def _means(value: str) -> str:
    value = re.sub(r"W(\d)(?!\d)", r"W0\1", value)
    return re.sub(r"(?:-XX)+$|T.*$", "", value) if value[:1].isdigit() else value


def measure(folder: Path = AQUAINT, errors: bool = False) -> dict[str, float]:
    """Return span precision, recall and F1 (relaxed), and the accuracy of values on what is found."""
    count: Counter[str] = Counter()
    for name, created, text, gold in documents(folder):
        found = [(time, value) for time, value in resolved(text, created) if time.form != "event"]
        count.update(gold=len(gold), found=len(found))
        used: set[int] = set()
        for start, end, value in gold:
            number = next(
                (i for i, (t, _) in enumerate(found) if i not in used and t.span[0] < end and start < t.span[1]), None
            )
            if number is None:
                _tell(errors, "missed", name, text[start:end], value, text[max(0, start - 40) : end + 20])
                continue
            used.add(number)
            time, got = found[number]
            count["hit"] += 1
            count["exact"] += got == value
            right = got is not None and _means(got) == _means(value)
            count["right"] += right
            if not right:
                _tell(
                    errors,
                    "value",
                    name,
                    _words(text, time),
                    f"{got} for {value} ({created})",
                    text[max(0, start - 60) : end + 30],
                )
        for number, (time, got) in enumerate(found):
            if number not in used:
                _tell(
                    errors,
                    "spurious",
                    name,
                    _words(text, time),
                    str(got),
                    text[max(0, time.span[0] - 40) : time.span[1] + 20],
                )
    precision, recall = count["hit"] / count["found"], count["hit"] / count["gold"]
    return {
        "span_precision": precision,
        "span_recall": recall,
        "span_f1": 2 * precision * recall / (precision + recall),
        "value_accuracy": count["right"] / count["hit"],
        "value_as_written": count["exact"] / count["hit"],
    }


def _words(text: str, time: Time) -> str:
    return text[time.span[0] : time.span[1]]


def _tell(wanted: bool, *words: str) -> None:
    if wanted:
        print(" | ".join(" ".join(word.split()) for word in words))


def main() -> None:
    """Print the figures, and with --errors everything missed, spurious or of another value."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    for name, figure in measure(errors=parser.parse_args().errors).items():
        print(f"{name:<18} {figure:.4f}")


if __name__ == "__main__":
    main()
