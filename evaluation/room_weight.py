"""Weighs the rooms in a real Chromium: bytes of the first load, requests, and when the largest of it is painted.

python evaluation/room_weight.py DB [--times 5]

Every room of the record is loaded in a new context (nothing is cached in the browser), so many times. Bytes are those
of the bodies; the time is that of the last `largest-contentful-paint` entry (W3C Largest Contentful Paint), in
milliseconds from the start of navigation: the median and the longest. Takes the dev extra (playwright) and a Chromium
on the machine.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
from typing import Any

from playwright.sync_api import sync_playwright
from serve_speed import open_room

from onrecord.store import Query, Store

HEAVIEST, LATEST = 250_000, 1000.0  # bytes, milliseconds
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PAINTED = """() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
    .observe({type: 'largest-contentful-paint', buffered: true});
  setTimeout(() => done(-1), 3000);
})"""


def rooms(path: str) -> dict[str, str]:
    """Return an address of every room that the record has."""
    with Store.open(path) as store:
        first = next(store.search(Query(limit=1)))
        made = {"/": "/", "/search": "/search?words=said", "/pages": "/pages", "/page/{id}": f"/page/{first['page']}"}
        made |= {"/statement/{id}": f"/statement/{first['id']}", "/actors": "/actors", "/contacts": "/contacts"}
        if speakers := store.most("speaker", 1):
            made["/actor/{id}"] = f"/actor/{speakers[0][0]}"
        for kind in ("line", "occasion", "story"):
            made |= {f"/{kind}/{{id}}": f"/{kind}/{id}" for id, _ in store.largest(kind, 1)}
        if "/story/{id}" in made:
            made["/timeline/{id}"] = made["/story/{id}"].replace("story", "timeline")
    return made | {one: one for one in ("/compare", "/timeline", "/links", "/corrections", "/about")}


def load(browser: Any, address: str) -> tuple[int, int, float]:
    """Return the bytes and the requests of a first load, and the milliseconds until its largest paint."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    bodies: list[int] = []
    page.on("response", lambda response: bodies.append(len(response.body())))
    page.goto(address, wait_until="networkidle")
    painted = float(page.evaluate(PAINTED))
    context.close()
    return sum(bodies), len(bodies), painted


def main() -> None:
    """Load every room and print the figures; exit status 1 where one is heavier or later than asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("db")
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    chromium = next(
        found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))
    )
    good = True
    with open_room(given.db) as (port, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        load(browser, f"http://127.0.0.1:{port}/about")  # the browser's own start
        print(f"{'room':18}{'bytes':>9}{'requests':>10}{'paint':>8}{'longest':>9}{'load':>7}")
        for room, path in rooms(given.db).items():
            loads = [load(browser, f"http://127.0.0.1:{port}{path}") for _ in range(given.times)]
            weight, paints = max(one[0] for one in loads), [one[2] for one in loads]
            good = good and weight < HEAVIEST and 0 <= max(paints) < LATEST
            figures = f"{weight:9,}{loads[0][1]:10}{statistics.median(paints):8.0f}{max(paints):9.0f}"
            print(f"{room:18}{figures}{os.getloadavg()[0]:7.1f}", flush=True)
        browser.close()
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
