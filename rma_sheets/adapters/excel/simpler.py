"""A sheet part written more simply for a reader that takes some valid XML for something else, or gives up over a cell.

calamine 0.9 reads of `<v>` only the first piece of text: what comes after a comment, an instruction or a CDATA section
it does not see, and numbers written with character references it misreads. It refuses a sheet with an error value that
it does not know (`#SPILL!`), and goes out of bounds over a number in a date's or a duration's format that is no day.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from .encoding import as_utf8, holds_tag
from .package import check_well_formed

_AROUND = re.compile(rb"<!--.*?-->|<!\[CDATA\[(.*?)\]\]>|<\?.*?\?>", re.DOTALL)
_VALUE = re.compile(rb"<v>([^<]*&#[^<]*)</v>")
_CHARACTER = re.compile(rb"&#(?:x([0-9A-Fa-f]+)|([0-9]+));")
_HEAD = rb"<c\s[^<>]*?"
_FORMULA = rb"(?:<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)\s*)?"
_FAILED = re.compile(rb"(" + _HEAD + rb"""\st=["']e["'][^<>]*>\s*""" + _FORMULA + rb"<v[^<>]*>)([^<]*)(?=</v>)")
_ERRORS = frozenset({b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!", b"#GETTING_DATA"})
_NO_DAY = re.compile(rb"(" + _HEAD + rb""")\ss=["'][0-9]+["']([^<>]*>\s*""" + _FORMULA
                     + rb"<v>\s*-?(?:[0-9]{8,}(?:\.[0-9]*)?|[0-9.]+[eE]\+?(?:[0-9]{2,}|[7-9])|INF)\s*</v>)")
"""A number of eight digits or more; the last day a sheet knows is 2958465."""
NO_DAY = -1e9
"""Numbers below it would end the reader where the format is a date's; its own bound is a hundred times that."""


def flattened(part: bytes) -> bytes:
    """The part in UTF-8 without comments, instructions and CDATA sections, and with the values that it has spelled out.

    Raises ValueError for what is not well-formed, as far as that has to be known.
    """
    part = as_utf8(part)
    start = part.find(b"?>") + 2 if part.startswith(b"<?xml") else 0
    if holds_tag(part, b"!", start) or holds_tag(part, b"?", start):
        check_well_formed(part)     # or the search would begin at each of many without an end
        part = part[:start] + _AROUND.sub(_text, part[start:])
    return _VALUE.sub(lambda found: b"<v>" + _CHARACTER.sub(_spelled, found[1]) + b"</v>", part) if (
        b"&" in part and b"&#" in part) else part      # single signs are found ten times faster


def tamed(part: bytes) -> bytes:
    """The part with errors that every reader knows, and no format at numbers that are no days. What stood there, `scan`
    tells from the part as it is."""
    part = _FAILED.sub(lambda found: found[1] + (found[2] if found[2] in _ERRORS else b"#VALUE!"), part)
    return _NO_DAY.sub(rb"\1\2", part)


def _text(found: re.Match[bytes]) -> bytes:
    return escape((found[1] or b"").decode()).encode()


def _spelled(found: re.Match[bytes]) -> bytes:
    number = int(found[1], 16) if found[1] else int(found[2])
    return escape(chr(number)).encode() if number > 32 else found[0]
