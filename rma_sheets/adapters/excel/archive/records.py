"""The records of a member, from an entry to bytes (APPNOTE.TXT 6.3.10: 4.3.7, 4.3.12, 4.5.3)."""

from __future__ import annotations

import struct
from dataclasses import replace

from .entry import CENTRAL, CENTRAL_MARK, DESCRIPTOR, FULL, LOCAL, LOCAL_MARK, ZIP64, BadArchive, Entry, without_zip64


def with_place(entry: Entry, start: int) -> bytes:
    """Its record in the directory, for a local header that begins there."""
    numbers = [each for each in (entry.size, entry.packed, start) if each >= FULL]
    extra = (struct.pack("<2H", ZIP64, 8 * len(numbers)) + struct.pack(f"<{len(numbers)}Q", *numbers)
             if numbers else b"") + entry.extra
    return CENTRAL.pack(CENTRAL_MARK, entry.made_by, entry.needed, entry.flags, entry.method, entry.time, entry.date,
                         entry.crc, min(entry.packed, FULL), min(entry.size, FULL), len(entry.raw_name), len(extra),
                         len(entry.comment), 0, entry.internal, entry.external, min(start, FULL),
                         ) + entry.raw_name + extra + entry.comment


def with_size(entry: Entry, header: bytes, crc: int, packed: int, size: int) -> tuple[Entry, bytes]:
    """The entry and its local header with other content: the sizes stand in the header, none follows the data."""
    if max(packed, size) >= FULL:
        raise BadArchive("4 GB", entry.name)
    extra = b""
    if header:
        *_, name_length, extra_length = LOCAL.unpack_from(header)
        extra = without_zip64(header[LOCAL.size + name_length:LOCAL.size + name_length + extra_length])
    fresh = replace(entry, flags=entry.flags & ~DESCRIPTOR, crc=crc, packed=packed, size=size)
    return fresh, LOCAL.pack(LOCAL_MARK, entry.needed, fresh.flags, entry.method, entry.time, entry.date, crc, packed,
                              size, len(entry.raw_name), len(extra)) + entry.raw_name + extra
