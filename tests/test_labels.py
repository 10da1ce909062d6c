"""The labels of a transcript's turns: unnamed reporters, the one spokesperson, names in capitals."""

from __future__ import annotations

import pytest

from onrecord.actors import Registry, name
from onrecord.extract import extract
from onrecord.record import Article, Mention

REGISTRY = Registry.load()
MEETING = """Remarks With Tarnish Foreign Minister Dora Lund After Their Meeting

Oleg Marlow
Foreign Minister of Ruritania

FOREIGN MINISTER LUND: Good afternoon. The season begins in May.

MINISTER MARLOW: Thank you, Dora. We agree on the road.

QUESTION: Minister Marlow, when will it open?

MINISTER MARLOW: In June.

MODERATOR: Thank you all."""


def read(text: str) -> tuple[list[Mention], tuple[Mention, ...]]:
    article = Article(text=text)
    statements, names = name(article, extract("page", article, ()), REGISTRY)
    return [statement.speaker for statement in statements if statement.speaker], names


def test_names_in_capitals_are_those_of_the_page() -> None:
    speakers, names = read(MEETING)
    assert [(one.name, one.kind) for one in speakers] == [
        ("Dora Lund", "person"),
        ("Oleg Marlow", "person"),
        ("reporter", "unnamed"),
        ("Oleg Marlow", "person"),
        ("moderator", "unnamed"),
    ]
    assert [one.office for one in speakers[:2]] == ["Foreign Minister", "Minister"]
    shown = {one.name for one in names}
    assert shown.isdisjoint({"QUESTION", "MARLOW", "LUND", "Good", "Thank"})


@pytest.mark.parametrize("label", ["MR MARLOW", "MARLOW", "SECRETARY MARLOW"])
def test_a_name_only_in_capitals_is_put_in_small_letters(label: str) -> None:
    speakers, _ = read(f"Briefing\n\n{label}: Good day.\n\nQ: And?\n\n{label}: Rain fell.\n\nREPORTER: Why?")
    assert [(one.name, one.kind) for one in speakers] == [
        ("Marlow", "person"),
        ("reporter", "unnamed"),
        ("Marlow", "person"),
        ("reporter", "unnamed"),
    ]


def test_a_body_that_the_text_names_in_capitals_stays_one() -> None:
    speakers, _ = read("Talks\n\nBBX: Why?\n\nLEE: The BBX knows.\n\nBBX: No.\n\nLEE: Rain fell.")
    assert [(one.name, one.kind) for one in speakers[:2]] == [("BBX", "organisation"), ("Lee", "person")]


@pytest.mark.parametrize(
    ("before", "who", "kind"),
    [
        ("Attribution is on the record from Spokesperson Oleg Marlow.", "Oleg Marlow", "person"),
        ("Spokesperson Oleg Marlow and Spokesman Ian Roe were there.", "spokesperson", "unnamed"),
        ("Rain fell.", "spokesperson", "unnamed"),
    ],
)
def test_who_answers_is_the_one_spokesperson_of_the_page(before: str, who: str, kind: str) -> None:
    speakers, _ = read(f"Taken Question: the road\n\n{before}\n\nQuestion: Will it open?\n\nAnswer: It will.")
    assert [(one.name, one.kind) for one in speakers] == [("reporter", "unnamed"), (who, kind)]


def test_a_transcript_of_many_speakers_is_read_in_time() -> None:
    turns = "\n\n".join(f"MR MARL{chr(65 + i % 26)}{chr(65 + i // 26 % 26)}: Rain fell." for i in range(6000))
    speakers, _ = read(turns)
    assert len(speakers) == 6000
