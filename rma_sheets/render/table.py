"""Lines of text whose parts stand below each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def in_columns(rows: Iterable[Sequence[str]], indent: str = "  ") -> list[str]:
    """One line a row, each part as wide as the widest in its place; the last one as long as it is."""
    rows = [tuple(row) for row in rows]
    widths = [max((len(row[place]) for row in rows if place < len(row)), default=0)
              for place in range(max((len(row) for row in rows), default=0))]
    return [(indent + "  ".join(f"{part:<{widths[place]}}" for place, part in enumerate(row))).rstrip()
            for row in rows]
