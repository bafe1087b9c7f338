"""The splices for one row: cells replaced, put between others, or a whole row that was not there.

A replaced cell keeps its look and what else it says about itself. Refuses a cell that is not a plain one: part of a
merged range or of an array, with a formula that nobody allowed to be overwritten, with a record or picture as value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rma_sheets.adapters.excel.addresses import Place, reference
from rma_sheets.adapters.excel.change import Refusal, SheetChange
from rma_sheets.adapters.excel.heights import fitted_height

from .cellxml import cell_xml, formula_xml
from .formulas import Formulas
from .frame import Frame
from .layout import Layout
from .looks import Looks
from .markup import Splice, attributes, said_true, with_attribute, without_attribute
from .rowcells import Cell, Row

_RICH = ("cm", "vm")
"""Cells whose value is a record, a picture or part of a spilled array (ECMA-376 18.3.1.4)."""

_NOT_COPIED = ("r", "spans", "hidden", "collapsed")
"""What a new row does not take over from the row above."""


@dataclass(slots=True)
class RowWriter:
    """Writes the rows of one sheet. `template`: the row that new ones look like; `removed_formulas`: how many formulas
    are gone afterwards."""

    layout: Layout
    change: SheetChange
    frame: Frame
    looks: Looks
    formulas: Formulas
    template: Row | None
    from_1904: bool
    removed_formulas: int = 0
    _template_cells: Mapping[int, Cell] = field(init=False)

    def __post_init__(self) -> None:
        self._template_cells = {cell.column: cell for cell in self.template.cells} if self.template else {}

    def splices(self, number: int) -> Iterator[Splice]:
        """What is to be changed for that row."""
        row = self.layout.row(number)
        there = {cell.column: cell for cell in row.cells} if row else {}
        styles: dict[int, int] = {}
        cells = dict(self._cells(number, row, there, styles))
        if number in self.change.texts:
            styles = {column: _style(cell) for column, cell in there.items()} | styles
        tag = self._tag(number, row, cells, styles)
        if row is None or row.closed:
            place = (row.start, row.end) if row else (self.layout.place(number),) * 2
            closing = b"</" + self.layout.prefix + b"row>"
            yield *place, tag + b"".join(cells[column] for column in sorted(cells)) + closing
            return
        yield row.start, row.tag_end, tag
        yield from _placed(row, self.layout.prefix, there, cells)

    def _cells(self, number: int, row: Row | None, there: Mapping[int, Cell],
               styles: dict[int, int]) -> Iterator[tuple[int, bytes]]:
        """Column -> the cell as it is to be; `styles` learns their looks."""
        new = number > self.change.last_row
        prefix = self.layout.prefix.decode()
        for column, value in self.change.cells[number].items():
            cell = there.get(column)
            self._check((number, column), cell)
            look = _style(cell) if cell else self._look(row, column, new)
            styles[column] = self.looks.fitting(look, value, self.change.formats.get(column, "") if new else "")
            if cell is not None or value is not None or (new and look):
                yield column, cell_xml(prefix, number, column, value, styles[column], from_1904=self.from_1904,
                                       others=cell.attributes if cell else {})
        if new:
            yield from self._like_above(number, there, styles)

    def _like_above(self, number: int, there: Mapping[int, Cell],
                    styles: dict[int, int]) -> Iterator[tuple[int, bytes]]:
        """The other cells of a new row: the looks of the row above, and its formulas."""
        prefix = self.layout.prefix.decode()
        for column, cell in self._template_cells.items():
            if column in self.change.cells[number] or column in there:
                continue
            formula = self.formulas.of(cell)
            goes_on = formula and self.template and self.formulas.moved(
                formula, (self.template.number, column), (number, column))
            styles[column] = _style(cell)
            if goes_on or styles[column]:
                yield column, formula_xml(prefix, number, column, goes_on or "", styles[column])

    def _look(self, row: Row | None, column: int, new: bool) -> int:
        """The look of a cell that is not there."""
        if new and column in self._template_cells:
            return _style(self._template_cells[column])
        said = row.attributes if row else self.template.attributes if new and self.template else {}
        if said_true(said, "customFormat"):
            return int(said.get("s", "0"))
        return self.frame.style(column)

    def _check(self, place: Place, cell: Cell | None) -> None:
        shown = {"tab": self.change.title, "cell": reference(*place)}
        merged = self.frame.covering(self.frame.merged, *place)
        if merged and merged[:2] != place:
            raise Refusal("cell-merged", **shown)
        if self.frame.covering(self.frame.arrays, *place):
            raise Refusal("cell-array", **shown)
        if cell is None:
            return
        if cell.wrapped or any(name in cell.attributes for name in _RICH):
            raise Refusal("cell-rich", **shown)
        formula = self.formulas.of(cell)
        if formula is None:
            return
        if place not in self.change.over_formulas:
            raise Refusal("cell-formula", **shown)
        if formula.anchor and any(column not in self.change.cells.get(row, {})
                                  for row, column in self.formulas.members(formula)):
            raise Refusal("cell-formula-shared", **shown)
        self.removed_formulas += 1

    def _tag(self, number: int, row: Row | None, cells: Mapping[int, bytes], styles: Mapping[int, int]) -> bytes:
        """The start tag of the row, as wide and as high as it has to be."""
        if row:
            tag = self.layout.text.body[row.start:row.tag_end]
            tag = tag[:-2].rstrip() + b">" if row.closed else tag
        else:
            tag = b"<" + self.layout.prefix + b'row r="%d">' % number
            above = self.template.attributes if self.template and number > self.change.last_row else {}
            for name, value in above.items():
                if name not in _NOT_COPIED and (name != "ht" or said_true(above, "customHeight")):
                    tag = with_attribute(tag, name, value)
        said = row.attributes if row else self.template.attributes if self.template else {}
        if "spans" in said and cells:
            tag = with_attribute(tag, "spans", _spans(said["spans"] if row else "", cells))
        return self._with_height(tag, number, styles)

    def _with_height(self, tag: bytes, number: int, styles: Mapping[int, int]) -> bytes:
        if number not in self.change.texts or said_true(attributes(tag), "customHeight"):
            return tag
        wrapped = ((text, self.frame.width(column)) for column, text in self.change.texts[number].items()
                   if self.looks.wraps(styles.get(column, 0)))
        height = fitted_height(wrapped, self.frame.height)
        return without_attribute(tag, "ht") if height is None else with_attribute(tag, "ht", f"{height:g}")


def _placed(row: Row, prefix: bytes, there: Mapping[int, Cell], cells: Mapping[int, bytes]) -> Iterator[Splice]:
    """Replaced where they stand, new ones before the next cell."""
    end = row.cells[-1].end if row.cells else row.tag_end
    followers: dict[int, Cell] = {}
    for column in sorted(cells):
        if column in there:
            yield there[column].start, there[column].end, cells[column]
            continue
        after = next((cell for cell in row.cells if cell.column > column), None)
        at = after.start if after else end
        yield at, at, cells[column]
        if after and not after.wrapped and after.column not in cells:
            followers[after.column] = after
    for cell in followers.values():
        if "r" not in cell.attributes:  # it counted on the cell before it, which is another one now
            name_end = cell.start + len(prefix) + 2
            yield name_end, name_end, b' r="%s"' % reference(row.number, cell.column).encode()


def _style(cell: Cell | None) -> int:
    return int(cell.attributes.get("s", "0")) if cell else 0


def _spans(known: str, cells: Mapping[int, bytes]) -> str:
    """`1:30`, wide enough for those columns too; several runs become one."""
    numbers = [int(number) for run in known.split() for number in run.split(":")]
    return f"{min([*numbers, *cells])}:{max([*numbers, *cells])}"
