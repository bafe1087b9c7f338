"""A part as text that can be searched without parsing it, exactly, and put together again with pieces replaced.

In a part without comments, CDATA and processing instructions every `<` begins a tag (XML 1.0, 2.4), so a search is
exact. Where there are some, the search is made in a copy of the same length in which they are blanked out. A part in
another encoding is worked on in UTF-8 and goes back to its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rma_sheets.adapters.excel.archive import Pieces
from rma_sheets.adapters.excel.encoding import blanked, in_utf8

Splice = tuple[int, int, bytes]
"""From, to, and what stands there instead."""


@dataclass(frozen=True, slots=True)
class Text:
    """A part as UTF-8: `body` to splice, `tags` to search, of the same length. `bom` and `encoding` are its own."""

    body: bytes
    tags: bytes
    bom: bytes = b""
    encoding: str = "utf-8"

    def encoded(self, piece: bytes) -> bytes:
        """A piece of UTF-8 in the encoding of the part; what that cannot say becomes a character reference."""
        return piece if self.encoding == "utf-8" else piece.decode().encode(self.encoding, "xmlcharrefreplace")


def read_text(part: bytes) -> Text:
    """The part, ready for searching. Raises ValueError for an encoding that is not known, or is not kept to, and for a
    part that declares entities."""
    body, bom, encoding = in_utf8(part)
    return Text(body, blanked(body), bom, encoding)


def spliced(text: Text, splices: Iterable[Splice]) -> Pieces:
    """The part with those pieces in it, in its own encoding; what lies between them is not copied."""
    body = memoryview(text.body)
    pieces: Pieces = [text.bom]
    at = 0
    for start, end, new in sorted(splices, key=lambda splice: splice[:2]):
        if start < at:
            raise ValueError("splices overlap")
        pieces += [body[at:start], new]
        at = end
    pieces.append(body[at:])
    if text.encoding == "utf-8":
        return pieces
    return [text.bom, text.encoded(b"".join(pieces[1:]))]
