"""Merged cells. Only the first cell of each keeps its content; a merge of one cell is none."""

from __future__ import annotations

from ..areas import Area, range_of
from ..book import Json
from ..cells import Cell
from ..draft import Draft
from ..errors import invalid


def merge_cells(draft: Draft, body: Json) -> None:
    area = draft.writable(body.get("range"))
    sheet = draft.sheet(area.sheet_id)
    pieces = _PIECES[body.get("mergeType") or "MERGE_ALL"](area)
    for merge in list(sheet.merges):
        old = sheet.area(merge)
        if area.meets(old) and not area.holds(old):
            raise invalid("You must select all cells in a merged range to merge or unmerge them.")
        if area.holds(old):
            sheet.merges.remove(merge)
    for piece in pieces:
        if piece.height * piece.width > 1:
            sheet.merges.append(range_of(piece))
            sheet.grid.change_present(piece, _emptied_but(piece))


def unmerge_cells(draft: Draft, body: Json) -> None:
    area = draft.writable(body.get("range"))
    sheet = draft.sheet(area.sheet_id)
    for merge in list(sheet.merges):
        old = sheet.area(merge)
        if area.meets(old) and not area.holds(old):
            raise invalid("You must select all cells in a merged range to merge or unmerge them.")
        if area.holds(old):
            sheet.merges.remove(merge)


def _emptied_but(piece: Area):  # type: ignore[no-untyped-def]
    def rule(cell: Cell, row: int, column: int) -> Cell:
        return cell if (row, column) == (piece.top, piece.left) else cell.emptied()
    return rule


_PIECES = {
    "MERGE_ALL": lambda area: [area],
    "MERGE_ROWS": lambda area: [area._replace(top=row, bottom=row + 1) for row in range(area.top, area.bottom)],
    "MERGE_COLUMNS": lambda area: [area._replace(left=left, right=left + 1) for left in range(area.left, area.right)],
}

KINDS = {"mergeCells": merge_cells, "unmergeCells": unmerge_cells}
