"""Private copies of a workbook for a reader that stumbles over valid ones; the register itself is not touched.

calamine 0.9 refuses a workbook whose list of shared strings or of styles is there but empty (no bytes at all, or one
empty element); without the part it reads the same workbook. And it takes every part for UTF-8: what stands in UTF-16
it does not see, what stands in Latin-1 it refuses.
"""

from __future__ import annotations

import io
import re
import zipfile

from .encoding import in_utf8

_EMPTY = re.compile(rb"\s*(<\?[^<>]*\?>)?\s*(<(\w+:)?(sst|styleSheet)(\s[^<>]*)?/>\s*)?")
_SMALL = 10_000
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_ELSE = re.compile(rb"""<\?xml\s[^>]*?encoding\s*=\s*["'](?!utf-8|us-ascii)""", re.IGNORECASE)
_DECLARATION = re.compile(rb"^\s*<\?xml\s[^>]*\?>")


def is_odd(package: zipfile.ZipFile) -> bool:
    """Whether the reader would see less than there is."""
    return any(_is_else(_start(package, name)) for name in package.namelist() if name.lower().endswith(".xml"))


def for_calamine(content: bytes) -> bytes:
    """A copy without empty lists and with every part in UTF-8; the same bytes where there is nothing to mend."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
        empty = {name for name, part in parts.items() if len(part) < _SMALL and _EMPTY.fullmatch(part)}
        other = {name for name, part in parts.items() if name.lower().endswith(".xml") and _is_else(part[:200])}
        if not empty and not other:
            return content
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as new:
            for name in parts.keys() - empty:
                new.writestr(name, _in_utf8(parts[name]) if name in other else parts[name])
    return packed.getvalue()


def _start(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        return part.read(200)


def _is_else(start: bytes) -> bool:
    return start.startswith(_UTF16) or _ELSE.match(start) is not None


def _in_utf8(part: bytes) -> bytes:
    return _DECLARATION.sub(b"", in_utf8(part)[0])
