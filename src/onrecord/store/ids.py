"""Ids, and the beginnings of ids, as people type them: what each stands for in the record."""

from __future__ import annotations

from ..errors import UsageError
from ..record import LinkKind
from .readings import Readings

LEAST = 6  # letters of an id by which it is found
MOST = 4  # ids that are given of those with one beginning
_SHOWN = 16  # letters of each
_LISTED = {
    "statement": "`onrecord search {0} --format jsonl` lists statements, each with its page",
    "actor": "`onrecord actors list {0}` lists who speaks",
}
_LINKED: dict[LinkKind, tuple[str, ...]] = {
    "actor": ("mention WHERE node", "party WHERE node"),
    "copy": ("page WHERE id",),
    "story": ("page WHERE id",),
    "line": ("statement WHERE id",),
    "occasion": ("contact WHERE id",),
}


class Ids(Readings):
    """The part of the store that has to do with ids; `Store` inherits it."""

    def things(self, id: str) -> list[tuple[str, str]]:
        """Return what an id, or its beginning of LEAST letters or more, stands for: what it is, and the whole id.

        What it is: statement, page, contact or actor (a node, whole). At most MOST of each, in order.
        """
        found = [(what, one) for what in ("statement", "page", "contact") for one in self._ids(what, id)]
        nodes = ("mention", "party", "actor")
        there = any(self._database.rows(f"SELECT 1 FROM {table} WHERE node = ? LIMIT 1", id) for table in nodes)
        return [*found, ("actor", id)] if there else found

    def the(self, id: str, *kinds: str) -> tuple[str, str]:
        """Return the one thing of these kinds that an id, or its beginning, stands for: what it is, and the whole id.

        Raises UsageError where there is none, or several, or the beginning is too short to tell.
        """
        found = [(what, whole) for what, whole in self.things(id) if what in kinds]
        if len(found) == 1:
            return found[0]
        if found:
            some = ", ".join(f"{what} {whole[:_SHOWN]}" for what, whole in found)
            raise UsageError(f"{self.path}: {id} may be several things: {some}; give more of the id.")
        if len(id) < LEAST and "actor" not in kinds:
            raise UsageError(f"{self.path}: {id!r} is too short: give {LEAST} letters of an id, or more.")
        named = " or ".join(filter(None, (", ".join(kinds[:-1]), kinds[-1])))
        listed = _LISTED.get(kinds[0], "`onrecord compare {0}` lists stories and occasions").format(self.path)
        raise UsageError(f"{self.path}: there is no {named} {id}; {listed}.")

    def is_there(self, kind: LinkKind, id: str) -> bool:
        """Whether the record has what a link of this kind would join: an actor, a page, a statement or a contact."""
        return any(self._database.rows(f"SELECT 1 FROM {table} = ? LIMIT 1", id) for table in _LINKED[kind])

    def _ids(self, what: str, id: str) -> list[str]:
        """Return the ids of statements, pages or contacts that begin so; one that is whole stands alone."""
        last = f"{id}\U0010ffff" if len(id) >= LEAST else id
        select = f"SELECT DISTINCT id FROM {what} WHERE id BETWEEN ? AND ? ORDER BY id LIMIT {MOST}"
        ids = [one for (one,) in self._database.rows(select, id, last)]
        return ids[:1] if ids[:1] == [id] else ids
