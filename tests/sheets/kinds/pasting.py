"""Copy and cut. PASTE_VALUES takes results, so a formula filled in before in the same batch becomes its value.

That the results are there in the same batch is an assumption about the real service; `doctor --probe` has to ask it.
"""

from __future__ import annotations

from collections.abc import Callable

from ..areas import Area, range_of
from ..book import Book, Json, Sheet
from ..cells import EMPTY, Cell
from ..draft import Draft
from ..errors import invalid
from ..formulas.references import Reference
from ..formulas.results import Value

Paste = Callable[[Cell, Cell, Value], Cell]
"""(what is there, what comes, its result) -> what is there afterwards."""


def _normal(old: Cell, new: Cell, value: Value) -> Cell:
    return new


def _values(old: Cell, new: Cell, value: Value) -> Cell:
    return old.holding(value)


def _format(old: Cell, new: Cell, value: Value) -> Cell:
    return old._replace(format=new.format)


def _no_borders(old: Cell, new: Cell, value: Value) -> Cell:
    format_ = {name: part for name, part in (new.format or {}).items() if name != "borders"}
    return new._replace(format=format_ or None)


def _formula(old: Cell, new: Cell, value: Value) -> Cell:
    return old._replace(value=new.value, formula=new.formula, runs=new.runs)


def _validation(old: Cell, new: Cell, value: Value) -> Cell:
    return old._replace(validation=new.validation)


PASTES: dict[str, Paste] = {"PASTE_NORMAL": _normal, "PASTE_VALUES": _values, "PASTE_FORMAT": _format,
                            "PASTE_NO_BORDERS": _no_borders, "PASTE_FORMULA": _formula,
                            "PASTE_DATA_VALIDATION": _validation}


def copy_paste(draft: Draft, body: Json) -> None:
    paste = _paste(body)
    source = draft.area(body.get("source"))
    wanted = draft.area(body.get("destination"))
    turned = body.get("pasteOrientation") == "TRANSPOSE"
    height, width = (source.width, source.height) if turned else (source.height, source.width)
    target = _target(draft, wanted, height, width)
    taken = _taken(draft.book, source)
    _refuse_merges(draft, source, paste)

    def rule(old: Cell, row: int, column: int) -> Cell:
        down, right = (row - target.top) % height, (column - target.left) % width
        if turned:
            down, right = right, down
        new, value = taken[down][right]
        return paste(old, new.shifted(row - source.top - down, column - source.left - right), value)

    draft.sheet(target.sheet_id).grid.change(target, rule)


def cut_paste(draft: Draft, body: Json) -> None:
    """Formulas stay as they are, and those that point to what was cut point to its new place."""
    paste = _paste(body)
    source = draft.writable(body.get("source"))
    corner = body.get("destination") or {}
    start = Area(corner.get("sheetId") or 0, corner.get("rowIndex") or 0, corner.get("columnIndex") or 0, 0, 0)
    target = start._replace(bottom=start.top + source.height, right=start.left + source.width)
    draft.writable(range_of(target))
    taken = _taken(draft.book, source)
    _refuse_merges(draft, source, paste)
    draft.sheet(source.sheet_id).grid.change(source, lambda cell, row, column: EMPTY)

    def rule(old: Cell, row: int, column: int) -> Cell:
        new, value = taken[row - target.top][column - target.left]
        return paste(old, new, value)

    draft.sheet(target.sheet_id).grid.change(target, rule)
    _let_formulas_follow(draft.book, source, target)


def _paste(body: Json) -> Paste:
    kind = body.get("pasteType") or "PASTE_NORMAL"
    if kind not in PASTES:
        raise invalid(f"The test server does not know {kind}.")
    return PASTES[kind]


def _target(draft: Draft, wanted: Area, height: int, width: int) -> Area:
    """The whole destination where it is a multiple of the source, else as large as the source."""
    bottom = wanted.bottom if wanted.height % height == 0 else wanted.top + height
    right = wanted.right if wanted.width % width == 0 else wanted.left + width
    return draft.writable(range_of(wanted._replace(bottom=bottom, right=right)))


def _taken(book: Book, area: Area) -> list[list[tuple[Cell, Value]]]:
    """The cells with their results, as they are before anything is written."""
    grid, results = book.sheet(area.sheet_id).grid, book.results()
    return [[(grid.get(row, column), results.at(area.sheet_id, row, column) if results else grid.get(row, column).value)
             for column in range(area.left, area.right)] for row in range(area.top, area.bottom)]


def _refuse_merges(draft: Draft, source: Area, paste: Paste) -> None:
    sheet = draft.sheet(source.sheet_id)
    if paste is _normal and any(sheet.area(merge).meets(source) for merge in sheet.merges):
        raise invalid("The test server does not copy merged cells.")


def _let_formulas_follow(book: Book, source: Area, target: Area) -> None:
    for sheet in book.sheets:
        if sheet.grid.has_formulas:
            change = _following(book, sheet, source, target)
            for row, column, formula in list(sheet.grid.formulas()):
                sheet.grid.put(row, column, sheet.grid.get(row, column)._replace(formula=formula.rewritten(change)))


def _following(book: Book, own: Sheet, source: Area, target: Area) -> Callable[[Reference], Reference]:
    def change(reference: Reference) -> Reference:
        area = book.area(reference, own.sheet_id)
        if area is None or not source.holds(area):
            return reference
        down, right = target.top - source.top, target.left - source.left
        moved = [end and end._replace(row=None if end.row is None else end.row + down,
                                      column=None if end.column is None else end.column + right)
                 for end in (reference.first, reference.last)]
        title = reference.title if target.sheet_id == source.sheet_id else book.sheet(target.sheet_id).title
        return Reference(title, moved[0] or reference.first, moved[1])
    return change


KINDS = {"copyPaste": copy_paste, "cutPaste": cut_paste}
