"""The known events that a page tells of, by which a page without a date is bounded; all events here are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.actors import Known, Registry, told_events
from onrecord.actors.happened import Event
from onrecord.actors.offices import Office
from onrecord.dates import Evidence, published
from onrecord.errors import InputError
from onrecord.pipeline import dated
from onrecord.record import Article, Block, Date, Page

STATES = [
    Known(id="rr", name="Ruritania", kind="state", demonyms=("Ruritanian",), metonyms=("Strelsau",)),
    Known(id="sy", name="Sylvania", kind="state", demonyms=("Sylvanian",)),
    Known(id="ns", name="New Syldavia", kind="state", demonyms=("Syldavian",)),
]
EVENTS = [
    Event(name="the Sylvanian war", kind="war", begin="2031-03", words=("Sylvanian civil war",),
          counted=("civil war", "war"), of=("SY",)),
    Event(name="the Velden accord", kind="agreement", begin="2034-02-11", words=("Velden accord", "Resolution 9054")),
    Event(name="the Ruritanian operation", kind="intervention", begin="2035-09-30", by=("RR",),
          words=("raids in Sylvania", "operations in Sylvania")),
    Event(name="the siege of Hentzau", kind="operation", begin="2036-01-05", words=("siege of Hentzau",)),
    Event(name="the old Syldavian war", kind="war", begin="2010", end="2014-05-01", counted=("war",), of=("NS",)),
]  # fmt: skip
REGISTRY = Registry(STATES, {}, EVENTS)


def page(text: str) -> Article:
    return Article(text=text, blocks=(Block(kind="body", start=0, end=len(text), why="test"),))


def found(text: str, registry: Registry = REGISTRY) -> list[tuple[str | None, str]]:
    return [(one.value, text[slice(*one.span)] if one.span else "") for one in told_events(page(text), registry)]


def test_a_page_is_not_older_than_the_event_it_tells_of() -> None:
    assert found("They spoke of the Velden accord again. The VELDEN accord holds.") == [
        ("2034-02-11/2034-02-11", "Velden accord"),
        ("2034-02-11/2034-02-11", "VELDEN accord"),
    ]
    assert found("Both will abide by Resolution 9054.") == [("2034-02-11/2034-02-11", "Resolution 9054")]
    assert found("The siege of Hentzau drags on.") == [("2036-01-05/", "siege of Hentzau")]
    assert found("Resolution 90545 and the Velden accordion.") == []


def test_the_reason_and_the_basis_are_said() -> None:
    (one,) = told_events(page("The Sylvanian civil war rages."), REGISTRY)
    assert (one.basis, one.why) == ("event", "it tells of the Sylvanian war, which began in 2031-03")


@pytest.mark.parametrize(
    "text",
    [
        "The army is preparing for the siege of Hentzau.",
        "Ruritania will begin the siege of Hentzau in May.",
        "They fear a siege of Hentzau.",
        "The proposed Velden accord was discussed.",
        "They hope for a Velden accord.",
    ],
)
def test_what_is_still_to_come_bounds_nothing(text: str) -> None:
    assert found(text) == []


def test_an_operation_is_of_whose_it_is() -> None:
    for text in (
        "Ruritanian military raids in Sylvania killed ten.",
        "Ruritania’s operations in Sylvania went on.",
        "Ruritania will not stop its operations in Sylvania.",
        "Strelsau must stop its military operations in Sylvania.",
    ):
        assert [value for value, _ in found(text)] == ["2035-09-30/"], text
    for text in (
        "Ruritania condemned Syldavian raids in Sylvania.",
        "Ruritania said raids in Sylvania had to stop.",
        "There were raids in Sylvania. Ruritania was silent.",
        "Syldavian raids in Sylvania killed ten.",
    ):
        assert found(text) == [], text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They want a ceasefire in Sylvania after five years of civil war.", "2035-08-30/2037-03-31"),
        ("Sylvania, and the five-year civil war, were discussed.", "2035-08-30/2037-03-31"),
        ("after 5 years of war in Sylvania", "2035-08-30/2037-03-31"),
        ("after nearly five years of war in Sylvania", "2035-08-30/2036-03-31"),
        ("after more than five years of war in Sylvania", "2036-02-29/2037-03-31"),
        ("Five years after the outbreak of the Sylvanian war, they met.", "2035-08-30/2037-03-31"),
        ("It is the sixth year of the war in Sylvania.", "2035-11-29/2037-06-30"),
        ("The war in Sylvania, now in its sixth year, goes on.", "2035-11-29/2037-06-30"),
        ("The Sylvanian war is entering its 6th year.", "2035-11-29/2037-06-30"),
    ],
)
def test_years_are_counted_from_the_beginning_with_slack(text: str, value: str) -> None:
    assert [value for value, _ in found(text)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "after five years of war",  # whose?
        "after five years of war in Ruritania",
        "five years after the war in Sylvania",  # after its end
        "In Sylvania the last five years of war cost much.",
        "Sylvania and Ruritania spoke of the five-year war.",  # the nearest is another
        "Sylvania is quiet. It was a five-year war.",
    ],
)
def test_years_of_what_is_not_clear_bound_nothing(text: str) -> None:
    assert found(text) == []


def test_a_war_that_ended_is_told_of_ever_after_by_its_length() -> None:
    assert found("The four-year war in New Syldavia is not forgotten.") == []  # two words after 'in': not read
    assert [value for value, _ in found("New Syldavia looks back on the four-year war.")] == ["2013-07-02/"]


def test_two_wars_of_one_state_leave_its_years_open() -> None:
    other = Event(name="another", kind="war", begin="2040", counted=("war",), of=("SY",))
    assert found("after five years of war in Sylvania", Registry(STATES, {}, [*EVENTS, other])) == []
    assert found("after five years of civil war in Sylvania", Registry(STATES, {}, [*EVENTS, other])) != []


def test_the_evidence_makes_an_interval_together() -> None:
    text = "Sylvania, after five years of civil war, saw Ruritanian raids in Sylvania."
    got = published(page(text), Evidence(terms=told_events(page(text), REGISTRY)))
    assert got is not None
    assert (got.value, got.basis) == ("2035-09-30/2037-03-31", "inferred")
    assert got.why == (
        "it tells of the Ruritanian operation, which began on 2035-09-30; it counts 5 years of the Sylvanian war, which"
        " began in 2031-03, taken as 4.5 to 6 years on"
    )


def test_a_beginning_alone_leaves_the_day_open() -> None:
    assert (
        published(page("The Velden accord."), Evidence(terms=told_events(page("The Velden accord."), REGISTRY))) is None
    )


def test_a_printed_day_stands_and_no_event_is_asked_for() -> None:
    stamp = Date(value="2020-01-01", basis="stated", span=(0, 1))
    text = "The Velden accord."
    article = Article(text=text, published=stamp, blocks=(Block(kind="body", start=0, end=len(text), why="test"),))

    def asked() -> Date:
        raise AssertionError("asked for")

    assert published(article, Evidence(terms=(asked() for _ in "x"))) is stamp


def test_of_two_that_exclude_one_another_the_surer_stays_and_the_other_is_said() -> None:
    office = Date(value="2030-01-01/2032-12-31", basis="office", span=(0, 3), why="A was minister")
    event = Date(value="2034-02-11/", basis="event", span=(4, 6), why="it tells of B")
    got = published(page("x"), Evidence(terms=[event, office]))
    assert got is not None
    assert got.value == "2030-01-01/2032-12-31"
    assert "A was minister; left out, as it does not fit: it tells of B" in (got.why or "")
    years = Date(value="2036-01-01/2037-01-01", basis="years", why="it counts")
    until = Date(value="/2035-06-01", basis="office", why="C left")
    both = published(page("x"), Evidence(terms=[years, event, until]))
    assert both is not None
    assert both.value == "2034-02-11/2035-06-01"


def test_terms_that_meet_on_the_day_of_change_alone_exclude_one_another() -> None:
    before = Date(value="2030-01-20/2033-01-20", basis="office", why="A was president")
    after = Date(value="2033-01-20/2037-01-20", basis="office", why="B was president")
    assert published(page("x"), Evidence(terms=[before, after])) is None
    assert published(page("x"), Evidence(terms=[after])) is not None


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ('name="The Fair"\nkind="fair"\nfrom="2031"\nwords=["the fair"]', "(The Fair): 'fair' is no kind of event"),
        ('name="The Fair"\nkind="war"\nfrom="2031-13"\nwords=["the fair"]', "(The Fair): '2031-13' is no date"),
        ('name="The Fair"\nkind="war"\nfrom="2031"\nto="2030"\nwords=["the fair"]', "(The Fair): it ends before"),
        ('name="The Fair"\nkind="war"\nfrom="2031"', "(The Fair): neither words, all nor counted"),
        ('name="The Fair"\nkind="war"\nfrom="2031"\nwords=["-"]', "(The Fair): the name, or words of it, are empty"),
        ('name="The Fair"\nkind="war"\nfrom="2031"\ncounted=["war"]', "(The Fair): counted needs of"),
        ('name="The Fair"\nkind="war"\nfrom="2031"\nwords=["the fair"]\ncolour="red"', "(The Fair): Object contains"),
        ('name="The Fair"\nkind="war"\nfrom="2031"\nall=["a fair"]', "'a fair' in all and also is of single"),
        ('name="The Fair"\nkind="war"\nfrom="2031"\nall=["fair||"]', "'fair||' in all and also is of single"),
        ('kind="war"\nfrom="2031"\nwords=["the fair"]', "number 1: Object missing required field `name`"),
    ],
)  # fmt: skip
def test_a_bad_entry_is_one_sentence_with_file_and_event(tmp_path: Path, entry: str, reason: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(f"[[event]]\n{entry}\n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        Registry.load(tmp_path)
    assert str(error.value).startswith(f"{file}: [[event]] number 1")
    assert reason in str(error.value)


def test_events_stand_beside_actors_in_any_file(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        '[[state]]\nid="rr"\nname="Ruritania"\n'
        '[[event]]\nname="the fair"\nkind="talks"\nfrom="2031"\nwords=["the fair"]\n'
    )
    registry = Registry.load(tmp_path)
    assert [event.name for event in registry.events] == ["the fair"]
    assert [actor.id for actor in registry.actors] == ["rr"]
    (tmp_path / "mine.toml").write_text("event = 3\n")
    with pytest.raises(InputError, match=r"mine\.toml: event is no list of tables"):
        Registry.load(tmp_path)


def test_our_own_events_are_told_by_words_of_one_event_only() -> None:
    registry = Registry.load()
    assert len(registry.events) >= 60
    words = [(said.casefold(), event.name) for event in registry.events if not event.by for said in event.words]
    assert len({said for said, _ in words}) == len(words)
    assert len({event.name for event in registry.events}) == len(registry.events)
    for event in registry.events:
        assert all(registry.id_of(of) in registry.by_id for of in (*event.of, *event.by)), event.name


WORDS = "Sylvania five years of war civil raids in its Ruritanian Velden accord . sixth year after - New"


@given(st.lists(st.sampled_from([*WORDS.split(), "\n\n"]), max_size=40))
def test_any_words_give_dates_whose_span_is_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for one in told_events(page(text), REGISTRY):
        assert one.span
        assert 0 <= one.span[0] < one.span[1] <= len(text)
        first, last = (one.value or "").split("/")
        assert first
        assert not last or first <= last


def test_long_hostile_text_is_read_in_steps_that_grow_with_its_length() -> None:
    """Counts the words looked at, as a clock would be no test: no state is searched farther back than BACK words."""
    looked = 0

    class Counting(Registry):
        def state_of(self, word: str) -> Known | None:
            nonlocal looked
            looked += 1
            return None

    registry = Counting(STATES, {}, EVENTS)
    text = "Raids in Sylvania five years of war Raids In " * 2000
    assert list(told_events(page(text), registry)) == []
    assert looked <= 2 * 40 * 4 * 2000


def test_an_office_of_a_person_bounds_beside_an_event() -> None:
    registry = Registry(
        [*STATES, Known(id="roe", name="Ada Roe", kind="person", country="RR", offices=(
            Office(title="President", of="RR", begin="2033", end="2035-05"),))], {"ada": "female"}, EVENTS,
    )  # fmt: skip
    article = page("Ruritanian President Ada Roe praised the Velden accord.")
    raw = Page(data=b"", file="x.txt")
    got = dated(article, raw, registry).published
    assert got is not None
    assert got.value == "2034-02-11/2035-05-31"


def test_of_two_words_as_near_as_one_another_the_first_counts() -> None:
    coup = Event(name="the coup in Hentzau", kind="coup", begin="2036-01-05", all=("hentzau", "failed|attempt|night"))
    told = found("In Hentzau the failed coup attempt was over.", Registry(STATES, {}, [coup]))
    assert told == [("2036-01-05/2036-01-05", "Hentzau the failed coup")]
