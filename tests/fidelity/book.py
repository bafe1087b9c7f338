"""A workbook seen through `zipfile` and lxml alone: its sheets, and where their rows and cells stand.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
Place = tuple[int, int]
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


@dataclass(frozen=True)
class SheetPart:
    """One worksheet; `tables`: the names of its tables' parts, in the zip."""

    title: str
    part: str
    root: etree._Element
    tables: tuple[str, ...]


@dataclass(frozen=True)
class BookParts:
    """`names`: folded part name -> name in the zip."""

    content: bytes
    names: dict[str, str]
    workbook: str
    styles: str
    sheets: tuple[SheetPart, ...]

    def read(self, name: str) -> bytes:
        """A member, inflated."""
        with zipfile.ZipFile(io.BytesIO(self.content)) as package:
            return package.read(name)


def read_book(content: bytes) -> BookParts:
    """The worksheets of a workbook; chart sheets and the like are not told."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = {_folded(name): name for name in package.namelist()}
        workbook = next(target for kind, target in _relations(package, names, "").values() if kind == "officeDocument")
        relations = _relations(package, names, workbook)
        root = etree.fromstring(package.read(names[workbook]), PARSER)
        styles = next((names.get(target, "") for kind, target in relations.values() if kind == "styles"), "")
        sheets = []
        for sheet in root.iterfind("{*}sheets/{*}sheet"):
            key = next((str(sheet.get(name)) for name in sheet.attrib if str(name).endswith("}id")), "")
            kind, target = relations.get(key, ("", ""))
            if kind == "worksheet" and target in names:
                tables = tuple(names[name] for what, name in _relations(package, names, target).values()
                               if what == "table" and name in names)
                sheets.append(SheetPart(str(sheet.get("name")), names[target],
                                        etree.fromstring(package.read(names[target]), PARSER), tables))
    return BookParts(content, names, names[workbook], styles, tuple(sheets))


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _relations(package: zipfile.ZipFile, names: dict[str, str], part: str) -> dict[str, tuple[str, str]]:
    folder, name = posixpath.split(part)
    relations = names.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    if not relations:
        return {}
    return {str(each.get("Id")): (str(each.get("Type", "")).rpartition("/")[2],
                                  _folded(posixpath.normpath(posixpath.join(
                                      "/", folder, unquote(str(each.get("Target", ""))).replace("\\", "/")))))
            for each in etree.fromstring(package.read(relations), PARSER).iterfind("{*}Relationship")
            if each.get("TargetMode") != "External"}


def rows_of(root: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """Each row element with its number."""
    number = 0
    for row in root.iterfind("{*}sheetData/{*}row"):
        number = int(row.get("r") or number + 1)
        yield number, row


def cells_of(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """Each cell element of a row with its column."""
    column = 0
    for cell in row.iterfind("{*}c"):
        said = cell.get("r")
        column = place(str(said))[1] if said else column + 1
        yield column, cell


def place(reference: str) -> Place:
    """`B3` is (3, 2)."""
    found = re.fullmatch(r"\$?([A-Za-z]+)\$?([0-9]+)", reference)
    assert found, reference
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def area(reference: str) -> Area:
    """`B3:C4` or `B3`."""
    first, _, last = reference.partition(":")
    return (*place(first), *place(last or first))


class Areas:
    """Ranges by the rows that they cover, the tall ones apart: some sheets have a hundred thousand."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._tall: list[Area] = []
        self._rows: dict[int, list[Area]] = defaultdict(list)
        for each in areas:
            if each[2] - each[0] > 100:
                self._tall.append(each)
            else:
                for row in range(each[0], each[2] + 1):
                    self._rows[row].append(each)

    def hold(self, row: int, column: int) -> bool:
        """Whether any of them holds the cell."""
        return any(top <= row <= bottom and left <= column <= right
                   for top, left, bottom, right in (*self._tall, *self._rows.get(row, ())))
