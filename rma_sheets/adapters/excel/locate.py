"""Where a register's tabs and columns are in a workbook, as the shop names them.

A tab, a needed header or a clear header row that is missing stops the pass with one sentence.
"""

from __future__ import annotations

from rma_sheets.errors import StoreError
from rma_sheets.model.column import TabSpec
from rma_sheets.model.headers import HeaderMap, find_headers
from rma_sheets.model.naming import Naming

from .known import Grid
from .workbook import Workbook


def find_title(workbook: Workbook, spec: TabSpec, naming: Naming) -> str:
    """The tab's title in the workbook. Raises StoreError for a tab that must be there."""
    found = naming.find_title(workbook.keys, spec)
    if not found and spec.required:
        raise StoreError("excel.no-returns-tab" if spec.key == "returns" else "excel.no-tab",
                         path=workbook.path, tab=naming.title(spec), tabs=", ".join(workbook.keys))
    return found


def find_sheet_headers(workbook: Workbook, grid: Grid, spec: TabSpec, title: str, naming: Naming) -> HeaderMap:
    """Where the columns of that sheet stand. Raises StoreError: no header row, one that is merged, headers that are
    missing or stand twice."""
    found = find_headers(grid.rows, spec, naming.own_headers.get(spec.key))
    reason, facts = naming.trouble(found, spec)
    merged = [found.headers[key] for key, column in found.columns.items()
              if any(top <= found.row + 1 <= bottom and left <= column + 1 <= right
                     for top, left, bottom, right in grid.merged)]
    if merged:
        reason, facts = "header-merged", {"headers": ", ".join(merged), "row": found.row + 1}
    if reason:
        raise StoreError(f"excel.{reason}", path=workbook.path, tab=title, **facts)
    return found
