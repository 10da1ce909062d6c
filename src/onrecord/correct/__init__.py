"""What people put right: from typed text to a value, and values laid over what the machine read."""

from .overlay import correct, overlap, seen, standing
from .values import FIELDS, Asked, check_signature, value_of

__all__ = ["FIELDS", "Asked", "check_signature", "correct", "overlap", "seen", "standing", "value_of"]
