"""The records as columns of the store's tables, and back: what is nested becomes JSON, which plain SQL can read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec

from ..record import Article, Contact, Mention, Page, Problem, Reading, Statement, words_at

ARTICLE = tuple(name for name in Article.__struct_fields__ if name != "text")  # the text has a table of its own
STATEMENT = Statement.__struct_fields__
CONTACT = Contact.__struct_fields__
_PLAIN = frozenset({"id", "manner", "score", "parent", "contact", "act", "kind", "status"})  # the others are JSON

R = TypeVar("R", Article, Statement, Contact)
S = TypeVar("S", Reading, Problem, Page)


def as_json(value: Any) -> str | None:
    """Return a value as JSON text, and None as None, which is NULL in the table."""
    return None if value is None else msgspec.json.encode(value).decode()


def columns(value: msgspec.Struct, names: Sequence[str]) -> dict[str, Any]:
    """Return the named fields as columns: plain ones as they are, the others as JSON."""
    fields = {name: getattr(value, name) for name in names}
    return {name: field if name in _PLAIN else as_json(field) for name, field in fields.items()}


def statement_columns(reading: Reading, statement: Statement) -> dict[str, Any]:
    """Return a statement's columns; beside its fields, its words, names and date as they are searched."""
    text = reading.article.text
    quotes = {f"quote_{role}": words_at(text, getattr(statement, role)) for role in ("source", "cue", "content")}
    dates = [date.value for date in (statement.said, reading.article.published) if date and date.value]
    names = {"co_speaker_names": _names(statement.co_speakers), "addressee_names": _names(statement.addressee)}
    return {**columns(statement, STATEMENT), **quotes, **names, "date": dates[0] if dates else None}


def _names(mentions: Sequence[Mention]) -> str:
    return "; ".join(mention.name for mention in mentions if mention.name)


def problem_columns(reading: Reading, problem: Problem) -> dict[str, Any]:
    """Return a problem's columns; its file is None where it is its page's own, whose receipts know it."""
    file = None if problem.file == reading.file else problem.file
    return {"stage": problem.stage, "reason": problem.reason, "file": file, "at": problem.at}


def value_of(kind: type[R], names: Sequence[str], fields: Sequence[Any], **more: Any) -> R:
    """Return the struct whose columns these are: the way back from `columns`."""
    pairs = zip(names, fields, strict=True)
    plain = {name: field if field is None or name in _PLAIN else msgspec.json.decode(field) for name, field in pairs}
    return msgspec.convert(plain | more, kind)


def storable(value: S) -> S:
    """Return the value with every lone surrogate, which UTF-8 cannot hold, replaced by '?': a file's name has them."""
    try:
        msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.convert(_without_surrogates(msgspec.to_builtins(value)), type(value))
    return value


def storable_page(page: Page) -> Page:
    """Return the page so, with its bytes untouched."""
    about = storable(msgspec.structs.replace(page, data=b""))
    return msgspec.structs.replace(about, data=page.data)


def _without_surrogates(plain: Any) -> Any:
    if isinstance(plain, str):
        return plain.encode(errors="replace").decode()
    if isinstance(plain, dict):
        return {_without_surrogates(name): _without_surrogates(value) for name, value in plain.items()}
    return [_without_surrogates(part) for part in plain] if isinstance(plain, list | tuple) else plain
