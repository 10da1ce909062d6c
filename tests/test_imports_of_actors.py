"""Lists of actors read from the forms of the field, and written as a registry file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.actors.imports import FORMS, read_actors, write_toml
from onrecord.actors.offices import Office
from onrecord.actors.registry import KINDS, Known, Registry
from onrecord.errors import InputError, UsageError

ANNA = Known(
    id="q900001",
    name="Anna Berg",
    kind="person",
    aliases=("A. Berg", "Анна Берг"),
    country="XR",
    offices=(Office(title="Minister of Bread", of="XR", begin="2010-03", end="2014-02-01"),),
    wikidata="Q900001",
)


def read(folder: Path, file: str, text: str, **options: object) -> tuple[list[Known], list[tuple[str | None, str]]]:
    path = folder / file
    path.write_text(text, encoding="utf-8")
    actors, problems = read_actors(path, **options)  # type: ignore[arg-type]
    assert all(problem.file == str(path) for problem in problems)
    return actors, [(problem.at, problem.reason) for problem in problems]


def entity(id: str, schema: str, **properties: object) -> str:
    return json.dumps({"id": id, "schema": schema, "properties": properties}) + "\n"


def test_followthemoney(tmp_path: Path) -> None:
    lines = (
        entity("occ", "Occupancy", holder=["Q900001"], post=["pos"], startDate=["2010-03"], endDate=["2014-02-01"])
        + entity(
            "Q900001",
            "Person",
            name=["Anna Berg"],
            alias=["A. Berg", "Анна Берг"],
            nationality=["xr"],
            wikidataId=["Q900001"],
        )
        + "{not json\n\n"
        + entity("pos", "Position", name=["Minister of Bread"], country=["xr"])
        + entity("lost", "Occupancy", holder=["nobody"], post=["pos"])
        + entity("body", "PublicBody", name=["Ministry of Bread"])
        + entity("ship", "Vessel", name=["Loaf"])
        + entity("empty", "Person", name=[])
        + '["a list"]\n'
    )
    actors, problems = read(tmp_path, "x.ftm.json", lines)
    assert actors == [ANNA, Known(id="body", name="Ministry of Bread", kind="organisation")]
    assert [at for at, _ in problems] == ["line 3", "line 9", "line 10", "line 6"]
    assert "nobody" in problems[-1][1]


DICTIONARY = """<!-- made up
for a test -->
RURITANIA_BAKERS_ [RURBUS] # a comment
+BAKERS_OF_ZENDA_
ANNA_BERG_
\t[RURELI <080101]
\t[RURGOV 080101-20121231]
\t[RUROPP >121231]
\t[RUROPP 12x231]
ZENDA_FRONT_ [RURREB]
LEAGUE_OF_BREAD_ [IGOBRD
OLD_KING_
\t[RURGOV 500101-610101]
"""


def test_petrarch(tmp_path: Path) -> None:
    actors, problems = read(tmp_path, "x.actors.txt", DICTIONARY, form="petrarch")
    bakers, anna, front, league, king = actors
    assert (bakers.name, bakers.kind, bakers.aliases) == ("Ruritania Bakers", "group", ("Bakers Of Zenda",))
    assert bakers.codes == ("RURBUS",)
    assert (anna.id, anna.kind, front.kind) == ("anna-berg", "person", "armed-group")
    assert [(office.title, office.begin, office.end) for office in anna.offices] == [
        ("RURELI", None, "2008-01-01"),
        ("RURGOV", "2008-01-01", "2012-12-31"),
        ("RUROPP", "2012-12-31", None),
    ]
    assert (league.name, league.kind) == ("League Of Bread", "organisation")
    assert king.offices[0].begin == "1950-01-01"
    assert [at for at, _ in problems] == ["line 9", "line 11"]
    assert "12x231" in problems[0][1]


def test_text_that_is_no_dictionary_makes_no_actors(tmp_path: Path) -> None:
    actors, problems = read(tmp_path, "x.txt", "Dear Anna,\nwe met.\n", form="petrarch")
    assert (actors, [at for at, _ in problems]) == ([], ["line 1", "line 2"])
    assert "'Dear Anna,' has no code in brackets" in problems[0][1]


def test_petrarch_before_any_actor(tmp_path: Path) -> None:
    actors, problems = read(tmp_path, "x.txt", "+NOBODY_\n[RURGOV]\n", form="petrarch")
    assert (actors, [at for at, _ in problems]) == ([], ["line 1", "line 2"])


def test_wikidata(tmp_path: Path) -> None:
    item = "http://www.wikidata.org/entity/Q900001"
    first = {
        "item": item,
        "itemLabel": "Anna Berg",
        "altLabel": "A. Berg, Анна Берг",
        "countryCode": "XR",
        "positionLabel": "Minister of Bread",
        "start": "2010-03-00T00:00:00Z",
        "end": "2014-02-01T00:00:00Z",
    }
    rows = [first, {"item": item, "itemLabel": "Anna Berg"}, {"itemLabel": "Nobody"}, 7,
            {"item": item + "0", "itemLabel": "Q9000010"}]  # fmt: skip
    bindings = [{n: {"value": v} for n, v in row.items()} if isinstance(row, dict) else row for row in rows]
    for answer in (
        {"head": {}, "results": {"bindings": bindings}},
        rows,
    ):  # as the endpoint gives it, and the query page
        actors, problems = read(tmp_path, "x.json", json.dumps(answer))
        assert actors == [ANNA]
        assert [at for at, _ in problems] == ["row 3", "row 4", "row 5"]


TABLE = """Full name;kind;aliases;country;wikidata;title;of;from;to
Anna Berg;person;A. Berg|Анна Берг;XR;Q900001;Minister of Bread;XR;2010-03;2014-02-01
Anna Berg;person;;XR;;Premier;XR;2014-02-01;
Ian Roe;ship;;;;;;;
Too;few
Old Man;person;;;;King;XR;2010-13;

Bo Berg;;;;;;;;
"""


def test_a_table_with_a_mapping(tmp_path: Path) -> None:
    actors, problems = read(tmp_path, "x.csv", TABLE, columns={"name": "Full name"})
    anna, bo = actors
    assert (anna.id, anna.aliases, anna.country, anna.wikidata) == ("anna-berg", ANNA.aliases, "XR", "Q900001")
    assert [office.title for office in anna.offices] == ["Minister of Bread", "Premier"]
    assert (bo.name, bo.kind) == ("Bo Berg", "group")
    assert [at for at, _ in problems] == ["line 4", "line 5", "line 6"]
    assert "2010-13" in problems[2][1]


def test_a_table_parted_by_commas_with_a_line_break_in_a_cell(tmp_path: Path) -> None:
    actors, problems = read(
        tmp_path, "x.csv", 'name,aliases,from\n"Anna\u2028Berg",A. Berg;"Annie",\n"Bo\nBerg",,\nCy,\n'
    )
    assert [(actor.id, len(actor.aliases)) for actor in actors] == [("anna-berg", 2), ("bo-berg", 0)]
    assert [at for at, _ in problems] == ["line 5"]


def test_what_cannot_be_read_at_all(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no column 'name'.*Full name"):
        read(tmp_path, "x.csv", TABLE)
    with pytest.raises(UsageError, match="'nmae' is no field"):
        read(tmp_path, "x.csv", TABLE, columns={"nmae": "Full name"})
    with pytest.raises(UsageError, match="'xml' is no form"):
        read(tmp_path, "x.csv", TABLE, form="xml")
    with pytest.raises(InputError, match="not the result of a query: JSON with results"):
        read(tmp_path, "x.json", "{}")
    with pytest.raises(InputError, match="say which"):
        read(tmp_path, "x.doc", "Dear friends,")
    with pytest.raises(InputError, match=r"none\.csv"):
        read_actors(tmp_path / "none.csv")
    (tmp_path / "latin.csv").write_bytes(b"name\nJos\xe9\n")
    with pytest.raises(InputError, match="not UTF-8"):
        read_actors(tmp_path / "latin.csv")


TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
OFFICES = st.builds(Office, title=TEXT, of=st.none() | TEXT, begin=st.sampled_from([None, "2010", "2010-02"]))
ACTORS = st.lists(
    st.builds(
        Known,
        id=TEXT,
        name=TEXT,
        kind=st.sampled_from(KINDS),
        aliases=st.lists(TEXT, max_size=2).map(tuple),
        offices=st.lists(OFFICES, max_size=2).map(tuple),
        owner=st.none() | TEXT,
    ),
    unique_by=lambda actor: actor.id,
    max_size=4,
)


@given(ACTORS)
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, actors: list[Known]) -> None:
    folder = tmp_path_factory.mktemp("registry")
    (folder / "x.toml").write_text(write_toml(actors), encoding="utf-8", newline="")
    assert list(Registry.load(folder).actors) == actors


@given(text=st.text(max_size=200) | st.text("{}[]\"':,;\n_+<>-abAB01", max_size=200), form=st.sampled_from(FORMS))
def test_no_list_crashes(tmp_path_factory: pytest.TempPathFactory, text: str, form: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_text(text, encoding="utf-8", errors="replace", newline="")
    try:
        actors, _ = read_actors(path, form)
    except InputError:
        return
    Registry(actors)
