"""Reading .xlsx files, and what is refused before a parser sees it."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from rma_sheets.adapters.tabular import read_table
from rma_sheets.errors import StoreError

SHEET = "xl/worksheets/sheet1.xml"


def save(path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def with_part(path: Path, name: str, content: bytes) -> Path:
    """The same workbook with one part replaced or added."""
    source = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            if part != name:
                target.writestr(part, source.read(part))
        target.writestr(name, content)
    return path


def refused(path: Path) -> str:
    with pytest.raises(StoreError) as caught:
        read_table(path)
    return caught.value.reference


def test_a_workbook_keeps_numbers_dates_and_text_apart(tmp_path: Path) -> None:
    path = save(tmp_path / "orders.xlsx", ("Order", "SKU", "Qty", "Price", "Day", "At"),
                ("00123", 85123, 6.0, 2.55, date(2026, 11, 22), datetime(2026, 11, 22, 8, 26)))
    assert read_table(path).rows == (
        ("00123", 85123, 6, 2.55, date(2026, 11, 22), datetime(2026, 11, 22, 8, 26)),)


def test_titles_blank_rows_and_row_numbers_of_the_sheet(tmp_path: Path) -> None:
    found = read_table(save(tmp_path / "orders.xlsx", ("Orders",), (), ("Order", "SKU", "Qty"), (1, "A", 2), (),
                            (2, "B", 1)))
    assert (found.header, found.first_line, found.lines, found.sheet) == (("Order", "SKU", "Qty"), 3, (4, 6), "Sheet")


def test_the_name_of_the_file_does_not_matter(tmp_path: Path) -> None:
    assert read_table(save(tmp_path / "orders.csv", ("Order", "SKU"), (1, "A"))).rows == ((1, "A"),)


def test_an_empty_first_sheet_is_passed_over(tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("Data").append(("Order", "SKU"))
    book["Data"].append((1, "A"))
    book.save(tmp_path / "orders.xlsx")
    assert read_table(tmp_path / "orders.xlsx").sheet == "Data"


def test_of_several_sheets_the_one_that_fits_best_is_taken_and_of_equal_ones_the_first(tmp_path: Path) -> None:
    book = Workbook()
    for title, header in (("Sheet", "Words"), ("Cover", "About"), ("Old", "SKU"), ("New", "SKU")):
        sheet = book.active if title == "Sheet" else book.create_sheet(title)
        sheet.append((None,))
        sheet.append((header, "Qty"))
        sheet.append((title, 1))
    book.create_sheet("Blank")
    book["Cover"].sheet_state = "hidden"
    book.save(tmp_path / "orders.xlsx")

    def fit(title: str, header: Sequence[str]) -> tuple[int, ...]:
        assert title != "Cover"
        return (header.count("SKU"),)

    assert read_table(tmp_path / "orders.xlsx", fit).rows == (("Old", 1),)
    assert read_table(tmp_path / "orders.xlsx").sheet == "Sheet"


def test_a_workbook_without_a_table_is_said_so(tmp_path: Path) -> None:
    assert refused(save(tmp_path / "a.xlsx")) == "imports.empty"
    assert refused(save(tmp_path / "b.xlsx", ("Order", "SKU"))) == "imports.only-header"
    assert refused(save(tmp_path / "c.xlsx", ("words",), ("more",))) == "imports.not-a-table"


def test_a_truncated_workbook_is_damaged(tmp_path: Path) -> None:
    path = save(tmp_path / "orders.xlsx", ("Order", "SKU"), (1, "A"))
    path.write_bytes(path.read_bytes()[:-200])
    assert refused(path) == "imports.damaged"


def test_a_part_that_is_no_xml_is_damaged(tmp_path: Path) -> None:
    path = save(tmp_path / "orders.xlsx", ("Order", "SKU"), (1, "A"))
    assert refused(with_part(path, "xl/workbook.xml", b"not xml")) == "imports.damaged"


def test_a_workbook_that_swells_is_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "orders.xlsx", ("Order", "SKU"), (1, "A"))
    assert refused(with_part(path, "xl/sharedStrings.xml", b" " * 20_000_000)) == "imports.too-large"


@pytest.mark.parametrize("part", [SHEET, "xl/other/sheet9.xml"])
@pytest.mark.parametrize("reference", [b'r="XFD1048576"', b"r = 'XFD1048576'", b'r\n=\n"XFD1048576"'])
def test_one_cell_far_out_is_refused_before_the_grid_is_laid_out(tmp_path: Path, reference: bytes, part: str) -> None:
    path = save(tmp_path / "orders.xlsx", ("Order", "SKU"), (1, "A"))
    sheet = (b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
             b'<row r="1048576"><c %s><v>1</v></c></row></sheetData></worksheet>' % reference)
    assert refused(with_part(path, part, sheet)) == "imports.too-wide"


def test_other_archives_are_told_apart(tmp_path: Path) -> None:
    for name, reference in (("mimetype", "imports.open-document"), ("orders.csv", "imports.packed")):
        with zipfile.ZipFile(tmp_path / "x.zip", "w") as package:
            package.writestr(name, b"content")
        assert refused(tmp_path / "x.zip") == reference
