"""Opens the reading room on an address of this machine, until a signal closes it."""

from __future__ import annotations

import ipaddress
import os
import secrets
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from ..errors import UsageError
from .app import make_app

PROCESSES = 4  # that answer, at most
WAITING = 512  # connections that the system holds until they are taken
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


def serve(
    path: str, host: str, port: int, *, edit: bool = False, token: str | None = None, say: Callable[[str], None] = print
) -> int:
    """Serve the record at `path` until a signal closes it, and return its number; `say` is given the open address.

    On another address than a loopback one nobody is let in without a token; correcting takes one everywhere. One is
    made up where it is needed and not given. Raises UsageError where the address cannot be used.
    """
    local = _is_loopback(host)
    if not token and (edit or not local):
        token = secrets.token_urlsafe(18)
    name = f"[{host}]" if ":" in host else host
    hosts = LOOPBACK | {name} if local else None
    with _listening(host, port) as listener, _signals():
        try:
            app = make_app(path, hosts=hosts, edit=edit, token=token, closed=not local, processes=_processes())
            port = listener.getsockname()[1]
            say(f"The reading room of {path} is open at http://{name}:{port}/{f'?token={token}' if token else ''}")
            say("Ctrl-C closes it.")
            how: dict[str, Any] = {"log_level": "warning", "access_log": False, "server_header": False}
            uvicorn.Server(uvicorn.Config(app, timeout_keep_alive=15, backlog=WAITING, **how)).run(sockets=[listener])
        except _Closed as closed:
            return closed.number
    return 0


class _Closed(BaseException):
    """A signal that closes the room has come."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def _signals() -> Iterator[None]:
    """Raise _Closed within where Ctrl-C is pressed or the process is told to end.

    While it runs, the server listens for these signals itself, finishes what it is answering, and gives them back.
    """

    def close(number: int, _: object) -> None:
        raise _Closed(number)

    before = {number: signal.signal(number, close) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _processes() -> int:
    """Return how many processes answer: one for each core, some at most; one where a process cannot be forked."""
    return min(len(os.sched_getaffinity(0)), PROCESSES) if hasattr(os, "sched_getaffinity") else 1


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens there, or raise UsageError with a sentence."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, or no TCP_NODELAY is set
    except (OSError, UnicodeError) as error:
        raise UsageError(f"{host} is no address of this machine ({error}).") from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(WAITING)  # whoever reads the address may ask at once
    except OSError as error:
        listener.close()
        raise UsageError(f"{host}, port {port}, cannot be used ({error.strerror}); try another --port.") from error
    return listener
