"""Looks at the bytes of one part before any parser does, and refuses what could harm or mislead one."""

from __future__ import annotations

import re
from pathlib import Path

from rma_sheets.errors import StoreError

from .encoding import holds_tag, is_else

_WINDOW = 1_000_000
"""A cell holds 32,767 characters at most (Excel's specifications and limits), 200,000 bytes where each is escaped."""
MOST_ELSE = 50_000_000
"""A sheet in another encoding, which is put into UTF-8 first; no program writes large ones."""
_MARKUP = re.compile(rb"[\xef\xbb\xbf\xff\xfe \t\r\n\0]*+<")
_FORBIDDEN = tuple(mark.encode(encoding) for mark in ("<!DOCTYPE", "<!ENTITY")
                   for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def check_part(content: bytes, name: str, path: Path) -> bool:
    """Whether it is a sheet. Its checksum was compared when it was inflated.

    Raises StoreError where XML names entities, or a sheet is made to keep a parser busy.
    """
    if not _MARKUP.match(content):
        return False
    if (holds_tag(content, b"!") or b"\0" in content[:4]) and any(mark in content for mark in _FORBIDDEN):
        raise StoreError("excel.entities", path=path, part=name)
    if not _is_sheet(content):
        return False
    if _is_padded(content):
        raise StoreError("excel.padded", path=path, part=name)
    if len(content) > MOST_ELSE and is_else(content):
        raise StoreError("excel.too-large", path=path, megabytes=round(len(content) / 1_000_000), parts=1)
    return True


def _is_padded(content: bytes) -> bool:
    """Whether a whole `_WINDOW` ends no tag: a comment, a value or blanks over which parsers grow and never end.

    What is shorter than two windows may pass.
    """
    return any(content.find(b">", at, at + _WINDOW) < 0 for at in range(0, len(content) - _WINDOW, _WINDOW))


def _is_sheet(content: bytes) -> bool:
    return any("sheetData".encode(encoding) in content for encoding in ("ascii", "utf-16-le", "utf-16-be"))
