"""Contents, formats, notes and rules of cells, written by position."""

from __future__ import annotations

from ..areas import Area
from ..book import Json, Sheet
from ..celldata import write_mask, written
from ..cells import EMPTY, Cell
from ..colours import with_twins
from ..draft import Draft
from ..errors import invalid
from ..masks import Mask

EDGES = ("top", "bottom", "left", "right")


def update_cells(draft: Draft, body: Json) -> None:
    """Cells of `range` that `rows` does not reach are cleared in the named fields."""
    mask = write_mask(body.get("fields"))
    rows = [row.get("values") or [] for row in body.get("rows") or []]
    if body.get("range") is not None:
        area = draft.area(body["range"])
        if len(rows) > area.height or any(len(row) > area.width for row in rows):
            raise invalid("The rows to write do not fit into the range.")
        rows = [[*row, *[{}] * (area.width - len(row))] for row in [*rows, *[[]] * (area.height - len(rows))]]
        top, left = area.top, area.left
        sheet = draft.sheet(area.sheet_id)
    else:
        start = body.get("start") or {}
        sheet, top, left = draft.sheet(start.get("sheetId")), start.get("rowIndex") or 0, start.get("columnIndex") or 0
    _write(draft, sheet, top, left, rows, mask)


def repeat_cell(draft: Draft, body: Json) -> None:
    """Relative references increment, from the first cell of the range on."""
    mask = write_mask(body.get("fields"))
    area = draft.writable(body.get("range"))
    data = body.get("cell") or {}
    model = written(EMPTY, {"userEnteredValue": data.get("userEnteredValue")}, {"userEnteredValue": {}})
    rest = {name: inner for name, inner in mask.items() if name != "userEnteredValue"}

    def rule(cell: Cell, row: int, column: int) -> Cell:
        if "userEnteredValue" in mask:
            copy = model.shifted(row - area.top, column - area.left)
            cell = cell._replace(value=copy.value, formula=copy.formula, runs=())
        return written(cell, data, rest) if rest else cell

    draft.sheet(area.sheet_id).grid.change(area, rule)


def append_cells(draft: Draft, body: Json) -> None:
    """After the last row with data; the sheet grows as needed."""
    if body.get("tableId"):
        raise invalid("The test server knows no tables.")
    mask = write_mask(body.get("fields"))
    sheet = draft.sheet(body.get("sheetId"))
    rows = [row.get("values") or [] for row in body.get("rows") or []]
    top = _last_row_with_data(draft, sheet)
    missing = top + len(rows) - sheet.grid.row_count
    if missing > 0:
        sheet.grid.insert_rows(sheet.grid.row_count, missing)
    width = max(map(len, rows), default=0)
    if width > sheet.grid.column_count:
        sheet.grid.resize(sheet.grid.row_count, width)
    _write(draft, sheet, top, 0, rows, mask)


def set_data_validation(draft: Draft, body: Json) -> None:
    area = draft.writable(body.get("range"))
    rule = body.get("rule") or None
    draft.sheet(area.sheet_id).grid.change(area, lambda cell, row, column: cell._replace(validation=rule))


def update_borders(draft: Draft, body: Json) -> None:
    """Borders are part of each cell's format; what is not told stays."""
    area = draft.writable(body.get("range"))

    def rule(cell: Cell, row: int, column: int) -> Cell:
        sides = dict((cell.format or {}).get("borders", {}))
        sides |= {side: with_twins(border) for side in EDGES if (border := _border(body, area, side, row, column))}
        sides = {side: border for side, border in sides.items() if border.get("style") != "NONE"}
        kept = {name: part for name, part in (cell.format or {}).items() if name != "borders"}
        return cell._replace(format=(kept | ({"borders": sides} if sides else {})) or None)

    draft.sheet(area.sheet_id).grid.change(area, rule)


def _border(body: Json, area: Area, side: str, row: int, column: int) -> Json | None:
    outer = {"top": row == area.top, "bottom": row == area.bottom - 1, "left": column == area.left,
             "right": column == area.right - 1}[side]
    inner = "innerHorizontal" if side in ("top", "bottom") else "innerVertical"
    return body.get(side if outer else inner)


def _write(draft: Draft, sheet: Sheet, top: int, left: int, rows: list[list[Json]], mask: Mask) -> None:
    width = max(map(len, rows), default=0)
    if not rows or not width:
        return
    draft.writable({"sheetId": sheet.sheet_id, "startRowIndex": top, "endRowIndex": top + len(rows),
                    "startColumnIndex": left, "endColumnIndex": left + width})
    for row, values in enumerate(rows, top):
        sheet.grid.change_row(row, left, [written(sheet.grid.get(row, left + place), data or {}, mask)
                                          for place, data in enumerate(values)])


def _last_row_with_data(draft: Draft, sheet: Sheet) -> int:
    """The number of the first row after all data; results that spilled count as data."""
    rows = sheet.grid.rows
    last = next((row + 1 for row in range(len(rows) - 1, -1, -1)
                 if any(cell is not None and not cell.is_blank for cell in rows[row])), 0)
    results = draft.book.results()
    if results:
        last = max([last, *(row + 1 for sheet_id, row, _ in results.values if sheet_id == sheet.sheet_id)])
    return last


KINDS = {"updateCells": update_cells, "repeatCell": repeat_cell, "appendCells": append_cells,
         "setDataValidation": set_data_validation, "updateBorders": update_borders}
