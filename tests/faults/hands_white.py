"""What people do to their own columns alone, while the engine's stay where they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from rma_sheets.model.column import Owner
from rma_sheets.model.returns_columns import RETURNS_COLUMNS
from tests.scenario.bad_input.shop import Shop, asks, place

from .rearranged import Row, rearranged

HIDDEN = ("row_key", "rev", "synced_status")
WHITE = [column.key for column in RETURNS_COLUMNS if column.owner is Owner.STAFF]


def sort_visible(shop: Shop, by: str = "email") -> None:
    """What is visible is selected and sorted; the hidden columns stay behind."""
    _sort_columns(shop, by, [column.key for column in RETURNS_COLUMNS if column.key not in HIDDEN])


def sort_white(shop: Shop, by: str = "email") -> None:
    """What is people's own to fill in is sorted; the grey columns stay behind, and the hidden ones."""
    _sort_columns(shop, by, [column.key for column in RETURNS_COLUMNS if column.owner is Owner.STAFF])


def _sort_columns(shop: Shop, by: str, keys: Sequence[str]) -> None:
    def change(rows: list[Row], sheet: Worksheet) -> list[Row]:
        moving = {place(sheet, key) - 1 for key in keys}
        moved = sorted(rows, key=lambda row: str(row[place(sheet, by) - 1] or ""), reverse=True)
        return [[cell if at in moving else old[at] for at, cell in enumerate(row)]
                for old, row in zip(rows, moved, strict=True)]
    rearranged(shop, change)


def slide(shop: Shop, which: int = 0, column: str = "email") -> None:
    """One cell is deleted, and those below it slide up."""
    def change(rows: list[Row], sheet: Worksheet) -> list[Row]:
        at = place(sheet, column) - 1
        below = [*(row[at] for row in rows[which + 1:]), None]
        return [*rows[:which], *([*row[:at], cell, *row[at + 1:]] for row, cell in zip(rows[which:], below,
                                                                                     strict=False))]
    rearranged(shop, change)


def overtype(shop: Shop, which: int = 2, number: int = 2002, *, first: bool = True) -> None:
    """A row becomes the request of a new customer; `first` all that is white in it is emptied."""
    _into_white(shop, which, asks(str(number), email=f"new{number}@example.org"), empty=first)


def empty(shop: Shop, which: int = 2) -> None:
    """All that is white in a row is emptied; the row stays."""
    _into_white(shop, which, {}, empty=True)


def _into_white(shop: Shop, which: int, cells: Mapping[str, Any], *, empty: bool) -> None:
    def change(rows: list[Row], sheet: Worksheet) -> list[Row]:
        row = rows[which % len(rows)] if rows else []
        for key in WHITE:
            if row and (empty or key in cells):
                row[place(sheet, key) - 1] = cells.get(key)
        return rows
    rearranged(shop, change)


def move(shop: Shop, which: int = 3, to: int = 2, *, delete: bool = False) -> None:
    """All that is white in a row is cut and pasted over another one; `delete` what is left of it."""
    def change(rows: list[Row], sheet: Worksheet) -> list[Row]:
        if not rows or which % len(rows) == to % len(rows):
            return rows
        source, target = rows[which % len(rows)], rows[to % len(rows)]
        for key in WHITE:
            at = place(sheet, key) - 1
            target[at], source[at] = source[at], None
        return [row for row in rows if not (delete and row is source)]
    rearranged(shop, change)


def move_and_delete(shop: Shop) -> None:
    """The words of a row go over the one above, and it is deleted."""
    move(shop, delete=True)
