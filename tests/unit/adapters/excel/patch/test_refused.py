"""What is not patched is told by its reason, in words of the catalogue and in every language."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rma_sheets.adapters.excel.change import SheetChange
from rma_sheets.adapters.excel.write import patched
from rma_sheets.errors import StoreError
from tests.fidelity.made import DECLARED, NAMESPACE, ROWS, packed, parts, relations, sheet
from tests.unit.adapters.excel.helper import sentences

PLAIN = parts()
REFUSED = {
    "damaged": (packed(PLAIN)[:-30], b"MZ" + packed(PLAIN), packed(PLAIN | {"xl/styles.xml": b"<styleSheet><"}),
                packed(PLAIN | {"xl/workbook.xml": b"<workbook>"}),
                packed(parts(sheet(ROWS.replace('r="A2"', 'r="A7"'))))),
    "doubled-part": (packed(PLAIN | {"XL/Worksheets/sheet1.xml": b"<x/>"}), packed(PLAIN | {"xl\\styles.xml": b"<x/>"})),
    "doubled-cell": (packed(parts(sheet(ROWS + '<row r="2"><c r="F2"/></row>'))),
                     packed(parts(sheet(ROWS.replace('<c r="A2"', '<c r="A2"/><c r="A2"'))))),
    "unusual-sheet": (packed(parts(sheet(ROWS.replace('<row r="4"', '<x:row r="3"><x:c r="A3"/></x:row><row r="4"'),
                                         namespaces=f' xmlns:x="{NAMESPACE}"'))),
                      packed(parts(sheet().replace(NAMESPACE, "urn:else")))),
    "signed": (packed(PLAIN | {"_rels/.rels": (DECLARED + relations(
        ("officeDocument", "xl/workbook.xml"), ("origin", "_xmlsignatures/origin.sigs"))).encode()}),),
    "shared-workbook": (packed(PLAIN | {"xl/revisions/revisionHeaders.xml": b"<headers/>", "xl/_rels/workbook.xml.rels": (
        DECLARED + relations(("worksheet", "worksheets/sheet1.xml"), ("revisionHeaders", "revisions/revisionHeaders.xml"))
        ).encode()}),),
    "no-such-sheet": (packed(PLAIN | {"xl/workbook.xml": PLAIN["xl/workbook.xml"].replace(b"Sheet1", b"Other")}),),
}


@pytest.mark.parametrize(("reason", "content"), [(reason, each) for reason, contents in REFUSED.items() for each in contents])
def test_what_is_refused_says_why_and_what_to_do(reason: str, content: bytes) -> None:
    with pytest.raises(StoreError) as refused:
        patched(content, [SheetChange("Sheet1", 4, {2: {2: 5}})], Path("returns.xlsx"))
    assert refused.value.reference == f"excel.{reason}"
    assert len(sentences(refused.value)) == 4


@pytest.mark.parametrize("place", [(1_048_577, 1), (2, 16_385)])
def test_a_cell_that_no_sheet_has_is_refused(place: tuple[int, int]) -> None:
    with pytest.raises(StoreError) as refused:
        patched(packed(PLAIN), [SheetChange("Sheet1", 4, {place[0]: {place[1]: 5}})], Path("returns.xlsx"))
    assert refused.value.reference == "excel.sheet-full"
    assert len(sentences(refused.value)) == 4


@pytest.mark.parametrize("after", ["<oops>", "</worksheet><more/>"])
def test_a_sheet_that_is_no_xml_around_its_rows_is_damaged(after: str) -> None:
    content = packed(parts(sheet(after=after)))
    with pytest.raises(StoreError, match="damaged"):
        patched(content, [SheetChange("Sheet1", 4, {2: {2: 5}})], Path("returns.xlsx"))


def test_a_fault_of_ours_is_not_told_as_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rma_sheets.adapters.excel.patch.door.patched_sheet", lambda *_, **__: {}["fault"])
    with pytest.raises(StoreError) as refused:
        patched(packed(PLAIN), [SheetChange("Sheet1", 4, {2: {2: 5}})], Path("returns.xlsx"))
    assert refused.value.reference == "excel.not-understood"
    assert len(sentences(refused.value)) == 4


def test_a_list_of_contents_that_is_one_closed_element_is_damage() -> None:
    bare = {name: part for name, part in PLAIN.items() if name != "xl/styles.xml"}
    content = packed(bare | {"[Content_Types].xml": b"<Types/>", "xl/_rels/workbook.xml.rels": (
        DECLARED + relations(("worksheet", "worksheets/sheet1.xml"))).encode()})
    with pytest.raises(StoreError, match="damaged"):
        patched(content, [SheetChange("Sheet1", 4, {2: {2: date(2026, 11, 23)}})], Path("returns.xlsx"))
