"""The facts of a parcel as plain data for mails and labels: text, numbers, lists and dicts; dates as ISO text.

Templates see nothing else. Sentences for the customer are in the customer's language; keys of lists stay keys, the
templates have a filter that gives their label.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from rma_sheets.model.findings import Finding
from rma_sheets.model.rma import OrderLine, Rma
from rma_sheets.model.texts import Texts

from .planned import RowPlan
from .stand import ship_by
from .world import World

COUNTRY_LANGUAGES = {"FR": "fr", "MC": "fr", "GB": "en", "IE": "en", "US": "en"}
"""Countries where one of our languages is surely the customer's."""


def customer_language(world: World, rma: Rma, lines: Sequence[OrderLine]) -> str:
    """The row's language, else the order's, else the country's, else the shop's."""
    line = lines[0] if lines else None
    chosen = rma.language or (line.language if line else "")
    country = rma.country or (line.country if line else "")
    return chosen or COUNTRY_LANGUAGES.get(country, world.settings.language)


def parcel_context(world: World, rows: Sequence[RowPlan], language: str) -> dict[str, object]:
    """The context of a mail or a label about these rows of one parcel; the first row speaks for the parcel."""
    first = rows[0]
    decided = first.detail.decision
    return {
        "language": language,
        "customer": {"name": first.rma.customer or _order_value(first, "customer"), "email": first.rma.email,
                     "phone": first.rma.phone, "country": first.rma.country or _order_value(first, "country")},
        "request_ref": first.record.request_ref,
        "parcel_id": first.record.parcel_id,
        "requested_on": _iso(first.rma.requested_on or world.today),
        "received_at": first.detail.first_seen,
        "status": first.record.status.value,
        "ship_by": _iso(ship_by(first.walk.stand, world.settings)),
        "window_end": decided.get("window_end", ""),
        "return_cost": decided.get("return_cost", ""),
        "restocking_fee": decided.get("restocking_fee", ""),
        "message": decided.get("message", ""),
        "items": [item_context(world, row, language) for row in rows],
    }


def item_context(world: World, row: RowPlan, language: str) -> dict[str, object]:
    """The facts of one row, as one of the items of such a context."""
    rma, line = row.rma, next(iter(_own_lines(row)), None)
    reason = world.reasons.get(rma.return_reason)
    texts = world.texts[language]
    return {
        "rma_number": row.record.rma_number, "request_ref": row.record.request_ref,
        "order_no": rma.order_no or (line.order_no if line else ""), "sku": rma.sku,
        "name": rma.item or (line.item if line else ""), "qty": rma.qty or 0,
        "reason": reason.label(language) if reason else "", "reason_note": rma.reason_note,
        "requested_resolution": rma.requested_resolution,
        "resolution": rma.resolution or ("refund" if (rma.refund_amount or 0) > 0 else ""),
        "condition": rma.condition, "inspection_findings": rma.inspection_findings,
        "decision_note": rma.decision_note, "payment_ref": rma.payment_ref,
        "refund_amount": _amount(rma.refund_amount) if (rma.refund_amount or 0) > 0 else "",
        "unit_price": _amount(line.unit_price if line else None),
        "currency": (line.currency if line else "") or world.settings.currency,
        "tracking_no": rma.tracking_no, "exchange_sku": rma.exchange_sku,
        "why": row.detail.decision.get("why", ""), "row": rma.row,
        "problems": [_problem(finding, texts) for finding in row.findings
                     if finding.kind.leads_to == "needs_info"],
    }


def _problem(finding: Finding, texts: Texts) -> Mapping[str, str]:
    """What the customer is asked."""
    return {"text": texts.say(f"findings.{finding.code}.customer", **finding.facts)}


def _order_value(row: RowPlan, name: str) -> str:
    lines = _own_lines(row)
    return str(getattr(lines[0], name)) if lines else ""


def _own_lines(row: RowPlan) -> Sequence[OrderLine]:
    """The order lines of which this customer may hear: none, while the address is not that of the order."""
    return () if any(finding.code == "email-differs" for finding in row.findings) else row.lines


def _amount(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _iso(value: date | datetime | None) -> str:
    return value.isoformat() if value else ""
