"""From the bytes of a workbook to a snapshot: the tabs found by title, the columns by header, in any language.

Nothing here guesses: a tab, a needed header or a clear header row that is missing stops the pass with one sentence.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from rma_sheets.model.column import TabSpec
from rma_sheets.model.findings import Finding
from rma_sheets.model.headers import HeaderMap
from rma_sheets.model.naming import Naming
from rma_sheets.model.snapshot import Snapshot, Tab
from rma_sheets.model.tab_columns import TABS

from .book import Table, check_changeable
from .cells import holds_any
from .known import Grid, Known
from .locate import find_sheet_headers, find_title
from .problems import as_store_error
from .sealed import sealed_cells
from .workbook import Workbook, open_workbook


def version_of(content: bytes) -> str:
    """What identifies exactly these bytes."""
    return hashlib.sha256(content).hexdigest()


def read_snapshot(content: bytes, path: Path, naming: Naming, known: Known | None = None) -> Snapshot:
    """All tabs of the register. Raises StoreError, in words staff know, for a register that cannot be used.

    `known`: what earlier readings learned; it learns this one.
    """
    workbook = open_workbook(content, path, known)
    with as_store_error(path):
        check_changeable(workbook.book)     # a plan that could never be written helps nobody
    titles = {spec.key: find_title(workbook, spec, naming) for spec in TABS}
    wanted = {spec: title for spec in TABS if (title := titles[spec.key])}
    grids = workbook.grids(list(wanted.values()))
    tabs: dict[str, Tab] = {}
    findings: list[Finding] = []
    for spec, title in wanted.items():
        headers = find_sheet_headers(workbook, grids[title], spec, title, naming)
        tabs[spec.key] = _tab(grids[title], workbook, spec, title, headers)
        findings += [Finding("header-missing", spec.key, header=naming.header(spec, column.key), column=column.key)
                     for column in spec.columns if column.key not in headers.columns]
    return Snapshot(path.name, version_of(content), tabs, tuple(findings))


def _tab(grid: Grid, workbook: Workbook, spec: TabSpec, title: str, headers: HeaderMap) -> Tab:
    """The rows under the header. A row without anything in a column of ours, the totals of a table, and other tables
    below are blank: what the shop keeps beside the register is no row of it."""
    first, ours = headers.row + 1, tuple(headers.columns.values())
    apart = _apart(workbook.tables(title), headers, len(grid.rows))
    rows = [row if number not in apart and holds_any(row, ours) else ()
            for number, row in enumerate(grid.rows[first:], first + 1)]
    while rows and not rows[-1]:
        rows.pop()
    with as_store_error(workbook.path):
        sealed = sealed_cells(grid, rows, first + 1, headers.columns)
    return Tab(spec.key, title, headers.columns, headers.headers, first + 1, tuple(rows), sealed, headers.others)


def _apart(tables: Iterable[Table], headers: HeaderMap, last: int) -> frozenset[int]:
    """Rows (1-based) that tables say are none of the register's: their totals, and other tables in its columns."""
    rows: set[int] = set()
    for table in tables:
        top, left, bottom, right = table.area
        if any(left <= column + 1 <= right for column in headers.columns.values()):
            rows.update(range(top, min(bottom, last) + 1) if top > headers.row + 1 else [bottom] * table.totals)
    return frozenset(rows)
