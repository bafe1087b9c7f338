"""Looks at the bytes of a workbook before any parser does, and refuses what could harm or mislead one.

Sizes, parts, checksums, entities and how far cells reach: one cell at XFD1048576 makes a parser reserve the whole
grid and die, a file of 2.5 MB can inflate to 1 GB. A register of 100,000 rows passes with room to spare.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from rma_sheets.errors import StoreError

from .addresses import OutOfBounds
from .encoding import holds_tag
from .known import Known, part_key
from .package import fold_part, part_names, workbook_part
from .scan import check_reach

MOST_BYTES = 400_000_000
"""All parts together, inflated. 100,000 rows of 60 columns are about 350 MB."""
MOST_PARTS = 2_000
HIGHEST_RATIO = 200
"""Inflated to packed, the whole file; sheets reach 10 to 30. Small files may exceed it up to `_SMALL` bytes."""
_SMALL = 10_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FORBIDDEN = tuple(mark.encode(encoding) for mark in ("<!DOCTYPE", "<!ENTITY")
                   for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def check_workbook(content: bytes, path: Path, known: Known) -> Mapping[str, bool]:
    """Sheet part, by its name in the zip -> whether it is written the usual way.

    `known` parts are not inflated again, and learns those that were. Raises StoreError for anything but a
    sound workbook.
    """
    _check_format(content, path)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_kind(package, path)
            _check_sizes(package, len(content), path)
            return _check_parts(package, path, known)
    except OutOfBounds as error:
        raise StoreError("excel.out-of-bounds", path=path, place=str(error)) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError,
            KeyError) as error:
        raise StoreError("excel.damaged", path=path, reason=str(error)) from error


def _check_format(content: bytes, path: Path) -> None:
    if not content:
        raise StoreError("excel.empty-file", path=path)
    if content.startswith(_OLE):
        sealed = any(name.encode("utf-16-le") in content for name in ("EncryptedPackage", "DataSpaces"))
        raise StoreError("excel.protected" if sealed else "excel.old-format", path=path)
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise StoreError("excel.damaged" if content.startswith(b"PK") else "excel.not-a-workbook", path=path,
                         reason="zip")


def _check_kind(package: zipfile.ZipFile, path: Path) -> None:
    names = part_names(package)
    if "mimetype" in names and "content.xml" in names:
        raise StoreError("excel.open-document", path=path)
    if "[content_types].xml" not in names:
        raise StoreError("excel.not-a-workbook", path=path)
    try:
        part = workbook_part(package, names)
    except KeyError as error:
        raise StoreError("excel.not-a-workbook", path=path) from error
    if part.endswith(".bin"):
        raise StoreError("excel.binary-format", path=path)
    if not part.startswith("xl/") and b"spreadsheetml" not in package.read(names["[content_types].xml"]):
        raise StoreError("excel.not-a-workbook", path=path)


def _check_sizes(package: zipfile.ZipFile, packed: int, path: Path) -> None:
    parts = package.infolist()
    inflated = sum(part.file_size for part in parts)
    if inflated > MOST_BYTES or inflated > max(packed * HIGHEST_RATIO, _SMALL) or len(parts) > MOST_PARTS:
        raise StoreError("excel.too-large", path=path, megabytes=round(inflated / 1_000_000), parts=len(parts))
    folded = [fold_part(part.filename) for part in parts]
    doubled = sorted({name for name in folded if folded.count(name) > 1})
    if doubled:
        raise StoreError("excel.doubled-part", path=path, part=doubled[0])


def _check_parts(package: zipfile.ZipFile, path: Path, known: Known) -> Mapping[str, bool]:
    keys = {part.filename: part_key(part) for part in package.infolist()}
    for name, key in keys.items():
        if key not in known.parts:
            known.parts[key] = _check_part(package.read(name), name, path)
    return {name: usual for name, key in keys.items() if (usual := known.parts[key]) is not None}


def _check_part(content: bytes, name: str, path: Path) -> bool | None:
    """Whether the sheet is written the usual way; None for what is no sheet.

    Its checksum was compared when it was inflated. XML must not name entities, and the cells of a sheet must not
    reach too far: raises StoreError.
    """
    if not content[:256].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").startswith(b"<"):
        return None
    if (holds_tag(content, b"!") or b"\0" in content[:4]) and any(mark in content for mark in _FORBIDDEN):
        raise StoreError("excel.entities", path=path, part=name)
    if not _is_sheet(content):
        return None
    return check_reach(content)


def _is_sheet(content: bytes) -> bool:
    return any("sheetData".encode(encoding) in content for encoding in ("ascii", "utf-16-le", "utf-16-be"))
