"""The parts of a workbook and how they hang together (ECMA-376 part 2): which part is which sheet, which its tables.

Parts are found by relationships, never by name; targets may be absolute, relative, of other case, or with
backslashes. No entity is ever resolved.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Protocol
from urllib.parse import unquote

from lxml import etree

from .addresses import read_reference

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)


class Package(Protocol):
    """A zip: what it holds, and each member inflated."""

    def namelist(self) -> list[str]: ...

    def read(self, name: str, /) -> bytes: ...


def part_names(package: Package) -> Mapping[str, str]:
    """Part name, folded (`xl/workbook.xml`) -> name as the zip has it."""
    return {fold_part(name): name for name in package.namelist()}


def fold_part(name: str) -> str:
    """Part names differ neither by case nor by the kind of slash."""
    return name.replace("\\", "/").lstrip("/").lower()


def workbook_part(package: Package, names: Mapping[str, str]) -> str:
    """The name of the workbook's part, folded. Raises KeyError where the package is no workbook."""
    for kind, target in relations_of(package, names, "").values():
        if kind == "officeDocument":
            return target if target in names else _missing(target)
    return _missing("officeDocument")


def sheet_parts(package: Package) -> Mapping[str, str]:
    """Sheet title -> its part's name in the zip, in the order of the tabs. Raises KeyError, ValueError."""
    names = part_names(package)
    workbook = workbook_part(package, names)
    relations = relations_of(package, names, workbook)
    found: dict[str, str] = {}
    for sheet in parse_part(package.read(names[workbook])).iterfind("{*}sheets/{*}sheet"):
        reference = next((str(value) for key, value in sheet.attrib.items()
                          if etree.QName(str(key)).localname == "id" and str(key).startswith("{")), "")
        kind, target = relations.get(reference, ("", ""))
        if kind == "worksheet" and target in names:
            found[str(sheet.get("name"))] = names[target]
    return found


def totals_rows(package: Package, sheet: str) -> frozenset[int]:
    """The sheet rows (1-based) in which a table of that part shows its totals."""
    names = part_names(package)
    rows: set[int] = set()
    for kind, target in relations_of(package, names, fold_part(sheet)).values():
        if kind == "table" and target in names:
            table = parse_part(package.read(names[target]))
            if table.get("totalsRowCount", "0") != "0":
                rows.add(read_reference(str(table.get("ref")).rpartition(":")[2])[0])
    return frozenset(rows)


def parse_part(content: bytes) -> etree._Element:
    """The root element. Raises ValueError for XML that is not well-formed."""
    try:
        return etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error


def relations_of(package: Package, names: Mapping[str, str], part: str) -> Mapping[str, tuple[str, str]]:
    """Relationship id -> (last word of its type, folded target) of a part; the package's own for an empty name."""
    folder, name = posixpath.split(part)
    relations = names.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    return dict(_targets(parse_part(package.read(relations)), folder)) if relations else {}


def _targets(root: etree._Element, folder: str) -> Iterator[tuple[str, tuple[str, str]]]:
    for relation in root.iterfind("{*}Relationship"):
        if relation.get("TargetMode") != "External":
            target = unquote(str(relation.get("Target", ""))).replace("\\", "/")
            whole = target if target.startswith("/") else posixpath.join("/", folder, target)
            kind = re.split(r"[/]", str(relation.get("Type", "")))[-1]
            yield str(relation.get("Id")), (kind, fold_part(posixpath.normpath(whole)))


def _missing(part: str) -> str:
    raise KeyError(part)
