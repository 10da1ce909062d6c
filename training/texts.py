"""Gather plain news text at hand, for self-training: one JSON object a line, with id and text.

    python training/texts.py --data FOLDER --out texts.jsonl

FOLDER holds any of ``basil``, ``timex``, ``html-pages`` and ``ontogum``. Nothing here has statements marked,
and nothing that is measured on is read: not PolNeAR's dev split, the seeds or the press pages, and so not re3d, which
the press pages are from, nor BASIL of 2016, the year of PolNeAR.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path

NEWSLIKE = ("news", "interview", "speech", "voyage", "bio", "vlog", "court", "podcast", "letter")
FEWEST, MOST = 60, 4000  # words


def basil(folder: Path) -> Iterator[tuple[str, str]]:
    """Articles of BASIL: a title and paragraphs of sentences."""
    for path in sorted((folder / "articles").glob("*/*.json")):
        if path.parent.name == "2016":
            continue
        article = json.loads(path.read_text(encoding="utf-8"))
        paragraphs = [" ".join(sentences) for sentences in article["body-paragraphs"]]
        yield path.stem, "\n\n".join([article["title"], *paragraphs])


def timex(folder: Path) -> Iterator[tuple[str, str]]:
    """TimeML documents, their tags taken out and their broken lines joined."""
    for path in sorted(folder.rglob("*.tml")):
        marked = path.read_text(encoding="utf-8", errors="replace")
        found = re.search(r"<TEXT>(.*?)</TEXT>", marked, re.S)
        plain = re.sub(r"<[^>]+>", "", found.group(1) if found else marked)
        plain = plain.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
        paragraphs = re.split(r"\n\s*\n|\n(?=[ \t]{2,})", plain)
        yield path.stem, "\n\n".join(" ".join(p.split()) for p in paragraphs if p.strip())


def html_pages(folder: Path) -> Iterator[tuple[str, str]]:
    """The bodies of the article extraction benchmark."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name, page in truth.items():
        yield name, re.sub(r"\n+", "\n\n", page["articleBody"])


def ontogum(folder: Path) -> Iterator[tuple[str, str]]:
    """Documents of GUM that speak like news, their tokens joined again."""
    for path in sorted(folder.rglob("*.conll")):
        if not any(f"_{kind}_" in path.stem for kind in NEWSLIKE):
            continue
        sentences, words = [], []
        for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
            parts = line.split("\t")
            if len(parts) > 1:
                words.append(parts[1] if parts[0].isdigit() else parts[0])
            elif words:
                sentences.append(joined(words))
                words = []
        yield path.stem, "\n\n".join(" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3))


def joined(words: list[str]) -> str:
    """Write tokens as running text."""
    text = re.sub(r" ([.,;:!?%)\]’”]|'s\b|n't\b|’s\b)", r"\1", " ".join(words))
    return re.sub(r"([(\[“$]) ", r"\1", text)


def main() -> None:
    """Read the command line and gather."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    readers = {"basil": basil, "timex": timex, "html-pages": html_pages, "ontogum": ontogum}
    with given.out.open("w", encoding="utf-8") as out:
        for name, reader in readers.items():
            kept = count = 0
            for stem, text in reader(given.data / name) if (given.data / name).is_dir() else ():
                count = len(text.split())
                if FEWEST <= count <= MOST:
                    out.write(json.dumps({"id": f"{name}/{stem}", "text": text}) + "\n")
                    kept += count
            print(f"{name}: {kept} words")


if __name__ == "__main__":
    main()
