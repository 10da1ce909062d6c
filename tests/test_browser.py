"""Every room in a real browser: readable by all (axe), right on a phone and on a wide screen, and all our own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLES, STORY
from serving import Server, served

from onrecord.actors import Registry
from onrecord.ingest import pages
from onrecord.linking import link
from onrecord.pipeline import Means, add
from onrecord.record import Page
from onrecord.rules import Rules
from onrecord.store import Query, Store

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: .[dev] has it")
AXE = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed: .[dev] has it")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")

QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
HEAVIEST = 250_000  # bytes of a room with all that it loads
HOSTILE = """Harbour <script>document.title='run'</script> report <img src=x onerror="document.title='run'">

Velden, 4 March 2031 - “<b onmouseover=alert(1)>The bridge</b> is safe & &amp; &#x3C;sound&#x3E; \u202eyletin\u202c,”
Transport Minister Ada "><svg/onload=document.title='run'> Brunn said on her page javascript:document.title='run'.

</main></body><style>*{display:none}</style> {{ 7*7 }} According to the Harbour Guild, ships are \u2066waiting.
"""


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("browser")
    (folder / "story.txt").write_text(STORY, encoding="utf-8")
    with Store.open(str(folder / "a.db"), create=True) as store:
        hostile = Page(data=HOSTILE.encode(), file="hostile.txt", media_type="text/plain")
        add(store, [*pages([str(SAMPLES), str(folder / "story.txt")]), hostile], means=Means(tagger=Rules))
        link(store, Registry.load(), "2031-03-20T10:15:00Z")
    return folder / "a.db"


@pytest.fixture(scope="module")
def room(db: Path) -> Iterator[Server]:
    with served(db) as server:
        yield server


@pytest.fixture(scope="module")
def addresses(db: Path) -> dict[str, str]:
    """An address of every room."""
    with Store.open(str(db)) as store:
        (story, _), *_ = store.largest("story", 1)
        (occasion, _), *_ = store.largest("occasion", 1)
        (line, _), *_ = store.largest("line", 1)
        hostile = next(r.page for r in store.readings() if "<script>" in r.article.text)
        name = store.most("speaker", 1)[0][0]
        page = next(store.search(Query(limit=1)))["page"]
    return {
        "front": "/",
        "search": "/search?words=truce",
        "nothing": "/search?words=xylophone",
        "pages": "/pages",
        "page": f"/page/{page}",
        "hostile": f"/page/{hostile}",
        "statement": f"/statement/{line}",
        "actors": "/actors",
        "actor": f"/actor/{name}",
        "contacts": "/contacts",
        "compare": "/compare",
        "story": f"/story/{story}",
        "occasion": f"/occasion/{occasion}",
        "line": f"/line/{line}",
        "timeline": f"/timeline/{story}",
        "links": "/links",
        "corrections": "/corrections",
        "about": "/about",
        "refusal": "/page/none",
    }


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


def watched(page: Any, address: str) -> tuple[list[str], list[str]]:
    """What is asked of others, and what the browser complains of, as the page loads and after."""
    elsewhere: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(address) else elsewhere.append(request.url))
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return elsewhere, said


def violations(page: Any) -> list[str]:
    """What axe finds amiss."""
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


WIDER = """() => [...document.querySelectorAll('body *')]
  .filter((e) => !e.closest('.sheets, .short, .unseen, svg, pre'))
  .filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1).map((e) => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 1440), ("light", 360), ("dark", 360)])
def test_every_room_is_readable_by_all_and_fits(
    room: Server, addresses: dict[str, str], chromium: Any, scheme: str, width: int
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    elsewhere, said = watched(page, room.address)
    for name, path in addresses.items():
        page.goto(room.address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert page.evaluate(WIDER) == [], name
        if (scheme, width) in (("light", 1440), ("dark", 360)):  # both colours and both layouts, each once
            assert violations(page) == [], name
    assert elsewhere == []
    assert [line for line in said if "404" not in line] == []
    context.close()


def test_no_room_is_heavy(room: Server, addresses: dict[str, str], chromium: Any) -> None:
    for name, path in addresses.items():
        context = chromium.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        bodies: list[int] = []
        page.on("response", lambda response, to=bodies: to.append(len(response.body())))
        page.goto(room.address + path, wait_until="networkidle")
        assert 0 < sum(bodies) < HEAVIEST, name
        context.close()


def test_what_a_page_says_is_text(room: Server, addresses: dict[str, str], chromium: Any) -> None:
    page = chromium.new_page()
    _, said = watched(page, room.address)
    page.goto(room.address + addresses["hostile"])
    page.locator("summary").evaluate_all("all => all.forEach((one) => one.click())")
    assert page.title() != "run"
    shown = page.locator(".paper").inner_text()
    for words in ("<script>document.title='run'</script>", "&amp; &#x3C;sound&#x3E;", "⟨U+202E⟩", "{{ 7*7 }}"):
        assert words in shown
    outside = (
        "document.querySelectorAll('main script, main img, main style, main [onerror], main [onmouseover]').length"
    )
    assert page.evaluate(outside) == 0
    assert page.evaluate("[...document.links].filter((one) => one.protocol === 'javascript:').length") == 0
    assert said == []
    page.close()


def test_rooms_work_without_script(room: Server, addresses: dict[str, str], chromium: Any) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(room.address)
    page.fill("#words", "truce")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?words=truce")
    page.locator(".facets a").first.click()
    page.wait_for_url("**speaker_name=**")
    assert page.locator("article.row").count() > 0
    page.goto(room.address + addresses["page"])
    page.locator("a.n").first.click()
    assert "#s1" in page.url
    context.close()


def test_bars_can_be_brushed(room: Server, chromium: Any) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{room.address}/search?words=truce")
    box = page.locator("svg.bars").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + 40, steps=4)
    page.mouse.up()
    page.wait_for_url("**from=2031-03-*until=2031-03-*")
    assert page.locator(".chips li").count() == 2
    page.close()


def test_a_statement_and_its_card_are_joined_by_hover_and_focus(
    room: Server, addresses: dict[str, str], chromium: Any
) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.goto(room.address + addresses["page"])
    page.locator("mark.cue[data-s]").first.hover()
    assert page.locator(".card.on").count() == 1
    page.locator(".card a").first.focus()
    assert page.locator("mark.on").count() >= 1
    page.close()
