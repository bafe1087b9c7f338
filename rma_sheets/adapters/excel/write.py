"""Cells set in the bytes of a workbook: the one place that changes a workbook of the shop's.

Bytes and changes in, bytes out; what the patcher refuses becomes one sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .change import SheetChange
from .patch import patched_workbook
from .problems import as_store_error


def patched(content: bytes, changes: Sequence[SheetChange], path: Path) -> bytes:
    """The workbook with those cells changed; `path` is for messages. Raises StoreError and touches nothing."""
    with as_store_error(path):
        return patched_workbook(content, changes)
