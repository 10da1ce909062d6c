"""What every step of linking is told beside the store and its pages."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from ..actors import Registry
from ..record import Judgement, Link, LinkKind


class Job(Struct, frozen=True, kw_only=True):
    """Who signs the links and at which instant, the actors known beforehand, whom to tell how many pages are done."""

    by: str
    at: str
    registry: Registry
    seen: Callable[[int], None]

    def link(self, kind: LinkKind, ids: tuple[str, str], judgement: Judgement, score: float, reason: str) -> Link:
        """Return a signed link between two ids, which may stand in either order."""
        left, right = sorted(ids)
        return Link(
            kind=kind, left=left, right=right, judgement=judgement, score=score, by=self.by, at=self.at, reason=reason
        )
