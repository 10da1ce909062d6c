"""The OpenAPI 3.1 document of the HTTP API: made from the types of `contract` and the table below."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import version
from typing import Any, get_args

import msgspec
from msgspec import Struct

from ..record import Link, LinkKind
from . import answers, contract
from .article import MOST_AT
from .edit import Change, Verdict

Parameter = dict[str, Any]

_TEXT = {"type": "string", "maxLength": 500}
_DAY = {"type": "string", "pattern": "^([0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?)?$"}


def _in_query(name: str, schema: dict[str, Any], description: str) -> Parameter:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": description}


def _one_of(*words: str) -> dict[str, Any]:
    return {"type": "string", "enum": [*words, ""]}  # a form sends what is not chosen as nothing


def _number(name: str, most: int, description: str) -> Parameter:
    return _in_query(name, {"type": "integer", "minimum": 1, "maximum": most}, description)


AFTER = _in_query("after", _TEXT, "Where to go on: `next` has it.")
LIMIT = _number("limit", 500, "How many at most.")


class Room(Struct, frozen=True, kw_only=True):
    """What the document says of a room: in a line, the type of its data (or the other type), what may be asked."""

    summary: str
    data: Any
    else_: Any = None
    parameters: tuple[Parameter, ...] = ()


WORDS = _in_query("words", _TEXT, 'Words, "phrases in quotation marks", dates.')
MANNER = _in_query("manner", _one_of("direct", "indirect", "mixed"), "How it is reported.")
ASKED = (
    WORDS,
    _in_query("speaker", _TEXT, "Words of the name of who said it."),
    _in_query("to", _TEXT, "Words of the name to whom."),
    _in_query("about", _TEXT, "Words of the content."),
    _in_query("outlet", _TEXT, "Words of the name of who printed it."),
    _in_query("from", _DAY, "Said, or else published, on this day or later."),
    _in_query("until", _DAY, "On this day or earlier."),
)
EXACT = tuple(
    _in_query(name, _TEXT, "This value to the letter, as `facets` has it.")
    for name in (
        "speaker_name",
        "speaker_id",
        "addressee_name",
        "outlet_name",
        "via_name",
        "speaker_kind",
        "manner",
        "act",
        "where_name",
    )
)
ORDER = _in_query("order", _one_of("newest", "oldest", "best"), "Which come first.")
PART = _number("part", 1, "Which part of a long answer.")
TIMES = (
    _in_query("kind", _one_of("all", "contact", "statement"), "What to give."),
    _in_query("who", _TEXT, "Only what has this in a name."),
    _in_query("from", _DAY, "On this day or later."),
    _in_query("until", _DAY, "On this day or earlier."),
    PART,
)
ROOMS: dict[str, Room] = {
    "/": Room(summary="What is in the record", data=answers.Front),
    "/search": Room(
        summary="Statements found, with counts by value and over time",
        data=answers.Search,
        parameters=(*ASKED, *EXACT, ORDER, AFTER, LIMIT),
    ),
    "/pages": Room(
        summary="Pages, the newest first",
        data=answers.Pages,
        parameters=(_in_query("outlet_name", _TEXT, "Of this outlet."), AFTER, LIMIT),
    ),
    "/page/{id}": Room(
        summary="A page: its text, blocks, statements, contacts and history",
        data=contract.Page,
        parameters=(
            _number("part", 1, "Which part of a long page the room shows; its data are whole."),
            _in_query(
                "at",
                {"type": "integer", "minimum": 0, "maximum": MOST_AT},
                "An offset of the text: the room shows the part that has it.",
            ),
        ),
    ),
    "/statement/{id}": Room(
        summary="A statement: its citations, selectors and history; the beginning of an id will do",
        data=contract.StatementRoom,
    ),
    "/actors": Room(summary="Who is quoted, most first", data=answers.Actors, parameters=(WORDS, LIMIT)),
    "/actor/{id:path}": Room(
        summary="An actor by id or name, or those who bear the name", data=answers.Actor, else_=answers.Several
    ),
    "/contacts": Room(
        summary="Contacts, the newest first",
        data=answers.Contacts,
        parameters=(_in_query("kind", _TEXT, "Of this kind."), AFTER, LIMIT),
    ),
    "/compare": Room(summary="What can be put side by side, the largest first", data=answers.Comparable),
    "/line/{id}": Room(summary="A statement through outlets and time", data=answers.LineRoom),
    "/occasion/{id}": Room(
        summary="A contact as outlets report it, side by side", data=answers.Comparison, parameters=(PART,)
    ),
    "/story/{id}": Room(
        summary="A story as outlets tell it, side by side",
        data=answers.Comparison,
        parameters=(_in_query("all", _TEXT, "With any value: also what one outlet alone has."), PART),
    ),
    "/timeline": Room(
        summary="The record in order of time, or its largest stories", data=answers.Timeline, parameters=TIMES
    ),
    "/timeline/{id}": Room(summary="A story in order of time", data=answers.Timeline, parameters=TIMES),
    "/corrections": Room(
        summary="What people corrected, the newest first", data=contract.Corrections, parameters=(AFTER, LIMIT)
    ),
    "/links": Room(
        summary="Judgements whether two things are one",
        data=contract.Links,
        parameters=(
            _in_query("kind", _one_of("all", *get_args(LinkKind)), "One kind of link."),
            AFTER,
            LIMIT,
        ),
    ),
    "/about": Room(summary="What the words mean", data=answers.About),
}
SENT: dict[str, tuple[str, Any, Any]] = {
    "/correct": ("Correct a statement or page, or undo", Change, contract.Corrected),
    "/judge": ("Judge whether two things are one", Verdict, Link),
}
STREAMS: dict[str, tuple[str, Any, tuple[Parameter, ...]]] = {
    "/statements": (
        "Every statement that a search finds, one a line",
        contract.Statement,
        (*ASKED, MANNER),
    ),
    "/corrections": ("Every correction, one a line", contract.Corrected, ()),
    "/links": ("Every standing link, one a line", Link, ()),
}

FILES: dict[str, tuple[str, ...]] = {  # what some rooms give to take away, beside a page and JSON
    "/search": ("csv", "jsonl"),
    "/timeline": ("svg", "png"),
    "/timeline/{id}": ("svg", "png"),
}
_OF_FILES = {
    "csv": ("text/csv", "The statements shown, as a table."),
    "jsonl": ("application/x-ndjson", "The statements shown, one a line."),
    "svg": ("image/svg+xml", "The picture."),
    "png": ("image/png", "The picture; 404 where `onrecord[png]` is not installed."),
}


@lru_cache(maxsize=1)
def document() -> bytes:
    """Return the document as JSON."""
    types = [contract.Refusal, *(one for room in ROOMS.values() for one in (room.data, room.else_) if one)]
    types += [*(one for _, one, _ in STREAMS.values())]
    types += [one for _, sent, kept in SENT.values() for one in (sent, kept)]
    references, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    schemas = dict(zip(types, references, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for address, room in ROOMS.items():
        path = "/index" if address == "/" else address.replace(":path}", "}")
        paths[f"{path}.json"] = {"get": _get(address, room, schemas)}
        for form in FILES.get(address, ()):
            paths[f"{path}.{form}"] = {"get": _file(address, room, form, schemas)}
    for address, (summary, sent, kept) in SENT.items():
        paths.setdefault(f"{address}.json", {})["post"] = _post(address, summary, schemas[sent], schemas[kept])
    for address, (summary, one, parameters) in STREAMS.items():
        paths[f"{address}.jsonl"] = {"get": _stream(address, summary, schemas[one], parameters)}
    return msgspec.json.encode(
        {
            "openapi": "3.1.0",
            "info": {
                "title": "onrecord",
                "version": version("onrecord"),
                "summary": "Who said what, to whom, when, where, and on which characters of which page that rests.",
                "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            },
            "paths": paths,
            "components": {
                "schemas": components,
                "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
                "responses": {
                    "problem": {
                        "description": "Why there is no answer.",
                        "content": {"application/problem+json": {"schema": schemas[contract.Refusal]}},
                    }
                },
            },
        }
    )


def _get(address: str, room: Room, schemas: dict[Any, Any]) -> dict[str, Any]:
    held = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1, "maxLength": 500}}
        for name in ("id", "name", "a", "b")
        if f"{{{name}}}" in address or f"{{{name}:path}}" in address
    ]
    data = {"oneOf": [schemas[room.data], schemas[room.else_]]} if room.else_ else schemas[room.data]
    known = {"name": "If-None-Match", "in": "header", "required": False, "schema": {"type": "string"}}
    return {
        "operationId": f"get{_name(address)}",
        "summary": room.summary,
        "parameters": [*held, *room.parameters, known],
        "responses": {
            "200": {
                "description": room.summary,
                "headers": {"ETag": {"schema": {"type": "string"}, "description": "Changes when the answer does."}},
                "content": {"application/json": {"schema": data}},
            },
            "304": {"description": "The answer is the one whose ETag was sent."},
            **_refusals("400", "401", "404", "414", "421", "503"),
        },
    }


def _file(address: str, room: Room, form: str, schemas: dict[Any, Any]) -> dict[str, Any]:
    media, summary = _OF_FILES[form]
    answer = _get(address, room, schemas)
    answer |= {"operationId": f"{form}{_name(address)}", "summary": summary}
    answer["responses"]["200"] |= {"description": summary, "content": {media: {"schema": {"type": "string"}}}}
    return answer


def _post(address: str, summary: str, sent: Any, kept: Any) -> dict[str, Any]:
    return {
        "operationId": f"post{_name(address)}",
        "summary": summary,
        "security": [{"token": []}],
        "requestBody": {"required": True, "content": {"application/json": {"schema": sent}}},
        "responses": {
            "201": {"description": "What was kept.", "content": {"application/json": {"schema": kept}}},
            **_refusals("400", "401", "403", "413", "414", "415", "421", "422", "503"),
        },
    }


def _stream(address: str, summary: str, line: Any, parameters: tuple[Parameter, ...]) -> dict[str, Any]:
    return {
        "operationId": f"stream{_name(address)}",
        "summary": summary,
        "parameters": list(parameters),
        "responses": {
            "200": {
                "description": "JSON lines: one object a line.",
                "content": {"application/x-ndjson": {"schema": {"type": "string"}, "x-line": line}},
            },
            **_refusals("400", "401", "414", "421", "503"),
        },
    }


def _refusals(*statuses: str) -> dict[str, Any]:
    return {status: {"$ref": "#/components/responses/problem"} for status in statuses}


def _name(address: str) -> str:
    words = [word for word in address.replace("{", "/").replace("}", "").split("/") if word]
    return "".join(word.partition(":")[0].title() for word in words) or "Front"
