"""One SQLite file: add, get, search."""

from .query import Query
from .store import Store

__all__ = ["Query", "Store"]
