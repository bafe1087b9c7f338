"""Random sheets, random edits: the values that openpyxl says, everything else untouched.

The sheets are written in every way that XML and ECMA-376 allow: rows and cells with and without `r`, in any order where
they have one, prefixes, quotes, entities, CDATA, comments, shared formulas, blank elements.
"""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from rma_sheets.adapters.excel import stretches
from rma_sheets.adapters.excel.change import SheetChange
from rma_sheets.adapters.excel.patch import patched_workbook
from rma_sheets.adapters.excel.stretches import STRETCH
from tests.fidelity.book import cells_of, read_book, rows_of
from tests.fidelity.compare import compare
from tests.fidelity.made import NAMESPACE, packed, parts
from tests.fidelity.meant import Meant
from tests.fidelity.reading import compare_reading

LETTERS = "ABCDEFG"
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("<>&\"' \n_x"), min_size=1, max_size=12)
VALUES = (TEXTS | st.integers(-10**14, 10**14) | st.booleans() | st.none()
          | st.floats(-1e12, 1e12).map(lambda each: float(f"{each:.12g}"))
          | st.dates(date(1900, 3, 1), date(2100, 1, 1)) | st.times().map(lambda each: each.replace(microsecond=0, second=0))
          | st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)).map(lambda each: each.replace(microsecond=0, second=0)))


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@st.composite
def cell(draw: Any, row: int, column: int, prefix: str, named: bool) -> str:
    """One cell element, one of the ways to write it."""
    quote = draw(st.sampled_from("\"'"))
    said = f" r={quote}{LETTERS[column - 1]}{row}{quote}" if named else ""
    said += draw(st.sampled_from(["", f" s={quote}1{quote}", "\n s=\"3\"", ' s="2"']))
    kind = draw(st.sampled_from(["number", "text", "cdata", "entity", "formula", "bool", "error", "blank", "open", "comment"]))
    inside = {"number": ("", "<p:v>4.5</p:v>"), "text": ("inlineStr", f"<p:is><p:t>{escaped(draw(TEXTS))}</p:t></p:is>"),
              "cdata": ("inlineStr", '<p:is><p:t><![CDATA[<c r="A1"> & </c>]]></p:t></p:is>'),
              "entity": ("inlineStr", "<p:is><p:t>&#60;row&gt;&#x41;</p:t></p:is>"),
              "formula": ("", "<p:f>A1&amp;\"&lt;\"</p:f><p:v>1</p:v>"), "bool": ("b", "<p:v>1</p:v>"),
              "error": ("e", "<p:v>#N/A</p:v>"), "comment": ("", '<!-- </c><row r="1"> --><p:v>7</p:v>')}
    if kind == "blank":
        return f"<{prefix}c{said}/>"
    kind_said, content = inside.get(kind, ("", ""))
    said += f" t={quote}{kind_said}{quote}" if kind_said else ""
    return f"<{prefix}c{said}{draw(st.sampled_from(['', ' ']))}>{content.replace('p:', prefix)}</{prefix}c>"


@st.composite
def sheets(draw: Any) -> str:
    """One sheet part."""
    prefix = draw(st.sampled_from(["", "x:", "ss.1:"]))
    in_order = draw(st.booleans())
    numbers = draw(st.lists(st.integers(1, 9), unique=True, max_size=6))
    rows, last = [], 0
    for number in sorted(numbers) if in_order else numbers:
        columns = draw(st.lists(st.integers(1, 7), unique=True, max_size=5))
        cells, before = [], 0
        for column in sorted(columns):
            cells.append(draw(cell(number, column, prefix, column != before + 1 or draw(st.booleans()))))
            before = column
        named = f' r="{number}"' if number != last + 1 or draw(st.booleans()) else ""
        last = number
        spans = draw(st.sampled_from(["", ' spans="1:7"', ' ht="20" customHeight="1"', " s='1' customFormat='1'"]))
        gap = draw(st.sampled_from(["", "\n  ", "<!-- <row r=\"1\"/> -->", "<?pi <row> ?>"]))
        body = "".join(cells)
        rows.append(f"{gap}<{prefix}row{named}{spans}>{body}</{prefix}row>" if body or draw(st.booleans())
                    else f"{gap}<{prefix}row{named}{spans}/>")
    name = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    return f'<{prefix}worksheet {name}="{NAMESPACE}"><{prefix}sheetData>{"".join(rows)}</{prefix}sheetData></{prefix}worksheet>'


@settings(max_examples=150)
@given(sheets(), st.dictionaries(st.tuples(st.integers(1, 12), st.integers(1, 9)), VALUES, min_size=1, max_size=6))
def test_the_meant_cells_change_and_nothing_else(part: str, edits: dict[tuple[int, int], Any]) -> None:
    content = packed(parts(part))
    book = read_book(content)
    computing = {(number, column) for number, row in rows_of(book.sheets[0].root) for column, each in cells_of(row)
                 if each.find("{*}f") is not None}
    last = max((number for number, row in rows_of(book.sheets[0].root) if any(len(each) for _, each in cells_of(row))), default=0)
    cells: dict[int, dict[int, Any]] = {}
    for (row, column), value in edits.items():
        if (row, column) not in computing:
            cells.setdefault(row, {})[column] = value
    meant = Meant("Sheet1", last, 0, cells)
    after = patched_workbook(content, [SheetChange("Sheet1", last, cells)])
    assert list(compare(book, book.sheets[0], after, meant)) == []


@settings(max_examples=150)
@given(sheets(), st.sampled_from([1, STRETCH]))
def test_what_is_read_stands_where_it_stands(part: str, stretch: int) -> None:
    book = read_book(packed(parts(part)))
    with patch.object(stretches, "STRETCH", stretch):
        assert list(compare_reading(book, book.sheets[0], Path("random.xlsx"))) == []


@given(VALUES)
def test_a_value_comes_back(value: str | int | float | bool | date | datetime | time | None) -> None:
    book = read_book(packed(parts(f'<worksheet xmlns="{NAMESPACE}"><sheetData/></worksheet>')))
    after = patched_workbook(book.content, [SheetChange("Sheet1", 0, {3: {2: value}})])
    assert list(compare(book, book.sheets[0], after, Meant("Sheet1", 0, 0, {3: {2: value}}))) == []
