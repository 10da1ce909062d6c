"""The round trip in a real browser: correct on the page, read and link again, still corrected."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import STORY
from serving import TOKEN, Server, served

from onrecord.cli import main
from onrecord.store import Query, Store


@pytest.fixture
def db(tmp_path: Path, story: Path) -> Path:
    path = tmp_path / "a.db"
    assert CliRunner().invoke(main, ["add", str(path), str(story), "--rules", "--workers", "1"]).exit_code == 0
    return path


@pytest.fixture
def room(db: Path) -> Iterator[Server]:
    with served(db, edit=True, token=TOKEN) as server:
        yield server


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def page(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page of the system's Chromium, with script and without."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("there is no Chromium on this machine")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(java_script_enabled=request.param)
        context.set_default_timeout(20_000)
        yield context.new_page()
        browser.close()


def saying(db: Path, words: str) -> dict[str, Any]:
    with Store.open(str(db)) as store:
        return next(row for row in store.search(Query()) if words in row["quote"]["content"])


def test_what_is_corrected_in_the_browser_stays_corrected(
    page: Any, room: Server, db: Path, story: Path, request: pytest.FixtureRequest
) -> None:
    row, false = saying(db, "kept our word"), saying(db, "forty ships")
    scripted = "without" not in request.node.name
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(f"{room.address}/?token={TOKEN}")
    page.goto(f"{room.address}/statement/{row['id'][:16]}")
    form = page.locator("form#correct")
    form.get_by_label("Field").select_option("speaker")
    form.get_by_label("New value").fill("Tomas Rey")
    form.get_by_label("Your name").fill("Ines Vell")
    form.get_by_label("Why (optional)").fill("he spoke, not she")
    form.get_by_role("button", name="Correct", exact=True).press("Enter")
    assert page.locator("h1").inner_text() == "Tomas Rey"
    assert "he spoke, not she" in page.locator("ol.history").inner_text()

    form = page.locator("form#correct")
    if scripted:  # words are selected by keyboard, and who signs is remembered
        text = form.locator("textarea")
        text.focus()
        at = text.input_value().index("We have kept our word")
        text.evaluate(f"field => field.setSelectionRange({at}, {at})")
        for _ in range(len("We have kept our word")):
            page.keyboard.press("Shift+ArrowRight")
        form.get_by_role("button", name="content", exact=True).press("Enter")
        assert form.get_by_label("Your name").input_value() == "Ines Vell"
    else:
        form.get_by_label("Field").select_option("content")
        form.get_by_label("New value").fill("We have kept our word")
        form.get_by_label("Your name").fill("Ines Vell")
    form.get_by_role("button", name="Correct", exact=True).click()
    assert page.locator("blockquote").inner_text() == "We have kept our word"

    page.goto(f"{room.address}/statement/{false['id'][:16]}")
    page.locator("form#correct").get_by_label("Your name").fill("Ines Vell")
    page.get_by_role("button", name="This is no statement").click()
    page.goto(f"{room.address}/page/{row['page']}")
    assert "forty ships" not in page.locator("aside.cards").inner_text()

    for command in (["add", str(db), str(story), "--redo", "--rules", "--workers", "1"], ["link", str(db)]):
        assert CliRunner().invoke(main, command).exit_code == 0
    page.goto(f"{room.address}/statement/{row['id'][:16]}")
    assert page.locator("h1").inner_text() == "Tomas Rey"
    assert page.locator("blockquote").inner_text() == "We have kept our word"
    now = saying(db, "kept our word")
    start = STORY.index("We have kept our word")
    assert (now["id"], now["content"][0]) == (row["id"], (start, start + len("We have kept our word")))
    with Store.open(str(db)) as store:
        assert false["id"] not in [one["id"] for one in store.search(Query())]

    page.goto(f"{room.address}/statement/{row['id'][:16]}")
    for _ in range(2):  # undone from the page, the machine's answer stands again
        page.locator("form#correct").get_by_label("Your name").fill("Ines Vell")
        page.get_by_role("button", name="Undo").last.click()
    assert saying(db, "kept our word") | {"made_by": row["made_by"]} == row
    assert faults == []
