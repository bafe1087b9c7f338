"""The list of cell formats, to which new ones are added at the end; the ones that are there stay as they are.

A cell keeps its format unless its value would not show in it: a date needs a date format, a number must not show as a
date, an identifier wants the text format, and text that looks like a formula is marked as text (quotePrefix), so that
editing the cell in Excel leaves it text. ECMA-376 18.8.9, 18.8.10, 18.8.30, 18.8.45.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rma_sheets.adapters.excel.archive import Pieces
from rma_sheets.adapters.excel.cells import LIKE_A_FORMULA
from rma_sheets.adapters.excel.package import check_well_formed
from rma_sheets.model.values import CellValue

from .itemlist import ItemList, read_list
from .markup import ATTRIBUTES, attributes, escaped, said_true, with_attribute, without_attribute
from .showing import BUILT_IN, GENERAL, format_showing
from .text import read_text, spliced

_FIRST_OWN = 164
"""Number formats below belong to the programs."""

_DECLARED = frozenset({
    "numFmtId", "fontId", "fillId", "borderId", "xfId", "quotePrefix", "pivotButton", "applyNumberFormat", "applyFont",
    "applyFill", "applyBorder", "applyAlignment", "applyProtection"})
"""Attributes of a cell format (ECMA-376 18.8.45); others that somebody's program left are not copied into new ones."""

_ROOT = re.compile(rb"<((?:[\w.-]+:)?)styleSheet(?=[\s/>])" + ATTRIBUTES + b">")
_START = re.compile(rb"<[\w.:-]+" + ATTRIBUTES + b"/?>")
_WRAPS = re.compile(rb"""\swrapText\s*=\s*["'](?:1|true)""")


class Looks:
    """The formats of one workbook; `changed` gives the part with what was added."""

    def __init__(self, part: bytes, used: Callable[[int], int]) -> None:
        """`used`: how many formats the cells ask for, where so many are known. Raises ValueError: no list of styles."""
        check_well_formed(part)     # what is found below is only right in XML that is
        self._text = read_text(part)
        root = _ROOT.search(self._text.tags)
        xfs = read_list(self._text, root[1], b"cellXfs", b"xf") if root else None
        if not root or xfs is None:
            raise ValueError("styles")
        self._prefix, self._root_end, self._xfs_list = root[1], root.end(), xfs
        self._formats_list = read_list(self._text, root[1], b"numFmts", b"numFmt")
        self._xfs, self._new_formats = list(xfs.items), dict[str, int]()
        self._codes: dict[int, str] = dict(BUILT_IN)
        for item in self._formats_list.items if self._formats_list else ():
            said = attributes(item)
            self._codes[int(said["numFmtId"])] = said.get("formatCode", GENERAL)
        self._used = used
        self._fitting: dict[tuple[object, ...], int] = {}

    def wraps(self, style: int) -> bool:
        """Whether text in such a cell runs over several lines."""
        return style < len(self._xfs) and _WRAPS.search(self._xfs[style]) is not None

    def fitting(self, style: int, value: CellValue, new_format: str) -> int:
        """The format for that value, by default the same; `new_format` is wanted where there is none (empty: none)."""
        marked = isinstance(value, str) and value.startswith(LIKE_A_FORMULA)
        key = (style, type(value), marked, new_format)
        if key not in self._fitting:
            self._fitting[key] = self._adapted(style, value, marked, new_format)
        return self._fitting[key]

    def changed(self) -> Pieces | None:
        """The part with the formats that were added at the end of their lists; None where there are none."""
        added, codes = self._xfs[len(self._xfs_list.items):], self._new_formats
        if not added:
            return None
        numbers = [f'<{self._prefix.decode()}numFmt numFmtId="{number}" formatCode="{escaped(code, quotes=True)}"/>'
                   for code, number in codes.items()]
        splices = [*self._xfs_list.grown(self._text, added)]
        if numbers:
            none = ItemList(self._prefix + b"numFmts", self._root_end, self._root_end, self._root_end)
            splices += (self._formats_list or none).grown(self._text, [each.encode() for each in numbers])
        return spliced(self._text, splices)

    def _adapted(self, style: int, value: CellValue, marked: bool, new_format: str) -> int:
        if value is None or not self._xfs:
            return style
        given, style = style, style if style < len(self._xfs) else 0    # for one that is not there, the first is shown
        said = attributes(_tag(self._xfs[style]))
        shown = self._codes.get(int(said.get("numFmtId", "0")), GENERAL)
        wanted = format_showing(value, shown, new_format)
        changes = {} if wanted == shown else {"numFmtId": str(self._number_of(wanted)), "applyNumberFormat": "1"}
        if marked != said_true(said, "quotePrefix"):
            changes["quotePrefix"] = str(int(marked))
        return self._with(style, changes) if changes else given

    def _with(self, style: int, changes: dict[str, str]) -> int:
        """The number of that format with those attributes, made if it was not made before."""
        tag = changed = _tag(self._xfs[style])
        for name in attributes(tag).keys() - _DECLARED:
            changed = changed if name.startswith("xmlns") else without_attribute(changed, name)
        for name, value in changes.items():
            changed = with_attribute(changed, name, value)
        made = changed + self._xfs[style][len(tag):]
        if made not in self._xfs:
            asked = self._used(len(self._xfs)) - len(self._xfs) if len(self._xfs) == len(self._xfs_list.items) else 0
            self._xfs += [self._xfs[0]] * asked     # or cells that name a format beyond the list would get this one
            self._xfs.append(made)
        return self._xfs.index(made)

    def _number_of(self, code: str) -> int:
        number = next((number for number, each in self._codes.items() if each == code), None)
        if number is None:
            number = self._new_formats[code] = max(_FIRST_OWN - 1, *self._codes) + 1
            self._codes[number] = code
        return number


def _tag(element: bytes) -> bytes:
    """The start tag of an element."""
    found = _START.match(element)
    assert found    # noqa: S101  (elements are found by their start tag)
    return found[0]
