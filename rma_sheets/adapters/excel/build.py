"""Builds a new register: an .xlsx with the tabs of the model, filled, formatted and ready for staff to type into.

Only ever writes a file of its own; a workbook of the shop's is never opened here. What columns look like, what their
drop-downs offer and what the tabs hold at first stand in the tables of the sibling modules `build_*`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from openpyxl.workbook.workbook import Workbook
from openpyxl.writer.excel import ExcelWriter

from rma_sheets.adapters.files import write_file
from rma_sheets.model.tab_columns import TABS
from rma_sheets.model.texts import Texts
from rma_sheets.model.values import CellValue
from rma_sheets.model.vocabulary import Vocabulary

from .build_lists import add_lists
from .build_seed import seed_reasons, seed_rules
from .build_tab import add_tab
from .heights import automatic

AUTHOR = "rma-sheets"
MADE = datetime(2026, 1, 1)  # noqa: DTZ001  (a file's own properties have no zone)
"""Always the same, so that two registers made of the same content are the same bytes."""
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
NO_ROWS: Mapping[str, Sequence[Mapping[str, CellValue]]] = MappingProxyType({})


def build_workbook(path: Path, *, texts: Texts, vocabulary: Vocabulary,
                   tabs: Mapping[str, Sequence[Mapping[str, CellValue]]] = NO_ROWS,
                   languages: Mapping[str, Texts] | None = None) -> None:
    """A new register at `path`, in the language of `texts`; what stood there is replaced.

    `tabs`: tab key -> rows as column key -> value. Policy and Reasons that are not given are seeded with what a small
    shop needs; `languages` are those in which the seeded reasons get a label. Formats, drop-downs and highlights reach
    to the last row of each sheet, so rows may be added for ever.

    Raises RmaSheetsError where the file cannot be written.
    """
    content = {"policy": seed_rules(texts, vocabulary),
               "reasons": seed_reasons(vocabulary, languages or {texts.language: texts}), **tabs}
    book = Workbook()
    book.remove(book.worksheets[0])
    for spec in TABS:
        add_tab(book, spec, content.get(spec.key, ()), texts=texts, vocabulary=vocabulary, author=AUTHOR)
    add_lists(book, texts, vocabulary)
    book.properties.creator = book.properties.lastModifiedBy = AUTHOR
    book.properties.created = book.properties.modified = MADE
    write_file(path, _packed(book))


def _packed(book: Workbook) -> bytes:
    """The workbook's bytes, with one date on every part and rows that follow their text."""
    loose, packed = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(loose, "w", zipfile.ZIP_STORED) as archive:
        ExcelWriter(book, archive).write_data()
    with zipfile.ZipFile(loose) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename.startswith("xl/worksheets/sheet"):
                content = automatic(content, fixed=(1,))
            new.writestr(zipfile.ZipInfo(part.filename, _ZIP_DATE), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
