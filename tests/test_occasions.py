"""Contacts that several pages report: what is one occasion, what is two, and that time alone joins nothing."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from gold import PLANTED, gold, mention
from msgspec.structs import replace

from onrecord.align.days import between, days, weeks
from onrecord.align.occasions import Match, Report, compare, keys, occasions, report
from onrecord.record import Contact, Date, Place, digest

FAMILY = {member["file"]: family["name"] for family in PLANTED["family"] for member in family["members"]}
OFFICES = {actor["name"]: actor.get("office") for actor in PLANTED["actor"]}


def planted(occasion: dict[str, Any], told: dict[str, Any], dated: bool) -> Report:
    """A planted report; of an undated one, the day is not known unless its words name one."""
    reading = gold()[told["file"]]
    named = dated or any(word in told["words"] for word in ("day", "morning"))
    day = told.get("on") or (occasion["on"] if named else None)
    parties = tuple(replace(mention(name), office=OFFICES.get(name)) for name in occasion["participants"])
    contact = Contact(
        id=digest([told["file"], told["words"]]),
        kind=occasion["kind"],
        participants=parties,
        where=Place(name=occasion["place"]) if "place" in occasion else None,
        on=Date(value=day, basis="stated") if day else None,
        status=told.get("status", occasion["status"]),
    )
    printed = reading.article.published.value if reading.article.published else None
    nodes = {one.name: one.id for one in parties if one.name and one.id}
    return report(contact, reading.page, printed, nodes, FAMILY.get(told["file"], reading.page))


def joined(reports: list[Report]) -> tuple[list[Match], dict[str, str]]:
    by_key = defaultdict(list)
    for one in reports:
        for key in keys(one):
            by_key[key].append(one)
    known = {one.id: list({o.id: o for key in keys(one) for o in by_key[key]}.values()) for one in reports}
    matches = list(occasions(reports, known))
    group = {one.id: one.id for one in reports}
    for match in matches:
        if match.judgement == "same":
            old, new = group[match.left], group[match.right]
            group = {id: new if name == old else name for id, name in group.items()}
    return matches, group


@pytest.mark.parametrize("dated", [True, False])
def test_the_planted_occasions_are_found_and_nothing_else(dated: bool) -> None:
    names = {}
    reports = []
    for occasion in PLANTED["occasion"]:
        for told in occasion["reports"]:
            one = planted(occasion, told, dated)
            reports.append(one)
            names[one.id] = (occasion["name"], told["file"])
    matches, group = joined(reports)
    of_group = defaultdict(set)
    for id, name in group.items():
        of_group[name].add(names[id][0])
    assert all(len(found) == 1 for found in of_group.values()), of_group
    whole: dict[str, set[str]] = defaultdict(set)
    for id, name in group.items():
        whole[names[id][0]].add(name)
    split = {name for name, found in whole.items() if len(found) > 1}
    # Told without a day, a week after a call, or on a page without a date: nothing but time would say which it was.
    assert split == (set() if dated else {"first call", "Ellowen's visit to Mirrow"})
    assert any("planned, then held" in match.reason for match in matches)


def a(day: str | None = "2031-03-05", **more: Any) -> Report:
    person = mention("Renna Castavel"), mention("Joren Madrek")
    contact = Contact(
        id=more.pop("id", "1"),
        kind=more.pop("kind", "phone-call"),
        participants=more.pop("participants", person),
        on=Date(value=day, basis="stated") if day else None,
        where=more.pop("where", None),
        status=more.pop("status", "held"),
    )
    page = more.pop("page", contact.id)
    nodes = {one.name: one.id for one in contact.participants}
    return report(contact, page, more.pop("printed", "2031-03-06"), nodes, page)


def judged(one: Report, other: Report) -> str | None:
    match, back = compare(one, other), compare(other, one)
    assert match == back
    return match.judgement if match else None


def test_two_calls_of_one_pair_in_one_week_are_two() -> None:
    assert judged(a(), a("2031-03-08", id="2")) == "different"
    assert judged(a(), a(id="2")) == "same"
    assert judged(a(), a(id="2", page="1")) == "different"


def test_another_pair_on_the_same_day_is_another_occasion() -> None:
    others = (mention("Renna Castavel"), mention("Sefa Quillon"))
    assert judged(a(), a(id="2", participants=others)) == "unsure"
    assert judged(a(), a(id="2", participants=(mention("Sefa Quillon"), mention("Nadir Ellowen")))) is None


def test_a_state_stands_for_its_minister() -> None:
    states = (mention("Velhania"), mention("Kestria"))
    ministers = tuple(replace(mention(name), office=OFFICES[name]) for name in ("Renna Castavel", "Joren Madrek"))
    assert judged(a(participants=ministers), a(id="2", participants=states)) == "same"
    plain = tuple(replace(one, office=None) for one in ministers)
    assert judged(a(participants=plain), a(id="2", participants=states)) is None


def test_places_part_and_join() -> None:
    here, there = Place(name="Mirrow", country="VE"), Place(name="Lisgard", country="LI")
    one = a(kind="visit", where=here, status="planned")
    assert judged(one, a("2031-03-07", id="2", kind="visit", where=here)) == "same"
    assert judged(one, a("2031-03-07", id="2", kind="visit", where=there)) == "different"
    assert judged(a(kind="visit", where=here), a("2031-03-07", id="2", kind="visit", where=here)) == "different"


def test_a_contact_without_a_day_takes_more_than_time() -> None:
    assert judged(a(), a(None, id="2")) == "same"
    assert judged(a(), a(None, id="2", printed="2031-03-20")) is None
    assert judged(a(), a(None, id="2", printed=None)) is None
    alone = (mention("Joren Madrek"),)
    assert judged(a(kind="visit", participants=alone), a(None, id="2", kind="visit", participants=alone)) == "unsure"


def test_denied_is_joined_to_what_is_denied() -> None:
    assert judged(a(), a(id="2", status="denied")) == "same"


@pytest.mark.parametrize("value", [None, "", "soon", "2031-13", "2031-02-30", "2031-03-05/x"])
def test_what_is_no_date_is_no_day(value: str | None) -> None:
    assert days(value) is None


def test_days() -> None:
    assert [str(day) for day in days("2031-12") or ()] == ["2031-12-01", "2031-12-31"]
    assert [str(day) for day in days("2031") or ()] == ["2031-01-01", "2031-12-31"]
    assert between(days("2031-03-01/2031-03-05"), days("2031-03-08")) == 3
    assert between(None, days("2031")) is None
    near = set(weeks(days("2031-03-05"))) & set(weeks(days("2031-03-12")))
    assert near
    assert not set(weeks(days("2031-03-05"))) & set(weeks(days("2031-03-25")))


def test_a_page_of_some_year_or_other_joins_nothing_by_when_it_was_printed() -> None:
    parties = (mention("Ada Roe"), mention("Bo Lund"))
    call = Contact(id="a", kind="phone-call", participants=parties)
    one = report(call, "one", "2031-03-04", {}, "one")
    assert compare(one, report(replace(call, id="b"), "two", "2031-03-04/2031-03-11", {}, "two")) is not None
    assert compare(one, report(replace(call, id="b"), "two", "2030-01-01/2032-01-01", {}, "two")) is None


def test_a_state_that_nobody_knows_stands_for_its_minister_too() -> None:
    unknown = tuple(replace(mention(name), kind="person", id=None) for name in ("Velhania", "Kestria"))
    ministers = tuple(replace(mention(name), office=OFFICES[name]) for name in ("Renna Castavel", "Joren Madrek"))
    assert judged(a(participants=ministers), a(id="2", participants=unknown)) == "same"
    others = tuple(replace(mention(name), kind="person", id=None) for name in ("Brunn", "Vell"))
    assert judged(a(participants=ministers), a(id="2", participants=others)) is None
    rivals = tuple(
        replace(one, name=name, id=None) for one, name in zip(ministers, ("Ada Brunn", "Ines Vell"), strict=True)
    )
    assert judged(a(participants=ministers), a(id="2", participants=rivals)) is None
