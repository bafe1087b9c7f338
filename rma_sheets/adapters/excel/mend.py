"""Private copies of a workbook for a reader that stumbles over valid ones; the register itself is not touched.

calamine 0.9 refuses a workbook whose list of shared strings or of styles is there but empty (no bytes at all, or one
empty element); without the part it reads the same workbook. It takes every part for UTF-8: what stands in UTF-16 it
does not see, what stands in Latin-1 it refuses. And of cell formats in alternatives for different programs (ECMA-376
part 3, 10.2) it counts each, so that cells get the format of others and dates become numbers.
"""

from __future__ import annotations

import re

from .alternatives import ALTERNATIVES, FALLBACK
from .archive import Archive, Pieces, rewritten
from .encoding import in_utf8, is_else
from .package import is_empty_list

_DECLARATION = re.compile(rb"^\s*<\?xml\s[^>]*\?>")



def is_odd(package: Archive) -> bool:
    """Whether the reader would see less than there is, or something else."""
    return any(is_else(package.start(name, 200)) or (_is_styles(name) and ALTERNATIVES.search(package.read(name)))
               for name in package.members if _is_xml(name))


def for_calamine(package: Archive) -> bytes:
    """A copy that it reads as it is meant; the same bytes where there is nothing to mend."""
    changed: dict[str, Pieces | None] = {}
    for name in package.members:
        part = package.read(name)
        mended = None if is_empty_list(part) else _mended(name, part)
        if mended != part:
            changed[name] = None if mended is None else [mended]
    return b"".join(rewritten(package, changed)) if changed else package.content


def _mended(name: str, part: bytes) -> bytes:
    if _is_xml(name) and is_else(part[:200]):
        part = _DECLARATION.sub(b"", in_utf8(part)[0])
    return ALTERNATIVES.sub(_for_every_program, part) if _is_styles(name) else part


def _for_every_program(found: re.Match[bytes]) -> bytes:
    fallback = FALLBACK.search(found[0])
    return fallback[2] if fallback else b""


def _is_xml(name: str) -> bool:
    return name.lower().endswith(".xml")


def _is_styles(name: str) -> bool:
    return name.lower().endswith("styles.xml")
