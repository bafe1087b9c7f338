"""Translates what SQLAlchemy, SQLite, PostgreSQL and the file system raise into one clear `JournalError`.

The result codes are those of https://www.sqlite.org/rescode.html, as `sqlite3` names them since Python 3.11.
"""

from __future__ import annotations

import errno
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import exc

from rma_sheets.errors import JournalError

from .codec import Spoiled
from .database_file import may_write

_SQLITE = (
    ("SQLITE_NOTADB", "journal.not-a-journal"),
    ("SQLITE_CORRUPT", "journal.damaged"),
    ("SQLITE_FULL", "journal.disk-full"),
    ("SQLITE_READONLY", "journal.read-only"),
    ("SQLITE_CANTOPEN", "journal.cannot-open"),
    ("SQLITE_PERM", "journal.no-permission"),
    ("SQLITE_AUTH", "journal.no-permission"),
    ("SQLITE_BUSY", "journal.busy"),
    ("SQLITE_LOCKED", "journal.busy"),
    ("SQLITE_IOERR", "journal.disk-error"),
)
"""The first line whose prefix fits."""

_SYSTEM = {
    errno.EACCES: "journal.no-permission", errno.EPERM: "journal.no-permission", errno.EROFS: "journal.read-only",
    errno.ENOSPC: "journal.disk-full", errno.EDQUOT: "journal.disk-full",
}


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Inside it nothing but our own errors gets out for a broken world; `where` is how people know the journal."""
    try:
        yield
    except exc.DBAPIError as error:
        raise _of_driver(error.orig, where) from error
    except (sqlite3.Error, OSError) as error:
        raise _of_driver(error, where) from error
    except (exc.NoSuchModuleError, ModuleNotFoundError) as error:
        raise JournalError("journal.driver-missing", path=where, reason=str(error)) from error
    except (Spoiled, json.JSONDecodeError) as error:    # all that is read here is what this program wrote
        raise JournalError("journal.damaged", path=where, reason=str(error)) from error
    except exc.ArgumentError as error:
        raise JournalError("journal.bad-url", path=where) from error


def _of_driver(error: BaseException | None, where: str) -> JournalError:
    reason = " ".join(str(error).split())
    if isinstance(error, sqlite3.Error):
        name = getattr(error, "sqlite_errorname", "")
        reference = next((ref for prefix, ref in _SQLITE if name.startswith(prefix)), "journal.failed")
        if reference == "journal.cannot-open" and Path(where).is_file() and not may_write(Path(where).parent):
            reference = "journal.read-only"     # what lies in its WAL cannot be read without writing beside it
    elif isinstance(error, OSError):
        reference = _SYSTEM.get(error.errno or 0, "journal.cannot-open")
    else:
        unreachable = type(error).__name__ in ("OperationalError", "ConnectionTimeout")
        reference = "journal.unreachable" if unreachable else "journal.failed"
    return JournalError(reference, path=where, reason=reason)
