"""A private copy of a workbook in which calamine finds what it expects; the register itself is not touched.

calamine 0.9 refuses a workbook whose list of shared strings or of styles is there but empty (no bytes at all, or one
empty element); without the part it reads the same workbook.
"""

from __future__ import annotations

import io
import re
import zipfile

_EMPTY = re.compile(rb"\s*(<\?[^<>]*\?>)?\s*(<(\w+:)?(sst|styleSheet)(\s[^<>]*)?/>\s*)?")


def mended(content: bytes) -> bytes | None:
    """The copy, or None where there is nothing to mend."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as new:
        kept = [part for part in old.infolist() if not (part.file_size < 10_000 and _EMPTY.fullmatch(old.read(part)))]
        if len(kept) == len(old.infolist()):
            return None
        for part in kept:
            new.writestr(part.filename, old.read(part))
    return packed.getvalue()
