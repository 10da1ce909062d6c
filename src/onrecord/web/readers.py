"""Read-only connections to one record, a few at a time, each question within a time limit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TypeVar

from ..store import Store

AT_ONCE = 2  # questions answered at once by a process; more hold one another up (evaluation/serve_speed.py)
SECONDS = 5.0  # after which a question is given up

T = TypeVar("T")


class Readers:
    """A few threads, and the open connections that they take turns with."""

    def __init__(self, path: str) -> None:
        """Open the record once, to see that it can be; raises StoreError where it cannot."""
        self._path = path
        self._idle: SimpleQueue[Store] = SimpleQueue()
        self._idle.put(Store.open(path))
        self._threads = ThreadPoolExecutor(AT_ONCE, "reader")
        self._files = (Path(path), Path(f"{path}-wal"))

    async def run(self, ask: Callable[[Store], T]) -> T:
        """Return what `ask` makes of the record, without holding up other requests."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self.answer, ask)

    def answer(self, ask: Callable[[Store], T]) -> T:
        """Return what `ask` makes of the record; raise StoreError where that takes too long."""
        try:
            store = self._idle.get_nowait()
        except Empty:
            store = Store.open(self._path)
        try:
            with store.within(SECONDS), store.one_moment():
                return ask(store)
        finally:
            self._idle.put(store)

    def version(self) -> tuple[tuple[int, int], ...]:
        """Return a value that is another one whenever the record has changed."""
        return tuple((file.stat().st_mtime_ns, file.stat().st_size) for file in self._files if file.exists())

    def close(self) -> None:
        """Wait for the questions under way and close every connection."""
        self._threads.shutdown()
        while not self._idle.empty():
            self._idle.get().close()
