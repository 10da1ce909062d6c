"""WARC files to pages; the only module that knows fastwarc.

fastwarc ends in silence where a file is cut, so that the lengths, digests and ends of records are checked here.
"""

from __future__ import annotations

import base64
import hashlib
import io
import logging
import re
import zlib
from collections import Counter
from collections.abc import Iterator

from fastwarc import ArchiveIterator, WarcRecord, WarcRecordType
from fastwarc.stream_io import BrotliReader, ChunkedReader, WarcReader, ZstdReader
from fastwarc.warc import HeaderMap

from ..errors import InputError
from ..record import Page, Problem
from .fields import encodable
from .media import MAX_PAGE, READ_FAULTS, fault_words, page_type

_PAGES = WarcRecordType.response | WarcRecordType.conversion
_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_OK = 200
_RECORD = re.compile(rb"WARC/1\.[0-9]\r?\n")  # how every record begins
_LONGEST_START = 10  # bytes of it
_KEPT = 1 << 20  # bytes of a record that are looked through for the beginning of another
_MOST_DAMAGED = 100  # places of a file behind which reading goes on: a hostile file may have any number
_MANY = 20  # kinds of other records told apart, codings undone: a hostile file may name any number
_LENGTH = re.compile("[0-9]{1,18}")
_CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]{1,16}[ \t]{0,9}(?:;[^\r\n]{0,999})?\r?\n")
_log = logging.getLogger("onrecord.ingest")


class _NoPage(Exception):
    """A whole record that holds no page: a request, a redirect, an image."""


class _Cut(Exception):
    """A record that is not all there."""


class _Tap:
    """What fastwarc reads from: hands on every byte that can be read, then remembers why it stopped.

    A Python error raised inside fastwarc would end the iteration together with what it has buffered. What was handed on
    since the last record began is kept, so that behind a damaged place the next record can be looked for.
    """

    def __init__(self, stream: io.BufferedIOBase) -> None:
        self._stream = stream
        self._kept = bytearray()
        self._begin = 0  # where what is kept begins
        self._position = 0
        self._record = -1  # where the last record begins
        self.fault: Exception | None = None

    def read(self, size: int = 1 << 16) -> bytes:
        at = self._position - self._begin
        if at == len(self._kept) and not self._more(size):
            return b""
        at = self._position - self._begin
        data = bytes(self._kept[at : at + size])
        self._position += len(data)
        return data

    def tell(self) -> int:
        return self._position

    def record_at(self, position: int) -> None:
        """Note where a record begins: what lies before it is not needed again."""
        self._record = position
        self._drop(position)

    def go_on(self) -> bool:
        """Go to the next record that begins behind the last one; False where there is none."""
        at = max(self._record + 1, self._begin)
        while (found := _RECORD.search(self._kept, at - self._begin)) is None:
            at = max(at, self._begin + len(self._kept) - _LONGEST_START + 1)
            self._drop(at)
            if not self._more(1 << 16):
                return False
        self._position = self._record = self._begin + found.start()
        return True

    def ends_whole(self) -> bool:
        """Whether what was read last is two line ends, as at the end of a whole WARC."""
        return self._kept.endswith((b"\r\n\r\n", b"\n\n"))

    def _more(self, size: int) -> bool:
        if self.fault:
            return False
        try:
            data = self._stream.read1(size)
        except READ_FAULTS as fault:
            self.fault = fault
            return False
        self._drop(self._begin + len(self._kept) - _KEPT)
        self._kept += data
        return bool(data)

    def _drop(self, before: int) -> None:
        """Forget what lies before a place, but for the last bytes handed on."""
        count = min(before, self._position - len(b"\r\n\r\n")) - self._begin
        if count > 0:
            del self._kept[:count]
            self._begin += count


def read(stream: io.BufferedIOBase, file: str) -> Iterator[Page | Problem]:
    """Yield the pages of a WARC: HTTP responses with status 200 and a page in them, and WET conversion records.

    A page's bytes are its payload without chunks and content coding. Every other record is counted: the count is
    logged at level INFO, and is a Problem where the file holds no page at all. A cut or damaged place is a Problem, and
    reading goes on with the next record behind it.
    """
    tap = _Tap(stream)
    others: Counter[str] = Counter()
    number, pages, told = 0, 0, -1
    for _ in range(_MOST_DAMAGED):
        cut = ""
        try:
            # fastwarc asks no more of a stream than read and tell.
            for record in ArchiveIterator(tap, parse_http=False):  # type: ignore[arg-type]
                number += 1
                tap.record_at(record.stream_pos)
                for item in _items(record, file, number, others):
                    pages += isinstance(item, Page)
                    yield item
        except _Cut as error:
            cut = str(error)
        except OSError as error:
            cut = f"what follows it is no WARC record ({encodable(str(error))})"
        cut = _how_cut(tap, cut)
        goes_on = bool(cut) and tap.go_on()
        if cut and number > told:
            after = "Reading goes on with the next record behind it" if goes_on else "The records before it were read"
            reason = f"The file is cut or damaged at this record: {cut}. {after}."
            yield Problem(stage="ingest", reason=reason, file=file, at=f"record {number}")
            told = number
        if not goes_on:
            break
    counted = ", ".join(f"{count} {what}" for what, count in sorted(others.items())) or "none"
    _log.info("%s: %d pages; records that are not pages: %s", file, pages, counted)
    if others and not pages:
        yield Problem(stage="ingest", reason=f"The file holds no page, only other records: {counted}.", file=file)


def _items(record: WarcRecord, file: str, number: int, others: Counter[str]) -> Iterator[Page | Problem]:
    """Yield the page in a record, or the Problem with it; count what holds none."""
    try:
        yield from _page(record, _block(record), file, number)
    except _NoPage as other:
        what = str(other)
        others[what if what in others or len(others) < _MANY else "of other kinds"] += 1
    except InputError as error:
        yield Problem(stage="ingest", reason=f"The record {error}.", file=file, at=f"record {number}")


def _how_cut(tap: _Tap, cut: str) -> str:
    if tap.fault:
        return "; ".join(filter(None, (fault_words(tap.fault), cut)))
    if not cut and not tap.ends_whole():
        return "the file ends before the record's closing line ends"
    return cut


def _block(record: WarcRecord) -> bytes:
    """Return a record's block, empty for a kind that holds no page; raise _Cut where it is shorter than declared."""
    declared = record.headers.get("Content-Length") or ""
    if not _LENGTH.fullmatch(declared):
        raise _Cut("its headers name no length")
    length = int(declared)
    wanted = bool(record.record_type & _PAGES) and length <= MAX_PAGE
    block = record.reader.read() if wanted else b""
    there = len(block) if wanted else record.consume()
    if there < length:
        raise _Cut(f"{there:,} of its {length:,} bytes are there")
    if not wanted and record.record_type & _PAGES:
        raise InputError(f"is larger than {MAX_PAGE >> 20} MB")
    return block


def _page(record: WarcRecord, block: bytes, file: str, number: int) -> Iterator[Page | Problem]:
    """Yield the page that a record holds, and a Problem where its crawler says that it kept only a part."""
    if not record.record_type & _PAGES:
        raise _NoPage(f"{record.record_type} records")
    digest = record.headers.get("WARC-Block-Digest")
    if digest and not _fits(digest, block):
        raise InputError("does not match its digest: its bytes have changed since they were archived")
    if record.record_type == WarcRecordType.response:
        # A payload's digest is taken before or after decoding, as the writer likes: the block's is the better witness.
        payload_digest = None if digest else record.headers.get("WARC-Payload-Digest")
        data, declared, charset = _response(block, payload_digest)
    else:
        data, declared, charset = block, (record.headers.get("Content-Type") or "").partition(";")[0], "utf-8"
        if declared.strip().lower() != "text/plain":
            raise _NoPage("conversion records of another type")
    url = record.headers.get("WARC-Target-URI")
    yield Page(
        data=data,
        file=f"{file}#{number}",
        media_type=page_type(data, declared),
        charset=charset,
        url=encodable(url.strip().strip("<>")) if url else None,  # wget writes the angle brackets of WARC 1.0's grammar
        fetched=record.headers.get("WARC-Date"),
    )
    if why := record.headers.get("WARC-Truncated"):
        reason = f"The crawler kept only the beginning of the page (WARC-Truncated: {encodable(why)})."
        yield Problem(stage="ingest", reason=reason, file=file, at=f"record {number}")


def _response(block: bytes, payload_digest: str | None) -> tuple[bytes, str, str | None]:
    """Return the decoded payload, media type and charset of an HTTP response; raise _NoPage if it is not a page's."""
    message = WarcRecord()
    message.init_headers(WarcRecordType.response)
    message.set_bytes_content(block)
    message.is_http = True
    try:
        message.parse_http()
        status = message.http_headers.status_code
    except OSError:
        status = None
    if status != _OK:
        raise _NoPage(f"responses with status {status}" if status else "responses that are not HTTP")
    declared = (message.http_content_type or "").lower()
    if declared and declared not in _TYPES:
        raise _NoPage(f"responses of type {encodable(declared)[:60]}")
    payload = message.reader.read()
    data = _decoded(payload, message.http_headers)
    if payload_digest and not (_fits(payload_digest, payload) or _fits(payload_digest, data)):
        raise InputError("does not match its digest: its bytes have changed since they were archived")
    if not declared and page_type(data) != "text/html":
        raise _NoPage("responses without a type")
    return data, declared, message.http_charset


def _decoded(payload: bytes, headers: HeaderMap) -> bytes:
    """Return a payload without its transfer and content codings.

    Many crawlers store the decoded payload under the headers as received: what is already decoded stays as it is.
    """
    transfer, content = (headers.get(name) or "" for name in ("Transfer-Encoding", "Content-Encoding"))
    codings = [*reversed(transfer.split(",")), *reversed(content.split(","))][:_MANY]
    for coding in (coding.strip().lower() for coding in codings):
        try:
            payload = _without(coding, payload)
        except (OSError, zlib.error) as error:
            raise InputError(f"cannot be unpacked: its {encodable(coding)} coding is cut or damaged") from error
        if len(payload) > MAX_PAGE:
            raise InputError(f"is larger than {MAX_PAGE >> 20} MB")
    return payload


def _without(coding: str, payload: bytes) -> bytes:
    if coding == "chunked":
        return _all(ChunkedReader(io.BytesIO(payload))) if _CHUNK_SIZE.match(payload) else payload
    if coding not in ("gzip", "x-gzip", "deflate", "br", "zstd") or not payload or _is_html(payload):
        return payload
    if coding == "br":
        return _all(BrotliReader(io.BytesIO(payload)))
    if coding == "zstd":
        return _all(ZstdReader(io.BytesIO(payload)))
    if coding == "deflate" and (payload[0] & 15 != 8 or int.from_bytes(payload[:2], "big") % 31):  # RFC 1950
        return _inflated(payload, -zlib.MAX_WBITS)  # what some servers send as 'deflate' lacks zlib's header
    return _inflated(payload, zlib.MAX_WBITS | 32)


def _is_html(payload: bytes) -> bool:
    try:
        return page_type(payload) == "text/html"
    except InputError:
        return False


def _inflated(payload: bytes, bits: int) -> bytes:
    unpacker = zlib.decompressobj(bits)
    data = unpacker.decompress(payload, MAX_PAGE + 1)
    if not unpacker.eof and len(data) <= MAX_PAGE:
        raise zlib.error("incomplete")
    return data


def _all(reader: WarcReader) -> bytes:
    """Return what a reader holds, up to a little over the size limit of a page."""
    data = bytearray()
    while len(data) <= MAX_PAGE and (part := reader.read(1 << 16)):
        data += part
    return bytes(data)


def _fits(digest: str, data: bytes) -> bool:
    """Tell whether bytes have a digest as WARC writes it, `sha1:BASE32` or hexadecimal; True where it is unknown."""
    algorithm, _, value = digest.partition(":")
    algorithm, value = algorithm.strip().lower().replace("-", ""), value.strip()
    if algorithm not in ("md5", "sha1", "sha256", "sha384", "sha512"):
        return True
    found = hashlib.new(algorithm, data, usedforsecurity=False)
    base32 = base64.b32encode(found.digest()).decode().rstrip("=")
    return value.lower() == found.hexdigest() or value.upper().rstrip("=") == base32
