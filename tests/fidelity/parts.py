"""The XML of the parts that were touched: the same but for what had to change.

Both trees are stripped of exactly that, then their canonical forms (C14N, with comments) must be equal. A range may
only grow over the new rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from .book import PARSER, Place, area, cells_of, rows_of
from .meant import Meant

_FOLLOWING = {"dataValidation": "sqref", "conditionalFormatting": "sqref", "ignoredError": "sqref",
              "autoFilter": "ref"}
_NAMES = "{*}definedNames/{*}definedName"
_DECLARATION = re.compile(rb"^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(<\?xml[^>]*\?>)?")


def compare_sheet(before: bytes, after: bytes, meant: Meant) -> Iterator[str]:
    """What differs in a sheet part beside the meant cells."""
    old, new = etree.fromstring(before, PARSER), etree.fromstring(after, PARSER)
    if _head(before) != _head(after):
        yield "declaration or encoding"
    yield from _order(old, new)
    yield from _ranges(old, new, meant)
    touched = {place for place, _ in meant.places()}
    there = {number: {column for column, _ in cells_of(row)} for number, row in rows_of(old)}
    for root in (old, new):
        _strip(root, touched, there, meant)
    if etree.tostring(old, method="c14n", with_comments=True) != etree.tostring(new, method="c14n",
                                                                                with_comments=True):
        yield f"the rest of the sheet: {_first_difference(old, new)}"


def _head(part: bytes) -> bytes:
    found = _DECLARATION.match(part)
    return found[0] if found else b""


def _order(old: etree._Element, new: etree._Element) -> Iterator[str]:
    """Rows and cells stand in their order where they did before, and none is there twice."""
    before = [number for number, _ in rows_of(old)]
    numbers = [number for number, _ in rows_of(new)]
    if len(set(numbers)) != len(numbers) or (before == sorted(before) and numbers != sorted(numbers)):
        yield "rows out of order"
    odd = {number for number, row in rows_of(old) if not _ordered(row)}
    yield from (f"cells of row {number} out of order" for number, row in rows_of(new)
                if number not in odd and not _ordered(row))


def _ordered(row: etree._Element) -> bool:
    columns = [column for column, _ in cells_of(row)]
    return columns == sorted(set(columns))


def _ranges(old: etree._Element, new: etree._Element, meant: Meant) -> Iterator[str]:
    """Ranges may reach over the new rows and no further; they are made equal, so that nothing else may differ."""
    last = max(meant.cells, default=0)
    for ours, theirs in zip(_places(old), _places(new), strict=True):
        (was, put), (now, _) = ours, theirs
        before, after = was.split(), now.split()
        if len(before) != len(after):
            yield f"ranges {was} -> {now}"
            continue
        for one, other in zip(before, after, strict=True):
            if one == other:
                continue
            top, left, bottom, right = area(one)
            if (area(other) != (top, left, area(other)[2], right) or area(other)[2] < last
                                 or bottom < min(meant.last_row, last)):
                yield f"range {one} -> {other}"
        put(now)


def _places(root: etree._Element):  # type: ignore[no-untyped-def]
    """Each list of ranges that may follow, and how to set it."""
    for element in root.iter("{*}dataValidation", "{*}conditionalFormatting", "{*}ignoredError", "{*}autoFilter",
                             "{*}sqref"):
        name = _FOLLOWING.get(etree.QName(element).localname, "")
        if name and element.get(name):
            yield str(element.get(name)), lambda value, element=element, name=name: element.set(name, value)
        elif not name:
            yield element.text or "", lambda value, element=element: setattr(element, "text", value)


def _strip(root: etree._Element, touched: set[Place], there: dict[int, set[int]], meant: Meant) -> None:
    """Takes the meant cells out, rows that were not there, and what a touched row says of its extent."""
    for dimension in root.iterfind("{*}dimension"):
        dimension.set("ref", "")
    for number, row in list(rows_of(root)):
        if number not in meant.cells:
            continue
        for column, cell in list(cells_of(row)):
            cell.set("r", f"{column}")
            if (number, column) in touched or (number > meant.last_row and column not in there.get(number, ())):
                _take(row, cell)
        set_by_somebody = row.get("customHeight") in ("1", "true")
        for name in ("spans", "r") if set_by_somebody else ("spans", "r", "ht"):
            row.attrib.pop(name, None)
        if number not in there:
            _take(row.getparent(), row)
    data = root.find("{*}sheetData")
    if data is not None and not len(data) and not (data.text or "").strip():
        data.text = None


def _take(parent: etree._Element | None, child: etree._Element) -> None:
    """Out of its parent; what stands behind it stays."""
    assert parent is not None
    tail, before = child.tail or "", child.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail or None
    else:
        parent.text = (parent.text or "") + tail or None
    parent.remove(child)


def _first_difference(old: etree._Element, new: etree._Element) -> str:
    for one, other in zip(old.iter(), new.iter(), strict=False):
        if (one.tag, dict(one.attrib), one.text, one.tail) != (other.tag, dict(other.attrib), other.text, other.tail):
            return f"{_shown(one)} -> {_shown(other)}"
    return "one of them is longer"


def _shown(element: etree._Element) -> str:
    return f"{etree.QName(element).localname} {dict(element.attrib)} {(element.text or '')[:40]!r} {element.tail!r}"


def compare_styles(before: bytes, after: bytes) -> Iterator[str]:
    """New formats stand at the end of their lists, the counts are right, all else is as it was.

    An empty list of formats is none: a whole new one may stand in its place.
    """
    old, new = _both(before, after)
    if not len(old):
        return
    for name in ("numFmts", "cellXfs"):
        ours, theirs = old.find(f"{{*}}{name}"), new.find(f"{{*}}{name}")
        if theirs is None:
            continue
        known, items = 0 if ours is None else len(_items(ours)), _items(theirs)
        if theirs.get("count") is not None and len(items) != known and theirs.get("count") != str(len(items)):
            yield f"count of {name}"
        for extra in items[known:]:
            _take(theirs, extra)
        if ours is None:
            _take(new, theirs)
        elif ours.get("count") is not None:
            theirs.set("count", str(ours.get("count")))
        else:
            theirs.attrib.pop("count", None)
    if etree.tostring(old, method="c14n") != etree.tostring(new, method="c14n"):
        yield "styles"


def _both(before: bytes, after: bytes) -> tuple[etree._Element, etree._Element]:
    """Both parts; one with prefixes that nobody declared is read as well as may be, and so is what became of it."""
    try:
        return etree.fromstring(before, PARSER), etree.fromstring(after, PARSER)
    except etree.XMLSyntaxError:
        if _is_sound(before):
            raise
        lenient = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, recover=True)
        return etree.fromstring(before, lenient), etree.fromstring(after, lenient)


def _is_sound(part: bytes) -> bool:
    try:
        etree.fromstring(part, PARSER)
    except etree.XMLSyntaxError:
        return False
    return True


def _items(parent: etree._Element) -> list[etree._Element]:
    """Its elements, comments left out."""
    return list(parent.iterchildren("{*}*"))


def compare_workbook(before: bytes, after: bytes, last: int, *, computes: bool) -> Iterator[str]:
    """Only when to compute, where anything does, and that the name of a filter reaches the `last` row."""
    old, new = etree.fromstring(before, PARSER), etree.fromstring(after, PARSER)
    if _computed_on_load(new) != _computed_on_load(old) and not computes:
        yield "told to compute where nothing does"
    for root in (old, new):
        for calculation in list(root.iterfind("{*}calcPr")):
            calculation.attrib.pop("fullCalcOnLoad", None)
            if not calculation.attrib:
                _take(root, calculation)
    for name, known in zip(new.iterfind(_NAMES), old.iterfind(_NAMES), strict=True):
        if name.get("name") == "_xlnm._FilterDatabase" and name.text == re.sub(r"\d+$", str(last), known.text or ""):
            name.text = known.text
    if etree.tostring(old, method="c14n") != etree.tostring(new, method="c14n"):
        yield "the workbook's part"


def compare_table(before: bytes, after: bytes, meant: Meant) -> Iterator[str]:
    """Only its range and that of its filter, over the new rows."""
    old, new = etree.fromstring(before, PARSER), etree.fromstring(after, PARSER)
    last = max(meant.cells, default=0)
    top, left, _, right = area(str(old.get("ref")))
    columns = {column for cells in meant.cells.values() for column in cells}
    ours = meant.header_row == top and any(left <= column <= right for column in columns)
    if area(str(new.get("ref")))[2] != (last if ours else area(str(old.get("ref")))[2]):
        yield f"table {old.get('ref')} -> {new.get('ref')}"
    for root in (old, new):
        for each in (root, *root.iterfind("{*}autoFilter")):
            if each.get("ref"):
                each.set("ref", re.sub(r"\d+$", "", str(each.get("ref"))))
    if etree.tostring(old, method="c14n") != etree.tostring(new, method="c14n"):
        yield "the table's part"


def _computed_on_load(root: etree._Element) -> bool:
    return any(each.get("fullCalcOnLoad") in ("1", "true") for each in root.iterfind("{*}calcPr"))
