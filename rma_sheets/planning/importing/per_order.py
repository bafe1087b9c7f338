"""Facts of an order that a file says once per order, though every line of the register needs them."""

from __future__ import annotations

from collections.abc import Sequence

from rma_sheets.model.values import CellValue

ORDER_LEVEL = ("order_date", "delivered_on", "order_status", "customer", "email", "country", "language", "currency")
"""Said once per order by some programs (Shopify writes them on an order's first line only)."""


def repeat_per_order(rows: Sequence[dict[str, CellValue]]) -> None:
    """Give every line of an order what only one of its lines says."""
    said: dict[tuple[CellValue, str], CellValue] = {}
    for row in rows:
        for key in ORDER_LEVEL:
            if key in row:
                said.setdefault((row.get("order_no"), key), row[key])
    columns = {key for _, key in said}
    for row in rows:
        for key in columns - row.keys() if "order_no" in row else ():
            if (row["order_no"], key) in said:
                row[key] = said[row["order_no"], key]
