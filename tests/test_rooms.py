"""Rooms as they are given: whom the guard lets in, what is shown of hostile words, what is understood of a question."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import SAMPLES
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from serving import TOKEN, Server, served
from starlette.exceptions import HTTPException

from onrecord.actors import Registry
from onrecord.anchor import fragment, selector
from onrecord.errors import StoreError, UsageError
from onrecord.ingest import pages
from onrecord.linking import link
from onrecord.pipeline import Means, add
from onrecord.record import Article, Block, Date, Link, Mention, Page, Reading, Statement, Words
from onrecord.rules import Rules
from onrecord.store import Query, Store
from onrecord.web import make_app, pictures, plain, png
from onrecord.web.article import PART, SAID, article
from onrecord.web.joined import story
from onrecord.web.marks import sections
from onrecord.web.room import Ask
from onrecord.web.times import MOST_BARS, histogram
from onrecord.web.understand import understand

HOSTILE = "<script>alert(1)</script> \u202eabc\u202c & &lt; \x07 \"'>"


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rooms") / "a.db"
    with Store.open(str(path), create=True) as store:
        add(store, pages([str(SAMPLES)]), means=Means(tagger=Rules))
        link(store, Registry.load(), "2031-03-20T10:15:00Z")
        page = Page(data=HOSTILE.encode(), file=HOSTILE, url="javascript:alert(1)")
        words = Words(text=HOSTILE, basis=HOSTILE, span=(0, 5))
        article = Article(
            text=HOSTILE, title=words, byline=words, published=Date(value="2031-99-99", basis="stated"),
            blocks=(Block(kind=HOSTILE, start=0, end=30, why=HOSTILE), Block(kind="body", start=30, end=45, why="")),
        )  # fmt: skip
        said = Statement(
            id="f" * 64, source=((0, 5),), cue=((6, 9),), content=((10, 40),), manner="direct", score=1.0, act=HOSTILE
        )
        about = {"page": page.id, "file": page.file, "sha256": page.sha256, "url": page.url, "made_by": HOSTILE}
        store.add(Reading(**about, article=article, statements=(said,)), page)
    return path


@pytest.fixture(scope="module")
def room(db: Path) -> Iterator[Server]:
    with served(db, hosts=frozenset({"127.0.0.1"})) as server:
        yield server


def test_every_answer_has_the_headers_that_keep_words_from_running(room: Server) -> None:
    for path in ("/", "/search.json", "/static/room.css", "/nowhere", "/page/none", "/timeline.svg"):
        headers = room.ask(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_no_page_has_script_or_style_of_its_own(room: Server, db: Path) -> None:
    with Store.open(str(db)) as store:
        paths = [f"/page/{reading.page}" for reading in store.readings()]
    for path in ("/", "/search", "/timeline", "/compare", "/statement/ffffff", "/search?words=%3Cscript%3E", *paths):
        answer = room.ask(path)
        assert answer.status == 200, path
        assert re.findall(r"<script(?! src=\"/static/room.js\" defer></script>)", answer.text) == []
        assert re.findall(r"<[^>]*\s(?:on\w+|style)\s*=", answer.text) == []
        assert "javascript:" not in "".join(re.findall(r"(?:href|src|action)=\"[^\"]*\"", answer.text))


def test_hostile_words_show_as_text(room: Server) -> None:
    for path in ("/statement/ffffff", "/search?act=" + "%3Cscript%3Ealert(1)%3C/script%3E"):
        text = room.ask(path).text
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    shown = room.ask("/statement/ffffff").text
    assert "⟨U+202E⟩abc⟨U+202C⟩" in shown
    assert "⟨U+0007⟩" in shown
    assert not set(shown) & set("\x07\u202e\u202c")


def test_only_the_name_by_which_it_was_opened_is_answered(room: Server) -> None:
    assert room.ask("/", Host="127.0.0.1:1").status == 200
    for host in ("evil.example", "127.0.0.1.evil.example", ""):
        assert room.ask("/", Host=host).status == 421


def test_a_closed_room_takes_the_token(db: Path) -> None:
    with served(db, token=TOKEN, closed=True) as room:
        assert room.ask("/").status == 401
        assert room.ask("/static/room.css").status == 401
        assert room.ask("/?token=wrong").status == 401
        assert room.ask("/", Authorization="Bearer wrong").status == 401
        assert room.ask("/", Authorization=f"Bearer {TOKEN}").status == 200
        opened = room.ask(f"/search?token={TOKEN}")
        assert (opened.status, opened.headers["location"]) == (303, "/search")
        cookie = opened.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "samesite=strict" in cookie.lower()
        assert room.ask("/search", Cookie=cookie.partition(";")[0]).status == 200


@pytest.mark.parametrize(("path", "status"), [
    ("/search?words=" + "a" * 501, 400), ("/search?from=tomorrow", 400), ("/search?order=random", 400),
    ("/search?limit=0", 400), ("/search?limit=1e9", 400), ("/search?limit=%D9%A3", 400), ("/" + "a" * 5000, 414),
    ("/page/..%2f..%2fetc%2fpasswd", 404), ("/static/..%2fapp.py", 404), ("/static/app.py", 404), ("/nowhere", 404),
    ("/statement/zzzzzz", 404), ("/line/zzzzzz", 404), ("/story/zzzzzz", 404), ("/occasion/z", 404),
    ("/actor/Nobody%20There", 404), ("/timeline/z", 404), ("/timeline?from=x", 400), ("/timeline?kind=x", 400),
    ("/search?after=x", 200), ("/search?words=%22%22", 200), ("/search?words=%00", 200), ("/search?words=%FF", 200),
    ("/search?words=%22a", 200), ("/search?words=NEAR(a%20b)", 200), ("/search?words=a*%20OR%20-b:c", 200),
])  # fmt: skip
def test_a_question_that_cannot_be_answered_gets_a_sentence(room: Server, path: str, status: int) -> None:
    answer = room.ask(path)
    assert answer.status == status, answer.text[:300]
    assert "Traceback" not in answer.text
    if status in (400, 404):
        given, _, query = path.partition("?")
        data = room.ask(f"{given}.json?{query}")
        assert data.status == status
        assert data.headers["content-type"] == "application/problem+json"
        assert set(data.json) >= {"title", "status", "detail"}


def test_a_question_that_takes_too_long_is_given_up(db: Path) -> None:
    with Store.open(str(db)) as store, pytest.raises(StoreError, match="takes too long"), store.within(0.0):
        store._database.rows(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 9000000) SELECT max(i) FROM n"
        )


def test_a_record_that_is_none_is_not_served(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such file"):
        make_app(str(tmp_path / "none.db"))


def test_reading_goes_on_while_pages_are_added(tmp_path: Path, story: Path) -> None:
    path = tmp_path / "a.db"
    with Store.open(str(path), create=True) as store, served(path) as room:
        assert room.ask("/index.json").json["pages"] == 0
        add(store, pages([str(story)]), means=Means(tagger=Rules))
        assert room.ask("/index.json").json["pages"] == 1


@pytest.mark.parametrize(("host", "said"), [("127.0.0.1", ""), ("0.0.0.0", "token=")])
def test_the_command_opens_a_room_and_says_where(db: Path, host: str, said: str) -> None:
    command = [sys.executable, "-m", "onrecord", "serve", str(db), "--port", "0", "--host", host]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        process.terminate()
        process.wait(20)
    assert re.search(rf"open at http://{re.escape(host)}:\d+/", line)
    assert (said in line) if said else ("token" not in line)


def test_a_port_that_is_taken_gets_a_sentence(db: Path, room: Server) -> None:
    command = [sys.executable, "-m", "onrecord", "serve", str(db), "--port", str(room.port)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert f"port {room.port}, cannot be used" in done.stderr
    assert "Traceback" not in done.stderr


# What is shown


@given(
    st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=12), st.integers(0, 5)
)
def test_marking_keeps_every_letter(text: str, pairs: list[tuple[int, int]], cut: int) -> None:
    spans = [(min(a, b), max(a, b)) for a, b in pairs if a != b and max(a, b) <= len(text)]
    ends = sorted({0, len(text), *[len(text) * n // (cut + 1) for n in range(cut + 1)]})
    kinds = ("body", "share", "dateline", "title", "advert")
    blocks = tuple(Block(kind=kinds[n % 5], start=a, end=b, why="") for n, (a, b) in enumerate(pairwise(ends)))
    statements = [
        Statement(id=str(n), source=spans[n : n + 1], cue=(), content=(span,), manner="direct", score=1.0)
        for n, span in enumerate(spans)
    ]
    found = sections(Article(text=text, blocks=blocks), list(enumerate(statements, 1)))
    pieces = [piece for section in found for paragraph in section.paragraphs for piece in paragraph.pieces]
    assert "".join(piece.text for piece in pieces) == text
    for number, (start, end) in enumerate(spans, 1):
        marked = "".join(piece.text for piece in pieces if ("content", number) in piece.marks)
        assert marked == text[start:end]


@given(st.text())
def test_what_is_shown_holds_no_letter_that_steers(text: str) -> None:
    shown = plain.plain(text)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
    assert [c for c in shown if c.isalpha()][: sum(map(str.isalpha, text))] or not any(map(str.isalpha, text))


@pytest.mark.parametrize(("url", "followed"), [
    ("https://news.example/a", True), ("http://news.example", True), ("javascript:alert(1)", False), ("", False),
    ("//news.example", False), ("data:text/html,x", False), ("http://[::1", False), ("https:/x", False),
    ("JavaScript:alert(1)//https://x", False), ("https://a\u202eb.example", False), (None, False),
])  # fmt: skip
def test_only_addresses_of_the_web_are_followed(url: str | None, followed: bool) -> None:
    assert (plain.web_address(url) is not None) == followed


@pytest.mark.parametrize(("typed", "query"), [
    ("truce water", Query(words="truce water")),
    ('"the truce" 2031-03', Query(words='"the truce"', since="2031-03", until="2031-03")),
    ("4 March 2031", Query(since="2031-03-04", until="2031-03-04")),
    ("march 2031 dam", Query(words="dam", since="2031-03", until="2031-03")),
    ("2031-03-01..2031-03-09 dam", Query(words="dam", since="2031-03-01", until="2031-03-09")),
    ('speaker:"Ada Brunn" to:press', Query(speaker="Ada Brunn", to="press")),
    ("from:2031 until:2031-04", Query(since="2031", until="2031-04")),
    ('"March 2031"', Query(words='"March 2031"')),
    ("2031-13 x2031", Query(words="2031-13 x2031")),
    ("note: http://a.example", Query(words="note: http://a.example")),
    ("", Query()),
])  # fmt: skip
def test_the_search_box_understands(typed: str, query: Query) -> None:
    assert understand(typed) == query


@given(st.text(max_size=80))
def test_the_search_box_takes_anything(typed: str) -> None:
    assert isinstance(understand(typed), Query)


@given(
    st.lists(
        st.tuples(st.sampled_from([0, 20310304, 20310230, 20310399, 99991231, 10101, 20320101]), st.integers(1, 9))
    )
)
def test_a_histogram_has_every_statement_once(days: list[tuple[int, int]]) -> None:
    found = histogram(days)
    assert found["undated"] + sum(bar["count"] for bar in found["bars"]) == sum(n for _, n in days)
    assert len(found["bars"]) <= 4 * MOST_BARS
    assert found["bars"] == sorted(found["bars"], key=lambda bar: bar["since"])


def test_pictures_are_svg_that_stands_alone(room: Server) -> None:
    answer = room.ask("/timeline.svg")
    root = ElementTree.fromstring(answer.body)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.find("{http://www.w3.org/2000/svg}title") is not None
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {
        "svg",
        "title",
        "g",
        "line",
        "circle",
        "rect",
        "text",
    }
    hostile = {"title": HOSTILE, "from": "2031", "to": None, "basis": "pages", "count": 1}
    for picture in (pictures.terms([hostile]), pictures.ring(HOSTILE, [{"name": HOSTILE, "count": 1, "kinds": {}}])):
        assert "<script" not in picture
        ElementTree.fromstring(picture)


def test_a_picture_is_given_as_png_with_its_letters(room: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("resvg_py", reason="resvg-py is not installed: .[dev] has it")
    answer = room.ask("/timeline.png")
    if answer.status == 501:
        pytest.skip(answer.text)  # a machine without fonts
    assert answer.headers["content-type"] == "image/png"
    assert answer.body[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = int.from_bytes(answer.body[16:20]), int.from_bytes(answer.body[20:24])
    _, _, width, height = (
        float(n) for n in room.ask("/timeline.svg").text.partition('viewBox="')[2].split('"')[0].split()
    )
    assert (wide, high) == (2 * width, round(2 * height))
    bare = png.png(Markup(re.sub("<text.*?</text>", "", room.ask("/timeline.svg").text.partition("\n")[2])))
    assert bare != answer.body
    with pytest.raises(UsageError, match="too high"):
        png.png(Markup('<svg viewBox="0 0 960 6001"></svg>'))
    assert png.png(Markup("")) == b""
    monkeypatch.setattr(png, "_has_letters", lambda: False)
    with pytest.raises(HTTPException, match="no font"):
        png.png(Markup('<svg viewBox="0 0 960 60"></svg>'))


def test_without_the_extra_a_sentence_says_how_to_get_it(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    monkeypatch.setattr(png, "available", lambda: False)
    with served(db) as bare:
        answer = bare.ask("/timeline.png")
    assert (answer.status, answer.json["status"]) == (501, 501)
    assert "pip install 'onrecord[png]'" in answer.json["detail"]


def test_an_actors_room_tells_the_topics_that_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    said = [("2031-03-02", "agree", "the truce will hold"), ("2031-03-05", "reject", "no cease-fire, no truces")]
    said.append(("2031-03-06", "agree", "the harbour opens"))
    with Store.open(str(path), create=True) as store:
        for n, (day, act, words) in enumerate(said):
            text = f"{n} Ada Brunn said {words}."
            span = (17, len(text) - 1)
            page = Page(data=text.encode(), file=f"{n}.txt")
            statement = Statement(
                id=str(n) * 64, source=((2, 11),), cue=((12, 16),), content=(span,), manner="indirect", score=1.0,
                speaker=Mention(name="Ada Brunn", kind="person", basis="full-name", span=(2, 11)), act=act,
                said=Date(value=day, basis="stated"),
            )  # fmt: skip
            about = {"page": page.id, "file": page.file, "sha256": page.sha256, "made_by": "test"}
            article = Article(text=text, blocks=(Block(kind="body", start=0, end=len(text), why=""),))
            store.add(Reading(**about, article=article, statements=(statement,)), page)
        link(store, Registry.load(), "2031-03-20T10:15:00Z")
        store.keep_topic("peace", ("truce", "dam"), "2031-03-20T10:15:00Z")
        store.keep_topic("water", ("dam",), "2031-03-20T10:15:00Z")
    with served(path) as server:
        (topic,) = server.ask("/actor/Ada%20Brunn.json").json["topics"]
        shown = server.ask("/actor/Ada%20Brunn").text
    first, last = {"id": "0" * 64, "date": "2031-03-02"}, {"id": "1" * 64, "date": "2031-03-05"}
    assert (topic["topic"], topic["count"]) == ("peace", 2)
    assert topic["wordings"] == [{"words": "truce", "count": 2, "first": first, "last": last}]
    assert topic["turns"] == [{"acts": ["agree", "reject"], "before": first, "after": last}]
    assert [bar["count"] for bar in topic["over_time"]["bars"]] == [1, 0, 0, 1]
    assert "acts that turn round" in shown


# Pointing at words from outside


@given(st.text(min_size=1, max_size=80), st.integers(0, 79), st.integers(1, 80))
def test_a_selector_finds_its_words(text: str, start: int, size: int) -> None:
    start = min(start, len(text) - 1)
    end = min(len(text), start + size)
    found = selector(text, (start, end))
    quoted = found["refinedBy"]
    assert text[found["start"] : found["end"]] == quoted["exact"]
    assert text[: found["start"]].endswith(quoted["prefix"])
    assert text[found["end"] :].startswith(quoted["suffix"])


def test_a_text_fragment_names_the_words() -> None:
    text = "The bridge - re-opened, he said, is safe and will stay so for as long as anybody asks of it."
    assert (
        fragment("https://a.example/p#top", text, [(4, 22)]) == "https://a.example/p#:~:text=bridge%20%2D%20re%2Dopened"
    )
    long = fragment("https://a.example/p", text, [(0, len(text))])
    assert long == "https://a.example/p#:~:text=The%20bridge%20%2D%20re%2Dopened%2C,anybody%20asks%20of%20it."
    assert fragment("https://a.example/p", text, []) == "https://a.example/p"


def test_a_long_page_is_shown_in_parts_and_an_offset_leads_to_its_own(tmp_path: Path) -> None:
    said = "“The bridge is safe,” Ada Brunn said. "
    text = f"Harbour report\n\n{said * 400}\n\n{'x' * 90_000}\n"
    with Store.open(str(tmp_path / "a.db"), create=True) as store:
        add(store, [Page(data=text.encode(), file="long.txt")], means=Means(tagger=Rules))
        (reading,) = store.readings()
        assert len(reading.statements) == 400
        first = article(store, Ask(path={"id": reading.page}))
        parts = [
            article(store, Ask(path={"id": reading.page}, given={"part": str(n + 1)}))
            for n in range(first.view["parts_of"])
        ]
        shown = [[p for s in part.view["sections"] for one in s.paragraphs for p in one.pieces] for part in parts]
        blocks = "".join(text[block.start : block.end] for block in reading.article.blocks)
        assert "".join(piece.text for part in shown for piece in part) == blocks
        assert max(sum(len(piece.text) for piece in part) for part in shown) <= PART
        assert max(len(part.view["numbered"]) for part in parts) <= SAID
        assert [n for part in parts for n, _ in part.view["numbered"]] == list(range(1, 401))
        last = reading.statements[399].content[0][0]
        led = article(store, Ask(path={"id": reading.page}, given={"at": str(last)}))
        assert led.view["numbered"][-1][0] == 400
        data = article(store, Ask(path={"id": reading.page}, form="json")).data
        assert len(data["statements"]) == 400


def test_a_story_without_a_common_statement_shows_what_each_has(tmp_path: Path) -> None:
    with Store.open(str(tmp_path / "a.db"), create=True) as store:
        for outlet, words in (("Post", "The bridge is safe"), ("Echo", "Nobody asked the guild")):
            given = {"outlet": outlet, "title": "Harbour", "published": "2031-03-04"}
            text = f"“{words},” Ada Brunn said.\n"
            add(store, [Page(data=text.encode(), file=f"{outlet}.txt", given=given)], means=Means(tagger=Rules))
        left, right = sorted(reading.page for reading in store.readings())
        about = {"kind": "story", "judgement": "same", "by": "Ines Vell", "at": "2031-03-05T09:00:00Z"}
        store.append([Link(left=left, right=right, **about)])  # type: ignore[arg-type]
        room = story(store, Ask(path={"id": left}))
        assert (len(room.data["lines"]), room.view["alone"]) == (2, True)
