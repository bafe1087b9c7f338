"""The workbook's own part: when to compute, and how far the names of filters reach.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openpyxl.utils.cell import absolute_coordinate

from rma_sheets.adapters.excel.archive import Pieces

from .growth import Growth
from .markup import ATTRIBUTES, attributes, said_true, start_tags, with_attribute
from .text import Splice, Text, read_text, spliced

_BEFORE_CALCULATION = re.compile(rb"</((?:[\w.-]+:)?)(?:sheets|functionGroups|externalReferences|definedNames)\s*>"
                                 rb"|<((?:[\w.-]+:)?)(?:functionGroups|externalReferences|definedNames)\s*/>")
"""ECMA-376 18.2.27: calcPr follows these."""
_NAME = re.compile(rb"(<(?:[\w.-]+:)?definedName(?=[\s/>])" + ATTRIBUTES + rb">)([^<]*)<")


def changed_workbook(part: bytes, growths: dict[int, Growth], *, recalculate: bool) -> Pieces | None:
    """The workbook's own part; `growths`: position of a tab -> how it grew. None where nothing changes."""
    text = read_text(part)
    splices = [splice for hit in _NAME.finditer(text.tags) for splice in _filter_name(text, hit, growths)]
    if recalculate:
        splices += _recalculated(text)
    return spliced(text, splices) if splices else None


def _recalculated(text: Text) -> Iterator[Splice]:
    found = start_tags(b"calcPr").search(text.tags)
    if found:
        if not said_true(attributes(found[0]), "fullCalcOnLoad"):
            yield found.start(), found.end(), with_attribute(found[0], "fullCalcOnLoad", "1")
        return
    after = list(_BEFORE_CALCULATION.finditer(text.tags))
    if after:
        prefix = after[-1][1] or after[-1][2] or b""
        yield after[-1].end(), after[-1].end(), b'<%scalcPr fullCalcOnLoad="1"/>' % prefix


def _filter_name(text: Text, found: re.Match[bytes], growths: dict[int, Growth]) -> Iterator[Splice]:
    """Excel keeps the range of a sheet's filter under a hidden name too."""
    said = attributes(found[1])
    growth = growths.get(int(said.get("localSheetId", "-1")))
    if growth is None or said.get("name") != "_xlnm._FilterDatabase":
        return
    sheet, sign, area = text.body[found.start(2):found.end(2)].decode().rpartition("!")
    try:
        after = growth.filter(area.replace("$", ""))
    except ValueError:  # a name that was broken before
        return
    if after != area.replace("$", ""):
        yield found.start(2), found.end(2), f"{sheet}{sign}{absolute_coordinate(after)}".encode()


def holds_formula(part: bytes) -> bool:
    """Whether a sheet part computes anything."""
    return re.search(rb"<(?:[\w.-]+:)?f[\s>/]", read_text(part).tags) is not None
