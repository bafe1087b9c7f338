"""What the commands `label` and `form` need of the register: the facts of a parcel and of an order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from .bootstrap import App
from .errors import UsageError
from .lookup import find_record
from .model.record import RowRecord
from .model.rma import OrderLine
from .planning.context import customer_language, parcel_context
from .planning.identity import identify
from .planning.labels import as_planned
from .planning.world import World


def label_contexts(app: App, typed: Iterable[str]) -> Mapping[str, Mapping[str, object]]:
    """Parcel -> the context of its label, for the returns with those numbers, in their order.

    Raises UsageError for a number that is misspelt, unknown, or of a row that has no RMA number.
    """
    world = app.world()
    contexts: dict[str, Mapping[str, object]] = {}
    for number in typed:
        record = find_record(world.view, number, app.settings)
        if not record.rma_number:
            raise UsageError("lookup.not-authorized", typed=number)
        contexts[record.parcel_id] = row_context(world, record, number)
    return contexts


def row_context(world: World, record: RowRecord, typed: str) -> dict[str, object]:
    """The context of the parcel of one row, that row first: itself and its authorized neighbours.

    Raises UsageError where the row is no longer in the sheet.
    """
    positions = {key: position for position, key in identify(world.tab, world.layout, world.view).known.items()}
    if record.key not in positions:
        raise UsageError("lookup.row-gone", typed=typed)
    members = [other for other in world.view.rows.values() if other.key in positions
               and (other.key == record.key or (other.parcel_id == record.parcel_id and other.rma_number))]
    rows = [as_planned(world, positions[other.key], other.key)
            for other in sorted(members, key=lambda other: other.key != record.key)]
    return parcel_context(world, rows, customer_language(world, rows[0].rma, rows[0].lines))


def form_orders(app: App, numbers: Iterable[str]) -> Iterator[tuple[Mapping[str, object], list[tuple[str, str]]]]:
    """For each order: what the form prints, and the reasons (code, label in the customer's language).

    Raises UsageError for an order that the tab Orders does not have, with the nearest numbers.
    """
    world = app.world()
    for number in numbers:
        orders = world.book.orders(number)
        lines = world.book.lines(orders[0]) if orders else ()
        if not lines:
            near = ", ".join(world.book.near(number)) or "-"
            raise UsageError("lookup.unknown-order", typed=number, nearest=near)
        language = lines[0].language or app.settings.language
        yield _order(lines, language), [(code, reason.label(language)) for code, reason in world.reasons.items()
                                        if reason.active]


def _order(lines: tuple[OrderLine, ...], language: str) -> Mapping[str, object]:
    first = lines[0]
    return {"order_no": first.order_no, "order_date": first.order_date.isoformat() if first.order_date else "",
            "customer": first.customer, "language": language,
            "lines": [{"line": line.line, "sku": line.sku, "item": line.item, "qty": line.qty} for line in lines]}
