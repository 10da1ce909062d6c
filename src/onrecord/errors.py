"""The errors that onrecord raises on purpose.

    OnrecordError
     x InputError      a page, a registry or a container that cannot be read: exit status 1
     x UsageError      a wrong option, path, id or field: exit status 2
     x StoreError      the record's file: not one, from a newer version, locked, no space left: exit status 1

Each message is a sentence for the user that names the file and, where there is one, the place in it.
"""

from __future__ import annotations


class OnrecordError(Exception):
    """Something that the user can act on; the shell prints it without a traceback."""

    exit_status = 1


class InputError(OnrecordError):
    """A file, or a part of one, cannot be read."""


class UsageError(OnrecordError):
    """The command was asked for something that cannot be done."""

    exit_status = 2


class StoreError(OnrecordError):
    """The record's file cannot be opened, read or written."""
