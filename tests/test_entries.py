"""A list's days: what begins an entry, and how far it goes."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord import Article, Block, Date
from onrecord.dates import times
from onrecord.entries import Entries


def entries(text: str, published: str | None = "2031-03-03") -> tuple[str, Entries]:
    day = Date(value=published, basis="stated") if published else None
    article = Article(text=text, blocks=(Block(kind="body", start=0, end=len(text), why="test"),), published=day)
    return text, Entries(text, times(article))


def day_at(text: str, found: Entries, words: str) -> str | None:
    day = found.of(text.index(words))
    return day.value if day else None


def test_a_day_before_a_colon_or_a_dash_dates_its_line() -> None:
    text, found = entries("January 5, 2031: Volt met Plenn.\n• February 2: they met again.\nThey met for long.\n")
    assert day_at(text, found, "Volt") == "2031-01-05"
    assert day_at(text, found, "again") == "2031-02-02"
    assert day_at(text, found, "for long") is None


def test_a_day_alone_on_its_line_dates_what_stands_below_it() -> None:
    text, found = entries(
        "They have met often.\n\nJanuary 5\n\nVolt spoke.\n\nPlenn left.\n\nFebruary 2\n\nHe came back.\n"
    )
    assert day_at(text, found, "often") is None
    assert day_at(text, found, "Volt") == day_at(text, found, "Plenn") == "2031-01-05"
    assert day_at(text, found, "came back") == "2031-02-02"


def test_one_day_begins_a_story_and_a_day_in_a_sentence_begins_nothing() -> None:
    for text in (
        "March 3, 2031 - Volt met Plenn.\nThey shook hands.\n",
        "On January 5 Volt spoke.\nOn May 2 she left.\n",
    ):
        _, found = entries(text)
        assert not found.found


def test_an_entry_whose_year_is_not_known_is_open() -> None:
    text, found = entries("January 5: Volt spoke.\nMarch 2, 2031: Plenn spoke.\n", published=None)
    day = found.of(text.index("Volt"))
    assert day is not None
    assert day.value is None


@given(st.lists(st.integers(1, 28), min_size=2, max_size=40))
def test_each_line_has_its_own_day(days: list[int]) -> None:
    text, found = entries("".join(f"May {day}, {2000 + i}: Volt met Plenn, {i}.\n" for i, day in enumerate(days)))
    for i, day in enumerate(days):
        assert day_at(text, found, f", {i}.\n") == f"{2000 + i}-05-{day:02}"
