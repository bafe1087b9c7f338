"""Whole rows of Returns, as people copy and paste them."""

from __future__ import annotations

from typing import Any

from .shop import Shop


def row_values(shop: Shop, row: int) -> list[Any]:
    with shop.sheet() as sheet:
        return [cell.value for cell in sheet[row]]


def write_row(shop: Shop, row: int, values: list[Any]) -> None:
    with shop.sheet() as sheet:
        for at, value in enumerate(values, 1):
            sheet.cell(row, at).value = value


def given_numbers(shop: Shop) -> list[Any]:
    return shop.column("rma_number")
