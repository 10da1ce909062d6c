"""The reading room: the record as web pages, and as data under the same addresses."""

from .app import make_app
from .serve import serve

__all__ = ["make_app", "serve"]
