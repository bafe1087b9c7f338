"""The demo shop: its orders, its requests, and what its staff do between five passes. Data first, then a little code.

Days count back from today, so that the demo always shows a living register; the passes run at those days' time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .model.plan import CellWrite
from .model.snapshot import RowRef, Snapshot
from .model.tab_columns import RETURNS
from .model.texts import Texts
from .model.values import CellValue
from .model.vocabulary import Vocabulary

DAYS = (40, 27, 5, 1, 0)
"""How long ago each pass ran."""

# order no, line, ordered and delivered (days ago), customer, address, country, SKU, item, category, qty, price
ORDERS: tuple[tuple[str, str, int, int, str, str, str, str, str, str, int, float], ...] = (
    ("10021", "1", 48, 45, "Martin", "martin@example.fr", "FR", "MUG-01", "mug", "kitchen", 2, 12.5),
    ("10022", "1", 47, 44, "Okafor", "okafor@example.org", "GB", "APR-02", "apron", "kitchen", 1, 29.0),
    ("10023", "1", 46, 43, "Schmidt", "schmidt@example.org", "DE", "LMP-07", "lamp", "lighting", 1, 89.0),
    ("10031", "1", 12, 9, "Dubois", "dubois@example.fr", "FR", "MUG-01", "mug", "kitchen", 4, 12.5),
    ("10031", "2", 12, 9, "Dubois", "dubois@example.fr", "FR", "TEA-03", "teapot", "kitchen", 1, 39.9),
    ("10032", "1", 11, 8, "Rossi", "rossi@example.org", "IT", "LMP-07", "lamp", "lighting", 2, 89.0),
    ("10033", "1", 11, 8, "Taylor", "taylor@example.org", "GB", "APR-02", "apron", "kitchen", 3, 29.0),
    ("10034", "1", 10, 7, "Novak", "novak@example.org", "CZ", "BLK-11", "blanket", "home", 1, 59.0),
    ("10035", "1", 10, 7, "Petit", "petit@example.fr", "FR", "BLK-11", "blanket", "home", 2, 59.0),
    ("10036", "1", 9, 6, "Jansen", "jansen@example.org", "NL", "CHR-20", "chair", "furniture", 2, 189.0),
    ("10041", "1", 6, 3, "Moreau", "moreau@example.fr", "FR", "TEA-03", "teapot", "kitchen", 1, 39.9),
    ("10042", "1", 5, 2, "Walsh", "walsh@example.org", "IE", "CHR-20", "chair", "furniture", 3, 189.0),
    ("00043", "1", 5, 2, "Silva", "silva@example.org", "PT", "1E10", "adapter", "lighting", 5, 6.9),
)

# pass (index of DAYS), order no, SKU, qty, reason, wanted resolution, further cells
REQUESTS: tuple[tuple[int, str, str, int, str, str, Mapping[str, str]], ...] = (
    (0, "10021", "MUG-01", 1, "changed_mind", "refund", {}),
    (0, "10022", "APR-02", 1, "too_large", "refund", {}),
    (2, "10031", "MUG-01", 2, "damaged_item", "refund", {}),
    (2, "10031", "TEA-03", 1, "wrong_item_sent", "exchange", {}),
    (2, "10032", "LMP-07", 1, "defective_on_arrival", "refund", {}),
    (2, "10033", "APR-02", 1, "changed_mind", "refund", {}),
    (2, "10033", "APR-02", 1, "too_small", "exchange", {"external_ref": "T-2"}),
    (2, "10034", "BLK-11", 1, "colour", "refund", {}),
    (2, "10035", "BLK-11", 1, "changed_mind", "refund", {}),
    (2, "10036", "CHR-20", 1, "changed_mind", "refund", {}),
    (3, "10041", "TEA-03", 1, "too_small", "refund", {}),
    (3, "10042", "CHR-20", 2, "changed_mind", "refund", {}),
    (3, "10062", "MUG-01", 1, "changed_mind", "refund", {"email": "walsh@example.org"}),
    (3, "00043", "1E10", 2, "changed_mind", "refund", {"hold": "yes"}),
    (3, "10032", "LMP-07", 2, "changed_mind", "refund", {}),
)

# before which pass, which request (index), the cells staff fill; keys of lists and notes become words
ACTS: tuple[tuple[int, int, Mapping[str, str | int]], ...] = (
    (1, 1, {"received_on": -30, "qty_received": 1, "condition": "new_sealed", "disposition": "restock",
            "resolution": "refund", "payment_ref": "PAY-7781"}),
    (3, 2, {"tracking_no": "1Z999AA10123456784"}),
    (3, 3, {"received_on": -1, "qty_received": 1}),
    (3, 4, {"received_on": -1, "qty_received": 1, "condition": "no_fault_found", "disposition": "quarantine",
            "inspector": "IB"}),
    (3, 5, {"received_on": -2, "qty_received": 1, "condition": "used", "inspection_findings": "worn"}),
    (3, 6, {"received_on": -2, "condition": "wrong_item", "status": "rejected", "decision_note": "not-ours"}),
    (3, 7, {"received_on": -1, "qty_received": 1, "condition": "opened_as_new", "disposition": "restock_open_box"}),
    (3, 8, {"received_on": -3, "condition": "new_sealed", "disposition": "restock", "resolution": "refund",
            "refund_amount": 59, "payment_ref": "PAY-7802"}),
    (3, 9, {"status": "cancelled"}),
    (4, 11, {"status": "declined", "decision_note": "assembled"}),
)


@dataclass(frozen=True, slots=True)
class DemoClock:
    """A clock that stands at ten in the morning of one day."""

    zone: ZoneInfo
    day: date

    def now(self) -> datetime:
        """That moment."""
        return datetime.combine(self.day, time(10, 0), self.zone)


def order_rows(today: date, texts: Texts) -> list[dict[str, CellValue]]:
    """The tab Orders."""
    return [{"order_no": number, "line": line, "order_date": today - timedelta(days=ordered),
             "delivered_on": today - timedelta(days=delivered),
             "order_status": texts.say("lists.order_status.delivered"),
             "customer": customer, "email": email, "country": country, "language": _language(country, texts),
             "sku": sku, "item": texts.say(f"demo.item.{item}"), "category": texts.say(f"demo.category.{category}"),
             "qty": qty, "unit_price": price, "currency": "EUR"}
            for number, line, ordered, delivered, customer, email, country, sku, item, category, qty, price in ORDERS]


def request_rows(pass_index: int, today: date, texts: Texts, vocabulary: Vocabulary) -> list[dict[str, CellValue]]:
    """The requests that arrived before that pass, as staff would type them."""
    orders = {(order[0], order[7]): order for order in ORDERS}
    asked = today - timedelta(days=DAYS[pass_index])
    rows = []
    for index, number, sku, qty, reason, resolution, further in REQUESTS:
        if index == pass_index:
            order = orders.get((number, sku))
            row: dict[str, CellValue] = {
                "requested_on": asked, "order_no": number, "sku": sku, "qty": qty,
                "return_reason": texts.say(f"seed.reason.{reason}"), "requested_resolution":
                vocabulary.label("resolution", resolution)}
            if order:
                row |= {"item": texts.say(f"demo.item.{order[8]}"), "customer": order[4], "email": order[5],
                        "country": order[6], "language": _language(order[6], texts)}
            rows.append(row | {key: _cell(key, value, asked, texts) for key, value in further.items()})
    return rows


def staff_writes(pass_index: int, today: date, snapshot: Snapshot, texts: Texts) -> list[CellWrite]:
    """The cells that staff fill before that pass. Rows stand in the order of REQUESTS."""
    tab = snapshot.tab("returns")
    return [CellWrite(RowRef("returns", row), column, tab.cell(row, column), _cell(column, value, today, texts))
            for before, row, cells in ACTS if before == pass_index for column, value in cells.items()]


def _cell(column: str, value: str | int, today: date, texts: Texts) -> CellValue:
    """Days back from today become dates, keys of lists what staff pick, keys of notes what they write."""
    spec, note = RETURNS.column(column), f"demo.note.{value}"
    if column == "received_on":
        return today + timedelta(days=int(value))
    if spec.choices:
        return texts.say(f"lists.{spec.choices}.{value}")
    return texts.say(note) if texts.has(note) else value


def _language(country: str, texts: Texts) -> str:
    return texts.say(f"lists.language.{'fr' if country == 'FR' else 'en'}")
