"""The look of a cell as openpyxl keeps it, for the workbooks that are built new."""

from __future__ import annotations

from typing import Any, cast

from openpyxl.styles.cell_style import StyleArray


def style_of(styled: Any) -> StyleArray | None:
    """The style array of a cell, row or column; openpyxl has no public name for it."""
    return cast("StyleArray | None", styled._style)


def set_style(cell: Any, style: StyleArray | None) -> None:
    """Give a cell that style array."""
    cell._style = style
