"""Deflate, inflate and checksum: by ISA-L where it has a wheel, several times faster, else by zlib. The same formats.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from types import ModuleType

Pieces = list[bytes | memoryview]
"""A part whose bytes need not lie together."""

RAW = -15
"""Window bits of a stream without header, as zip wants it."""


@dataclass(frozen=True, slots=True)
class Codec:
    """`name` as benchmarks print it; `module` has the interface of zlib; `level` of compression."""

    name: str
    module: ModuleType
    level: int

    def inflate(self, packed: bytes | memoryview, size: int) -> bytes:
        """The plain bytes; never more than a little above `size`. Raises ValueError for a damaged stream."""
        stream = self.module.decompressobj(RAW)
        try:
            plain: bytes = stream.decompress(packed, size + 1)
        except self.module.error as error:
            raise ValueError(str(error)) from error
        return plain

    def deflate(self, pieces: Iterable[bytes | memoryview]) -> list[bytes]:
        """The packed bytes of those pieces, in pieces."""
        stream = self.module.compressobj(self.level, zlib.DEFLATED, RAW)
        packed = [found for piece in pieces if (found := stream.compress(piece))]
        return [*packed, stream.flush()]

    def crc(self, plain: bytes | memoryview, before: int = 0) -> int:
        """CRC-32, going on from `before`."""
        value: int = self.module.crc32(plain, before)
        return value


def zlib_codec(level: int = 6) -> Codec:
    """The one that is always there."""
    return Codec(f"zlib {level}", zlib, level)


def fastest_codec() -> Codec:
    """ISA-L at level 1 (which packs as well as zlib at 6), else zlib."""
    try:
        from isal import isal_zlib
    except ImportError:     # no wheel for this processor or system
        return zlib_codec()
    return Codec("isal 1", isal_zlib, 1)
