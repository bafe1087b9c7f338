"""values.update and its like: rows of plain values into cells. null leaves a cell alone, an empty text clears it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .addresses import letters
from .areas import Area
from .book import Json
from .celldata import checked
from .cells import Cell
from .draft import Draft
from .entered import entered
from .errors import ApiError, invalid
from .formulas.results import tidy
from .ranges import beyond, written
from .typing_in import typed

OPTIONS = ("RAW", "USER_ENTERED")


def write(draft: Draft, area: Area, body: Json, option: str) -> tuple[Json, set[tuple[int, int]]]:
    """UpdateValuesResponse without spreadsheetId, and the (row, column) of the cells written.

    One cell or a whole sheet is a place to start; any other range must hold all values.
    """
    rows = _rows(body)
    width = max(map(len, rows), default=0)
    target = area._replace(bottom=area.top + max(len(rows), 1), right=area.left + max(width, 1))
    _fits(draft, area, target)
    draft.guard(target)
    done = {(row, column) for row, column, value in _placed(rows, target) if value is not None}
    grid = draft.sheet(area.sheet_id).grid
    for row, values in enumerate(rows, target.top):
        grid.change_row(row, target.left, [_cell(draft, grid.get(row, column), value, option)
                                           for column, value in enumerate(values, target.left)])
    return counted(done) | {"updatedRange": written(draft.book, target)}, done


def counted(done: set[tuple[int, int]]) -> Json:
    """What is zero is left out."""
    counts = {"updatedRows": len({row for row, _ in done}), "updatedColumns": len({column for _, column in done}),
              "updatedCells": len(done)}
    return {name: count for name, count in counts.items() if count}


def clear(draft: Draft, area: Area) -> str:
    """Contents go, formats and rules stay. The range as Google answers it."""
    draft.guard(area)
    draft.sheet(area.sheet_id).grid.change_present(area, lambda cell, row, column: cell.emptied())
    return written(draft.book, area)


def input_option(given: str | None) -> str:
    """Raises ApiError 400: there is no default."""
    if given not in OPTIONS:
        raise invalid("'valueInputOption' is required but not specified")
    return given


def _rows(body: Json) -> list[list[Any]]:
    rows = body.get("values") or []
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if not isinstance(value, str | int | float | bool | None):
                kind = "struct_value" if isinstance(value, dict) else "list_value"
                raise invalid(f"Invalid data[0].values[{number}][{place}]: {kind}")
    if body.get("majorDimension") != "COLUMNS":
        return rows
    height = max(map(len, rows), default=0)
    return [[column[place] if place < len(column) else None for column in rows] for place in range(height)]


def _placed(rows: list[list[Any]], target: Area) -> Iterator[tuple[int, int, Any]]:
    return ((row, column, value) for row, values in enumerate(rows, target.top)
            for column, value in enumerate(values, target.left))


def _cell(draft: Draft, cell: Cell, value: Any, option: str) -> Cell:
    if value is None:
        return cell
    if not isinstance(value, str):
        return cell.holding(tidy(value) if isinstance(value, float) else value)
    checked(value)
    if option == "RAW":
        return cell.holding(value)
    is_text = cell.number_format.get("type") == "TEXT"
    return typed(cell, entered(value, is_text=is_text, locale=draft.locale, today=draft.today))


def _fits(draft: Draft, area: Area, target: Area) -> None:
    sheet = draft.sheet(area.sheet_id)
    if area.height * area.width > 1 and not area.holds(target):
        raise _outside(draft, area, target)
    if not sheet.whole.holds(target):
        raise beyond(draft.book, target)


def _outside(draft: Draft, area: Area, target: Area) -> ApiError:
    what = (f"row [{area.bottom + 1}]" if target.bottom > area.bottom else f"column [{letters(area.right)}]")
    return invalid(f"Requested writing within range [{written(draft.book, area)}], but tried writing to {what}")
