"""A rectangle of one sheet, and GridRange, which is Google's word for it with open ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

ENDS = ("startRowIndex", "startColumnIndex", "endRowIndex", "endColumnIndex")


class Area(NamedTuple):
    """Half-open and closed on all sides: rows `top` to `bottom`, columns `left` to `right`."""

    sheet_id: int
    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left

    def meets(self, other: Area) -> bool:
        return (self.sheet_id == other.sheet_id and self.top < other.bottom and other.top < self.bottom
                and self.left < other.right and other.left < self.right)

    def holds(self, other: Area) -> bool:
        return (self.sheet_id == other.sheet_id and self.top <= other.top and other.bottom <= self.bottom
                and self.left <= other.left and other.right <= self.right)

    def cut(self, other: Area) -> Area:
        """What both have in common; empty when they do not meet."""
        return Area(self.sheet_id, max(self.top, other.top), max(self.left, other.left),
                    min(self.bottom, other.bottom), min(self.right, other.right))


def area_of(grid_range: Mapping[str, Any], rows: int, columns: int) -> Area:
    """A GridRange within a grid of that size; open ends reach to the edge."""
    return Area(grid_range.get("sheetId") or 0, grid_range.get("startRowIndex") or 0,
                grid_range.get("startColumnIndex") or 0,
                _end(grid_range.get("endRowIndex"), rows), _end(grid_range.get("endColumnIndex"), columns))


def _end(given: int | None, edge: int) -> int:
    return edge if given is None else given


def range_of(area: Area) -> dict[str, int]:
    """The GridRange with all four ends."""
    return {"sheetId": area.sheet_id, "startRowIndex": area.top, "endRowIndex": area.bottom,
            "startColumnIndex": area.left, "endColumnIndex": area.right}


def shown_range(grid_range: Mapping[str, Any]) -> dict[str, Any]:
    """As Google answers: sheet 0 is not told (recorded answers)."""
    return {key: value for key, value in grid_range.items() if not (key == "sheetId" and not value)}
