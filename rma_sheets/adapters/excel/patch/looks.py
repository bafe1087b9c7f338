"""The list of cell formats, to which new ones are added at the end; the ones that are there stay as they are.

A cell keeps its format unless its value would not show in it: a date needs a date format, a number must not show as a
date, an identifier wants the text format, and text that looks like a formula is marked as text (quotePrefix), so that
editing the cell in Excel leaves it text. ECMA-376 18.8.9, 18.8.10, 18.8.30, 18.8.45.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

from rma_sheets.adapters.excel import formats
from rma_sheets.adapters.excel.archive import Pieces
from rma_sheets.adapters.excel.cells import LIKE_A_FORMULA
from rma_sheets.adapters.excel.package import parse_part
from rma_sheets.model.values import CellValue

from .cellxml import escaped
from .markup import ATTRIBUTES, attributes, said_true, with_attribute
from .text import Splice, Text, read_text, spliced

GENERAL = "General"
_FIRST_OWN = 164
"""Number formats below belong to the programs."""

_ROOT = re.compile(rb"<((?:[\w.-]+:)?)styleSheet(?=[\s/>])" + ATTRIBUTES + b">")
_START = re.compile(rb"<[\w.:-]+" + ATTRIBUTES + b"/?>")
_WRAPS = re.compile(rb"""\swrapText\s*=\s*["'](?:1|true)""")


@dataclass(frozen=True, slots=True)
class _List:
    """An element with a count and children of one kind. `tag`, `tag_end`, `end`: where it begins, its start tag ends,
    and its end tag begins; without content `end` is `tag_end`. `items` are its children as they are written."""

    tag: int
    tag_end: int
    end: int
    items: tuple[bytes, ...]


class Looks:
    """The formats of one workbook; `changed` gives the part with what was added."""

    def __init__(self, part: bytes) -> None:
        """Raises ValueError for a part that is no list of styles."""
        parse_part(part)    # what is found below is only right in XML that is
        self._text = read_text(part)
        root = _ROOT.search(self._text.tags)
        xfs = _list(self._text, root[1], b"cellXfs", b"xf") if root else None
        if not root or xfs is None:
            raise ValueError("styles")
        self._prefix, self._root_end, self._xfs_list = root[1], root.end(), xfs
        self._formats_list = _list(self._text, root[1], b"numFmts", b"numFmt")
        self._xfs, self._new_formats = list(xfs.items), dict[str, int]()
        self._codes = dict(BUILTIN_FORMATS)
        for item in self._formats_list.items if self._formats_list else ():
            said = attributes(item)
            self._codes[int(said["numFmtId"])] = said.get("formatCode", GENERAL)
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
        grown = [(self._xfs_list, b"cellXfs", added)]
        if numbers:
            none = _List(self._root_end, self._root_end, self._root_end, ())
            grown.append((self._formats_list or none, b"numFmts", [each.encode() for each in numbers]))
        splices = [splice for found, name, items in grown for splice in self._grown(found, name, items)]
        return spliced(self._text, splices)

    def _grown(self, found: _List, name: bytes, items: Sequence[bytes]) -> Iterator[Splice]:
        """A list with more items and a count that is right."""
        body, whole = self._text.body, self._prefix + name
        tag = body[found.tag:found.tag_end] or b"<%s>" % whole
        opened = tag[:-2].rstrip() + b">" if tag.endswith(b"/>") else tag
        yield found.tag, found.tag_end, with_attribute(opened, "count", str(len(found.items) + len(items)))
        empty = tag.endswith(b"/>") or found.tag == found.tag_end
        yield found.end, found.end, b"".join(items) + (b"</%s>" % whole if empty else b"")

    def _adapted(self, style: int, value: CellValue, marked: bool, new_format: str) -> int:
        if value is None or not 0 <= style < len(self._xfs):
            return style
        said = attributes(_tag(self._xfs[style]))
        shown = self._codes.get(int(said.get("numFmtId", "0")), GENERAL)
        wanted = _wanted(shown, value, new_format)
        changes = {} if wanted == shown else {"numFmtId": str(self._number_of(wanted)), "applyNumberFormat": "1"}
        if marked != said_true(said, "quotePrefix"):
            changes["quotePrefix"] = str(int(marked))
        return self._with(style, changes) if changes else style

    def _with(self, style: int, changes: dict[str, str]) -> int:
        """The number of that format with those attributes, made if it was not made before."""
        known = len(self._xfs_list.items)
        tag = changed = _tag(self._xfs[style])
        for name, value in changes.items():
            changed = with_attribute(changed, name, value)
        made = changed + self._xfs[style][len(tag):]
        if made not in self._xfs[known:]:
            self._xfs.append(made)
        return known + self._xfs[known:].index(made)

    def _number_of(self, code: str) -> int:
        number = next((number for number, each in self._codes.items() if each == code), None)
        if number is None:
            number = self._new_formats[code] = max(_FIRST_OWN - 1, *self._codes) + 1
            self._codes[number] = code
        return number


def _wanted(shown: str, value: CellValue, new_format: str) -> str:
    """The number format in which the value shows as what it is."""
    if isinstance(value, str):
        return formats.TEXT if new_format == formats.TEXT and shown == GENERAL else shown
    if isinstance(value, date | time):
        if is_date_format(shown) and not is_timedelta_format(shown):
            return shown
        return new_format if is_date_format(new_format) else _format_of(value)
    return GENERAL if is_date_format(shown) else shown


def _format_of(value: date | time) -> str:
    if isinstance(value, time):
        return formats.TIME
    return formats.MOMENT if isinstance(value, datetime) else formats.DATE


def _list(text: Text, prefix: bytes, name: bytes, item: bytes) -> _List | None:
    tag = re.search(b"<" + re.escape(prefix) + name + ATTRIBUTES + b"(/?)>", text.tags)
    if not tag:
        return None
    if tag[1]:
        return _List(tag.start(), tag.end(), tag.end(), ())
    end = re.compile(b"</" + re.escape(prefix) + name + rb"\s*>").search(text.tags, tag.end())
    if not end:
        raise ValueError(name.decode())
    whole = re.compile(b"<" + re.escape(prefix + item) + rb"(?=[\s/>])" + ATTRIBUTES + b"(?:/>|>.*?</"
                       + re.escape(prefix + item) + rb"\s*>)", re.DOTALL)
    items = tuple(text.body[found.start():found.end()] for found in whole.finditer(text.tags, tag.end(), end.start()))
    return _List(tag.start(), tag.end(), end.start(), items)


def _tag(element: bytes) -> bytes:
    """The start tag of an element."""
    found = _START.match(element)
    assert found    # noqa: S101  (elements are found by their start tag)
    return found[0]
