"""What the parts around a sheet say of it, after it has changed: its tables, its filter's name, when to compute.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from openpyxl.utils.cell import absolute_coordinate

from rma_sheets.adapters.excel.package import fold_part, parse_part

from .change import Refusal, SheetChange
from .follow import Growth, filter_range
from .frame import read_range
from .markup import ATTRIBUTES, Pieces, Splice, Text, attributes, read_text, spliced, with_attribute

_TABLE = re.compile(rb"<(?:[\w.-]+:)?table(?=[\s/>])" + ATTRIBUTES + b"/?>")
_FILTER = re.compile(rb"<(?:[\w.-]+:)?autoFilter(?=[\s/>])" + ATTRIBUTES + b"/?>")
_CALCULATION = re.compile(rb"<(?:[\w.-]+:)?calcPr(?=[\s/>])" + ATTRIBUTES + b"/?>")
_BEFORE_CALCULATION = re.compile(rb"</((?:[\w.-]+:)?)(?:sheets|functionGroups|externalReferences|definedNames)\s*>"
                                 rb"|<((?:[\w.-]+:)?)(?:functionGroups|externalReferences|definedNames)\s*/>")
"""ECMA-376 18.2.27: calcPr follows these."""
_NAME = re.compile(rb"(<(?:[\w.-]+:)?definedName(?=[\s/>])" + ATTRIBUTES + rb">)([^<]*)<")
_ROOT_END = re.compile(rb"</((?:[\w.-]+:)?)[\w.-]+\s*>\s*$")
_OVERRIDE = re.compile(rb"<(?:[\w.-]+:)?Override(?=\s)" + ATTRIBUTES + b"/>")
_RELATION = re.compile(rb"<(?:[\w.-]+:)?Relationship(?=\s)" + ATTRIBUTES + b"/>")


def table_area(part: bytes) -> tuple[str, bool]:
    """The range of a table, and whether a row of totals is its last. Raises ValueError."""
    parse_part(part)
    found = _TABLE.search(read_text(part).tags)
    said = attributes(found[0]) if found else {}
    if "ref" not in said:
        raise ValueError("table")
    return said["ref"], said.get("totalsRowCount", "0") not in ("0", "")


def grown_table(part: bytes, area: str) -> Pieces:
    """The table over that area, its filter with it."""
    text = read_text(part)
    found = [hit for pattern in (_TABLE, _FILTER) for hit in [pattern.search(text.tags)] if hit]
    return spliced(text, [_with(text, hit, "ref", area) for hit in found])


def is_of_register(area: str, change: SheetChange) -> bool:
    """Whether that table holds the rows that change, and is not one that the shop keeps beside them."""
    top, left, _, right = read_range(area)
    columns = {column for cells in change.cells.values() for column in cells} | set(change.formats)
    return top == change.header_row and any(left <= column <= right for column in columns)


def check_headers(areas: Iterable[str], change: SheetChange) -> None:
    """Raises Refusal for a change in the headers of a table, which its part tells too."""
    for area in areas:
        top, left, _, right = read_range(area)
        if any(left <= column <= right for column in change.cells.get(top, {})):
            raise Refusal("table-header", tab=change.title, row=top)


def check_room(bottom: int, last: int, left: int, right: int, others: Iterable[str], change: SheetChange) -> None:
    """Raises Refusal where a table that grows from `bottom` to `last` would run into another one."""
    for area in others:
        top, first, end, final = read_range(area)
        if top <= last and end > bottom and first <= right and final >= left:
            raise Refusal("table-below", tab=change.title, row=top)


def workbook_part(part: bytes, growths: dict[int, Growth], *, recalculate: bool) -> Pieces | None:
    """The workbook's own part; `growths`: position of a tab -> how it grew. None where nothing changes."""
    text = read_text(part)
    splices = [splice for hit in _NAME.finditer(text.tags) for splice in _filter_name(text, hit, growths)]
    if recalculate:
        splices += _recalculated(text)
    return spliced(text, splices) if splices else None


def _recalculated(text: Text) -> Iterator[Splice]:
    found = _CALCULATION.search(text.tags)
    if found:
        if attributes(found[0]).get("fullCalcOnLoad", "0") not in ("1", "true"):
            yield _with(text, found, "fullCalcOnLoad", "1")
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
        after = filter_range(area.replace("$", ""), growth)
    except ValueError:  # a name that was broken before
        return
    if after != area.replace("$", ""):
        yield found.start(2), found.end(2), f"{sheet}{sign}{absolute_coordinate(after)}".encode()


def without_override(part: bytes, name: str) -> Pieces:
    """The list of contents without that part."""
    text = read_text(part)
    return spliced(text, [(hit.start(), hit.end(), b"") for hit in _OVERRIDE.finditer(text.tags)
                          if fold_part(attributes(hit[0]).get("PartName", "")) == fold_part(name)])


def without_relation(part: bytes, kind: str) -> Pieces:
    """The relationships without those of that kind."""
    text = read_text(part)
    return spliced(text, [(hit.start(), hit.end(), b"") for hit in _RELATION.finditer(text.tags)
                          if attributes(hit[0]).get("Type", "").rpartition("/")[2] == kind])


def with_override(part: bytes, name: str, kind: str) -> Pieces:
    """The list of contents with one part more."""
    text = read_text(part)
    content_type = f"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"
    return _with_child(text, f'Override PartName="{name}" ContentType="{content_type}"')


def with_relation(part: bytes, target: str, kind: str) -> Pieces:
    """The relationships with one more, under an id that is free."""
    text = read_text(part)
    known = {said.get("Id", ""): said for hit in _RELATION.finditer(text.tags) for said in [attributes(hit[0])]}
    free = next(name for number in range(1, len(known) + 2) if (name := f"rId{number}") not in known)
    family = next(iter(known.values()))["Type"].rpartition("/")[0]  # strict workbooks have names of their own
    return _with_child(text, f'Relationship Id="{free}" Type="{family}/{kind}" Target="{target}"')


def _with_child(text: Text, element: str) -> Pieces:
    """An element more before the end of the root."""
    end = list(_ROOT_END.finditer(text.tags))[-1]
    return spliced(text, [(end.start(), end.start(), b"<%s%s/>" % (end[1], element.encode()))])


def holds_formula(part: bytes) -> bool:
    """Whether a sheet part computes anything."""
    return re.search(rb"<(?:[\w.-]+:)?f[\s>/]", read_text(part).tags) is not None


def _with(text: Text, found: re.Match[bytes], name: str, value: str) -> Splice:
    return found.start(), found.end(), with_attribute(text.body[found.start():found.end()], name, value)
