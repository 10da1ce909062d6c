from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from onrecord.errors import StoreError
from onrecord.store.database import Database, Format

ONE = "CREATE TABLE ship (number INTEGER PRIMARY KEY, name TEXT NOT NULL);"
TWO = "ALTER TABLE ship ADD COLUMN port TEXT;\nUPDATE ship SET port = 'Velden; east' WHERE name = 'Ilse';"
VIEW = "DROP VIEW IF EXISTS ships;\nCREATE VIEW ships AS SELECT upper(name) AS name FROM ship;"
OLD = Format(mark=77, steps=(ONE,), views=VIEW)
NEW = Format(mark=77, steps=(ONE, TWO), views=VIEW.replace("upper", "lower"))


def opened(path: Path, format: Format = OLD, write: bool = False, create: bool = False, wait: float = 5) -> Database:
    return Database.open(str(path), format, write=write, create=create, wait=wait)


@pytest.fixture
def ships(tmp_path: Path) -> Path:
    path = tmp_path / "ships.db"
    with closing(opened(path, create=True)) as database, database.writing():
        database.insert("ship", [{"name": "Ilse"}, {"name": "Norr"}])
    return path


def names(database: Database) -> list[str]:
    return [name for (name,) in database.rows("SELECT name FROM ship ORDER BY number")]


def names_in(path: Path, format: Format = OLD, write: bool = False) -> list[str]:
    with closing(opened(path, format, write)) as database:
        return names(database)


@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize("content", [b"It is not a database at all, said the clerk.\n" * 40, b"\0" * 5000, b"SQLite"])
def test_what_is_not_a_database_is_said_to_be_so_and_left_alone(tmp_path: Path, content: bytes, create: bool) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"notes\.db: is not an onrecord file"):
        opened(path, create=create)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipe (name TEXT)")
    connection.close()
    before = path.read_bytes()
    for create in (False, True):
        with pytest.raises(StoreError, match="not an onrecord file"):
            opened(path, create=create)
    assert path.read_bytes() == before


def test_what_is_not_there_or_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no such file"):
        opened(tmp_path / "none.db")
    with pytest.raises(StoreError, match="is a folder"):
        opened(tmp_path, create=True)
    with pytest.raises(StoreError, match="cannot be opened"):
        opened(tmp_path / "nowhere" / "a.db", create=True)
    (tmp_path / "empty.db").touch()
    with pytest.raises(StoreError, match="is empty"):
        opened(tmp_path / "empty.db")
    opened(tmp_path / "empty.db", create=True).close()
    assert names_in(tmp_path / "empty.db") == []


@pytest.mark.parametrize("name", ["a b.db", "50%.db", "what?.db", "café #1.db"])
def test_a_files_name_may_be_any(tmp_path: Path, name: str) -> None:
    opened(tmp_path / name, create=True).close()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_newer_version_is_refused(ships: Path) -> None:
    opened(ships, NEW, write=True).close()
    before = ships.read_bytes()
    for write in (False, True):
        with pytest.raises(StoreError, match=r"newer version of onrecord \(its format is 2"):
            opened(ships, OLD, write=write)
    assert ships.read_bytes() == before


@pytest.mark.parametrize("write", [False, True])
def test_an_older_file_is_brought_up_to_date(ships: Path, write: bool) -> None:
    with closing(opened(ships, NEW, write=write)) as database:
        assert database.rows("SELECT name, port FROM ship") == [("Ilse", "Velden; east"), ("Norr", None)]
        assert database.rows("SELECT name FROM ships") == [("ilse",), ("norr",)]
        assert database.rows("PRAGMA user_version") == [(2,)]


def test_a_step_that_fails_leaves_the_older_file(ships: Path) -> None:
    broken = Format(mark=77, steps=(ONE, TWO, "CREATE TABLE port (name TEXT);\nDROP TABLE nowhere;"), views=VIEW)
    with pytest.raises(StoreError, match="no such table: nowhere"):
        opened(ships, broken, write=True)
    with closing(opened(ships)) as database:
        assert names(database) == ["Ilse", "Norr"]
        assert database.rows("SELECT name FROM sqlite_master WHERE name = 'port'") == []


def test_a_damaged_file_is_said_to_be_damaged(ships: Path) -> None:
    with closing(opened(ships, write=True)) as database, database.writing():
        database.insert("ship", ({"name": f"ship {n}" * 50} for n in range(2000)))
    data = bytearray(ships.read_bytes())
    data[8192:-8192] = bytes(len(data) - 16384)
    ships.write_bytes(data)
    with pytest.raises(StoreError, match=r"ships\.db: is damaged"):
        names_in(ships)


def test_a_file_in_use_is_waited_for_and_then_said_to_be_in_use(ships: Path) -> None:
    first, second = opened(ships, write=True), opened(ships, write=True, wait=0.05)
    with closing(first), closing(second):
        with first.writing():
            first.insert("ship", [{"name": "Ada"}])
            with pytest.raises(StoreError, match="in use by another program"), second.writing():
                pass
            assert names_in(ships) == ["Ilse", "Norr"]  # readers go on, and see what is whole
        with second.writing():
            second.insert("ship", [{"name": "Zoë"}])
    assert names_in(ships) == ["Ilse", "Norr", "Ada", "Zoë"]


@pytest.fixture
def held(ships: Path) -> Iterator[sqlite3.Connection]:
    """Another program in the midst of a transaction on a file without its log: as it is while two make one file."""
    other = sqlite3.connect(ships, isolation_level=None, check_same_thread=False)
    assert other.execute("PRAGMA journal_mode = DELETE").fetchall() == [("delete",)]
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


def test_a_file_without_its_log_that_is_in_use_is_waited_for(ships: Path, held: sqlite3.Connection) -> None:
    release = threading.Timer(0.2, held.rollback)
    release.start()
    assert names_in(ships, write=True) == ["Ilse", "Norr"]
    release.join()


def test_a_file_without_its_log_is_not_waited_for_longer(ships: Path, held: sqlite3.Connection) -> None:
    with pytest.raises(StoreError, match="in use by another program"):
        opened(ships, write=True, wait=0.1).close()


def interrupted(database: Database, error: type[BaseException]) -> None:
    with database.writing():
        database.insert("ship", [{"name": "Ada"}])
        raise error


def test_what_goes_wrong_within_a_transaction_undoes_all_of_it(ships: Path) -> None:
    with closing(opened(ships, write=True)) as database:
        for error in (ValueError, KeyboardInterrupt):
            with pytest.raises(error):
                interrupted(database, error)
        with pytest.raises(StoreError, match="NOT NULL"), database.writing():
            database.insert("ship", [{"name": "Ada"}, {"name": None}])
    assert names_in(ships) == ["Ilse", "Norr"]


def test_a_file_opened_for_reading_is_not_written(ships: Path) -> None:
    with closing(opened(ships)) as database, pytest.raises(StoreError, match="may not be written"), database.writing():
        database.insert("ship", [{"name": "Ada"}])
    assert names_in(ships) == ["Ilse", "Norr"]


@pytest.fixture
def locked_folder(ships: Path) -> Iterator[Path]:
    """A folder that nobody may write in, outside pytest's own, which only its owner may enter."""
    folder = Path(tempfile.mkdtemp())
    path = Path(shutil.copy(ships, folder))
    path.chmod(0o444)
    folder.chmod(0o555)
    yield path
    folder.chmod(0o755)
    shutil.rmtree(folder)


def read_as_nobody(path: str, answers: multiprocessing.SimpleQueue[str]) -> None:
    if os.geteuid() == 0:
        Path(path).as_uri()  # imports from a library that nobody may not be allowed to read
        os.setuid(65534)
    for format, write in ((OLD, False), (OLD, True), (NEW, False)):
        try:
            answers.put(" ".join(names_in(Path(path), format, write)))
        except StoreError as error:
            answers.put(str(error))


@pytest.mark.skipif(os.name != "posix", reason="file permissions as POSIX has them")
def test_a_file_that_may_only_be_read_is_read(locked_folder: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    answers = spawn.SimpleQueue()
    process = spawn.Process(target=read_as_nobody, args=(str(locked_folder), answers))
    process.start()
    process.join(60)
    assert process.exitcode == 0
    assert answers.get() == "Ilse Norr"
    for _ in range(2):  # to write it, and to bring it up to date
        assert answers.get() == f"{locked_folder}: may not be written."
