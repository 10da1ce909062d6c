"""The facts that ship in the registry hold together: ids, kinds, dates, offices, and how much there is."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord.actors.registry import KINDS, Registry

FOLDER = Path(onrecord.__file__).parent / "registry"
FILES = ("leaders", "ministers", "envoys", "spokespeople", "commanders", "bodies", "groups", "outlets", "agencies")
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
# Offices that several people hold at once: (title, of), `of` None for any.
SHARED = {
    ("Deputy Minister of Foreign Affairs", None),
    ("Deputy Spokesperson of the Department of State", "US"),
    ("Spokesperson of the Ministry of Foreign Affairs", "CN"),
    ("Spokesperson of the Ministry of Defence", "CN"),
    ("Spokesperson of the Taiwan Affairs Office", "CN"),
}


def actors(file: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((FOLDER / f"{file}.toml").read_text(encoding="utf-8"))["actor"]
    return found


ALL = [(file, actor) for file in FILES for actor in actors(file)]
STATES = {state["id"].upper() for state in tomllib.loads((FOLDER / "states.toml").read_text(encoding="utf-8"))["state"]}
HELD = [(actor, office) for _, actor in ALL for office in actor.get("offices", ())]


def ends(before: str, after: str) -> bool:
    """Say whether an office that ends on `before` may be followed by one from `after`: no later, as far as both say."""
    shared = min(len(before), len(after))
    return before[:shared] <= after[:shared]


def overlaps(held: list[tuple[str, str | None, str]]) -> list[tuple[str, str]]:
    """Return the names of those who hold one office at one time; `held` is from, to, name of each holder."""
    ordered = sorted(held, key=lambda office: (office[0], office[1] or "9999"))
    return [(one[2], other[2]) for one, other in pairwise(ordered) if one[1] is None or not ends(one[1], other[0])]


def test_ids_are_unique_and_plain() -> None:
    ids = Counter(actor["id"] for _, actor in ALL) + Counter(state.lower() for state in STATES)
    assert [id for id, count in ids.items() if count > 1] == []
    assert [id for id in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id)] == []


def test_kinds_countries_and_names_are_what_they_say() -> None:
    for file, actor in ALL:
        assert actor["kind"] in KINDS, actor
        assert actor.get("country") is None or actor["country"] in STATES, actor
        names = [actor["name"], *actor.get("aliases", ())]
        assert all(name == name.strip() and len(name) > 1 for name in names), actor
        assert len(names) == len(set(names)), actor
        if file in {"leaders", "ministers", "envoys", "spokespeople", "commanders"}:
            assert actor["kind"] == "person", actor


def test_every_date_is_one_and_every_office_ends_after_it_begins() -> None:
    for actor, office in HELD:
        for day in filter(None, (office["from"], office.get("to"))):
            assert DATE.fullmatch(day), (actor["name"], office)
            date.fromisoformat(day + "-01-01"[len(day) - 4 :] if len(day) < 10 else day)
            assert "1900" < day < "2027", (actor["name"], office)
        assert ends(office["from"], office.get("to", "9999")), (actor["name"], office)


def test_offices_are_of_a_state_or_a_known_actor() -> None:
    known = {actor["id"] for _, actor in ALL} | STATES
    assert [(actor["name"], office) for actor, office in HELD if office["of"] not in known] == []


def test_no_office_is_held_by_two_at_once() -> None:
    offices: dict[tuple[str, str], list[tuple[str, str | None, str]]] = defaultdict(list)
    for actor, office in HELD:
        offices[office["title"], office["of"]].append((office["from"], office.get("to"), actor["name"]))
    found = {
        post: overlaps(held)
        for post, held in offices.items()
        if post not in SHARED and (post[0], None) not in SHARED and overlaps(held)
    }
    assert found == {}


def test_overlaps_are_found_at_the_precision_that_both_dates_have() -> None:
    assert overlaps([("2010", "2014-05", "A"), ("2014-05-20", None, "B")]) == []
    assert overlaps([("2010", "2014-05", "A"), ("2014-04-20", None, "B")]) == [("A", "B")]
    assert overlaps([("2010", None, "A"), ("2014", None, "B")]) == [("A", "B")]
    assert overlaps([("2014", "2016", "B"), ("2010", "2014", "A")]) == []


@pytest.mark.parametrize(
    ("file", "kinds", "least"),
    [
        ("groups", {"armed-group", "group"}, 120),
        ("outlets", {"outlet"}, 200),
        ("agencies", {"agency"}, 40),
    ],
)
def test_there_are_enough(file: str, kinds: set[str], least: int) -> None:
    assert sum(actor["kind"] in kinds for actor in actors(file)) >= least


@pytest.mark.parametrize(
    ("titles", "least"),
    [
        (("President", "Prime Minister", "King", "Emir", "Supreme Leader", "Chancellor", "Premier", "Sultan"), 40),
        (
            ("Minister of Foreign Affairs", "Minister of External Affairs", "Secretary of State", "Foreign Secretary"),
            40,
        ),
        (("Minister of Defence", "Secretary of Defense", "Defence Secretary"), 25),
        (
            (
                "Spokesperson of the Ministry of Foreign Affairs",
                "Government Spokesperson",
                "Presidential Spokesperson",
                "Presidential Press Secretary",
                "White House Press Secretary",
            ),
            40,
        ),
        (("Permanent Representative to the United Nations", "Permanent Observer to the United Nations"), 30),
    ],
)
def test_offices_of_enough_states(titles: tuple[str, ...], least: int) -> None:
    states = {office["of"] for _, office in HELD if office["title"] in titles and office["of"] in STATES}
    assert len(states) >= least


def test_outlets_and_agencies_say_where_and_in_what_language() -> None:
    seen: set[str] = set()
    for file in ("outlets", "agencies"):
        for actor in actors(file):
            assert actor["languages"], actor
            assert all(re.fullmatch(r"[a-z]{2}", language) for language in actor["languages"]), actor
            for domain in actor.get("domains", ()):
                assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain), actor
                assert domain not in seen, domain
                seen.add(domain)


def test_the_names_of_one_group_are_one_and_nusra_is_not_its_successor() -> None:
    registry = Registry.load()
    for name in ("ISIS", "ISIL", "Daesh", "Islamic State"):
        assert [actor.id for actor in registry.find(name)] == ["islamic-state"], name
    for name in ("Nusra Front", "Jabhat al-Nusra", "Al-Nusra", "Jabhat Fateh al-Sham"):
        assert [actor.id for actor in registry.find(name)] == ["nusra-front"], name
    assert [actor.id for actor in registry.find("HTS")] == ["hayat-tahrir-al-sham"]
