"""What became of each statement of the gold, and of each that was found: the ground of calibration.py and errors.py."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import statements
from shared import SHARED

from onrecord.record import Tagger

HELD_OUT = 0.05  # of the train split; training/data.py holds out the same articles


@dataclass(frozen=True)
class Outcome:
    """A gold statement with the one found for it; either is None where the other stands alone.

    verdict: right; 'another source'; 'other words' (less than half of the content in common); missed; false.
    """

    article: str
    text: str
    verdict: str
    manner: str  # as the scorer tells it by the marks: direct, mixed, indirect
    gold: dict[str, Any] | None
    found: dict[str, Any] | None  # its spans and its score

    @property
    def right(self) -> bool:
        """Whether it counts for who-said-what."""
        return self.verdict == "right"


@lru_cache(maxsize=1)
def scorer() -> Any:
    """Return the shared scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "bench" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


@contextmanager
def held_out(split: Path) -> Iterator[Path]:
    """Give a folder like the split's, with only the articles that training holds out: by a hash of their names."""
    with TemporaryDirectory() as folder:
        for kind in ("text", "attributions"):
            (Path(folder) / kind).mkdir()
        for name, files in scorer().annotation_files(split).items():
            if len(files) == 1 and int.from_bytes(sha256(name.encode()).digest()[:4], "big") < HELD_OUT * 2**32:
                for path in (split / "text" / f"{name}.txt", files[0]):
                    (Path(folder) / path.parent.name / path.name).symlink_to(path.resolve())
        yield Path(folder)


def outcomes(gold: Path, tagger: Tagger) -> Iterator[Outcome]:
    """Yield what became of every statement of a split of PolNeAR, article by article, as the scorer matches them."""
    score = scorer()
    for name, files in score.annotation_files(gold).items():
        article = score.read_article(gold, name)
        wanted = score.read_ann(files[0], article)
        given = statements.predictions(tagger, article.text)
        yield from _matched(article, wanted, given)


def _matched(article: Any, wanted: list[dict[str, Any]], given: list[dict[str, Any]]) -> Iterator[Outcome]:
    score = scorer()
    golds = [score.make_statement(article, spans) for spans in wanted]
    founds = [score.make_statement(article, spans) for spans in given]
    pairs = {g: (p, overlap) for g, p, overlap in score.match(golds, founds)}
    for g, gold in enumerate(golds):
        p, overlap = pairs.get(g, (None, 0.0))
        verdict = "missed" if p is None else "other words"
        if p is not None and overlap >= score.MATCH_THRESHOLD:
            agree = score.sources_agree(article, gold, founds[p].source)
            verdict = "right" if agree else "another source"
        found = None if p is None else given[p]
        yield Outcome(article.id, article.text, verdict, gold.kind, wanted[g], found)
    taken = {p for p, _ in pairs.values()}
    for p, found in enumerate(founds):
        if p not in taken:
            yield Outcome(article.id, article.text, "false", found.kind, None, given[p])
