"""onrecord turns piles of news pages into a citable record of who said what.

The data types and errors are here. The work is one module away: `onrecord.ingest.pages`, `onrecord.pipeline.read` and
`add`, `onrecord.store.Store`.
"""

from .errors import InputError, OnrecordError, StoreError, UsageError
from .record import (
    Article,
    Block,
    Contact,
    Date,
    Link,
    Mention,
    Named,
    Page,
    Place,
    Problem,
    Reading,
    Statement,
    Tag,
    Tagger,
    Words,
    reading_from_json,
    reading_json,
    statement_json,
)

__all__ = [
    "Article",
    "Block",
    "Contact",
    "Date",
    "InputError",
    "Link",
    "Mention",
    "Named",
    "OnrecordError",
    "Page",
    "Place",
    "Problem",
    "Reading",
    "Statement",
    "StoreError",
    "Tag",
    "Tagger",
    "UsageError",
    "Words",
    "reading_from_json",
    "reading_json",
    "statement_json",
]
