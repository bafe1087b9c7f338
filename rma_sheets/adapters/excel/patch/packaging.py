"""The list of contents and the relationships of a workbook, with a part more or less (ECMA-376 part 2, 9 and 10).

Changed as text like every other part: a parser would write the rest of them anew.
"""

from __future__ import annotations

import re

from rma_sheets.adapters.excel.archive import Pieces
from rma_sheets.adapters.excel.package import fold_part
from rma_sheets.adapters.excel.refusal import Refusal

from .markup import ATTRIBUTES, attributes
from .text import Text, read_text, spliced

_ROOT_END = re.compile(rb"</((?:[\w.-]+:)?)[\w.-]+\s*>\s*$")
_END = rb"(?:/>|>\s*</(?:[\w.-]+:)?\w+\s*>)"
_OVERRIDE = re.compile(rb"<(?:[\w.-]+:)?Override(?=\s)" + ATTRIBUTES + _END)
_RELATION = re.compile(rb"<(?:[\w.-]+:)?Relationship(?=\s)" + ATTRIBUTES + _END)


def without_override(part: bytes, name: str) -> Pieces:
    """The list of contents without that part."""
    text = read_text(part)
    return spliced(text, [(hit.start(), hit.end(), b"") for hit in _OVERRIDE.finditer(text.tags)
                          if fold_part(attributes(hit[0]).get("PartName", "")) == fold_part(name)])


def without_relation(part: bytes, kind: str) -> Pieces:
    """The relationships without those of that kind."""
    text = read_text(part)
    return spliced(text, [(hit.start(), hit.end(), b"") for hit in _RELATION.finditer(text.tags)
                          if attributes(hit[0]).get("Type", "").rpartition("/")[2] == kind])


def has_override(part: bytes, name: str) -> bool:
    """Whether the list of contents tells of that part."""
    return any(fold_part(attributes(hit[0]).get("PartName", "")) == fold_part(name)
               for hit in _OVERRIDE.finditer(read_text(part).tags))


def with_override(part: bytes, name: str, kind: str) -> Pieces:
    """The list of contents with one part more."""
    text = read_text(part)
    content_type = f"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"
    return _with_child(text, f'Override PartName="{name}" ContentType="{content_type}"')


def with_relation(part: bytes, target: str, kind: str) -> Pieces:
    """The relationships with one more, under an id that is free."""
    text = read_text(part)
    known = {said.get("Id", ""): said for hit in _RELATION.finditer(text.tags) for said in [attributes(hit[0])]}
    free = next(name for number in range(1, len(known) + 2) if (name := f"rId{number}") not in known)
    sheets = (said["Type"] for said in known.values() if said.get("Type", "").endswith("/worksheet"))
    family = next(sheets).rpartition("/")[0]    # strict workbooks have a name of their own for it
    return _with_child(text, f'Relationship Id="{free}" Type="{family}/{kind}" Target="{target}"')


def _with_child(text: Text, element: str) -> Pieces:
    """An element more before the end of the root."""
    end = next(reversed(list(_ROOT_END.finditer(text.tags))), None)
    if end is None:
        raise Refusal("damaged", "a list without an end", part="")
    return spliced(text, [(end.start(), end.start(), b"<%s%s/>" % (end[1], element.encode()))])
