"""Files that are no register: each has its own sentence, in every language, and nothing is touched."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from rma_sheets.errors import StoreError
from tests.workbooks import make_workbook

from .helper import add_cells, change_parts, files_beside, powerless, sentences, store_on

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(**parts: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return packed.getvalue()


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-400])


def bit_flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        part = package.getinfo("xl/worksheets/sheet1.xml")
        content[part.header_offset + 30 + len(part.filename) + part.compress_size // 2] ^= 0xFF
    path.write_bytes(content)


def with_dtd(path: Path) -> None:
    dtd = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    change_parts(path, lambda name, content: dtd + content if name.endswith("sheet1.xml") else content)


def bomb(path: Path) -> None:
    change_parts(path, lambda name, content: content.replace(b"</sheetData>", b" " * 60_000_000 + b"</sheetData>")
                 if name.endswith("sheet1.xml") else content)


def padded(path: Path) -> None:
    comment = b"<!--" + b"x" * 3_000_000 + b"--></sheetData>"
    change_parts(path, lambda name, content: content.replace(b"</sheetData>", comment)
                 if name.endswith("sheet1.xml") else content)


def many_parts(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as package:
        for number in range(2100):
            package.writestr(f"xl/media/{number}.bin", b"")


def doubled_part(path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/worksheets/sheet1.xml", b"<worksheet/>")


def no_workbook_part(path: Path) -> None:
    change_parts(path, lambda name, content: None if name == "xl/workbook.xml" else content)


BAD_CONTENT = {
    "empty-file": b"",
    "not-a-workbook": b"Order no;SKU\n10023;MUG-01\n",
    "protected": OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
    "old-format": OLE + bytes(600) + "Workbook".encode("utf-16-le"),
    "open-document": zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": b"<x/>"}),
    "binary-format": zipped(**{"[Content_Types].xml": b"<Types/>", "xl__workbook.bin": b"", "_rels__.rels":
                               b'<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.bin"/>'
                               b"</Relationships>"}),
}

BAD_CHANGES: list[tuple[str, Callable[[Path], None]]] = [
    ("damaged", truncated), ("damaged", bit_flipped), ("entities", with_dtd), ("too-large", bomb), ("padded", padded),
    ("too-large", many_parts), ("doubled-part", doubled_part), ("not-a-workbook", no_workbook_part),
    ("out-of-bounds", lambda path: add_cells(path, b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    ("out-of-bounds", lambda path: add_cells(path, b'<row r="9"><c r="A99999999999"><v>1</v></c></row>')),
    ("out-of-bounds", lambda path: add_cells(path, b'<row r="9"><c r="AAAA9"><v>1</v></c></row>')),
    ("out-of-bounds", lambda path: add_cells(path, b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>")),
]


def refused(path: Path) -> StoreError:
    with pytest.raises(StoreError) as told:
        store_on(path).read()
    assert all(sentences(told.value))
    return told.value


@pytest.mark.parametrize("kind", BAD_CONTENT)
def test_a_file_of_another_kind_is_named_for_what_it_is(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "returns.xlsx"
    path.write_bytes(BAD_CONTENT[kind])
    assert refused(path).reference == f"excel.{kind}"
    assert path.read_bytes() == BAD_CONTENT[kind]


@pytest.mark.parametrize("content", [b"<html><table><tr><td>Order no</td></tr></table></html>", b"PK is a short name",
                                     zipped(**{"word__document.xml": b"<x/>"})])
def test_html_and_other_zips_are_no_workbooks(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "returns.xlsx"
    path.write_bytes(content)
    assert refused(path).reference in ("excel.not-a-workbook", "excel.damaged")


@pytest.mark.parametrize(("kind", "spoil"), BAD_CHANGES, ids=[f"{kind}-{at}" for at, (kind, _) in
                                                              enumerate(BAD_CHANGES)])
def test_a_workbook_that_could_harm_its_reader_is_refused(tmp_path: Path, kind: str,
                                                          spoil: Callable[[Path], None]) -> None:
    path = make_workbook(tmp_path / "returns.xlsx")
    spoil(path)
    assert refused(path).reference == f"excel.{kind}"
    assert files_beside(path) == ["returns.xlsx"]


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.xlsx").reference == "excel.no-such-file"
    assert refused(tmp_path / "no" / "none.xlsx").reference == "excel.no-such-file"
    assert refused(tmp_path).reference == "excel.folder"


@pytest.mark.skipif(os.name == "nt", reason="file modes are those of POSIX")
def test_a_file_that_may_not_be_read_is_told(open_folder: Path) -> None:
    path = make_workbook(open_folder / "returns.xlsx")
    path.chmod(0)
    with powerless():
        assert refused(path).reference == "excel.no-permission"


def test_a_register_of_70000_order_rows_passes_the_guard(tmp_path: Path) -> None:
    row = b'<row r="%d">' + b"".join(b'<c r="%c%%d" t="inlineStr"><is><t>536365</t></is></c>' % letter
                                     for letter in b"ABCDEFGHIJKLMNO") + b"</row>"
    rows = b"".join(row % ((number,) * 16) for number in range(2, 70_002))
    path = make_workbook(tmp_path / "returns.xlsx", tables=False)
    change_parts(path, lambda name, content: content.replace(b"</sheetData>", rows + b"</sheetData>")
                 if name == "xl/worksheets/sheet2.xml" else content)
    assert len(store_on(path).read().tab("orders").rows) == 70_000


def test_a_name_with_a_slip_says_the_nearest_workbook_of_the_folder(tmp_path: Path) -> None:
    make_workbook(tmp_path / "returns.xlsx")
    (tmp_path / "~$returns.xlsx").touch()
    assert "did you mean returns.xlsx?" in sentences(refused(tmp_path / "retruns.xlsx"))[1]
    assert "did you mean" not in sentences(refused(tmp_path / "stock.xlsx"))[1]
