"""Files, folders and standard input to pages."""

from .files import pages

__all__ = ["pages"]
