"""Names and labels of an actor, and its positions on a topic: what is planted is found, each with its words."""

from __future__ import annotations

from typing import Any

import pytest
from gold import PLANTED, gold, rows, span_of
from msgspec.structs import replace

from onrecord.acts import act
from onrecord.align.labels import Use, uses
from onrecord.align.positions import changes, on_topic, wordings
from onrecord.record import Article, Block, Reading

GROUP = ("Sivar Front", "Mountain Guard")


def planted_uses() -> list[Use]:
    return [use for reading in gold().values() for use in uses(reading, GROUP, armed=True)]


@pytest.mark.parametrize("planted", PLANTED["label"][0]["uses"], ids=lambda use: f"{use['file']}-{use['label']}")
def test_every_planted_label_is_found(planted: dict[str, Any]) -> None:
    text = gold()[planted["file"]].article.text
    span = span_of(text, planted["words"])
    assert span
    found = [use for use in planted_uses() if use.file == planted["file"] and span[0] <= use.span[0] < span[1]]
    assert (planted["label"], planted["inside"]) in [(use.label, use.inside) for use in found]


def test_no_other_label_is_found() -> None:
    others = {
        (use.file, use.label)
        for use in planted_uses()
        if use.label not in GROUP
        and not any(p["file"] == use.file and p["label"] == use.label for p in PLANTED["label"][0]["uses"])
    }
    # In words that the plan does not list: 'nine, all of them fighters'.
    assert others == {("eastmere-truce.txt.gz", "fighters"), ("ordan-truce.html", "fighters")}
    for use in planted_uses():
        text = gold()[use.file].article.text
        assert " ".join(text[slice(*use.span)].split()).casefold() == use.label.casefold()
        assert use.sentence[0] <= use.span[0] < use.sentence[1]


def page(text: str) -> Reading:
    block = Block(kind="body", start=0, end=len(text), why="")
    return Reading(page="p", file="p", sha256="p", made_by="t", article=Article(text=text, blocks=(block,)))


def test_a_label_is_the_nearest_groups_and_nobodys_where_two_are_named() -> None:
    text = "The rebels of the River Front met the militants of the Hill Guard. The terrorists left."
    found = [(use.label, use.basis) for use in uses(page(text), ["River Front"], True, ["Hill Guard"])]
    assert found == [("rebels", "beside"), ("River Front", "name")]
    alone = [use.label for use in uses(page("The River Front came. The terrorists left."), ["River Front"], armed=True)]
    assert alone == ["River Front", "terrorists"]


def test_a_government_is_a_regime_beside_its_name_alone() -> None:
    text = "The Kestrian regime and the Velhanian government spoke of another regime."
    assert [use.label for use in uses(page(text), ["Kestria"])] == ["regime"]


def test_scare_quotes_are_inside() -> None:
    found = [use.inside for use in uses(page("He called the “rebels” of the River Front rebels."), ["River Front"])]
    assert found == [True, False, False]


def test_the_planted_changes_of_position_are_candidates() -> None:
    planted = PLANTED["position"][0]["changes"]
    said = []
    for file, reading in gold().items():
        acted = replace(reading, statements=act(reading.article, reading.statements))
        for row in rows(acted):
            day = next((one["on"] for one in planted if _says(row, one, file)), (row["published"] or {}).get("value"))
            if row["speaker"]["name"] in ("Kestria", "Liska Thornau", "Joren Madrek"):
                said.append({**row, "file": file, "date": day, "content": row["quote"]["content"]})
    topic = ["mediators", "mediation", "good offices"]
    found = on_topic(said, topic)
    by_id = {row["id"]: row for row in found}
    turns = [(by_id[one.after]["file"], one.acts) for one in changes(found)]
    assert ("gazette-accepts.html", ("reject", "agree")) in turns
    first = {one.words: by_id[one.first]["file"] for one in wordings(found, topic)}
    assert first["good offices"] == "gazette-accepts.html"
    assert first["mediators"] == "courier-ultimatum.html"


def _says(row: dict[str, Any], change: dict[str, Any], file: str) -> bool:
    words = row["quote"]["content"].strip("“”‘’,")
    return change["file"] == file and words[:20] in change["words"]


def test_acts_of_one_day_and_without_date_are_no_change() -> None:
    def row(id: str, act: str, day: str | None) -> dict[str, Any]:
        return {"id": id, "act": act, "date": day, "content": "talks"}

    one, other = row("1", "reject", "2031-03-04"), row("2", "agree", "2031-03-05")
    assert [change.acts for change in changes([one, other])] == [("reject", "agree")]
    assert not list(changes([one, row("2", "agree", "2031-03-04")]))
    assert not list(changes([one, row("2", "agree", None)]))
    assert not list(changes([one, row("2", "accuse", "2031-03-05")]))
    assert on_topic([other, one], ["talk"]) == [one, other]
    assert on_topic([one], ["", "…"]) == []
