"""Records with named fields (a line of JSON, a row of Parquet) to pages: which key holds what.

A mapping names the keys, `{"text": "body", "url": "meta.link"}`: our field on the left, their key on the right, dots
leading into nested objects. What it leaves open is recognised: the output of trafilatura, news-please and Fundus, and
the same names wherever they occur.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from ..errors import InputError, UsageError
from ..record import Page
from .media import MAX_PAGE, page_type

# Our fields, and the keys under which other tools write them, first come first.
# trafilatura 2 (`--json`): text raw_text title author hostname date source source-hostname sitename
# news-please 1 (`NewsArticle.get_serializable_dict`): maintext title authors date_publish date_download source_domain
# Fundus 0.5 (`Article.to_json`): plaintext body title authors publishing_date publisher
KNOWN: dict[str, tuple[str, ...]] = {
    "html": ("html", "raw_html"),
    "text": ("text", "maintext", "plaintext", "body", "raw_text", "content"),
    "url": ("url", "source", "link"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "sitename", "source-hostname", "publisher", "source_domain", "hostname"),
    "published": ("published", "date", "date_publish", "publishing_date"),
    "byline": ("byline", "author", "authors"),
    "fetched": ("fetched", "date_download", "crawl_date"),
}
_GIVEN = ("title", "outlet", "published", "byline")  # what goes into Page.given
_PATIENCE = 100  # records without the mapped text after which a wrong mapping is reported without reading on
_LONE = re.compile("[\ud800-\udfff]")


class Fields:
    """Which key of a record holds which of our fields: as mapped by the user, else as known.

    Remembers which mapped keys have been seen, so that a misspelt one is reported instead of passed over.
    """

    def __init__(self, mapping: Mapping[str, str]) -> None:
        """Take a mapping from our fields to their keys.

        Raises UsageError for a field that is not ours or a key that is empty.
        """
        for ours, theirs in mapping.items():
            if ours not in KNOWN:
                raise UsageError(f"--field {ours}={theirs}: the field must be one of {', '.join(sorted(KNOWN))}.")
            if not theirs:
                raise UsageError(f"--field {ours}=: name the key that holds it, as in --field {ours}=body.")
        self._mapping = dict(mapping)
        self._unseen = dict(mapping)
        self._records = 0
        self._keys: list[str] = []

    def page(self, record: Mapping[str, Any], file: str) -> Page:
        """Return the page that a record holds: its HTML or else its text, encoded as UTF-8, and what is given with it.

        Raises InputError, whose text completes 'the record ...', where there is neither, or where it cannot be read;
        UsageError where a mapped text or html has not occurred in the first hundred records.
        """
        self._note(record)
        data, charset = self._content(record)
        media_type = page_type(data)
        values = {ours: self._value(record, ours) for ours in KNOWN if ours not in ("html", "text")}
        return Page(
            data=data,
            file=file,
            media_type=media_type,
            charset=charset,
            url=values["url"],
            fetched=_iso(values["fetched"]),
            given={ours: value for ours in _GIVEN if (value := values[ours])},
        )

    def columns(self, names: Iterable[str]) -> list[str]:
        """Return those columns of a table that can hold one of our fields.

        Raises InputError, as `page` does, where none of them can hold text.
        """
        row = dict.fromkeys(names)
        self._note(row)
        content = {part for ours in self._content_fields() for part in self._columns_of(ours)}
        if content.isdisjoint(row):
            raise InputError(self._textless(row))
        keys = {part for ours in KNOWN for part in self._columns_of(ours)}
        return [name for name in row if name in keys]

    def check(self) -> None:
        """Raise UsageError if records were read and a mapped key occurred in none of them."""
        if self._records and self._unseen:
            ours, theirs = next(iter(self._unseen.items()))
            keys = ", ".join(repr(key) for key in self._keys[:20]) or "no keys"
            raise UsageError(f"--field {ours}={theirs}: no record has the key {theirs!r}; the first has {keys}.")

    def _note(self, record: Mapping[str, Any]) -> None:
        if not self._records:
            self._keys = [encodable(str(key)) for key in record]
        self._records += 1
        if self._unseen:
            self._unseen = {o: key for o, key in self._unseen.items() if not _has(record, key)}
            wanted = [ours for ours in ("text", "html") if ours in self._mapping]
            if self._records >= _PATIENCE and wanted and all(ours in self._unseen for ours in wanted):
                self.check()

    def _content(self, record: Mapping[str, Any]) -> tuple[bytes, str | None]:
        """Return the bytes of the page and their charset, unknown for a table's column of bytes."""
        for ours in self._content_fields():
            for key in self._keys_of(ours):
                value = _at(record, key)
                data = value if isinstance(value, bytes) else _running_text(value).encode("utf-8", "replace")
                if len(data) > MAX_PAGE:
                    raise InputError(f"is larger than {MAX_PAGE >> 20} MB in the key {key!r}")
                if data.strip():
                    return data, None if isinstance(value, bytes) else "utf-8"
        raise InputError(self._textless(record))

    def _textless(self, record: Mapping[str, Any]) -> str:
        looked = ", ".join(key for ours in self._content_fields() for key in self._keys_of(ours))
        has = ", ".join(encodable(str(key)) for key in list(record)[:20]) or "no keys"
        return f"holds no text (looked for {looked}; it has {has}): name the key, as in --field text=KEY"

    def _content_fields(self) -> tuple[str, ...]:
        return tuple(ours for ours in ("html", "text") if ours in self._mapping) or ("html", "text")

    def _value(self, record: Mapping[str, Any], ours: str) -> str | None:
        for key in self._keys_of(ours):
            value = _words(_at(record, key))
            if not value or (ours in ("published", "fetched") and value == "None"):  # news-please writes str(None)
                continue
            if ours == "url" and ours not in self._mapping and "://" not in value:
                continue  # 'source' is a URL in trafilatura's output and an outlet's name elsewhere
            return value
        return None

    def _columns_of(self, ours: str) -> set[str]:
        return {part for key in self._keys_of(ours) for part in (key, key.partition(".")[0])}

    def _keys_of(self, ours: str) -> tuple[str, ...]:
        return (self._mapping[ours],) if ours in self._mapping else KNOWN[ours]


def encodable(text: str) -> str:
    """Return the text with each lone surrogate, which no output could encode, as U+FFFD."""
    return _LONE.sub("\ufffd", text)


def _has(record: Mapping[str, Any], key: str) -> bool:
    head, dot, rest = key.partition(".")
    inner = record.get(head)
    return key in record or bool(dot and isinstance(inner, Mapping) and _has(inner, rest))


def _at(record: Mapping[str, Any], key: str) -> Any:
    """Return the value at a key, which may itself hold dots or lead into nested objects; None where there is none."""
    if key in record:
        return record[key]
    head, dot, rest = key.partition(".")
    inner = record.get(head)
    return _at(inner, rest) if dot and isinstance(inner, Mapping) else None


def _running_text(value: Any) -> str:
    """Return text from a string, a list of paragraphs, or Fundus's body: summary, then headlines and paragraphs."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        value = [value.get(key) for key in ("summary", "sections", "headline", "paragraphs")]
    if isinstance(value, list):
        return "\n\n".join(part for item in value if (part := _running_text(item)))
    return ""


def _words(value: Any) -> str | None:
    """Return a short field as one string: names joined by commas, a date in ISO 8601, a number in digits."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Mapping):
        return _words(value.get("name"))
    if isinstance(value, list):
        return ", ".join(words for item in value if (words := _words(item))) or None
    return None


def _iso(value: str | None) -> str | None:
    """Return a time in ISO 8601 where it is one in another spelling ('2016-08-15 10:00:00'), else as it is."""
    try:
        return datetime.fromisoformat(value).isoformat() if value else None
    except ValueError:
        return value
