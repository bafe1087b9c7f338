"""What the tests of the Excel store share: a store on a small register, and hands that reach into the zip."""

from __future__ import annotations

import contextlib
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from rma_sheets.adapters.excel.store import ExcelStore
from rma_sheets.errors import RmaSheetsError
from rma_sheets.model.column import LANGUAGES
from rma_sheets.model.plan import CellWrite
from rma_sheets.model.snapshot import RowRef
from rma_sheets.render.explain import explain
from rma_sheets.texts import load_texts

NOBODY = 65534


def store_on(path: Path, **options: Any) -> ExcelStore:
    """A store that does not wait for people, unless the test says so."""
    return ExcelStore(path, **{"backups": path.parent / "backups", "wait_seconds": 0} | options)


def put(position: int, column: str, after: Any, tab: str = "returns") -> CellWrite:
    """One cell to write."""
    return CellWrite(RowRef(tab, position), column, None, after)


def write(path: Path, *writes: CellWrite) -> None:
    """Read the register and write those cells."""
    store = store_on(path)
    store.write(store.read(), writes)


def cell(path: Path, column: str, position: int = 0, tab: str = "returns") -> Any:
    """What the store reads there."""
    return store_on(path).read().tab(tab).cell(position, column)


def raw(path: Path, reference: str, sheet: str = "Returns") -> Any:
    """The cell as openpyxl sees it."""
    return load_workbook(path)[sheet][reference]


def change_parts(path: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """Rewrite the zip; `change` gets each part and returns its new content, None to leave it out."""
    with zipfile.ZipFile(path) as old:
        parts = {name: change(name, old.read(name)) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)


def add_cells(path: Path, rows: bytes) -> None:
    """Put rows of XML at the end of the tab Returns."""
    change_parts(path, lambda name, content: content.replace(b"</sheetData>", rows + b"</sheetData>")
                 if name == "xl/worksheets/sheet1.xml" else content)


def add_strings(path: Path, content: bytes) -> None:
    """Give the workbook a list of shared strings, which openpyxl does not write."""
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    more = {
        "[Content_Types].xml": (b"</Types>", b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.'
                                b'openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'),
        "xl/_rels/workbook.xml.rels": (b"</Relationships>", b'<Relationship Id="strings" Target="sharedStrings.xml" '
                                       b'Type="%s"/></Relationships>' % kind),
    }
    change_parts(path, lambda name, part: part.replace(*more[name]) if name in more else part)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/sharedStrings.xml", content)


def sentences(error: RmaSheetsError) -> list[str]:
    """Message and hint in every language. A text or a fact that is missing raises KeyError here."""
    for language in LANGUAGES:
        load_texts(language).say(f"{error.reference}.message", **error.facts)
        load_texts(language).say(f"{error.reference}.hint", **error.facts)
    return [sentence for language in LANGUAGES for sentence in explain(error, load_texts(language))]


def files_beside(path: Path) -> list[str]:
    """Every file in the folder, hidden ones too."""
    return sorted(entry.name for entry in path.parent.iterdir() if entry.is_file())


@contextlib.contextmanager
def powerless() -> Iterator[None]:
    """As an ordinary user: root may write anywhere, so give that up for a moment."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
