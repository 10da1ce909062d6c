"""What a room is: a function of the record and of what the reader asks, whose answer is data, and a page.

A room's data are what its address plus `.json` gives; its template shows the same and no more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from ..errors import UsageError
from ..store import Store

LONGEST_VALUE = 500  # letters in one part of a question: longer ones are refused


class NotThere(UsageError):
    """What the address names is not in the record: 404."""


class Ask(Struct, frozen=True, kw_only=True):
    """What the reader asks: the parts of the address's path, and its query, each value once; and who asks.

    `form` is html, or another form that the room has; `editing` says whether this reader may correct and judge.
    """

    path: dict[str, str] = {}
    given: dict[str, str] = {}
    form: str = "html"
    editing: bool = False

    def get(self, name: str) -> str | None:
        """Return a part of the query without blanks around it; None where it is not given or empty.

        Raises UsageError where it is too long.
        """
        value = self.given.get(name, "").strip()
        if len(value) > LONGEST_VALUE:
            raise UsageError(f"{name} may have {LONGEST_VALUE} letters, not {len(value)}.")
        return value or None

    def number(self, name: str, default: int, most: int, least: int = 1) -> int:
        """Return a part of the query as a whole number from `least` to `most`; raise UsageError where it is none."""
        value = self.get(name)
        if value is None:
            return default
        if not (value.isascii() and value.isdigit() and len(value) <= len(str(most)) and least <= int(value) <= most):
            raise UsageError(f"{name} is a whole number from {least} to {most}, not {value!r}.")
        return int(value)

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        """Return a part of the query that is one of a few words, by default the first; raise UsageError for others."""
        value = self.get(name) or choices[0]
        if value not in choices:
            raise UsageError(f"{name} is one of {', '.join(choices)}, not {value!r}.")
        return value


class Room(Struct, frozen=True, kw_only=True):
    """An answer: its data, the template that shows them and the title of the page.

    `view` is the same made ready for the template; `picture` is the room's picture, where it has one to take away.
    """

    template: str
    title: str
    data: dict[str, Any]
    view: dict[str, Any] = {}
    picture: Markup | None = None


MakeRoom = Callable[[Store, Ask], Room]
