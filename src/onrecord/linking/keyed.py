"""Keys as numbers, the same on every machine."""

from __future__ import annotations

from hashlib import blake2b

KEY_BYTES = 5  # short, since the store holds hundreds a page: of a hundred million keys one in ten thousand is shared


def number_of(key: str) -> int:
    """Return a key as a number of KEY_BYTES bytes."""
    return int.from_bytes(blake2b(key.encode(), digest_size=KEY_BYTES).digest())
