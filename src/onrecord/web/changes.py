"""What forms of corrections need: the fields of pages and statements, and the text in which words are selected."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from ..correct import FIELDS
from ..correct.overlay import ADDED, BLOCK, OF_PAGE
from ..record import Article, Statement
from .marks import ROLES
from .plain import UNSEEN

OF_PAGES = (*OF_PAGE, BLOCK)
OF_STATEMENTS = tuple(name for name in FIELDS if name not in (*OF_PAGES, ADDED, "rejected", "checked"))
_AROUND = 600  # letters before and after a statement, for what the machine cut off too early


def around(article: Article, statement: Statement) -> dict[str, Any]:
    """Return the text around a statement to select words in, and where it begins."""
    spans = [span for role in ROLES for span in getattr(statement, role)]
    start = max(0, min(first for first, _ in spans) - _AROUND)
    end = max(last for _, last in spans) + _AROUND
    return {"text": selectable(article.text[start:end]), "start": start}


def selectable(text: str) -> Markup:
    """Return a text for a field of a form in which every character keeps its place.

    A browser would join or change some: a line's end of two characters, a control character.
    """
    return Markup(escape(UNSEEN.sub("\ufffd", text.replace("\r", " "))))
