"""The members of two zips, byte by byte: headers, compressed data, what follows it, order, and the directory.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Collection, Iterator

_CENTRAL = struct.Struct("<4s6H3I5H2I")


def raw_members(content: bytes) -> dict[str, tuple[bytes, bytes]]:
    """Name -> what lies from its local header to the next one, and its record in the directory without its place."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        infos, directory = package.infolist(), package.start_dir
    starts = sorted(info.header_offset for info in infos)
    after = dict(zip(starts, [*starts[1:], directory], strict=True))
    found = {}
    for info in infos:
        fields = _CENTRAL.unpack_from(content, directory)
        length = _CENTRAL.size + sum(fields[10:13])
        record = content[directory:directory + length]
        found[info.filename] = content[info.header_offset:after[info.header_offset]], record[:42] + record[46:]
        directory += length
    return found


def compare_members(before: bytes, after: bytes, allowed: Collection[str], gone: Collection[str]) -> Iterator[str]:
    """What differs: members that are not `allowed` to change, or not `gone` though they may be, or out of order."""
    old, new = raw_members(before), raw_members(after)
    if [name for name in old if name in new] != [name for name in new if name in old]:
        yield "the order of the members"
    for name in old.keys() - new.keys() - set(gone):
        yield f"{name} is gone"
    for name in new.keys() - old.keys() - set(allowed):
        yield f"{name} is new"
    for name in (old.keys() & new.keys()) - set(allowed):
        if old[name] != new[name]:
            yield f"{name} has other bytes"
    yield from _compare_rest(before, after)


def _compare_rest(before: bytes, after: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        if old.comment != new.comment:
            yield "the comment of the zip"
        if (bad := new.testzip()) and not old.testzip():
            yield f"{bad} is damaged"
