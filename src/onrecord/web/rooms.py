"""The addresses of the rooms, and the forms that some have beside a page and JSON."""

from __future__ import annotations

from .article import article
from .room import MakeRoom
from .statement import statement

ROOMS: dict[str, MakeRoom] = {
    "/page/{id}": article,
    "/statement/{id}": statement,
}
FORMS: dict[str, tuple[str, ...]] = {}
