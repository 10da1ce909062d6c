"""Corrections as people read them: what was there, what came instead, who, when, why, and whether it still stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from ..record import GAP, Article, Correction
from .overlay import ADDED, BLOCK, CHECKED, REJECTED, ROLES, UNDO, standing


def history(corrections: Iterable[Correction], article: Article | None = None) -> list[dict[str, Any]]:
    """Return the corrections of one page, in order, as public JSON objects.

    Each has `number`, `page`, `target`, `field`, `value` and `was` (both in words), `by`, `at`, `note` and `undone_by`,
    the number of the correction that undid it. `article` is the machine's, for what was said of the page before.
    """
    every = sorted(corrections, key=lambda one: one.number)
    stand = {one.number for one in standing(every)}
    undoing = {one.value: one.number for one in every if one.field == UNDO}
    said: dict[tuple[str, str], str] = {}
    rows = []
    for one in every:
        value = in_words(one.field, one.value)
        if one.field == ADDED and one.seen:
            value = GAP.join(one.seen.content.words)
        key = (one.target, one.field)
        was = said.get(key) or _before(one, article)
        if one.number in stand:
            said[key] = value
        rows.append(
            {
                **{name: getattr(one, name) for name in ("number", "page", "target", "field")},
                "value": value,
                "was": was,
                **{name: getattr(one, name) for name in ("by", "at", "note")},
                "undone_by": undoing.get(one.number) if one.number not in stand else None,
            }
        )
    return rows


def in_words(field: str, value: Any) -> str:
    """Return a value, as JSON has it, in words for people."""
    if field in (REJECTED, CHECKED, ADDED):
        return "yes" if value else "no"
    if field == UNDO:
        return f"correction {value}"
    if not value:
        return "none"
    if field == BLOCK:
        return f"{value['kind']}: {GAP.join(value['cut']['words'])}"
    if field in ROLES:
        return GAP.join(value["words"])
    if isinstance(value, list):
        return "; ".join(in_words(field, one) for one in value)
    if isinstance(value, dict):
        words = value.get("name") or value.get("text") or value.get("value") or value.get("kind") or "none"
        return f"{words}, {value['country']}" if field == "where" and value.get("country") else str(words)
    return str(value)


def _before(one: Correction, article: Article | None) -> str | None:
    """Return what the machine said there, None where it said nothing of the kind."""
    if one.field in ROLES and one.seen:
        return GAP.join(getattr(one.seen, one.field).words) or "none"
    holder = one.seen.statement if one.seen else article
    if one.field in (ADDED, REJECTED, CHECKED, UNDO, BLOCK) or holder is None:
        return None
    return in_words(one.field, msgspec.to_builtins(getattr(holder, one.field)))
