"""Labels of plain-text pages: invented pages in many styles, what must hold of any text, hostile input."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.clean.blocks import body_score, label
from onrecord.clean.lines import INVISIBLE, phrase, split
from onrecord.record import Block

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[2] / "shared"))

# Each page as (kind, line). A line that begins with a blank goes on in the line above it, behind its dateline.
PAGES = {
    "broadcaster with teasers in the body": [
        ("navigation", "Home / World News"),
        ("title", "Marlow: Talks on the Tarn border need 'no new maps'"),
        ("published", "Published time: 20 Jan, 2031 22:31 Edited time: 21 Jan, 2031 08:05"),
        ("share", "Get short URL"),
        ("caption", "Foreign Minister Ivo Marlow © Petra Lindqvist / Tarn Wire"),
        (
            "body",
            "The border dispute can be settled within weeks if both capitals stop drawing new maps, Foreign Minister "
            "Ivo Marlow said after meeting his counterpart in the lakeside town of Hesk.",
        ),
        (
            "body",
            "“Nobody here needs new maps. We need a customs office that opens on time,” Marlow told journalists on "
            "Wednesday.",
        ),
        ("related-links", "Read more"),
        ("related-links", "Ferry crews end strike as owners agree to pay rise"),
        (
            "body",
            "Marlow added that Wednesday's meeting was the third this year and that the next one would be held before "
            "the end of the month.",
        ),
        ("related-links", "READ MORE: Hesk mayor says lake festival will go ahead despite dispute"),
        (
            "body",
            "The opposition in Tarn has accused the government of giving away too much, saying that the treaty was "
            "never put to parliament.",
        ),
        (
            "body",
            "“They signed first and read later,” said Ulla Brandt, who leads the largest opposition party.",
        ),
        ("share", "Share"),
        ("share", "Follow Lakeside TV on Facebook"),
        ("tags", "Tags: border, Tarn, treaty"),
        ("related-links", "Trending"),
        ("related-links", "Man rows across lake in bathtub, sets record"),
        ("related-links", "Ten things you did not know about herring"),
    ],
    "agency with a standfirst and a dated dateline": [
        ("navigation", "World"),
        ("published", "November 2, 2031, 14:12"),
        ("title", "Minister says talks with Tarn to resume next week"),
        ("body", "The sides are ready to discuss the customs office, the diplomat noted"),
        ("dateline", "HESK, November 2. /LAKEWIRE/."),
        (
            "body",
            " The talks between the two countries on the customs office will resume next week, Deputy Foreign "
            "Minister Anders Holm told reporters on Tuesday.",
        ),
        ("body", '"We are ready, and so are they. It is a question of days," he said.'),
        (
            "body",
            "The deputy minister stressed that no preconditions had been put forward by either side during the "
            "previous round.",
        ),
        (
            "body",
            "According to Holm, experts will meet first and the ministers will join them on the second day.",
        ),
        ("credit", "© 2031 LAKEWIRE. All rights reserved. Reproduction only with a hyperlink."),
    ],
    "menus, a subheading, comments, cookies": [
        ("navigation", "Skip to main content"),
        ("navigation", "Home | News | Politics | Sport | Culture"),
        ("navigation", "Log in"),
        ("newsletter", "Subscribe"),
        ("navigation", "Home » Politics » Foreign affairs"),
        ("title", "Parliament backs lake treaty by narrow margin"),
        ("byline", "By Jorun Ask"),
        ("published", "Tuesday, March 11, 2031 - 09:15"),
        ("share", "Facebook"),
        ("share", "Twitter"),
        ("share", "1.2K Shares"),
        (
            "body",
            "Parliament approved the lake treaty late on Monday by 81 votes to 79 after a debate that lasted eleven "
            "hours and saw two members leave the chamber in protest.",
        ),
        (
            "body",
            "Prime Minister Elna Skov said the vote opened a new chapter, and promised that the customs office would "
            "be staffed by the summer.",
        ),
        ("advert", "Advertisement"),
        (
            "body",
            "“It is a thin majority, but a treaty needs only one vote more than half,” she told members after the "
            "count.",
        ),
        ("body", "What the treaty says"),
        (
            "body",
            "Under the treaty both countries share the costs of patrols on the lake, and fishermen may land their "
            "catch in either harbour without paying duty.",
        ),
        (
            "body",
            "Critics say that the text leaves open who answers for accidents, and they have asked the constitutional "
            "court to look at it.",
        ),
        (
            "author-bio",
            "Jorun Ask is a political correspondent at the Hesk Courier. She can be reached at "
            "jorun@heskcourier.example.",
        ),
        ("comment-form", "3 Comments"),
        ("comment-form", "Leave a Reply"),
        ("comment-form", "Your email address will not be published. Required fields are marked *"),
        ("comment-form", "Name *"),
        ("comment-form", "Email *"),
        (
            "cookie-notice",
            "We use cookies to improve your experience. By continuing to browse you accept our cookie policy.",
        ),
        ("credit", "Copyright © 2031 Hesk Courier. All rights reserved."),
    ],
    "a teaser with a dateline below the body": [
        ("title", "Envoy hails progress on lake commission"),
        ("published", "Sunday, 09 March 2031"),
        ("dateline", "Hesk, (LWA) –"),
        (
            "body",
            " The envoy of the lake states hailed on Sunday the progress made by the joint commission, and said that "
            "a first report would be ready within a month.",
        ),
        (
            "body",
            "During a meeting with the governor, the envoy underlined the importance of direct talks between the two "
            "neighbours.",
        ),
        (
            "body",
            "For his part, the governor affirmed that the region was ready to receive the experts and to offer them "
            "all facilities.",
        ),
        ("byline", "Sana Olin"),
        ("share", "Share on WhatsApp"),
        ("related-links", "Check Also"),
        ("related-links", "Apple harvest begins in the northern valleys"),
        (
            "related-links",
            "Nordal, LWA- The apple harvest has begun in the northern valleys with expectations of a good …",
        ),
    ],
    "a debug dump in the body": [
        ("title", "Governor rules out closing the lake"),
        ("byline", "Web Desk"),
        ("published", "Updated: 10 Mar 2031"),
        (
            "body",
            "Governor Paal Rist on Monday ruled out closing the lake to traffic, saying that the harbour towns could "
            "not live without it.",
        ),
        (
            "debug",
            '{"items": [{"title": "Minister quits over ferry deal", "id": 1}, {"title": "Singer says tour is off", '
            '"id": 2}, {"title": "Police warn of thin ice", "id": 3}]}',
        ),
        (
            "body",
            "“You may as well close the sky,” he told the harbour council, which had asked for a speed limit and more "
            "patrols.",
        ),
        (
            "body",
            "The council will vote on the limit next week, and the governor said that he would accept whatever it "
            "decided.",
        ),
        ("newsletter", "Sign up for our daily newsletter and never miss a story"),
        ("related-links", "You may also like"),
        ("related-links", "Five soups for cold evenings"),
        ("related-links", "Why the herring came back"),
    ],
    "a release in the first person": [
        ("title", "Minister welcomes lake accord"),
        ("body", "Minister for the Lakes Dagny Moe welcomes accord as first step towards a joint fishing season"),
        ("body", "Dagny Moe, Minister for the Lakes, said:"),
        (
            "body",
            "I welcome the accord reached yesterday between the two harbours. It shows that neighbours who argue can "
            "also count.",
        ),
        (
            "body",
            "My officials will work with both sides to make sure that the first joint season can open in April.",
        ),
    ],
    "photograph credit printed twice, time to read": [
        ("title", "Fishermen return to the lake after a year on land"),
        ("byline", "Ketil Brunvand"),
        ("navigation", "2 Min Read"),
        ("caption", "Boats leave the harbour of Hesk (Lakewire Photo)"),
        ("caption", "Boats leave the harbour of Hesk (Lakewire Photo)"),
        (
            "body",
            "Fishermen in Hesk returned to the lake on Tuesday for the first time in a year, after the two harbours "
            "agreed on a joint season.",
        ),
        ("body", "The first boats left before dawn and came back with what one skipper called a decent breakfast."),
        (
            "body",
            "The harbour master said that forty licences had been issued so far and that more would follow in May.",
        ),
        ("share", "Share This Article"),
        ("share", "Follow:"),
        (
            "author-bio",
            "Ketil Brunvand is a journalist at LDN’s lakes section. He previously worked as a deckhand and holds a "
            "degree in history.",
        ),
    ],
}


def page(rows: list[tuple[str, str]], between: str) -> str:
    """The page's text: its lines with `between` between them."""
    text = ""
    for _, line in rows:
        text += line if line.startswith(" ") else (between if text else "") + line
    return text


def told(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in label(text)]


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n\n    ", "\r\n\r\n", "\u200f\n\u200e"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_comes_apart_as_it_was_put_together(name: str, between: str) -> None:
    text = page(PAGES[name], between)
    assert told(text) == [(kind, line.strip()) for kind, line in PAGES[name]]


def test_a_title_printed_twice_is_the_title_once() -> None:
    rows = PAGES["a teaser with a dateline below the body"]
    text = page([rows[0], *rows], "\n\n")
    assert [kind for kind, _ in told(text)][:3] == ["title", "other", "published"]


@pytest.mark.parametrize("name", PAGES)
def test_a_count_of_comments_above_the_body_does_not_swallow_it(name: str) -> None:
    rows = PAGES[name]
    under = [kind for kind, _ in rows].index("title") + 1
    text = page([*rows[:under], ("comment-form", "12 Comments"), *rows[under:]], "\n\n")
    assert [line for kind, line in told(text) if kind == "body"] == [line.strip() for k, line in rows if k == "body"]


def test_a_headline_below_read_more_is_not_body_however_much_it_looks_so() -> None:
    rows = PAGES["broadcaster with teasers in the body"]
    headline = "Marlow told parliament that the border dispute over the lake would be settled within weeks"
    text = page([("", headline) if line.startswith("Ferry crews") else (kind, line) for kind, line in rows], "\n")
    assert ("related-links", headline) in told(text)


def test_the_turns_of_a_transcript_are_body_however_short() -> None:
    turns = [
        "MINISTER MARLOW: Good afternoon.",
        "QUESTION: Will the season be joint?",
        "MINISTER MARLOW: It will, and for many years.",
        "QUESTION: From when on?",
    ]
    text = "\n\n".join(["Remarks After the Meeting on the Lakes", "March 4, 2031", *turns])
    assert [text[b.start : b.end] for b in label(text) if b.kind == "body"] == turns


def test_a_tag_below_its_heading_is_no_subheading() -> None:
    said = "Marlow said on Monday that the season for the fishing fleet would be a joint one from the first of May on."
    lines = ["Marlow: Lake season to be joint", said, "Trends", "Lake season, customs office in Hesk", said, said]
    assert [block.kind for block in label("\n\n".join(lines))][2:4] == ["tags", "tags"]


def test_comments_are_not_body() -> None:
    comment = "I have fished that lake for forty years and I say that nobody asked us before they drew their lines."
    answer = "Well said, and the minister should come out here in November and see for himself what the weather does."
    rows = PAGES["menus, a subheading, comments, cookies"]
    cut = [line for _, line in rows].index("Leave a Reply")
    text = page([*rows[:cut], ("", comment), ("", answer), *rows[cut:]], "\n\n")
    assert [line for kind, line in told(text) if kind == "body"] == [line for kind, line in rows if kind == "body"]


TAILS = {
    "a list with a summary that is a whole sentence": [
        "Check Also",
        "Apple harvest begins in northern valleys",
        "Nordal, LWA- The apple harvest has begun in the northern valleys, Minister Ola Berg said on Sunday, and it is "
        "expected to be a good one.",
    ],
    "a list of headlines and summaries": [
        "Related Stories",
        "Minister Berg: Harvest to be the best in ten years",
        "The harvest of apples will be the best in ten years, Minister Ola Berg told reporters in Nordal on Sunday.",
        "Ferry crews end strike",
        "The crews of the lake ferries ended their strike after the owners agreed to raise wages, Per Lund said.",
    ],
    "the author": [
        "Jorun Ask",
        "Jorun Ask has covered the lake for twenty years and has written three books on its history. Her work has "
        "appeared in many papers.",
    ],
    "an appeal": [
        "Before you go",
        "We believe that news should be free for everybody. If you can, please support our reporting.",
    ],
    "comments policy": [
        "Your feedback is important to us!",
        "We invite all our readers to share with us their views and comments about this article.",
        "Disclaimer: Comments submitted by third parties on this site are the sole responsibility of those who wrote.",
    ],
    "bare tags": ["Tarn", "Hesk", "lake talks"],
    "the print edition": [
        "A version of this article appeared in the print edition of The Daily Lake on March 12, 2031."
    ],
}


@pytest.mark.parametrize("tail", TAILS)
def test_what_stands_below_the_body_is_not_body(tail: str) -> None:
    rows = PAGES["menus, a subheading, comments, cookies"][:19]
    text = page([*rows, *(("", line) for line in TAILS[tail])], "\n")
    assert [line for kind, line in told(text) if kind == "body"] == [line for kind, line in rows if kind == "body"]


def test_the_body_goes_on_below_a_list_in_its_middle() -> None:
    rows = PAGES["broadcaster with teasers in the body"][:13]
    lines = [line for _, line in rows]
    box = ["Related Articles", "Ferry crews end strike as owners agree to pay rise", "Hesk mayor opens festival"]
    text = "\n".join([*lines[:7], *box, *(line for line in lines[9:] if not line.startswith("READ MORE"))])
    assert [line for kind, line in told(text) if kind == "body"] == [line for kind, line in rows if kind == "body"]


def test_lines_wrapped_at_a_width_are_one_paragraph() -> None:
    words = ("the council of the two harbours met again on Tuesday and could not agree on " * 6).split()
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) + 1 > 64:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    text = "\n".join([*lines, line]) + ".\n\nThe next meeting is on Friday, when the envoy is expected in the town."
    paragraphs = split(text)
    assert len(paragraphs) == 2
    assert "".join(paragraphs[0].text.split()) == "".join(words) + "."


def test_a_word_on_a_line_of_its_own_in_mid_sentence_is_no_clutter() -> None:
    text = (
        "Harbours agree on season\n\nThe two harbours have agreed on a season for the joint \nfishing\n fleet, which "
        "will leave on the first of May, the envoy said.\nThe fleet has forty boats, and more will join it in June."
    )
    assert [kind for kind, _ in told(text)] == ["title", "body", "body"]


@pytest.mark.parametrize(
    "below", ["by Jorun Ask", "lake talks, envoy, Tarn", "iPhone prices fall", "The envoy left on Monday."]
)
def test_a_line_that_does_not_go_on_stands_apart(below: str) -> None:
    text = f"Harbours of the lake agree on joint season for the fleet\n{below}\n{'The fleet is ready. ' * 5}"
    assert [paragraph.text for paragraph in split(text)][1] == below


def test_short_paragraphs_of_like_length_are_not_taken_for_wrapped_lines() -> None:
    lines = [f"The envoy said on day {n} of the talks that the two sides were close to a deal." for n in range(10, 30)]
    assert [paragraph.text for paragraph in split("\n".join(lines))] == lines


@pytest.mark.parametrize("text", ["", "\n\n \n", "\ufeff", "\u200e\n\u202b", "\r\n\f\n"])
def test_nothing_printed_is_no_block(text: str) -> None:
    assert label(text) == ()


def test_a_page_of_clutter_alone_has_no_body() -> None:
    lines = ["Home", "News | Sport", "Share this article", "Subscribe to our newsletter", "© 2031 Hesk Courier"]
    text = "\n".join(lines)
    assert not {"body", "title"} & {kind for kind, _ in told(text)}


# ---- what must hold of any text

LINES = [line for rows in PAGES.values() for _, line in rows]
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(LINES),
        st.text(max_size=80),
        st.sampled_from(["", " ", "\u00a0", "\u200f", "𝔄𝔅 astral 😀", "Read more", "\x0c", "\x1c", "\u2028", "\x85"]),
    ),
    max_size=14,
).flatmap(lambda lines: st.sampled_from(["\n", "\r\n", "\n\n", "\r", "\f"]).map(lambda between: between.join(lines)))


BLANK = re.compile(rf"[\s{INVISIBLE}]*")


@given(TEXTS)
def test_blocks_lie_in_order_and_hold_every_character_that_is_not_blank(text: str) -> None:
    blocks = label(text)
    end = 0
    for block in blocks:
        assert end <= block.start < block.end <= len(text)
        assert BLANK.fullmatch(text[end : block.start])
        assert not text[block.start].isspace()
        assert not text[block.end - 1].isspace()
        assert block.kind
        assert block.why
        end = block.end
    assert BLANK.fullmatch(text[end:])
    assert sum(block.kind == "title" for block in blocks) <= 1
    assert sum(block.kind == "dateline" for block in blocks) <= 1


@given(TEXTS)
def test_the_same_text_gives_the_same_blocks(text: str) -> None:
    assert label(text) == label(text)


@given(st.sampled_from(sorted(PAGES)), st.integers(0, 40))
def test_no_break_spaces_do_not_change_the_kinds(name: str, nth: int) -> None:
    text = page(PAGES[name], "\n\n")
    blanks = [i for i, char in enumerate(text) if char == " " and text[i - 1].islower() and text[i + 1].islower()]
    at = blanks[nth % len(blanks)]
    assert [b.kind for b in label(text[:at] + "\u00a0" + text[at + 1 :])] == [b.kind for b in label(text)]


# ---- hostile input: each would take minutes if time were not linear

SENTENCE = "The minister said that the lake would open soon. "


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (SENTENCE * 20_000, 1),
        ("a" * 1_000_000, 1),
        ("Moscow, " * 125_000, 1),
        ("[(" * 500_000, 1),
        ('"' * 1_000_000, 1),
        (" " * 1_000_000 + "x", 1),
        ("\u200e" * 500_000 + "x", 1),
        ("3 March 2031 " * 60_000, 1),
        ("a line\n" * 40_000, 40_000),
        ("x" + "\u200e" * 500_000, 1),
        ("\n\n".join([SENTENCE * 3] * 4_000), 4_000),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else str(value),
)
def test_time_is_linear(text: str, count: int) -> None:
    assert len(label(text)) == count


# ---- the parts


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Anti-Spam * This code has expired. Please reload the CAPTCHA.", "comment-form"),
        ("Share this story", "share"),
        ("12,431 Followers", "share"),
        ("4 min read", "navigation"),
        ("FILE PHOTO: The harbour at dusk", "caption"),
        ("The harbour at dusk [Lakewire/File photo]", "caption"),
        ("(Reporting by Ada Holm; Editing by Per Lund)", "credit"),
        ("Ada Holm reported from Velden and Per Lund from Hesk.", "credit"),
        ("For information media. Not an official record.", "credit"),
        ("Read the joint statement by the envoys", "related-links"),
        ("Most read", "related-links"),
        ("Watch: Boats return to the harbour", "related-links"),
        ("var page = {};", "debug"),
        ("<div class='teaser'></div>", "debug"),
        ("We use cookies to personalise content.", "cookie-notice"),
        ("Get the morning news delivered to your inbox", "newsletter"),
        ("Story continues below", "advert"),
        ("Tags: lake, harbour", "tags"),
    ],
)
def test_a_phrase_gives_its_kind_away(words: str, kind: str) -> None:
    assert phrase(words)[0] == kind


@pytest.mark.parametrize(
    "words",
    [
        "The minister said that the harbour would open in May.",
        "Holm: Envoy stirs 'trouble';",
        "Read the statement again: it says nothing of the harbour.",
        "The fishermen reported from the harbour that the boats were late, and the mayor did not believe them at all.",
        "“We share this lake and we will share its fish,” she said.",
        "He told the court that the comments were closed to the public for two years.",
        "",
        "*",
    ],
)
def test_words_of_the_body_are_no_phrase(words: str) -> None:
    assert phrase(words) == (None, "")


def test_the_reason_names_what_was_shown() -> None:
    score, why = body_score({"always": 1.0, "ends like a sentence": 1.0, "50 words or more": 1.0, "digits": 0.1})
    assert score > 0
    assert set(why.split(", ")) == {"ends like a sentence", "50 words or more"}


# ---- the gold pages, where they are at hand


def characters(spans: list[tuple[int, int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


@pytest.mark.skipif(not (SHARED / "data").is_dir(), reason="the shared gold pages are not here")
@pytest.mark.parametrize("folder", ["seeds", "press"])
def test_the_body_of_the_gold_pages_is_found(folder: str) -> None:
    found = right = wanted = kept = clutter = 0
    for path in sorted((SHARED / "data" / folder).glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        blocks: tuple[Block, ...] = label(text)
        seen = {i for i, char in enumerate(text) if not char.isspace()}
        body = characters([(b.start, b.end) for b in blocks if b.kind in ("body", "dateline")]) & seen
        good = characters([(b["start"], b["end"]) for b in gold["body"]]) & seen
        bad = characters([(b["span"]["start"], b["span"]["end"]) for b in gold["boilerplate"]]) & seen
        found, right, wanted = found + len(body), right + len(body & good), wanted + len(good)
        kept, clutter = kept + len(body & bad), clutter + len(bad)
        title = next(block for block in blocks if block.kind == "title")
        assert (title.start, title.end) == (gold["title"]["start"], gold["title"]["end"])
    assert 2 * right / (found + wanted) >= 0.98
    assert kept <= 0.01 * clutter
