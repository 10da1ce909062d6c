"""The addresses of the rooms, and the forms that some have beside a page and JSON."""

from __future__ import annotations

from .article import article
from .room import MakeRoom
from .statement import statement
from .streams import corrections, links

ROOMS: dict[str, MakeRoom] = {
    "/page/{id}": article,
    "/statement/{id}": statement,
    "/corrections": corrections,
    "/links": links,
}
FORMS: dict[str, tuple[str, ...]] = {}
