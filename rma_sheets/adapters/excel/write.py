"""Cells set in the bytes of a workbook: the one place that changes a workbook of the shop's.

`patched` is the whole door: bytes and edits in, bytes out. What a register means by an edit is turned into what the
patcher takes; what it refuses becomes one sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rma_sheets.errors import StoreError

from .cells import readable
from .edits import SheetEdit
from .patch import BadArchive, Refusal, SheetChange, UnusualSheet, patched_workbook


def patched(content: bytes, edits: Sequence[SheetEdit], path: Path) -> bytes:
    """The workbook with those cells changed; `path` is for messages. Raises StoreError and touches nothing.

    The number format and style of a cell stay; a new row looks like the row above it.
    """
    try:
        return patched_workbook(content, [_change(edit) for edit in edits])
    except Refusal as refusal:
        raise StoreError(f"excel.{refusal.reason}", path=path, **refusal.facts) from refusal
    except (BadArchive, UnusualSheet, KeyError, ValueError) as error:
        raise StoreError("excel.cannot-edit", path=path, reason=str(error)) from error


def _change(edit: SheetEdit) -> SheetChange:
    cells = {row: {column: readable(value) for column, value in cells.items()} for row, cells in edit.rows.items()}
    return SheetChange(edit.title, edit.last_row, cells, edit.header_row, edit.formats, edit.over_formulas, edit.texts)
