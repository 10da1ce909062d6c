"""Those who answer: threads or processes that read one record, each question within a time limit."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
import time
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from queue import Empty, SimpleQueue

from ..actors import registry_of
from ..store import Store
from .render import Renderer
from .room import Ask, MakeRoom

AT_ONCE = 2  # questions answered at once by a process; more hold one another up (evaluation/serve_speed.py)
SECONDS = 5.0  # after which a question is given up

_here: Readers | None = None  # in a process that answers: what it answers from


class Readers:
    """A few threads, or processes where there are cores for several, and open connections that they take turns with.

    One Python uses one core. What comes is given to whoever is free, so that no reader waits behind a crowd.
    """

    def __init__(self, path: str, renderer: Renderer, processes: int = 1) -> None:
        """Open the record once, to see that it can be; raises StoreError where it cannot."""
        self._path, self._renderer = path, renderer
        self._idle: SimpleQueue[Store] = SimpleQueue()
        Store.open(path).close()
        self._files = (Path(path), Path(f"{path}-wal"))
        self._processes = processes
        self._workers: Executor = self._fork() if processes > 1 else ThreadPoolExecutor(AT_ONCE, "reader")

    async def run(self, make: MakeRoom, form: str, here: str, ask: Ask) -> bytes:
        """Return a room in one of its forms, without holding up other requests."""
        loop, workers = asyncio.get_running_loop(), self._workers
        if self._processes == 1:
            return await loop.run_in_executor(workers, self.answer, make, form, here, ask)
        try:
            return await loop.run_in_executor(workers, _answer, make, form, here, ask)
        except BrokenProcessPool:  # somebody ended one of them: others take their place, and are asked once more
            if self._workers is workers:
                self._workers = self._fork()
            return await loop.run_in_executor(self._workers, _answer, make, form, here, ask)

    def answer(self, make: MakeRoom, form: str, here: str, ask: Ask) -> bytes:
        """Return a room in one of its forms; raise StoreError where that takes too long."""
        try:
            store = self._idle.get_nowait()
        except Empty:
            store = Store.open(self._path)
        try:
            with store.within(SECONDS), store.one_moment():
                return self._renderer.body(make(store, ask), form, here, ask)
        finally:
            self._idle.put(store)

    def _fork(self) -> ProcessPoolExecutor:
        """Return processes that answer, each a fork of this one with all that is loaded.

        They begin at once: before the server has threads and connections that they would share.
        """
        self._renderer.load()
        registry_of()
        workers = ProcessPoolExecutor(self._processes, multiprocessing.get_context("fork"), _begin, (self, os.getpid()))
        workers.submit(os.getpid).result()
        return workers

    def version(self) -> tuple[tuple[int, int], ...]:
        """Return a value that is another one whenever the record has changed."""
        return tuple((file.stat().st_mtime_ns, file.stat().st_size) for file in self._files if file.exists())

    def close(self) -> None:
        """Wait for the questions under way and close every connection."""
        self._workers.shutdown()
        while not self._idle.empty():
            self._idle.get().close()


def _begin(readers: Readers, parent: int) -> None:
    """Make ready a process that answers: it is deaf to Ctrl-C, which its parent hears, and ends with that one."""
    global _here
    _here = readers
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _answer(make: MakeRoom, form: str, here: str, ask: Ask) -> bytes:
    assert _here is not None, "a process that answers was made ready"
    return _here.answer(make, form, here, ask)


def _end_with(parent: int) -> None:
    """End this process when the one that began it is gone: nobody else would."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
