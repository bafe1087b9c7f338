"""Files that are no sound workbook, made by hand from a sound one: what arrives when something went wrong before us."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound_file(*streams: str) -> bytes:
    """An OLE compound file with these (empty) streams, as [MS-CFB] lays it out: .xls files and locked .xlsx are such.
    """
    header = struct.pack("<8s16sHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
                         0, 1, 1, 0, 4096, _END, 0, _END, 0, 0)
    header += struct.pack("<108I", *([_FREE] * 108))
    fat = struct.pack("<128I", _FAT, _END, *([_FREE] * 126))
    entries = [_entry("Root Entry", 5, 1), *(_entry(name, 2, index + 2 if index + 1 < len(streams) else _FREE)
                                             for index, name in enumerate(streams))]
    return header[:SECTOR] + fat + b"".join(entries).ljust(SECTOR, b"\0")


def _entry(name: str, kind: int, next_one: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    child, right = (next_one, _FREE) if kind == 5 else (_FREE, next_one)
    return struct.pack("<64sHBBIII16sI8s8sIQ", text, len(text), kind, 1, _FREE, right, child, b"", 0, b"", b"",
                       _END, 0)


def parts_of(path: Path) -> dict[str, bytes]:
    """The parts of the workbook by name."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def pack(path: Path, parts: dict[str, bytes]) -> None:
    """Put a workbook together from its parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


def change_part(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """Change one part and leave the others as they are."""
    def act(path: Path) -> None:
        parts = parts_of(path)
        changed = change(parts[name])
        assert changed != parts[name]
        pack(path, parts | {name: changed})
    return act


def bomb(path: Path) -> None:
    """A sheet of 60 MB that takes 60 KB."""
    parts = parts_of(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name, content in parts.items():
            package.writestr(name, content)
        with package.open("xl/worksheets/sheet9.xml", "w", force_zip64=True) as part:
            part.write(b"<worksheet><sheetData>")
            for _ in range(60):
                part.write(b" " * 1_000_000)


def open_document(path: Path) -> None:
    """An .ods under our name."""
    pack(path, {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<office/>"})


def other_zip(path: Path) -> None:
    """Any zip."""
    pack(path, {"holiday.jpg": b"\xff\xd8" * 500})


def word_document(path: Path) -> None:
    """A .docx: the same kind of package, but no workbook."""
    parts = parts_of(path)
    types = parts["[Content_Types].xml"].replace(b"spreadsheetml", b"wordprocessingml").replace(b"xl/", b"word/")
    relations = parts["_rels/.rels"].replace(b"xl/workbook.xml", b"word/document.xml")
    pack(path, {"[Content_Types].xml": types, "_rels/.rels": relations, "word/document.xml": b"<w:document/>"})


def flipped(path: Path) -> None:
    """One byte of a compressed part is another one, as after a bad copy."""
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as package:
        part = package.getinfo("xl/worksheets/sheet1.xml")
    content[part.header_offset + 30 + len(part.filename) + part.compress_size // 2] ^= 0xFF
    path.write_bytes(content)


SHEET = "xl/worksheets/sheet1.xml"


def far_cell(reference: str) -> Callable[[Path], None]:
    """The only cell of the sheet stands there."""
    row = "".join(filter(str.isdigit, reference))
    data = f'<sheetData><row r="{row}"><c r="{reference}"><v>1</v></c></row></sheetData>'.encode()

    def only(sheet: bytes) -> bytes:
        return sheet[:sheet.index(b"<sheetData")] + data + sheet[sheet.index(b"</sheetData>") + len(b"</sheetData>"):]
    return change_part(SHEET, only)
