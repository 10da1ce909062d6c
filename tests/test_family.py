from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from press import prose, reading, spun

from onrecord.align.families import families
from onrecord.align.family import Part, View, view
from onrecord.record import Named, Reading, words_at

WORDS = ["vosk", "sarn", "tren", "hild", "12", "oru"]
PARAGRAPH = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)


def told(view: View, page: Reading) -> tuple[str, list[str]]:
    member = next(member for member in view.members if member.page == page.page)
    return member.kind, [part.kind for part in member.parts]


def test_what_each_page_kept_dropped_added_and_changed() -> None:
    text = prose("text", 6)
    pages = {
        "whole": reading("whole", text, "One", "2031-03-04"),
        "same": reading("same", text, "Two", "2031-03-05"),
        "cut": reading("cut", text[:4], "Three", "2031-03-05"),
        "lead": reading("lead", [*prose("lead", 1), *text[1:]], "Four", "2031-03-05"),
        "own": reading("own", [text[0], *prose("own", 1), *text[1:]], "Five", "2031-03-05"),
        "spun": reading("spun", spun(text, 1), "Six", "2031-03-05"),
    }
    seen = view(list(pages.values()))
    assert seen.yardstick == pages["whole"].page
    assert [told(seen, page) for page in pages.values()] == [
        ("whole", ["kept"] * 6),
        ("identical", ["kept"] * 6),
        ("shortened", ["kept"] * 4 + ["dropped"] * 2),
        ("new lead", ["added", "dropped"] + ["kept"] * 5),
        ("enlarged", ["kept", "added"] + ["kept"] * 5),
        ("reworded", ["changed"] * 6),
    ]
    assert next(member.share for member in seen.members if member.page == pages["cut"].page) == 0.6667


def test_a_change_points_at_the_words_on_either_page() -> None:
    text = "The council of Vosk met on Monday and closed the bridge to carts from Sarn."
    changed = text.replace("on Monday", "last Monday").replace("carts", "all carts")
    one, two = (
        reading("a", [text, *prose(1)], "One", "2031-03-04"),
        reading("b", [changed, *prose(1)], "Two", "2031-03-05"),
    )
    seen = view([one, two])
    part = seen.members[1].parts[0]
    ops = [(op.kind, words_at(one.article.text, op.left), words_at(two.article.text, op.right)) for op in part.ops]
    assert [op for op in ops if op[0] != "same"] == [("changed", "on", "last"), ("right", "", "all")]


def test_a_paragraph_that_moved_is_kept() -> None:
    text = prose("text", 5)
    moved = [text[3], *text[:3], text[4]]
    seen = view([reading("a", text, "One", "2031-03-04"), reading("b", moved, "Two", "2031-03-05")])
    assert {part.kind for part in seen.members[1].parts} == {"kept"}


def test_two_paragraphs_run_together_are_not_dropped() -> None:
    text = prose("text", 5)
    seen = view(
        [reading("a", text, "One", "2031-03-04"), reading("b", [" ".join(text[:2]), *text[2:]], "Two", "2031-03-05")]
    )
    assert "dropped" not in {part.kind for part in seen.members[1].parts}


def credited(page: Reading, *agencies: str) -> Reading:
    named = tuple(Named(name=name, basis="credit", span=(0, 4)) for name in agencies)
    return replace(page, article=replace(page.article, agencies=named))


def test_the_origin_is_the_agency_that_the_pages_credit() -> None:
    text = prose("text")
    one, two, own = (reading(name, text, name, "2031-03-04") for name in ("One", "Two", "Vosk Wire"))
    origin = view([credited(one, "Vosk Wire"), credited(two, "Vosk Wire")]).origin
    assert (origin.name, origin.page, origin.basis) == ("Vosk Wire", None, "agency")
    assert {page for page, _ in origin.credits} == {one.page, two.page}
    assert view([credited(one, "Vosk Wire"), own]).origin.page == own.page


def test_the_origin_is_the_oldest_page_that_lacks_nothing() -> None:
    text = prose("text")
    old, new = reading("old", text, "One", "2031-03-04"), reading("new", text[:5], "Two", "2031-03-05")
    origin = view([new, old]).origin
    assert (origin.name, origin.page, origin.basis) == ("One", old.page, "earliest")


def test_the_origin_is_unknown_when_nothing_tells() -> None:
    text = prose("text")
    undated = [reading("a", text, "One", "2031-03-04"), reading("b", text, "Two")]
    same_day = [reading("a", text, "One", "2031-03-04"), reading("b", text, "Two", "2031-03-04")]
    shorter = [reading("a", text[:3], "One", "2031-03-04"), *(reading(n, text, n, "2031-03-05") for n in "bc")]
    several = [credited(same_day[0], "Vosk Wire"), credited(same_day[1], "Sarn Press")]
    for pages in (undated, same_day, shorter, several):
        origin = view(pages).origin
        assert (origin.name, origin.page, origin.basis) == (None, None, "unknown"), origin.why


@given(st.lists(st.lists(PARAGRAPH, min_size=1, max_size=6), min_size=1, max_size=4))
def test_every_paragraph_of_a_page_is_told_once_and_in_order(texts: list[list[str]]) -> None:
    pages = [reading(f"{n}", text, f"{n}", "2031-03-04") for n, text in enumerate(texts)]
    seen = view(pages)
    of = {page.page: page for page in pages}
    assert {member.page for member in seen.members} == of.keys()
    for member in seen.members:
        spans = [part.span for part in member.parts if part.span]
        assert spans == [(b.start, b.end) for b in of[member.page].article.blocks if b.kind == "body"]
        wholes = [part.whole for part in member.parts if part.whole]
        assert len(wholes) == len(set(wholes))
        assert 0 <= member.share <= 1
        assert all(_sides(part) for part in member.parts)


def _sides(part: Part) -> bool:
    sides = {"kept": (True, True), "changed": (True, True), "added": (True, False), "dropped": (False, True)}
    return (part.span is not None, part.whole is not None) == sides[part.kind] and (
        not part.ops or part.kind == "changed"
    )


def test_families_of_groups_and_of_pages_that_hold_more() -> None:
    groups = {"a": ("a", "a2"), "h": ("h", "h2")}
    held = [("h", "a"), ("h2", "b"), ("m", "n"), ("n", "m")]
    assert [(family.id, family.members, family.besides) for family in families(groups, held)] == [
        ("a", ("a", "a2", "h", "h2"), ("h", "h2")),
        ("b", ("b", "h", "h2"), ("h", "h2")),
        ("h", ("h", "h2"), ()),
        ("m", ("m", "n"), ("n",)),
    ]
