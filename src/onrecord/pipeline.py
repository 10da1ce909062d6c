"""The spine: `read` one page, `read_all` and `add` many.

`read` is page-local, pure and picklable, which is all that several workers need: the record that comes out does not
depend on their number. Everything that joins pages works later, on what `add` has kept.
"""

from __future__ import annotations

import os
import signal
import threading
import time
import traceback
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib.metadata import version
from itertools import chain, islice
from multiprocessing import get_context

from msgspec import Struct
from msgspec.structs import replace

from .actors import Registry, country, name, registry_of, terms, told_events
from .acts import act
from .clean import clean
from .contacts import Page as Known
from .contacts import meet
from .correcting import corrected
from .dates import Evidence, date, published, times
from .errors import InputError
from .extract import extract
from .ingest import Item
from .places import places
from .record import Article, Page, Problem, Reading, Tagger
from .store import Store
from .tagger import Model

# Pages handed to each worker ahead of the one being written: enough to keep it busy, few enough to hold in memory.
AHEAD = 8
# Below so many pages, starting workers costs more than they save.
FEW = 25

Progress = Callable[["Reading | Problem"], None]
MakeTagger = Callable[[], Tagger]  # `Model` or `Rules`: each worker makes its own


class Means(Struct, frozen=True, kw_only=True):
    """What pages are read with, made anew by each worker: the tagger, and the registry of a folder or our own."""

    tagger: MakeTagger = Model
    registry: str | None = None

    def make(self) -> tuple[Tagger, Registry]:
        """Return the tagger and the registry; raises InputError where the folder has none."""
        return self.tagger(), registry_of(self.registry)


OURS = Means()


def made_by(tagger: Tagger, registry: Registry) -> str:
    """Return what stands on every record: the code's version, the tagger's, and that of a registry not our own."""
    known = f" / registry {registry.version}" if registry.version else ""
    return f"onrecord {version('onrecord')} / {tagger.version}{known}"


def read(page: Page, tagger: Tagger, registry: Registry, done: Callable[[str], None] = lambda stage: None) -> Reading:
    """Read one page: its text, and every statement and contact in it.

    A page that cannot be read is a reading without text, whose problem says why. `done` is told when each stage ends.
    """
    try:
        article, problems = clean(page)  # 1. bytes -> text, blocks, title, outlet, byline, dateline, date
    except InputError as error:
        article, problems = Article(text=""), (Problem(stage="clean", reason=str(error), file=page.file),)
    article = dated(article, page, registry)  # or the interval that the page tells of itself
    done("clean")
    tags = tagger.tag(article)  # 2. text -> source, cue, content spans and which belong together
    done("tag")
    statements = extract(page.id, article, tags)  # 3. spans -> statements: direct, indirect, mixed; nested
    done("extract")
    statements, mentions = name(article, statements, registry)  # 4. 'he', 'the ministry' -> actors
    done("name")
    found = times(article)  # 5. 'on Monday' -> the day on which it was said
    statements = date(article, statements, found)
    done("date")
    known = Known(times=found, places=places(article), mentions=mentions)
    done("places")
    statements, contacts = meet(page.id, article, statements, known)  # 6. calls, meetings, visits, press conferences
    done("contacts")
    statements = act(article, statements)  # 7. what each does: rejects, requests, agrees
    done("act")
    reading = _reading(page, made_by(tagger, registry))
    return replace(reading, article=article, statements=statements, contacts=contacts, problems=problems)


def dated(article: Article, page: Page, registry: Registry) -> Article:
    """Return the article with its day of publication, or the interval that dates, offices, events and receipt leave."""
    told = chain(terms(article, registry), told_events(article, registry))
    where, days = country(article, registry), registry.event_days
    beside = Evidence(terms=told, fetched=page.fetched, country=where, history=days)
    return replace(article, published=published(article, beside) or article.published)


def read_or_say(page: Page, tagger: Tagger, registry: Registry) -> Reading:
    """Read one page; where our own code fails on it, return a reading without text whose problem says how.

    One page that nobody foresaw must not end the reading of the thousands behind it.
    """
    try:
        return read(page, tagger, registry)
    except Exception as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        reason = f"onrecord failed on this page, please report it: {error!r} in {at.name}, line {at.lineno}"
        problem = Problem(stage="read", reason=reason, file=page.file)
        return replace(_reading(page, made_by(tagger, registry)), problems=(problem,))


def _reading(page: Page, maker: str) -> Reading:
    """A reading that as yet says only which page it is of, and what made it."""
    return Reading(
        page=page.id,
        file=page.file,
        sha256=page.sha256,
        url=page.url,
        fetched=page.fetched,
        made_by=maker,
        article=Article(text=""),
    )


def read_all(
    items: Iterable[Item], workers: int = 1, means: Means = OURS
) -> Iterator[tuple[Page | None, Reading | Problem]]:
    """Read every page, in order, in this process or in several; readings and problems pass through.

    Yields each page beside its reading, and None beside what had no page. Raises InputError if a worker dies.
    """
    items = iter(items)
    first = list(islice(items, FEW))
    items = chain(first, items)
    if workers <= 1 or len(first) < FEW:
        made, registry = means.make()
        for item in items:
            yield (item, read_or_say(item, made, registry)) if isinstance(item, Page) else (None, item)
        return
    # Spawned, not forked: a forked child would share the store's open file.
    with ProcessPoolExecutor(workers, get_context("spawn"), _start_worker, (means,)) as pool:
        yield from _in_order(items, pool, workers * AHEAD)


def add(
    store: Store,
    items: Iterable[Item],
    workers: int = 1,
    progress: Progress | None = None,
    means: Means = OURS,
    redo: bool = False,
) -> Counter[str]:
    """Read into the store what it does not have yet; return counts of added, known, problems and statements.

    Safe to repeat and to kill: a page is kept whole, with its statements, or not at all. With `redo` also what this
    code and model have read is read again. What people have corrected stays corrected.
    """
    counts: Counter[str] = Counter()
    maker = made_by(*means.make())
    unknown = items if redo else _unknown(store, items, maker, counts)
    for page, result in read_all(unknown, workers, means):
        if isinstance(result, Problem):
            store.add_problem(result)
            counts["problems"] += 1
        elif store.add(result, page, correct=corrected, redo=redo):
            counts["added"] += 1
            counts["statements"] += len(result.statements)
            counts["problems"] += len(result.problems)
        else:
            counts["known"] += 1
        if progress:
            progress(result)
    return counts


def _unknown(store: Store, items: Iterable[Item], maker: str, counts: Counter[str]) -> Iterator[Item]:
    """The items that are worth reading: a page already read by this code is only noted as received again."""
    for item in items:
        if isinstance(item, Page) and store.has(item.id, maker):
            store.receive(item)
            counts["known"] += 1
        else:
            yield item


def _in_order(
    items: Iterable[Item], pool: ProcessPoolExecutor, ahead: int
) -> Iterator[tuple[Page | None, Reading | Problem]]:
    waiting: deque[tuple[Item, Future[Reading] | None]] = deque()
    for item in items:
        waiting.append((item, _submit(pool, item) if isinstance(item, Page) else None))
        if len(waiting) >= ahead:
            yield _result(*waiting.popleft())
    while waiting:
        yield _result(*waiting.popleft())


def _submit(pool: ProcessPoolExecutor, page: Page) -> Future[Reading]:
    """Hand a page to the pool, which may start a worker for it: that one is born deaf to an interrupt.

    `_start_worker` runs only after the worker has imported this package, and an interrupt may come before.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        return pool.submit(_read_in_worker, page)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # a new process has its parent's mask
    try:
        return pool.submit(_read_in_worker, page)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _result(item: Item, future: Future[Reading] | None) -> tuple[Page | None, Reading | Problem]:
    if not isinstance(item, Page) or future is None:
        return None, item  # type: ignore[return-value]
    try:
        return item, future.result()
    except BrokenProcessPool:
        raise InputError(
            f"{item.file}: a worker ended while reading this page or one near it (out of memory?); what was read "
            "before is kept: run the same command again, with fewer --workers"
        ) from None


_worker: tuple[Tagger, Registry] | None = None


def _start_worker(means: Means) -> None:
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent answers an interrupt
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    _worker = means.make()


def _end_with(parent: int) -> None:
    """End this worker when its parent has been killed: nobody else would."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _read_in_worker(page: Page) -> Reading:
    assert _worker is not None, "the pool starts each worker with _start_worker"
    return read_or_say(page, *_worker)


def default_workers() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
