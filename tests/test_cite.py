from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.cite import cite
from onrecord.errors import UsageError

ID = "0123456789abcdef" * 4


def statement(content: str = "“The bridge is safe,”", **more: Any) -> dict[str, Any]:
    return {
        "id": ID,
        "page": "p1",
        "file": "pages/a.txt",
        "url": "https://post.example/toll_rise?a=1&b=%7B",
        "outlet": "Harbour Post",
        "title": "Toll to rise",
        "published": {"value": "2031-03-04", "basis": "stated", "span": None},
        "quote": {"source": "Brunn", "cue": "said", "content": content},
        "manner": "direct",
        "speaker": {"name": "Ada Brunn", "kind": "person", "basis": "full-name"},
        "co_speakers": [],
        "via": [],
        **more,
    }


def test_a_citation_is_a_sentence() -> None:
    assert cite(statement()) == (
        "Ada Brunn, “The bridge is safe”, in “Toll to rise”, Harbour Post, 4 March 2031, "
        "https://post.example/toll_rise?a=1&b=%7B. onrecord 0123456789ab."
    )


def test_what_is_not_known_is_left_out() -> None:
    bare = statement(url=None, outlet=None, title=None, published=None, speaker=None)
    assert cite(bare) == "Brunn, “The bridge is safe”, n.d., file pages/a.txt. onrecord 0123456789ab."
    nobody = bare | {"quote": bare["quote"] | {"source": ""}}
    assert cite(nobody).startswith("“The bridge is safe”, n.d., ")
    assert json.loads(cite(nobody, "csl"))[0].keys() == {"id", "type", "note", "archive", "archive_location"}
    assert re.findall(r"^  (\w+) =", cite(nobody, "bibtex"), re.M) == ["year", "note", "annotation"]
    assert "year = {n.d.}" in cite(nobody, "bibtex")


def test_what_is_inferred_stands_in_brackets_and_what_is_not_verbatim_says_so() -> None:
    one = statement(
        "that the bridge was safe",
        manner="indirect",
        speaker={"name": "Ada Brunn", "basis": "pronoun"},
        co_speakers=[{"name": "Tomas Rey-Holt", "basis": "full-name"}, {"name": None, "basis": "none"}],
        via=[{"name": "Meridian Wire"}],
        published={"value": "2031-03", "basis": "inferred"},
    )
    assert cite(one, accessed="2031-04-01T09:00:00Z") == (
        "[Ada Brunn] and Tomas Rey-Holt, “that the bridge was safe” (indirect speech), via Meridian Wire, "
        "in “Toll to rise”, Harbour Post, [March 2031], https://post.example/toll_rise?a=1&b=%7B, "
        "accessed 1 April 2031. onrecord 0123456789ab."
    )
    assert "(partly indirect speech)" in cite(statement(manner="mixed"))
    assert json.loads(cite(one, "csl", "2031-04-01T09:00:00Z"))[0]["accessed"] == {"date-parts": [[2031, 4, 1]]}
    assert "urldate = {2031-04-01}," in cite(one, "bibtex", "2031-04-01T09:00:00Z")


@pytest.mark.parametrize(
    ("content", "cited"),
    [
        ("“The toll stays.”", "“The toll stays.”"),
        ('"The toll stays."', "“The toll stays.”"),
        ("“No,” … “not before June.”", "“No, … not before June.”"),
        ("the toll “stays” for now", "“the toll ‘stays’ for now”"),
        ('the toll "stays" (or "not")', "“the toll ‘stays’ (or ‘not’)”"),
        ("“We shall see", "“‘We shall see”"),
        ("“One.”\n\n“Two.”", "“‘One.’ ‘Two.’”"),
        ("the toll’s end", "“the toll’s end”"),
        ("“The ‘toll’ stays”", "“The ‘toll’ stays”"),
        ("„Sie bleibt“", "“Sie bleibt”"),
    ],
)
def test_quotation_marks_within_the_words(content: str, cited: str) -> None:
    assert cite(statement(content)).startswith(f"Ada Brunn, {cited}, in ")


@pytest.mark.parametrize(
    ("value", "spoken", "parts"),
    [
        ("2031", "2031", [[2031]]),
        ("2031-12", "December 2031", [[2031, 12]]),
        ("2031-03-04T10:00:00+01:00", "4 March 2031", [[2031, 3, 4]]),
        ("2031-03-04/2031-04", "4 March 2031–April 2031", [[2031, 3, 4], [2031, 4]]),
        ("0031-01", "January 0031", [[31, 1]]),
        ("--03-04", "--03-04", None),
        ("2031-13", "2031-13", None),
        ("last Monday", "last Monday", None),
    ],
)
def test_a_date_is_as_precise_as_it_is(value: str, spoken: str, parts: list[list[int]] | None) -> None:
    dated = statement(published={"value": value, "basis": "stated"})
    assert f", {spoken}, https" in cite(dated)
    assert json.loads(cite(dated, "csl"))[0].get("issued") == (parts and {"date-parts": parts})
    assert ("year = {n.d.}" in cite(dated, "bibtex")) == (parts is None)


def test_csl_json_is_what_reference_managers_take() -> None:
    assert json.loads(cite(statement(), "csl")) == [
        {
            "id": "onrecord-0123456789ab",
            "type": "article-newspaper",
            "title": "Toll to rise",
            "container-title": "Harbour Post",
            "issued": {"date-parts": [[2031, 3, 4]]},
            "URL": "https://post.example/toll_rise?a=1&b=%7B",
            "note": "Ada Brunn, “The bridge is safe”",
            "archive": "onrecord",
            "archive_location": ID,
        }
    ]
    assert json.loads(cite(statement(outlet=None), "csl"))[0]["type"] == "webpage"
    assert json.loads(cite(statement(outlet=None, url=None), "csl"))[0]["type"] == "document"


def test_bibtex_is_escaped() -> None:
    hostile = statement(
        "100% of {tolls} & $5 #1 a_b c~d e^f \\input{x}", title="A & B_C {", url="https://a.example/{x} y\\z%20"
    )
    assert cite(hostile, "bibtex") == (
        "@article{onrecord-0123456789ab,\n"
        "  title = {{A \\& B\\_C \\{}},\n"
        "  journal = {Harbour Post},\n"
        "  year = {2031},\n"
        "  month = mar,\n"
        "  day = {4},\n"
        "  url = {https://a.example/%7Bx%7D%20y%5Cz%20},\n"
        "  note = {Ada Brunn, “100\\% of \\{tolls\\} \\& \\$5 \\#1 a\\_b c\\textasciitilde{}d e\\textasciicircum{}f "
        "\\textbackslash{}input\\{x\\}”},\n"
        f"  annotation = {{onrecord {ID}}},\n"
        "}"
    )
    assert cite(statement(outlet=None), "bibtex").startswith("@online{")
    assert cite(statement(outlet=None, url=None), "bibtex").startswith("@misc{")


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@given(WORDS, WORDS, WORDS)
def test_any_words_make_a_citation_that_has_them_all(content: str, title: str, name: str) -> None:
    one = statement(content, title=title, speaker={"name": name, "basis": "full-name"})
    said = re.sub(r"[\W_]", "", content)
    item = json.loads(cite(one, "csl"))[0]
    bibtex = cite(one, "bibtex")
    for cited in (cite(one), item["note"], re.sub(r"\\text\w+", "", bibtex)):
        assert said in re.sub(r"[\W_]", "", cited)
    assert "\n" not in cite(one)
    assert not any(unicodedata.category(letter) == "Cc" for letter in cite(one))
    plain = re.sub(r"\\[{}]", "", bibtex)
    assert plain.count("{") == plain.count("}")


def test_another_style_is_refused() -> None:
    with pytest.raises(UsageError, match="text, csl, bibtex"):
        cite(statement(), "apa")
