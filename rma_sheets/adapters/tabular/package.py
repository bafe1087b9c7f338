"""Looks at an .xlsx before a parser does: is it one, how large does it become, how far do its cells reach.

Every part is inflated once, counted and thrown away, so sizes that lie in the directory are found out. A single cell
far down at XFD1048576 makes a parser reserve the whole grid (it aborts the process), so the corner counts; in
every part, because a sheet may stand anywhere in the package.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path

from rma_sheets.errors import StoreError
from rma_sheets.model.table import MOST_CELLS

_MOST_PARTS = 2000
_HIGHEST_RATIO = 400
_CHUNK = 1 << 20
_TAIL = 200
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]{1,3})([0-9]{1,7})\s*["']""")


def check_package(content: bytes, path: Path, limit_mb: int) -> None:
    """Raises StoreError unless the bytes are an Excel workbook of a size that can be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = [name.lower().replace("\\", "/") for name in package.namelist()]
            if "mimetype" in names:
                raise StoreError("imports.open-document", path=path)
            if not any(name.startswith("xl/") for name in names):
                raise StoreError("imports.packed", path=path)
            _check_sizes(package, len(content), path, limit_mb)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise StoreError("imports.damaged", path=path, reason=str(error)) from error


def _check_sizes(package: zipfile.ZipFile, packed: int, path: Path, limit_mb: int) -> None:
    limit = min(limit_mb * 1_000_000, max(packed * _HIGHEST_RATIO, 10_000_000))
    parts = package.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > limit:
        raise StoreError("imports.too-large", path=path, limit=limit_mb)
    for part in parts:
        columns, rows, tail = {b"A"}, 1, b""
        with package.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                found = _REFERENCE.findall(tail + chunk)
                columns.update({letters for letters, _ in found})
                rows = max(rows, max((int(number) for _, number in found), default=1))
                tail = chunk[-_TAIL:]
        if rows * max(map(_column, columns)) > MOST_CELLS:
            raise StoreError("imports.too-wide", path=path, sheet=part.filename)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
