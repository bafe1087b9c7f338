"""The key that signs labels: made once, kept in a file that only its owner can read, never shown."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from rma_sheets.errors import RmaSheetsError

KEY_BYTES = 32


def label_key(path: Path) -> bytes:
    """The key in that file; made, with mode 0600, where there is none. Raises RmaSheetsError."""
    try:
        with contextlib.suppress(FileExistsError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(secrets.token_hex(KEY_BYTES).encode("ascii"))
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except OSError as error:
        raise RmaSheetsError("files.label-key", path=path, reason=error.strerror or str(error)) from error
    except ValueError as error:
        raise RmaSheetsError("files.label-key-damaged", path=path) from error
    if len(key) < KEY_BYTES:
        raise RmaSheetsError("files.label-key-damaged", path=path)
    return key
