"""Who is speaking: mentions on a page, resolved to actors."""

from .registry import Registry
from .resolve import name

__all__ = ["Registry", "name"]
