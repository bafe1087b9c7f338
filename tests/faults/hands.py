"""What people do to the register between a pass that died and the next one; with openpyxl, as Excel would."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from tests.scenario.bad_input.shop import Shop, asks, place
from tests.scenario.commands.shell import Done

from . import hands_white
from .base import YESTERDAY
from .passes import run
from .rearranged import Row, rearranged


def insert(shop: Shop, at: int = 2, number: int = 2001, **cells: Any) -> None:
    """A new request of a new customer, between the others; `cells` are other than usual."""
    def change(rows: list[Row], sheet: Worksheet) -> list[Row]:
        fresh: Row = [None] * sheet.max_column
        for column, value in asks(str(number), email=f"new{number}@example.org", **cells).items():
            fresh[place(sheet, column) - 1] = value
        return [*rows[:at], fresh, *rows[at:]]
    rearranged(shop, change)


def insert_without_order(shop: Shop, at: int = 2, number: int = 2003) -> None:
    """A new request that is known by its address and its goods."""
    insert(shop, at, number, order_no=None)


def sort(shop: Shop, by: str = "email", *, down: bool = True) -> None:
    """By a column, hidden cells and all."""
    rearranged(shop, lambda rows, sheet: sorted(
        rows, key=lambda row: str(row[place(sheet, by) - 1] or ""), reverse=down))


def copy(shop: Shop, which: int = 2, to: int = 99) -> None:
    """A whole row, its key and its number with it."""
    rearranged(shop, lambda rows, _: [*rows[:to], list(rows[which % len(rows)]), *rows[to:]] if rows else rows)


def copy_as_form(shop: Shop, which: int, number: int) -> None:
    """A row is copied and overtyped for another customer: what is hidden stays."""
    copy(shop, which)
    hands_white.overtype(shop, -1, number, first=False)


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
    "nothing": lambda shop: None, "insert": insert, "insert without order": insert_without_order, "sort": sort,
    "sort visible": hands_white.sort_visible, "sort white": hands_white.sort_white, "slide": hands_white.slide,
    "overtype": hands_white.overtype, "empty": hands_white.empty, "move": hands_white.move,
    "move and delete": hands_white.move_and_delete, "copy": copy, "delete": delete, "edit": edit, "restore": restore,
    "say again": asked_again,
}
"""Those that ask for a mail once more answer with its Message-ID and how often."""

AFTER_A_PASS = frozenset({"say again"})
"""Acts for which people must have been told something first."""
