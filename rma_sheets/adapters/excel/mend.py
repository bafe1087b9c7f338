"""Private copies of a workbook for readers that stumble over valid ones; the register itself is not touched.

calamine 0.9 refuses a workbook whose list of shared strings or of styles is there but empty (no bytes at all, or one
empty element); without the part it reads the same workbook. openpyxl 3.1 strikes `x005F_` out of texts, so that the
text `_x0041_`, which is written `_x005F_x0041_`, would become the letter A.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

_EMPTY = re.compile(rb"\s*(<\?[^<>]*\?>)?\s*(<(\w+:)?(sst|styleSheet)(\s[^<>]*)?/>\s*)?")
_STRUCK_OUT, _STRUCK_TO_IT = b"x005F_", b"x005Fx005F__"
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^<>]*)?>[^<]*x005F_[^<]*")


def for_calamine(content: bytes) -> bytes:
    """A copy without empty lists; the same bytes where there is nothing to mend."""
    return _changed(content, lambda part: None if len(part) < 10_000 and _EMPTY.fullmatch(part) else part)


def for_openpyxl(content: bytes) -> bytes:
    """A copy in which the escape survives; the same bytes where there is nothing to mend."""
    return _changed(content, lambda part: part if _STRUCK_OUT not in part else
                    _TEXT.sub(lambda text: text[0].replace(_STRUCK_OUT, _STRUCK_TO_IT), part))


def _changed(content: bytes, change: Callable[[bytes], bytes | None]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        if all(change(part) == part for part in map(old.read, old.namelist())):
            return content
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as new:
            for name in old.namelist():
                part = change(old.read(name))
                if part is not None:
                    new.writestr(name, part)
    return packed.getvalue()
