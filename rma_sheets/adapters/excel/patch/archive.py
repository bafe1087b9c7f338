"""A zip of which single members are replaced, while all others keep their bytes: headers, compressed data, order.

`zipfile` can only write what it has inflated, and it mends on the way what it reads. So the directory is read here as
it stands (APPNOTE.TXT 6.3.10, 4.3 and 4.5.3): what lies between one local header and the next belongs to that member
and is copied as it is. Refuses what would have to be guessed: bytes before the first header or after the directory,
members that are doubled, overlap or are encrypted.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .codec import Codec
from .markup import Pieces
from .records import BadArchive, Entry, end_records, local_data, read_directory, with_place, with_size

STORED, DEFLATED = 0, 8
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Member:
    """One entry; `data` and `end`: where its compressed bytes and the next header begin."""

    entry: Entry
    data: int
    end: int

    @property
    def start(self) -> int:
        """Where its local header begins."""
        return self.entry.start


@dataclass(frozen=True, slots=True)
class Archive:
    """The members by name, in the order of the directory."""

    content: bytes
    members: Mapping[str, Member]
    comment: bytes
    codec: Codec

    def namelist(self) -> list[str]:
        """The names of the members."""
        return list(self.members)

    def read(self, name: str) -> bytes:
        """The plain bytes of a member, its checksum compared. Raises KeyError, BadArchive."""
        member = self.members[name]
        entry = member.entry
        packed = memoryview(self.content)[member.data:member.data + entry.packed]
        if entry.method not in (STORED, DEFLATED):
            raise BadArchive(f"{name}: compression {entry.method}")
        try:
            plain = bytes(packed) if entry.method == STORED else self.codec.inflate(packed, entry.size)
        except ValueError as error:
            raise BadArchive(f"{name}: {error}") from error
        if len(plain) != entry.size or self.codec.crc(plain) != entry.crc:
            raise BadArchive(f"{name}: checksum")
        return plain


def read_archive(content: bytes, codec: Codec) -> Archive:
    """The directory of a zip and where its members lie. Raises BadArchive."""
    try:
        entries, directory, comment = read_directory(content)
        starts = sorted(entry.start for entry in entries)
        after = dict(zip(starts, [*starts[1:], directory], strict=True))
        members = {entry.name: _member(content, entry, after[entry.start]) for entry in entries}
    except struct.error as error:
        raise BadArchive("damaged directory") from error
    if len(members) != len(entries):
        raise BadArchive("a member is there twice")
    if starts and starts[0] != 0:
        raise BadArchive("bytes before the first member")
    return Archive(content, members, comment, codec)


def _member(content: bytes, entry: Entry, end: int) -> Member:
    if entry.flags & _ENCRYPTED:
        raise BadArchive(f"{entry.name}: encrypted")
    data = local_data(content, entry)
    if data + entry.packed > end:
        raise BadArchive(f"{entry.name}: overlaps the next member")
    return Member(entry, data, end)


def rewritten(archive: Archive, parts: Mapping[str, Pieces | None]) -> Pieces:
    """The zip in pieces: those parts packed anew (None: left out), all other members byte for byte as they are.

    A name that the archive does not have comes last. Raises BadArchive for more than 4 GB.
    """
    written: dict[str, bytes] = {}
    pieces: Pieces = []
    at = 0
    for name, entry, body in _bodies(archive, parts):
        written[name] = with_place(entry, at)
        pieces += body
        at += sum(map(len, body))
    records = [written.pop(name) for name in archive.members if name in written]
    records += written.values()
    return [*pieces, *records, *end_records(len(records), sum(map(len, records)), at, archive.comment)]


def _bodies(archive: Archive, parts: Mapping[str, Pieces | None]) -> Iterator[tuple[str, Entry, Pieces]]:
    view = memoryview(archive.content)
    for name, member in sorted(archive.members.items(), key=lambda item: item[1].start):
        part = parts.get(name, [])
        if name not in parts:
            yield name, member.entry, [view[member.start:member.end]]
        elif part is not None:
            yield name, *_packed(member.entry, view[member.start:member.data], part, archive.codec)
    for name, part in parts.items():
        if name not in archive.members and part is not None:
            yield name, *_packed(Entry.new(name), memoryview(b""), part, archive.codec)


def _packed(entry: Entry, header: memoryview, part: Pieces, codec: Codec) -> tuple[Entry, Pieces]:
    """A part with its headers; it keeps its kind of compression, its dates and its extra fields."""
    crc = 0
    for piece in part:
        crc = codec.crc(piece, crc)
    body: Pieces = part if entry.method == STORED else [*codec.deflate(part)]
    fresh, begun = with_size(entry, bytes(header), crc, sum(map(len, body)), sum(map(len, part)))
    return fresh, [begun, *body]
