"""The file with the key that signs labels: only its owner can read it, and nobody is shown it.

A person who writes the word `new` into it asks for a new key; nothing else makes one where labels were given.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from rma_sheets.errors import RmaSheetsError

from .files import write_file

KEY_BYTES = 32

ANEW = b""
"""What is read where a person asks for a new key."""

_ASKED = b"new"
_MARKS = b"\xef\xbb\xbf\xff\xfe\0"
"""What editors of Windows put around plain words (UTF-8 and UTF-16 with a mark at the beginning)."""


def new_key() -> bytes:
    """A key that nobody has."""
    return secrets.token_bytes(KEY_BYTES)


def read_key(path: Path) -> bytes | None:
    """The key in that file, `ANEW` where a person asks for a new one, None where there is no file. Raises
    RmaSheetsError."""
    try:
        text = path.read_bytes().translate(None, _MARKS).strip()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _failed(path, error) from error
    if text.lower() == _ASKED:
        return ANEW
    try:
        key = bytes.fromhex(text.decode("ascii"))
    except ValueError:
        key = b""
    if len(key) < KEY_BYTES:
        raise RmaSheetsError("files.label-key-damaged", path=path)
    return key


def write_key(path: Path, key: bytes) -> None:
    """That key in the file, whole or not at all, with mode 0600. Raises RmaSheetsError."""
    write_file(path, key.hex().encode("ascii"), private=True)


def keep_aside(path: Path, kept: Path) -> None:
    """Another name for the file, whatever is in it. Raises RmaSheetsError."""
    try:
        path.rename(kept)
    except OSError as error:
        raise _failed(path, error) from error


def _failed(path: Path, error: OSError) -> RmaSheetsError:
    return RmaSheetsError("files.label-key", path=path, reason=error.strerror or str(error))
