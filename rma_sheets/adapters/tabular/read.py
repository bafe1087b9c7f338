"""The door for files to import: what kind of file it is, told by its content and never by its name.

Refuses, each with what to do about it: old .xls, .ods, PDF, web pages saved as .xls, JSON, pictures, folders, empty
files, files too large for a table of orders.
"""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path

from rma_sheets.errors import StoreError
from rma_sheets.model.table import Table

from .text import read_text_table
from .workbook import Fit, read_workbook_table

LIMIT_MB = 300
"""More than that, packed or unpacked, is no export of a shop that works in a spreadsheet."""

_SIGNATURES = (  # what the content begins with -> reference of the error
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "imports.old-excel"),
    (b"%PDF", "imports.pdf"),
    (b"\x89PNG", "imports.not-a-table"),
    (b"\xff\xd8\xff", "imports.not-a-table"),
    (b"{\\rtf", "imports.not-a-table"),
    (b"7z\xbc\xaf\x27\x1c", "imports.packed"),
    (b"Rar!", "imports.packed"),
    (b"BZh", "imports.packed"),
    (b"\xfd7zXZ", "imports.packed"),
    (b"\x28\xb5\x2f\xfd", "imports.packed"),
)
_MARKUP = ((b"<!doctype", "imports.web-page"), (b"<html", "imports.web-page"), (b"<table", "imports.web-page"),
           (b"<?xml", "imports.xml"), (b"[{", "imports.json"), (b"{", "imports.json"))


def read_table(path: Path, fit: Fit | None = None) -> Table:
    """The table in a file; of a workbook's sheets the one that fits best, without `fit` the first.

    Raises StoreError where the file cannot be read or holds no table with rows.
    """
    content = _unpacked(_content(path), path)
    if content.startswith(b"PK\x03\x04"):
        return read_workbook_table(content, path, LIMIT_MB, fit)
    start = content[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for signature, reference in (*_SIGNATURES, *_MARKUP):
        if content.startswith(signature) or ((signature, reference) in _MARKUP and start.startswith(signature)):
            raise StoreError(reference, path=path)
    return read_text_table(content, path)


def _content(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise StoreError("imports.is-a-folder", path=path)
        if path.exists() and not path.is_file():
            raise StoreError("imports.not-found", path=path)
        if path.stat().st_size > LIMIT_MB * 1_000_000:
            raise StoreError("imports.too-large", path=path, limit=LIMIT_MB)
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise StoreError("imports.not-found", path=path) from error
    except OSError as error:
        raise StoreError("imports.cannot-read", path=path, reason=error.strerror or str(error)) from error
    if not content.strip():
        raise StoreError("imports.empty", path=path)
    return content


def _unpacked(content: bytes, path: Path) -> bytes:
    """The content of a gzip file; never inflates more than the limit."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    limit = LIMIT_MB * 1_000_000
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            plain = packed.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise StoreError("imports.damaged", path=path, reason=str(error)) from error
    if len(plain) > limit:
        raise StoreError("imports.too-large", path=path, limit=LIMIT_MB)
    if not plain.strip():
        raise StoreError("imports.empty", path=path)
    return plain
