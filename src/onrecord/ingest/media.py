"""What received bytes are, told from their content first and from their name second."""

from __future__ import annotations

import codecs
import json
import re
import zlib
from typing import Literal

from ..errors import InputError

MAX_PAGE = 64 << 20  # bytes; the largest news pages are a few megabytes, and what is larger is a dump of something else
HEAD = 1 << 16  # bytes looked at to tell what a file is

# What reading a file raises, or the gzip data in it: OSError holds gzip.BadGzipFile, EOFError says that they are cut.
READ_FAULTS = (OSError, EOFError, zlib.error)

Kind = Literal["gzip", "warc", "parquet", "json-lines", "json", "page"]

# First bytes of formats that turn up beside pages, as the formats define them.
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF image, sound or film"),
    (b"OggS", "an Ogg sound or film"),
    (b"ID3", "an MP3 sound"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x1f\x8b", "gzip data packed several times over"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"{\\rtf1", "an RTF document"),
    (b"From: <Saved by ", "an MHTML archive"),
    (b"filedesc://", "an ARC archive, the older form of WARC"),
)
# Text that is no page, told by its name: what lies beside saved pages, and tables.
_NAMES = (
    ((".css", ".js", ".mjs", ".map"), "is a style sheet or a script, not a page"),
    ((".csv", ".tsv"), "is a table, not a page: turn it into JSON Lines, a row a line"),
)
# C0 controls and DEL, without tab, line feed, vertical tab, form feed, carriage return, and escape (ISO-2022-JP).
_CONTROLS = bytes(c for c in (*range(0x20), 0x7F) if c not in b"\t\n\v\f\r\x1b")
_BINARY_SHARE = 0.05  # random bytes hold 11% control characters; prose with stray NULs far under 1%

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TAG = (
    "a|article|aside|b|base|blockquote|body|br|center|dl|div|em|figure|font|footer|form|h[1-6]|head|header|hr|html|i|"
    "iframe|img|link|main|meta|nav|noscript|ol|p|pre|script|section|span|strong|style|table|title|ul"
)
_STARTS_HTML = re.compile(rf"<(?:!doctype\s+html|(?:{_TAG})(?=[\s/>]))", re.IGNORECASE)
_LINE_OF_HTML = re.compile(r"^[ \t]*<(?:!doctype\s+html|(?:html|head|body)(?=[\s>]))", re.IGNORECASE | re.MULTILINE)
_ANY_TAG = re.compile(r"</?[a-z][a-z0-9]{0,20}[\s/>]", re.IGNORECASE)
_OBJECT = re.compile(r'\{\s{0,99}"[^"\n]{1,200}"\s{0,99}:')
_LIST_OF_OBJECTS = re.compile(r'\[\s{0,99}\{\s{0,99}"')
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]{0,80})")
_XML_ROOT = re.compile(r"<(?:svg|rss|feed|urlset|sitemapindex|rdf:RDF|TEI|nitf|newsItem|NewsML)(?=[\s>])")


def kind(head: bytes, name: str) -> Kind:
    """Return which reader a file needs, from its first `HEAD` bytes and, where they leave it open, from its name."""
    if head.startswith(b"\x1f\x8b\x08"):
        return "gzip"
    if head.lstrip()[:5] == b"WARC/":
        return "warc"
    if head.startswith(b"PAR1"):
        return "parquet"
    text = start_of(head).lstrip()
    name = name.lower()
    if name.endswith((".jsonl", ".ndjson", ".jl")) and not _STARTS_HTML.match(text):
        return "json-lines" if text else "page"
    if text.startswith(("{", "[")):
        return _json_kind(text, cut=len(head) >= HEAD, named=name.endswith(".json"))
    return "page"


def _json_kind(text: str, cut: bool, named: bool) -> Kind:
    first, newline, rest = text.partition("\n")
    rest = rest.lstrip()
    if _is_object(first):
        # One line of JSON above prose is a page on which a template printed its variables, not a file of records.
        return "json-lines" if named or not rest or rest.startswith("{") else "page"
    if _OBJECT.match(text) and cut and not newline:
        return "json-lines"
    if _OBJECT.match(text) and "\n{" in rest and not named:
        return "json-lines"
    return "json" if named or _OBJECT.match(text) or _LIST_OF_OBJECTS.match(text) else "page"


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def start_of(data: bytes) -> str:
    """Return the first `HEAD` bytes as text, decoded well enough to see markup, without a byte order mark."""
    head = data[:HEAD]
    return head.decode(unicode_form(head) or "latin-1", "replace")


def unicode_form(head: bytes) -> str | None:
    """Return utf-8-sig, utf-16, utf-16-le, utf-16-be or utf-32 where a mark or the pattern of NULs shows it."""
    for mark, codec in _BOMS:
        if head.startswith(mark):
            return codec
    sample = head[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 10 > len(sample) and min(even, odd) * 20 < max(even, odd):
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def page_type(data: bytes, hint: str = "") -> str:
    """Return text/html or text/plain for a page's bytes; `hint` is a file name or a declared media type.

    Raises InputError, whose text completes 'the file ...', for what is no page: empty, binary, XML of another kind.
    """
    if not data.strip():
        raise InputError("is empty")
    for signature, what in _SIGNATURES:
        if data.startswith(signature) and (len(signature) > 4 or _controls(data[:HEAD])):
            raise InputError(f"is {what}, which is not a page of text")
    if not unicode_form(data[:HEAD]) and _controls(data) > _BINARY_SHARE * len(data):
        raise InputError("is binary, not a page of text")
    text = start_of(data)
    body, is_xml = _past_prolog(text)
    if _STARTS_HTML.match(body) or _LINE_OF_HTML.search(text):
        return "text/html"
    if (is_xml or _XML_ROOT.match(body)) and (root := _ROOT.search(body)):
        raise InputError(f"is XML with the root <{root[1]}>, not a web page")
    hint = hint.lower()
    for suffixes, what in _NAMES:
        if hint.endswith(suffixes):
            raise InputError(what)
    named = hint.endswith((".html", ".htm", ".xhtml", "text/html", "application/xhtml+xml"))
    return "text/html" if named and _ANY_TAG.search(text) else "text/plain"


def _controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROLS))


def _past_prolog(text: str) -> tuple[str, bool]:
    """Return the text after an XML declaration, comments and white space, and whether there was a declaration."""
    text = text.lstrip()
    is_xml = text.startswith("<?xml")
    if is_xml:
        text = text.partition("?>")[2].lstrip()
    position = 0
    while text.startswith("<!--", position) and (end := text.find("-->", position)) > 0:
        position = end + 3
        position += len(text[position : position + 1000]) - len(text[position : position + 1000].lstrip())
    return text[position:], is_xml


def fault_words(fault: Exception) -> str:
    """Return why reading stopped, as words that follow 'the file cannot be read whole:'."""
    if isinstance(fault, EOFError):
        return "its gzip data are cut short"
    if isinstance(fault, OSError) and fault.strerror:
        return fault.strerror.lower()
    return f"its gzip data are damaged ({fault})"
