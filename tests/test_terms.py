"""The terms of office that a page gives away, by which a page without a date is bounded."""

from __future__ import annotations

from onrecord.actors import Known, Registry, terms
from onrecord.actors.offices import Office
from onrecord.record import Article, Block

FOREIGN = "Minister of Foreign Affairs"
REGISTRY = Registry(
    [
        Known(id="rr", name="Ruritania", kind="state", demonyms=("Ruritanian",)),
        Known(id="sy", name="Sylvania", kind="state", demonyms=("Sylvanian",)),
        Known(id="roe", name="Ada Roe", kind="person", country="RR", offices=(
            Office(title=FOREIGN, of="RR", begin="2010", end="2012-05"),
            Office(title="President", of="RR", begin="2013-01-01"),
        )),
        Known(id="lund", name="Bo Lund", kind="person", country="SY", offices=(
            Office(title=FOREIGN, of="SY", begin="2009-02-03", end="2014-05-06"),
        )),
    ],
    {"ada": "female", "bo": "male"},
)  # fmt: skip


def found(text: str) -> list[tuple[str | None, str]]:
    article = Article(text=text, blocks=(Block(kind="body", start=0, end=len(text), why="test"),))
    return [(one.value, text[slice(*one.span)] if one.span else "") for one in terms(article, REGISTRY)]


def test_an_office_beside_a_name_gives_its_term() -> None:
    assert found("Ruritanian Foreign Minister Ada Roe spoke.") == [
        ("2010-01-01/2012-05-31", "Ruritanian Foreign Minister Ada Roe")
    ]
    assert found("Ruritanian President Ada Roe spoke.") == [("2013-01-01/", "Ruritanian President Ada Roe")]
    assert found("Ada Roe spoke.") == []


def test_a_counterpart_holds_the_office_last_spoken_of() -> None:
    values = [value for value, _ in found("Ruritanian Foreign Minister Ada Roe met her Sylvanian counterpart Bo Lund.")]
    assert values == ["2010-01-01/2012-05-31", "2009-02-03/2014-05-06"]


def test_a_former_minister_and_a_sentence_with_a_year_tell_nothing() -> None:
    assert found("Former Ruritanian Foreign Minister Ada Roe spoke.") == []
    assert found("Ruritanian Foreign Minister Ada Roe spoke in 2011.") == []
    assert found("Then Foreign Minister Ada Roe spoke.") == []


def test_who_is_to_hold_an_office_or_soon_leaves_it_tells_of_its_beginning_or_end() -> None:
    before = [("2012-06-15/2013-01-01", "President-elect Ada Roe")]
    assert found("Ruritanian President-elect Ada Roe spoke.")[0][0] == before[0][0]
    assert found("They urged the Ruritanian President-designate, Ada Roe, to act.")[0][0] == before[0][0]
    assert found("Incoming Ruritanian President Ada Roe spoke.")[0][0] == before[0][0]
    assert found("Newly elected Ruritanian President Ada Roe spoke.")[0][0] == "2012-09-23/2013-07-20"
    assert found("Outgoing Sylvanian Foreign Minister Bo Lund spoke.")[0][0] == "2013-10-18/2014-05-06"
    assert found("Outgoing Ruritanian President Ada Roe spoke.") == []  # its end is not known
