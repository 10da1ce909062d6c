"""Files, folders and standard input to pages.

What a file is, is told from its content first and its name second: plain text, HTML, JSON Lines, JSON, WARC, Parquet,
each of them also gzipped. Pages are yielded one by one: memory does not grow with the input.
"""

from __future__ import annotations

import io
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import cast

from ..errors import InputError, UsageError
from ..record import Page, Problem
from . import records, warc
from .fields import Fields, encodable
from .media import HEAD, MAX_PAGE, READ_FAULTS, fault_words, kind, page_type
from .members import Members, Source
from .records import Item

MOST_GZIPPED = 2  # times over: a server may pack again what is packed

Consumed = Callable[[int], object]


def pages(
    paths: Sequence[str], fields: Mapping[str, str] | None = None, consumed: Consumed = lambda _: None
) -> Iterator[Item]:
    """Return an iterator over the pages, our own Readings, and Problems in files, folders and `-`, standard input.

    A folder is read with its subfolders in the order of names; names that begin with a dot are left out. `fields`
    maps our fields (text, html, url, title, outlet, published, byline, fetched) to the keys of JSON and Parquet
    records: `{"text": "body", "url": "meta.link"}`; other keys of known tools are recognised. A file that cannot be
    read, or only in part, is a Problem, and reading goes on with the next. `consumed` is told, page by page, how many
    more bytes of the files have been read, for a progress bar.

    Raises UsageError for a path that does not exist and a field that is not ours, before anything is read, and for a
    mapped key that occurs in no record, once that is known.
    """
    mapping = Fields(fields or {})
    for path in paths:
        if path != "-" and not _is_there(path):
            raise UsageError(f"{_shown(path)}: there is no such file or folder, or you may not look into it.")
    return _pages(paths, mapping, consumed)


def _is_there(path: str) -> bool:
    try:
        return Path(path).exists()
    except OSError:  # a folder on the way that one may not enter, a name that is too long
        return False


def _pages(paths: Sequence[str], fields: Fields, consumed: Consumed) -> Iterator[Item]:
    for path in paths:
        if path == "-":
            if sys.stdin is None:
                raise UsageError("-: there is no standard input to read.")
            yield from _read(cast(io.BufferedReader, sys.stdin.buffer), "-", "", fields)
            continue
        for found in _files(path):
            yield from [found] if isinstance(found, Problem) else _open(found, fields, consumed)
    fields.check()


def _files(path: str) -> Iterator[str | Problem]:
    """Yield a file, or the files below a folder in the order of names, and Problems for what cannot be visited."""
    seen: dict[tuple[int, int], str] = {}
    waiting = [path]
    while waiting:
        here = waiting.pop()
        try:
            status = Path(here).stat()
            if not stat.S_ISDIR(status.st_mode):
                regular = stat.S_ISREG(status.st_mode) or here == path  # `onrecord read <(command)` names a pipe
                yield here if regular else _problem(here, "The file is a pipe, a socket or a device, not a page.")
                continue
            first = seen.setdefault((status.st_dev, status.st_ino), here)
            if first != here:
                yield _problem(here, f"The folder is a link to {_shown(first)}, whose pages are read there.")
                continue
            names = sorted((entry.name for entry in Path(here).iterdir()), reverse=True)
            waiting += [f"{here.rstrip('/')}/{name}" for name in names if not name.startswith(".")]
        except OSError as fault:
            yield _problem(here, f"The file cannot be read: {fault_words(fault)}.")


def _open(path: str, fields: Fields, consumed: Consumed) -> Iterator[Item]:
    done = 0
    try:
        with Path(path).open("rb") as stream:
            for item in _read(stream, _shown(path), path, fields):
                # Parquet is opened again by its name, and leaves this stream where it was.
                done, before = (stream.tell() if stream.seekable() else done), done
                consumed(done - before)
                yield item
        consumed(Path(path).stat().st_size - done)
    except OSError as fault:
        yield _problem(path, f"The file cannot be read: {fault_words(fault)}.")


class _Replayed(io.RawIOBase):
    """A source whose beginning has been read to see what it is, from the beginning; a fault is raised where it lies."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._fault: Exception | None = None
        self.head = b""
        while len(self.head) < HEAD and (part := self._more(HEAD - len(self.head))):
            self.head += part
        self._left = self.head

    def _more(self, size: int) -> bytes:
        try:
            return b"" if self._fault else self._source.read1(size)
        except READ_FAULTS as fault:
            self._fault = fault
            return b""

    def try_again(self) -> None:
        """Forget a fault that the source can go on behind."""
        self._fault = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._left[: len(buffer)] or self._more(len(buffer))
        self._left = self._left[len(data) :]
        if not data and self._fault:
            raise self._fault
        buffer[: len(data)] = data
        return len(data)


def _read(source: Source, file: str, path: str, fields: Fields) -> Iterator[Item]:
    """Yield what an open file holds. `path` is where it lies, or empty for standard input."""
    with ExitStack() as opened:
        raw = _Replayed(source)
        name = file.lower()
        unpacked: Members | None = None
        for _ in range(MOST_GZIPPED):
            if kind(raw.head, name) != "gzip":
                break
            name = name.removesuffix(".gz")
            path = ""
            unpacked = Members(io.BufferedReader(raw))
            raw = _Replayed(unpacked)
        stream: io.BufferedReader = io.BufferedReader(raw, HEAD)
        try:
            match kind(raw.head, name):
                case "warc":
                    yield from _warc(stream, file, raw, unpacked)
                case "json-lines":
                    yield from records.lines(stream, file, fields)
                case "parquet":
                    yield from records.table(path or _spooled(stream, opened), file, fields)
                case "json":
                    yield from _json(_whole(stream), file, name, fields)
                case _:
                    yield _page(_whole(stream), file, name)
        except InputError as error:
            yield Problem(stage="ingest", reason=f"The file {error}.", file=file)
        except READ_FAULTS as fault:
            yield Problem(stage="ingest", reason=f"The file cannot be read whole: {fault_words(fault)}.", file=file)


def _warc(stream: io.BufferedReader, file: str, raw: _Replayed, members: Members | None) -> Iterator[Item]:
    """Yield what a WARC holds; each of its records is a gzip member, and those behind a damaged one are read too."""
    if members:
        members.go_on = True
        raw.try_again()
    yield from warc.read(stream, file)
    if members and members.damaged:
        reason = f"{members.damaged} gzip members of the file are cut or damaged: what they held is lost."
        yield Problem(stage="ingest", reason=reason, file=file)


def _whole(stream: io.BufferedReader) -> bytes:
    data = stream.read(MAX_PAGE + 1)
    if len(data) > MAX_PAGE:
        raise InputError(f"is larger than {MAX_PAGE >> 20} MB, which no page is")
    return data


def _page(data: bytes, file: str, name: str) -> Page:
    return Page(data=data, file=file, media_type=page_type(data, name))


def _json(data: bytes, file: str, name: str, fields: Fields) -> Iterator[Item]:
    try:
        return records.document(data, file, fields)
    except InputError:
        if name.endswith(".json"):
            raise
        return iter((_page(data, file, name),))  # a page may begin with a bracket


def _spooled(stream: io.BufferedReader, opened: ExitStack) -> str:
    """Return a temporary file with the rest of a stream: Parquet is read from its end."""
    folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="onrecord-")))
    copy = folder / "rows.parquet"
    with copy.open("wb") as target:
        shutil.copyfileobj(stream, target)
    return str(copy)


def _problem(path: str, reason: str) -> Problem:
    return Problem(stage="ingest", reason=reason, file=_shown(path))


def _shown(path: str) -> str:
    """Return a path as it can be printed and stored: bytes in a name that are not UTF-8 become U+FFFD."""
    return encodable(path)
