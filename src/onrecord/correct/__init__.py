"""What people put right: from typed text to a value, and values laid over what the machine read."""

from .history import history, in_words
from .overlay import correct, flag, overlap, seen, standing
from .values import FIELDS, Asked, check_signature, value_of

__all__ = [
    "FIELDS",
    "Asked",
    "check_signature",
    "correct",
    "flag",
    "history",
    "in_words",
    "overlap",
    "seen",
    "standing",
    "value_of",
]
