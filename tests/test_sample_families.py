"""Every planted copy, cut and new lead of the sample pages is found, and nothing else; and families are written."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from press import run

from onrecord.align.family import view
from onrecord.clean import clean
from onrecord.cli import main
from onrecord.groups import rows
from onrecord.ingest import pages
from onrecord.linking import Step
from onrecord.linking.copies import copies
from onrecord.linking.families import families
from onrecord.linking.stories import stories
from onrecord.record import Page, Reading
from onrecord.store import Store

SAMPLES = Path(__file__).parents[1] / "src" / "onrecord" / "samples"
PLANTED = tomllib.loads((SAMPLES / "PLANTED.toml").read_text(encoding="utf-8"))["family"]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A record of the sample pages, their texts alone, with copies and stories joined."""
    path = str(tmp_path_factory.mktemp("samples") / "samples.db")
    with Store.open(path, create=True) as store:
        for page in pages([str(SAMPLES / "pages")]):
            assert isinstance(page, Page)
            article, problems = clean(page)
            made = {"sha256": page.sha256, "made_by": "test 1", "article": article, "problems": problems}
            store.add(Reading(page=page.id, file=Path(page.file).name, url=page.url, **made), page)
        for step in (Step("copies", 1, copies), Step("stories", 1, stories)):
            run(store, step)
    return path


@pytest.fixture
def store(path: str) -> Iterator[Store]:
    with Store.open(path) as store:
        yield store


def test_the_planted_families_are_found_and_nothing_else(store: Store) -> None:
    found = [{Path(member["file"]).name for member in row["members"]} for row in rows(store, "families")]
    planted = [{member["file"] for member in family["members"]} for family in PLANTED]
    assert sorted(map(sorted, found)) == sorted(map(sorted, planted))


@pytest.mark.parametrize("family", PLANTED, ids=lambda family: family["name"])
def test_a_planted_family_is_compared_as_planted(store: Store, family: dict[str, Any]) -> None:
    readings = {
        Path(page.file).name: page for one in families(store) for page in map(store.reading, one.members) if page
    }
    members = {name: readings[name] for name in (member["file"] for member in family["members"])}
    seen = view(list(members.values()))
    assert seen.origin.name == family["origin"]
    assert seen.origin.basis == "agency"
    whole = next(one for one in members.values() if one.page == seen.yardstick)
    body = [(block.start, block.end) for block in whole.article.blocks if block.kind == "body"]
    for planted in family["members"]:
        page = members[planted["file"]]
        member = next(member for member in seen.members if member.page == page.page)
        dropped = [body.index(part.whole) + 1 for part in member.parts if part.kind == "dropped" and part.whole]
        added = [page.article.text[slice(*part.span)] for part in member.parts if part.kind == "added" and part.span]
        assert dropped == planted.get("cut", [])
        assert len(added) == len(planted.get("added", []))
        assert all(text.startswith(words) for text, words in zip(added, planted.get("added", []), strict=True))
        assert member.kind in {planted["kind"], "whole"}


def test_the_planted_story_is_one(store: Store) -> None:
    (story,) = rows(store, "stories")
    assert {Path(member["file"]).name for member in story["members"]} == {
        path.name for path in (SAMPLES / "pages").iterdir()
    }


@pytest.mark.parametrize("kind", ["families", "stories", "lines", "occasions"])
def test_groups_are_written_one_a_line(path: str, kind: str) -> None:
    done = CliRunner().invoke(main, ["export", path, "--format", kind])
    assert done.exit_code == 0, done.output
    groups = [json.loads(line) for line in done.stdout.splitlines()]
    assert bool(groups) == (kind in ("families", "stories"))
    for group in groups:
        assert group["id"] in {member["id"] for member in group["members"]}
        assert all({"id", "file", "url"} <= member.keys() for member in group["members"])


def test_a_page_that_is_gone_is_left_out_of_what_is_written(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    head = store.head
    monkeypatch.setattr(store, "head", lambda number: None if head(number).file == "halyard-call.txt" else head(number))
    assert [len(row["members"]) for row in rows(store, "families")] == [2, 2]
