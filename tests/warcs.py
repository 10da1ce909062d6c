"""Writes WARC records byte by byte, so that the tests depend on no library that also reads them."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Iterable


def record(kind: str, block: bytes, content_type: str, **headers: str) -> bytes:
    """One WARC/1.0 record; `headers` are further ones, underscores for hyphens (`WARC_Target_URI`)."""
    named = {"WARC-Type": kind, "WARC-Date": "2031-03-04T10:00:00Z", "Content-Type": content_type}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    named["Content-Length"] = str(len(block))
    lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return b"WARC/1.0\r\n" + lines.encode() + b"\r\n" + block + b"\r\n\r\n"


def http(body: bytes, content_type: str | None = "text/html", status: str = "200 OK", *headers: str) -> bytes:
    """An HTTP response."""
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {content_type}"] if content_type else []), *headers]
    return "".join(f"{line}\r\n" for line in lines).encode() + b"\r\n" + body


def response(body: bytes, url: str = "http://gazette.example/1", **headers: str) -> bytes:
    """A response record with the digest of its block."""
    return packed(http(body), url, **headers)


def packed(message: bytes, url: str = "http://gazette.example/1", **headers: str) -> bytes:
    """A response record around an HTTP message."""
    digest = f"sha1:{base64.b32encode(hashlib.sha1(message).digest()).decode()}"
    headers = {"WARC_Target_URI": url, "WARC_Block_Digest": digest} | headers
    return record("response", message, "application/http; msgtype=response", **headers)


def chunked(body: bytes, size: int = 10) -> bytes:
    """A body in chunks, as HTTP transfers it."""
    parts = [body[i : i + size] for i in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def zipped(records: Iterable[bytes]) -> bytes:
    """Records as WARC.gz: a gzip member each."""
    return b"".join(gzip.compress(record, mtime=0) for record in records)
