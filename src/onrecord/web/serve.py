"""Opens the reading room on an address of this machine, until it is interrupted."""

from __future__ import annotations

import ipaddress
import os
import secrets
import signal
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import uvicorn

from ..errors import UsageError
from ..store import Store
from .app import make_app

PROCESSES = 4  # at most
ACCEPTED = 1  # connections taken at once: a process that took all that wait would leave the others idle
WAITING = 512  # connections that the system holds until they are taken
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


class _Listener(socket.socket):
    """A socket on which more connections wait than are accepted at once: asyncio has one number for both."""

    def listen(self, backlog: int = WAITING, /) -> None:
        """Listen, with room for as many as may wait, whatever number is given."""
        super().listen(max(backlog, WAITING))


def serve(
    path: str, host: str, port: int, *, edit: bool = False, token: str | None = None, say: Callable[[str], None] = print
) -> None:
    """Serve the record at `path`; `say` is given the address once it is open.

    On another address than a loopback one nobody is let in without a token; correcting takes one everywhere. One is
    made up where it is needed and not given. Raises UsageError where the address cannot be used.
    """
    local = _is_loopback(host)
    if not token and (edit or not local):
        token = secrets.token_urlsafe(18)
    name = f"[{host}]" if ":" in host else host
    Store.open(path).close()  # what cannot be opened is said before an address is
    with _listening(host, port) as listener:
        port = listener.getsockname()[1]
        say(f"The reading room of {path} is open at http://{name}:{port}/{f'?token={token}' if token else ''}")
        say("Ctrl-C closes it.")

        def run() -> None:
            app = make_app(path, hosts=LOOPBACK | {name} if local else None, edit=edit, token=token, closed=not local)
            how: dict[str, Any] = {"log_level": "warning", "access_log": False, "server_header": False}
            uvicorn.Server(uvicorn.Config(app, timeout_keep_alive=15, backlog=ACCEPTED, **how)).run(sockets=[listener])

        with suppress(KeyboardInterrupt):  # how it is closed
            _in_processes(run)


def _in_processes(run: Callable[[], None]) -> None:
    """Run in as many processes as there are cores, some at most: one Python uses one core. They end with this one."""
    parent = os.getpid()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    others = []
    for _ in range(min(cores, PROCESSES) - 1):  # before any thread or connection is there to be shared
        other = os.fork()
        if other == 0:
            threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
            try:
                run()
            finally:
                os._exit(0)
        others.append(other)
    try:
        run()
    finally:
        for other in others:
            with suppress(ProcessLookupError):
                os.kill(other, signal.SIGTERM)


def _end_with(parent: int) -> None:
    """End this process when the one that began it is gone: nobody else would."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


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
        listener = _Listener(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, or no TCP_NODELAY is set
    except (OSError, UnicodeError) as error:
        raise UsageError(f"{host} is no address of this machine ({error}).") from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise UsageError(f"{host}, port {port}, cannot be used ({error.strerror}); try another --port.") from error
    return listener
