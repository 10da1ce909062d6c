"""Whom words name: the names in a content, with the registry's own name for those that it knows."""

from __future__ import annotations

from .mentions import Text
from .registry import Registry


def names_in(words: str, registry: Registry) -> list[str]:
    """Return the names in words, in order, each once; of a state or body that the registry knows, its name there."""
    found: dict[str, None] = {}
    for name in Text(words, [(0, len(words), "body")], registry).names:
        if name.kind == "title":
            continue
        known = registry.on_page(name.text)
        state = registry.state_of(name.text) if not known else None
        if state is not None:
            found[state.name] = None
        elif len(known) == 1:
            found[known[0].name] = None
        else:
            found[name.text] = None
    return list(found)
