"""Rooms as bytes: pages by Jinja's templates, data as JSON, tables as CSV, refusals as either."""

from __future__ import annotations

import io
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException

from ..correct import FIELDS
from ..errors import OnrecordError, StoreError, UsageError
from ..export import cut, write
from . import bars, pictures, plain
from .png import available, png
from .room import Ask, NotThere, Room

MEDIA = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "problem": "application/problem+json",
}
SENT = ("/correct", "/judge")  # where forms go
_TITLES = {
    400: "That cannot be asked",
    401: "This takes the token",
    403: "That may not be done here",
    404: "That is not here",
    422: "That cannot be kept",
    503: "Not just now",
}
_OURS = "web_address of most part day count sentence by_value groupby_day others"
_FILTERS = {"cut": cut} | {name: getattr(plain, name) for name in _OURS.split()}


class Renderer:
    """The templates, and what every page shows: the record's name, its rooms, and whether it may be corrected here."""

    def __init__(self, name: str, rooms: frozenset[str], edit: bool, csrf: str = "") -> None:
        """Load the templates."""
        self._environment = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=plain.plain,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(_FILTERS)
        self._environment.globals.update(
            record=name,
            rooms=rooms,
            edit=edit,
            version=version("onrecord"),
            pictures=pictures,
            png=available(),
            drawn=bars,
            query=plain.query,
            csrf=csrf,
            fields_of=FIELDS,
        )

    def load(self) -> None:
        """Make every template ready, for processes that will be forked from this one."""
        for name in self._environment.list_templates():
            self._environment.get_template(name)

    def body(self, room: Room, form: str, here: str, ask: Ask) -> bytes:
        """Return the room in one of its forms; `here` is its path."""
        if form == "json":
            return msgspec.json.encode(room.data)
        if form in ("svg", "png"):
            if not room.picture:
                raise NotThere("Nothing here has a day, so that there is no picture of it.")
            return pictures.standalone(room.picture) if form == "svg" else png(room.picture)
        if form in ("csv", "jsonl"):
            out = io.StringIO(newline="")
            write(room.data["statements"], form, out)
            return out.getvalue().encode()
        template = self._environment.get_template(f"{room.template}.html")
        about = {"title": room.title, "here": here, "given": ask.given, "editing": ask.editing}
        return template.render({**room.data, **room.view, **about}).encode()

    def refusal(self, error: Exception, form: str, here: str) -> tuple[int, bytes]:
        """Return the status and the body that say why there is no answer: a page, or an RFC 9457 problem."""
        status, detail = _reason(error)
        title = HTTPStatus(status).phrase
        if form != "html":
            return status, msgspec.json.encode({"title": title, "status": status, "detail": detail})
        template = self._environment.get_template("refusal.html")
        about = {"title": _TITLES.get(status, title), "detail": detail, "status": status, "sent": here in SENT}
        return status, template.render(**about, here=here, given={}, editing=False).encode()


def _reason(error: Exception) -> tuple[int, str]:
    if isinstance(error, HTTPException):
        said = error.detail != HTTPStatus(error.status_code).phrase
        there = "There is no such room." if error.status_code == 404 else HTTPStatus(error.status_code).description
        return error.status_code, error.detail if said else there
    kinds: list[tuple[type[Exception], int]] = [(NotThere, 404), (UsageError, 400), (StoreError, 503)]
    status = next((status for kind, status in kinds if isinstance(error, kind)), 500)
    known = isinstance(error, OnrecordError)
    return status, str(error) if known else "onrecord failed on this; its terminal says where. Please report it."
