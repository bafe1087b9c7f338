"""values.get: cells as rows of plain values. Blanks at the end of rows, and rows of blanks at the end, are absent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from .areas import Area
from .book import Book, Json
from .cells import Cell
from .formulas.results import Failure, Value
from .ranges import written
from .shown import is_moment, shown

Render = Callable[[Cell, Value], Any]


def value_range(book: Book, area: Area, *, render: str | None = None, dates: str | None = None,
                major: str | None = None) -> Json:
    """ValueRange; without `values` when there are none."""
    major = major if major in ("ROWS", "COLUMNS") else "ROWS"
    told: Json = {"range": written(book, area), "majorDimension": major}
    values = values_of(book, area, _renders(book)[render or "FORMATTED_VALUE"](dates or "SERIAL_NUMBER"))
    values = _turned(values) if major == "COLUMNS" else values
    return told | ({"values": values} if values else {})


def values_of(book: Book, area: Area, render: Render) -> list[list[Any]]:
    rows = [_trimmed([render(cell, value) if cell is not None else "" if value is None else render(Cell(), value)
                      for cell, value in row]) for row in _cells(book, area)]
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _cells(book: Book, area: Area) -> Iterator[list[tuple[Cell | None, Value]]]:
    """(cell, result) of every cell that is there; the rows as short as they are kept."""
    grid, results = book.sheet(area.sheet_id).grid, book.results()
    if results is None:
        for cells in grid.rows[area.top:area.bottom]:
            yield [(cell, None if cell is None else cell.value) for cell in cells[area.left:area.right]]
        return
    for row in range(area.top, area.bottom):
        yield [(grid.get(row, column), results.at(area.sheet_id, row, column))
               for column in range(area.left, area.right)]


def _renders(book: Book) -> dict[str, Callable[[str], Render]]:
    locale = book.properties["locale"]
    return {
        "FORMATTED_VALUE": lambda _dates: lambda cell, value: shown(value, cell.number_format, locale),
        "UNFORMATTED_VALUE": lambda dates: lambda cell, value: _plain(cell, value, dates, locale),
        "FORMULA": lambda dates: lambda cell, value: (
            _plain(cell, value, dates, locale) if cell.formula is None else str(cell.formula)),
    }


def _plain(cell: Cell, value: Value, dates: str, locale: str) -> Any:
    if value is None:
        return ""
    if isinstance(value, Failure):
        return value.name
    if dates == "FORMATTED_STRING" and is_moment(cell.number_format):
        return shown(value, cell.number_format, locale)
    return value


def _trimmed(row: list[Any]) -> list[Any]:
    """An empty text at the end counts as a blank here (assumption for formulas that give an empty text)."""
    end = len(row)
    while end and row[end - 1] == "" and not isinstance(row[end - 1], bool):
        end -= 1
    return row[:end]


def _turned(rows: list[list[Any]]) -> list[list[Any]]:
    width = max(map(len, rows), default=0)
    columns = [_trimmed([row[place] if place < len(row) else "" for row in rows]) for place in range(width)]
    while columns and not columns[-1]:
        columns.pop()
    return columns
