"""The copy of a book that one write request works on: who writes, what may be written, fresh ids."""

from __future__ import annotations

import random
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from .areas import Area
from .book import Book, Json, Sheet
from .errors import PROTECTED, invalid
from .ranges import beyond


@dataclass
class Draft:
    """`who`: the e-mail address of the one who asks. `today` completes dates typed without a year."""

    book: Book
    who: str
    ids: random.Random
    today: date

    @property
    def locale(self) -> str:
        return self.book.properties["locale"]

    def sheet(self, sheet_id: int | None) -> Sheet:
        return self.book.sheet(sheet_id or 0)

    def area(self, grid_range: Json | None) -> Area:
        """Within the grid. Raises ApiError 400 for cells that are not there."""
        if grid_range is None:
            raise invalid("No range was given.")
        sheet = self.sheet(grid_range.get("sheetId"))
        area = sheet.area(grid_range)
        if area.bottom > sheet.grid.row_count or area.right > sheet.grid.column_count:
            raise beyond(self.book, area)
        if area.top >= area.bottom or area.left >= area.right or area.top < 0 or area.left < 0:
            raise invalid("The range is empty, or its ends are in the wrong order.")
        return area

    def writable(self, grid_range: Json | None) -> Area:
        area = self.area(grid_range)
        self.guard(area)
        return area

    def guard(self, area: Area) -> None:
        """Raises ApiError 400 where a protected range keeps this person out."""
        for protected in self.sheet(area.sheet_id).protected:
            free = [self.sheet(area.sheet_id).area(each) for each in protected.get("unprotectedRanges", ())]
            if (self._is_kept_out(protected) and self.protected_area(protected, area.sheet_id).meets(area)
                    and not any(each.holds(area) for each in free)):
                raise invalid(PROTECTED)

    def protected_area(self, protected: Json, sheet_id: int) -> Area:
        return self.sheet(sheet_id).area(protected.get("range", {}) | {"sheetId": sheet_id})

    def _is_kept_out(self, protected: Json) -> bool:
        return not protected.get("warningOnly") and not may_edit(protected, self.who, self.book.owner)

    def new_id(self, taken: Container[int]) -> int:
        while True:
            number = self.ids.randrange(1, 2**31 - 1)
            if number not in taken:
                return number

    def chosen_id(self, wanted: Any, taken: Iterable[int], what: str) -> int:
        """An id that the caller chose must be free: so a second attempt of the same request fails as a whole."""
        taken = set(taken)
        if wanted in taken:
            raise invalid(f"{what} with id {wanted} already exists.")
        return self.new_id(taken) if wanted is None else wanted


def is_given(value: Any) -> bool:
    """One of several fields of which one must be set: sheet 0 is set, `false` is not."""
    return value is not None and value is not False


def may_edit(protected: Json, who: str, owner: str) -> bool:
    return who == owner or who in (protected.get("editors") or {}).get("users", ())
