"""Long answers: JSON lines sent while they are found, and the rooms of all corrections and all links, in steps."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from itertools import islice
from typing import Any, get_args

import msgspec
from starlette.concurrency import iterate_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from ..correcting import history_of
from ..errors import UsageError
from ..record import LinkKind
from ..store import Query, Store
from .openapi import document
from .room import LONGEST_VALUE, Ask, Room

MOST = 500  # corrections or links in one answer
_LAST = 10**12  # more corrections and links than a record will have
_LINES = 500  # sent at once
_ASKED = {"since": "from"} | {name: name for name in Query.__struct_fields__ if name not in ("since", "limit")}


def stream_routes(path: str) -> list[Route]:
    """Return the addresses of long answers, and of the document that describes all."""

    def streaming(lines: Callable[[Store, Request], Iterator[Any]]) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            store = Store.open(path)
            try:
                rows = lines(store, request)  # what cannot be asked is refused here, before anything is sent
            except BaseException:
                store.close()
                raise
            return StreamingResponse(_sent(store, rows), media_type="application/x-ndjson")

        return answer

    async def described(_: Request) -> Response:
        return Response(document(), media_type="application/json")

    return [
        Route("/openapi.json", described),
        Route("/statements.jsonl", streaming(_statements)),
        Route("/corrections.jsonl", streaming(_corrections)),
        Route("/links.jsonl", streaming(lambda store, _: store.links())),
    ]


async def _sent(store: Store, rows: Iterator[Any]) -> AsyncIterator[bytes]:
    """Give the rows as lines, some hundreds at a time, and close the store at the end, also where nobody listens."""

    def parts() -> Iterator[bytes]:
        while lines := [msgspec.json.encode(row) for row in islice(rows, _LINES)]:
            yield b"\n".join(lines) + b"\n"

    try:
        with store.one_moment():
            async for part in iterate_in_threadpool(parts()):
                yield part
    finally:
        store.close()


def _statements(store: Store, request: Request) -> Iterator[dict[str, Any]]:
    given = {name: value for name, value in request.query_params.items() if value.strip()}
    if unknown := given.keys() - set(_ASKED.values()):
        name = sorted(unknown)[0][:40]
        raise UsageError(f"There is nothing called {name!r} to ask for; there are {', '.join(_ASKED.values())}.")
    for name, value in given.items():
        if len(value) > LONGEST_VALUE:
            raise UsageError(f"{name} may have {LONGEST_VALUE} letters, not {len(value)}.")
    return store.search(msgspec.convert({ours: given[name] for ours, name in _ASKED.items() if name in given}, Query))


def _corrections(store: Store, _: Request) -> Iterator[dict[str, Any]]:
    for page in sorted({one.page for one in store.corrections()}):
        yield from history_of(store, page)


def corrections(store: Store, ask: Ask) -> Room:
    """Return the room of what people corrected, the newest first."""
    limit = ask.number("limit", 50, MOST)
    before = _after(ask, _LAST)
    every = sorted((one.number, one.page) for one in store.corrections() if one.number < before)
    shown = every[::-1][:limit]
    rows: dict[int, dict[str, Any]] = {}
    for page in {page for _, page in shown}:
        rows |= {row["number"]: row for row in history_of(store, page)}
    data = {
        "corrections": [rows[number] for number, _ in shown],
        "next": str(shown[-1][0]) if len(every) > len(shown) else None,
    }
    return Room(template="corrections", title="Corrections", data=data)


def links(store: Store, ask: Ask) -> Room:
    """Return the room of the standing links."""
    limit = ask.number("limit", 50, MOST)
    kind = ask.choice("kind", ("all", *get_args(LinkKind)))
    skip = _after(ask, 0)
    rows = list(islice(store.links(None if kind == "all" else kind), skip, skip + limit + 1))  # type: ignore[arg-type]
    data = {
        "links": msgspec.to_builtins(rows[:limit]),
        "next": str(skip + limit) if len(rows) > limit else None,
    }
    return Room(template="links", title="Links", data=data)


def _after(ask: Ask, default: int) -> int:
    """Return where to go on, as the `next` of an answer had it."""
    after = ask.get("after") or ""
    return int(after) if after.isascii() and after.isdigit() and len(after) < 13 else default
