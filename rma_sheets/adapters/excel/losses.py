"""Refuses to save a workbook that holds something openpyxl would drop: charts, pivots, pictures, slicers, ...

What is listed as kept was seen to survive; what is listed as harmless is made anew by the programs themselves.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from rma_sheets.errors import StoreError

from .package import fold_part

MACRO_SUFFIXES = (".xlsm", ".xltm")

_KEPT = re.compile(r"\[content_types\]\.xml|.*_rels/.*|docprops/(app|core|custom)\.xml|xl/workbook\.xml|xl/styles\.xml"
                   r"|xl/sharedstrings\.xml|xl/theme/.*|xl/worksheets/[^/]+\.xml|xl/tables/.*|xl/externallinks/.*"
                   r"|xl/(comments/)?comments?[^/]*\.xml|xl/drawings/[^/]*\.vml|.*/")
_HARMLESS = re.compile(r"xl/calcchain\.xml|xl/printersettings/.*|docprops/thumbnail.*|customxml/.*|docmetadata/.*"
                       r"|xl/persons/.*|xl/webextensions/.*")
_DRAWING = re.compile(r"xl/drawings/drawing[0-9]*\.xml")
_MACROS = re.compile(r"xl/vba.*|customui/.*")
_NO_DATE = re.compile(r"Cell (\S+) is marked as a date but the serial value (\S+) is outside")
_TOLD_LOST = re.compile(r"not supported and will be removed|will be (ignored|discarded|lost)|treated as an error")


def check_losses(before: bytes, after: bytes, told: Sequence[str], path: Path) -> None:
    """`told`: openpyxl's warnings. Raises StoreError naming what the workbook would lose."""
    for message in told:
        if found := _NO_DATE.search(message):
            raise StoreError("excel.date-out-of-range", path=path, cell=found[1], typed=found[2])
    lost = sorted({message.split(" extension")[0][:60] for message in told if _TOLD_LOST.search(message)})
    with_macros = path.suffix.lower() in MACRO_SUFFIXES
    for name in sorted(_parts(before) - _parts(after)):
        if not (_KEPT.fullmatch(name) or _HARMLESS.fullmatch(name) or (with_macros and _MACROS.fullmatch(name))):
            lost.append(_kind(name))
    lost += [_kind(name) for name in _parts(before) if name.startswith(("xl/charts/", "xl/media/", "xl/pivot"))]
    if lost:
        raise StoreError("excel.would-lose", path=path, parts=", ".join(dict.fromkeys(lost)))


def _parts(content: bytes) -> set[str]:
    """The parts, without drawings that show nothing; LibreOffice leaves one for a filter."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {fold_part(name) for name in package.namelist()
                if not (_DRAWING.fullmatch(fold_part(name)) and b"Anchor" not in package.read(name))}


def _kind(name: str) -> str:
    """`xl/charts/chart1.xml` is charts, `xl/connections.xml` is connections."""
    pieces = name.split("/")
    return pieces[1].partition(".")[0] if len(pieces) > 1 else name
