"""One member of a zip, as its record in the directory tells of it (APPNOTE.TXT 6.3.10: 4.3.12, 4.5.3)."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from rma_sheets.adapters.excel.refusal import Refusal

CENTRAL, LOCAL = struct.Struct("<4s6H3I5H2I"), struct.Struct("<4s5H3I2H")
CENTRAL_MARK, LOCAL_MARK = b"PK\x01\x02", b"PK\x03\x04"
FULL, FULL16, ZIP64 = 0xFFFFFFFF, 0xFFFF, 1
"""A number that is told in the zip64 field instead, and that field's kind."""
DESCRIPTOR, UTF8 = 0x8, 0x800
_NEW_DATE = (1 << 5) | 1
"""1980-01-01, where the calendar of zip begins."""


class BadArchive(Refusal):
    """A zip that cannot be read or changed without guessing."""

    def __init__(self, detail: str, part: str = "") -> None:
        super().__init__("damaged", detail, part=part)


@dataclass(frozen=True, slots=True)
class Entry:
    """One member as the directory tells of it.

    `raw_name`, `extra` (without zip64) and `comment` as they stand; `start`: where its local header begins.
    """

    name: str
    raw_name: bytes
    made_by: int
    needed: int
    flags: int
    method: int
    time: int
    date: int
    crc: int
    packed: int
    size: int
    extra: bytes
    comment: bytes
    internal: int
    external: int
    start: int

    @staticmethod
    def new(name: str) -> Entry:
        """A member that was not there."""
        return Entry(name, name.encode(), 20, 20, 0 if name.isascii() else UTF8, 8, 0, _NEW_DATE, 0, 0, 0, b"", b"",
                     0, 0, 0)


def extra_fields(extra: bytes) -> list[tuple[int, bytes]]:
    """The extra fields of a record by their kind; what is no field at all is left out."""
    found, at = [], 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        found.append((kind, extra[at + 4:at + 4 + length]))
        at += 4 + length
    return found


def without_zip64(extra: bytes) -> bytes:
    """The other extra fields; what is no field at all is kept as it is."""
    fields = extra_fields(extra)
    if not any(kind == ZIP64 for kind, _ in fields):
        return extra
    return b"".join(struct.pack("<2H", kind, len(body)) + body for kind, body in fields if kind != ZIP64)
