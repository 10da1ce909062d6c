"""One SQLite file: add, get, search."""

from .query import Called, Query
from .store import Store

__all__ = ["Called", "Query", "Store"]
