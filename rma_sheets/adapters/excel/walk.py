"""The careful way through a sheet part, by expat, for parts that are not written the usual way.

Any encoding, prefix, quote or comment; rows without a reference follow the one before, cells the one before in their
row, as readers do.
"""

from __future__ import annotations

from xml.parsers import expat

from .addresses import Place, Range, read_range, read_reference
from .encoding import in_utf8
from .sheetfacts import MOST_AT_ONCE, TELLING_NUMBER, SheetScan, bounded, bounded_merged


def walk_sheet(content: bytes, most: int = MOST_AT_ONCE) -> SheetScan:
    """As `scan.scan_sheet`: raises OutOfBounds beyond `most` cells, ValueError for a part that is not well-formed."""
    walker = _Walker(most)
    try:
        walker.parser.Parse(in_utf8(content)[0], True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    return SheetScan(walker.formulas, walker.errors, bounded_merged(walker.merged), walker.numbers,
                     tuple(walker.arrays), tuple(walker.linked))


class _Walker:
    """Where the parser is: the cell, what it holds so far, and what was found before."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.formulas: dict[Place, str] = {}
        self.errors: dict[Place, str] = {}
        self.numbers: dict[Place, str] = {}
        self.merged: list[Range] = []
        self.arrays: list[Range] = []
        self.linked: list[Range] = []
        self.reach: Place = (0, 0)
        self._row = self._column = 0
        self._of_row = 0
        self._kind, self._filled, self._computed = "n", False, False
        self._text: list[str] = []
        self.parser = expat.ParserCreate("utf-8")     # whatever its declaration says
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        reference = attributes.get("r")
        if name == "c":
            self._row, self._column = read_reference(reference) if reference else (self._of_row, self._column + 1)
            self._kind, self._filled, self._computed = attributes.get("t", "n"), False, False
            self._text.clear()
            if "cm" in attributes or "vm" in attributes:
                self.linked.append((self._row, self._column) * 2)
        elif name in ("v", "is", "f"):
            self._filled, self._computed = True, self._computed or name == "f"
            if name == "f" and attributes.get("t") in ("array", "dataTable") and "ref" in attributes:
                self.arrays.append(read_range(attributes["ref"]))
            if name == "v":
                self.parser.CharacterDataHandler = self._text.append
        elif name == "row":
            self._of_row, self._column = int(reference) if reference else self._of_row + 1, 0
        elif name == "mergeCell":
            self.merged.append(read_range(attributes.get("ref", "A1")))

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "v":
            self.parser.CharacterDataHandler = None
        elif name == "c" and self._filled:
            place, text = (self._row, self._column), "".join(self._text)
            if place[0] > self.reach[0] or place[1] > self.reach[1]:
                self.reach = bounded(max(place[0], self.reach[0]), max(place[1], self.reach[1]), self._most)
            if self._computed:
                self.formulas[place] = self._kind
            elif self._kind == "e":
                self.errors[place] = text
            elif self._kind == "n" and TELLING_NUMBER.fullmatch(text):
                self.numbers[place] = text
