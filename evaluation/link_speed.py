"""Times linking: records of growing size of an invented world (world.py), joined by all steps as `onrecord link` does.

python evaluation/link_speed.py [--pages 1000 10000 100000] [--ones 20] [--statements 4] [--db FOLDER]
python evaluation/link_speed.py --rivals [--pages 4000] [--text-dedup PYTHON]

For each size: CPU milliseconds a page, of this process and its children, in all and for each step; the most memory
held; the size of the file; how busy the machine was. Where others work on the machine a CPU second does less, so that a
fixed task is timed all along: `task_ms` is the CPU time it took, and `tasks_a_page` what a page takes told in such
tasks, which is what to compare between sizes. Then single pages, held out evenly from the first day to the last, are
added one by one, each with a run of linking: by the clock and in CPU time. A small record is a matter of chance, one
large event or none, so that below 10,000 pages several worlds are measured and the mean is given. With `--db` the
records are kept in a folder, before linking and after, and are not made again; where the linked one is there, single
pages alone are timed. `--rivals` finds the copies among the same pages with datasketch's and rensa's MinHash and LSH as
their documentation says, in the same run: pairs found, F1, seconds; with `--text-dedup`, a Python that has it, also
with text-dedup's MinHash, which is a program (at thresholds of 0.3 and of 0.7, its own).
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import combinations, islice
from pathlib import Path
from typing import Any

from world import World

from onrecord.actors import Registry
from onrecord.linking import Job, link
from onrecord.linking.copies import copies
from onrecord.linking.families import families
from onrecord.record import Page, Reading
from onrecord.store import Store

AT = "2031-03-04T10:15:00Z"
REGISTRY = Registry.load()
SEVERAL = 10_000  # pages: of smaller records so many are measured as have these together

Made = tuple[Page, Reading]


def made(seed: int, count: int, ones: int, statements: int) -> tuple[Iterator[Made], list[Made]]:
    """Return so many pages one by one, and those that are held out, in a list that fills as the others are taken."""
    held: list[Made] = []
    every = max(1, (count + ones) // max(1, ones))

    def rest() -> Iterator[Made]:
        for n, one in enumerate(islice(World(seed, statements).pages(), count + ones), 1):
            if n % every == 0 and len(held) < ones:
                held.append(one)
            else:
                yield one

    return rest(), held


def grow(seed: int, count: int, ones: int, statements: int, folder: Path) -> dict[str, Any]:
    """Link so many pages at once, then a few one by one, and return the figures."""
    path, linked = folder / f"{seed}-{count}-{statements}.db", folder / f"{seed}-{count}-{statements}-linked.db"
    pages, held = made(seed, count, ones, statements)
    if path.exists():
        for _ in pages:
            pass
    else:
        with Store.open(f"{path}.part", create=True) as store:
            for _, reading in pages:
                store.add(reading, None)
        Path(f"{path}.part").rename(path)
    figures: dict[str, Any] = {"seed": seed, "pages": count}
    if not linked.exists():
        shutil.copyfile(path, f"{linked}.part")
        with Store.open(f"{linked}.part", write=True) as store:
            yardstick = Yardstick()
            spent = joined(store, yardstick)
            figures["unsure"] = store.unsure()
        Path(f"{linked}.part").rename(linked)
        figures["cpu_ms_a_page"] = sum(spent.values()) / count * 1000
        figures["task_ms"] = statistics.fmean(yardstick.times) * 1000
        figures["by_step"] = {step: seconds / count * 1000 for step, seconds in spent.items()}
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        shutil.copyfile(linked, f"{scratch}/ones.db")
        with Store.open(f"{scratch}/ones.db", write=True) as store:
            singles = [one_more(store, reading) for _, reading in held]
    figures["one_page_ms"] = [clock for clock, _ in singles]
    figures["one_page_cpu_ms"] = [busy for _, busy in singles]
    figures["file_mb"] = linked.stat().st_size / 1e6
    return figures


def one_more(store: Store, reading: Reading) -> tuple[float, float]:
    """Add a page and link; return the milliseconds that linking took by the clock, and of CPU."""
    store.add(reading, None)
    clock = time.perf_counter()
    spent = joined(store)
    return (time.perf_counter() - clock) * 1000, sum(spent.values()) * 1000


def joined(store: Store, yardstick: Yardstick | None = None) -> dict[str, float]:
    """Link, and return the CPU seconds that each step took."""
    ends: dict[str, float] = {}

    def tell(step: str, done: int, of: int) -> None:
        if yardstick:
            yardstick.look()
        ends[step] = cpu() - (yardstick.spent if yardstick else 0)

    before = cpu()
    link(store, REGISTRY, AT, tell)
    return {step: end - start for (step, end), start in zip(ends.items(), [before, *ends.values()], strict=False)}


class Yardstick:
    """A fixed task, timed again and again while other work goes on."""

    EVERY = 0.3  # seconds of CPU

    def __init__(self) -> None:
        """Time the task once."""
        self.times: list[float] = []
        self._next = 0.0
        self.spent = 0.0  # on the task since then
        self.look()
        self.spent = 0.0

    def look(self) -> None:
        """Time the task, if it is time."""
        before = cpu()
        if before < self._next:
            return
        gc.disable()  # it would look through all that linking holds
        words = [f"{n * 7919 % 10_007}" for n in range(20_000)]
        table = dict(zip(words, range(len(words)), strict=True))
        sorted(table, key=table.__getitem__)
        gc.enable()
        self.times.append(cpu() - before)
        self.spent += self.times[-1]
        self._next = cpu() + self.EVERY


def cpu() -> float:
    """Return the CPU seconds of this process and of its children."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def told(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the figures of one size as one row: means, and of single pages the median and the longest."""
    row: dict[str, Any] = {"pages": runs[0]["pages"], "worlds": len(runs)}
    if "by_step" in runs[0]:
        row["cpu_ms_a_page"] = round(statistics.fmean(run["cpu_ms_a_page"] for run in runs), 3)
        row["task_ms"] = round(statistics.fmean(run["task_ms"] for run in runs), 2)
        row["tasks_a_page"] = round(statistics.fmean(run["cpu_ms_a_page"] / run["task_ms"] for run in runs), 3)
        steps = runs[0]["by_step"]
        row["by_step"] = {step: round(statistics.fmean(run["by_step"][step] for run in runs), 3) for step in steps}
        row["unsure"] = runs[-1]["unsure"]
    for name in ("one_page_ms", "one_page_cpu_ms"):
        every = [value for run in runs for value in run[name]]
        row[name] = {"median": round(statistics.median(every), 1), "longest": round(max(every), 1)}
    row["peak_memory_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3)
    row["file_mb"] = round(runs[-1]["file_mb"])
    row["load"] = round(os.getloadavg()[0], 2)
    return row


Found = set[tuple[str, str]]


def rivals(count: int, text_dedup: str | None) -> None:
    """Print how fast and how well copies are found, by us and by others, among the same pages."""
    both = list(islice(World(count, 4).pages(), count))
    pages = [page for page, _ in both]
    gold = set(_pairs(pages, lambda page: page.file.split("/")[1]))
    texts = {page.file: page.data.decode().lower().split() for page in pages}
    with tempfile.TemporaryDirectory() as folder, Store.open(f"{folder}/speed.db", create=True) as store:
        clock = time.process_time()
        for _, reading in both:
            store.add(reading, None)
        print(f"onrecord: adding the pages to a record took {time.process_time() - clock:.1f} CPU s, not counted below")
        finders: dict[str, Callable[[], Found]] = {
            "onrecord": lambda: _ours(store, pages),
            "datasketch": lambda: _datasketch(texts),
            "rensa": lambda: _rensa(texts),
        }
        if text_dedup:
            for threshold in ("0.3", "0.7"):
                finders[f"text-dedup {threshold}"] = partial(_text_dedup, pages, text_dedup, threshold)
        _compared(finders, gold)


def _compared(finders: dict[str, Callable[[], Found]], gold: Found) -> None:
    for name, find in finders.items():
        clock = cpu()
        try:
            found = find()
        except ImportError as missing:
            print(f"{name}: not compared, {missing}")
            continue
        spent = cpu() - clock
        right = len(found & gold)
        precision, recall = right / max(1, len(found)), right / len(gold)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{name:14} {spent:7.1f} CPU s  precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}")


def _pairs(pages: Iterable[Page], key: Callable[[Page], str]) -> Iterator[tuple[str, str]]:
    groups: dict[str, list[str]] = {}
    for page in pages:
        groups.setdefault(key(page), []).append(page.file)
    for files in groups.values():
        yield from combinations(sorted(files), 2)


def _ours(store: Store, pages: list[Page]) -> Found:
    """The families of a record that has the pages: keys, candidates, proof, links and groups."""
    names = {page.id: page.file for page in pages}
    arrived, _ = store.arrivals("copies")
    job = Job(by="onrecord speed", at=AT, registry=REGISTRY, seen=lambda _: None)
    store.append(list(copies(store, arrived, job)))
    found = (sorted(names[page] for page in family.members) for family in families(store))
    return {pair for files in found for pair in combinations(files, 2)}


def _shingles(words: list[str]) -> set[str]:
    return {" ".join(words[n : n + 3]) for n in range(len(words) - 2)}


def _datasketch(texts: dict[str, list[str]]) -> Found:
    """MinHash and MinHashLSH as in datasketch's documentation; Jaccard 0.3, since half a text is still a copy."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=0.3, num_perm=128)
    found: Found = set()
    for name, words in texts.items():
        sketch = MinHash(num_perm=128)
        for shingle in _shingles(words):
            sketch.update(shingle.encode("utf8"))
        found |= {(min(name, other), max(name, other)) for other in lsh.query(sketch)}
        lsh.insert(name, sketch)
    return found


def _rensa(texts: dict[str, list[str]]) -> Found:
    """RMinHash and RMinHashLSH as in rensa's documentation, with candidates checked by their sketches."""
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=0.3, num_perm=128, num_bands=32)
    names = list(texts)
    sketches: list[object] = []
    found: Found = set()
    for n, name in enumerate(names):
        sketch = RMinHash(num_perm=128, seed=42)
        sketch.update(list(_shingles(texts[name])))
        for other in lsh.query(sketch):
            if sketch.jaccard(sketches[other]) >= 0.3:
                found.add((min(name, names[other]), max(name, names[other])))
        sketches.append(sketch)
        lsh.insert(n, sketch)
    return found


def _text_dedup(pages: list[Page], python: str, threshold: str) -> Found:
    """The clusters of text-dedup's MinHash, run as its documentation says, with words in threes as the others have."""
    with tempfile.TemporaryDirectory() as folder:
        lines = (json.dumps({"text": page.data.decode()}) for page in pages)
        Path(f"{folder}/pages.jsonl").write_text("\n".join(lines), encoding="utf-8")
        given = {"path": "json", "data_files": f"{folder}/pages.jsonl", "split": "train", "column": "text"}
        chosen = {"ngram": 3, "num_perm": 128, "threshold": threshold, "min_length": 1, "num_proc": 1}
        where = {"cache_dir": f"{folder}/cache", "output": f"{folder}/out"}
        options = [f"--{name}={value}" for name, value in (given | chosen | where).items()]
        subprocess.run([python, "-m", "text_dedup.minhash", *options, "--debug"], check=True, capture_output=True)
        code = (
            "import json, pickle, sys; found = pickle.load(open(sys.argv[1], 'rb')); "
            "pairs = getattr(found, 'parent', found).items(); "
            "json.dump([[int(one), int(other)] for one, other in pairs], sys.stdout)"
        )
        told = subprocess.run([python, "-c", code, f"{folder}/out/uf.pkl"], check=True, capture_output=True, text=True)
    above: dict[int, int] = dict(json.loads(told.stdout.splitlines()[-1]))
    groups: dict[int, list[str]] = {}
    for one in above:
        root = one
        while above.get(root, root) != root:
            root = above[root]
        groups.setdefault(root, []).append(pages[one].file)
    return {pair for files in groups.values() for pair in combinations(sorted(files), 2)}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--ones", type=int, default=20)
    parser.add_argument("--statements", type=int, default=4)
    parser.add_argument("--db", type=Path)
    parser.add_argument("--rivals", action="store_true")
    parser.add_argument("--text-dedup", metavar="PYTHON")
    arguments = parser.parse_args()
    for count in arguments.pages:
        if arguments.rivals:
            rivals(count, arguments.text_dedup)
            continue
        with tempfile.TemporaryDirectory() as scratch:
            folder = arguments.db or Path(scratch)
            worlds = range(1, 1 + max(1, SEVERAL // count))
            runs = [grow(seed, count, arguments.ones, arguments.statements, folder) for seed in worlds]
            print(json.dumps(told(runs)), flush=True)


if __name__ == "__main__":
    main()
