"""Time the registry: loading the shipped one, loading many imported actors, and looking names and offices up.

Usage: python evaluation/registry_speed.py [--actors 500000]

Times are of the processor, in this process, the best of three for what is short. The imported actors are invented.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from onrecord.actors.imports import write_toml
from onrecord.actors.registry import FOLDER, Known, Office, Registry

SYLLABLES = ("ba", "ko", "ri", "zen", "da", "mu", "tel", "var", "os", "hen", "li", "qu")


def invented(count: int) -> Iterator[Known]:
    """Give persons with an alias each, every tenth with an office."""
    some = random.Random(1)
    for i in range(count):
        first, last = ("".join(some.choices(SYLLABLES, k=3)).capitalize() for _ in range(2))
        offices = (Office(title=f"Minister of {first}", of="FR", begin="2010-03", end="2014"),) if i % 10 == 0 else ()
        name, alias = f"{first} {last}", f"{first}y {last}"
        yield Known(id=f"nk-{i}", name=name, kind="person", aliases=(alias,), country="FR", offices=offices)


def timed(work: Callable[[], object], times: int = 3) -> float:
    """Return the seconds that a piece of work takes, the best of some times."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--actors", type=int, default=500_000, help="how many imported actors")
    given = parser.parse_args()
    shipped = Registry.load()
    print(f"shipped: {len(shipped.actors)} actors load in {1000 * timed(Registry.load):.1f} ms")
    with tempfile.TemporaryDirectory() as folder:
        for file in FOLDER.glob("*.toml"):
            (Path(folder) / file.name).write_bytes(file.read_bytes())
        (Path(folder) / "imported.toml").write_text(write_toml(invented(given.actors)), encoding="utf-8")
        print(f"imported: {given.actors} more load in {timed(lambda: Registry.load(folder), 1):.2f} s")
        registry = Registry.load(folder)
    names = [actor.name for actor in registry.actors[:: max(1, len(registry.actors) // 1000)]]
    for what, words in (("names", names), ("unknown names", [f"{name} Nobody" for name in names])):
        spent = timed(lambda words=words: [registry.find(name) for name in words], 1)  # type: ignore[misc]
        print(f"{what}: {1e6 * spent / len(words):.1f} µs each")
    registry.holder("president", "FR", "2016-01-20")
    spent = timed(lambda: [registry.holder("French president", None, "2016-01-20") for _ in range(100)])
    print(f"offices: {1e6 * spent / 100:.1f} µs each")


if __name__ == "__main__":
    main()
