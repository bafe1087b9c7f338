"""What other readers see in the cells: openpyxl and calamine, before and after.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Container, Iterator
from datetime import date, datetime, time, timedelta
from math import isclose
from typing import Any, TypeVar

from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from .meant import Meant

T = TypeVar("T")
Grid = dict[tuple[int, int], Any]
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def openpyxl_grid(content: bytes, title: str) -> Grid:
    """Every cell with a value but those that only hold their own link, which openpyxl puts into blank ones; formulas as
    text. Raises whatever openpyxl raises."""
    cells, links = openpyxl_cells(content, title)
    return {place: value for place, value in cells.items() if place not in links}


def openpyxl_cells(content: bytes, title: str) -> tuple[Grid, set[tuple[int, int]]]:
    """Every cell with a value, and the places where it is the cell's own link. Raises whatever openpyxl raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet = load_workbook(io.BytesIO(content))[title]
    there = sheet._cells.values()   # iter_rows makes every cell up to the last row, be it the millionth
    links = {(cell.row, cell.column) for cell in there
             if cell.hyperlink and cell.value in (cell.hyperlink.location, cell.hyperlink.target)}
    return {(cell.row, cell.column): _plain(cell.value) for cell in there if cell.value is not None}, links


def _plain(value: Any) -> Any:
    """Formulas of arrays and data tables are objects; their text counts."""
    return getattr(value, "text", None) or (repr(vars(value)) if hasattr(value, "ref") else value)


def calamine_grid(content: bytes, title: str) -> Grid:
    """Every cell with a value, formulas as what they showed. Raises whatever calamine raises."""
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
    return {(number, column): value for number, row in enumerate(rows, 1) for column, value in enumerate(row, 1)
            if value != ""}


READERS = {"openpyxl": openpyxl_grid, "calamine": calamine_grid}


def compare_values(before: bytes, after: bytes, meant: Meant, without: Container[str],
                   unread: dict[str, int]) -> Iterator[str]:
    """What a reader that could read the workbook before sees otherwise than meant; `without`: readers not to ask.

    `unread` counts by reader where it could not, or was not asked.
    """
    for name, read in READERS.items():
        old = None if name in without else read_by(read, before, meant.title)[0]
        if old is None or not (old or not meant.last_row):   # calamine sees nothing in other encodings
            unread[name] = unread.get(name, 0) + 1
            continue
        new, reason = read_by(read, after, meant.title)
        found = _compare(old, new, meant) if new is not None else [f"cannot read it any more: {reason}"]
        yield from (f"{name}: {each}" for each in found)


def read_by(read: Callable[[bytes, str], T], content: bytes, title: str) -> tuple[T | None, str]:
    """What a reader makes of the sheet, or why it makes nothing of it."""
    try:
        return read(content, title), ""
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # calamine's panics are no Exception
        return None, str(error)


def _compare(old: Grid, new: Grid, meant: Meant) -> Iterator[str]:
    wanted = dict(meant.places())
    for place in old.keys() | new.keys() | wanted.keys():
        found = new.get(place)
        if place in wanted:
            if not same(wanted[place], found):
                yield f"{place}: meant {wanted[place]!r}, found {found!r}"
        elif place[0] > meant.last_row and place not in old:
            if not (found is None or (isinstance(found, str) and found.startswith("="))):
                yield f"{place}: {found!r} in a new row"
        elif old.get(place) != found and str(old.get(place)) != str(found):
            yield f"{place}: {old.get(place)!r} became {found!r}"


def same(meant: object, found: object) -> bool:
    """Readers tell blank text as nothing, whole floats as integers, dates as midnights, and some keep `_x005F_`."""
    if meant is None or meant == "":
        return found in (None, "")
    if isinstance(meant, bool) or isinstance(found, bool):
        return meant is found
    if isinstance(meant, int | float) and isinstance(found, int | float):
        return isclose(meant, found, rel_tol=1e-14)
    if isinstance(meant, str) and isinstance(found, str):
        return meant == found or meant == _ESCAPED.sub(lambda hit: chr(int(hit[1], 16)), found)
    return _moment(meant) == _moment(found)


def _moment(value: object) -> object:
    if isinstance(value, datetime):
        return value.replace(microsecond=0) if value.microsecond < 500_000 else value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, timedelta):
        return (datetime(1900, 1, 1) + value).time()
    return value.replace(microsecond=0) if isinstance(value, time) else value
