"""`onrecord serve` as a process: who answers, and how it is closed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import SAMPLES

from onrecord.ingest import pages
from onrecord.pipeline import Means, add
from onrecord.rules import Rules
from onrecord.store import Store

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("serve") / "a.db"
    with Store.open(str(path), create=True) as store:
        add(store, pages([str(SAMPLES)]), means=Means(tagger=Rules))
    return path


@contextmanager
def opened(db: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A room in a process group of its own, and its address."""
    command = [sys.executable, "-m", "onrecord", "serve", str(db), "--port", "0"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, text=True, start_new_session=True, **pipes) as process:  # type: ignore[call-overload]
        assert process.stdout is not None
        address = process.stdout.readline().split()[-1]
        try:
            assert status(f"{address}search?words=truce") == 200
            yield process, address
        finally:
            process.kill()


def status(address: str) -> int:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return int(answer.status)


def stat(process: str | int) -> tuple[str, int]:
    """The state of a process, and whose child it is."""
    try:
        state, parent = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return "X", 0
    return state, int(parent)


def children(process: int) -> list[int]:
    """The processes that one has begun; `task/*/children` leaves some out while they come and go."""
    return [int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit() and stat(one.name)[1] == process]


def is_there(process: int) -> bool:
    return stat(process)[0] not in "ZX"


def are_gone(processes: list[int]) -> bool:
    for _ in range(100):
        if not any(map(is_there, processes)):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(("number", "send"), [(signal.SIGINT, os.killpg), (signal.SIGTERM, os.kill)])
def test_a_signal_closes_the_room_with_a_sentence(db: Path, number: int, send: Callable[[int, int], None]) -> None:
    with opened(db) as (process, _):
        answering = children(process.pid)
        assert len(answering) == (0 if len(os.sched_getaffinity(0)) == 1 else min(len(os.sched_getaffinity(0)), 4))
        send(process.pid, number)
        _, said = process.communicate(timeout=20)
    assert said == f"\nonrecord: the reading room of {db} is closed.\n"
    assert process.returncode == 128 + number
    assert are_gone(answering)


def test_who_answers_ends_with_the_room_however_it_ends(db: Path) -> None:
    with opened(db) as (process, _):
        answering = children(process.pid)
        process.kill()
        process.wait(20)
    assert are_gone(answering)


@pytest.mark.skipif(len(os.sched_getaffinity(0)) == 1, reason="on one core no other process answers")
def test_others_take_the_place_of_one_that_is_ended(db: Path) -> None:
    with opened(db) as (process, address):
        for words in ("ships", "bridge"):
            os.kill(children(process.pid)[0], signal.SIGKILL)
            assert status(f"{address}search?words={words}") == 200
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert "Traceback" not in said
