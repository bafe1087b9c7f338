"""A1 notation, read and written as the values API does it (recorded answers)."""

from __future__ import annotations

import re

from .addresses import cell_name, column_of, quoted
from .areas import Area
from .book import Book, Sheet
from .errors import ApiError, invalid

_TITLED = re.compile(r"(?P<title>'(?:[^']|'')*'|[^!']+)(?:!(?P<cells>.*))?\Z", re.DOTALL)
_CELLS = re.compile(r"([A-Za-z]{0,3})([0-9]*)(?::([A-Za-z]{0,3})([0-9]*))?\Z")


def resolve(book: Book, text: str) -> Area:
    """`Sheet1`, `'My tab'!A1:B2`, `A1:1`, `A:A`, `TheName` -> the cells. Raises ApiError 400.

    Ends beyond the grid are cut; a start beyond it is refused.
    """
    sheet, cells = _sheet_and_cells(book, text)
    if cells is None:
        return sheet.whole
    named = book.named_area(cells)
    if named is not None:
        return named
    match = _CELLS.match(cells)
    if match is None or not any(match.groups()):
        raise unparsable(text)
    return _within(sheet, _area(sheet, match, text))


def unparsable(text: str) -> ApiError:
    return invalid(f"Unable to parse range: {text}")


def written(book: Book, area: Area) -> str:
    """The range as Google answers it: `Sheet1!A1:B2`, one cell without colon."""
    first, last = cell_name(area.top, area.left), cell_name(area.bottom - 1, area.right - 1)
    cells = first if first == last else f"{first}:{last}"
    return f"{quoted(book.sheet(area.sheet_id).title)}!{cells}"


def beyond(book: Book, area: Area) -> ApiError:
    """The refusal of cells that the grid does not have."""
    grid = book.sheet(area.sheet_id).grid
    return invalid(f"Range ({written(book, area)}) exceeds grid limits. "
                   f"Max rows: {grid.row_count}, max columns: {grid.column_count}")


def _sheet_and_cells(book: Book, text: str) -> tuple[Sheet, str | None]:
    """None for cells: the whole sheet."""
    match = _TITLED.match(text)
    if match is None:
        raise unparsable(text)
    title = match["title"]
    bare = title[1:-1].replace("''", "'") if title.startswith("'") else title
    sheet = book.titled(bare)
    if match["cells"] is not None:
        if sheet is None:
            raise unparsable(text)
        return sheet, match["cells"]
    if sheet is not None and (title.startswith("'") or not _looks_like_cells(title)):
        return sheet, None
    return book.sheets[0], text


def _looks_like_cells(text: str) -> bool:
    match = _CELLS.match(text)
    return match is not None and bool(match[2])


def _area(sheet: Sheet, match: re.Match[str], text: str) -> Area:
    column, row, last_column, last_row = match.groups()
    if last_column is None:
        if not (column and row):
            raise unparsable(text)
        last_column, last_row = column, row
    left, right = _span(column and column_of(column), last_column and column_of(last_column), sheet.grid.column_count)
    top, bottom = _span(row and int(row) - 1, last_row and int(last_row) - 1, sheet.grid.row_count)
    if top < 0:
        raise unparsable(text)
    return Area(sheet.sheet_id, top, left, bottom, right)


def _span(first: int | str, last: int | str, count: int) -> tuple[int, int]:
    """An empty text is an open end."""
    if isinstance(first, str) or isinstance(last, str):
        return first if isinstance(first, int) else 0, count
    return min(first, last), max(first, last) + 1


def _within(sheet: Sheet, area: Area) -> Area:
    grid = sheet.grid
    if area.top >= grid.row_count or area.left >= grid.column_count:
        raise invalid(f"Range ({quoted(sheet.title)}!{_name(area)}) exceeds grid limits. "
                      f"Max rows: {grid.row_count}, max columns: {grid.column_count}")
    return area._replace(bottom=min(area.bottom, grid.row_count), right=min(area.right, grid.column_count))


def _name(area: Area) -> str:
    first, last = cell_name(area.top, area.left), cell_name(area.bottom - 1, area.right - 1)
    return first if first == last else f"{first}:{last}"
