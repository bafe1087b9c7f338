"""What people do to the register between a pass that died and the next one; with openpyxl, as Excel would."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rma_sheets.model.column import Owner
from rma_sheets.model.returns_columns import RETURNS_COLUMNS
from tests.scenario.bad_input.shop import Shop, asks, place
from tests.scenario.commands.shell import Done

from .base import YESTERDAY
from .passes import run

Row = list[Any]
HIDDEN = ("row_key", "rev", "synced_status")


def rows_of(sheet: Worksheet) -> list[Row]:
    """The rows of Returns that have anything in them."""
    return [list(row) for row in sheet.iter_rows(min_row=2, values_only=True) if any(cell is not None for cell in row)]


def put(sheet: Worksheet, rows: list[Row]) -> None:
    """Those rows and no others, from row 2 on; its table reaches as far."""
    width = sheet.max_column
    for at in range(2, max(sheet.max_row, len(rows) + 1) + 1):
        row = rows[at - 2] if at - 2 < len(rows) else []
        for column in range(1, width + 1):
            sheet.cell(at, column).value = row[column - 1] if column <= len(row) else None
    for table in sheet.tables.values():
        table.ref = f"A1:{get_column_letter(width)}{max(len(rows), 1) + 1}"


def rearranged(shop: Shop, change: Callable[[list[Row], Worksheet], list[Row]]) -> None:
    """Somebody moves whole rows about."""
    with shop.sheet() as sheet:
        put(sheet, change(rows_of(sheet), sheet))


def insert(shop: Shop, at: int = 2, number: int = 2001) -> None:
    """A new request of a new customer, between the others."""
    def change(rows: list[Row], sheet: Worksheet) -> list[Row]:
        fresh: Row = [None] * sheet.max_column
        for column, value in asks(str(number), email=f"new{number}@example.org").items():
            fresh[place(sheet, column) - 1] = value
        return [*rows[:at], fresh, *rows[at:]]
    rearranged(shop, change)


def sort(shop: Shop, by: str = "email", *, down: bool = True) -> None:
    """By a column, hidden cells and all."""
    rearranged(shop, lambda rows, sheet: sorted(
        rows, key=lambda row: str(row[place(sheet, by) - 1] or ""), reverse=down))


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


def copy(shop: Shop, which: int = 2, to: int = 99) -> None:
    """A whole row, its key and its number with it."""
    rearranged(shop, lambda rows, _: [*rows[:to], list(rows[which % len(rows)]), *rows[to:]] if rows else rows)


def copy_as_form(shop: Shop, which: int, number: int) -> None:
    """A row is copied and overtyped for another customer: what is hidden stays."""
    copy(shop, which)
    with shop.sheet() as sheet:
        row = len(rows_of(sheet)) + 1
        for column, value in asks(str(number), email=f"new{number}@example.org").items():
            sheet.cell(row, place(sheet, column)).value = value


def delete(shop: Shop, which: int = 2) -> None:
    """A whole row."""
    rearranged(shop, lambda rows, _: [row for at, row in enumerate(rows) if at != which % len(rows)])


def edit(shop: Shop) -> None:
    """A cell of a row that the pass works at, and one of a row that it does not."""
    shop.type(4, tags="call first", qty=2)
    shop.type(2, tags="shelf 9")


def restore(shop: Shop) -> None:
    """Yesterday's file comes back."""
    shutil.copy(shop.folder.parent / YESTERDAY, shop.register)


def undo(shop: Shop) -> Done:
    """The newest run that still stands is taken back; where there is none it says so."""
    done = run(shop, "undo")
    further = re.search(r"rma-sheets undo (\d+)", done.err)
    return run(shop, "undo", further[1]) if further else done


def asked_again(shop: Shop) -> dict[str, int]:
    """Somebody asks for every mail in doubt once more; their Message-IDs."""
    unknown = shop.query("SELECT id, message_id FROM mails WHERE state = 'unknown'")
    if unknown:
        run(shop, "outbox", "resolve", *(str(line[0]) for line in unknown), "--again")
    return {line[1]: 1 for line in unknown}


Act = Callable[[Shop], Mapping[str, int] | None]

ACTS: Mapping[str, Act] = {
    "nothing": lambda shop: None, "insert": insert, "sort": sort, "sort visible": sort_visible,
    "sort white": sort_white, "slide": slide, "copy": copy,
    "delete": delete, "edit": edit, "restore": restore, "say again": asked_again,
}
"""Those that ask for a mail once more answer with its Message-ID and how often."""

AFTER_A_PASS = frozenset({"say again"})
"""Acts for which people must have been told something first."""
