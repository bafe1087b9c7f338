"""The workbook around its sheets: which part is which, and the few words in them that depend on the cells.

Refuses what a change would make untrue without anybody noticing: a digital signature, a log of revisions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from rma_sheets.adapters.excel.package import fold_part, parse_part, part_names, relations_of, workbook_part

from .archive import Archive
from .change import Refusal

_LOGGED = "revisionHeaders"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet: its part's name in the zip, and its position among all tabs, from 0."""

    part: str
    index: int


@dataclass(frozen=True, slots=True)
class Book:
    """Names are those in the zip, empty where there is no such part; `namespace` of its elements; `missing_styles`:
    where its list of styles should be and is not."""

    archive: Archive
    workbook: str
    relations: str
    styles: str
    missing_styles: str
    calculation_chain: str
    content_types: str
    sheets: Mapping[str, Sheet]
    from_1904: bool
    namespace: str

    def tables(self, sheet: Sheet) -> Iterator[str]:
        """The parts of a sheet's tables."""
        names = part_names(self.archive)
        for kind, target in relations_of(self.archive, names, fold_part(sheet.part)).values():
            if kind == "table" and target in names:
                yield names[target]


def read_book(archive: Archive) -> Book:
    """The parts of a workbook. Raises Refusal; KeyError and ValueError for what is no workbook."""
    names = part_names(archive)
    if any(kind == "origin" for kind, _ in relations_of(archive, names, "").values()):
        raise Refusal("signed")
    workbook = workbook_part(archive, names)
    relations = relations_of(archive, names, workbook)
    targets = {kind: target for kind, target in relations.values() if target in names}
    if _LOGGED in targets:
        raise Refusal("shared-workbook")
    folder, _, name = workbook.rpartition("/")
    styles = next((target for kind, target in relations.values() if kind == "styles"), "")
    root = parse_part(archive.read(names[workbook]))
    sheets = {}
    for index, sheet in enumerate(root.iterfind("{*}sheets/{*}sheet")):
        kind, target = relations.get(_reference(sheet), ("", ""))
        if kind == "worksheet" and target in names:
            sheets[str(sheet.get("name"))] = Sheet(names[target], index)
    return Book(archive, names[workbook], names.get(f"{folder}/_rels/{name}.rels".lstrip("/"), ""),
                names.get(styles, ""), "" if styles in names else styles, names.get(targets.get("calcChain", ""), ""),
                names.get("[content_types].xml", ""), sheets, _is_1904(root), etree.QName(root).namespace or "")


def _reference(sheet: etree._Element) -> str:
    return next((str(value) for key, value in sheet.attrib.items()
                 if etree.QName(str(key)).localname == "id" and str(key).startswith("{")), "")


def _is_1904(root: etree._Element) -> bool:
    properties = root.find("{*}workbookPr")
    return properties is not None and properties.get("date1904", "0") in ("1", "true")
