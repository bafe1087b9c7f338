"""What the commands `label`, `form` and `preview` need of the register: the facts of a parcel and of an order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from .bootstrap import App
from .errors import UsageError
from .lookup import find_record, typed_numbers
from .model.findings import Finding
from .model.record import RowRecord
from .model.rma import OrderLine
from .planning.context import customer_language, parcel_context
from .planning.identity import identify
from .planning.judge import judge
from .planning.labels import as_planned
from .planning.ledger import open_ledger
from .planning.planned import RowPlan
from .planning.world import World


def label_contexts(app: App, words: Sequence[str]) -> tuple[Mapping[str, Mapping[str, object]], tuple[RowRecord, ...]]:
    """Parcel -> the context of its label, for the returns with those numbers, in their order; and these returns.

    Raises UsageError for a number that is misspelt, unknown, or of a return that is not authorized.
    """
    world = app.world()
    contexts: dict[str, Mapping[str, object]] = {}
    records = []
    for number in typed_numbers(words, app.settings):
        record = find_record(world.view, number, app.settings, app.label_key, app.journal)
        if not record.authorized:
            label = app.lists.label("status", record.status.value)
            raise UsageError("lookup.not-authorized", typed=number, status=label)
        contexts[record.parcel_id] = row_context(world, record, number)
        records.append(record)
    return contexts, tuple(records)


def row_context(world: World, record: RowRecord, typed: str, language: str = "") -> dict[str, object]:
    """The context of the parcel of one row, that row first: itself and its authorized neighbours.

    In the customer's language where none is given. Raises UsageError where the row is no longer in the sheet.
    """
    found = identify(world)
    positions = {key: position for position, key in (*found.known.items(), *found.sealed.items()) if key}
    if record.key not in positions:
        raise UsageError("lookup.row-gone", typed=typed)
    members = [other for other in world.view.rows.values() if other.key in positions
               and (other.key == record.key or (other.parcel_id == record.parcel_id and other.authorized))]
    rows = [as_planned(world, positions[other.key], other.key)
            for other in sorted(members, key=lambda other: other.key != record.key)]
    first = replace(rows[0], findings=row_findings(world, rows[0]))
    return parcel_context(world, [first, *rows[1:]], language or customer_language(world, first.rma, first.lines))


def row_findings(world: World, row: RowPlan) -> tuple[Finding, ...]:
    """What a pass would find wrong with that request now."""
    ledger = open_ledger(world.view)
    ledger.remove(row.record)
    rma, parsed = world.parsed(row.position)
    return judge(world, rma, parsed, row.record, ledger).findings


def form_orders(app: App, numbers: Sequence[str]) -> Iterator[tuple[Mapping[str, object], list[tuple[str, str]]]]:
    """For each order: what the form prints, and the reasons (code, label in the customer's language).

    Raises UsageError for an order that the tab Orders does not have, with the nearest numbers, or has several times.
    """
    world = app.world()
    for number in dict.fromkeys(numbers):
        orders, tab = world.book.orders(number), world.snapshot.tab("orders").title
        if not orders:
            raise UsageError("lookup.unknown-order", typed=number, nearest=", ".join(world.book.near(number)), tab=tab)
        if len(orders) > 1:
            raise UsageError("lookup.several-orders", typed=number, orders=", ".join(orders), tab=tab)
        lines = world.book.lines(orders[0])
        language = lines[0].language or app.settings.language
        yield _order(lines, language), [(code, reason.label(language)) for code, reason in world.reasons.items()
                                        if reason.active]


def _order(lines: tuple[OrderLine, ...], language: str) -> Mapping[str, object]:
    first = lines[0]
    return {"order_no": first.order_no, "order_date": first.order_date.isoformat() if first.order_date else "",
            "customer": first.customer, "language": language,
            "lines": [{"line": line.line, "sku": line.sku, "item": line.item, "qty": line.qty} for line in lines]}
