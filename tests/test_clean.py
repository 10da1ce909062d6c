"""Pages to articles: decoding, HTML to text, what the head of a page says."""

from __future__ import annotations

import codecs
import importlib.util
import json
import random
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.clean import clean
from onrecord.errors import InputError
from onrecord.record import Article, Page

PARAGRAPHS = [
    "The transport minister of Velden, Ada Brunn, said on Monday that the Marsh bridge would open before the winter.",
    "“We have kept our word,” Brunn told reporters in the harbour, “and the bridge is safe for everyone who needs it.”",
    "The Harbour Guild said it had not been asked, and that forty ships were still waiting to the north of the bridge.",
    "According to the Meridian Institute, the work has cost twice what parliament was told in the spring of last year.",
    "Tolls will not rise before June, the minister added, and the night ferry will run for as long as it is needed.",
]


def page(data: str | bytes, media_type: str = "text/html", **fields: object) -> Page:
    data = data.encode() if isinstance(data, str) else data
    return Page(data=data, file="page", media_type=media_type, **fields)  # type: ignore[arg-type]


def article(data: str | bytes, **fields: object) -> Article:
    return clean(page(data, **fields))[0]  # type: ignore[arg-type]


def plain(data: str | bytes, **fields: object) -> Article:
    return clean(page(data, "text/plain", **fields))[0]  # type: ignore[arg-type]


def html(body: str = "", head: str = "", paragraphs: list[str] = PARAGRAPHS) -> str:
    story = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><head>{head}</head><body><article>{body}{story}</article></body></html>"


def json_ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def of_kind(found: Article, kind: str) -> list[str]:
    return [found.text[block.start : block.end] for block in found.blocks if block.kind == kind]


def check_blocks(found: Article) -> None:
    at = 0
    for block in found.blocks:
        assert at <= block.start < block.end <= len(found.text)
        at = block.end


# Decoding

PRINTABLE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(
    lambda text: text.strip("\ufeff").strip()
)


@given(PRINTABLE)
@example("\u200fשלום \u202bab\u202c")
@example("a\u00a0b 😀 e\u0301 \ufffd")
def test_valid_utf8_is_kept_to_the_letter(text: str) -> None:
    data = ("Line one\r\n\r\n" + text + "\r last\n").encode()
    assert plain(data).text.encode() == data


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_stays(mark: bytes, encoding: str) -> None:
    text = "\n".join(PARAGRAPHS)
    assert plain(mark + text.encode(encoding)).text == "\ufeff" + text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize(
    "text", ["\n".join(PARAGRAPHS), "Министр заявил в понедельник, что мост откроют до зимы. " * 5]
)
def test_wide_characters_are_known_without_a_mark(text: str, encoding: str) -> None:
    found, problems = clean(page(text.encode(encoding), "text/plain"))
    assert found.text == text
    assert not [problem for problem in problems if problem.stage == "clean"]


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "US-ASCII"])
def test_latin_1_means_what_the_web_means(declared: str) -> None:
    data = "\n".join(PARAGRAPHS).encode("cp1252")
    assert "“We have kept our word,”" in plain(data, charset=declared).text


@pytest.mark.parametrize("declared", ["koi8-r", None, "no-such-charset", "hex", "unicode_escape", "utf-7"])
def test_a_charset_is_taken_as_declared_or_detected(declared: str | None) -> None:
    text = "Министр транспорта заявил в понедельник, что мост через болото откроют до зимы.\n" * 8
    assert plain(text.encode("koi8-r"), charset=declared).text == text


def test_utf8_wins_over_what_is_declared() -> None:
    text = "\n".join(PARAGRAPHS)
    assert plain(text, charset="iso-8859-1").text == text


@pytest.mark.parametrize(
    "meta", ['<meta charset="windows-1251">', '<meta http-equiv="x" content="text/html; charset=windows-1251">']
)
def test_html_declares_its_charset(meta: str) -> None:
    paragraphs = [
        f"Министр {name} сказал: «мост через большое болото откроют до самой зимы»." for name in ("Анна", "Ольга")
    ]
    found = article(html(head=meta, paragraphs=paragraphs).encode("cp1251"))
    assert of_kind(found, "body") == paragraphs


def test_damaged_utf8_is_counted_and_placed() -> None:
    good = "«Мост» откроют до зимы, сказал министр.\n".encode()
    found, (problem, language) = clean(page(good + b"\xff" + good + b"\xd0" + good, "text/plain"))
    assert found.text.count("\ufffd") == 2
    assert problem.at == f"byte {len(good)}"
    assert "2 characters" in problem.reason
    assert (problem.stage, language.stage) == ("clean", "tagger")


def test_what_was_a_replacement_character_before_is_no_damage() -> None:
    found, problems = clean(page("A \ufffd stood here already, said the editor of the paper.", "text/plain"))
    assert "\ufffd" in found.text
    assert not problems
    _, (problem,) = clean(page("\ufffd Мост откроют.".encode() + b"\xff", "text/plain"))
    assert "1 character " in problem.reason


def test_a_lone_surrogate_in_utf16_is_a_problem() -> None:
    text = "\n".join(PARAGRAPHS)
    _, (problem,) = clean(page(codecs.BOM_UTF16_LE + text.encode("utf-16-le") + b"\x00\xd8x\x00", "text/plain"))
    assert problem.at == f"byte {2 + 2 * len(text)}"


@pytest.mark.parametrize(
    "data", [b"", b"  \n\t ", bytes(5000), bytes(range(256)) * 20, b"\x7fELF\x02\x01\x01" + bytes(99)]
)
@pytest.mark.parametrize("media_type", ["text/plain", "text/html"])
def test_what_is_no_text_is_refused_with_a_sentence(data: bytes, media_type: str) -> None:
    with pytest.raises(InputError, match=r"empty|no text"):
        clean(page(data, media_type))


@given(st.binary(min_size=1, max_size=400))
@example(codecs.BOM_UTF16_LE + b"a")
@example(codecs.BOM_UTF32_LE + b"abc")
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for media_type in ("text/plain", "text/html"):
        try:
            found, problems = clean(page(data, media_type, charset="euc-jp"))
        except InputError:
            continue
        check_blocks(found)
        if media_type == "text/plain":
            assert found.text
            assert problems or len(found.text) <= len(data)


# HTML to text


def test_the_text_is_title_then_paragraphs() -> None:
    found = article(html("<h1>Marsh bridge to open</h1>"))
    assert found.text == "\n\n".join(["Marsh bridge to open", *PARAGRAPHS])
    assert found.title is not None
    assert (found.title.span, found.title.basis) == ((0, 20), "h1")
    assert of_kind(found, "title") == ["Marsh bridge to open"]
    assert of_kind(found, "body") == PARAGRAPHS


@pytest.mark.parametrize("wrapper", ["social-media-embed", "embedded", "pullquote", "quote"])
@pytest.mark.parametrize("tag", ["div", "figure"])
def test_block_quotes_keep_their_place(wrapper: str, tag: str) -> None:
    said = "We will not leave the talks before the last ship is home, whatever anybody may tell you."
    quote = f'<{tag} class="{wrapper}"><blockquote class="{wrapper}"><p>{said}</p></blockquote></{tag}>'
    story = html().replace(f"<p>{PARAGRAPHS[2]}", f"{quote}<p>{PARAGRAPHS[2]}")
    assert of_kind(article(story), "body") == [*PARAGRAPHS[:2], said, *PARAGRAPHS[2:]]


def test_an_article_in_two_containers_is_put_together() -> None:
    parts = ["".join(f"<p>{words}</p>" for words in some) for some in (PARAGRAPHS[:3], PARAGRAPHS[3:])]
    advert = '<div class="row"><span>Advertisement</span></div>'
    row = '<div class="grid"><div class="article-body">{}</div></div>'
    story = f"<html><body><main>{row.format(parts[0])}{advert}{row.format(parts[1])}</main></body></html>"
    assert of_kind(article(story), "body") == PARAGRAPHS


@pytest.mark.parametrize(("before", "after"), [("Read more: ", ""), ("Elsewhere: ", ""), ("", " [VIDEO]")])
def test_a_link_to_another_story_is_no_body(before: str, after: str) -> None:
    other = f'<p>{before}<a href="/x">Guild of the harbour threatens to strike over tolls</a>{after}</p>'
    found = article(html().replace(f"<p>{PARAGRAPHS[3]}", f"<p>DON'T MISS</p>{other}<p>{PARAGRAPHS[3]}"))
    assert of_kind(found, "body") == PARAGRAPHS
    line = f"{before}Guild of the harbour threatens to strike over tolls{after}"
    assert of_kind(found, "related-links") == ["DON'T MISS", line]


def test_a_link_within_a_paragraph_is_body() -> None:
    linked = PARAGRAPHS[0].replace("the Marsh bridge", '<a href="/x">the Marsh bridge in the east</a>')
    found = article(html().replace(PARAGRAPHS[0], linked))
    assert of_kind(found, "body")[0].startswith(
        "The transport minister of Velden, Ada Brunn, said on Monday that the M"
    )


def test_the_dateline_is_a_block_of_its_own() -> None:
    found = article(html(paragraphs=["VELDEN, March 4. /MW/ - " + PARAGRAPHS[0], *PARAGRAPHS[1:]]))
    assert found.dateline is not None
    assert found.dateline.text.startswith("VELDEN, March 4")
    assert [named.name for named in found.agencies] == ["MW"]
    assert of_kind(found, "body") == PARAGRAPHS
    check_blocks(found)


def test_a_printed_description_is_the_standfirst() -> None:
    summary = "The bridge over the marsh opens before winter, two years later than promised"
    head = f'<meta property="og:description" content="{summary}">'
    printed = f"<html><head>{head}</head><body><h2>{summary}</h2>{html()}</body></html>"
    assert of_kind(article(printed), "standfirst") == [summary]
    assert of_kind(article(html(head=head)), "standfirst") == []


@pytest.mark.parametrize(
    "character", ["&#1;", "&#x1F;", "&#12;", "&#65534", "&#xFFFF;", "\ufffe", "\x00", "\x0b", "&#xD800;"]
)
def test_one_forbidden_character_does_not_cost_the_article(character: str) -> None:
    found = article(html(paragraphs=[PARAGRAPHS[0] + character, *PARAGRAPHS[1:]]))
    assert of_kind(found, "body") == PARAGRAPHS


def test_other_character_references_stay() -> None:
    found = article(
        html(
            paragraphs=[
                *PARAGRAPHS,
                "Caf&#233; &#x201C;Marsh&#8221; opens &#128512; at eight and &#160;closes at nine, they said.",
            ]
        )
    )
    assert "Café “Marsh” opens 😀 at eight" in found.text


@pytest.mark.parametrize("markup", ["<html></html>", "<!-- nothing -->", "<p></p>", "<ul><li><a href=x>One</a></ul>"])
def test_html_without_an_article_is_refused(markup: str) -> None:
    with pytest.raises(InputError, match="no article text found"):
        article(markup)


def test_one_page_does_not_change_the_next() -> None:
    """Extractors keep caches of their own: no order of pages may show in a text."""
    chosen = random.Random(7)
    pages = []
    for number in range(12):
        some = chosen.sample(PARAGRAPHS, 4)
        date_ = f'<time datetime="2031-03-{number + 1:02}">x</time>' if number % 2 else ""
        pages.append(page(html(f"<h1>Story number {number}</h1>{date_}", paragraphs=[*some, some[0] + " Again."])))
    alone = [clean(one) for one in pages]
    assert [clean(one) for one in reversed(pages)][::-1] == alone
    assert [clean(pages[3]) for _ in range(5)] == [alone[3]] * 5


# The head of the page


def test_json_ld_comes_first() -> None:
    head = (
        json_ld(
            headline="Bridge &amp; ferry",
            datePublished="2031-03-04T23:10:00+01:00",
            author=[{"name": "Ida Lund"}, {"@type": "Person", "name": "Per Aas"}],
            publisher={"name": "The Velden Post Company"},
        )
        + '<meta property="og:title" content="Another title - The Velden Post">'
        + '<meta property="og:site_name" content="The Velden Post">'
    )
    found = article(html(head=head))
    assert found.title is not None
    assert (found.title.text, found.title.basis) == ("Bridge & ferry", "json-ld")
    assert found.byline is not None
    assert (found.byline.text, found.byline.basis) == ("Ida Lund, Per Aas", "json-ld")
    assert found.published is not None
    assert (found.published.value, found.published.why) == ("2031-03-04", "JSON-LD datePublished")
    assert found.outlet is not None
    assert (found.outlet.name, found.outlet.basis) == ("The Velden Post", "opengraph")


@pytest.mark.parametrize(
    ("title", "stays"),
    [
        ("Bridge opens - The Velden Post", "Bridge opens"),
        ("The Velden Post | Bridge opens", "Bridge opens"),
        ("Bridge opens | News | VeldenPost.com", "Bridge opens | News"),
        ("Bridge opens - at last", "Bridge opens - at last"),
        ("Opinion | Bridge opens", "Opinion | Bridge opens"),
    ],
)
def test_the_outlet_is_no_part_of_the_title(title: str, stays: str) -> None:
    head = f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="The Velden Post">'
    found = article(html(head=head.replace("The Velden Post", "Velden Post") if ".com" in title else head))
    assert found.title is not None
    assert found.title.text == stays


def test_a_headline_cut_short_is_read_from_the_page() -> None:
    head = json_ld(headline="Marsh bridge to open before…")
    found = article(html("<h1>Marsh bridge to open before the winter</h1>", head=head))
    assert found.text.startswith("Marsh bridge to open before the winter\n\n")


@pytest.mark.parametrize(
    ("head", "url", "outlet"),
    [
        (json_ld(publisher={"name": "Marsh News"}), None, ("Marsh News", "json-ld")),
        ('<meta name="application-name" content="Marsh News">', None, ("Marsh News", "application-name")),
        ('<meta property="og:site_name" content="https://www.marsh.example">', None, ("marsh.example", "opengraph")),
        ("", "https://www.marsh.example/a", ("marsh.example", "hostname")),
        ('<link rel="canonical" href="https://marsh.example/b">', None, ("marsh.example", "hostname")),
    ],
)
def test_the_outlet_says_what_it_rests_on(head: str, url: str | None, outlet: tuple[str, str]) -> None:
    found = article(html(head=head), url=url).outlet
    assert found is not None
    assert (found.name, found.basis) == outlet


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ('<link rel="canonical" href="https://marsh.example/b">', ("https://marsh.example/b", "canonical link")),
        ('<meta property="og:url" content="http://marsh.example/c?d=1">', ("http://marsh.example/c?d=1", "og:url")),
        ('<link rel="canonical" href="https://marsh.example/">', None),
        ('<link rel="canonical" href="/b">', None),
        ('<link rel="canonical" href="javascript:alert(1)//x">', None),
        ('<link rel="canonical" href="http://[">', None),
        ("", None),
    ],
)
def test_a_page_gives_its_own_address(head: str, address: tuple[str, str] | None) -> None:
    found = article(html(head=head)).address
    assert (found and (found.text, found.basis)) == address


@pytest.mark.parametrize(
    ("value", "kept"),
    [("2031-03-04", "2031-03-04"), ("2031-03", "2031-03"), ("2031", "2031"), ("2031-03-04 10:00", "2031-03-04")],
)
def test_a_date_stays_as_precise_as_it_is(value: str, kept: str) -> None:
    found = article(html(head=json_ld(datePublished=value))).published
    assert found is not None
    assert found.value == kept


@pytest.mark.parametrize("value", ["0001-01-01T00:00:00", "1970-01-01", "2031-13-01", "soon", "", None, 5, ["2031"]])
def test_what_is_no_date_is_none(value: object) -> None:
    assert article(html(head=json_ld(datePublished=value))).published is None


def test_a_page_without_a_date_is_not_dated_today() -> None:
    found = article(
        html("<h1>Bridge opens</h1>", head="<title>Bridge</title>") + f"<footer>© {date.today().year} Post</footer>"
    )
    assert found.published is None
    assert found.other_dates == ()


def test_dates_that_contradict_are_kept() -> None:
    head = json_ld(datePublished="2031-03-04") + '<meta property="article:published_time" content="2031-03-06T08:00Z">'
    found = article(html(head=head))
    assert found.published is not None
    assert found.published.value == "2031-03-04"
    assert [(other.value, other.why) for other in found.other_dates] == [("2031-03-06", "article:published_time")]


def test_the_date_of_a_time_element_says_its_rule() -> None:
    found = article(html('<time datetime="2019-03-04T10:00" class="published">4 March</time>'))
    assert found.published is not None
    assert found.published.value == "2019-03-04"
    assert (found.published.why or "").startswith("htmldate")


@pytest.mark.parametrize(
    ("printed", "paragraph", "value"),
    [
        ("<time>03/04/2031</time>", "", "2031"),
        ("<time>03/04/2031</time>", "The toll was raised on 25/03/2031.", "2031-04-03"),
        ("<time>03/04/2031</time>", "The toll was raised on 03/25/2031.", "2031-03-04"),
        ('<time datetime="2031-03-04">03/04/2031</time>', "", "2031-03-04"),
        ("<time>03/04/2031</time><p>Updated 3 April 2031, 09:12</p>", "", "2031-04-03"),
    ],
)
def test_a_date_in_figures_alone_is_not_guessed(printed: str, paragraph: str, value: str) -> None:
    found = article(html(printed, paragraphs=[*PARAGRAPHS, paragraph]))
    assert found.published is not None
    assert found.published.value == value
    assert ("either way round" in (found.published.why or "")) == (value == "2031")


def test_days_between_paragraphs_are_headings_of_the_body() -> None:
    days = ["5 January", "2 February"]
    text = "\n\n".join(
        ["Toll to double by spring", "3 March 2031", *PARAGRAPHS[:2], days[0], PARAGRAPHS[0], days[1], *PARAGRAPHS]
    )
    found = plain(text)
    assert found.published is not None
    assert found.published.value == "2031-03-03"
    assert [line for line in of_kind(found, "body") if line in days] == days


def test_no_page_is_published_after_it_was_fetched() -> None:
    markup = html('<time datetime="2019-03-04T10:00">4 March</time>')
    assert article(markup, fetched="2018-01-01T00:00:00Z").published is None
    assert article(markup, fetched="2019-03-03T23:30:00Z").published is not None


def test_what_came_with_the_page_wins() -> None:
    fields = {"title": "Given title", "outlet": "Given Post", "published": "2031-01-02", "byline": "Given Name"}
    head = json_ld(headline="Printed", datePublished="2031-03-04", author="Printed Name", publisher={"name": "Printed"})
    found = article(html(head=head), given=fields)
    assert found.title is not None
    assert found.outlet is not None
    assert found.byline is not None
    assert found.published is not None
    assert (found.title.text, found.outlet.name, found.byline.text) == ("Given title", "Given Post", "Given Name")
    assert found.published.value == "2031-01-02"
    assert [other.value for other in found.other_dates] == ["2031-03-04"]
    assert {found.title.basis, found.outlet.basis, found.byline.basis} == {"given"}


# Hostile pages


def test_depth_ends_a_page_and_is_a_problem() -> None:
    found, problems = clean(page(html() + "<div>" * 100_000 + "<p>Lost.</p>"))
    assert of_kind(found, "body") == PARAGRAPHS
    assert "read in part" in problems[0].reason
    with pytest.raises(InputError, match="too deep"):
        article("<div>" * 100_000 + html())


@pytest.mark.parametrize(
    "extra",
    [
        f'<div class="{"a " * 500_000}">x</div>',
        "&amp" * 100_000 + "&#xD800;&#0;&#1;&#x110000;&bogus;&#99999999999;",
        "<script>" + "var a = '<p>no</p>';" * 50_000 + "</script>",
        "<select>" + "<option>a" * 100_000 + "</select>",
        '<p class="' * 50_000,
        "<" * 200_000,
        "<!--" * 50_000,
    ],
    ids=lambda extra: extra[:12],
)
def test_hostile_markup_does_not_hide_the_article(extra: str) -> None:
    found = article(html(json_ld(headline="Bridge opens")) + extra)
    assert of_kind(found, "body")[: len(PARAGRAPHS)] == PARAGRAPHS
    check_blocks(found)


@pytest.mark.parametrize(
    "script",
    [
        "[" * 100_000,
        '{"@type":' * 5000,
        "{'a': 1}",
        "",
        "<!-- {} -->",
        '{"@type": "NewsArticle", "headline": {"a": 1}}',
    ],
)
def test_broken_json_ld_is_passed_over(script: str) -> None:
    found = article(html(head=f'<script type="application/ld+json">{script}</script><title>Bridge</title>'))
    assert found.title is not None
    assert found.title.text == "Bridge"


def test_many_links_are_read_in_linear_time() -> None:
    found = article(html() + "<p>A word between the links here.</p><a href=x>another story of the day</a> " * 15_000)
    assert PARAGRAPHS[0] in found.text


TAGS = st.sampled_from(
    ["p", "div", "blockquote", "a", "table", "td", "li", "h1", "section", "script", "article", "b", "br", "figure"]
)
SOUP = st.lists(
    st.one_of(
        TAGS.map(lambda tag: f"<{tag}>"),
        TAGS.map(lambda tag: f"</{tag}>"),
        st.builds(
            "<{} class='{}' id={}>".format, TAGS, st.sampled_from(["quote", "embed", "body", "a b"]), st.just("x")
        ),
        st.sampled_from(
            [*PARAGRAPHS, "&nbsp;", "&#x1F600;", "\u202e", "\x00", "\x0c", "<!--", "]]>", json_ld(headline="H")]
        ),
        st.text(max_size=20),
    ),
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(SOUP)
def test_any_markup_is_read_or_refused(parts: list[str]) -> None:
    data = "".join(parts).encode("utf-8", "replace")
    try:
        found, _ = clean(page(data))
    except InputError:
        return
    check_blocks(found)
    assert all(found.text[block.start : block.end].strip() for block in found.blocks)
    assert clean(page(data))[0] == found
    for words in (found.title, found.dateline):
        if words and words.span:
            assert found.text[words.span[0] : words.span[1]] == words.text


# The measure


def evaluation() -> ModuleType:
    path = Path(__file__).parents[1] / "evaluation" / "html_bodies.py"
    spec = importlib.util.spec_from_file_location("html_bodies", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_measure_counts_shingles_as_the_benchmark_does() -> None:
    bodies = evaluation()
    exact = bodies.compare("a b c d e", "a, b c d: e!")
    half = bodies.compare("a b c d e f", "a b c d e x")  # 2 of 3 right, each side
    short = bodies.compare("a b", "a b c d")  # one shingle each, not the same
    nothing = bodies.compare("a b c d", "")
    assert (exact.precision, exact.recall) == (1.0, 1.0)
    assert half.precision == pytest.approx(2 / 3)
    assert half == pytest.approx((0.5, 0.25, 0.25))
    assert short.f1 == 0.0
    # A page without an answer counts against recall alone.
    assert bodies.score([exact, nothing]) == pytest.approx({"f1": 2 / 3, "precision": 1.0, "recall": 0.5})


def test_pages_of_many_outlets_are_read_better_than_any_extractor_alone(shared: Path) -> None:
    bodies = evaluation()
    folder = shared / "data" / "html-pages"
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    some = sorted(gold)[::6]
    found = {name: bodies.find(folder / "html" / f"{name}.html.gz") for name in some}
    figures = bodies.score([bodies.compare(gold[name]["articleBody"], found[name].body) for name in some])
    assert figures["f1"] > 0.97
    assert sum(one.published is not None for one in found.values()) >= len(found) - 1


@pytest.mark.parametrize(
    "text",
    [
        "Headline\n\nHe said that the army would leave the town on Monday.\n",
        "Title\n\n“We stay,” Ana Brunn said.\n\nEnd of it.\n",
        "Ana Brunn said no.",
    ],
)
def test_a_note_of_a_line_or_two_keeps_its_sentences(text: str) -> None:
    article, problems = clean(Page(data=text.encode(), file="note.txt"))
    assert any(block.kind in ("body", "title") and "said" in text[block.start : block.end] for block in article.blocks)
    assert not problems


def test_a_text_without_a_sentence_says_that_it_has_no_article() -> None:
    _, problems = clean(Page(data=b"Home\nNews\nSport\nWeather\n", file="menu.txt"))
    assert [problem.reason for problem in problems] == [
        "no paragraph of an article was found: it may be a list, a menu or a form"
    ]


@pytest.mark.parametrize("bad", [b"\xff", b"\xe9"])
def test_one_bad_byte_beside_one_pair_of_curly_quotes_leaves_utf8(bad: bytes) -> None:
    data = b"The council of Velden met on Monday. " * 6 + "“We will stay,” Ida Lund said.".encode() + bad + b"\n"
    article, (problem,) = clean(Page(data=data, file="page.txt"))
    assert "“We will stay,”" in article.text
    assert "not valid utf-8" in problem.reason


def test_a_page_cut_inside_a_character_is_still_utf8() -> None:
    data = "The council of Velden met on Monday, Ida Lund said. “We".encode()[:-4]
    article, problems = clean(Page(data=data, file="page.txt"))
    assert article.text.startswith("The council of Velden met on Monday, Ida Lund said. ")
    assert [problem.at for problem in problems] == ["byte 52"]
