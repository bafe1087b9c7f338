"""What formulas showed last, kept across a save of openpyxl's, which writes formulas without their values.

Without it a customer's address that a formula looks up would be gone until somebody opens the workbook in Excel.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .sheetfacts import SheetScan, column_number

_COMPUTED = re.compile(rb'<c r="([A-Z]+)([0-9]+)"([^<>]*)>(<f[^<>]*(?:/>|>[^<]*</f>))<v\s*(?:/>|></v>)')
_TYPES = {"str": b' t="str"', "b": b' t="b"', "e": b' t="e"', "n": b""}


@dataclass(frozen=True, slots=True)
class ShownValues:
    """`scans`: sheet title -> what the scan of the old workbook found."""

    scans: Mapping[str, SheetScan]

    def put_back(self, title: str, part: bytes) -> bytes:
        """A sheet part as openpyxl wrote it, with the values that its formulas showed."""
        formulas = self.scans[title].formulas if title in self.scans else {}

        def cell(hit: re.Match[bytes]) -> bytes:
            kind, value = formulas.get((int(hit[2]), column_number(hit[1])), ("", ""))
            if kind not in _TYPES or not value:
                return hit[0]
            return b'<c r="%s%s"%s%s>%s<v>%s</v>' % (*hit.groups()[:3], _TYPES[kind], hit[4], value.encode())

        return _COMPUTED.sub(cell, part) if formulas else part
