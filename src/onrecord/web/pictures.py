"""Pictures drawn here as SVG: bars over time, names on a time bar, who met whom. A table of the same stands by.

What comes from pages passes `Markup.format`, which escapes it.
"""

from __future__ import annotations

from markupsafe import Markup


def standalone(picture: Markup) -> bytes:
    """Return a picture as an SVG file."""
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + str(picture).encode()
