"""Times the reading room: a record of invented words, 8 readers at once on this machine, every room.

python evaluation/serve_speed.py [--statements 1000000] [--db KEPT.db] [--asks 120] [--only actor]

The record is made through the store, page by page, in a temporary folder (about 2 GB for a million statements) or at
--db, where it is kept and used again. Each room is asked by 8 readers at once, each time at another address, so that no
answer kept from before is counted but the front's and the like, which have one address only; time is what a reader on
the loopback sees, from sending to the last byte. What each process asks first, with cold caches, is told apart. So is
the server's own CPU time for an answer, which other programs on the machine do not change, and the machine's load.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

from msgspec.structs import replace
from store_speed import Language

from onrecord.record import (
    Article,
    Block,
    Contact,
    Date,
    Link,
    Mention,
    Named,
    Page,
    Place,
    Reading,
    Statement,
    Words,
    digest,
)
from onrecord.store import Store

READERS = 8
STATEMENTS = 20  # a page
OUTLETS, ACTORS, YEARS = 120, 4000, 9
AT = "2031-03-04T10:15:00Z"
MANNERS = ("direct", "indirect", "mixed")
KINDS = ("call", "meeting", "visit", "talks")
JOINED = 4  # statements in a line, contacts in an occasion, pages in a story
LIMIT_MS = 100.0


class World(Language):
    """Invented words, actors of whom some are in many pages and most in few, outlets and places."""

    def __init__(self, seed: int) -> None:
        """Make the world up."""
        super().__init__(seed)
        self.random = random.Random(seed)
        names = [f"{self.one(0, 9000)} {self.one(0, 9000)}".title() for _ in range(ACTORS)]
        self.actors = [
            Mention(name=name, kind="person", basis="full-name", id=f"a-{n}" if n % 2 else None)
            for n, name in enumerate(names)
        ]
        self.places = [Place(name=self.one(0, 9000).title(), country="XV") for _ in range(300)]
        self._shares_of_actors = [1 / (rank + 3) for rank in range(ACTORS)]

    def speakers(self, count: int) -> list[Mention]:
        """Return actors, the first ones most often."""
        return self.random.choices(self.actors, weights=self._shares_of_actors, k=count)

    def day(self) -> str:
        """Return a day of some years."""
        chance = self.random
        return f"{2031 - chance.randrange(YEARS)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def reading_of(number: int, world: World) -> tuple[Reading, Page]:
    """Return a page of invented words and the reading of it."""
    chance = world.random
    title, day = world.text(6, 10), world.day()
    text, blocks, said = f"{title}\n\n", [], []
    for mention in world.speakers(STATEMENTS):
        start = len(text)
        content = world.text(12, 30)
        cue = start + len(mention.name or "") + 1
        text += f"{mention.name} said {content}.\n\n"
        blocks.append(Block(kind="body", start=start, end=len(text) - 2, why="a sentence of prose"))
        said.append((mention, (start, cue - 1), (cue, cue + 4), (cue + 5, len(text) - 3)))
    page = Page(
        data=text.encode(), file=f"pages/{number}.txt", url=f"https://outlet-{number % OUTLETS}.example/{number}"
    )
    statements = tuple(
        Statement(
            id=digest([page.id, n]),
            source=(source,),
            cue=(cue,),
            content=(content,),
            manner=MANNERS[n % 3],  # type: ignore[arg-type]
            score=0.9,
            speaker=replace(mention, span=source),
            addressee=tuple(world.speakers(1)) if n % 4 == 0 else (),
            said=Date(value=day, basis="published"),
            where=chance.choice(world.places) if n % 5 == 0 else None,
            act=chance.choice(("agree", "reject", "request", None)),
        )
        for n, (mention, source, cue, content) in enumerate(said)
    )
    contact = Contact(
        id=digest([page.id, "contact"]),
        kind=chance.choice(KINDS),
        participants=tuple(world.speakers(2)),
        on=Date(value=day, basis="stated"),
        where=chance.choice(world.places),
        spans=(said[0][3],),
    )
    article = Article(
        text=text,
        blocks=tuple(blocks),
        title=Words(text=title, basis="first-line", span=(0, len(title))),
        outlet=Named(name=f"Outlet {number % OUTLETS}", basis="given"),
        published=Date(value=day, basis="stated"),
    )
    made = {"made_by": "serve_speed", "article": article, "statements": statements}
    contacts = (contact,) if number % 5 == 0 else ()
    reading = Reading(page=page.id, file=page.file, sha256=page.sha256, url=page.url, contacts=contacts, **made)  # type: ignore[arg-type]
    return reading, page


def fill(path: str, count: int) -> None:
    """Make a record of about so many statements, some of them, and of contacts and pages, joined."""
    world, began = World(1), time.monotonic()
    lines: list[str] = []
    meetings: list[str] = []
    pages: list[str] = []
    with Store.open(path, create=True) as store:
        for number in range(count // STATEMENTS):
            reading, page = reading_of(number, world)
            store.add(reading, page)
            pages.append(page.id)
            lines.append(reading.statements[number % STATEMENTS].id)
            meetings += [contact.id for contact in reading.contacts]
            if number % 5000 == 4999:
                print(f"{number + 1:,} pages, {(number + 1) / (time.monotonic() - began):.0f} a second", flush=True)
        for kind, ids in (("line", lines), ("occasion", meetings), ("story", pages)):
            store.append(
                Link(kind=kind, left=left, right=right, judgement="same", by="onrecord 0", at=AT)  # type: ignore[arg-type]
                for n, (left, right) in enumerate(pairwise(sorted(ids)))
                if n % JOINED < JOINED - 1
            )


@contextmanager
def open_room(path: str) -> Iterator[tuple[int, int]]:
    """Serve the record in a process of its own and give its port and the number of the process."""
    command = [sys.executable, "-m", "onrecord", "serve", path, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            port = int(server.stdout.readline().rsplit(":", 1)[1].strip().rstrip("/"))
            while not _answers(port):
                time.sleep(0.1)
            yield port, server.pid
        finally:
            server.terminate()


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 5).close()
    except OSError:
        return False
    return True


def _cpu_ms(process: int) -> float:
    """Return the CPU time that a process and its children have used (Linux: proc(5), fields 14 and 15 of stat)."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    spent = 0
    for one in (process, *children):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        spent += int(fields[11]) + int(fields[12])
    return spent * 1000 / os.sysconf("SC_CLK_TCK")


def addresses(path: str, world: World) -> dict[str, Callable[[], str]]:
    """Return for every room a way to make up addresses of it, each another."""
    with Store.open(path) as store:
        statements = [row["id"] for row in _some(store, "statement")]
        pages = [row["id"] for row in _some(store, "page")]
        contacts = [row["id"] for row in _some(store, "contact")]
    chance = world.random
    named = [mention for mention in world.actors if mention.name]

    def word(least: int, most: int) -> str:
        return quote(world.one(least, most))

    def actor() -> str:
        mention = world.speakers(1)[0]
        return quote(mention.id or mention.name or "")

    return {
        "/": lambda: "/",
        "/search?words=rare": lambda: f"/search?words={word(500, 9000)}",
        "/search?words=common": lambda: f"/search?words={word(3, 60)}&order=newest",
        "/search?words=two": lambda: f"/search?words={word(10, 500)}+{word(10, 500)}",
        "/search?speaker": lambda: f"/search?speaker_name={quote(chance.choice(named).name or '')}",
        "/search?outlet,month": lambda: (
            f"/search?outlet_name=Outlet+{chance.randrange(OUTLETS)}&from={world.day()[:7]}"
        ),
        "/search?manner,place": lambda: f"/search?manner=direct&where_name={quote(chance.choice(world.places).name)}",
        "/search.json": lambda: f"/search.json?words={word(100, 5000)}&limit=100",
        "/pages": lambda: f"/pages?outlet_name=Outlet+{chance.randrange(OUTLETS)}",
        "/page/{id}": lambda: f"/page/{chance.choice(pages)}",
        "/statement/{id}": lambda: f"/statement/{chance.choice(statements)}",
        "/actors": lambda: f"/actors?words={word(0, 3000)}",
        "/actor/{id}": lambda: f"/actor/{actor()}",
        "/line/{id}": lambda: f"/line/{chance.choice(statements)}",
        "/contacts": lambda: f"/contacts?kind={chance.choice(KINDS)}&limit={chance.randint(10, 60)}",
        "/occasion/{id}": lambda: f"/occasion/{chance.choice(contacts)}",
        "/compare": lambda: "/compare",
        "/story/{id}": lambda: f"/story/{chance.choice(pages)}",
        "/timeline": lambda: f"/timeline?from={world.day()[:7]}",
        "/timeline/{id}": lambda: f"/timeline/{chance.choice(pages)}",
        "/corrections": lambda: f"/corrections?limit={chance.randint(1, 200)}",
        "/links": lambda: f"/links?limit={chance.randint(1, 200)}&after={chance.randint(1, 1000)}",
    }


def _some(store: Store, table: str) -> list[dict[str, str]]:
    """Return a thousand ids, from all over the record."""
    rows = store._rows(f"SELECT id FROM {table} WHERE number % 97 = 1 ORDER BY number LIMIT 40000")
    return [{"id": row[0]} for row in rows[:: max(1, len(rows) // 1000)]]


def ask(port: int, make: Callable[[], str], count: int) -> tuple[list[float], dict[int, int]]:
    """Ask so many times by 8 readers at once; return the milliseconds of each answer, and how many had which status."""
    times: list[float] = []
    statuses: dict[int, int] = {}
    guard = threading.Lock()
    paths = [make() for _ in range(count)]

    def read() -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            while True:
                with guard:
                    if not paths:
                        return
                    path = paths.pop()
                began = time.perf_counter()
                connection.request("GET", path)
                answer = connection.getresponse()
                answer.read()
                spent = (time.perf_counter() - began) * 1000
                with guard:
                    times.append(spent)
                    statuses[answer.status] = statuses.get(answer.status, 0) + 1

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return times, statuses


def measure(path: str, count: int, only: str) -> bool:
    """Print the figures of every room whose name has `only` in it; return whether all are within the limit."""
    world, good = World(1), True
    made = {room: make for room, make in addresses(path, world).items() if only in room}
    with open_room(path) as (port, process):
        head = ("first", "median", "95th", "longest", "CPU", "load")
        print(f"{'room':24}{''.join(f'{name:>9}' for name in head)}  ms, {READERS} readers at once")
        for room, make in made.items():
            first = max(ask(port, make, READERS)[0])  # of every process
            spent = _cpu_ms(process)
            times, statuses = ask(port, make, count)
            spent = (_cpu_ms(process) - spent) / count
            if set(statuses) == {404}:
                print(f"{room:24} not there")
                continue
            late = statistics.quantiles(times, n=20)[-1]
            good = good and late <= LIMIT_MS
            wrong = {status: n for status, n in statuses.items() if status != 200}
            figures = f"{first:9.1f}{statistics.median(times):9.1f}{late:9.1f}{max(times):9.1f}{spent:9.1f}"
            figures += f"{os.getloadavg()[0]:9.1f}"
            print(f"{room:24}{figures}  {'over' if late > LIMIT_MS else ''} {wrong or ''}", flush=True)
    return good


def main() -> None:
    """Make the record, ask, print; exit status 1 where a room is slower than asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--db")
    parser.add_argument("--asks", type=int, default=120, help="of each room")
    parser.add_argument("--only", default="", help="rooms whose address has this in it")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.db or f"{folder}/room.db"
        if not Path(path).exists():
            fill(path, given.statements)
        print(f"{Path(path).stat().st_size / 1e6:,.0f} MB")
        sys.exit(0 if measure(path, given.asks, given.only) else 1)


if __name__ == "__main__":
    main()
