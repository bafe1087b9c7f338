"""Compares what was written with what was meant, before anybody sees it.

Whatever went wrong, a result that is not exactly the old register with the meant cells never replaces it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from itertools import zip_longest
from pathlib import Path

from rma_sheets.errors import StoreError
from rma_sheets.model.snapshot import Row, Snapshot, Tab
from rma_sheets.model.values import Formula

from .addresses import column_letters
from .cells import same, same_row
from .change import SheetChange
from .changes import rows_after


def check_result(before: Snapshot, changes: Sequence[SheetChange], read: Callable[[], Snapshot], path: Path) -> str:
    """The version of the result, which `read` reads. Raises StoreError where it is not what was meant."""
    try:
        after = read()
    except StoreError as error:
        raise StoreError("excel.not-as-meant", path=path, place=error.reference) from error
    by_title = {change.title: change for change in changes}
    for key, tab in before.tabs.items():
        found = after.tabs.get(key)
        if found is None or (found.columns, found.first_row) != (tab.columns, tab.first_row):
            raise StoreError("excel.not-as-meant", path=path, place=tab.title)
        place = _difference(tab, rows_after(tab, by_title.get(tab.title)), found.rows)
        if place:
            raise StoreError("excel.not-as-meant", path=path, place=place)
    return after.version


def _difference(tab: Tab, meant: Sequence[Row], found: Sequence[Row]) -> str:
    """The first cell that differs, as `Returns!C5`, or empty."""
    if meant is found:
        return ""
    columns = frozenset(tab.columns.values())
    for position in range(max(len(meant), len(found))):
        ours = meant[position] if position < len(meant) else ()
        theirs = found[position] if position < len(found) else ()
        if position >= len(tab.rows):
            theirs = _of_register(theirs, columns)
        if not same_row(ours, theirs):
            column = next(index for index, pair in enumerate(zip_longest(ours, theirs), 1) if not same(*pair))
            return f"{tab.title}!{column_letters(column)}{tab.sheet_row(position)}"
    return ""


def _of_register(row: Row, columns: Container[int]) -> Row:
    """A new row without what is the shop's: its columns beside the register were filled before, or are by formulas that
    go on."""
    return tuple(cell if column in columns and not isinstance(cell, Formula) else None
                 for column, cell in enumerate(row))
