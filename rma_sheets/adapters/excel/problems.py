"""What is wrong with the workbook's file, by the operating system or by its bytes, as one sentence each."""

from __future__ import annotations

import difflib
import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rma_sheets.errors import StoreError

from .addresses import OutOfBounds
from .refusal import Refusal

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


def unwritable(path: Path, error: OSError) -> StoreError:
    """Why a file cannot be written, as an error with its sentence."""
    if error.errno in _FULL:
        return StoreError("excel.disk-full", path=path)
    if error.errno in _FORBIDDEN:
        return StoreError("excel.read-only", path=path, folder=path.parent)
    return StoreError("excel.cannot-write", path=path, reason=error.strerror or str(error))


def unreadable(path: Path, error: OSError) -> StoreError:
    """Why a file cannot be read, as an error with its sentence."""
    if path.is_dir():
        return StoreError("excel.folder", path=path)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return StoreError("excel.no-such-file", path=path, nearest=_nearest(path))
    if error.errno in _FORBIDDEN:
        return StoreError("excel.no-permission", path=path)
    return StoreError("excel.cannot-read", path=path, reason=error.strerror or str(error))


def _nearest(path: Path) -> str:
    """The workbook of that folder whose name looks most like it, or empty."""
    names = [each.name for each in path.parent.glob("*.xlsx") if each.is_file() and not each.name.startswith("~$")]
    return "".join(difflib.get_close_matches(path.name, names, n=1))


@contextmanager
def as_store_error(path: Path) -> Iterator[None]:
    """What is wrong with the bytes of a workbook, as a StoreError."""
    try:
        yield
    except OutOfBounds as error:
        raise StoreError("excel.out-of-bounds", path=path, place=str(error)) from error
    except Refusal as refusal:
        raise StoreError(f"excel.{refusal.reason}", path=path, **refusal.facts) from refusal
    except (LookupError, ValueError, ArithmeticError) as error:     # a part is missing, or is no XML
        raise StoreError("excel.damaged", path=path, part="") from error
