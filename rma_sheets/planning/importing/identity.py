"""Which line of a file is which line of the register, so that importing twice adds nothing twice.

An order line is its order, its SKU and how often that pair has come before in the same file. A return line is
what names the request (shop reference, order, SKU, quantity, day), again with its place among exact copies, which
must all arrive. The same rule over the register's own rows finds what stands there already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from hashlib import blake2b

from rma_sheets.model.column import Kind, TabSpec
from rma_sheets.model.values import CellError, CellValue, Formula
from rma_sheets.planning.generous import clean, read_decimal, read_identifier, read_moment, typed

from .convert import ImportRow

NATURAL_KEYS = {
    "orders": ("order_no", "sku"),
    "returns": ("external_ref", "order_no", "order_line", "sku", "qty", "requested_on"),
}
NAMES_A_REQUEST = ("external_ref", "order_no")
"""Without one of these a return line is known by all its values."""

MOVING = "status"
"""Says how far a return has come, not which one it is."""

_NUMBERS = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.MONEY})
_DAYS = frozenset({Kind.DATE, Kind.MOMENT})


def row_digests(rows: Sequence[ImportRow], spec: TabSpec, columns: Iterable[str]) -> tuple[str, ...]:
    """20 hex characters for each row. `columns` are those the import fills; rows may hold others too."""
    kinds = {column.key: column.kind for column in spec.columns}
    whole = tuple((key, kinds[key]) for key in sorted(columns) if key != MOVING)
    natural = tuple((key, kinds[key]) for key in NATURAL_KEYS[spec.key])
    seen: Counter[tuple[str, ...]] = Counter()
    digests = []
    for row in rows:
        named = spec.key == "orders" or any(row.get(key) is not None for key in NAMES_A_REQUEST)
        parts = (tuple([comparable(row.get(key), kind) for key, kind in natural]) if named else
                 tuple([f"{key}={comparable(row[key], kind)}" for key, kind in whole if row.get(key) is not None]))
        seen[parts] += 1
        text = "\x1f".join((spec.key, *parts, str(seen[parts])))
        digests.append(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest())
    return tuple(digests)


def comparable(value: CellValue, kind: Kind) -> str:
    """A cell as text that is equal whenever the meaning is: 6 and `6`, a day and its text, however it was stored."""
    if value is None:
        return ""
    if isinstance(value, Formula | CellError):
        return typed(value)
    if kind in _NUMBERS:
        number = read_decimal(value).value
        return clean(typed(value)) if number is None else format(number.normalize(), "f")
    if kind in _DAYS:
        moment = read_moment(value).value
        return clean(typed(value)) if moment is None else _minute(moment)
    if kind is Kind.IDENTIFIER:
        return read_identifier(value).value or clean(typed(value))
    return " ".join(clean(typed(value)).split())


def _minute(moment: date | datetime) -> str:
    """To the minute: a spreadsheet keeps times as fractions of a day and gives back 08:25:59.999."""
    if not isinstance(moment, datetime):
        return f"{moment.isoformat()} 00:00"
    return f"{moment + timedelta(seconds=30):%Y-%m-%d %H:%M}"
