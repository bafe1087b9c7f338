"""A spreadsheet: its sheets, and what hangs on the whole. Copied before each write; the copy becomes the book."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

from .areas import Area, area_of
from .errors import no_such_sheet
from .formulas.calculation import Calculation
from .formulas.references import Reference
from .grid import Grid

Json = dict[str, Any]
LISTS = ("merges", "protected", "conditional_formats", "banding", "filter_views", "row_groups", "column_groups")


@dataclass
class Sheet:
    """One tab. `properties` are Google's SheetProperties without index, rowCount and columnCount.

    `merges` are GridRanges, the other lists are Google's resources as they were sent; `sizes`: dimension -> position ->
    DimensionProperties, only where one was set.
    """

    properties: Json
    grid: Grid
    merges: list[Json] = field(default_factory=list)
    protected: list[Json] = field(default_factory=list)
    conditional_formats: list[Json] = field(default_factory=list)
    banding: list[Json] = field(default_factory=list)
    filter_views: list[Json] = field(default_factory=list)
    row_groups: list[Json] = field(default_factory=list)
    column_groups: list[Json] = field(default_factory=list)
    basic_filter: Json | None = None
    sizes: dict[str, dict[int, Json]] = field(default_factory=lambda: {"ROWS": {}, "COLUMNS": {}})

    @property
    def sheet_id(self) -> int:
        return self.properties["sheetId"]

    @property
    def title(self) -> str:
        return self.properties["title"]

    @property
    def whole(self) -> Area:
        return Area(self.sheet_id, 0, 0, self.grid.row_count, self.grid.column_count)

    def area(self, grid_range: Json) -> Area:
        return area_of(grid_range, self.grid.row_count, self.grid.column_count)

    def copy(self) -> Sheet:
        parts = {name: copy.deepcopy(getattr(self, name)) for name in (*LISTS, "properties", "basic_filter", "sizes")}
        return Sheet(grid=self.grid.copy(), **parts)


@dataclass
class Book:
    """`metadata`: DeveloperMetadata as Google shows them. `owner`: may edit what is protected."""

    book_id: str
    properties: Json
    sheets: list[Sheet]
    owner: str
    named_ranges: list[Json] = field(default_factory=list)
    metadata: list[Json] = field(default_factory=list)
    _calculation: tuple[object, Calculation] | None = None

    def copy(self) -> Book:
        return Book(self.book_id, copy.deepcopy(self.properties), [sheet.copy() for sheet in self.sheets], self.owner,
                    copy.deepcopy(self.named_ranges), copy.deepcopy(self.metadata), self._calculation)

    def sheet(self, sheet_id: int) -> Sheet:
        """Raises ApiError 400."""
        for sheet in self.sheets:
            if sheet.sheet_id == sheet_id:
                return sheet
        raise no_such_sheet(sheet_id)

    def titled(self, title: str) -> Sheet | None:
        """Titles are found without regard to case."""
        return next((sheet for sheet in self.sheets if sheet.title.casefold() == title.casefold()), None)

    def named_area(self, name: str) -> Area | None:
        for named in self.named_ranges:
            if named["name"].casefold() == name.casefold():
                return self.sheet(named["range"].get("sheetId", 0)).area(named["range"])
        return None

    def area(self, reference: Reference, sheet_id: int) -> Area | None:
        """What a reference means in a formula on that sheet; None when there is no such place."""
        sheet = self.sheet(sheet_id) if reference.title is None else self.titled(reference.title)
        if sheet is None:
            return None
        first, last = reference.first, reference.last or reference.first
        rows = _span(first.row, last.row, sheet.grid.row_count)
        columns = _span(first.column, last.column, sheet.grid.column_count)
        area = Area(sheet.sheet_id, rows[0], columns[0], rows[1], columns[1])
        return area if area.top < area.bottom and area.left < area.right else None

    def results(self) -> Calculation | None:
        """The results of all formulas as the book stands; None when it has none."""
        if not any(sheet.grid.has_formulas for sheet in self.sheets):
            return None
        grids = tuple((sheet.sheet_id, sheet.title, sheet.grid.version) for sheet in self.sheets)
        state = (grids, repr(self.named_ranges))
        if self._calculation is None or self._calculation[0] != state:
            self._calculation = (state, Calculation(self))
        return self._calculation[1]


def _span(first: int | None, last: int | None, count: int) -> tuple[int, int]:
    """The half-open span of two ends, within the grid; an open end reaches to the edge."""
    if first is None:
        return 0, count
    if last is None:
        return first, count
    return min(first, last), min(max(first, last) + 1, count)
