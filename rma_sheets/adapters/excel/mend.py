"""Private copies of a workbook for a reader that stumbles over valid ones; the register itself is not touched.

calamine 0.9 refuses a workbook whose list of shared strings or of styles is there but empty (no bytes at all, or one
empty element); without the part it reads the same workbook.
"""

from __future__ import annotations

import io
import re
import zipfile

_EMPTY = re.compile(rb"\s*(<\?[^<>]*\?>)?\s*(<(\w+:)?(sst|styleSheet)(\s[^<>]*)?/>\s*)?")
_SMALL = 10_000


def for_calamine(content: bytes) -> bytes:
    """A copy without empty lists; the same bytes where there is nothing to mend."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        empty = [name for name in old.namelist() if old.getinfo(name).file_size < _SMALL
                 and _EMPTY.fullmatch(old.read(name))]
        if not empty:
            return content
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as new:
            for name in old.namelist():
                if name not in empty:
                    new.writestr(name, old.read(name))
    return packed.getvalue()
