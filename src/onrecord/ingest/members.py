"""Gzip data, member by member: a WARC has one for each record, and those behind a damaged one are whole."""

from __future__ import annotations

import zlib
from typing import Protocol

_MAGIC = b"\x1f\x8b\x08"  # RFC 1952; of all methods of compression only the eighth is in use
_PART = 1 << 16  # bytes read at a time
_HELD = 1 << 20  # bytes of a damaged member that are looked through for the beginning of the next


class Source(Protocol):
    """A file, standard input or other gzip data: gives what it has, at most so many bytes."""

    def read1(self, size: int, /) -> bytes:
        """Return some bytes, none at the end."""
        ...


class Members:
    """A source's gzip members, unpacked one after another.

    With `go_on` a damaged or cut member is left out and counted in `damaged`, and the next one is looked for.
    """

    def __init__(self, source: Source) -> None:
        """Begin before the first member."""
        self.go_on = False
        self.damaged = 0
        self._source = source
        self._packed = b""  # read and not yet unpacked
        self._member = bytearray()  # what has been unpacked of this member
        self._unpacker: zlib._Decompress | None = None

    def read1(self, size: int, /) -> bytes:
        """Return some bytes, none at the end; raises EOFError where a member is cut, zlib.error where it is damaged."""
        while self._packed or self._more():
            try:
                data = self._unpacked(size)
            except zlib.error:
                if not self.go_on:
                    raise
                self._pass_over()
                continue
            if data:
                return data
        if self._unpacker is not None:
            raise EOFError
        return b""

    def _more(self) -> bool:
        self._packed = self._source.read1(_PART)
        return bool(self._packed)

    def _unpacked(self, size: int) -> bytes:
        if self._unpacker is None:
            self._packed = self._packed.lstrip(b"\0")  # members may be padded
            if not self._packed:
                return b""
            self._unpacker, self._member = zlib.decompressobj(zlib.MAX_WBITS | 16), bytearray()
        data = self._unpacker.decompress(self._packed, size)
        left = self._unpacker.unconsumed_tail or self._unpacker.unused_data
        if len(self._member) < _HELD:
            self._member += self._packed[: len(self._packed) - len(left)]
        self._packed = left
        if self._unpacker.eof:
            self._unpacker = None
        return data

    def _pass_over(self) -> None:
        """Leave a damaged member for the next beginning of one."""
        self.damaged += 1
        self._unpacker = None
        self._packed = (bytes(self._member) + self._packed)[1:]
        while (at := self._packed.find(_MAGIC)) < 0:
            rest = self._packed[1 - len(_MAGIC) :]
            if not self._more():
                return
            self._packed = rest + self._packed
        self._packed = self._packed[at:]
