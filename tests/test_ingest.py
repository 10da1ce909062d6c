"""Files, folders and streams of every kind, whole and broken, to pages."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import socket
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from warcs import chunked, http, packed, record, response, zipped

from onrecord.errors import UsageError
from onrecord.ingest import pages
from onrecord.ingest.media import MAX_PAGE
from onrecord.record import Article, Page, Problem, Reading, reading_json

TEXT = "Marsh bridge to reopen, says Velden minister\n\nThe bridge “is safe”, Ada Brunn said.\n"
HTML = b"<!doctype html><html><body><p>The bridge is safe, Ada Brunn said.</p></body></html>"


def read(*paths: Path | str, **fields: str) -> list[Page | Reading | Problem]:
    return list(pages([str(path) for path in paths], fields))


def one(path: Path, **fields: str) -> Page:
    (item,) = read(path, **fields)
    assert isinstance(item, Page), item
    return item


def trouble(path: Path, **fields: str) -> Problem:
    (item,) = read(path, **fields)
    assert isinstance(item, Problem), item
    assert item.stage == "ingest"
    assert item.file == str(path)
    return item


def found(items: list[Page | Reading | Problem]) -> tuple[list[Page], list[Problem]]:
    return [i for i in items if isinstance(i, Page)], [i for i in items if isinstance(i, Problem)]


def saved(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


# Single pages


def test_a_text_page_keeps_its_bytes(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.txt", TEXT)
    assert one(path) == Page(data=TEXT.encode(), file=str(path), media_type="text/plain")


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.html", HTML, "text/html"),
        ("a.txt", HTML, "text/html"),
        ("a", b"\xef\xbb\xbf \n<!-- x --> <HTML lang=en><p>a", "text/html"),
        ("a", b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html><p>a</p></html>', "text/html"),
        ("a", "<html><p>a</p></html>".encode("utf-16"), "text/html"),
        ("a", "<html><p>a</p></html>".encode("utf-16-le"), "text/html"),
        ("a.txt", "Words, “quoted”, said Brunn.".encode("utf-16-be"), "text/plain"),
        ("a.html", b"some words <b >and</b> a tag", "text/html"),
        ("a.txt", b"some words <b>and</b> a tag", "text/plain"),
        ("a.html", b"no tag at all, 3 < 4", "text/plain"),
        ("a.txt", b"<ada@gazette.example> wrote", "text/plain"),
        ("a.txt", b"a\x00 few NULs in a page of text that is otherwise fine to read", "text/plain"),
        ("a.txt", "Брунн: «мост безопасен»".encode("cp1251"), "text/plain"),
        ("a.txt", b'{"headline": ["x"]}\n\nBridge to reopen\n\nThe bridge is safe, Brunn said.', "text/plain"),
        ("a.txt", b"[Update] The bridge is safe, Brunn said.", "text/plain"),
        ("a.txt", b"{curly} words, Brunn said.", "text/plain"),
        ("a.txt", b'{"unfinished": ', "text/plain"),
    ],
)
def test_content_tells_the_type_before_the_name(tmp_path: Path, name: str, data: bytes, media_type: str) -> None:
    page = one(saved(tmp_path, name, data))
    assert (page.media_type, page.data) == (media_type, data)
    assert one(saved(tmp_path, name + ".gz", gzip.compress(data))).media_type == media_type


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (gzip.compress(b""), "empty"),
        (bytes(range(256)) * 9, "binary"),
        (random.Random(1).randbytes(5000), "binary"),
        (b"Some words of a page" * 9 + b"\x00" * 900, "binary"),
        (b"%PDF-1.7\nwords", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (gzip.compress(gzip.compress(gzip.compress(b"words"))), "gzip data packed several times over"),
        (b'<?xml version="1.0"?>\n<rss version="2.0"><channel/></rss>', "<rss>"),
        (gzip.compress(b"many words " * 999)[:-9], "cut short"),
        (gzip.compress(b"many words " * 999)[:12], "cut short"),
        (gzip.compress(b"many words ")[:-8] + b"\x00" * 8, "damaged"),
        (gzip.compress(b"many words ") + b"and more", "damaged"),
        (b"{\\rtf1\\ansi words}", "RTF"),
        (b'<svg xmlns="x"><text>words</text></svg>', "<svg>"),
    ],
    ids=lambda value: value if isinstance(value, str) else "data",
)
def test_what_is_no_page_is_a_problem(tmp_path: Path, data: bytes, words: str) -> None:
    assert words in trouble(saved(tmp_path, "a.txt", data)).reason


@pytest.mark.parametrize(("name", "words"), [("a.css", "style sheet"), ("a.js", "script"), ("a.csv.gz", "a table")])
def test_text_that_is_no_page_is_told_by_its_name(tmp_path: Path, name: str, words: str) -> None:
    data = b"p, a { color: red }"
    assert words in trouble(saved(tmp_path, name, gzip.compress(data) if name.endswith("gz") else data)).reason


def test_a_page_beyond_the_limit_is_a_problem(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.txt", b"word " * (MAX_PAGE // 5 + 1))
    assert "larger than 64 MB" in trouble(path).reason
    assert "larger than 64 MB" in trouble(saved(tmp_path, "b.txt.gz", gzip.compress(path.read_bytes(), 1))).reason


@given(
    data=st.binary(min_size=1).map(
        lambda data: b"Words said by Brunn " + data.translate(None, bytes([*range(32), 127]))
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_gzip_makes_no_difference(tmp_path: Path, data: bytes) -> None:
    plain, packed_page = one(saved(tmp_path, "a.txt", data)), one(saved(tmp_path, "b.txt.gz", gzip.compress(data)))
    assert (plain.data, plain.id, plain.media_type) == (packed_page.data, packed_page.id, packed_page.media_type)


# Folders and streams


def test_a_folder_is_read_whole_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/10.txt", "b/c/1.txt", "a.txt", "z.txt", ".hidden/x.txt", ".x.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        saved(tmp_path, name, TEXT)
    files = [item.file.removeprefix(f"{tmp_path}/") for item in read(f"{tmp_path}/")]
    assert files == ["a.txt", "b/10.txt", "b/2.txt", "b/c/1.txt", "z.txt"]


def test_what_is_gzipped_twice_is_read(tmp_path: Path) -> None:
    page = one(saved(tmp_path, "a.txt.gz.gz", gzip.compress(gzip.compress(TEXT.encode()))))
    assert page.data == TEXT.encode()


def test_a_loop_of_links_ends_and_is_reported(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    saved(tmp_path, "b/1.txt", TEXT)
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    (tmp_path / "b" / "self").symlink_to("self")
    (tmp_path / "lost").symlink_to("nowhere")
    read_pages, problems = found(read(tmp_path))
    assert [page.file for page in read_pages] == [f"{tmp_path}/b/1.txt"]
    assert [problem.file.removeprefix(f"{tmp_path}/") for problem in problems] == ["b/loop", "b/self", "lost"]
    assert f"is a link to {tmp_path}," in problems[0].reason


def test_what_is_not_a_file_is_a_problem_and_the_rest_goes_on(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.fifo")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "b.sock"))
        saved(tmp_path, "c.txt", TEXT)
        read_pages, problems = found(read(tmp_path))
    assert [page.file for page in read_pages] == [f"{tmp_path}/c.txt"]
    assert ["a pipe, a socket or a device" in problem.reason for problem in problems] == [True, True]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs Linux's /proc")
def test_an_unreadable_file_is_a_problem_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("/proc/self/mem")  # its first byte cannot be read, by anyone
    saved(tmp_path, "b.txt", TEXT)
    problem, page = read(tmp_path)
    assert isinstance(page, Page)
    assert isinstance(problem, Problem)
    assert problem.reason == "The file cannot be read whole: input/output error."


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_forbidden_file_and_folder_are_problems(tmp_path: Path) -> None:
    saved(tmp_path, "a.txt", TEXT).chmod(0)
    (tmp_path / "b").mkdir(mode=0)
    reasons = [item.reason for item in read(tmp_path) if isinstance(item, Problem)]
    assert reasons == ["The file cannot be read: permission denied."] * 2


def test_a_name_that_is_not_utf8_is_shown_and_read(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_text(TEXT)
    (page,) = read(tmp_path)
    assert page.file == f"{tmp_path}/\ufffd.txt"


def test_a_missing_path_is_wrong_usage_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.txt: there is no such file"):
        pages([str(saved(tmp_path, "a.txt", TEXT)), str(tmp_path / "none.txt")])


@pytest.mark.parametrize("name", ["a.txt", "a.txt.gz", "a.parquet", "a.warc.gz", "a.jsonl"])
def test_standard_input_is_read_like_a_file(tmp_path: Path, name: str) -> None:
    data = {
        "a.txt": TEXT.encode(),
        "a.txt.gz": gzip.compress(TEXT.encode()),
        "a.parquet": parquet(tmp_path, [{"text": TEXT}]).read_bytes(),
        "a.warc.gz": zipped([response(HTML)]),
        "a.jsonl": json.dumps({"text": TEXT}).encode() + b"\n",
    }[name]
    from_file = one(saved(tmp_path, name, data))
    script = (
        "import sys; from onrecord.ingest import pages; sys.stdout.buffer.write(b''.join(p.data for p in pages('-')))"
    )
    piped = subprocess.run([sys.executable, "-c", script], input=data, capture_output=True, check=True)
    assert (piped.stdout, piped.stderr) == (from_file.data, b"")


# Records: JSON Lines, JSON, Parquet

TRAFILATURA = {
    "title": "Bridge to reopen",
    "author": "Ada Brunn; Oto Lind",
    "hostname": "gazette.example",
    "date": "2031-03-04",
    "raw_text": "The bridge",
    "text": "The bridge\nis safe.",
    "source": "https://gazette.example/1",
    "source-hostname": "The Gazette",
    "filedate": "2031-03-05",
}
NEWS_PLEASE = {
    "authors": ["Ada Brunn", "Oto Lind"],
    "date_download": "2031-03-05 09:00:00",
    "date_publish": "2031-03-04 10:00:00",
    "filename": "1.json",
    "maintext": "The bridge\nis safe.",
    "source_domain": "gazette.example",
    "text": None,
    "title": "Bridge to reopen",
    "url": "https://gazette.example/1",
}
FUNDUS = {
    "title": "Bridge to reopen",
    "authors": ["Ada Brunn"],
    "publishing_date": "2031-03-04 10:00:00+00:00",
    "publisher": "The Gazette",
    "body": {"summary": ["The bridge"], "sections": [{"headline": ["Safe"], "paragraphs": ["is safe.", "Indeed."]}]},
}


@pytest.mark.parametrize(
    ("row", "text", "url", "given_with_it", "fetched"),
    [
        (
            TRAFILATURA,
            "The bridge\nis safe.",
            "https://gazette.example/1",
            ("Bridge to reopen", "The Gazette", "2031-03-04", "Ada Brunn; Oto Lind"),
            None,
        ),
        (
            NEWS_PLEASE,
            "The bridge\nis safe.",
            "https://gazette.example/1",
            ("Bridge to reopen", "gazette.example", "2031-03-04 10:00:00", "Ada Brunn, Oto Lind"),
            "2031-03-05T09:00:00",
        ),
        (
            FUNDUS,
            "The bridge\n\nSafe\n\nis safe.\n\nIndeed.",
            None,
            ("Bridge to reopen", "The Gazette", "2031-03-04 10:00:00+00:00", "Ada Brunn"),
            None,
        ),
    ],
)
def test_the_output_of_known_tools_is_recognised(
    tmp_path: Path, row: dict[str, Any], text: str, url: str | None, given_with_it: tuple[str, ...], fetched: str | None
) -> None:
    expected = dict(zip(("title", "outlet", "published", "byline"), given_with_it, strict=True))
    line = json.dumps(row)
    for name, data in (("a.jsonl", line), ("a.json", json.dumps(row, indent=1)), ("a", line + "\n" + line)):
        page = read(saved(tmp_path, name, data))[0]
        assert isinstance(page, Page)
        assert (page.data.decode(), page.url, page.given, page.fetched) == (text, url, expected, fetched)
        assert (page.media_type, page.charset) == ("text/plain", "utf-8")


def test_an_unknown_date_of_news_please_stays_unknown(tmp_path: Path) -> None:
    page = one(saved(tmp_path, "a.json", json.dumps(NEWS_PLEASE | {"date_publish": "None", "date_download": "None"})))
    assert page.fetched is None
    assert "published" not in page.given


def test_mapped_fields_win_and_reach_into_objects(tmp_path: Path) -> None:
    row = {"body": "wrong", "a": {"b": {"c": "The words."}}, "x.y": "A title", "text": "also wrong", "link": {"u": "z"}}
    page = one(saved(tmp_path, "a.jsonl", json.dumps(row)), text="a.b.c", title="x.y", url="link.u")
    assert (page.data, page.given, page.url) == (b"The words.", {"title": "A title"}, "z")


def test_html_in_a_record_makes_an_html_page(tmp_path: Path) -> None:
    row = {"html": HTML.decode(), "text": "Other words."}
    path = saved(tmp_path, "a.jsonl", json.dumps(row))
    assert (one(path).data, one(path).media_type) == (HTML, "text/html")
    assert (one(path, text="text").data, one(path, text="text").media_type) == (b"Other words.", "text/plain")
    assert one(saved(tmp_path, "b.jsonl", json.dumps({"text": HTML.decode()}))).media_type == "text/html"


def test_an_outlets_name_under_source_is_no_url(tmp_path: Path) -> None:
    assert one(saved(tmp_path, "a.jsonl", '{"text": "Words.", "source": "The Gazette"}')).url is None


def test_a_broken_line_is_a_problem_and_the_rest_goes_on(tmp_path: Path) -> None:
    rows = ['{"text": "one"}', '{"text": "two', "", "3", "{}", '{"text": 5}', '{"text": " "}', '{"text": "eight"}']
    path = saved(tmp_path, "a.jsonl", "\n".join(rows))
    read_pages, problems = found(read(path))
    assert [(page.file, page.data) for page in read_pages] == [(f"{path}#1", b"one"), (f"{path}#8", b"eight")]
    assert [problem.at for problem in problems] == ["line 2", "line 4", "line 5", "line 6", "line 7"]
    assert {problem.file for problem in problems} == {str(path)}
    assert "is not JSON" in problems[0].reason
    assert "not an object" in problems[1].reason
    assert "--field text=KEY" in problems[2].reason


def test_lines_deep_or_with_huge_numbers_are_problems(tmp_path: Path) -> None:
    rows = ["[" * 200_000, '{"text": ' * 200_000, '{"text": ' + "9" * 10_000 + "}", '{"text": "four"}']
    read_pages, problems = found(read(saved(tmp_path, "a.jsonl", "\n".join(rows))))
    assert [page.data for page in read_pages] == [b"four"]
    assert [problem.at for problem in problems] == ["line 1", "line 2", "line 3"]


def test_half_a_surrogate_pair_is_replaced_and_reported(tmp_path: Path) -> None:
    line = r'{"text": "a \ud800 b \ud83d\ude00 \\ud800 c", "title": "\udfff"}'
    page, problem = read(saved(tmp_path, "a.jsonl", line))
    assert isinstance(page, Page)
    assert isinstance(problem, Problem)
    assert page.data.decode() == "a \ufffd b \U0001f600 \\ud800 c"
    assert page.given == {"title": "\ufffd"}
    assert (problem.at, problem.reason) == ("line 1", "Halves of surrogate pairs were replaced by U+FFFD.")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("suffix", [".jsonl", ".json", ""])
def test_json_is_read_in_every_unicode_form(tmp_path: Path, codec: str, suffix: str) -> None:
    rows = '{"text": "“один”\\r\\n"}\r\n{"text": "two"}\r\n'
    assert [p.data.decode() for p in found(read(saved(tmp_path, f"a{suffix}", rows.encode(codec))))[0]] == [
        "“один”\r\n",
        "two",
    ]


def test_bytes_that_are_not_utf8_are_replaced_and_reported(tmp_path: Path) -> None:
    page, problem = read(saved(tmp_path, "a.jsonl", b'{"text": "caf\xe9 words"}\n'))
    assert isinstance(page, Page)
    assert isinstance(problem, Problem)
    assert (page.data.decode(), problem.at) == ("caf\ufffd words", "line 1")


def test_a_json_list_and_a_json_file_of_lines(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.json", json.dumps([{"text": "one"}, 2, {"text": "three"}], indent=2))
    read_pages, problems = found(read(path))
    assert [(page.file, page.data) for page in read_pages] == [(f"{path}#1", b"one"), (f"{path}#3", b"three")]
    assert [problem.at for problem in problems] == ["record 2"]
    read_pages, problems = found(read(saved(tmp_path, "b.json", '{broken\n{"text": "two"}\n')))
    assert [page.data for page in read_pages] == [b"two"]
    assert [problem.at for problem in problems] == ["line 1"]
    assert "is not JSON" in trouble(saved(tmp_path, "c.json", '{"text": "never ends')).reason
    assert "without records" in trouble(saved(tmp_path, "d.json", "[]")).reason


def test_a_line_beyond_the_limit_is_skipped_and_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "one"}\n{"text": "')
        for _ in range(100):
            file.write(b"word " * (1 << 18))
        file.write(b'"}\n{"text": "three"}\n')
    read_pages, problems = found(read(path))
    assert [page.file for page in read_pages] == [f"{path}#1", f"{path}#3"]
    assert [(problem.at, problem.reason) for problem in problems] == [("line 2", "The line is larger than 64 MB.")]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"txt": "body"}, "--field txt=body: the field must be one of byline, fetched, html"),
        ({"text": ""}, "name the key"),
    ],
)
def test_a_wrong_field_is_wrong_usage_before_anything_is_read(
    tmp_path: Path, fields: dict[str, str], words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        pages([str(tmp_path)], fields)


def test_a_mapped_key_that_never_occurs_is_wrong_usage(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.jsonl", '{"text": "one", "link": "x"}\n' * 3)
    with pytest.raises(UsageError, match="--field url=lnk: no record has the key 'lnk'; the first has 'text', 'link'"):
        read(path, url="lnk")
    assert len(read(path, url="link")) == 3
    items = pages([str(saved(tmp_path, "b.jsonl", '{"text": "one"}\n' * 100_000))], {"text": "boddy"})
    assert [isinstance(next(items), Problem) for _ in range(99)] == [True] * 99
    with pytest.raises(UsageError, match="boddy"):
        next(items)
    assert len(read(saved(tmp_path, "c.txt", TEXT), text="body")) == 1


def test_our_own_readings_come_back(tmp_path: Path) -> None:
    reading = Reading(
        page="p", file="a.txt", sha256="s", made_by="onrecord 0.1.0 / rules-1", article=Article(text=TEXT)
    )
    path = saved(
        tmp_path, "a.jsonl", json.dumps(reading_json(reading)) + '\n{"page":1,"sha256":2,"made_by":3,"article":4}'
    )
    back, problem = read(path)
    assert back == reading
    assert isinstance(problem, Problem)
    assert (problem.at, "is not a whole Reading" in problem.reason) == ("line 2", True)


def parquet(folder: Path, rows: list[dict[str, Any]], name: str = "a.parquet") -> Path:
    source = saved(folder, f"{name}.rows", "\n".join(json.dumps(row) for row in rows))
    with duckdb.connect() as connection:
        connection.execute(f"copy (select * from read_json('{source}')) to '{folder / name}' (format parquet)")
    source.unlink()
    return folder / name


def test_parquet_is_read_like_json_lines(tmp_path: Path) -> None:
    rows = [{"body": {"main": f"Words {i}"}, "date": "2031-03-04", "authors": ["Ada", "Oto"]} for i in range(3000)]
    path = parquet(tmp_path, [*rows, {"body": {"main": None}}])
    read_pages, problems = found(read(path, text="body.main"))
    assert [(page.file, page.data) for page in read_pages] == [
        (f"{path}#{i + 1}", f"Words {i}".encode()) for i in range(3000)
    ]
    assert read_pages[0].given == {"published": "2031-03-04", "byline": "Ada, Oto"}
    assert [problem.at for problem in problems] == ["row 3001"]


def test_parquet_under_a_name_with_wildcards_and_gzipped(tmp_path: Path) -> None:
    plain = parquet(tmp_path, [{"text": "Words"}])
    assert one(plain.rename(tmp_path / "a[1]*?.txt")).data == b"Words"
    assert one(saved(tmp_path, "b.gz", gzip.compress((tmp_path / "a[1]*?.txt").read_bytes()))).data == b"Words"


def test_bytes_in_a_column_stay_as_they_are(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"copy (select '\\xE9t\\xE9'::blob as html) to '{tmp_path / 'a.parquet'}' (format parquet)")
    page = one(tmp_path / "a.parquet")
    assert (page.data, page.charset) == (b"\xe9t\xe9", None)


def test_parquet_without_a_text_and_with_a_wrong_mapping(tmp_path: Path) -> None:
    path = parquet(tmp_path, [{"story": "Words", 'odd "name"': 1}])
    assert "holds no text" in trouble(path).reason
    with pytest.raises(UsageError, match="the first has 'story'"):
        read(path, text="boddy")
    assert one(path, text="story", title='odd "name"').given == {"title": "1"}


def test_damaged_parquet_is_a_problem(tmp_path: Path) -> None:
    data = parquet(tmp_path, [{"text": f"Words {i}"} for i in range(50)]).read_bytes()
    chance = random.Random(7)
    for _ in range(60):
        damaged = bytearray(data)
        damaged[chance.randrange(4, len(data))] = chance.randrange(256)
        assert all(isinstance(item, Page | Problem) for item in read(saved(tmp_path, "b.parquet", bytes(damaged))))
    for cut in range(4, len(data), 97):
        assert isinstance(read(saved(tmp_path, "b.parquet", data[:cut]))[-1], Problem)


# WARC


def test_warc_gives_its_pages_and_their_origin(tmp_path: Path) -> None:
    records = [
        record("warcinfo", b"software: x\r\n", "application/warc-fields"),
        record("request", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
        packed(http(HTML, "text/html; charset=ISO-8859-1"), "<http://gazette.example/a>"),
        packed(http(b"Words said.", "text/plain"), "http://gazette.example/b"),
        packed(http(HTML, "application/xhtml+xml")),
        packed(http(HTML, None)),
        packed(http(b"no type", None)),
        packed(http(HTML, "text/html", "404 Not Found")),
        packed(http(b"\x89PNG", "image/png")),
        packed(b"not HTTP at all"),
        packed(http(b"", "text/html")),
        record("conversion", b"WET words.", "text/plain", WARC_Target_URI="http://gazette.example/w"),
    ]
    for path in (saved(tmp_path, "a.warc", b"".join(records)), saved(tmp_path, "a.warc.gz", zipped(records))):
        read_pages, problems = found(read(path))
        assert [page.file.removeprefix(f"{path}#") for page in read_pages] == ["3", "4", "5", "6", "12"]
        assert read_pages[0] == Page(
            data=HTML,
            file=f"{path}#3",
            media_type="text/html",
            charset="iso-8859-1",
            url="http://gazette.example/a",
            fetched="2031-03-04T10:00:00Z",
        )
        assert [page.media_type for page in read_pages[1:]] == ["text/plain", "text/html", "text/html", "text/plain"]
        assert (read_pages[-1].data, read_pages[-1].charset) == (b"WET words.", "utf-8")
        assert [(problem.at, problem.reason) for problem in problems] == [("record 11", "The record is empty.")]


def test_records_that_are_not_pages_are_counted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "onrecord.ingest")
    images = [packed(http(b"x", "image/png"))] * 2 + [packed(http(HTML, status="403 Forbidden"))]
    path = saved(tmp_path, "a.warc", b"".join(images))
    assert "2 responses of type image/png, 1 responses with status 403" in trouble(path).reason
    assert len(read(saved(tmp_path, "b.warc", b"".join([*images, response(HTML)])))) == 1
    assert "b.warc: 1 pages; records that are not pages: 2 responses of type image/png" in caplog.messages[-1]


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (chunked(HTML), ["Transfer-Encoding: chunked"]),
        (chunked(gzip.compress(HTML)), ["Transfer-Encoding: chunked", "Content-Encoding: gzip"]),
        (gzip.compress(HTML), ["Transfer-Encoding: gzip"]),
        (zlib.compress(HTML), ["Content-Encoding: deflate"]),
        (raw_deflate(HTML), ["Content-Encoding: deflate"]),
        (zlib.compress(gzip.compress(HTML)), ["content-encoding: GZIP, deflate"]),
        (HTML, ["Transfer-Encoding: chunked", "Content-Encoding: gzip"]),
        (HTML, ["Content-Encoding: br"]),
        (HTML, ["Content-Encoding: identity"]),
        (HTML, ["Content-Encoding: none-such"]),
    ],
)
def test_chunks_and_content_codings_are_undone(tmp_path: Path, body: bytes, headers: list[str]) -> None:
    path = saved(tmp_path, "a.warc", packed(http(body, "text/html", "200 OK", *headers)))
    assert one(path).data == HTML


@pytest.mark.parametrize(
    ("body", "header", "words"),
    [
        (gzip.compress(HTML)[:-20], "Content-Encoding: gzip", "gzip coding is cut or damaged"),
        (chunked(HTML)[:-20], "Transfer-Encoding: chunked", "chunked coding is cut or damaged"),
        (b"\x05\x00nonsense\xff", "Content-Encoding: br", "br coding is cut or damaged"),
        (gzip.compress(b"<p>" + bytes(MAX_PAGE), 1), "Content-Encoding: gzip", "larger than 64 MB"),
    ],
)
def test_a_broken_content_coding_is_a_problem(tmp_path: Path, body: bytes, header: str, words: str) -> None:
    path = saved(tmp_path, "a.warc", packed(http(body, "text/html", "200 OK", header)) + response(HTML))
    problem, page = read(path)
    assert isinstance(problem, Problem)
    assert isinstance(page, Page)
    assert (problem.at, words in problem.reason) == ("record 1", True)


def test_a_record_that_changed_since_it_was_archived_is_a_problem(tmp_path: Path) -> None:
    changed = response(HTML).replace(b"is safe", b"no safe")
    by_payload = record(
        "response", http(HTML), "application/http; msgtype=response", WARC_Payload_Digest=f"sha1:{'A' * 32}"
    )
    unknown = response(HTML, WARC_Block_Digest="blake9:0")
    read_pages, problems = found(read(saved(tmp_path, "a.warc", changed + by_payload + unknown + response(HTML))))
    assert [page.file[-2:] for page in read_pages] == ["#3", "#4"]
    assert [(problem.at, "does not match its digest" in problem.reason) for problem in problems] == [
        ("record 1", True),
        ("record 2", True),
    ]


def test_a_page_that_the_crawler_cut_says_so(tmp_path: Path) -> None:
    page, problem = read(saved(tmp_path, "a.warc", response(HTML, WARC_Truncated="length")))
    assert isinstance(page, Page)
    assert isinstance(problem, Problem)
    assert (problem.at, "WARC-Truncated: length" in problem.reason) == ("record 1", True)


def test_a_record_beyond_the_limit_is_a_problem(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.warc", response(b"<p>" + b"x" * MAX_PAGE) + response(HTML))
    problem, page = read(path)
    assert isinstance(problem, Problem)
    assert isinstance(page, Page)
    assert (problem.at, problem.reason) == ("record 1", "The record is larger than 64 MB.")


RECORDS = [response(HTML, f"http://gazette.example/{i}", WARC_Record_ID=f"<urn:x:{i}>") for i in range(2)]


@pytest.mark.parametrize("packs", [list, lambda records: [gzip.compress(r, mtime=0) for r in records]])
def test_a_warc_cut_anywhere_keeps_the_records_before(tmp_path: Path, packs: Any) -> None:
    parts = packs(RECORDS)
    whole, ends = b"".join(parts), [sum(map(len, parts[: n + 1])) for n in range(len(parts))]
    for cut in range(12, len(whole)):
        if cut in ends:
            continue  # a file that ends between records is a whole file
        read_pages, problems = found(read(saved(tmp_path, "a.warc", whole[:cut])))
        before = sum(end <= cut for end in ends)
        assert len(read_pages) in (before, before + 1), cut  # the last may be there but for its closing line ends
        assert [page.url for page in read_pages] == [f"http://gazette.example/{i}" for i in range(len(read_pages))]
        assert all(page.data == HTML for page in read_pages), cut
        assert len(problems) == 1, cut


MANY = [response(HTML + b"<p>Tolls rise.</p>" * i * 60, f"http://gazette.example/{i}") for i in range(6)]
SHORT = MANY[2].replace(b"Content-Length: ", b"Content-Length: 9", 1)


@pytest.mark.parametrize(
    ("bad", "lost"),
    [
        ([MANY[2][:300]], {2}),  # cut, and another behind it
        ([b"some garbage\r\n\r\n"], {2}),
        ([SHORT], {2}),  # it claims to hold the others too
        ([MANY[2], b"WARC/1.0\r\nWARC-Type: resp", MANY[1][:700]], set()),
        ([b"WARC/1." * 5000], {2}),
    ],
)
@pytest.mark.parametrize("packed_as", ["plain", "gzipped", "damaged members"])
def test_behind_a_damaged_record_reading_goes_on(
    tmp_path: Path, bad: list[bytes], lost: set[int], packed_as: str
) -> None:
    parts = [*MANY[:2], *bad, *MANY[3:]]
    if packed_as != "plain":
        parts = [gzip.compress(part) for part in parts]
    if packed_as == "damaged members":
        parts[2:-3] = [part[: len(part) * 2 // 3] for part in parts[2:-3]]
        lost = {2}
    read_pages, problems = found(read(saved(tmp_path, "a.warc", b"".join(parts))))
    urls = [f"http://gazette.example/{i}" for i in range(6) if i not in lost]
    assert [page.url for page in read_pages] == urls
    assert any("cut or damaged" in problem.reason for problem in problems)
    assert len(problems) < 5


def test_as_much_damage_as_there_can_be_ends(tmp_path: Path) -> None:
    read_pages, problems = found(read(saved(tmp_path, "a.warc", (MANY[0][:90] + b"\r\n" + MANY[0]) * 400)))
    assert 90 <= len(read_pages) <= 400
    assert len(problems) <= 101


LINES = "".join(json.dumps({"text": f"The words of page {i}, “said”."}, ensure_ascii=False) + "\n" for i in range(6))


def test_json_lines_cut_anywhere_keep_the_lines_before(tmp_path: Path) -> None:
    whole = LINES.encode()
    for cut in range(20, len(whole)):
        read_pages, problems = found(read(saved(tmp_path, "a.jsonl", whole[:cut])))
        assert len(read_pages) in (whole[:cut].count(b"\n"), whole[: cut + 1].count(b"\n")), cut
        assert len(read_pages) + len(problems) == whole[: cut - 1].count(b"\n") + 1, cut


def test_gzipped_json_lines_cut_keep_the_lines_before(tmp_path: Path) -> None:
    chance = random.Random(5)
    rows = [json.dumps({"text": f"{chance.random()} words"}) + "\n" for _ in range(9000)]
    whole = gzip.compress("".join(rows).encode())
    read_pages, problems = found(read(saved(tmp_path, "a.jsonl.gz", whole[: len(whole) // 2])))
    assert len(read_pages) > 3000
    assert [page.data.decode() for page in read_pages] == [json.loads(row)["text"] for row in rows[: len(read_pages)]]
    assert [problem.at for problem in problems] == [f"line {len(read_pages) + 1}"]
    assert "cut short" in problems[0].reason


# Any bytes, flat memory

SEEDS = [
    b"".join(RECORDS[:2]),
    packed(
        http(
            chunked(gzip.compress(HTML)), "text/html", "200 OK", "Transfer-Encoding: chunked", "Content-Encoding: gzip"
        )
    ),
    zipped(RECORDS[:2]),
    LINES.encode(),
    LINES.encode("utf-16"),
    json.dumps([FUNDUS, NEWS_PLEASE], indent=1).encode(),
    gzip.compress(HTML),
    TEXT.encode("utf-16"),
    b"PAR1 and so on PAR1",
    b"WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\n",
]
NAMES = ["a.txt", "a.html", "a.jsonl", "a.json", "a.warc.gz", "a.parquet", "a.gz", "\udcff", "a"]


@st.composite
def mangled(draw: st.DrawFn) -> bytes:
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(data)))
        data[at : at + draw(st.integers(0, 20))] = draw(st.binary(max_size=8) | st.sampled_from(SEEDS))
    return bytes(data)


@given(data=st.binary(max_size=300) | mangled(), name=st.sampled_from(NAMES))
@example(data=b'{"text": "\\ud800"}', name="a")
@example(data=b"\xff\xfe\x00", name="a.jsonl")
@example(data=b"\x1f\x8b\x08", name="a")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=400, deadline=None)
def test_any_bytes_under_any_name_give_pages_or_problems(tmp_path: Path, data: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    items = list(pages([str(path)]))
    path.unlink()
    assert items or data.strip(), "something must be said about every file"
    for item in items:
        assert isinstance(item, Page | Reading | Problem)
        str(item).encode()  # nothing that no output could encode
        if isinstance(item, Page):
            assert item.data.strip()
            assert item.media_type in ("text/plain", "text/html")


MEMORY = """
import pathlib, sys
from onrecord.ingest import pages
count = sum(1 for item in pages([sys.argv[1]]))
(peak,) = (line.split()[1] for line in pathlib.Path("/proc/self/status").open() if line.startswith("VmHWM"))
print(count, int(peak) // 1024)
"""
needs_proc = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")


def items_and_megabytes(path: Path) -> list[int]:
    run = subprocess.run([sys.executable, "-c", MEMORY, str(path)], capture_output=True, check=True, text=True)
    return [int(figure) for figure in run.stdout.split()]


@needs_proc
@pytest.mark.parametrize("kind", ["warc", "warc.gz", "jsonl", "jsonl.gz"])
def test_memory_does_not_grow_with_the_input(tmp_path: Path, kind: str) -> None:
    chance = random.Random(3)
    body = b"<html><body><p>" + chance.randbytes(15_000).hex().encode() + b"</p></body></html>"
    one_record = response(body) if kind.startswith("warc") else json.dumps({"html": body.decode()}).encode() + b"\n"
    data = gzip.compress(one_record, 1) if kind.endswith("gz") else one_record
    figures = []
    for number in (100, 5000):
        path = tmp_path / f"{number}.{kind}"
        with path.open("wb") as file:
            for _ in range(number):
                file.write(data)
        count, megabytes = items_and_megabytes(path)
        assert count == number
        figures.append(megabytes)
        path.unlink()
    assert figures[1] < figures[0] + 10, figures


@needs_proc
def test_memory_does_not_grow_with_the_rows_of_parquet(tmp_path: Path) -> None:
    figures = []
    for number in (8_000, 30_000):
        path = tmp_path / f"{number}.parquet"
        with duckdb.connect() as connection:
            rows = f"select repeat(md5(i::varchar), 100) as text from range({number}) as numbers(i)"
            connection.execute(f"copy ({rows}) to '{path}' (format parquet, row_group_size 2048)")
        count, megabytes = items_and_megabytes(path)
        assert count == number
        figures.append(megabytes)
    assert figures[1] < figures[0] + 30, figures


@needs_proc
def test_a_line_of_200_mb_is_read_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wb", 1) as file:
        file.write(b'{"text": "')
        for _ in range(200):
            file.write(b"word " * (1 << 18))
        file.write(b'"}\n{"text": "words"}\n')
    count, megabytes = items_and_megabytes(path)
    assert count == 2
    assert megabytes < 250


def test_a_standard_input_that_is_a_text_wrapper_over_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    (page,) = read("-")
    assert isinstance(page, Page)
    assert (page.file, page.data) == ("-", TEXT.encode())


def test_the_bytes_read_add_up_to_the_files(tmp_path: Path) -> None:
    plain = b"The ferry left at noon, the harbour master of Oskel said.\n" * 40
    (tmp_path / "a.txt").write_bytes(plain)
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(plain * 3))
    (tmp_path / "c.jsonl").write_bytes(b'{"text": "Nobody rang, she said."}\n' * 500)
    (tmp_path / "d.txt").write_bytes(b"")
    seen: list[int] = []
    found = list(pages([str(tmp_path)], None, seen.append))
    assert len(found) == 503
    assert sum(seen) == sum(path.stat().st_size for path in tmp_path.iterdir())
    assert min(seen) >= 0


@pytest.mark.parametrize("span", [[5, 5], [-1, 3], [0, 999]])
def test_a_reading_whose_spans_lie_outside_its_text_is_a_problem(tmp_path: Path, span: list[int]) -> None:
    plain = reading_json(Reading(page="p", file="f", sha256="0", made_by="m", article=Article(text="No, she said.")))
    plain["blocks"] = [{"kind": "body", "start": span[0], "end": span[1], "why": "test"}]
    (tmp_path / "readings.jsonl").write_text(json.dumps(plain) + "\n", encoding="utf-8")
    (problem,) = pages([str(tmp_path)])
    assert isinstance(problem, Problem)
    assert "blocks[0]" in problem.reason
    assert "outside the text" in problem.reason
