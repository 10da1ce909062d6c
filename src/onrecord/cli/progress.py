"""A progress line on standard error for long work, with rate and time left, and the problems met on the way."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from tqdm import tqdm

from ..record import Problem, Reading


class Progress:
    """Shows how far the work is through the bytes of its input; silent where standard error is not a terminal.

    `read` is told the bytes taken from the input, `see` each result. The rate counts pages, the time left bytes: how
    many pages a container holds is not known before its end.
    """

    def __init__(self, paths: Sequence[str]) -> None:
        """Measure the input: the bytes of all files, or no total where standard input is among them."""
        self.problems: list[Problem] = []
        self._pages = 0
        total = None if "-" in paths else sum(map(_size, paths))
        self._bar = tqdm(
            total=total, unit="B", unit_scale=True, delay=0.5, disable=not sys.stderr.isatty(), dynamic_ncols=True
        )

    def __enter__(self) -> Progress:
        """Start."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the last line standing."""
        self._bar.close()

    def read(self, count: int) -> None:
        """Note that `count` more bytes of the input have been read."""
        self._bar.update(count)

    def see(self, result: Reading | Problem) -> None:
        """Count a result and keep its problems."""
        if isinstance(result, Problem):
            self.problems.append(result)
        else:
            self._pages += 1
            self.problems.extend(result.problems)
        if not self._bar.disable:
            rate = self._pages / max(self._bar.format_dict["elapsed"], 1e-3)
            self._bar.set_postfix_str(
                f"{self._pages} pages, {rate:.0f}/s, {len(self.problems)} problems", refresh=False
            )


class Steps:
    """Shows how far linking has come, step by step; silent where standard error is not a terminal."""

    def __init__(self) -> None:
        """Begin before the first step."""
        self._step = ""
        self._bar: tqdm[Any] | None = None

    def __enter__(self) -> Steps:
        """Start."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the last line standing."""
        if self._bar is not None:
            self._bar.close()

    def tell(self, step: str, done: int, of: int) -> None:
        """Note how many of its pages a step has done."""
        if step != self._step or self._bar is None:
            if self._bar is not None:
                self._bar.close()
            silent = not sys.stderr.isatty()
            self._step = step
            self._bar = tqdm(desc=step, total=of, unit=" pages", delay=0.5, disable=silent, dynamic_ncols=True)
        self._bar.update(done - self._bar.n)


def _size(path: str) -> int:
    """The bytes of a file, or of every file in a folder; what cannot be looked at counts nothing here."""
    if not Path(path).is_dir():
        return Path(path).stat().st_size if Path(path).exists() else 0
    return sum((Path(folder) / name).lstat().st_size for folder, _, names in os.walk(path) for name in names)
