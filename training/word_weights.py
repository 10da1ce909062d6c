"""How often a word stands in news, as its weight where two statements are compared.

    python training/word_weights.py > src/onrecord/align/word_weights.tsv

A stem weighs ln(N / n): n of the N articles of polnear/train have it. Stems in fewer than one article in ninety are
left out: they all weigh align.words.RARE.
"""

from __future__ import annotations

import math
import os
from collections import Counter
from pathlib import Path

from onrecord.align.words import _WORD, spelled, stem

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).resolve().parents[2] / "shared"))
LEAST = 1 / 90


def main() -> None:
    count: Counter[str] = Counter()
    articles = sorted((SHARED / "data" / "polnear" / "train").rglob("*.txt"))
    for path in articles:
        found = _WORD.findall(path.read_text(encoding="utf-8"))
        count.update({stem(spelled(word)) for word in found if word[0].isalnum()})
    print(f"# stem and ln(N / n) of {len(articles)} news articles; training/word_weights.py wrote it")
    for name, n in sorted(count.items()):
        if n >= LEAST * len(articles):
            print(f"{name}\t{math.log(len(articles) / n):.1f}")


if __name__ == "__main__":
    main()
