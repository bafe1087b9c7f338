"""Reading csv files: delimiter, encoding, line numbers, lines that do not fit."""

import contextlib
import gzip
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rma_sheets.adapters.tabular import read_table
from rma_sheets.errors import StoreError
from rma_sheets.model.table import BadLine, Table


def read(tmp_path: Path, content: str | bytes, encoding: str = "utf-8") -> Table:
    path = tmp_path / "orders.csv"
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return read_table(path)


def refused(tmp_path: Path, content: bytes) -> str:
    with pytest.raises(StoreError) as caught:
        read(tmp_path, content)
    return caught.value.reference


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(tmp_path: Path, sign: str) -> None:
    found = read(tmp_path, f"Order{sign}SKU{sign}Qty\n1{sign}A{sign}2\n")
    assert (found.delimiter, found.header, found.rows) == (sign, ("Order", "SKU", "Qty"), (("1", "A", "2"),))


def test_decimal_commas_do_not_hide_a_semicolon(tmp_path: Path) -> None:
    assert read(tmp_path, "Order;Price\n1;2,50\n2;3,50\n3;1,25\n").rows[1] == ("2", "3,50")


def test_a_first_line_of_excel_that_names_the_delimiter_is_no_row(tmp_path: Path) -> None:
    found = read(tmp_path, "sep=;\r\nOrder;SKU\r\n1;A,B,C\r\n")
    assert (found.header, found.lines) == (("Order", "SKU"), (3,))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_found_out(tmp_path: Path, encoding: str) -> None:
    found = read(tmp_path, "Commande,Désignation\n1,Théière 5 €\n", encoding)
    assert found.header == ("Commande", "Désignation")
    assert (found.rows, found.encoding) == ((("1", "Théière 5 €"),), encoding)


def test_bytes_that_windows_does_not_know_are_read_as_latin_1(tmp_path: Path) -> None:
    assert read(tmp_path, b"Order,Item\n1,\xe9\x81\n").encoding == "latin-1"


def test_one_line_of_another_program_does_not_spoil_the_accents_of_all_others(tmp_path: Path) -> None:
    content = "Order,Name\n1,Zoë\n2,Jürgen\n".encode() + "3,Amélie\n".encode("cp1252") + b"4,Bob\n"
    table = read(tmp_path, content)
    assert [row[1] for row in table.rows] == ["Zoë", "Jürgen", "Amélie", "Bob"]
    assert table.encoding == "utf-8, cp1252"


def test_a_long_text_is_not_called_an_open_quotation(tmp_path: Path) -> None:
    assert refused(tmp_path, b"Order,Note\n1,A\n2," + b"x" * 200_000 + b"\n") == "imports.field-too-long"


def test_a_gzip_file_is_known_by_its_content(tmp_path: Path) -> None:
    assert read(tmp_path, gzip.compress(b"Order,SKU\n1,A\n")).rows == (("1", "A"),)


def test_cells_stay_the_text_they_are(tmp_path: Path) -> None:
    assert read(tmp_path, "a,b,c,d\n00123,1E10, 7 ,=1+1\n").rows == (("00123", "1E10", " 7 ", "=1+1"),)


def test_blank_lines_are_skipped_and_line_numbers_stay_true(tmp_path: Path) -> None:
    found = read(tmp_path, 'Order,Item\n\n1,"two\nlines"\n,\n2,B\n')
    assert found.rows == (("1", "two\nlines"), ("2", "B"))
    assert found.lines == (3, 6)


def test_title_lines_above_the_header_are_stepped_over(tmp_path: Path) -> None:
    found = read(tmp_path, "Orders of November\n\nOrder,SKU,Qty\n1,A,2\n2,B,1\n")
    assert (found.header, found.first_line) == (("Order", "SKU", "Qty"), 3)


def test_a_line_that_does_not_fit_is_told_with_its_number_and_not_imported(tmp_path: Path) -> None:
    found = read(tmp_path, "Order,SKU,Qty\n1,A,2\n2,B,C,3\n3,D\n4,E,1,\n")
    assert found.bad_lines == (BadLine(3, 3, 4, 3), BadLine(4, 4, 2, 3))
    assert found.rows == (("1", "A", "2"), ("4", "E", "1"))


def test_a_quotation_that_swallows_lines_is_told_with_the_lines_it_took(tmp_path: Path) -> None:
    found = read(tmp_path, 'Order,SKU,Item\n1,A,x\n2,B,"y\n3,C,z\n4,D,"\n5,E,v\n')
    assert found.bad_lines == (BadLine(3, 5, 3, 3, quote=True),)
    assert found.lines_read == 3


def test_a_quotation_that_swallows_the_file_is_an_error_with_its_line(tmp_path: Path) -> None:
    assert refused(tmp_path, b'Order,SKU\n1,A\n2,"B\n' + b"3,C\n" * 40_000) == "imports.field-too-long"


@pytest.mark.parametrize(("content", "reference"), [
    (b"", "imports.empty"), (b"\n \n", "imports.empty"), (gzip.compress(b"", mtime=0), "imports.empty"),
    (b"Order,SKU,Qty\n", "imports.only-header"), (b"just words\nand more\n", "imports.not-a-table"),
    (b"\x00\x01\x02" * 50, "imports.not-a-table"), (b"\x89PNG\r\n", "imports.not-a-table"),
    (b"a,b\x01\x02\x03\x04,c\x05\x06\n" * 9, "imports.not-a-table"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "imports.old-excel"), (b"%PDF-1.7", "imports.pdf"),
    (b"\xef\xbb\xbf\n<!DOCTYPE html><table>", "imports.web-page"), (b"<HTML>", "imports.web-page"),
    (b"<?xml version='1.0'?>", "imports.xml"), (b'[{"order": 1}]', "imports.json"),
    (gzip.compress(b"Order,SKU\n" * 99, mtime=0)[:30], "imports.damaged"), (b"\xff\xfea", "imports.damaged"),
])
def test_what_is_no_table_is_refused_by_name(tmp_path: Path, content: bytes, reference: str) -> None:
    assert refused(tmp_path, content) == reference


def test_a_gzip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rma_sheets.adapters.tabular.read.LIMIT_MB", 1)
    assert refused(tmp_path, gzip.compress(b"0" * 1_100_000)) == "imports.too-large"


@given(st.sampled_from([b"", b"a,b\n", b"PK\x03\x04", b"\x1f\x8b\x08", b"\xff\xfe", b'"']), st.binary(max_size=200))
def test_any_content_is_a_table_or_one_clear_error(start: bytes, rest: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(StoreError):
        read(Path(folder), start + rest)


def test_a_file_that_is_not_there_or_a_folder_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"imports\.not-found"):
        read_table(tmp_path / "none.csv")
    with pytest.raises(StoreError, match=r"imports\.is-a-folder"):
        read_table(tmp_path)
