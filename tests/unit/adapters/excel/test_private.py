"""Valid workbooks over which the reader stumbles are read as they are meant."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rma_sheets.adapters.excel.workbook import open_workbook
from rma_sheets.errors import StoreError
from tests.fidelity.made import ODD, packed, parts, raw_parts, relations, sheet

from .helper import cell, change_parts

WORKBOOK, RELATIONS = Path("r.xlsx"), "xl/_rels/workbook.xml.rels"


@pytest.mark.parametrize("target", ["./worksheets/sheet1.xml", "../xl/worksheets/sheet1.xml", "worksheets\\sheet1.xml",
                                    "/xl/worksheets/sheet1.xml"])
def test_a_sheet_is_found_whatever_way_leads_to_it(target: str) -> None:
    members = parts(sheet()) | {RELATIONS: relations(("worksheet", target), ("styles", "styles.xml")).encode()}
    grid = open_workbook(packed(members), WORKBOOK).grids(["Sheet1"])["Sheet1"]
    assert grid == open_workbook(packed(parts(sheet())), WORKBOOK).grids(["Sheet1"])["Sheet1"]


def test_alternatives_count_once_whatever_the_part_is_called() -> None:
    members = raw_parts(ODD["alternatives-in-styles"])
    renamed = {{"xl/styles.xml": "xl/formats.xml"}.get(name, name): part.replace(b"styles.xml", b"formats.xml")
               for name, part in members.items()}
    grids = [open_workbook(packed(each), WORKBOOK).grids(["Sheet1"])["Sheet1"].rows for each in (members, renamed)]
    assert grids[0] == grids[1]
    assert any(isinstance(value, date) for row in grids[1] for value in row)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("hidden", [b"<!--%s-->", b"%s"])
def test_alternatives_without_an_end_cost_nothing(path: Path, hidden: bytes) -> None:
    many = hidden % (b"<a:AlternateContent >" * 100_000)
    change_parts(path, lambda name, part: part + many if name == "xl/styles.xml" else part)
    assert cell(path, "order_no") == "00123"


@pytest.mark.parametrize("blanks", [3, 300, 30_000])
def test_blanks_in_front_hide_nothing_from_the_guard(path: Path, blanks: int) -> None:
    change_parts(path, lambda name, part: b" " * blanks + b'<!DOCTYPE x [<!ENTITY e "x">]>' + part
                 if name == "xl/worksheets/sheet1.xml" else part)
    with pytest.raises(StoreError, match=r"excel\.entities"):
        cell(path, "order_no")
