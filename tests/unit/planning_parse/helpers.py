"""Parsing one row of cells, as the tests of this folder do it."""

from __future__ import annotations

from rma_sheets.model.findings import Finding
from rma_sheets.model.rma import Rma
from rma_sheets.model.settings import Settings
from rma_sheets.model.tab_columns import RETURNS
from rma_sheets.model.values import CellValue
from rma_sheets.planning.parse import parse_row
from tests.rows import returns_tab, vocabulary

ENGLISH = vocabulary()


def parsed(settings: Settings | None = None, **cells: CellValue) -> tuple[Rma, tuple[Finding, ...]]:
    """The row of these cells and its findings."""
    return parse_row(returns_tab([cells]), 0, spec=RETURNS, vocabulary=ENGLISH, settings=settings or Settings())


def only(**cells: CellValue) -> Finding:
    """The one finding of the row of these cells."""
    [finding] = parsed(**cells)[1]
    return finding
