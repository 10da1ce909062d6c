"""Where reports differ: every planted disagreement is found, with its accounts, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from gold import PLANTED, gold, mention, span_of
from msgspec.structs import replace

from onrecord.acts import act
from onrecord.align.denials import denied
from onrecord.align.disagreements import Disagreement, Member, Told, of_line, of_occasion, of_story
from onrecord.align.quantities import quantities
from onrecord.record import Article, Contact, Date, Place, Reading, Statement

OFFICES = {actor["name"]: actor.get("office") for actor in PLANTED["actor"]}


def readings() -> list[Reading]:
    return [replace(one, statements=act(one.article, one.statements)) for one in gold().values()]


def told(occasion: dict[str, Any], report: dict[str, Any]) -> Told:
    reading = gold()[report["file"]]
    parties = tuple(replace(mention(name), office=OFFICES.get(name)) for name in occasion["participants"])
    span = span_of(reading.article.text, report["words"])
    assert span
    initiator = None
    if "initiator" in report:
        words = span_of(reading.article.text, report["initiator_words"])
        initiator = replace(mention(report["initiator"]), span=words)
    status = report.get("status", occasion["status"])
    day = report.get("on") or (occasion["on"] if "day" in report["words"] else None)
    contact = Contact(
        id=report["file"],
        kind=occasion["kind"],
        participants=parties,
        initiated_by=initiator,
        on=Date(value=day, basis="stated") if day else None,
        status=status,
        spans=(span,),
    )
    return Told(reading, contact)


def test_the_planted_quantities_are_found() -> None:
    found = list(of_story("story", readings()))
    planted = {one["about"]: one for one in PLANTED["disagreement"] if one["kind"] == "number"}
    assert [one.about for one in found] == ["how many: dead", "how many: of 6 gates"]
    pairs = zip(found, ("the dead at Mirrow", "gates open at Vessen since Thursday, 6 March"), strict=True)
    for one, about in pairs:
        accounts = {(account.file, account.value) for account in one.accounts}
        missing = {(each["file"], each["value"]) for each in planted[about]["accounts"]} - accounts
        assert not missing
    # On one page more a number is given that the plan does not list: 'Kestria has said nine'.
    dead = {(each["file"], each["value"]) for each in planted["the dead at Mirrow"]["accounts"]}
    assert {(account.file, account.value) for account in found[0].accounts} - dead == {("ordan-extended.html", "9")}


def test_the_planted_initiators_are_found_and_no_other_occasion_disagrees() -> None:
    found: list[Disagreement] = []
    for occasion in PLANTED["occasion"]:
        nodes = {name: mention(name).id or "" for name in occasion["participants"]}
        found += of_occasion(occasion["name"], [told(occasion, report) for report in occasion["reports"]], nodes)
    assert [(one.of, one.kind) for one in found] == [("first call", "initiator")]
    (planted,) = [one for one in PLANTED["disagreement"] if one["kind"] == "initiator"]
    sides = {"Velhania": "Renna Castavel", "Kestria": "Joren Madrek"}
    accounts = {(account.file, account.value) for account in found[0].accounts}
    assert accounts == {(each["file"], sides[each["value"]]) for each in planted["accounts"]}
    for account in found[0].accounts:
        text = gold()[account.file].article.text
        assert all(text[start:end] in account.words for start, end in account.spans)


def contact(id: str, **more: Any) -> Told:
    text = "They spoke on Monday."
    article = Article(text=text)
    reading = Reading(page=id, file=id, sha256=id, made_by="t", article=article)
    parties = (mention("Ada Brunn"), mention("Ines Vell"))
    fields = {"kind": "phone-call", "participants": parties, "spans": ((0, 10),), **more}
    return Told(reading, Contact(id=id, **fields))


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ({"on": Date(value="2031-03-04", basis="stated")}, {"on": Date(value="2031-03-05", basis="stated")}, "day"),
        ({"where": Place(name="Mirrow", country="A")}, {"where": Place(name="Lisgard", country="B")}, "place"),
        ({"status": "held"}, {"status": "denied"}, "status"),
    ],
)
def test_day_place_and_status(one: dict[str, Any], other: dict[str, Any], kind: str) -> None:
    (found,) = of_occasion("o", [contact("1", **one), contact("2", **other)], {})
    assert found.kind == kind
    assert [account.page for account in found.accounts] == ["1", "2"]
    assert not list(of_occasion("o", [contact("1", **one), contact("2", **one)], {}))


def test_what_was_planned_for_another_day_is_no_disagreement() -> None:
    plan = {"on": Date(value="2031-03-04", basis="stated"), "status": "planned"}
    held = {"on": Date(value="2031-03-05", basis="stated")}
    assert not list(of_occasion("o", [contact("1", **plan), contact("2", **held)], {}))


def line(text: str, speaker: str, page: str) -> Member:
    statement = Statement(
        id=page, source=(), cue=(), content=((0, len(text)),), manner="direct", score=1.0, speaker=mention(speaker)
    )
    reading = Reading(page=page, file=page, sha256=page, made_by="t", article=Article(text=text))
    return Member(reading, statement, (speaker,))


def test_a_line_disagrees_by_speaker_and_by_number_not_by_order_of_words() -> None:
    one = line("“We lost fourteen boats in the storm,”", "Ada Brunn", "1")
    other = line("“We lost 16 boats in the storm,”", "Ines Vell", "2")
    same = line("“In the storm we lost 14 boats”", "Ada Brunn", "3")
    assert [found.kind for found in of_line("l", [one, other])] == ["speaker", "number"]
    assert [a.value for found in of_line("l", [one, other]) for a in found.accounts] == [
        "Ada Brunn",
        "Ines Vell",
        "14",
        "16",
    ]
    assert not list(of_line("l", [one, same]))


def test_what_a_page_has_from_both_is_said_by_both() -> None:
    words = "“The bridge will not be sold to anybody, least of all to him,”"
    one, other = line(words, "Ada Brunn", "1"), line(words, "Ines Vell", "2")
    again = replace(line(words, "Ada Brunn", "2"), reading=other.reading)
    assert [found.kind for found in of_line("l", [one, other])] == ["speaker"]
    assert not list(of_line("l", [one, other, again]))


def test_eighteen_of_them_is_no_other_number_of_anything() -> None:
    one = line("“We have 50 of our boats at sea and we will lose none,”", "Ada Brunn", "1")
    assert not list(
        of_line("l", [one, line("“We have 18 of our boats at sea and we will lose none,”", "Ada Brunn", "2")])
    )


DENIED = "that she and the governor agreed to open the Hask reservoir"
AGREED = "They agreed on opening the Hask reservoir on Sunday night."


@pytest.mark.parametrize(
    ("cue", "speaker", "words", "differ"),
    [
        ("denied", "Jan Meve", AGREED, True),
        ("has disputed", "Jan Meve", AGREED, True),
        ("has not denied", "Jan Meve", AGREED, False),
        ("said", "Jan Meve", AGREED, False),
        ("rejected", "Jan Meve", AGREED, False),
        ("denied", "Ada Brunn", AGREED, False),  # her own words
        ("denied", "Jan Meve", "They did not agree on opening the Hask reservoir.", False),
        ("denied", "Jan Meve", "The reservoir of Hask holds forty million tonnes of water.", False),
    ],
)
def test_what_one_denies_and_another_says(cue: str, speaker: str, words: str, differ: bool) -> None:
    text = f"{cue} {DENIED}"
    denial = line(text, "Ada Brunn", "1")
    statement = replace(denial.statement, cue=((0, len(cue)),), content=((len(cue) + 1, len(text)),), manner="indirect")
    other = line(words, speaker, "2")
    pages = [replace(one.reading, statements=(s,)) for one, s in ((denial, statement), (other, other.statement))]
    found = list(denied("s", pages))
    assert bool(found) is differ
    if differ:
        (one,) = found
        assert [(account.value, account.by) for account in one.accounts] == [("denied", "Ada Brunn"), ("said", speaker)]


def test_a_line_of_two_days_may_have_two_numbers() -> None:
    one, other = (line(f"“We have {n} dead and I fear there will be more,”", "Ada Brunn", n) for n in ("12", "14"))
    told = [Date(value=value, basis="stated") for value in ("2031-03-04", "2031-03-05")]
    ones = [
        replace(each, statement=replace(each.statement, said=day)) for each, day in zip((one, other), told, strict=True)
    ]
    assert not list(of_line("l", ones))
    ones[1] = replace(other, statement=replace(other.statement, said=told[0]))
    assert [found.kind for found in of_line("l", ones)] == ["number"]


@pytest.mark.parametrize(
    ("told", "differ"),
    [
        ({"2031-03-04": "12 people were killed", "2031-03-05": "14 people were killed"}, False),  # it rose
        ({"2031-03-04": "14 people were killed", "2031-03-05": "12 people were killed"}, True),
        ({"2031-03-04": "12 people were killed", "2031-03-04/2031-03-05": "14 people were killed"}, True),
        ({"2031-03-04": "At least 14 people were killed", "2031-03-04/2031-03-05": "17 people were killed"}, False),
        ({"2031-03-04": "At least 14 people were killed", "2031-03-04/2031-03-05": "nine people were killed"}, True),
        ({"2031-03-04": "No more than 14 people were killed", "2031-03-04/2031-03-05": "17 people were killed"}, True),
        ({"2031-03-04": "two dozen people were hurt", "2031-03-04/2031-03-05": "about 26 were wounded"}, False),
        ({"2031-03-04": "12 were killed and 30 injured", "2031-03-04/2031-03-05": "12 people died"}, False),
        ({"2031-03-04": "two of the six gates are shut", "2031-03-05": "four of the six gates are open"}, False),
        ({"2031-03-04": "two of the six gates work", "2031-03-05": "four of the six gates are open"}, True),
        ({"2031-03-04": "two of the six gates are open", "2031-03-24": "four of the six gates are open"}, False),
        ({"2031-03-04": "12 people were killed in Mirrow", "2031-03-05": "nine people were killed in Lisgard"}, False),
    ],
)
def test_numbers_disagree_where_they_cannot_both_be_so(told: dict[str, str], differ: bool) -> None:
    readings = []
    for n, (day, text) in enumerate(told.items()):
        one = line(text, "Ada Brunn", str(n))
        statement = replace(one.statement, said=Date(value=day, basis="stated"))
        readings.append(replace(one.reading, statements=(statement,)))
    found = list(of_story("s", readings))
    assert bool(found) is differ
    for account in (account for one in found for account in one.accounts):
        assert account.said in told


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("at least 12 people were killed in Mirrow", [("12", "dead")]),
        ("twelve were wounded and three arrested", [("12", "wounded"), ("3", "arrested")]),
        ("Twelve people were killed and 30 injured when it blew up", [("12", "dead"), ("30", "wounded")]),
        ("two dozen people were hurt and a dozen killed", [("24", "wounded"), ("12", "dead")]),
        ("two\u00a0dozen people were hurt, twenty-five killed", [("24", "wounded"), ("25", "dead")]),
        ("the forty-something people were killed, and twenty-first", []),
        ("three of the four shafts are closed", [("3", "of 4 shafts out of use")]),
        ("three of the five judges voted for it", [("3", "of 5 judges voted for")]),
        ("the toll rose to 14", [("14", "dead")]),
        ("14 people, among them three children, were killed", [("14", "dead")]),
        ("it happened on March 14 and people died", []),
        ("12% of people died", []),
        ("they opened two of the six gates", [("2", "of 6 gates")]),
        ("two of the six gates could be opened", [("2", "of 6 gates")]),
        ("if two of the six gates open", []),
        ("340,000 people live there", []),
    ],
)
def test_what_a_number_counts(text: str, counted: list[tuple[str, str]]) -> None:
    member = line(text, "Ada Brunn", "1")
    reading = replace(member.reading, statements=(member.statement,))
    assert [(one.value, one.what) for one in quantities(reading)] == counted


def test_a_hostile_text_is_read_in_one_pass() -> None:
    member = line("14 dead " * 20_000, "Ada Brunn", "1")
    reading = replace(member.reading, statements=(member.statement,))
    assert sum(1 for _ in quantities(reading)) == 20_000
