"""Looks at the bytes of a workbook before any parser does, and refuses what could harm or mislead one.

Sizes, parts, checksums and entities: a file of 2.5 MB can inflate to 1 GB. How far the cells of a sheet reach is looked
at where it is read (`scan`). A register of 100,000 rows passes with room to spare.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from rma_sheets.errors import StoreError

from .archive import Archive, fastest_codec, read_archive
from .guard_part import check_part
from .known import Known, part_key
from .package import part_names, workbook_part
from .problems import as_store_error

MOST_BYTES = 400_000_000
"""All parts together, inflated. 100,000 rows of 60 columns are about 350 MB."""
MOST_PARTS = 2_000
HIGHEST_RATIO = 200
"""Inflated to packed, the whole file; sheets reach 10 to 30. Small files may exceed it up to `_SMALL` bytes."""
_SMALL = 10_000_000
_LONGEST_END = 70_000
"""A zip ends with a record and a comment of 65,535 bytes at most; one may stand behind a program that unpacks it."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def check_workbook(content: bytes, path: Path, known: Known) -> tuple[Archive, Collection[str]]:
    """The members of the zip, and which of them are sheet parts.

    `known` parts are not inflated again, and learns those that were. Raises StoreError for anything but a
    sound workbook.
    """
    _check_format(content, path)
    with as_store_error(path):
        package = read_archive(content, fastest_codec())
        _check_kind(package, path)
        _check_sizes(package, path)
        return package, _check_parts(package, path, known)


def _check_format(content: bytes, path: Path) -> None:
    if not content:
        raise StoreError("excel.empty-file", path=path)
    if content.startswith(_OLE):
        sealed = any(name.encode("utf-16-le") in content for name in ("EncryptedPackage", "DataSpaces"))
        raise StoreError("excel.protected" if sealed else "excel.old-format", path=path)
    if not content.startswith(b"PK") and b"PK\x05\x06" not in content[-_LONGEST_END:]:
        raise StoreError("excel.not-a-workbook", path=path)


def _check_kind(package: Archive, path: Path) -> None:
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


def _check_sizes(package: Archive, path: Path) -> None:
    inflated = sum(member.entry.size for member in package.members.values())
    if inflated > MOST_BYTES or inflated > max(len(package.content) * HIGHEST_RATIO, _SMALL) or len(
            package.members) > MOST_PARTS:
        raise StoreError("excel.too-large", path=path, megabytes=round(inflated / 1_000_000),
                         parts=len(package.members))


def _check_parts(package: Archive, path: Path, known: Known) -> Collection[str]:
    keys = {name: part_key(member.entry) for name, member in package.members.items()}
    for name, key in keys.items():
        if key not in known.parts:
            content = package.read(name)
            known.parts[key] = check_part(content, name, path)
            if known.parts[key]:
                package.keep(name, content)
    return [name for name, key in keys.items() if known.parts[key]]
