"""Where a register's tabs and columns are in a workbook: tabs by title, columns by header, in any language.

Nothing here guesses: a tab, a needed header or a clear header row that is missing stops the pass with one sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rma_sheets.errors import StoreError
from rma_sheets.model.column import TabSpec
from rma_sheets.model.headers import HeaderMap, find_headers
from rma_sheets.model.vocabulary import fold

from .known import Grid
from .workbook import Workbook


@dataclass(frozen=True)
class Naming:
    """How the shop names its tabs and columns. `own_headers`: tab key -> the shop's header -> column key."""

    own_headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    own_titles: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"

    def title(self, spec: TabSpec) -> str:
        """The tab as staff know it."""
        return self.own_titles.get(spec.key) or spec.title(self.language)

    def header(self, spec: TabSpec, key: str) -> str:
        """The column as staff know it."""
        own = {column: header for header, column in self.own_headers.get(spec.key, {}).items()}
        return own.get(key) or spec.column(key).header(self.language)


def find_title(workbook: Workbook, spec: TabSpec, naming: Naming) -> str:
    """The tab's title in the workbook: the shop's own, else the register's language, else any language."""
    own = naming.own_titles.get(spec.key)
    accepted = [own] if own else [spec.title(naming.language), *spec.titles.values()]
    folded = {fold(title): title for title in reversed(list(workbook.keys))}
    for title in accepted:
        if fold(title) in folded:
            return folded[fold(title)]
    if spec.required:
        raise StoreError("excel.no-returns-tab" if spec.key == "returns" else "excel.no-tab",
                         path=workbook.path, tab=naming.title(spec), tabs=", ".join(workbook.keys))
    return ""


def find_sheet_headers(workbook: Workbook, grid: Grid, spec: TabSpec, title: str, naming: Naming) -> HeaderMap:
    """Where the columns of that sheet stand. Raises StoreError: no header row, one that is merged, headers that are
    missing or stand twice."""
    found = find_headers(grid.rows, spec, naming.own_headers.get(spec.key))
    facts = {"path": workbook.path, "tab": title}
    if found.row < 0:
        names = ", ".join(naming.header(spec, column.key) for column in spec.columns if column.required)
        raise StoreError("excel.no-header-row", headers=names, **facts)
    merged = [found.headers[key] for key, column in found.columns.items()
              if any(top <= found.row + 1 <= bottom and left <= column + 1 <= right
                     for top, left, bottom, right in grid.merged)]
    if merged:
        raise StoreError("excel.header-merged", headers=", ".join(merged), row=found.row + 1, **facts)
    if found.doubled:
        raise StoreError("excel.header-doubled", headers=", ".join(dict.fromkeys(found.doubled)), **facts)
    if found.missing:
        names = ", ".join(naming.header(spec, key) for key in found.missing)
        raise StoreError("excel.header-missing", headers=names, row=found.row + 1, **facts)
    return found
