"""Private copies of a workbook for a reader that stumbles over valid ones; the register itself is not touched.

calamine 0.9 refuses a workbook whose list of shared strings or of styles is there but empty (no bytes at all, or one
empty element); without the part it reads the same workbook. And it takes every part for UTF-8: what stands in UTF-16
it does not see, what stands in Latin-1 it refuses.
"""

from __future__ import annotations

import io
import re
import zipfile

from .archive import Archive
from .encoding import in_utf8, is_else
from .package import is_empty_list

_DECLARATION = re.compile(rb"^\s*<\?xml\s[^>]*\?>")


def is_odd(package: Archive) -> bool:
    """Whether the reader would see less than there is."""
    return any(is_else(package.start(name, 200)) for name in package.members if name.lower().endswith(".xml"))


def for_calamine(package: Archive) -> bytes:
    """A copy without empty lists and with every part in UTF-8; the same bytes where there is nothing to mend."""
    parts = {name: package.read(name) for name in package.members}
    empty = {name for name, part in parts.items() if is_empty_list(part)}
    other = {name for name, part in parts.items() if name.lower().endswith(".xml") and is_else(part[:200])}
    if not empty and not other:
        return package.content
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as new:
        for name in parts.keys() - empty:
            new.writestr(name, _in_utf8(parts[name]) if name in other else parts[name])
    return packed.getvalue()


def _in_utf8(part: bytes) -> bytes:
    return _DECLARATION.sub(b"", in_utf8(part)[0])
