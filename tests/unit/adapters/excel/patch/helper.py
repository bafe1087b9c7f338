"""One sheet patched and looked at as text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from rma_sheets.adapters.excel.change import SheetChange
from rma_sheets.adapters.excel.patch import patched_workbook
from rma_sheets.model.values import CellValue
from tests.fidelity.made import packed, parts, sheet


def patch_parts(members: Mapping[str, bytes], cells: Mapping[int, Mapping[int, CellValue]], *, last_row: int = 100,
                **more: Any) -> dict[str, str]:
    """The parts of a workbook after those cells of `Sheet1` were set, as text."""
    change = SheetChange("Sheet1", last_row, cells, **more)
    with zipfile.ZipFile(io.BytesIO(patched_workbook(packed(members), [change]))) as package:
        return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}


def patch_rows(rows: str, cells: Mapping[int, Mapping[int, CellValue]], *, before: str = "", after: str = "",
               **more: Any) -> str:
    """The rows of a sheet after those cells were set."""
    part = patch_parts(parts(sheet(rows, before, after)), cells, **more)["xl/worksheets/sheet1.xml"]
    return part.partition("<sheetData>")[2].partition("</sheetData>")[0]
