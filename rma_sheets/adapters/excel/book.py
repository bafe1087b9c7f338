"""A workbook's parts: its sheets in the order of the tabs, their tables, and how its cells are to be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from .addresses import Range, read_range
from .archive import Archive
from .package import fold_part, parse_part, part_names, relations_of, relations_part, workbook_part
from .refusal import Refusal


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet: its part's name in the zip, and its position among all tabs, from 0."""

    part: str
    index: int


@dataclass(frozen=True, slots=True)
class Table:
    """`area`: with headers and totals; `totals`: its last row shows them; `headed`: its first row holds headers, which
    its part tells too (ECMA-376 18.5.1.2)."""

    area: Range
    totals: bool
    headed: bool


@dataclass(frozen=True, slots=True)
class Book:
    """The parts of a workbook.

    `workbook` and `relations` are names in the zip. `others`: last word of a relationship's type (`styles`,
    `sharedStrings`, `calcChain`) -> name in the zip; `lacking`: the same for those that should be there and are not,
    folded. `sheets`: title -> worksheet; `signed`: somebody signed it digitally; `namespace` of its elements.
    """

    archive: Archive
    workbook: str
    relations: str
    others: Mapping[str, str]
    lacking: Mapping[str, str]
    sheets: Mapping[str, Sheet]
    signed: bool
    from_1904: bool
    namespace: str

    @property
    def content_types(self) -> str:
        """The name of the list of contents, empty where there is none."""
        return part_names(self.archive).get("[content_types].xml", "")

    def tables(self, sheet: Sheet) -> Mapping[str, Table]:
        """The tables of a sheet: part's name in the zip -> table. Raises ValueError for a part that is none."""
        names = part_names(self.archive)
        parts = [names[target] for kind, target in relations_of(self.archive, names, fold_part(sheet.part)).values()
                 if kind == "table" and target in names]
        return {part: _table(parse_part(self.archive.read(part))) for part in parts}


def read_book(archive: Archive) -> Book:
    """The parts of a workbook. Raises KeyError and ValueError for what is none."""
    names = part_names(archive)
    workbook = workbook_part(archive, names)
    relations = relations_of(archive, names, workbook)
    root = parse_part(archive.read(names[workbook]))
    sheets = {title: Sheet(names[target], index) for index, (title, reference) in enumerate(_listed(root))
              for kind, target in [relations.get(reference, ("", ""))] if kind == "worksheet" and target in names}
    return Book(archive, names[workbook], names.get(relations_part(workbook), ""),
                {kind: names[target] for kind, target in relations.values() if target in names},
                {kind: target for kind, target in relations.values() if target not in names}, sheets,
                any(kind == "origin" for kind, _ in relations_of(archive, names, "").values()),
                _is_1904(root), etree.QName(root).namespace or "")


def check_changeable(book: Book) -> None:
    """Raises Refusal where any change would make something untrue without anybody noticing."""
    if book.signed:
        raise Refusal("signed")
    if "revisionHeaders" in book.others:
        raise Refusal("shared-workbook")


def _table(root: etree._Element) -> Table:
    return Table(read_range(str(root.get("ref"))), root.get("totalsRowCount", "0") not in ("0", ""),
                 root.get("headerRowCount", "1") != "0")


def _listed(root: etree._Element) -> Sequence[tuple[str, str]]:
    """Title and relationship of every tab."""
    return [(str(sheet.get("name")), _reference(sheet)) for sheet in root.iterfind("{*}sheets/{*}sheet")]


def _reference(sheet: etree._Element) -> str:
    """`r:id`, whatever its prefix; strict workbooks have another namespace for it."""
    return next((str(value) for key, value in sheet.attrib.items()
                 if etree.QName(str(key)).localname == "id" and str(key).startswith("{")), "")


def _is_1904(root: etree._Element) -> bool:
    properties = root.find("{*}workbookPr")
    return properties is not None and properties.get("date1904", "0") in ("1", "true")
