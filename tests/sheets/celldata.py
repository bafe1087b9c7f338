"""CellData in and out: what a mask names of it, written to a cell; a cell told as Google tells it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import masks
from .book import Json
from .cells import Cell, extended
from .colours import with_twins
from .errors import invalid
from .formulas.formula import Formula, formula
from .formulas.results import Value, tidy
from .masks import Mask
from .shown import shown

LONGEST = 50_000
"""Characters in a cell (limits page)."""

READ_ONLY = frozenset({"effectiveValue", "formattedValue", "effectiveFormat", "hyperlink", "dataSourceFormula"})


def content(given: Json | None) -> Value | Formula:
    """ExtendedValue -> content. Texts are taken as they are; only formulaValue is a formula."""
    if not given:
        return None
    if len([value for value in given.values() if value is not None]) != 1 or "errorValue" in given:
        raise invalid("userEnteredValue must be one of a number, a text, a boolean or a formula.")
    kind, value = next((kind, value) for kind, value in given.items() if value is not None)
    if kind == "formulaValue":
        if not value.startswith("="):
            raise invalid(f"Formula must start with '=': {value}")
        return formula(value)
    return tidy(value) if kind == "numberValue" else checked(value)


def checked(value: Any) -> Any:
    """A content that is not too long."""
    if isinstance(value, str) and len(value) > LONGEST:
        raise invalid(f"Your input contains more than the maximum of {LONGEST} characters in a single cell.")
    return value


def write_mask(fields: str | None) -> Mask:
    """The mask of updateCells and its like; what cannot be written is refused."""
    mask = masks.needed(fields)
    masks.check(mask, "CellData")
    refused = (set(mask) - {"*"} - set(_WRITERS)) | (set(mask) & READ_ONLY)
    if refused:
        raise invalid(f"The test server cannot write {', '.join(sorted(refused))}.")
    return {name: {} for name in _WRITERS} if "*" in mask else mask


def written(cell: Cell, data: Json, mask: Mask) -> Cell:
    """The cell with every field of the mask taken from `data`; absent there means cleared."""
    for name, inner in mask.items():
        cell = _WRITERS[name](cell, data.get(name), inner)
    return cell


def _value(cell: Cell, given: Any, _inner: Mask) -> Cell:
    return cell.holding(content(given))


def _format(cell: Cell, given: Any, inner: Mask) -> Cell:
    """Named parts are merged into the format; a colour written in its old field drops the newer one."""
    before = dict(cell.format or {})
    for name in inner:
        before.pop(f"{name}Style", None)
        before.pop(name.removesuffix("Style"), None)
    new = masks.write(before, given or {}, inner) if inner else (given or {})
    return cell._replace(format=with_twins(new) or None)


def _note(cell: Cell, given: Any, _inner: Mask) -> Cell:
    return cell._replace(note=given or "")


def _validation(cell: Cell, given: Any, _inner: Mask) -> Cell:
    return cell._replace(validation=given or None)


def _runs(cell: Cell, given: Any, _inner: Mask) -> Cell:
    return cell._replace(runs=tuple(with_twins(given or [])))


_WRITERS: dict[str, Callable[[Cell, Any, Mask], Cell]] = {
    "userEnteredValue": _value, "userEnteredFormat": _format, "note": _note, "dataValidation": _validation,
    "textFormatRuns": _runs,
}


def teller(mask: Mask, locale: str) -> Callable[[Cell, Value], Json]:
    """(cell, its result) -> CellData with the fields that the mask names."""
    names = _TELLERS if not mask or "*" in mask else [name for name in mask if name in _TELLERS]
    fields = [(name, _TELLERS[name], masks.under(mask, name) or {}) for name in names]

    def told(cell: Cell, value: Value) -> Json:
        parts = ((name, tell(cell, value, locale), inner) for name, tell, inner in fields)
        return {name: masks.cut(part, inner) if inner else part for name, part, inner in parts if part is not None}
    return told


def _entered(cell: Cell) -> Json | None:
    if cell.formula is not None:
        return {"formulaValue": str(cell.formula)}
    return None if cell.value is None else extended(cell.value)


def _effective_format(cell: Cell) -> Json | None:
    return dict(cell.format) if cell.format else None


_TELLERS: dict[str, Callable[[Cell, Value, str], Any]] = {
    "userEnteredValue": lambda cell, _value, _locale: _entered(cell),
    "effectiveValue": lambda _cell, value, _locale: None if value is None else extended(value),
    "formattedValue": lambda cell, value, locale: None if value is None else shown(value, cell.number_format, locale),
    "userEnteredFormat": lambda cell, _value, _locale: dict(cell.format) if cell.format else None,
    "effectiveFormat": lambda cell, _value, _locale: _effective_format(cell),
    "note": lambda cell, _value, _locale: cell.note or None,
    "dataValidation": lambda cell, _value, _locale: dict(cell.validation) if cell.validation else None,
    "textFormatRuns": lambda cell, _value, _locale: list(cell.runs) or None,
}
