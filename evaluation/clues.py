"""Measures how long ago the weekdays are that dated articles tell as past: the ground of what a weekday leaves.

    python evaluation/clues.py

The articles are those of the PolNeAR training part; the true day stands in the name of each file. It prints how far
back the latest of the weekdays told as past is, for all articles and for those in which it is told twice, beside
another or in the opening; the same for those told in the opening alone; and how often the true day is one of those that
the rule of `onrecord.dates.clues` leaves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from shared import SHARED

from onrecord.clean import clean
from onrecord.dates.clues import OPENING, fitting_days, past_weekday
from onrecord.dates.limits import body, told
from onrecord.ingest import pages
from onrecord.record import Page

FOLDER = SHARED / "data" / "polnear" / "train" / "text"


def articles(folder: Path = FOLDER) -> Iterator[tuple[int, list[int], set[int]]]:
    """Yield the weekday of each article's day, the weekdays it tells as past, and those among them told early."""
    for page in pages([str(file) for file in sorted(folder.glob("*.txt"))]):
        if not isinstance(page, Page):
            raise SystemExit(f"{page.file}: no page")
        article = clean(page)[0]
        end = body(article) + OPENING
        past = [
            (weekday, time.span[0])
            for time in told(article).times
            if (weekday := past_weekday(article.text, time)) is not None
        ]
        day = date.fromisoformat(Path(page.file).stem.split("_")[1]).weekday()
        yield day, [weekday for weekday, _ in past], {weekday for weekday, at in past if at < end}


def measure(folder: Path = FOLDER) -> dict[str, Counter[int]]:
    """Return how many articles have their latest weekday so many days back, by how it is told; -1 counts those held."""
    back: dict[str, Counter[int]] = {name: Counter() for name in ("sure", "once", "opening", "rule")}
    for day, past, early in articles(folder):
        if not past:
            continue
        latest = min(past, key=lambda weekday: (day - weekday) % 7)
        sure = len(set(past)) > 1 or past.count(latest) > 1 or latest in early
        back["sure" if sure else "once"][(day - latest) % 7] += 1
        if early:
            back["opening"][min((day - weekday) % 7 for weekday in early)] += 1
        back["rule"][-1 if day in fitting_days(past, early) else 0] += 1
    return back


def main() -> None:
    """Print the shares."""
    back = measure()
    for name in ("sure", "once", "opening"):
        number = sum(back[name].values())
        shares = (sum(back[name][n] for n in range(days + 1)) / number for days in range(7))
        print(f"{name:<8} {number:>4} articles; at most 0 to 6 days back:", *(f"{share:.3f}" for share in shares))
    rule = back["rule"]
    print(f"the rule holds the day of {rule[-1]} of {sum(rule.values())}: {rule[-1] / sum(rule.values()):.3f}")


if __name__ == "__main__":
    main()
