"""Who held an office on a day, what its descriptions are, and what a page makes of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.actors import name
from onrecord.actors.offices import Office, check_date, first_day, last_day
from onrecord.actors.registry import Known, Registry
from onrecord.errors import InputError
from onrecord.record import Article, Date, Mention, Named, Statement


def person(name: str, *offices: tuple[str, str, str | None, str | None], aliases: tuple[str, ...] = ()) -> Known:
    held = tuple(Office(title=title, of=of, begin=begin, end=end) for title, of, begin, end in offices)
    return Known(
        id=name.casefold().replace(" ", "-"), name=name, kind="person", country="XR", offices=held, aliases=aliases
    )


RURITANIA = Known(
    id="xr", name="Ruritania", kind="state", demonyms=("Ruritanian",), capital="Zenda", metonyms=("Zenda",)
)
ELBONIA = Known(id="xe", name="Elbonia", kind="state", demonyms=("Elbonian",))
LEAGUE = Known(id="bread-league", name="League of Bread", kind="organisation", aliases=("LB",))
REGISTRY = Registry(
    [
        RURITANIA,
        ELBONIA,
        LEAGUE,
        Known(id="zenda-post", name="Zenda Post", kind="outlet", country="XR"),
        person("Ian Roe", ("Foreign Minister", "XR", "1998-09-11", "2004-03-09")),
        person("Sergey Berg", ("Minister of Foreign Affairs", "XR", "2004-03-09", None), aliases=("S. Berg",)),
        Known(id="foreign-ministry", name="Ruritanian Foreign Ministry", kind="organisation"),
        person("Eva Kern", ("Spokesperson of the Ministry of Foreign Affairs", "XR", "2015", None)),
        person("Dora Lind", ("Press Secretary of the President", "XR", "2012-05", None)),
        person("Una Holm", ("Deputy Minister of Foreign Affairs", "XR", "2010", None)),
        person("Kim Falk", ("Minister of State for Foreign Affairs", "XR", "2010", None)),
        person("Max Orr", ("Minister of Defence", "XR", "2011", "2014"), ("Prime Minister", "XR", "2014", None)),
        person("Eve Pohl", ("Secretary of State for Foreign and Commonwealth Affairs", "XE", "2014-07-15", None)),
        person("Jon Falk", ("Special Envoy for Elbonia", "LB", "2014-07-10", "2018")),
        person("Ada Moss", ("Permanent Representative to the League of Bread", "XR", "2006-05-01", None)),
    ],
    {"anna": "female"},
)


@pytest.mark.parametrize(
    ("words", "holder"),
    [
        ("Ruritanian foreign minister", "Sergey Berg"),
        ("Ruritania's foreign minister", "Sergey Berg"),
        ("Ruritania’s top diplomat", "Sergey Berg"),
        ("Ruritanian FM", "Sergey Berg"),
        ("minister of foreign affairs of Ruritania", "Sergey Berg"),
        ("Ruritanian deputy foreign minister", "Una Holm"),
        ("Ruritanian presidential spokeswoman", "Dora Lind"),
        ("press secretary to the president of Ruritania", "Dora Lind"),
        ("Ruritanian foreign ministry spokeswoman", "Eva Kern"),
        ("spokesman for the Ruritanian Foreign Ministry", "Eva Kern"),
        ("Ruritanian premier", "Max Orr"),
        ("Zenda's PM", "Max Orr"),
        ("Elbonian foreign secretary", "Eve Pohl"),
        ("foreign minister of Elbonia", "Eve Pohl"),
        ("LB envoy to Elbonia", "Jon Falk"),
        ("League of Bread special envoy for Elbonia", "Jon Falk"),
        ("Ruritanian ambassador to the LB", "Ada Moss"),
        ("Ruritania's LB envoy", "Ada Moss"),
        ("Ruritanian defense minister", None),  # his term is over
        ("former Ruritanian foreign minister", None),
        ("Ruritanian minister", None),
        ("foreign minister", None),
        ("Ruritanian baker", None),
        ("", None),
    ],
)
def test_a_description_is_the_one_who_held_the_office(words: str, holder: str | None) -> None:
    held = REGISTRY.holder(words, None, "2016-01-20")
    assert (held[0].name if held else None) == holder


@pytest.mark.parametrize(
    ("on", "holder"),
    [
        ("1998-09-10", None),
        ("1998-09-11", "Ian Roe"),
        ("2003", "Ian Roe"),
        ("2004", None),  # two in that year
        ("2004-03-09", "Sergey Berg"),  # the day of the change is the new one's
        ("2004-04", "Sergey Berg"),
        ("2005/2006-02", "Sergey Berg"),
        ("2003/2006-02", None),
        ("2031-01-01", "Sergey Berg"),
        (None, None),
    ],
)
def test_an_office_has_its_holder_by_the_day(on: str | None, holder: str | None) -> None:
    held = REGISTRY.holder("foreign minister", "XR", on)
    assert (held[0].name if held else None) == holder
    post = REGISTRY.post("foreign minister", "XR")
    assert post is not None
    assert (post.id, len(post.held)) == ("xr/minister-of-foreign-affairs", 2)


@pytest.mark.parametrize(("on", "held"), [("2010", False), ("2011", True), ("2014-06", True), ("2015-01-01", False)])
def test_a_term_lasts_through_the_last_day_given(on: str, held: bool) -> None:
    assert (REGISTRY.holder("defence minister", "XR", on) is not None) == held


def test_a_deputy_is_not_meant_where_the_minister_is_unknown() -> None:
    registry = Registry([RURITANIA, person("Una Holm", ("Deputy Minister of Bread and Salt", "XR", "2010", None))])
    assert registry.holder("minister of bread", "XR", "2016") is None
    assert registry.holder("deputy minister of bread", "XR", "2016") is not None


def test_an_office_held_by_two_at_once_is_said_and_has_no_holder() -> None:
    both = [RURITANIA, person("Ian Roe", ("King", "XR", "2001", None)), person("Bo Berg", ("King", "XR", "2003", None))]
    registry = Registry(both)
    assert registry.holder("king", "XR", "2002") is not None
    assert registry.holder("king", "XR", "2005") is None
    assert [p.reason for p in registry.check()] == ["King of Ruritania: ian-roe and bo-berg hold it at the same time"]
    assert REGISTRY.check() == ()


@pytest.mark.parametrize(
    "words", ["2010-13", "2010-02-30", "2010/2011", "10", "2010-1-1", "", "tomorrow", "2010-01-01T00", "20100101"]
)
def test_what_is_no_date(words: str) -> None:
    with pytest.raises(InputError, match="is no date"):
        check_date(words)


DAYS = st.dates().map(lambda day: day.isoformat())
PREFIXES = st.tuples(DAYS, st.sampled_from([4, 7, 10])).map(lambda one: one[0][: one[1]])


@given(PREFIXES, DAYS)
def test_the_days_of_a_prefix_lie_between_its_first_and_last(prefix: str, day: str) -> None:
    check_date(prefix)
    assert first_day(prefix) <= last_day(prefix)
    assert (first_day(prefix) <= day <= last_day(prefix)) == day.startswith(prefix)


@given(PREFIXES, PREFIXES, PREFIXES, PREFIXES)
def test_overlapping_goes_both_ways(a: str, b: str, c: str, d: str) -> None:
    one, two = Office(title="x", begin=a, end=b), Office(title="x", begin=c, end=d)
    assert one.overlaps(two) == two.overlaps(one)


def speakers(
    text: str, day: str | None, *parts: tuple[str, str, str], outlet_name: str | None = None
) -> list[Mention | None]:
    """The speakers of statements whose source, cue and content are given by their words."""

    def span(words: str) -> tuple[tuple[int, int], ...]:
        return ((text.index(words), text.index(words) + len(words)),)

    statements = tuple(
        Statement(id=str(i), source=span(s), cue=span(c), content=span(t), manner="indirect", score=1.0)
        for i, (s, c, t) in enumerate(parts)
    )
    published = Date(value=day, basis="stated") if day else None
    outlet = Named(name=outlet_name, basis="given") if outlet_name else None
    resolved, _ = name(Article(text=text, published=published, outlet=outlet), statements, REGISTRY)
    return [statement.speaker for statement in resolved]


MINISTER = "The Ruritanian foreign minister said that bread is dear. He added that ovens are cold."
PARTS = (("The Ruritanian foreign minister", "said", "bread is dear"), ("He", "added", "ovens are cold"))


@pytest.mark.parametrize(("day", "holder"), [("2016-01-20", "sergey-berg"), ("2003", "ian-roe")])
def test_a_page_of_a_day_has_the_holder_of_that_day(day: str, holder: str) -> None:
    first, second = speakers(MINISTER, day, *PARTS)
    assert first is not None
    assert second is not None
    assert (first.id, first.kind, first.basis) == (holder, "person", "description")
    assert (second.id, second.basis) == (holder, "pronoun")
    assert first.office in ("Minister of Foreign Affairs of Ruritania", "Foreign Minister of Ruritania")


def test_a_page_without_a_day_has_the_office() -> None:
    first, _ = speakers(MINISTER, None, *PARTS)
    assert first is not None
    assert (first.kind, first.id) == ("office", "xr/minister-of-foreign-affairs")
    assert first.name == first.office == "Minister of Foreign Affairs of Ruritania"


def test_the_page_wins_where_it_says_who_holds_an_office() -> None:
    text = "Anna Roth, the Ruritanian foreign minister, came. The Ruritanian foreign minister said that bread is dear."
    (speaker,) = speakers(text, "2016", ("The Ruritanian foreign minister", "said", "bread is dear"))
    assert speaker is not None
    assert (speaker.name, speaker.id) == ("Anna Roth", None)


def test_any_minister_is_not_the_minister() -> None:
    text = "A Ruritanian foreign minister said that bread is dear."
    (speaker,) = speakers(text, "2016", ("A Ruritanian foreign minister", "said", "bread is dear"))
    assert speaker is not None
    assert (speaker.kind, speaker.id) == ("unnamed", None)


@pytest.mark.parametrize(
    ("source", "id", "office"),
    [
        ("Sergei Berg", "sergey-berg", "Minister of Foreign Affairs of Ruritania"),
        ("Ruritanian Foreign Minister Berg", "sergey-berg", "Minister of Foreign Affairs of Ruritania"),
        ("Ruritanian Foreign Minister Holm", None, "Ruritanian Foreign Minister"),
        ("Elbonian President Sergey Berg", None, "Elbonian President"),  # a namesake
        ("Mrs Anna Roth", None, None),
        ("The late mayor of Velden, Anna Roth", None, "late mayor of Velden"),
    ],
)
def test_a_named_speaker_keeps_the_name_of_the_page_and_gets_the_id(
    source: str, id: str | None, office: str | None
) -> None:
    (speaker,) = speakers(f"{source} said that bread is dear.", "2016-01", (source, "said", "bread is dear"))
    assert speaker is not None
    assert speaker.name is not None
    assert source.endswith(speaker.name)
    assert (speaker.id, speaker.office) == (id, office)


@pytest.mark.parametrize(
    ("source", "day", "outlet", "id"),
    [
        ("MINISTER BERG", "2016-01-20", "Zenda Post", "sergey-berg"),
        ("Minister Falk", "2016-01-20", "Zenda Post", "kim-falk"),  # the other Falk is an envoy
        ("Minister Berg", "2003-01-20", "Zenda Post", None),  # before his time
        ("Minister Berg", None, "Zenda Post", None),
        ("Minister Berg", "2016-01-20", None, None),  # of no state that the page shows
        ("Trade Minister Berg", "2016-01-20", "Zenda Post", None),  # another office
    ],
)
def test_a_bare_title_and_surname_are_of_the_outlets_country(
    source: str, day: str | None, outlet: str | None, id: str | None
) -> None:
    part = (source, "said", "bread is dear")
    (speaker,) = speakers(f"{source} said that bread is dear.", day, part, outlet_name=outlet)
    assert speaker is not None
    assert speaker.id == id
