"""Feeds mangled files to the readers until something but pages, readings and problems comes out.

    python evaluation/fuzz_ingest.py -max_total_time=60

Needs atheris (`pip install atheris`). Coverage guides it; the seeds are whole files of each kind. Further options are
those of libFuzzer. A finding is printed with its traceback and kept as `crash-*` in the working folder.
"""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
from pathlib import Path

import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

with atheris.instrument_imports(include=["onrecord"]):
    from onrecord.errors import OnrecordError
    from onrecord.ingest import pages
    from onrecord.record import Page, Problem, Reading

NAMES = ("a.txt", "a.html", "a.jsonl", "a.json", "a.warc", "a.parquet", "a.gz", "a.json.gz", "a")
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>ab\r\n0\r\n\r\n"
WARC = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
ROW = json.dumps({"text": "a \ud800", "html": None, "authors": ["b"], "body": {"summary": ["c"], "sections": []}})
FOLDER = Path(tempfile.mkdtemp(prefix="onrecord-fuzz-"))


def seeds() -> list[bytes]:
    """Return a small whole file of each kind, each after the byte that chooses its name."""
    warc = WARC % (len(HTTP), HTTP)
    files = [b"words", b"<html><p>words", f"{ROW}\n{ROW}\n".encode(), f"[{ROW}]".encode(), warc * 2]
    files += [gzip.compress(file, mtime=0) for file in files] + [ROW.encode("utf-16")]
    return [bytes([index % len(NAMES)]) + file for index, file in enumerate(files)]


def read_mangled(data: bytes) -> None:
    """Read a file with these bytes; the first one chooses its name."""
    path = FOLDER / NAMES[data[0] % len(NAMES) if data else 0]
    path.write_bytes(data[1:])
    try:
        for item in pages([str(path)], {"title": "text"} if data[:1] > b"\x80" else None):
            assert isinstance(item, Page | Reading | Problem)
            str(item).encode()
    except OnrecordError:
        pass
    finally:
        path.unlink()


if __name__ == "__main__":
    corpus = FOLDER / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(seeds()):
        (corpus / str(number)).write_bytes(seed)
    atheris.Setup([*sys.argv, str(corpus)], read_mangled)
    atheris.Fuzz()
