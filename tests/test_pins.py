"""What a page's day must be by how long ago a known event was; all events and states here are invented."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.actors import Known, Registry, told_events
from onrecord.actors.happened import Event
from onrecord.dates import Evidence, published
from onrecord.record import Article, Block, Date

STATES = [
    Known(id="rr", name="Ruritania", kind="state", demonyms=("Ruritanian",)),
    Known(id="sy", name="Sylvania", kind="state", demonyms=("Sylvanian",)),
]
EVENTS = [
    Event(name="the bombing of Hentzau", kind="attack", begin="2035-03-02", all=("Hentzau",)),  # a Friday
    Event(name="the bombing of the port of Hentzau", kind="attack", begin="2036-07-05",
          all=("Hentzau",), also=("port",)),
    Event(name="the bombing of Zenda", kind="attack", begin="2035-09-15", all=("Zenda",)),  # a Saturday
    Event(name="the battle of Tarlen", kind="operation", begin="2035-10-17", end="2036-07-10", all=("Tarlen",)),
    Event(name="the campaign for Tarlen", kind="operation", begin="2035-03", end="2036-07", all=("Tarlen",)),
    Event(name="the talks of Velden", kind="talks", begin="2035-02-01", end="2035-02-09", all=("Velden",)),
    Event(name="the second talks of Velden", kind="talks", begin="2036-02-25", end="2036-03-03", all=("Velden",)),
    Event(name="the deal on fish", kind="agreement", begin="2035-11-13",
          all=("Sylvania|Sylvanian", "Ruritania|Ruritanian", "fish|fishing")),
    Event(name="the nomination of Ada Roe", kind="decision", begin="2035-08-11", all=("nominate|nominated", "Roe")),
]  # fmt: skip
REGISTRY = Registry(STATES, {}, EVENTS)
LIMITS = Date(value="2034-01-01/2037-12-31", basis="office", span=(0, 3), why="A was minister")


def page(text: str) -> Article:
    return Article(text=text, blocks=(Block(kind="body", start=0, end=len(text), why="test"),))


def days(text: str, *others: Date, registry: Registry = REGISTRY) -> str | None:
    got = published(page(text), Evidence(terms=[*others, *told_events(page(text), registry)]))
    return got.value if got else None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They mourned the victims of Saturday's bombing in Zenda.", "2035-09-15/2035-09-17"),
        ("They spoke of yesterday’s terrorist bombings in Zenda, Ruritania.", "2035-09-16/2035-09-16"),
        ("The attack in Zenda today was the worst.", "2035-09-15/2035-09-15"),
        ("A bomb attack in Zenda last night killed four.", "2035-09-15/2035-09-16"),
        ("The army launched the offensive to retake Tarlen eight days ago.", "2035-10-25/2035-10-26"),
        ("The offensive for Tarlen began last month.", "2035-11-01/2035-11-30"),
        ("The offensive for Tarlen began late last month.", "2035-11-01/2035-11-30"),
        ("The offensive for Tarlen began two weeks ago.", "2035-10-27/2035-11-07"),
        ("The offensive for Tarlen began earlier this month.", "2035-10-17/2035-10-31"),
        ("The offensive for Tarlen began Oct. 17.", "2035-10-17/2036-09-11"),
        ("They welcome the agreement reached yesterday between Sylvania and the Ruritanian state on fish.",
         "2035-11-14/2035-11-14"),
        ("On Saturday, a bombing in Zenda killed four.", "2035-09-15/2035-09-17"),
    ],
)  # fmt: skip
def test_an_event_with_a_time_beside_it_is_of_days_that_can_be_counted(text: str, value: str) -> None:
    assert days(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "He said on Saturday that the bombing in Zenda was wrong.",  # he said it on that day
        "The bombing in Zenda, he said on Saturday, was wrong.",
        "The bombing in Zenda was wrong. It rained on Saturday.",
        "The bombing in Zenda on Monday was wrong.",  # no such bombing
        "The fight for Tarlen killed ten people yesterday.",  # a day of many
        "The army launched the offensive to retake Tarlen many days ago.",
        "The offensive for Tarlen began early last month.",  # it began late in one
        "Saturday saw rain, and the bombing in Zenda was forgotten.",
    ],
)
def test_a_time_that_is_not_of_the_event_or_does_not_fit_it_counts_nothing(text: str) -> None:
    assert days(text) is None


def test_of_several_events_those_of_the_weekday_told_are_left() -> None:
    assert days("They mourned Friday's attack in Hentzau.") == "2035-03-02/2035-03-04"
    assert days("They mourned Saturday's attack in Hentzau.") == "2036-07-05/2036-07-07"
    assert days("They mourned yesterday's attack in Hentzau.") == "2035-03-03/2036-07-06"  # either: all between
    assert days("They mourned yesterday's attack on the port of Hentzau.") == "2036-07-06/2036-07-06"
    until = Date(value="/2036-01-01", basis="office", why="A was minister until then")
    assert days("They mourned yesterday's attack in Hentzau.", until) == "2035-03-03/2035-03-03"


def test_a_known_month_bounds_and_counts_no_days() -> None:
    only = Registry(STATES, {}, [event for event in EVENTS if event.name != "the battle of Tarlen"])
    assert days("The fight for Tarlen began eight days ago.", LIMITS, registry=only) == "2035-03-01/2037-12-31"
    assert days("The fight for Tarlen goes on.", LIMITS, registry=only) == "2035-03-01/2037-12-31"


def test_short_talks_are_of_any_of_their_days_unless_they_are_said_to_begin_or_end() -> None:
    assert days("The talks in Velden ended on Friday.") == "2035-02-09/2035-02-11"
    assert days("The talks in Velden began on Thursday.") == "2035-02-01/2035-02-03"
    until = Date(value="/2035-12-31", basis="office", why="A was minister until then")
    assert days("They met for Tuesday’s talks in Velden.", until) == "2035-02-01/2035-02-08"


def test_what_is_set_for_a_day_bounds_a_page_from_above() -> None:
    text = "The minister spoke of the talks that will be held in Velden in February."
    assert days(text, LIMITS) == "2034-07-16/2036-02-25"
    assert days(f"{text} They met at the end of last year.", LIMITS) == "2035-01-01/2036-02-25"
    early = Date(value="/2035-12-31", basis="office", why="B was minister until then")
    assert days(f"{text} They met at the end of last year.", LIMITS, early) == "2035-01-01/2035-02-01"


def test_talks_told_neither_as_over_nor_as_to_come_bound_nothing() -> None:
    assert days("The talks in Velden matter.", LIMITS) == "2034-01-01/2037-12-31"
    assert days("After the talks in Velden, they left.", LIMITS) == "2035-02-01/2037-12-31"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on the first anniversary of the bombing in Zenda.", "2036-08-31/2036-09-28"),
        ("They met on the 1st anniversary of the bombing in Zenda.", "2036-08-31/2036-09-28"),
        ("They mark the bombing in Zenda on its one-year anniversary.", "2036-08-31/2036-09-28"),
        ("They met on the anniversary of the bombing in Zenda.", "2036-08-31/2037-09-28"),
        ("Two years after the bombing in Zenda, it rains.", "2037-07-16/2037-12-31"),
        ("A year since the terrible bombing in Zenda, it rains.", "2036-07-16/2037-05-22"),
        ("They met in 2037, two years after the bombing in Zenda.", "2037-01-01/2037-12-31"),
        ("They met after the second such bombing in Zenda.", "2035-09-15/2037-12-31"),
    ],
)
def test_anniversaries_and_years_after_an_event_count(text: str, value: str) -> None:
    assert days(text, LIMITS) == value


def test_a_city_is_taken_when_that_is_told_and_not_while_it_is_an_aim() -> None:
    taken = [Event(name="the capture of Tarlen", kind="capture", begin="2036-07-10", all=("Tarlen",))]
    known = Registry(STATES, {}, taken)
    for text in (
        "The army recaptured Tarlen.",
        "After the liberation of Tarlen, they left.",
        "Tarlen has fallen.",
    ):
        assert days(text, LIMITS, registry=known) == "2036-07-10/2037-12-31", text
    for text in (
        "They spoke of the liberation of Tarlen.",
        "They will go when Tarlen is liberated.",
        "Tarlen is yet to be recaptured.",
        "The army is to recapture Tarlen.",
    ):
        assert days(text, LIMITS, registry=known) == "2034-01-01/2037-12-31", text
    assert days("We welcome the liberation of Tarlen.", LIMITS, registry=known) == "2036-07-10/2036-07-12"


def test_a_release_answers_within_days() -> None:
    assert days("The Council condemns the bombing in Zenda.") == "2035-09-15/2035-09-17"
    assert days("The Council is encouraged by the decision to nominate Ada Roe.") == "2035-08-11/2035-08-13"
    assert days("It rained. " * 60 + "The Council condemns the bombing in Zenda.") is None
    assert days("The Council condemned the bombing in Zenda.") is None  # when it did is not told


def test_the_reason_names_the_event_and_the_time() -> None:
    text = "They mourned Saturday's bombing in Zenda."
    got = published(page(text), Evidence(terms=told_events(page(text), REGISTRY)))
    assert got is not None
    assert got.why == "it tells of the bombing of Zenda, of 2035-09-15, ‘Saturday’; it tells of Saturday as just past"
    assert got.span
    assert "Zenda" in text[slice(*got.span)] or text[slice(*got.span)] == "Saturday"


WHEN = {
    "yesterday": (1, 1), "today": (0, 0), "{weekday}": (0, 2), "on {weekday}": (0, 2), "{ago} days ago": (3, 40),
    "last month": (1, 60), "earlier this month": (0, 30), "on {day}": (0, 300), "last week": (1, 13),
}  # fmt: skip


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.sampled_from(sorted(WHEN)), st.data())
def test_a_page_made_of_true_facts_is_of_a_day_that_is_left(day: date, words: str, data: st.DataObject) -> None:
    """The true day is drawn first, the event so many days before it, and what is told of them is true."""
    before = data.draw(st.integers(*WHEN[words]))
    event = day - timedelta(before)
    if words == "last month":
        event = day.replace(day=1) - timedelta(data.draw(st.integers(1, 28)))
    if words == "last week":
        event = day - timedelta(day.weekday() + data.draw(st.integers(1, 7)))
    if words == "earlier this month":
        event = day.replace(day=data.draw(st.integers(1, day.day)))
    said = words.format(weekday=event.strftime("%A"), ago=before, day=f"{event:%B} {event.day}")
    others = data.draw(st.lists(st.dates(date(2000, 1, 1), date(2030, 1, 1)), max_size=3, unique=True))
    known = [
        Event(name=f"bombing {n}", kind="attack", begin=begin.isoformat(), all=("Zenda",))
        for n, begin in enumerate(dict.fromkeys([event, *others]))
    ]
    text = f"The bombing in Zenda {said} was told of."
    bounds = Date(value=f"{day - timedelta(900)}/{day + timedelta(900)}", basis="office", why="A was minister")
    got = days(text, bounds, registry=Registry(STATES, {}, known))
    assert got
    first, last = got.split("/")
    assert first <= day.isoformat() <= last


def test_long_hostile_text_is_read_in_steps_that_grow_with_its_length() -> None:
    text = "bombing Zenda Saturday yesterday talks Velden Tarlen began " * 2000
    assert days(text + "Hentzau", LIMITS) is not None
