"""Finding elements in the bytes of a part without parsing it, exactly.

In a part without comments, CDATA and processing instructions every `<` begins a tag (XML 1.0, 2.4), so a search is
exact. Where there are some, the search is made in a copy of the same length in which they are blanked out. A part in
another encoding is worked on in UTF-8 and goes back to its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rma_sheets.adapters.excel.archive import Pieces
from rma_sheets.adapters.excel.encoding import holds_tag, in_utf8

ATTRIBUTES = rb"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*"""
"""What stands in a tag after its name; a value may hold `>`."""

_ATTRIBUTE = re.compile(rb"""\s([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_NO_TAGS = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_ENTITY = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|(lt|gt|amp|quot|apos));")


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


def blanked(body: bytes) -> bytes:
    """The same length, with blanks for comments, CDATA and processing instructions."""
    start = body.find(b"?>") + 2 if body.startswith(b"<?xml") else 0
    if not holds_tag(body, b"!", start) and not holds_tag(body, b"?", start):
        return body
    if body.find(b"<!DOCTYPE", start) >= 0:
        raise ValueError("DTD")
    return body[:start] + _NO_TAGS.sub(lambda found: b" " * len(found[0]), body[start:])


def attributes(tag: bytes) -> dict[str, str]:
    """The attributes of a start tag, unescaped."""
    return {name.decode(): plain(double or single) for name, double, single in _ATTRIBUTE.findall(tag)}


def plain(escaped: bytes) -> str:
    """The text behind the five entities and character references."""
    text = escaped.decode()
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    if found[3]:
        return _ENTITIES[found[3]]
    try:
        return chr(int(found[1], 16) if found[1] else int(found[2]))
    except OverflowError as error:
        raise ValueError(found[0][:40]) from error


def said_true(said: Mapping[str, str], name: str) -> bool:
    """Whether an attribute says yes (XML Schema part 2, 3.2.2: `1` or `true`)."""
    return said.get(name, "0") in ("1", "true")


def with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """The start tag with that attribute set; the others stay as they are written."""
    escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").encode()
    new = b' %s="%s"' % (name.encode(), escaped)
    if found := _said(tag, name):
        return tag[:found.start()] + new + tag[found.end():]
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:end].rstrip() + new + tag[end:]


def without_attribute(tag: bytes, name: str) -> bytes:
    """The start tag without that attribute."""
    found = _said(tag, name)
    return tag[:found.start()].rstrip() + tag[found.end():] if found else tag


def _said(tag: bytes, name: str) -> re.Match[bytes] | None:
    return next((hit for hit in _ATTRIBUTE.finditer(tag) if hit[1] == name.encode()), None)


Splice = tuple[int, int, bytes]
"""From, to, and what stands there instead."""


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
