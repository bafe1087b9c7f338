"""The chain of calculation: it goes with a formula that goes, and with it only what told of it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from .book import PARSER, BookParts


def chain_of(book: BookParts) -> set[str]:
    """The name of its part in the zip."""
    return {name for key, name in book.names.items() if key.endswith("calcchain.xml")}


def told_of_chain(book: BookParts) -> set[str]:
    """The list of contents and the workbook's relationships."""
    return {name for key, name in book.names.items() if key == "[content_types].xml" or _is_relations(key)}


def compare_told(book: BookParts, new: BookParts, chain: set[str]) -> Iterator[str]:
    """What else changed where the chain was told of; `chain`: it may be gone."""
    if not chain:
        return
    if chain & set(new.names.values()):
        yield "the chain of calculation names a cell that computes no more"
    for name in told_of_chain(book):
        if _without_chain(book.read(name)) != _without_chain(new.read(name)):
            yield f"{name} lost more than the chain"


def _is_relations(key: str) -> bool:
    return key.endswith(".rels") and "/_rels/" in key and "sheets/" not in key


def _without_chain(part: bytes) -> list[str]:
    """Every entry but that of the chain and of a list of formats that was added."""
    root = etree.fromstring(part, PARSER)
    said = (" ".join(f"{name}={value}" for name, value in sorted(each.attrib.items())) for each in root.iterfind("*"))
    return [each for each in said if "calcchain" not in each.lower() and "styles" not in each.lower()]
