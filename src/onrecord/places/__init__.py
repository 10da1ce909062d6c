"""Where: the places that a page names as places, each with its gazetteer entry."""

from .find import places

__all__ = ["places"]
