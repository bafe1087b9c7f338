"""A zip with single members replaced: what lies between one local header and the next is copied as it is. And one made
anew, for a reader in the same process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from .codec import Codec, Pieces
from .endrecords import end_records
from .entry import Entry
from .members import STORED, Archive
from .records import with_place, with_size


def rewritten(archive: Archive, parts: Mapping[str, Pieces | None]) -> Pieces:
    """The zip in pieces: those parts packed anew (None: left out), all other members byte for byte as they are.

    A name that the archive does not have comes last. Raises BadArchive for more than 4 GB.
    """
    return _whole(_bodies(archive, parts), tuple(archive.members), archive.comment)


def stored(parts: Mapping[str, Pieces], codec: Codec) -> Pieces:
    """A new zip of those parts in pieces, nothing packed. Raises BadArchive for more than 4 GB."""
    bodies = ((name, *_packed(replace(Entry.new(name), method=STORED), memoryview(b""), part, codec))
              for name, part in parts.items())
    return _whole(bodies)


def _whole(bodies: Iterable[tuple[str, Entry, Pieces]], first: Sequence[str] = (), comment: bytes = b"") -> Pieces:
    """The bodies one after the other and a directory, in which the names of `first` come first."""
    records: dict[str, bytes] = {}
    pieces: Pieces = []
    at = 0
    for name, entry, body in bodies:
        records[name] = with_place(entry, at)
        pieces += body
        at += sum(map(len, body))
    directory = [records.pop(name) for name in first if name in records]
    directory += records.values()
    return [*pieces, *directory, *end_records(len(directory), sum(map(len, directory)), at, comment)]


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
