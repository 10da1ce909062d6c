"""What every request passes: who may ask, how long an address may be, and the headers that keep page text from running.

Only a host name by which the room was opened is answered, so that no other site can reach it through a reader's
browser by a name of its own. A token is brought in a cookie, in `Authorization: Bearer`, or once in the address, which
sets the cookie.
"""

from __future__ import annotations

import secrets
from http import HTTPStatus
from urllib.parse import parse_qs, quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_ADDRESS = 4000
COOKIE = "onrecord_token"
DATA = (".json", ".jsonl", ".csv", ".svg", ".png")  # how addresses end that give no page
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """The outermost layer of the app.

    `hosts` are the names by which it may be asked for, None for any. Who brings `token` is known to what lies behind as
    `scope["state"]["trusted"]`; with `closed`, nobody else is let in.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str] | None, token: str | None, closed: bool) -> None:
        """Stand before the app."""
        self._app, self._hosts, self._token, self._closed = app, hosts, token, closed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self._app)(scope, receive, send_guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        asks = scope["method"] in ("GET", "HEAD")  # of other methods a room says whether it has them
        if asks and len(scope["raw_path"] or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            return _refused(scope, 414, f"An address may have {LONGEST_ADDRESS} letters.")
        if self._hosts is not None and _host(headers.get("host", "")) not in self._hosts:
            return _refused(scope, 421, "This reading room is not opened under that name.")
        trusted = self._token is not None and self._brings_token(headers)
        scope.setdefault("state", {})["trusted"] = trusted
        if self._token and not trusted and scope["method"] == "GET":
            asked = parse_qs(scope["query_string"].decode("latin-1"))
            if _same(asked.get("token", [""])[0], self._token):
                answer = RedirectResponse(quote(scope["path"]), 303)
                answer.set_cookie(COOKIE, self._token, httponly=True, samesite="strict")
                return answer
        if trusted or not self._closed:
            return None
        return _refused(scope, 401, "The address that `onrecord serve` printed, with its token, opens this room.")

    def _brings_token(self, headers: Headers) -> bool:
        cookies = (part.strip().partition("=") for part in headers.get("cookie", "").split(";"))
        cookie = next((value for name, _, value in cookies if name == COOKIE), "")
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        return any(_same(brought, self._token or "") for brought in (cookie, bearer))


def _refused(scope: Scope, status: int, detail: str) -> Response:
    """Return the sentence, and to who asks for data the problem (RFC 9457)."""
    if not scope["path"].endswith(DATA):
        return PlainTextResponse(f"{detail}\n", status)
    problem = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JSONResponse(problem, status, media_type="application/problem+json")


def _same(brought: str, token: str) -> bool:
    return secrets.compare_digest(brought.encode(), token.encode())


def _host(header: str) -> str:
    """Return the name in a Host header without its port."""
    if header.startswith("["):
        return header.partition("]")[0].lower() + "]"
    return header.partition(":")[0].lower()
