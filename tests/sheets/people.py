"""The shop's staff: what people do with mouse and keyboard, at any moment, without quota and without the API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from . import batch
from .addresses import cell_name, letters
from .areas import Area
from .book import Book, Json, Sheet
from .draft import Draft
from .drive import File
from .ranges import resolve
from .reading import value_range
from .service import Service
from .writing import clear, write


@dataclass(frozen=True)
class Person:
    """Somebody with the sheet open. Rows are numbered as on the screen, from 1. Protected cells raise ApiError."""

    service: Service
    file: File
    who: str
    tab: str = "Sheet1"

    def type(self, cells: str, *values: Any) -> None:
        """Type into a cell and go on to the right. Texts are taken as typed: `007` becomes 7."""
        self._change(lambda draft: write(draft, self._area(draft, cells), {"values": [list(values)]}, "USER_ENTERED"))

    def erase(self, cells: str) -> None:
        self._change(lambda draft: clear(draft, self._area(draft, cells)))

    def add_row(self, *values: Any) -> int:
        """Type into the first free row, adding one where there is none; its number."""
        row, sheet = len(self.rows()) + 1, self._sheet(self.book)
        if row > sheet.grid.row_count:
            self._run("appendDimension", {"sheetId": sheet.sheet_id, "dimension": "ROWS", "length": 1})
        self.type(cell_name(row - 1, 0), *values)
        return row

    def insert_rows(self, before: int, how_many: int = 1) -> None:
        self._run("insertDimension", {"range": self._rows(before, before + how_many - 1),
                                      "inheritFromBefore": before > 1})

    def delete_rows(self, first: int, last: int | None = None) -> None:
        self._run("deleteDimension", {"range": self._rows(first, last or first)})

    def move_rows(self, first: int, last: int, before: int) -> None:
        """Drag rows to where row `before` is now."""
        self._run("moveDimension", {"source": self._rows(first, last), "destinationIndex": before - 1})

    def copy_row(self, row: int, to: int) -> None:
        """Copy a whole row over another."""
        self._run("copyPaste", {"source": self._line(row), "destination": self._line(to), "pasteType": "PASTE_NORMAL"})

    def sort(self, column: str, *, descending: bool = False, header_rows: int = 1) -> None:
        """Sort everything below the header."""
        area = resolve(self.book, f"{self._quoted}!{column}1")
        whole = {"sheetId": area.sheet_id, "startRowIndex": header_rows}
        order = "DESCENDING" if descending else "ASCENDING"
        self._run("sortRange", {"range": whole, "sortSpecs": [{"dimensionIndex": area.left, "sortOrder": order}]})

    def rename_header(self, old: str, new: str) -> None:
        self.type(f"{letters(self.header().index(old))}1", new)

    def add_column(self, header: str, *, before: str | None = None) -> None:
        """A column of their own: beside the last one, or before another."""
        place = len(self.header()) if before is None else self.header().index(before)
        if before is not None or place >= self._sheet(self.book).grid.column_count:
            self._run("insertDimension", {"range": self._columns(place, place + 1)})
        self.type(f"{letters(place)}1", header)

    def move_column(self, header: str, before: str) -> None:
        start, target = self.header().index(header), self.header().index(before)
        self._run("moveDimension", {"source": self._columns(start, start + 1), "destinationIndex": target})

    def delete_column(self, header: str) -> None:
        start = self.header().index(header)
        self._run("deleteDimension", {"range": self._columns(start, start + 1)})

    def rename_tab(self, title: str) -> Person:
        sheet_id = self._sheet(self.book).sheet_id
        self._run("updateSheetProperties", {"properties": {"sheetId": sheet_id, "title": title}, "fields": "title"})
        return Person(self.service, self.file, self.who, title)

    def rows(self) -> list[list[Any]]:
        """All values, unformatted, the header first."""
        return value_range(self.book, self._sheet(self.book).whole, render="UNFORMATTED_VALUE").get("values", [])

    def header(self) -> list[Any]:
        return next(iter(self.rows()), [])

    def value(self, cell: str) -> Any:
        """One value, unformatted; an empty text for a blank cell."""
        area = resolve(self.book, f"{self._quoted}!{cell}")
        return value_range(self.book, area, render="UNFORMATTED_VALUE").get("values", [[""]])[0][0]

    @property
    def book(self) -> Book:
        assert self.file.book is not None
        return self.file.book

    @property
    def _quoted(self) -> str:
        return "'" + self.tab.replace("'", "''") + "'"

    def _sheet(self, book: Book) -> Sheet:
        sheet = book.titled(self.tab)
        assert sheet is not None, self.tab
        return sheet

    def _area(self, draft: Draft, cells: str) -> Area:
        return resolve(draft.book, f"{self._quoted}!{cells}")

    def _line(self, row: int) -> Json:
        return {"sheetId": self._sheet(self.book).sheet_id, "startRowIndex": row - 1, "endRowIndex": row}

    def _rows(self, first: int, last: int) -> Json:
        sheet_id = self._sheet(self.book).sheet_id
        return {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": first - 1, "endIndex": last}

    def _columns(self, start: int, end: int) -> Json:
        sheet_id = self._sheet(self.book).sheet_id
        return {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": start, "endIndex": end}

    def _run(self, kind: str, body: Json) -> None:
        self._change(lambda draft: batch.run(draft, [{kind: body}]))

    def _change(self, rule: Any) -> None:
        self.service.change(self.file, self.who, rule)
