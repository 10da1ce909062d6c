"""The app: addresses, and how a request becomes a room, shown as a page or given as data.

Answers are kept until the record's file changes, and each has an ETag, so that nothing is made or sent twice.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ..errors import OnrecordError
from .edit import csrf_of, edit_routes
from .guard import Guard
from .openapi import FILES
from .readers import Readers
from .render import MEDIA, Renderer
from .room import Ask, MakeRoom
from .rooms import ROOMS
from .streams import stream_routes

_STATIC = {path.name: path.read_bytes() for path in sorted((Path(__file__).parent / "static").iterdir())}
_STATIC_MEDIA = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
_ANSWERS_KEPT = 400
_LARGEST_KEPT = 300_000  # bytes of one answer

Handler = Callable[[Request], Awaitable[Response]]


class Answers:
    """The last answers given, good until the record changes."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: OrderedDict[tuple[object, ...], bytes] = OrderedDict()

    def get(self, key: tuple[object, ...]) -> bytes | None:
        """Return the answer kept under the key."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def keep(self, key: tuple[object, ...], body: bytes) -> None:
        """Keep an answer that is not too large, and let go of the one that was longest not asked for."""
        if len(body) <= _LARGEST_KEPT:
            self._kept[key] = body
        while len(self._kept) > _ANSWERS_KEPT:
            self._kept.popitem(last=False)


def make_app(
    path: str,
    *,
    hosts: frozenset[str] | None = None,
    edit: bool = False,
    token: str | None = None,
    closed: bool = False,
    processes: int = 1,
) -> Starlette:
    """Return the ASGI app over the record at `path`.

    `hosts` are the names by which it answers, None for any; `closed` lets nobody in without the token; `processes` is
    how many answer. Raises StoreError where the record cannot be opened.
    """
    editors = token if edit else None
    renderer, answers = Renderer(Path(path).name, frozenset(ROOMS), edit, csrf_of(editors)), Answers()
    readers = Readers(path, renderer, processes)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        readers.close()

    def handler(make: MakeRoom, form: str) -> Handler:
        async def handle(request: Request) -> Response:
            ask = Ask(
                path=request.path_params,
                given=dict(request.query_params),
                form=form,
                editing=edit and request.state.trusted,
            )
            here = request.url.path.removesuffix(f".{form}") or "/"
            key = (form, request.url.path, request.url.query, ask.editing, readers.version())
            body = answers.get(key)
            if body is None:
                body = await readers.run(make, form, here, ask)
                answers.keep(key, body)
            return _tagged(request, body, MEDIA[form])

        return handle

    async def refuse(request: Request, error: Exception) -> Response:
        form = "html" if request.url.path.rpartition(".")[2] not in MEDIA else "problem"
        status, body = renderer.refusal(error, form, request.url.path)
        headers = error.headers if isinstance(error, HTTPException) else None
        return Response(body, status, headers, media_type=MEDIA[form])

    return Starlette(
        routes=[Route("/static/{name}", _static), *edit_routes(path, editors), *stream_routes(path), *_routes(handler)],
        middleware=[Middleware(Guard, hosts=hosts, token=token, closed=closed)],
        exception_handlers={OnrecordError: refuse, HTTPException: refuse, Exception: refuse},
        lifespan=lifespan,
    )


def _routes(handler: Callable[[MakeRoom, str], Handler]) -> list[Route]:
    """Return the routes of all rooms in all their forms, those with a suffix first: a path's last part may be any."""
    forms = [(address, make, form) for address, make in ROOMS.items() for form in ("json", *FILES.get(address, ()))]
    named = [("/index" if address == "/" else address, make, form) for address, make, form in forms]
    routes = [Route(f"{address}.{form}", handler(make, form)) for address, make, form in named]
    return routes + [Route(address, handler(make, "html")) for address, make in ROOMS.items()]


def _tagged(request: Request, body: bytes, media_type: str) -> Response:
    """Return the answer, or 304 where the reader has it already."""
    headers = {"ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"', "Cache-Control": "no-cache", "Vary": "Cookie"}
    known = request.headers.get("if-none-match", "").split(",")
    if headers["ETag"] in [tag.strip().removeprefix("W/") for tag in known]:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _STATIC:
        raise HTTPException(404)
    return _tagged(request, _STATIC[name], _STATIC_MEDIA[Path(name).suffix])
