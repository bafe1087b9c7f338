"""The look of the cells that were written: font, fill, border, alignment and protection are those of before."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from .book import BookParts, SheetPart, cells_of, rows_of
from .meant import Meant

_MAY_CHANGE = {"numFmtId", "applyNumberFormat", "quotePrefix"}
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"


def compare_looks(book: BookParts, new: BookParts, sheet: SheetPart, meant: Meant) -> Iterator[str]:
    """The meant cells that were there before and look otherwise now."""
    if not book.styles or not book.read(book.styles).strip():
        return
    before, after = _formats(book), _formats(new)
    if not before:
        return
    changed = next((each for each in new.sheets if each.part == sheet.part), None)
    if changed is None:
        yield "the sheet is gone"
        return
    now = {(number, column): cell for number, row in rows_of(changed.root) for column, cell in cells_of(row)}
    for number, row in rows_of(sheet.root):
        for column, cell in cells_of(row):
            if column in meant.cells.get(number, {}) and (number, column) in now:
                old, found = _look(before, cell), _look(after, now[number, column])
                if old != found:
                    yield f"({number}, {column}) looked {old}, looks {found}"


def _formats(book: BookParts) -> list[etree._Element]:
    """The cell formats; of alternatives the one that every program knows."""
    root = etree.fromstring(book.read(book.styles), etree.XMLParser(recover=True, huge_tree=True))
    listed = root.find("{*}cellXfs")
    found = []
    for each in () if listed is None else listed.iterchildren("{*}*"):
        one = each.find("{*}Fallback/{*}xf") if each.tag == _ALTERNATIVES else each
        if one is not None:
            found.append(one)
    return found


def _look(formats: list[etree._Element], cell: etree._Element) -> tuple[object, ...]:
    index = int(cell.get("s") or 0)
    one = formats[index if index < len(formats) else 0]
    said = {name: value for name, value in one.attrib.items() if name in _SAID - _MAY_CHANGE}
    inside = [(etree.QName(child).localname, dict(child.attrib)) for child in one.iterchildren("{*}*")]
    return said, inside


_SAID = {"numFmtId", "fontId", "fillId", "borderId", "xfId", "quotePrefix", "pivotButton", "applyNumberFormat",
         "applyFont", "applyFill", "applyBorder", "applyAlignment", "applyProtection"}
"""ECMA-376 18.8.45."""
