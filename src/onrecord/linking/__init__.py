"""What joins pages: links between actors, copies, stories, occasions and lines, made of all that the store has.

Each step looks at the pages that are new to it and gives links; `link` keeps those that change anything. So a run after
another costs what is new, and a run that was killed is made good by the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from itertools import islice

from msgspec import Struct

from ..actors import Registry
from ..record import Link
from ..store import Store
from .actors import actors
from .copies import copies
from .job import Job
from .lines import lines
from .occasions import occasions
from .retellings import retellings
from .stories import stories

__all__ = ["STEPS", "Job", "Step", "link"]

CHUNK = 20_000  # links kept in one transaction


class Step(Struct, frozen=True):
    """One kind of joining: its name, a version that rises whenever its answers may change, and the work itself.

    `links` is given the store, the ids of the pages that are new to it and the job, and gives every link that its
    answer about them needs, those included that it gave before.
    """

    name: str
    version: int
    links: Callable[[Store, list[str], Job], Iterable[Link]]


# In this order: a step may use the groups that those before it have made.
STEPS: tuple[Step, ...] = (
    Step("actors", 1, actors),
    Step("copies", 1, copies),
    Step("stories", 2, stories),
    Step("occasions", 1, occasions),
    Step("lines", 2, lines),
    Step("retellings", 1, retellings),
)

Tell = Callable[[str, int, int], None]  # the step, how many of its pages are done, of how many


def link(store: Store, registry: Registry, at: str, tell: Tell | None = None, again: bool = False) -> Counter[str]:
    """Join what is new in the store since the last run; return how many links each step added.

    `at` is the instant, in UTC, that stands on the links: `2031-03-04T10:15:00Z`. `tell` is told how the work goes on.
    Safe to repeat and to kill. A step whose version has risen looks at every page again; with `again` all do.
    """
    counts: Counter[str] = Counter()
    for step in STEPS:
        key = f"{step.name} {step.version}"
        pages, mark = store.arrivals(key, again)
        counts[step.name] = 0
        if not pages:
            continue

        def seen(count: int, name: str = step.name, of: int = len(pages)) -> None:
            if tell:
                tell(name, count, of)

        job = Job(by=f"onrecord {version('onrecord')}", at=at, registry=registry, seen=seen)
        links = iter(step.links(store, pages, job))
        for chunk in _chunks(links):
            counts[step.name] += store.append(chunk)
        seen(len(pages))
        store.mark(key, mark)
    return counts


def _chunks(links: Iterator[Link]) -> Iterator[list[Link]]:
    while chunk := list(islice(links, CHUNK)):
        yield chunk
