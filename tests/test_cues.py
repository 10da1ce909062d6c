"""The table of reporting verbs and their forms."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from onrecord.rules.cues import FORMS, SPEAKING, inflections
from onrecord.rules.frames import HEDGES


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("say", "say says said saying"),
        ("argue", "argue argues argued arguing"),
        ("deny", "deny denies denied denying"),
        ("admit", "admit admits admitted admitting"),
        ("stress", "stress stresses stressed stressing"),
        ("convey", "convey conveys conveyed conveying"),
        ("write", "write writes wrote written writing"),
    ],
)
def test_forms_of_a_verb(verb: str, forms: str) -> None:
    assert [form for form, _ in inflections(verb)] == forms.split()


def test_every_form_leads_back_to_a_verb_of_the_table() -> None:
    table = tomllib.loads(files("onrecord.rules").joinpath("cues.toml").read_text(encoding="utf-8"))
    verbs = [verb for group in table["verbs"].values() for verb in group.split()]
    assert len(verbs) == len(set(verbs)), "a verb stands in one group"
    assert set(table["irregular"]) <= set(verbs), "an irregular verb that is in no group has no use"
    assert {verb for verb, kind, _ in FORMS.values() if kind != "adjective"} <= set(verbs)
    assert {"said", "asked", "tells"} <= SPEAKING <= set(FORMS)


def test_the_weights_are_of_features_that_the_rules_know() -> None:
    lines = files("onrecord.rules").joinpath("rules.tsv").read_text(encoding="utf-8").splitlines()
    names = [line.rpartition("\t")[0] for line in lines]
    assert names == sorted(names)
    kinds = {name.split(" ")[0] for name in names}
    known = "after ahead all before begins end form mood pieces quoted shape size source title verb"
    assert kinds == set(known.split())
    lemmas = {verb for verb, _, _ in FORMS.values()} | HEDGES | {"according", ":"}
    assert {name[5:] for name in names if name.startswith("verb ")} <= lemmas
