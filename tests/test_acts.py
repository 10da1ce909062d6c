"""What statements do: PLOVER's verbal event types."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import acts
from onrecord.acts import act
from onrecord.record import Act, Article, Statement

READ = {
    ("urged", "calm"): "request",
    ("called for", "a truce"): "request",
    ("refused", "to support the plan"): "reject",
    ("denied", "the raid"): "reject",
    ("accused", "Ruritania of a raid"): "accuse",
    ("welcomed", "the plan"): "support",
    ("admitted", "a mistake"): "concede",
    ("pledged", "aid"): "agree",
    ("threatened", "a raid"): "threaten",
    ("discussed with Lund", "the plan"): "consult",
    ("discussed", "the plan"): None,  # with whom is not said
    ("agreed", "to a truce"): "agree",
    ("agrees", "that it rains"): None,  # an opinion
    ("offered", "their thoughts"): None,
    ("refrained from endorsing", "the plan"): None,
    ("pleaded guilty", "to a raid"): None,
    ("said", "he should have left"): None,
    ("said", "we must wait"): None,  # nobody else is asked
    ("said", "that Lund should leave"): "request",
    ("said", "Ruritania will not be punished"): None,
    ("said", "to those who won't leave that it rains"): None,
    ("said", "that Ruritania must leave"): "request",
    ("said", "Ruritania will not leave"): "reject",
    ("said", "“We support the plan”"): "support",
    ("said", "they are ready to talk"): "agree",
    ("warned", "it will rain"): None,
    ("said", "it rains"): None,
    ("said", "we support the plan and Ruritania must leave"): None,  # two things
    ("did not agree", "to the plan"): None,
    ("hold phone call on", "the plan"): "consult",
    ("allegedly", "they were beaten"): None,
    ("believes", "that Ruritania must leave"): None,  # a thought, not said
}


@pytest.mark.parametrize(("cue", "content"), READ)
def test_an_act(cue: str, content: str) -> None:
    text = f"Roe {cue} {content}."
    spans = {"cue": ((4, 4 + len(cue)),), "content": ((5 + len(cue), len(text) - 1),)}
    one = Statement(id="1", source=((0, 3),), manner="indirect", score=1.0, **spans)
    assert act(Article(text=text), (one,))[0].act == READ[cue, content]


def test_every_act_can_be_searched_for() -> None:
    assert {name for name, _ in (*acts._CUES, *acts._CONTENTS)} <= set(get_args(Act))


@given(st.text(min_size=1, max_size=300))
def test_any_text_has_an_act_or_none(text: str) -> None:
    one = Statement(id="1", source=(), cue=(), content=((0, len(text)),), manner="direct", score=1.0)
    assert act(Article(text=text), (one,))[0].act in {None, "agree", "support", "request", "reject", "threaten"}
