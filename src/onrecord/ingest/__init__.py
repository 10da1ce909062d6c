"""Files, folders and standard input to pages."""

from .files import pages
from .records import Item

__all__ = ["Item", "pages"]
