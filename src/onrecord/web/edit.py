"""Correcting and judging through the web: what may be sent, who may send it, and what is kept.

A browser's form brings the token in a cookie that no other site can send (SameSite=Strict), and besides a word made
from the token that no other site can read; a request that says it comes from elsewhere is refused whatever it brings.
A program brings the token in `Authorization: Bearer` and sends JSON, which no form can.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ..actors import registry_of
from ..correct.overlay import ADDED, CHECKED, REJECTED, ROLES, UNDO
from ..correcting import Signed, history_of, make, undo
from ..errors import UsageError
from ..judging import judge
from ..record import Judgement, Link, LinkKind
from ..store import Store

LARGEST = 100_000  # bytes of what is sent: a content may be a long paragraph
MOST_OTHERS = 200  # things that one is judged against at once
MOST_FIELDS = MOST_OTHERS + 20  # of a form
_BUTTONS = {UNDO, REJECTED, CHECKED}  # buttons of a form that say all by themselves
_WAIT = 10.0  # seconds for another program that writes


class Change(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A correction as it is sent: of a statement or page (its id or the id's beginning), a field, what was typed.

    The field `undo` takes the number of a correction, or nothing for the last one that stands.
    """

    target: str
    field: str
    value: str = ""
    by: str
    note: str | None = None


class Verdict(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A judgement as it is sent: whether two things are one, by their ids, an id's beginning, or an actor's name."""

    kind: LinkKind | None = None
    left: str
    right: str
    judgement: Judgement
    by: str
    reason: str | None = None


def csrf_of(token: str | None) -> str:
    """Return the word that every form of ours carries, or nothing where nobody may edit."""
    return hmac.new(token.encode(), b"form", hashlib.sha256).hexdigest()[:32] if token else ""


def edit_routes(path: str, token: str | None) -> list[Route]:
    """Return the addresses to which corrections and judgements are sent, as forms and as JSON."""
    editor = _Editor(path, token)
    return [
        Route("/correct", editor.correct_form, methods=["POST"]),
        Route("/correct.json", editor.correct_json, methods=["POST"]),
        Route("/judge", editor.judge_form, methods=["POST"]),
        Route("/judge.json", editor.judge_json, methods=["POST"]),
    ]


class _Editor:
    def __init__(self, path: str, token: str | None) -> None:
        self._path, self._token = path, token

    async def correct_form(self, request: Request) -> Response:
        sent = await self._form(request)
        field, value = sent.get("field", ""), sent.get("value", "")
        if field == ADDED:
            value = " ".join(f"{role}={sent[role]}" for role in ROLES if sent.get(role, "").strip())
        for button in _BUTTONS & sent.keys():
            field, value = button, sent[button]
        change = Change(
            target=sent.get("target", ""),
            field=field,
            value=value,
            by=sent.get("by", ""),
            note=sent.get("note") or None,
        )
        kept = await asyncio.to_thread(self._correct, change)
        await self._also_speaker(change, kept, sent)
        back = f"/page/{kept['page']}" if kept["target"] == kept["page"] else f"/statement/{kept['target'][:16]}"
        return RedirectResponse(_local(sent.get("back", "")) or back, 303)

    async def _also_speaker(self, change: Change, kept: dict[str, Any], sent: dict[str, str]) -> None:
        """Say who speaks in a statement just added, where the form says so."""
        if change.field == ADDED and sent.get("speaker", "").strip():
            speaker = msgspec.structs.replace(change, target=kept["target"], field="speaker", value=sent["speaker"])
            await asyncio.to_thread(self._correct, speaker)

    async def correct_json(self, request: Request) -> Response:
        change = await self._json(request, Change)
        kept = await asyncio.to_thread(self._correct, change)
        return Response(msgspec.json.encode(kept), 201, media_type="application/json")

    async def judge_form(self, request: Request) -> Response:
        sent = await self._form(request)
        others = [other for other in sent.get("right", "").split("\n") if other.strip()]
        if not 0 < len(others) <= MOST_OTHERS:
            raise UsageError(f"Name one to {MOST_OTHERS} others to judge.")
        try:
            verdicts = [
                msgspec.convert(
                    {**{n: sent.get(n, "") for n in ("kind", "left", "judgement", "by")}, "right": other.strip()},
                    Verdict,
                )
                for other in others
            ]
        except msgspec.ValidationError as error:
            raise UsageError(f"This is no judgement: {error}.") from None
        verdicts = [msgspec.structs.replace(one, reason=sent.get("reason") or None) for one in verdicts]
        await asyncio.to_thread(self._judge, verdicts)
        return RedirectResponse(_local(sent.get("back", "")) or "/", 303)

    async def judge_json(self, request: Request) -> Response:
        verdict = await self._json(request, Verdict)
        (link,) = await asyncio.to_thread(self._judge, [verdict])
        return Response(msgspec.json.encode(link), 201, media_type="application/json")

    def _correct(self, change: Change) -> dict[str, Any]:
        with _doable(), Store.open(self._path, write=True, wait=_WAIT) as store:
            signed = Signed(by=change.by, at=_now(), note=change.note)
            if change.field == UNDO:
                number = change.value.strip()
                if number and not (number.isascii() and number.isdigit() and len(number) < 10):
                    raise UsageError(f"undo takes the number of a correction, not {number[:40]!r}.")
                one = undo(store, change.target, int(number) if number else None, signed)
            else:
                one = make(store, change.target, change.field, change.value, signed)
            rows = history_of(store, one.page)
        return next(row for row in rows if row["number"] == one.number)

    def _judge(self, verdicts: list[Verdict]) -> list[Link]:
        at, links = _now(), []
        with _doable(), Store.open(self._path, write=True, wait=_WAIT) as store:
            for one in verdicts:
                signed = Signed(by=one.by, at=at, note=one.reason)
                links.append(judge(store, registry_of(), (one.left, one.right), one.judgement, signed, one.kind)[0])
        return links

    async def _form(self, request: Request) -> dict[str, str]:
        """Return what a form of ours sent, each field once; raises HTTPException where it is not one."""
        self._admit(request)
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
            raise HTTPException(
                415, "This address takes what a form sends; a program sends JSON to the one with .json."
            )
        try:
            fields = parse_qs((await _body(request)).decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
        except ValueError:
            raise HTTPException(400, "What was sent is no form of ours.") from None
        sent = {name: "\n".join(values) for name, values in fields.items()}
        if not hmac.compare_digest(sent.get("csrf", "").encode(), csrf_of(self._token).encode()):
            raise HTTPException(403, "This form is out of date: open the page again, and send it from there.")
        return sent

    async def _json(self, request: Request, kind: type[Any]) -> Any:
        self._admit(request)
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            raise HTTPException(415, "Send application/json.")
        try:
            return msgspec.json.decode(await _body(request), type=kind)
        except (msgspec.MsgspecError, UnicodeError) as error:
            raise UsageError(f"What was sent is not as /openapi.json has it: {error}.") from None

    def _admit(self, request: Request) -> None:
        """Raise HTTPException unless the request brings the token and comes from this site, or from a program."""
        if self._token is None:
            raise HTTPException(
                403, "This record is open for reading; `onrecord serve --edit` opens it for correcting."
            )
        if not request.state.trusted:
            raise HTTPException(401, "Correcting takes the token that `onrecord serve --edit` printed.")
        site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
        if site == "same-origin" and origin == "null":
            origin = None  # what a browser that tells no referrer says of our own pages
        if site not in (None, "same-origin") or (
            origin is not None and urlsplit(origin).netloc != request.headers.get("host")
        ):
            raise HTTPException(403, "This was sent from another site.")


@contextmanager
def _doable() -> Iterator[None]:
    """Answer 422 to what is well written and cannot be done, with the sentence that says why."""
    try:
        yield
    except UsageError as error:
        raise HTTPException(422, str(error)) from error


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise HTTPException(413, f"Up to {LARGEST} bytes can be sent.")
    return body


def _local(address: str) -> str | None:
    """Return an address of this room to go back to, None for any other."""
    fits = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if fits and len(address) < 500 else None


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
