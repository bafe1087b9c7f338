"""The directory of a zip, from bytes to entries (APPNOTE.TXT 6.3.10: 4.3.7, 4.3.12 to 4.3.16, 4.5.3)."""

from __future__ import annotations

import struct

from .endrecords import END, END64, END64_MARK, END_MARK, WHERE64, WHERE64_MARK
from .entry import (
    CENTRAL,
    CENTRAL_MARK,
    FULL,
    FULL16,
    LOCAL,
    LOCAL_MARK,
    UTF8,
    ZIP64,
    BadArchive,
    Entry,
    extra_fields,
    without_zip64,
)


def read_directory(content: bytes) -> tuple[list[Entry], int, bytes]:
    """The entries in their order, where the directory begins, and the comment. Raises BadArchive, struct.error."""
    end = _end_of(content)
    _, disk, first_disk, _, count, length, start, _ = END.unpack_from(content, end)
    after = end
    if content[max(end - WHERE64.size, 0):end].startswith(WHERE64_MARK):
        _, _, at, _ = WHERE64.unpack_from(content, end - WHERE64.size)
        mark, _, _, _, disk, first_disk, _, count, length, start = END64.unpack_from(content, at)
        if mark != END64_MARK:
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
    return entries, start, content[end + END.size:]


def _end_of(content: bytes) -> int:
    """Where the last record begins; a comment behind it may look like one."""
    least, at = max(0, len(content) - END.size - FULL16), len(content) - END.size
    while (at := content.rfind(END_MARK, least, max(at, 0) + 4)) >= 0:
        if at + END.size + END.unpack_from(content, at)[-1] == len(content):
            return at
        at -= 1
    raise BadArchive("no directory, or bytes behind it")


def _entry(content: bytes, at: int) -> tuple[Entry, int]:
    (mark, made_by, needed, flags, method, time, date, crc, packed, size, name_length, extra_length, comment_length,
     disk, internal, external, start) = CENTRAL.unpack_from(content, at)
    if mark != CENTRAL_MARK or disk not in (0, FULL16):
        raise BadArchive("damaged directory")
    at += CENTRAL.size
    raw_name = content[at:at + name_length]
    extra = content[at + name_length:at + name_length + extra_length]
    at += name_length + extra_length
    size, packed, start = _large(extra, size, packed, start)
    name = raw_name.decode("utf-8" if flags & UTF8 else "cp437", "replace")
    entry = Entry(name, raw_name, made_by, needed, flags, method, time, date, crc, packed, size, without_zip64(extra),
                  content[at:at + comment_length], internal, external, start)
    return entry, at + comment_length


def local_data(content: bytes, entry: Entry) -> int:
    """Where the compressed bytes begin. Raises BadArchive, also where the header tells of another member."""
    mark, *_, name_length, extra_length = LOCAL.unpack_from(content, entry.start)
    name = entry.start + LOCAL.size
    if mark != LOCAL_MARK or content[name:name + name_length] != entry.raw_name:
        raise BadArchive("no header", entry.name)
    return int(entry.start + LOCAL.size + name_length + extra_length)


def _large(extra: bytes, *numbers: int) -> tuple[int, ...]:
    """Size, packed size and place, from the zip64 field where the record has no room for them."""
    field = next((body for kind, body in extra_fields(extra) if kind == ZIP64), b"")
    found, at = [], 0
    for number in numbers:
        if number == FULL:
            (number,) = struct.unpack_from("<Q", field, at)
            at += 8
        found.append(number)
    return tuple(found)
