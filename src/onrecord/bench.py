"""Times onrecord on the machine at hand: pages a CPU second, stage by stage, and memory.

CPU seconds of one process are counted, not the clock's, so that a busy machine gives about the same figures.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from .actors import Registry
from .errors import UsageError
from .ingest import pages
from .pipeline import MakeTagger, Means, add, made_by, read
from .record import Page, Problem, Reading, Tagger
from .store import Store
from .tagger import Model

Figures = dict[str, Any]

STAGES = ("clean", "tag", "extract", "name", "date", "places", "contacts", "act", "store")
MOST = 2000  # pages that are held in memory to be timed
WARM_UP = 3  # pages read before the timing starts: imports, caches, regular expressions


def stages(paths: Sequence[str], make: MakeTagger = Model) -> Figures:
    """Return pages a CPU second for each stage and for the whole, over the pages at the paths (2,000 at most)."""
    started = time.process_time()
    tagger, registry = make(), Registry.load()
    load = time.process_time() - started
    found = [page for page in islice(pages(paths), MOST) if isinstance(page, Page)]
    if not found:
        raise UsageError(f"{', '.join(paths)}: no page to time")
    for page in found[:WARM_UP]:
        read(page, tagger, registry)
    spent = dict.fromkeys(STAGES, 0.0)
    readings = [(page, _timed(page, tagger, registry, spent)) for page in found]
    with tempfile.TemporaryDirectory() as folder, Store.open(f"{folder}/bench.db", create=True) as store:
        clock = time.process_time()
        for page, reading in readings:
            store.add(reading, page)
        spent["store"] = time.process_time() - clock
    words = sum(len(reading.article.text.split()) for _, reading in readings)
    statements_time = sum(spent[stage] for stage in ("clean", "tag", "extract", "name"))
    reading_time = sum(spent.values()) - spent["store"]
    return {
        "pages": len(found),
        "words": words,
        "statements": sum(len(reading.statements) for _, reading in readings),
        "made_by": made_by(tagger, registry),
        "load_seconds": round(load, 4),
        "pages_per_cpu_second": {
            **{stage: _rate(len(found), seconds) for stage, seconds in spent.items()},
            "text to statements": _rate(len(found), statements_time),  # clean, tag, extract, name
            "whole reading": _rate(len(found), reading_time),  # and dates, places, contacts, acts
        },
        "words_per_cpu_second": _rate(words, reading_time),
        "peak_memory_mb": _peak(),
    }


def grow(count: int, samples: Path, make: MakeTagger = Model) -> Figures:
    """Add `count` pages from one WARC to a fresh record and return the peak memory at ten points on the way."""
    with tempfile.TemporaryDirectory() as folder:
        warc = Path(folder) / "bench.warc"
        with warc.open("wb") as stream:
            stream.writelines(_records(count, samples))
        peaks: list[float] = []
        seen = 0

        def watch(_: Reading | Problem) -> None:
            nonlocal seen
            seen += 1
            if seen % max(1, count // 10) == 0:
                peaks.append(_peak())

        clock = time.process_time()
        with Store.open(f"{folder}/bench.db", create=True) as store:
            counts = add(store, pages([str(warc)]), progress=watch, means=Means(tagger=make))
        spent = time.process_time() - clock
        return {
            "pages": counts["added"],
            "problems": counts["problems"],
            "warc_mb": round(warc.stat().st_size / 1e6, 1),
            "pages_per_cpu_second": {"add": _rate(counts["added"], spent)},
            "peak_memory_mb_by_tenth": peaks,
        }


def as_json(figures: Figures) -> str:
    """Return the figures as one JSON object."""
    return json.dumps(figures)


def as_text(figures: Figures) -> str:
    """Return the figures as lines to read."""
    lines = []
    for key, value in figures.items():
        label = key.replace("_", " ")
        if isinstance(value, dict):
            lines.append(f"{label}:")
            lines += [f"  {stage:<22}{rate:>10,.1f}" for stage, rate in value.items()]
        else:
            lines.append(f"{label}: {value:,}" if isinstance(value, int | float) else f"{label}: {value}")
    return "\n".join(lines)


def _timed(page: Page, tagger: Tagger, registry: Registry, spent: dict[str, float]) -> Reading:
    """The page's reading, each stage's CPU time added to `spent`."""
    clock = [time.process_time()]

    def done(stage: str) -> None:
        clock.append(time.process_time())
        spent[stage] += clock[-1] - clock[-2]

    return read(page, tagger, registry, done)


def _records(count: int, samples: Path) -> Iterator[bytes]:
    """WARC 1.1 response records (ISO 28500): the sample pages over and over, each with a number of its own in it."""
    found = [page for page in pages([str(samples)]) if isinstance(page, Page)]
    for number, page in enumerate(islice(cycle(found), count)):
        body = page.data.replace(b" the ", b" the %d " % number, 1)
        http = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n" % (
            page.media_type.encode(),
            len(body),
        )
        yield (
            b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>\r\n"
            b"WARC-Date: 2031-03-04T05:06:07Z\r\nWARC-Target-URI: https://bench.example/%d\r\n"
            b"Content-Type: application/http;msgtype=response\r\nContent-Length: %d\r\n\r\n"
            % (number, number, len(http) + len(body))
        )
        yield http + body + b"\r\n\r\n"


def _rate(count: int, seconds: float) -> float:
    return round(count / seconds, 1) if seconds else 0.0


def _peak() -> float:
    """The most memory this process has held, in MB; Linux counts it in kB, macOS in bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / (1e6 if sys.platform == "darwin" else 1e3), 1)
