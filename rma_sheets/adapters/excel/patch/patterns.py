"""The searches for the elements of a sheet part, for the prefix that it writes them with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rma_sheets.adapters.excel.refusal import Refusal

from .markup import ATTRIBUTES


class UnusualSheet(Refusal):
    """A part that is written as no program writes it."""

    def __init__(self, detail: str) -> None:
        super().__init__("unusual-sheet", detail)


class DamagedSheet(Refusal):
    """A part whose rows and cells do not hang together; Excel repairs such a file when it opens it."""

    def __init__(self, detail: str) -> None:
        super().__init__("damaged", detail, part="")


@dataclass(frozen=True, slots=True)
class Patterns:
    """`data` is sheetData; each with its start and its end tag. The last group of a start tag is its closing slash;
    `row` and `cell` have their place in groups where it is written the usual way."""

    data: re.Pattern[bytes]
    data_end: re.Pattern[bytes]
    row: re.Pattern[bytes]
    row_tag: re.Pattern[bytes]
    row_end: re.Pattern[bytes]
    cell: re.Pattern[bytes]
    cell_end: re.Pattern[bytes]


@lru_cache(maxsize=16)
def patterns(prefix: bytes) -> Patterns:
    """The searches for elements with that prefix (`x:` or nothing)."""
    name = re.escape(prefix)
    return Patterns(
        re.compile(b"<" + name + b"sheetData" + ATTRIBUTES + b"(/?)>"), re.compile(b"</" + name + rb"sheetData\s*>"),
        re.compile(b"<" + name + rb'row(?: r="([0-9]+)")?(?=[\s/>])'),
        re.compile(b"<" + name + b"row" + ATTRIBUTES + b"(/?)>"), re.compile(b"</" + name + rb"row\s*>"),
        re.compile(b"<" + name + rb'c(?=[\s/>])(?: r="([A-Z]{1,3})([0-9]+)")?' + ATTRIBUTES + b"(/?)>"),
        re.compile(b"</" + name + rb"c\s*>"))


def start_tag(pattern: re.Pattern[bytes], tags: bytes, at: int) -> bytes:
    """The start tag that stands there. Raises DamagedSheet."""
    found = pattern.match(tags, at)
    if not found:
        raise DamagedSheet(tags[at:at + 40].decode("utf-8", "replace"))
    return found[0]
