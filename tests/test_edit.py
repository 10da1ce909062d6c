"""Correcting through the web: who may, what shows, and what hostile requests and words get."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import SAMPLES, STORY
from serving import TOKEN, Server, served

from onrecord.ingest import pages
from onrecord.pipeline import Means, add
from onrecord.rules import Rules
from onrecord.store import Query, Store

COOKIE = f"onrecord_token={TOKEN}"


@pytest.fixture
def db(tmp_path: Path, story: Path) -> Path:
    with Store.open(str(tmp_path / "a.db"), create=True) as store:
        add(store, pages([str(story)]), means=Means(tagger=Rules))
    return tmp_path / "a.db"


@pytest.fixture
def room(db: Path) -> Iterator[Server]:
    with served(db, edit=True, token=TOKEN) as server:
        yield server


def saying(db: Path, words: str) -> dict[str, Any]:
    with Store.open(str(db)) as store:
        return next(row for row in store.search(Query()) if words in row["quote"]["content"])


def csrf(room: Server, path: str) -> str:
    return re.search(r'name="csrf" value="(\w+)"', room.ask(path, Cookie=COOKIE).text)[1]


def corrections(db: Path) -> int:
    with Store.open(str(db)) as store:
        return len(list(store.corrections()))


def test_a_form_corrects_shows_at_once_and_undoes(room: Server, db: Path) -> None:
    row = saying(db, "kept our word")
    here = f"/statement/{row['id'][:16]}"
    assert "<form id=" not in room.ask(here).text, "who does not bring the token reads"
    form = {"csrf": csrf(room, here), "target": row["id"], "by": "Ines Vell", "back": here}
    before = room.ask(here, Cookie=COOKIE)
    sent = room.ask("/correct", "POST", {**form, "field": "speaker", "value": "Tomas Rey", "note": "so"}, Cookie=COOKIE)
    assert (sent.status, sent.headers["location"]) == (303, here)
    shown = room.ask(here, Cookie=COOKIE, If_None_Match=before.headers["etag"])
    assert shown.status == 200
    assert "Tomas Rey" in shown.text
    assert "Ines Vell" in shown.text
    assert room.ask(f"{here}.json").json["statement"]["speaker"]["name"] == "Tomas Rey"
    number = room.ask(f"{here}.json").json["history"][0]["number"]
    room.ask("/correct", "POST", {**form, "field": "speaker", "value": "", "undo": number}, Cookie=COOKIE)
    assert room.ask(f"{here}.json").json["statement"] == json.loads(msgspec.json.encode(row))
    room.ask("/correct", "POST", {**form, "field": "speaker", "value": "", "rejected": "yes"}, Cookie=COOKIE)
    assert row["id"] not in room.ask(f"/page/{row['page']}.json").text.replace(f'"target":"{row["id"]}"', "")


def test_a_missed_statement_is_added_by_form(room: Server, db: Path) -> None:
    page = saying(db, "kept our word")["page"]
    here = f"/page/{page}"
    at = STORY.index("The Marsh bridge")
    form = {"csrf": csrf(room, here), "target": page, "field": "statement", "by": "Ines Vell", "back": here}
    form |= {"content": f"{at}-{at + 16}", "cue": "", "source": "Meridian Wire", "speaker": "Ada Brunn"}
    assert room.ask("/correct", "POST", form, Cookie=COOKIE).status == 303
    (added,) = [s for s in room.ask(f"{here}.json").json["statements"] if s["content"] == [[at, at + 16]]]
    assert (added["quote"]["source"], added["speaker"]["name"]) == ("Meridian Wire", "Ada Brunn")


def test_two_things_are_judged_by_form_and_by_json(room: Server, db: Path) -> None:
    left, right = (saying(db, words)["id"] for words in ("kept our word", "forty ships"))
    here = f"/statement/{left[:16]}"
    form = {"csrf": csrf(room, here), "kind": "line", "left": left, "right": [right, ""], "by": "Ines Vell"}
    assert room.ask("/judge", "POST", {**form, "judgement": "same", "back": here}, Cookie=COOKIE).status == 303
    with Store.open(str(db)) as store:
        assert store.group("line", left) == tuple(sorted((left, right)))
    verdict = {"kind": "line", "left": left, "right": right, "judgement": "different", "by": "Ines Vell"}
    bearer = f"Bearer {TOKEN}"
    assert room.ask("/judge.json", "POST", [verdict], Authorization=bearer).status == 201
    with Store.open(str(db)) as store:
        assert store.group("line", left) == (left,)
    for wrong in ({"right": left}, {"right": "f" * 64}, {"by": "onrecord 7"}, {"kind": "actor"}, {"by": ""}):
        assert room.ask("/judge.json", "POST", [verdict | wrong], Authorization=bearer).status == 422
    assert room.ask("/judge.json", "POST", [verdict | {"kind": "x"}], Authorization=bearer).status == 400


@pytest.mark.parametrize(
    ("headers", "changed", "status"),
    [
        ({}, {}, 401),
        ({"Cookie": "onrecord_token=another"}, {}, 401),
        ({"Cookie": COOKIE}, {"csrf": ""}, 403),
        ({"Cookie": COOKIE}, {"csrf": "0" * 32}, 403),
        ({"Cookie": COOKIE, "Sec_Fetch_Site": "cross-site"}, {}, 403),
        ({"Cookie": COOKIE, "Sec_Fetch_Site": "same-site"}, {}, 403),
        ({"Cookie": COOKIE, "Origin": "https://evil.example"}, {}, 403),
        ({"Cookie": COOKIE, "Origin": "null"}, {}, 403),
        ({"Cookie": COOKIE, "Content_Type": "text/plain"}, {}, 415),
        ({"Cookie": COOKIE, "Content_Type": "multipart/form-data; boundary=x"}, {}, 415),
        ({"Cookie": COOKIE}, {"value": "x" * 120_000}, 413),
        ({"Cookie": COOKIE}, {"by": ""}, 422),
        ({"Cookie": COOKIE}, {"field": "mood"}, 422),
        ({"Cookie": COOKIE}, {"target": "'; DROP TABLE page; --"}, 422),
        ({"Cookie": COOKIE, "Sec_Fetch_Site": "same-origin", "Origin": "https://evil.example"}, {}, 403),
        ({"Cookie": COOKIE, "Sec_Fetch_Site": "same-origin", "Origin": "null"}, {}, 303),
        ({"Cookie": COOKIE, "Sec_Fetch_Site": "same-origin"}, {}, 303),
    ],
)
def test_only_forms_of_ours_from_those_with_the_token_correct(
    room: Server, db: Path, headers: dict[str, str], changed: dict[str, str], status: int
) -> None:
    row = saying(db, "kept our word")
    form = {"csrf": csrf(room, f"/statement/{row['id'][:16]}"), "target": row["id"], "field": "manner"}
    form |= {"value": "mixed", "by": "Ines Vell"} | changed
    assert room.ask("/correct", "POST", form, **headers).status == status
    assert corrections(db) == (status == 303)


def test_json_from_another_site_does_not_correct(room: Server, db: Path) -> None:
    change = {"target": saying(db, "kept our word")["id"], "field": "manner", "value": "mixed", "by": "Ines Vell"}
    for headers in (
        {"Cookie": COOKIE, "Origin": "https://evil.example"},
        {"Cookie": COOKIE, "Content_Type": "text/plain"},
        {"Authorization": "Bearer another"},
        {"Authorization": TOKEN[:-1]},
        {},
    ):
        answer = room.ask("/correct.json", "POST", [change], **headers)
        assert answer.status in (401, 403, 415)
        assert answer.headers["content-type"] == "application/problem+json"
    assert corrections(db) == 0


def test_a_room_opened_for_reading_takes_nothing(db: Path) -> None:
    row = saying(db, "kept our word")
    change = {"target": row["id"], "field": "manner", "value": "mixed", "by": "Ines Vell"}
    with served(db, token=TOKEN) as room:
        assert room.ask("/correct.json", "POST", [change], Authorization=f"Bearer {TOKEN}").status == 403
        assert "<form id=" not in room.ask(f"/statement/{row['id'][:16]}", Cookie=COOKIE).text
        assert room.ask("/correct").status == 405
    assert corrections(db) == 0


HOSTILE = (
    "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> {{7*7}} javascript:alert(1) \u202egnp.exe &lt;b&gt;"
)


def test_hostile_words_of_a_correction_are_text(room: Server, db: Path) -> None:
    row = saying(db, "kept our word")
    here = f"/statement/{row['id'][:16]}"
    change = {"target": row["id"], "field": "speaker", "value": HOSTILE.replace("\u202e", ""), "by": "<b>Ines</b>"}
    for more in ({"note": HOSTILE}, {"field": "where", "note": "\x00\x1b[31m"}):
        assert room.ask("/correct.json", "POST", [change | more], Authorization=f"Bearer {TOKEN}").status == 201
    page = {"target": row["page"], "field": "title", "value": HOSTILE.replace("\u202e", ""), "by": "<b>Ines</b>"}
    assert room.ask("/correct.json", "POST", [page], Authorization=f"Bearer {TOKEN}").status == 201
    for path in (here, f"/page/{row['page']}", "/corrections"):
        shown = room.ask(path, Cookie=COOKIE)
        assert shown.status == 200
        assert "<script>alert" not in shown.text
        assert "<img src=x" not in shown.text
        assert "<b>Ines" not in shown.text
        assert "{{7*7}}" in shown.text, "a template is text too"
        assert "\u202e" not in shown.text
        assert "\x1b" not in shown.text
        assert not re.search(r'(?:href|src)="\s*javascript:', shown.text)
        assert "'unsafe" not in shown.headers["content-security-policy"]


def test_selected_words_keep_their_places_in_a_page_of_odd_characters(tmp_path: Path) -> None:
    text = "Day\r\n\r\n\x0bAda \U0001f600 Brunn said the bridge \u202eis safe.\x00\r\n\r\n"
    text += "</textarea><b>Tomas Rey said no.\r\n"
    path = tmp_path / "odd.txt"
    path.write_bytes(text.encode())
    with Store.open(str(tmp_path / "a.db"), create=True) as store:
        add(store, pages([str(path)]), means=Means(tagger=Rules))
        reading = next(store.readings())
    with served(tmp_path / "a.db", edit=True, token=TOKEN) as room:
        shown = room.ask(f"/page/{reading.page}", Cookie=COOKIE).text
    field = re.search(r'<textarea[^>]*data-start="(\d+)"[^>]*>\n(.*?)</textarea>', shown, re.DOTALL)
    unescaped = field[2].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    kept = reading.article.text[int(field[1]) :]
    assert len(unescaped) >= len(kept.rstrip()) > 0
    assert all(a == b or (a, b) in {("\ufffd", b), (" ", "\r")} for a, b in zip(unescaped, kept, strict=False))
    assert "\r" not in unescaped


def test_people_read_and_correct_while_pages_are_added(room: Server, db: Path) -> None:
    row = saying(db, "kept our word")
    here = f"/statement/{row['id'][:16]}"
    failed: list[str] = []
    done = threading.Event()

    def keep_reading() -> None:
        while not done.is_set():
            for path in (here, f"/page/{row['page']}.json", "/corrections.json", "/statements.jsonl"):
                answer = room.ask(path)
                if answer.status != 200:
                    failed.append(answer.text)

    readers = [threading.Thread(target=keep_reading) for _ in range(3)]
    for reader in readers:
        reader.start()
    with Store.open(str(db), write=True) as store:
        for n, page in enumerate(pages([str(SAMPLES)])):
            add(store, [page], means=Means(tagger=Rules))
            if n % 5 == 0:
                change = {"target": row["id"], "field": "speaker", "value": f"Reader {n}", "by": "Ines Vell"}
                assert room.ask("/correct.json", "POST", [change], Authorization=f"Bearer {TOKEN}").status == 201
    done.set()
    for reader in readers:
        reader.join()
    assert failed == []
    assert room.ask("/corrections.json").json["corrections"][0]["value"].startswith("Reader")
    with Store.open(str(db)) as store:
        assert store.counts()["pages"] > 10


def test_a_refusal_says_in_words_that_nothing_was_kept(room: Server, db: Path) -> None:
    row = saying(db, "kept our word")
    form = {"csrf": csrf(room, f"/statement/{row['id']}"), "target": row["id"], "field": "said", "value": "soon"}
    answer = room.ask("/correct", "POST", {**form, "by": "Ines Vell"}, Cookie=COOKIE)
    assert answer.status == 422
    for words in ("That cannot be kept", "Nothing was kept", "not &#39;soon&#39;"):
        assert words in answer.text


def test_many_can_be_judged_at_once(room: Server, db: Path) -> None:
    with Store.open(str(db)) as store:
        left, *others = (row["id"] for row in store.search(Query()))
    form = {"csrf": csrf(room, f"/statement/{left}"), "kind": "line", "left": left, "right": (others * 60)[:60]}
    sent = {**form, "judgement": "different", "by": "Ines Vell", "back": "/"}
    assert room.ask("/judge", "POST", sent, Cookie=COOKIE).status == 303
