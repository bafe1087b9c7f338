"""From Google's answer to a snapshot: the tabs found by title, the columns by header, in any language."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from rma_sheets.errors import StoreError
from rma_sheets.model.column import Kind, TabSpec
from rma_sheets.model.findings import Finding
from rma_sheets.model.headers import HEADER_SEARCH_ROWS, HeaderMap, find_headers
from rma_sheets.model.naming import Naming
from rma_sheets.model.snapshot import Row, Snapshot, Tab
from rma_sheets.model.tab_columns import TABS

from .cells import value_of
from .document import Cells, Sheet


def snapshot_of(name: str, sheets: Mapping[str, Sheet], naming: Naming) -> Snapshot:
    """All tabs of the register; `sheets`: tab key -> its sheet. Raises StoreError for headers that cannot be used."""
    tabs: dict[str, Tab] = {}
    findings: list[Finding] = []
    for spec in (spec for spec in TABS if spec.key in sheets):
        headers = _headers(name, sheets[spec.key], spec, naming)
        tabs[spec.key] = _tab(sheets[spec.key], spec, headers)
        findings += [Finding("header-missing", spec.key, header=naming.header(spec, column.key), column=column.key)
                     for column in spec.columns if column.key not in headers.columns]
    return Snapshot(name, _version(tuple(tabs.values())), tabs, tuple(findings))


def _headers(name: str, sheet: Sheet, spec: TabSpec, naming: Naming) -> HeaderMap:
    top = [_row(cells, {}) for cells in sheet.rows[:HEADER_SEARCH_ROWS]]
    found = find_headers(top, spec, naming.own_headers.get(spec.key))
    reason, facts = naming.trouble(found, spec)
    if reason:
        raise StoreError(f"google.{reason}", name=name, tab=sheet.title, **facts)
    return found


def _tab(sheet: Sheet, spec: TabSpec, headers: HeaderMap) -> Tab:
    """The rows under the header; one without anything in a column of ours is blank."""
    kinds = {index: spec.column(key).kind for key, index in headers.columns.items()}
    rows = [_ours(_row(cells, kinds), headers) for cells in sheet.rows[headers.row + 1:]]
    while rows and not rows[-1]:
        rows.pop()
    return Tab(spec.key, sheet.title, headers.columns, headers.headers, headers.row + 2, tuple(rows),
               others=headers.others)


def _row(cells: Cells, kinds: Mapping[int, Kind]) -> Row:
    return tuple(value_of(cell, kinds.get(index)) for index, cell in enumerate(cells))


def _ours(row: Row, headers: HeaderMap) -> Row:
    """The row, or nothing where it only holds what the shop keeps beside the register."""
    return row if any(row[index] is not None for index in headers.columns.values() if index < len(row)) else ()


def _version(tabs: Sequence[Tab]) -> str:
    """A hash of what a pass looks at: where the columns stand, and all rows."""
    return hashlib.sha256(repr(tabs).encode("utf-8", "surrogatepass")).hexdigest()
