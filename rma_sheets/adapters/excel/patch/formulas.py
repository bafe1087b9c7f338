"""The formulas of a sheet part: what a cell computes, and how it goes on in a row below.

Cells that share a formula name a group; its first cell holds the text (ECMA-376 18.3.1.40).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rma_sheets.adapters.excel.addresses import Place, read_reference

from .layout import Layout
from .markup import ATTRIBUTES, attributes, plain
from .moving import moved_formula
from .patterns import UnusualSheet
from .rowcells import Cell


@dataclass(frozen=True, slots=True)
class CellFormula:
    """`text` without `=`; `group` is the number of a shared formula, empty for one of its own; `anchor`: the group's
    text stands here."""

    text: str
    kind: str
    group: str
    anchor: bool


class Formulas:
    """The formulas of one sheet part."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        name = re.escape(layout.prefix) + b"f"
        self._formula = re.compile(b"<" + name + rb"(?=[\s/>])" + ATTRIBUTES + b"(?:/>|>([^<]*)</" + name + rb"\s*>)")
        self._cell = b"<" + layout.prefix + b"c"

    def of(self, cell: Cell) -> CellFormula | None:
        """What that cell computes."""
        found = self._formula.search(self._layout.text.tags, cell.tag_end, cell.end)
        return self._read(found) if found else None

    def any(self) -> bool:
        """Whether any cell computes."""
        layout = self._layout
        return self._formula.search(layout.text.tags, layout.data_start, layout.data_end) is not None

    def _read(self, found: re.Match[bytes]) -> CellFormula:
        said = attributes(found[0][:found[0].index(b">") + 1] if b">" in found[0] else found[0])
        kind = said.get("t", "normal")
        written = self._layout.text.body[found.start(1):found.end(1)] if found[1] is not None else b""
        text = "" if b"<" in written else plain(written)    # in CDATA, or with a comment: it stays where it is
        group = said.get("si", "") if kind == "shared" else ""
        return CellFormula(text, kind, group, bool(group) and "ref" in said)

    @cached_property
    def _groups(self) -> Mapping[Place, list[tuple[Place, CellFormula]]]:
        """Shared formulas: cell -> all cells that share its one. A number that was used before begins another group.

        Raises UnusualSheet where a cell does not say where it stands.
        """
        groups: dict[str, list[tuple[Place, CellFormula]]] = {}
        by_place: dict[Place, list[tuple[Place, CellFormula]]] = {}
        layout = self._layout
        for found in self._formula.finditer(layout.text.tags, layout.data_start, layout.data_end):
            formula = self._read(found)
            if not formula.group:
                continue
            if formula.anchor and any(each.anchor for _, each in groups.get(formula.group, [])):
                groups[formula.group] = []
            place = self._place(found.start())
            by_place[place] = groups.setdefault(formula.group, [])
            by_place[place].append((place, formula))
        return by_place

    def _place(self, at: int) -> Place:
        tags = self._layout.text.tags
        start = tags.rfind(self._cell, 0, at)
        said = attributes(tags[start:tags.index(b">", start) + 1])
        if "r" not in said:
            raise UnusualSheet("a shared formula in a cell without a reference")
        return read_reference(said["r"])

    def members(self, place: Place) -> list[Place]:
        """The cells that share the formula of that one."""
        return [each for each, _ in self._groups.get(place, [])]

    def moved(self, formula: CellFormula, source: Place, target: Place) -> str:
        """The formula of the cell at `source` as it reads at `target`, empty where it cannot go on."""
        text, origin = formula.text, source
        if formula.group and not formula.text:
            anchor = next(((place, each) for place, each in self._groups.get(source, []) if each.anchor), None)
            if anchor is None:
                return ""
            origin, text = anchor[0], anchor[1].text
        if formula.kind not in ("normal", "shared") or not text:
            return ""
        return moved_formula(text, origin, target)
