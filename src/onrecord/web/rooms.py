"""The addresses of the rooms."""

from __future__ import annotations

from .actor import actor
from .article import article
from .front import front
from .joined import compare, line, occasion, story
from .lists import about, actors, contacts, pages
from .room import MakeRoom
from .search import search
from .statement import statement
from .streams import corrections, links
from .timeline import timeline

ROOMS: dict[str, MakeRoom] = {
    "/": front,
    "/search": search,
    "/pages": pages,
    "/page/{id}": article,
    "/statement/{id}": statement,
    "/actors": actors,
    "/actor/{id:path}": actor,
    "/contacts": contacts,
    "/compare": compare,
    "/story/{id}": story,
    "/occasion/{id}": occasion,
    "/line/{id}": line,
    "/timeline": timeline,
    "/timeline/{id}": timeline,
    "/corrections": corrections,
    "/links": links,
    "/about": about,
}
