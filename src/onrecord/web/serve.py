"""Opens the reading room on an address of this machine, until it is interrupted."""

from __future__ import annotations

import ipaddress
import secrets
import socket
from collections.abc import Callable

import uvicorn

from ..errors import UsageError
from .app import make_app

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


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
    app = make_app(path, hosts=LOOPBACK | {name} if local else None, edit=edit, token=token, closed=not local)
    with _listening(host, port) as listener:
        port = listener.getsockname()[1]
        say(f"The reading room of {path} is open at http://{name}:{port}/{f'?token={token}' if token else ''}")
        say("Ctrl-C closes it.")
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, timeout_keep_alive=15)
        uvicorn.Server(config).run(sockets=[listener])


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
    except OSError as error:
        listener.close()
        raise UsageError(f"{host}, port {port}, cannot be used ({error.strerror}); try another --port.") from error
    return listener
