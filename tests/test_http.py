"""The HTTP API: what its document promises is what it gives."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from urllib.parse import quote

import msgspec
import pytest
from conftest import SAMPLES
from serving import TOKEN, Server, served

from onrecord.correcting import Signed, make
from onrecord.ingest import pages
from onrecord.pipeline import Means, add
from onrecord.record import Link
from onrecord.rules import Rules
from onrecord.store import Query, Store
from onrecord.web import openapi
from onrecord.web.rooms import ROOMS

AT = "2031-03-05T09:00:00Z"


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("http") / "a.db"
    with Store.open(str(path), create=True) as store:
        add(store, pages([str(SAMPLES)]), means=Means(tagger=Rules))
        first, second = list(store.search(Query(limit=2)))
        for field, typed in (("speaker", "Tomas Rey"), ("manner", "mixed"), ("said", "2031-03-04")):
            make(store, first["id"], field, typed, Signed(by="Ines Vell", at=AT))
        left, right = sorted((first["id"], second["id"]))
        store.append([Link(kind="line", left=left, right=right, judgement="same", by="Ines Vell", at=AT)])
    return path


@pytest.fixture(scope="module")
def room(db: Path) -> Iterator[Server]:
    with served(db, edit=True, token=TOKEN) as server:
        yield server


def things(db: Path) -> dict[str, list[str]]:
    """What can stand in the addresses of rooms, by the room."""
    with Store.open(str(db)) as store:
        rows = list(store.search(Query()))
        contacts = [contact.id for reading in store.readings() for contact in reading.contacts]
        names = [name for name, _ in store.most("speaker", 40)]
    found = {"/page": sorted({row["page"] for row in rows})[:6], "/statement": [row["id"] for row in rows][:6]}
    found |= {"/actor": names, "/occasion": contacts[:6], "/contact": contacts[:6], "/line": found["/statement"]}
    found |= {"/story": found["/page"], "/timeline": found["/page"]}
    return found


def addresses(db: Path, room: str) -> list[str]:
    if "{" not in room:
        return ["/index" if room == "/" else room]
    start = room.partition("/{")[0]
    return [f"{start}/{quote(thing)}" for thing in things(db)[start]]


def test_every_room_is_in_the_document() -> None:
    assert set(ROOMS) == set(openapi.ROOMS)


@pytest.mark.parametrize("address", openapi.ROOMS)
def test_a_room_gives_what_the_document_says_and_no_more(room: Server, db: Path, address: str) -> None:
    for path in addresses(db, address):
        answer = room.ask(f"{path}.json")
        assert answer.status == 200, path
        assert answer.headers["content-type"] == "application/json"
        kind = openapi.ROOMS[address]
        several = kind.else_ and "actors" in answer.json
        typed = msgspec.json.decode(answer.body, type=kind.else_ if several else kind.data)
        assert json.loads(msgspec.json.encode(typed)) == answer.json, path


@pytest.mark.parametrize("address", openapi.ROOMS)
def test_an_answer_that_is_known_is_not_sent_again(room: Server, db: Path, address: str) -> None:
    path = f"{addresses(db, address)[0]}.json"
    first = room.ask(path)
    again = room.ask(path, If_None_Match=first.headers["etag"])
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert room.ask(path, If_None_Match='"another", W/' + first.headers["etag"]).status == 304
    assert room.ask(path, If_None_Match='"another"').status == 200


@pytest.mark.parametrize(("path", "list_", "key"), [
    ("/search", "statements", "id"), ("/pages", "pages", "id"), ("/contacts", "contacts", "id"),
    ("/corrections", "corrections", "number"), ("/links", "links", "left"),
])  # fmt: skip
def test_lists_are_given_in_steps_without_gap_or_repetition(room: Server, path: str, list_: str, key: str) -> None:
    whole = room.ask(f"{path}.json?limit=200").json
    after, found = "", []
    for _ in range(300):
        step = room.ask(f"{path}.json?limit=2{after}").json
        found += [row[key] for row in step[list_]]
        if step["next"] is None:
            break
        assert len(step[list_]) == 2
        after = f"&after={step['next']}"
    assert found[:200] == [row[key] for row in whole[list_]]
    assert found


def test_long_answers_are_json_lines(room: Server, db: Path) -> None:
    with Store.open(str(db)) as store:
        expected = [json.loads(msgspec.json.encode(row)) for row in store.search(Query())]
    answer = room.ask("/statements.jsonl")
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert [json.loads(line) for line in answer.text.splitlines()] == expected
    some = room.ask("/statements.jsonl?manner=direct&from=2031-03").text.splitlines()
    assert 0 < len(some) < len(expected)
    assert len(room.ask("/corrections.jsonl").text.splitlines()) == 3
    (link,) = map(json.loads, room.ask("/links.jsonl").text.splitlines())
    assert link["judgement"] == "same"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing.json", 404),
        ("/page/ffff.json", 404),
        ("/statement/ffffffff.json", 404),
        ("/search.json?from=soon", 400),
        ("/search.json?limit=0", 400),
        ("/search.json?limit=１", 400),
        ("/statements.jsonl?until=soon", 400),
        ("/statements.jsonl?mood=x", 400),
        ("/links.json?kind=friend", 400),
        ("/search.json?words=" + "x" * 600, 400),
        ("/search.json?words=" + "x" * 5000, 414),
        ("/actor/..%2f..%2fetc%2fpasswd.json", 404),
        ("/page/..%2f..%2f..%2fetc%2fpasswd.json", 404),
        ("/statement/%00%27%3b--.json", 404),
    ],
)
def test_what_cannot_be_answered_is_a_problem_with_a_sentence(room: Server, path: str, status: int) -> None:
    answer = room.ask(path.encode("utf-8").decode("latin-1") if path.isascii() else path.replace("１", "%EF%BC%91"))
    assert answer.status == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json
    assert problem["status"] == status
    assert set(problem) == {"title", "status", "detail"}
    assert re.match(r"\S.*[.?]$", problem["detail"]), problem["detail"]
    assert "Traceback" not in problem["detail"]


def test_a_cut_off_reader_does_not_hold_the_room_up(room: Server) -> None:
    for _ in range(20):
        connection = http.client.HTTPConnection("127.0.0.1", room.port, timeout=10)
        connection.request("GET", "/statements.jsonl")
        connection.close()
    assert room.ask("/statements.jsonl").status == 200


def test_every_example_of_the_page_is_answered(db: Path, tmp_path: Path) -> None:
    """What docs/http.md says to type is typed, against a record of the samples and with ids that it has."""
    if shutil.which("curl") is None:
        pytest.skip("there is no curl on this machine")
    page = (Path(__file__).parents[1] / "docs" / "http.md").read_text(encoding="utf-8")
    examples = [block for block in re.findall(r"^```sh\n(.*?)^```$", page, re.MULTILINE | re.DOTALL) if "curl" in block]
    assert len(examples) == 3
    copy = tmp_path / "a.db"
    shutil.copy(db, copy)
    with Store.open(str(copy)) as store:
        left, right = (row["id"] for row in islice(store.search(Query()), 2, 4))
    with served(copy, edit=True, token=TOKEN) as room:
        for block in examples:
            typed = re.sub(r"^onrecord serve.*\n", "", block, flags=re.MULTILINE)
            typed = typed.replace("127.0.0.1:8001", f"127.0.0.1:{room.port}").replace("Bearer TOKEN", f"Bearer {TOKEN}")
            typed = typed.replace("3f9a2c71", left[:12]).replace("77b0d1e5", right[:12])
            script = f'set -e; curl() {{ command curl -sS --fail-with-body "$@"; echo; }}\n{typed}'
            done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
            assert (done.returncode, done.stderr) == (0, ""), done.stdout
        assert [row["field"] for row in room.ask("/corrections.json").json["corrections"]][:2] == ["undo", "speaker"]
        assert {left, right} in [{one["left"], one["right"]} for one in room.ask("/links.json?kind=line").json["links"]]
    assert (tmp_path / "timeline.svg").read_text().startswith("<?xml")
    assert len((tmp_path / "truce.csv").read_text().splitlines()) > 1


def test_files_are_what_the_document_says_and_refused_with_a_problem(room: Server) -> None:
    paths = room.ask("/openapi.json").json["paths"]
    for address, forms in openapi.FILES.items():
        for form in forms:
            (media,) = paths[f"{address}.{form}"]["get"]["responses"]["200"]["content"]
            asked = room.ask(f"{address.removesuffix('/{id}')}.{form}")
            if asked.status == 200:
                assert asked.headers["content-type"].partition(";")[0] == media
            assert form == "png" or asked.status == 200
    nothing = room.ask("/timeline.svg?from=1901&until=1902")
    assert (nothing.status, nothing.headers["content-type"]) == (404, "application/problem+json")


def test_the_document_is_openapi_3_1(room: Server) -> None:
    document = room.ask("/openapi.json").json
    assert document["openapi"] == "3.1.0"
    names = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert len(names) == len(set(names))
    references = set(re.findall(r'"#/components/(\w+)/(\w+)"', json.dumps(document)))
    assert all(name in document["components"][part] for part, name in references)


def test_schemathesis_finds_nothing(room: Server, db: Path, tmp_path: Path) -> None:
    if find_spec("schemathesis") is None:
        pytest.skip("schemathesis is not installed: pip install 'onrecord[dev]'")
    config = (Path(__file__).parent / "schemathesis.toml").read_text()
    for start, known in things(db).items():
        if start in ("/page", "/statement", "/actor", "/line", "/occasion", "/story", "/timeline"):
            config += f'\n[[operations]]\ninclude-path-regex = "^{start}/"\nparameters = {{ id = "{known[0]}" }}\n'
    (tmp_path / "schemathesis.toml").write_text(config)
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(tmp_path / "schemathesis.toml"), "run"]
    command += [f"{room.address}/openapi.json", "--header", f"Authorization: Bearer {TOKEN}", "--no-color"]
    command += ["--exclude-path-regex", r"search\.(csv|jsonl)$|\.(svg|png)$"]  # these rooms again, as files
    command += ["--max-examples", "2", "--request-timeout", "30", "--seed", "1", "--phases", "coverage,fuzzing"]
    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, timeout=300)
    assert result.returncode == 0, result.stdout[-6000:] + result.stderr[-500:]
    shutil.rmtree(tmp_path / ".schemathesis", ignore_errors=True)
