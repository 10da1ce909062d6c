"""Bytes to text: which encoding a page is in, and what was wrong with it."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from ..errors import InputError
from ..record import Page, Problem

SAMPLE = 1 << 17  # bytes looked at to tell text from binary and to detect an encoding
BINARY = 0.01  # share of control characters from which bytes are no text: prose has none, a compressed file 10%
DAMAGED = 2  # valid characters beyond ASCII, for each invalid one, from which bytes are UTF-8 with damage
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What the web means by these names (WHATWG, Encoding Standard): 'Latin-1' pages hold curly quotes.
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\v\f\r\x1b"})
_IN_HTML = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{2,40})", re.I
)


def decode(page: Page, declared: str | None = None) -> tuple[str, tuple[Problem, ...]]:
    """Decode the bytes: by their byte order mark or as UTF-8; else as the transport or `declared` says; else detected.

    A byte order mark stays, as U+FEFF. Bytes that no encoding explains become U+FFFD, and a problem counts them.
    Raises InputError for bytes that are no text.
    """
    data = page.data
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None) or _wide(data)
    if encoding is None:
        _refuse_binary(data)
        candidates = ["utf-8", *(known for name in (page.charset, declared) if (known := _codec(name)))]
        for name in candidates:
            try:
                return data.decode(name), ()
            except UnicodeError:
                continue
        encoding = "utf-8" if _is_damaged_utf8(data) else _detected(data) or candidates[-1]
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        count = max(1, text.count("\ufffd") - data.count("\ufffd".encode(encoding, "ignore") or data))
        bytes_ = "1 character that is" if count == 1 else f"{count} characters that are"
        reason = f"the text holds {bytes_} not valid {encoding}, shown as \ufffd; the first at byte {error.start}"
        return text, (Problem(stage="clean", reason=reason, file=page.file, at=f"byte {error.start}"),)


def _codec(name: str | None) -> str | None:
    """Return Python's name of a declared charset, if it is one that text can be in."""
    try:
        known = codecs.lookup(name or "").name
        "".encode(known)  # refuses codecs such as hex, which are no charsets
    except (LookupError, UnicodeError, ValueError):
        return None
    return None if known.startswith(("utf", "unicode", "raw", "idna", "punycode")) else _MEANT.get(known, known)


def _wide(data: bytes) -> str | None:
    """Tell UTF-16 or UTF-32 without a mark by the NULs: they stand in the same place of every character."""
    sample = data[: SAMPLE - SAMPLE % 4]
    for name, width, high in (("utf-32-le", 4, 3), ("utf-32-be", 4, 0), ("utf-16-le", 2, 1), ("utf-16-be", 2, 0)):
        nuls = [sample[i::width].count(0) for i in range(width)]
        if (
            len(data) % width == 0
            and nuls[high] * width > len(sample) * 0.05
            and nuls[high] > 20 * nuls[width - 1 - high]
        ):
            try:
                text = sample.decode(name)
            except UnicodeDecodeError:
                continue
            if sum(map(str.isprintable, text)) + sum(map(str.isspace, text)) >= 0.95 * len(text):
                return name
    return None


def _refuse_binary(data: bytes) -> None:
    sample = data[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > max(1, BINARY * len(sample)):
        raise InputError(f"this is no text: {controls} of its first {len(sample)} bytes are control characters")


def _is_damaged_utf8(data: bytes) -> bool:
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(data)  # a character cut at the end is no damage
    bad = text.count("\ufffd")
    ascii_ = len(data.translate(None, bytes(range(128, 256))))
    return len(text) - bad - ascii_ >= DAMAGED * bad


def _detected(data: bytes) -> str | None:
    """Guess the encoding from a sample that ends with a line or a word."""
    sample = data[:SAMPLE]
    if len(data) > SAMPLE:
        sample = sample[: max(sample.rfind(b"\n"), sample.rfind(b" ")) + 1] or sample
    best = from_bytes(sample).best()
    return best.encoding if best else None


def declared_in_html(data: bytes) -> str | None:
    """Return the charset that an HTML page declares within its first bytes."""
    match = _IN_HTML.search(data[:8192])
    return match and match[1].decode("ascii", "ignore")
