"""The records with which a zip ends (APPNOTE.TXT 6.3.10: 4.3.14 to 4.3.16)."""

from __future__ import annotations

import struct

from .entry import FULL, FULL16

END, END64, WHERE64 = struct.Struct("<4s4H2IH"), struct.Struct("<4sQ2H2I4Q"), struct.Struct("<4sIQI")
END_MARK, END64_MARK, WHERE64_MARK = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"


def end_records(count: int, length: int, start: int, comment: bytes) -> list[bytes]:
    """What follows the directory; the large form only where the small one cannot tell it."""
    large = []
    if count >= FULL16 or max(length, start) >= FULL:
        large = [END64.pack(END64_MARK, END64.size - 12, 45, 45, 0, 0, count, count, length, start),
                 WHERE64.pack(WHERE64_MARK, 0, start + length, 1)]
    return [*large, END.pack(END_MARK, 0, 0, min(count, FULL16), min(count, FULL16), min(length, FULL),
                              min(start, FULL), len(comment)) + comment]
