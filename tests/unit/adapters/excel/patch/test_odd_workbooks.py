"""Every odd workbook, every sheet: the meant cells change, and nothing else does."""

from __future__ import annotations

import pytest

from rma_sheets.adapters.excel.archive import Codec, fastest_codec, zlib_codec
from rma_sheets.adapters.excel.change import SheetChange
from rma_sheets.adapters.excel.patch import patched_workbook
from tests.fidelity.book import read_book
from tests.fidelity.compare import compare
from tests.fidelity.made import ODD, raw_parts
from tests.fidelity.meant import meant_for


@pytest.mark.parametrize("codec", [zlib_codec(), fastest_codec()], ids=lambda codec: codec.name)
@pytest.mark.parametrize("name", ODD)
def test_only_the_meant_cells_change(name: str, codec: Codec) -> None:
    book = read_book(ODD[name])
    assert book.sheets
    for sheet in book.sheets:
        meant = meant_for(book, sheet)
        assert len(list(meant.places())) > 5
        assert list(compare(book, sheet, patched_workbook(ODD[name], [meant.change()], codec), meant)) == []


@pytest.mark.parametrize("name", ODD)
def test_patching_twice_is_patching_once(name: str) -> None:
    book = read_book(ODD[name])
    changes = [meant_for(book, sheet).change() for sheet in book.sheets]
    once = patched_workbook(ODD[name], changes)
    again = [SheetChange(each.title, max(each.cells), each.cells, each.header_row) for each in changes]
    assert raw_parts(patched_workbook(once, again)) == raw_parts(once)


def test_no_change_is_the_same_file() -> None:
    for content in ODD.values():
        assert patched_workbook(content, []) == content
