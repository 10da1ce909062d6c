"""One SQLite file: add, get, search."""

from .query import ACTS, Called, Query
from .store import Store

__all__ = ["ACTS", "Called", "Query", "Store"]
