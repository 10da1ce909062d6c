"""A picture as PNG, two dots to a unit on white paper, where resvg-py is installed (`onrecord[png]`)."""

from __future__ import annotations

from functools import lru_cache
from http import HTTPStatus
from importlib.util import find_spec

from markupsafe import Markup
from starlette.exceptions import HTTPException

from ..errors import UsageError

DOTS = 2  # to a unit of the picture
HIGHEST = 6000  # units: at 960 wide and four bytes a dot, 92 MB while it is drawn
_PROBE = """<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">
<text y="16" font-family="sans-serif">{}</text></svg>"""


def available() -> bool:
    """Return whether pictures can be drawn as PNG here."""
    return find_spec("resvg_py") is not None


def png(picture: Markup) -> bytes:
    """Return a picture of ours as a PNG file; without a picture, none.

    Raises HTTPException (501) where resvg-py or any letters to draw with are not there, UsageError where the picture is
    too high.
    """
    if not picture:
        return b""
    high = float(picture.partition('viewBox="')[2].partition('"')[0].split()[3])
    if high > HIGHEST:
        raise UsageError("The picture is too high for PNG: narrow it by who, from or until, or take it as SVG.")
    if not available():
        why = "PNG is drawn by resvg-py, which is not installed here: pip install 'onrecord[png]'. SVG needs nothing."
        raise HTTPException(HTTPStatus.NOT_IMPLEMENTED, why)
    if not _has_letters():
        raise HTTPException(
            HTTPStatus.NOT_IMPLEMENTED, "There is no font on the server to draw letters with: take SVG."
        )
    return _drawn(str(picture))


@lru_cache(maxsize=1)
def _has_letters() -> bool:
    """Return whether a letter leaves a trace: without fonts, letters would be left out in silence."""
    return _drawn(_PROBE.format("H")) != _drawn(_PROBE.format(""))


def _drawn(picture: str) -> bytes:
    from resvg_py import svg_to_bytes  # an extra: only who asks for PNG needs it

    return svg_to_bytes(svg_string=picture, background="#ffffff", zoom=DOTS)
