"""The records of a zip's directory, between bytes and values (APPNOTE.TXT 6.3.10: 4.3.7, 4.3.12 to 4.3.16, 4.5.3).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace

_CENTRAL, _LOCAL = struct.Struct("<4s6H3I5H2I"), struct.Struct("<4s5H3I2H")
_END, _END64, _WHERE64 = struct.Struct("<4s4H2IH"), struct.Struct("<4sQ2H2I4Q"), struct.Struct("<4sIQI")
_CENTRAL_MARK, _LOCAL_MARK = b"PK\x01\x02", b"PK\x03\x04"
_END_MARK, _END64_MARK, _WHERE64_MARK = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_FULL, _FULL16, _ZIP64 = 0xFFFFFFFF, 0xFFFF, 1
_DESCRIPTOR, _UTF8 = 0x8, 0x800
_NEW_DATE = (1 << 5) | 1
"""1980-01-01, where the calendar of zip begins."""


class BadArchive(ValueError):
    """A zip that cannot be changed without guessing; the text says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One member as the directory tells of it. `fixed`: the fields of its record that are kept, as packed; `raw_name`,
    `extra` (without zip64) and `comment` as they stand."""

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
        return Entry(name, name.encode(), 20, 20, 0 if name.isascii() else _UTF8, 8, 0, _NEW_DATE, 0, 0, 0, b"", b"",
                     0, 0, 0)


def read_directory(content: bytes) -> tuple[list[Entry], int, bytes]:
    """The entries in their order, where the directory begins, and the comment. Raises BadArchive, struct.error."""
    end = _end_of(content)
    _, disk, first_disk, _, count, length, start, _ = _END.unpack_from(content, end)
    after = end
    if content[max(end - _WHERE64.size, 0):end].startswith(_WHERE64_MARK):
        _, _, at, _ = _WHERE64.unpack_from(content, end - _WHERE64.size)
        mark, _, _, _, disk, first_disk, _, count, length, start = _END64.unpack_from(content, at)
        if mark != _END64_MARK:
            raise BadArchive("damaged zip64 directory")
        after = at
    if disk or first_disk or start + length != after:
        raise BadArchive("bytes between the directory and its end")
    entries, at = [], start
    for _ in range(count):
        entry, at = _entry(content, at)
        entries.append(entry)
    if at != after:
        raise BadArchive("damaged directory")
    return entries, start, content[end + _END.size:]


def _end_of(content: bytes) -> int:
    """Where the last record begins; a comment behind it may look like one."""
    least, at = max(0, len(content) - _END.size - _FULL16), len(content) - _END.size
    while (at := content.rfind(_END_MARK, least, max(at, 0) + 4)) >= 0:
        if at + _END.size + _END.unpack_from(content, at)[-1] == len(content):
            return at
        at -= 1
    raise BadArchive("no directory, or bytes behind it")


def _entry(content: bytes, at: int) -> tuple[Entry, int]:
    (mark, made_by, needed, flags, method, time, date, crc, packed, size, name_length, extra_length, comment_length,
     disk, internal, external, start) = _CENTRAL.unpack_from(content, at)
    if mark != _CENTRAL_MARK or disk not in (0, _FULL16):
        raise BadArchive("damaged directory")
    at += _CENTRAL.size
    raw_name = content[at:at + name_length]
    extra = content[at + name_length:at + name_length + extra_length]
    at += name_length + extra_length
    size, packed, start = _large(extra, size, packed, start)
    name = raw_name.decode("utf-8" if flags & _UTF8 else "cp437", "replace")
    entry = Entry(name, raw_name, made_by, needed, flags, method, time, date, crc, packed, size, _without_zip64(extra),
                  content[at:at + comment_length], internal, external, start)
    return entry, at + comment_length


def local_data(content: bytes, entry: Entry) -> int:
    """Where the compressed bytes begin. Raises BadArchive."""
    mark, *_, name_length, extra_length = _LOCAL.unpack_from(content, entry.start)
    if mark != _LOCAL_MARK:
        raise BadArchive(f"{entry.name}: no header")
    return int(entry.start + _LOCAL.size + name_length + extra_length)


def with_place(entry: Entry, start: int) -> bytes:
    """Its record in the directory, for a local header that begins there."""
    numbers = [each for each in (entry.size, entry.packed, start) if each >= _FULL]
    extra = (struct.pack("<2H", _ZIP64, 8 * len(numbers)) + struct.pack(f"<{len(numbers)}Q", *numbers)
             if numbers else b"") + entry.extra
    return _CENTRAL.pack(_CENTRAL_MARK, entry.made_by, entry.needed, entry.flags, entry.method, entry.time, entry.date,
                         entry.crc, min(entry.packed, _FULL), min(entry.size, _FULL), len(entry.raw_name), len(extra),
                         len(entry.comment), 0, entry.internal, entry.external, min(start, _FULL),
                         ) + entry.raw_name + extra + entry.comment


def with_size(entry: Entry, header: bytes, crc: int, packed: int, size: int) -> tuple[Entry, bytes]:
    """The entry and its local header with other content: the sizes stand in the header, none follows the data."""
    if max(packed, size) >= _FULL:
        raise BadArchive(f"{entry.name}: 4 GB")
    extra = b""
    if header:
        *_, name_length, extra_length = _LOCAL.unpack_from(header)
        extra = _without_zip64(header[_LOCAL.size + name_length:_LOCAL.size + name_length + extra_length])
    fresh = replace(entry, flags=entry.flags & ~_DESCRIPTOR, crc=crc, packed=packed, size=size)
    return fresh, _LOCAL.pack(_LOCAL_MARK, entry.needed, fresh.flags, entry.method, entry.time, entry.date, crc, packed,
                              size, len(entry.raw_name), len(extra)) + entry.raw_name + extra


def end_records(count: int, length: int, start: int, comment: bytes) -> list[bytes]:
    """What follows the directory; the large form only where the small one cannot tell it."""
    large = []
    if count >= _FULL16 or max(length, start) >= _FULL:
        large = [_END64.pack(_END64_MARK, _END64.size - 12, 45, 45, 0, 0, count, count, length, start),
                 _WHERE64.pack(_WHERE64_MARK, 0, start + length, 1)]
    return [*large, _END.pack(_END_MARK, 0, 0, min(count, _FULL16), min(count, _FULL16), min(length, _FULL),
                              min(start, _FULL), len(comment)) + comment]


def _large(extra: bytes, *numbers: int) -> tuple[int, ...]:
    """Size, packed size and place, from the zip64 field where the record has no room for them."""
    field = next((body for kind, body in _fields(extra) if kind == _ZIP64), b"")
    found, at = [], 0
    for number in numbers:
        if number == _FULL:
            (number,) = struct.unpack_from("<Q", field, at)
            at += 8
        found.append(number)
    return tuple(found)


def _without_zip64(extra: bytes) -> bytes:
    """The other extra fields; what is no field at all is kept as it is."""
    if not any(kind == _ZIP64 for kind, _ in _fields(extra)):
        return extra
    return b"".join(struct.pack("<2H", kind, len(body)) + body for kind, body in _fields(extra) if kind != _ZIP64)


def _fields(extra: bytes) -> list[tuple[int, bytes]]:
    found, at = [], 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        found.append((kind, extra[at + 4:at + 4 + length]))
        at += 4 + length
    return found
