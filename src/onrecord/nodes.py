"""What stands for an actor in links: the registry's id, or else the page and the name there."""

from __future__ import annotations

import re
import unicodedata

from .record import Mention

_WORD = re.compile(r"[^\W_]+")
_NAMELESS = ("unnamed", "document", "narrator", "none")


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
