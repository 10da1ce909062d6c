"""What stands for an actor in links, the registry's id or else the page and the name there, and what is known of it."""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

from .record import Mention

_WORD = re.compile(r"[^\W_]+")
_NAMELESS = ("unnamed", "document", "narrator", "none")


class Node(Struct, frozen=True, kw_only=True, gc=False):
    """An actor as one page names it: its node, fullest name and kind, offices in the page's words, gender, the day."""

    id: str
    name: str
    kind: str
    offices: tuple[str, ...] = ()
    gender: str | None = None
    date: str | None = None


def node_of(page: str, mention: Mention) -> str | None:
    """Return what stands for an actor in links: the registry's id, or else the page and the name there.

    None for one who is not named, for a document and for the page's own voice. Two spellings on one page that differ
    in case, accents or punctuation are one.
    """
    if mention.id:
        return mention.id
    if mention.kind in _NAMELESS or not mention.name:
        return None
    letters = unicodedata.normalize("NFKD", mention.name.casefold())
    letters = unicodedata.normalize("NFC", "".join(c for c in letters if not unicodedata.combining(c)))
    slug = "-".join(_WORD.findall(letters))
    return f"{page[:16]}/{slug}" if slug else None
