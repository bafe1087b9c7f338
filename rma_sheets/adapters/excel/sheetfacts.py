"""What a look into a sheet part finds, and the bounds in which a cell may stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .addresses import MOST_COLUMNS, MOST_ROWS, OutOfBounds, Place, Range, range_reference

TELLING_NUMBER = re.compile(r"-[0-9.]+(?:[eE][+-]?[0-9]+)?|[0-9]{16,}")
MOST_AT_ONCE = 8_000_000
"""Cells up to the one farthest out, where a reader lays out all of them: 50 bytes each. A register of 100,000 rows and
80 columns; larger ones are read in stretches, each of which may stand anywhere in MOST_CELLS."""
MOST_MERGED = 1_000_000
"""Cells that merged ranges may cover together."""


@dataclass(frozen=True, slots=True)
class SheetScan:
    """`formulas`: place -> type of the cell; `errors`: place -> `#N/A`.

    `merged`: first row, first column, last row, last column; `numbers`: place -> a number as it is written that the
    reader would not tell as it is: sixteen digits or more, or below zero; `arrays`: ranges of arrays and data tables;
    `linked`: cells whose value is a record or a picture, as ranges.
    """

    formulas: Mapping[Place, str] = field(default_factory=dict)
    errors: Mapping[Place, str] = field(default_factory=dict)
    merged: tuple[Range, ...] = ()
    numbers: Mapping[Place, str] = field(default_factory=dict)
    arrays: tuple[Range, ...] = ()
    linked: tuple[Range, ...] = ()


def bounded(rows: int, columns: int, most: int) -> Place:
    """The same numbers, or OutOfBounds where no sheet is so large, or no reader should lay out as many cells."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > most:
        raise OutOfBounds(f"{rows} x {columns}")
    return rows, columns


def bounded_merged(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """The same ranges, or OutOfBounds where they cover more than a person would merge."""
    merged = tuple(ranges)
    if sum(map(_area, merged)) > MOST_MERGED:
        raise OutOfBounds(range_reference(max(merged, key=_area)))
    return merged


def _area(cells: Range) -> int:
    top, left, bottom, right = cells
    return (bottom - top + 1) * (right - left + 1)
