"""Start tags and their attributes as bytes: found, read and changed, without touching how the others are written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

ATTRIBUTES = rb"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*"""
"""What stands in a tag after its name; a value may hold `>`."""

_ATTRIBUTE = re.compile(rb"""\s([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_BLANKS = bytes.maketrans(b"\r\n\t", b"   ")
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_ENTITY = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|(lt|gt|amp|quot|apos));")


@lru_cache(maxsize=100)
def start_tags(name: bytes, prefix: bytes | None = None) -> re.Pattern[bytes]:
    """The search for start tags of that name, with that prefix (`x:` or nothing), by default with any."""
    written = rb"(?:[\w.-]+:)?" if prefix is None else re.escape(prefix)
    return re.compile(b"<" + written + name + rb"(?=[\s/>])" + ATTRIBUTES + b"/?>")


def attributes(tag: bytes) -> dict[str, str]:
    """The attributes of a start tag, unescaped; line ends that are not escaped are blanks (XML 1.0, 3.3.3)."""
    return {name.decode(): plain((double or single).translate(_BLANKS))
            for name, double, single in _ATTRIBUTE.findall(tag)}


def plain(written: bytes) -> str:
    """The text behind the five entities and character references."""
    text = written.decode()
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    if found[3]:
        return _ENTITIES[found[3]]
    try:
        return chr(int(found[1], 16) if found[1] else int(found[2]))
    except OverflowError as error:
        raise ValueError(found[0][:40]) from error


def escaped(text: str, *, quotes: bool = False) -> str:
    """Text as XML has it; line ends that a parser would change stay what they are."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    return text.replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;") if quotes else text


def said_true(said: Mapping[str, str], name: str) -> bool:
    """Whether an attribute says yes (XML Schema part 2, 3.2.2: `1` or `true`)."""
    return said.get(name, "0") in ("1", "true")


def with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """The start tag with that attribute set; the others stay as they are written."""
    new = f' {name}="{escaped(value, quotes=True)}"'.encode()
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
