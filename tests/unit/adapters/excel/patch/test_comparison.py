"""The comparison of `tests.fidelity` finds what a careless writer would do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import load_workbook

from rma_sheets.adapters.excel.patch import patched_workbook
from tests.fidelity.book import read_book
from tests.fidelity.compare import compare
from tests.fidelity.made import ODD, packed, raw_parts
from tests.fidelity.meant import Meant

from .test_formulas import computing

MEANT = Meant("Sheet1", 4, 0, {2: {2: 5}})


def rewrite(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Every member again, with a replacement in one of them."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as out:
        for info in package.infolist():
            text = package.read(info)
            assert info.filename != part or old in text
            out.writestr(info, text.replace(old, new) if info.filename == part else text)
    return result.getvalue()


def good(content: bytes) -> bytes:
    return rewrite(content, "xl/worksheets/sheet1.xml", b'<c r="B2"><v>2</v></c>', b'<c r="B2"><v>5</v></c>')


SHEET = "xl/worksheets/sheet1.xml"
HARM: dict[str, Callable[[bytes], bytes]] = {
    "value": lambda content: rewrite(content, SHEET, b"<v>5</v>", b"<v>6</v>"),
    "other value": lambda content: rewrite(content, SHEET, b"<v>3.5</v>", b"<v>3.25</v>"),
    "formula": lambda content: rewrite(content, SHEET, b"<f>B2*2</f>", b""),
    "cached value": lambda content: rewrite(content, SHEET, b"<v>7</v>", b""),
    "look": lambda content: rewrite(content, SHEET, b'<c r="C2" s="2">', b'<c r="C2">'),
    "look of the written cell": lambda content: rewrite(content, SHEET, b'<c r="B2">', b'<c r="B2" s="1">'),
    "row attribute": lambda content: rewrite(content, SHEET, b'<row r="4" spans="1:4">', b'<row r="4">'),
    "blank cell": lambda content: rewrite(content, SHEET, b'<c r="A4" s="3"/>', b""),
    "declaration": lambda content: rewrite(content, SHEET, b' standalone="yes"', b""),
    "doubled row": lambda content: rewrite(content, SHEET, b"</sheetData>", b'<row r="4"/></sheetData>'),
    "style": lambda content: rewrite(content, "xl/styles.xml", b"<b/>", b"<i/>"),
    "style count": lambda content: rewrite(content, "xl/styles.xml", b"</cellXfs>", b"<xf/></cellXfs>"),
    "other member": lambda content: rewrite(content, "_rels/.rels", b"rId1", b"rId7"),
    "sheet's name": lambda content: rewrite(content, "xl/workbook.xml", b"Sheet1", b"Sheet2"),
    "comment": lambda content: content[:-2] + b"\1\0x",
}


def test_a_good_change_passes() -> None:
    book = read_book(ODD["plain"])
    assert list(compare(book, book.sheets[0], good(ODD["plain"]), MEANT)) == []


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_harm_is_found(harm: Callable[[bytes], bytes]) -> None:
    book = read_book(ODD["plain"])
    assert list(compare(book, book.sheets[0], harm(good(ODD["plain"])), MEANT))


def test_openpyxl_does_not_pass() -> None:
    book, result = read_book(ODD["plain"]), io.BytesIO()
    changed = load_workbook(io.BytesIO(ODD["plain"]))
    changed["Sheet1"]["B2"] = 5
    changed.save(result)
    assert list(compare(book, book.sheets[0], result.getvalue(), MEANT))


def test_a_chain_that_names_a_cell_which_computes_no_more_is_found() -> None:
    content = packed(computing(chain=True))
    book, meant = read_book(content), Meant("Sheet1", 1, 0, {1: {1: 5}}, frozenset({(1, 1)}))
    good_one = patched_workbook(content, [meant.change()])
    assert list(compare(book, book.sheets[0], good_one, meant)) == []
    chain = raw_parts(content)["xl/calcChain.xml"]
    left = packed({**raw_parts(good_one), "xl/calcChain.xml": chain})
    assert any("names a cell that computes no more" in each for each in compare(book, book.sheets[0], left, meant))
