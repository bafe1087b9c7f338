"""The members of a zip: where each lies, and its plain bytes.

Refuses what would have to be guessed: bytes before the first header or after the directory, members that are doubled,
overlap or are encrypted.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from rma_sheets.adapters.excel.refusal import Refusal

from .codec import Codec
from .directory import local_data, read_directory
from .entry import BadArchive, Entry

STORED, DEFLATED = 0, 8
MOST_KEPT = 150_000_000
"""Bytes: the sheet of a register of 100,000 rows and more."""
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
    """The members by name, in the order of the directory. `kept`: plain bytes that somebody will want once more."""

    content: bytes
    members: Mapping[str, Member]
    comment: bytes
    codec: Codec
    kept: dict[str, bytes] = field(default_factory=dict)

    def read(self, name: str) -> bytes:
        """The plain bytes of a member, its checksum compared. Raises KeyError, BadArchive."""
        member = self.members[name]
        entry = member.entry
        packed = self._packed(member)
        if entry.method not in (STORED, DEFLATED):
            raise BadArchive(f"compression {entry.method}", name)
        try:
            plain = bytes(packed) if entry.method == STORED else self.codec.inflate(packed, entry.size)
        except ValueError as error:
            raise BadArchive(str(error), name) from error
        if len(plain) != entry.size or self.codec.crc(plain) != entry.crc:
            raise BadArchive("checksum", name)
        return plain

    def keep(self, name: str, plain: bytes) -> None:
        """Spares who takes it inflating it again, while there is room."""
        if sum(map(len, self.kept.values())) + len(plain) <= MOST_KEPT:
            self.kept[name] = plain

    def take(self, name: str) -> bytes:
        """As `read`, for the last time: it is kept no longer."""
        plain = self.kept.pop(name, None)
        return self.read(name) if plain is None else plain

    def forget(self) -> None:
        """Keep nothing any longer."""
        self.kept.clear()

    def start(self, name: str, length: int) -> bytes:
        """The first bytes of a member, unchecked. Raises KeyError, BadArchive."""
        member = self.members[name]
        packed = self._packed(member)
        try:
            stored = member.entry.method == STORED
            return bytes(packed[:length]) if stored else self.codec.inflate(packed, length)[:length]
        except ValueError as error:
            raise BadArchive(str(error), name) from error

    def _packed(self, member: Member) -> memoryview:
        return memoryview(self.content)[member.data:member.data + member.entry.packed]


def read_archive(content: bytes, codec: Codec) -> Archive:
    """The directory of a zip and where its members lie. Raises BadArchive; Refusal for a member that is there twice."""
    try:
        entries, directory, comment = read_directory(content)
        if not entries:
            raise BadArchive("no member")
        starts = sorted(entry.start for entry in entries)
        if len(set(starts)) != len(starts):
            raise BadArchive("two members are one")
        after = dict(zip(starts, [*starts[1:], directory], strict=True))
        members = {entry.name: _member(content, entry, after[entry.start]) for entry in entries}
    except struct.error as error:
        raise BadArchive("damaged directory") from error
    if len(members) != len(entries):
        raise Refusal("doubled-part", part=next(name for name, number in Counter(
            entry.name for entry in entries).items() if number > 1))
    if starts and starts[0] != 0:
        raise BadArchive("bytes before the first member")
    return Archive(content, members, comment, codec)


def _member(content: bytes, entry: Entry, end: int) -> Member:
    if entry.flags & _ENCRYPTED:
        raise BadArchive("encrypted", entry.name)
    data = local_data(content, entry)
    if data + entry.packed > end:
        raise BadArchive("overlaps the next member", entry.name)
    return Member(entry, data, end)
