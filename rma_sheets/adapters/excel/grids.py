"""The sheets of a workbook as grids of canonical values: calamine for values, the scans for what it does not tell.

Row and column of the grid are those of the sheet, from A1 on; nothing is skipped.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from rma_sheets.errors import StoreError
from rma_sheets.model.values import CellError, CellValue, Formula

from .cells import cell_value, row_values
from .guard import check_workbook
from .known import Grid, GridKey, Known, PartKey, part_key
from .mend import for_calamine, is_odd
from .package import part_names, relations_of, sheet_parts, totals_rows, workbook_part
from .scan import scan_sheet
from .sheetfacts import SheetScan

Cells = list[list[CellValue]]
_SHARED = ("sharedStrings", "styles")


@dataclass(frozen=True, slots=True)
class Workbook:
    """The bytes of a workbook that passed the guard. `parts`: sheet title -> part, in tab order.

    `totals`: sheet title -> the sheet rows that hold the totals of a table; `usual`: sheet title -> whether
    it is written the usual way; `keys`: sheet title -> what its values depend on; `odd`: the reader needs a
    private copy; `rich`: it describes cells whose value is a record or a picture.
    """

    content: bytes
    path: Path
    parts: Mapping[str, str]
    totals: Mapping[str, frozenset[int]]
    usual: Mapping[str, bool]
    keys: Mapping[str, GridKey]
    known: Known
    odd: bool
    rich: bool

    def grids(self, titles: Sequence[str]) -> Mapping[str, Grid]:
        """Those sheets. Raises StoreError where the reader cannot make sense of one."""
        grids = self.known.grids
        missing = [title for title in titles if self.keys[title] not in grids]
        try:
            if missing:
                grids |= {self.keys[title]: grid for title, grid in self._read(missing)}
        except (CalamineError, OSError, ValueError) as error:
            raise StoreError("excel.damaged", path=self.path, reason=str(error)) from error
        return {title: grids[self.keys[title]] for title in titles}

    def _read(self, titles: Sequence[str]) -> Iterator[tuple[str, Grid]]:
        """The reader works in a thread of its own (it lets go of the interpreter) while the scan looks at the bytes."""
        with (_opened(for_calamine(self.content) if self.odd else self.content) as workbook,
              ThreadPoolExecutor(1) as thread, zipfile.ZipFile(io.BytesIO(self.content)) as package):
            sheets = [thread.submit(workbook.get_sheet_by_name, title) for title in titles]
            for title, sheet in zip(titles, sheets, strict=True):
                scan = scan_sheet(package.read(self.parts[title]), usual=self.usual[title], rich=self.rich)
                yield title, _grid(sheet.result().to_python(skip_empty_area=False), scan)


def _grid(rows: Sequence[Sequence[object]], scan: SheetScan) -> Grid:
    grid = [row_values(row) for row in rows]
    for place, (kind, _) in scan.formulas.items():
        _put(grid, place, Formula(_cached(_get(grid, place), kind)))
    for place, text in scan.numbers.items():
        _put(grid, place, _number(text, _get(grid, place)))
    for place, text in scan.errors.items():
        _put(grid, place, CellError(text))
    return Grid(tuple(map(tuple, grid)), scan.merged, scan.sealed)


def open_workbook(content: bytes, path: Path, known: Known | None = None) -> Workbook:
    """The workbook of these bytes. Raises StoreError for anything that is not a sound workbook."""
    known = Known() if known is None else known
    sheets = check_workbook(content, path, known)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {title: part for title, part in sheet_parts(package).items() if part in sheets}
            totals = {title: totals_rows(package, part) for title, part in parts.items()}
            around = _around(package)
            keys = {title: (title, (part_key(package.getinfo(part)), *around)) for title, part in parts.items()}
            known.keep_only(map(part_key, package.infolist()), keys.values())
            odd, rich = is_odd(package), _is_rich(package)
    except (KeyError, ValueError) as error:
        raise StoreError("excel.damaged", path=path, reason=str(error)) from error
    usual = {title: sheets[part] for title, part in parts.items()}
    return Workbook(content, path, parts, totals, usual, keys, known, odd, rich)


def _around(package: zipfile.ZipFile) -> tuple[PartKey, ...]:
    """The parts on which the values of every sheet depend: strings, formats, and the date system."""
    names = part_names(package)
    workbook = workbook_part(package, names)
    shared = [target for kind, target in relations_of(package, names, workbook).values() if kind in _SHARED]
    return tuple(part_key(package.getinfo(names[part])) for part in (workbook, *shared) if part in names)


def _is_rich(package: zipfile.ZipFile) -> bool:
    """Whether there is a list of what cells hold beside their values (ECMA-376 part 1, 18.9)."""
    names = part_names(package)
    return any(kind == "sheetMetadata" for kind, _ in
               relations_of(package, names, workbook_part(package, names)).values())


def _opened(content: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except CalamineError:
        return CalamineWorkbook.from_filelike(io.BytesIO(for_calamine(content)))


def _number(text: str, told: CellValue) -> CellValue:
    """Sixteen digits are an identifier that a float would round; a day below zero is none."""
    if not text.startswith("-"):
        return text
    return cell_value(float(text)) if isinstance(told, date | time) else told


def _cached(value: CellValue, kind: str) -> str | int | float | bool | date | time | None:
    """What the formula showed last; an error it showed is nothing that could be used."""
    return None if kind == "e" or isinstance(value, Formula | CellError) else value


def _get(grid: Cells, place: tuple[int, int]) -> CellValue:
    row, column = place
    return grid[row - 1][column - 1] if row <= len(grid) and column <= len(grid[row - 1]) else None


def _put(grid: Cells, place: tuple[int, int], value: CellValue) -> None:
    """Set one cell of a grid that may end before it: a formula without a cached value is no cell to calamine."""
    row, column = place
    while len(grid) < row:
        grid.append([])
    cells = grid[row - 1]
    cells.extend([None] * (column - len(cells)))
    cells[column - 1] = value
