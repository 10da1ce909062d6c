"""What a page prints about itself: outlet, byline, dateline, agencies and dates, each with its place and its rule."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.clean import stamps
from onrecord.clean.blocks import label
from onrecord.clean.imprint import imprint
from onrecord.record import Article, Page

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[2] / "shared"))
BODY = (
    "The two harbours have agreed on a joint season for the fishing fleet, the envoy said after a night of talks.",
    "“Everybody gave something, and nobody gave the lake away,” the envoy told reporters in the customs house.",
    "The fleet of forty boats will leave on the first of May and fish for a season, says the harbour master.",
)
TITLE = "Harbours agree on joint season for the fishing fleet"


def read(text: str, url: str | None = None, **given: str) -> Article:
    return imprint(text, label(text), Page(data=text.encode(), file="page.txt", url=url, given=given))


def page(*above: str, below: tuple[str, ...] = (), dateline: str = "") -> str:
    """The title, the lines `above` the body, the body behind a dateline, and the lines `below` it."""
    return "\n\n".join([TITLE, *above, dateline + BODY[0], *BODY[1:], *below])


# ---- dates


@pytest.mark.parametrize(
    ("line", "value", "why"),
    [
        ("December 29, 2031, 6:02 am", "2031-12-29", "below the title"),
        ("20 Jan, 2031 22:31", "2031-01-20", "below the title"),
        ("Published: Tue, 2 Feb 2031 10:12 GMT", "2031-02-02", "labelled"),
        ("Last modified: 3rd of March 2031", "2031-03-03", "update"),
        ("2031-02-03T10:00:00Z", "2031-02-03", "below the title"),
        ("13/02/2031", "2031-02-13", "below the title"),
        ("20.01.2031", "2031-01-20", "below the title"),
        ("January 2031", "2031-01", "month and year"),
        ("05 Feb 2031 19:08 GMT | Politics, Lake Season, Hesk", "2031-02-05", "below the title"),
        ("By LDN and Hesk Courier staff5 February 2031, 9:14 pm 2", "2031-02-05", "in the byline"),
        ("By Jorun AskFebruary 5, 2031", "2031-02-05", "in the byline"),
        ("Posted on March 7, 2031 by admin in News, Politics // 3 Comments", "2031-03-07", "labelled"),
        ("AuthorJorun Ask PostedMarch 7, 2031", "2031-03-07", "labelled"),
        ("03/02/2031", "2031", "either way round"),
        ("November 2", None, "without a year"),
        ("30 February 2031", None, "not a day of the calendar"),
        ("2 hours ago", None, "relative"),
    ],
)
def test_a_date_says_what_is_printed_and_no_more(line: str, value: str | None, why: str) -> None:
    text = page(line)
    published = read(text).published
    assert published is not None
    assert published.value == value
    assert published.basis == "stated"
    assert published.why is not None
    assert why in published.why
    assert published.span is not None
    assert text[slice(*published.span)] in line


def test_both_ways_to_read_a_date_are_kept() -> None:
    assert [day.value for day in read(page("03/02/2031")).other_dates] == ["2031-02-03", "2031-03-02"]


@pytest.mark.parametrize(
    ("lines", "value", "why"),
    [
        ("Published: 03/04/2016\nUpdated: 21/04/2016", "2016-04-03", "day and month stand as in 21/04/2016"),
        ("Published: 03/04/2016\nUpdated: 04/21/2016", "2016-03-04", "day and month stand as in 04/21/2016"),
        ("Published: Sunday, 03/04/2016", "2016-04-03", "the weekday settles which is the month"),
        ("Published: Tuesday, 03/04/2016", "2016", "day and month could be either way round"),
        ("Published: 03/04/2016\nUpdated: 04/05/2016", "2016", "day and month could be either way round"),
    ],
)
def test_a_weekday_or_another_date_settles_day_and_month(lines: str, value: str, why: str) -> None:
    published = read(page(*lines.split("\n"))).published
    assert published is not None
    assert published.value == value
    assert why in (published.why or "")


def test_a_date_in_the_story_settles_day_and_month() -> None:
    published = read(page("03/04/2016", dateline="The ferry of 21/03/2016 was the last one, she said. ")).published
    assert published is not None
    assert published.value == "2016-04-03"


def test_a_page_without_a_date_has_none() -> None:
    found = read(page())
    assert found.published is None
    assert found.other_dates == ()


def test_the_date_of_publication_outranks_the_update_and_keeps_it() -> None:
    found = read(page("Updated: 5 March 2031", "Published: 4 March 2031"))
    assert found.published is not None
    assert found.published.value == "2031-03-04"
    assert [day.value for day in found.other_dates] == ["2031-03-05"]


def test_two_dates_in_one_line_keep_their_labels() -> None:
    found = read(page("Edited time: 21 Jan, 2031 08:00 Published time: 20 Jan, 2031 22:31"))
    assert found.published is not None
    assert found.published.value == "2031-01-20"


def test_a_dateline_gives_the_date_where_nothing_else_does() -> None:
    found = read(page(dateline="HESK, January 20, 2031 (Lakewire) -- "))
    assert found.published is not None
    assert found.published.value == "2031-01-20"


def test_a_dateline_without_a_year_stays_without() -> None:
    text = page(dateline="HESK, November 2. /LAKEWIRE/. ")
    found = read(text)
    assert found.published is not None
    assert found.published.value is None
    assert found.published.span is not None
    assert text[slice(*found.published.span)] == "November 2"


def test_dates_of_comments_and_other_stories_do_not_count() -> None:
    below = ("Related Stories", "Ferry crews end strike", "4 May 2030", "3 Comments", "Posted on 7 June 2032")
    found = read(page(below=below))
    assert found.published is None
    assert found.other_dates == ()


def test_the_url_dates_a_page_that_prints_nothing() -> None:
    found = read(page(), url="https://news.example/2031/02/03/season")
    assert found.published is not None
    assert (found.published.value, found.published.basis) == ("2031-02-03", "inferred")


def test_a_given_date_comes_first() -> None:
    found = read(page("4 March 2031"), published="2031-03-05T10:00:00+00:00")
    assert found.published is not None
    assert found.published.value == "2031-03-05"
    assert [day.value for day in found.other_dates] == ["2031-03-04"]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_in_every_order(day: date) -> None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%a, %d %b %Y", "%d.%m.%Y"):
        printed = day.strftime(form)
        assert [stamp.value for stamp in stamps.dates(printed)] == [str(day)], printed


@given(st.text(alphabet="0123456789/-. ,:JanMay2031of", max_size=40))
def test_what_is_no_date_is_never_completed(words: str) -> None:
    for stamp in stamps.dates(words):
        start, end = stamp.span
        assert 0 <= start < end <= len(words)
        if stamp.value:
            assert stamp.value[2:4] in words[start:end]


# ---- datelines and agencies


@pytest.mark.parametrize(
    ("dateline", "place", "agency", "day"),
    [
        ("Hesk, LWA- ", "Hesk", "LWA", None),
        ("HESK, November 2. /LAKEWIRE/. ", "HESK", "LAKEWIRE", "November 2"),
        ("PORT ASEL (Lakewire) - ", "PORT ASEL", "Lakewire", None),
        ("HESK, 3 March (LWA) – ", "HESK", "LWA", "3 March"),
        ("(Lakewire) HESK: ", "HESK", "Lakewire", None),
        ("Hesk, (LWA) – ", "Hesk", "LWA", None),
        ("HESK, March 3 (Lakewire) -- ", "HESK", "Lakewire", "March 3"),
        ("HESK — ", "HESK", None, None),
        ("HESK, Tarn — ", "HESK, Tarn", None, None),
        ("Hesk: ", None, None, None),
        ("HESK: ", "HESK", None, None),
        ("(Lakewire) – ", None, "Lakewire", None),
        ("HESK, FEBRUARY 3, LAKEPRESS. ", "HESK", "LAKEPRESS", "FEBRUARY 3"),
        ("Hesk, Feb 3, LNA – ", "Hesk", "LNA", "Feb 3"),
        ("HESK. Feb 3 (Lakewire) - ", "HESK", "Lakewire", "Feb 3"),
        ("Hesk, 3 Feb (LNA) --- ", "Hesk", "LNA", "3 Feb"),
        ("3 February 2031 – ", None, None, "3 February 2031"),
        ("HESK/PORT ASEL (Lakewire) - ", "HESK/PORT ASEL", "Lakewire", None),
    ],
)
def test_a_dateline_comes_apart(dateline: str, place: str | None, agency: str | None, day: str | None) -> None:
    words = dateline + BODY[0]
    match = stamps.dateline(words)
    if match is None:
        assert place is agency is None
        return
    parts = stamps.parts(match)
    found = [words[slice(*span)] if span else None for span in (parts.place, parts.agency, parts.day)]
    assert found == [place, agency, day]
    text = page(dateline=dateline)
    printed = read(text).dateline
    assert printed is not None
    assert printed.span is not None
    assert text[slice(*printed.span)] == printed.text == dateline.rstrip(" -–—:")
    assert [named.name for named in read(text).agencies] == ([agency] if agency else [])


@pytest.mark.parametrize(
    "words",
    [
        "Holm – who leads the talks – said so.",
        "But – and this matters – nobody came.",
        "Holm: We have agreed.",
        "Senator Ada Lund (I-Hesk) visited the harbour.",
        "The Lake Guard (LG) said that it was ready.",
        "Hesk said on Monday that it was ready.",
        "",
    ],
)
def test_words_of_a_sentence_are_no_dateline(words: str) -> None:
    assert stamps.dateline(words) is None


@pytest.mark.parametrize("line", ["HESK", "HESK, TARN —", "Hesk (Lakewire)", "HESK – Lakewire Agency"])
def test_a_dateline_may_have_a_line_of_its_own(line: str) -> None:
    printed = read(page("By Jorun Ask", line)).dateline
    assert printed is not None
    assert printed.text == line.rstrip(" —")


# ---- bylines


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Jorun Ask", "Jorun Ask"),
        ("By JORUN ASK, LAKES EDITOR", "JORUN ASK, LAKES EDITOR"),
        ("Jorun Ask", "Jorun Ask"),
        ("Jorun Ask and Per Lund", "Jorun Ask and Per Lund"),
        ("by Jorun Ask | March 4, 2031", "Jorun Ask"),
        ("LDN and Agencies", "LDN and Agencies"),
        ("Web Desk", "Web Desk"),
        ("Jorun Ask , Wednesday 3 Feb 2031", "Jorun Ask"),
        ("By Jorun Ask - Feb 3, 2031 - 10:12am", "Jorun Ask"),
        ("Agencies | Published — Wednesday 3 February 2031", "Agencies"),
        ("Jorun AskFebruary 3, 2031", "Jorun Ask"),
        ("HESK | BY JORUN ASK", "JORUN ASK"),
    ],
)
def test_a_byline_is_found_and_trimmed(line: str, name: str) -> None:
    text = page(line)
    byline = read(text).byline
    assert byline is not None
    assert byline.text == name
    assert byline.span is not None
    assert text[slice(*byline.span)] == name


def test_a_credit_below_the_body_is_a_byline() -> None:
    byline = read(page(below=("LDN and Agencies", "Leave a Reply"))).byline
    assert byline is not None
    assert byline.text == "LDN and Agencies"


def test_a_name_that_the_body_speaks_of_is_no_byline() -> None:
    text = "\n\n".join([TITLE, "Anders Holm", BODY[0], BODY[1].replace("the envoy", "Anders Holm"), BODY[2]])
    assert read(text).byline is None


# ---- the outlet


@pytest.mark.parametrize(
    ("below", "name", "basis"),
    [
        ("© 2031 The Hesk Courier. All rights reserved.", "The Hesk Courier", "copyright line"),
        ("Copyright © Lakeside Today", "Lakeside Today", "copyright line"),
        ("Copyright 2031 Hesk Media Ltd. No part of this page may be reused.", "Hesk Media", "copyright line"),
        ("Follow LDN on Twitter", "LDN", "invitation to follow"),
        ("Per Lund is a journalist at LDN’s lakes section.", "LDN", "author's biography"),
        ("Per Lund is a senior correspondent for The Hesk Courier.", "The Hesk Courier", "author's biography"),
        ("LDN and Agencies", "LDN", "credit to itself and agencies"),
        ("Source: Lakewire", "Lakewire", "'Source:' line"),
        ("Source: Hesk Daily And Agencies", "Hesk Daily", "'Source:' line"),
        ("(This story has not been edited by LDN staff.)", "LDN", "its own staff"),
        ("(LAKES 24 with AFP, REUTERS)", "LAKES 24", "credit to itself and agencies"),
        ("Published in Lakeland, March 8th, 2031", "Lakeland", "print edition"),
        (
            "A version of this article appeared in the print edition of The Daily Lake.",
            "The Daily Lake",
            "print edition",
        ),
    ],
)
def test_the_outlet_is_read_from_the_pages_own_words(below: str, name: str, basis: str) -> None:
    text = page(below=(below,))
    outlet = read(text).outlet
    assert outlet is not None
    assert (outlet.name, outlet.basis) == (name, basis)
    assert outlet.span is not None
    assert text[slice(*outlet.span)] == name


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        ("By Jorun Ask, Hesk Daily News", "Hesk Daily News"),
        ("By Jorun Ask and Per Lund, LDN", "LDN"),
        ("by Lakeshore Newsdesk", "Lakeshore"),
        ("By AFP and Hesk Courier staff", "Hesk Courier"),
    ],
)
def test_the_outlet_is_read_from_the_byline(byline: str, name: str) -> None:
    outlet = read(page(byline)).outlet
    assert outlet is not None
    assert outlet.name == name


@pytest.mark.parametrize("byline", ["By Jorun Ask Staff Writer", "By Jorun Ask, Hesk", "By Jorun Ask, LAKES EDITOR"])
def test_a_writer_or_a_town_in_the_byline_is_no_outlet(byline: str) -> None:
    assert read(page(byline)).outlet is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("World | Agence France-Presse | Updated: February 05, 2031 21:52 IST", ["Agence France-Presse"]),
        ("Associated Press", ["Associated Press"]),
        ("ja/pl (AFP, dpa, Reuters)", ["AFP", "dpa", "Reuters"]),
        ("March 7, 2031, 8:14 p.m. | World — by Reuters", ["Reuters"]),
        ("SourceAgence France Presse", ["Agence France Presse"]),
        ("Some material for this report came from AP and Reuters.", ["AP", "Reuters"]),
    ],
)
def test_agencies_are_credited_in_many_places(line: str, names: list[str]) -> None:
    assert [agency.name for agency in read(page(below=(line,))).agencies] == names


def test_who_sells_links_is_no_author_and_a_pictures_number_no_place() -> None:
    read_page = read(page("by Taboola", "W460"))
    assert (read_page.byline, read_page.dateline) == (None, None)


def test_a_masthead_above_the_title_names_the_outlet() -> None:
    outlet = read("The Hesk Courier\n\nNews | Sport\n\n" + page()).outlet
    assert outlet is not None
    assert (outlet.name, outlet.basis) == ("The Hesk Courier", "masthead")


def test_a_masthead_is_not_the_title_however_often_the_story_names_the_paper() -> None:
    story = "\n".join(
        [
            "HESK — Mayor Ida Lund on Monday vetoed the budget of Hesk County, saying it would sink the harbour.",
            "The Examiner reported last month that the county owes the Examiner for eleven years of notices.",
            "Lund told the Examiner that she would not pay, and dared the county to take the Examiner to court.",
        ]
    )
    found = read(
        f"Skip to main content\nThe Hesk County Examiner\nHOME NEWS SPORTS\nBudget veto sets up showdown\n{story}\n"
    )
    assert found.title is not None
    assert found.title.text == "Budget veto sets up showdown"


@pytest.mark.parametrize("head", ["Ministry of Foreign Affairs of the Republic of Hesk", "Embassy of Hesk"])
def test_the_name_of_an_office_is_not_the_title(head: str) -> None:
    told = "Minister Ida Lund received today the Ambassador of Velden, who is leaving the Republic of Hesk for Velden."
    title = "Minister Ida Lund receives Ambassador of Velden"
    found = read(
        f"{head}\n{title}\n\nHesk, 4 May 2031\n\n{told}\n\nThe Minister thanked the Ambassador for his work.\n"
    )
    assert found.title is not None
    assert found.title.text == title


def test_an_agency_that_sells_to_many_is_not_the_outlet() -> None:
    assert read(page(dateline="HESK (Reuters) - ")).outlet is None
    outlet = read(page(dateline="HESK (Lakewire) - ")).outlet
    assert outlet is not None
    assert outlet.name == "Lakewire"


def test_the_photographer_is_not_the_outlet() -> None:
    assert read(page("Boats in the harbour © Petra Lind / Lakewire", "© Petra Lind / Lakewire")).outlet is None


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.heskcourier.example/season", "Hesk Courier"),
        ("https://ldn.example/2031/03/04/season", "ldn.example"),
        ("https://news.hc.co.uk/season", "Hesk Courier"),
    ],
)
def test_the_host_names_the_outlet_in_the_pages_own_spelling(url: str, name: str) -> None:
    outlet = read(page(below=("© 2031 Hesk Courier",)), url=url).outlet
    assert outlet is not None
    assert outlet.name == name


def test_a_page_that_names_no_outlet_has_none() -> None:
    found = read(page(below=("Share", "Follow us on Facebook", "© 2031 All rights reserved")))
    assert found.outlet is None
    assert found.agencies == ()


def test_given_fields_come_first_with_their_place_in_the_text() -> None:
    text = page("By Jorun Ask")
    found = read(text, title="A season for the fleet", outlet="LDN", byline="Jorun Ask")
    assert found.title is not None
    assert (found.title.text, found.title.span) == ("A season for the fleet", None)
    assert found.outlet is not None
    assert (found.outlet.name, found.outlet.basis) == ("LDN", "given")
    assert found.byline is not None
    assert found.byline.span == (text.index("Jorun Ask"), text.index("Jorun Ask") + 9)


@given(st.text(max_size=300), st.sampled_from([None, "https://news.example/2031/99/99/", "x", "//["]))
def test_any_text_gives_an_imprint_whose_spans_lie_in_it(text: str, url: str | None) -> None:
    found = read(text, url=url)
    assert read(text, url=url) == found
    for named in (found.title, found.byline, found.dateline, found.published, found.outlet, *found.agencies):
        if named is not None and named.span is not None:
            assert 0 <= named.span[0] < named.span[1] <= len(text)


@pytest.mark.skipif(not (SHARED / "data").is_dir(), reason="the shared gold pages are not here")
@pytest.mark.parametrize("folder", ["seeds", "press"])
def test_the_gold_pages_say_who_and_when(folder: str) -> None:
    for path in sorted((SHARED / "data" / folder).glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        found = read(path.with_suffix(".txt").read_bytes().decode("utf-8"))
        assert (found.outlet and found.outlet.name) in (gold["outlet"], gold.get("outlet_expanded"))
        assert (found.published and found.published.value) == gold["published"]["iso"]
        assert (found.byline and found.byline.text) == (gold["byline"] and gold["byline"]["text"])
        assert bool(found.dateline) == bool(gold["dateline"])


def test_a_second_author_is_no_agency() -> None:
    bylines = {"By Ida Lund and Per Aas": [], "By Ida Lund and Marsh Wire": ["Marsh Wire"]}
    bylines |= {"By IDA LUND and PER AASEN": [], "By IDA LUND and AFP": ["AFP"]}
    for line, credited in bylines.items():
        text = f"Bridge to open on Friday\n\n{line}\n\nThe bridge will open on Friday, the mayor of Velden said.\n"
        found = imprint(text, label(text), Page(data=b"", file="a.txt"))
        assert [agency.name for agency in found.agencies] == credited
