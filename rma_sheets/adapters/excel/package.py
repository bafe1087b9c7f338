"""How the parts of a workbook hang together (ECMA-376 part 2): names, relationships, and which part is the workbook.

Parts are found by relationships, never by name; targets may be absolute, relative, of other case, or with
backslashes. No entity is ever resolved.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import NoReturn
from urllib.parse import unquote
from xml.parsers import expat

from lxml import etree

from .archive import Archive
from .refusal import Refusal

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)

_EMPTY_LIST = re.compile(rb"\s*(<\?[^<>]*\?>)?\s*(<([^\s<>/:]+:)?(sst|styleSheet)(\s[^<>]*)?/>\s*)?")
_SMALL = 10_000


def part_names(package: Archive) -> Mapping[str, str]:
    """Part name, folded (`xl/workbook.xml`) -> name as the zip has it.

    Raises Refusal for two names that mean one part: programs differ in which of them they take.
    """
    names: dict[str, str] = {}
    for name in package.members:
        if names.setdefault(fold_part(name), name) != name:
            raise Refusal("doubled-part", part=fold_part(name))
    return names


def fold_part(name: str) -> str:
    """Part names differ neither by case nor by the kind of slash."""
    return name.replace("\\", "/").lstrip("/").lower()


def workbook_part(package: Archive, names: Mapping[str, str]) -> str:
    """The name of the workbook's part, folded. Raises KeyError where the package is no workbook."""
    for kind, target in relations_of(package, names, "").values():
        if kind == "officeDocument":
            return target if target in names else _missing(target)
    return _missing("officeDocument")


def parse_part(content: bytes) -> etree._Element:
    """The root element. Raises Refusal for XML that is not well-formed."""
    try:
        return etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError as error:
        raise Refusal("damaged", str(error), part="") from error


def is_empty_list(part: bytes) -> bool:
    """Whether a list of strings or styles has no bytes at all, or is one empty element."""
    return len(part) < _SMALL and _EMPTY_LIST.fullmatch(part) is not None


def check_well_formed(content: bytes, *, utf8: bool = False) -> None:
    """Raises Refusal for what is no XML; prefixes that nobody declared are none of its business.

    `utf8`: it is in UTF-8, whatever it declares.
    """
    try:
        expat.ParserCreate("utf-8" if utf8 else None).Parse(content, True)
    except expat.ExpatError as error:
        raise Refusal("damaged", str(error), part="") from error


def is_well_formed(content: bytes) -> bool:
    """Whether it is XML; see `check_well_formed`."""
    try:
        check_well_formed(content)
    except ValueError:
        return False
    return True


def relations_of(package: Archive, names: Mapping[str, str], part: str) -> Mapping[str, tuple[str, str]]:
    """Relationship id -> (last word of its type, folded target) of a part; the package's own for an empty name."""
    relations = names.get(relations_part(part))
    return dict(_targets(parse_part(package.read(relations)), posixpath.dirname(part))) if relations else {}


def relations_part(part: str) -> str:
    """The part that holds the relationships of that part; both names folded."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _targets(root: etree._Element, folder: str) -> Iterator[tuple[str, tuple[str, str]]]:
    for relation in root.iterfind("{*}Relationship"):
        if relation.get("TargetMode") != "External":
            target = unquote(str(relation.get("Target", ""))).replace("\\", "/")
            whole = target if target.startswith("/") else posixpath.join("/", folder, target)
            kind = str(relation.get("Type", "")).rpartition("/")[2]
            yield str(relation.get("Id")), (kind, fold_part(posixpath.normpath(whole)))


def _missing(part: str) -> NoReturn:
    raise KeyError(part)
