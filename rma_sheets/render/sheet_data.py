"""A parcel or an order as the plain data that the typst templates of labels and forms read.

All words, dates and codes are made here, so a template only places them. What customers and staff typed stays
text, never markup; see `printable`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from rma_sheets.model.texts import Texts

from .codes import code128_svg, qr_svg
from .printable import clean

ITEM_FIELDS = ("rma_number", "request_ref", "order_no", "sku", "name", "qty", "reason", "reason_note")
FORM_WISHES = ("refund", "exchange", "store_credit", "repair")
"""What the return form offers, keys of the list `resolution`."""
Sign = Callable[[str], str]


def label_data(context: Mapping[str, object], texts: Texts, shop: Mapping[str, Any], sign: Sign,
               size: str) -> dict[str, Any]:
    """One label; `context` is that of a parcel. Items without a number show their request reference."""
    facts = clean(context)
    items = [dict.fromkeys(ITEM_FIELDS, "") | item for item in facts["items"]]
    orders = tuple(dict.fromkeys(item["order_no"] for item in items))
    for item in items:
        item["number"] = item["rma_number"] or item["request_ref"]
        item["order"] = f"{texts.say('documents.label.order')} {item['order_no']}" if len(orders) > 1 else ""
        item["qr"] = qr_svg(sign(item["number"])) if len(items) > 1 else ""
    number = items[0]["number"]
    customer = facts.get("customer") or {}
    return {
        "language": texts.language, "number": number, "qr": qr_svg(sign(number)), "barcode": code128_svg(number),
        "parcel": _said(texts, "documents.label.parcel", parcel=facts.get("parcel_id", "")[:24]),
        "more": texts.say("documents.label.first_of", n=len(items)) if len(items) > 1 else "",
        "sender": customer.get("name") or customer.get("email") or "",
        "orders": ", ".join(filter(None, orders)), "items": items, "message": facts.get("message", ""),
        "ship_by": _said(texts, "documents.label.ship_by", day=day(facts.get("ship_by"))),
        "steps": _steps(facts, texts, size), "contact": shop["contact"], "words": words(texts, "label", "column"),
        "shop": shop,
    }


def form_data(order: Mapping[str, object], reasons: Sequence[tuple[str, str]], texts: Texts,
              shop: Mapping[str, Any], sign: Sign) -> dict[str, Any]:
    """The return form of one order. Reasons get the shop's codes where all are short enough to write, else letters."""
    facts = clean(order)
    number = facts["order_no"]
    labels = [label for _, label in reasons]
    short = all(len(code) <= 3 for code, _ in reasons)
    marks = [code for code, _ in reasons] if short else [_letter(index) for index in range(len(reasons))]
    return {
        "language": texts.language, "number": number, "qr": qr_svg(sign(number)), "barcode": code128_svg(number),
        "order": texts.say("documents.form.order", number=number),
        "ordered_on": _said(texts, "documents.form.ordered_on", day=day(facts.get("order_date"))),
        "customer": _said(texts, "documents.form.customer", name=facts.get("customer")),
        "lines": [dict.fromkeys(("line", "sku", "item", "qty"), "") | line for line in facts["lines"]],
        "reasons": [list(pair) for pair in zip(clean(marks), clean(labels), strict=True)],
        "wishes": [[str(index), _capital(texts.say(f"lists.resolution.{key}"))]
                   for index, key in enumerate(FORM_WISHES, start=1)],
        "contact": _said(texts, "documents.form.or_write", contact=shop["contact"]),
        "words": words(texts, "form", "label"), "shop": shop,
    }


def words(texts: Texts, *groups: str) -> dict[str, str]:
    """Those groups of the topic `documents` as `{"label.to": "To"}`; patterns with fields are kept as they are."""
    chosen = tuple(f"documents.{group}." for group in groups)
    return {key.removeprefix("documents."): text for key, text in texts.entries.items() if key.startswith(chosen)}


def shop_data(shop: Mapping[str, object], logo: str) -> dict[str, Any]:
    """The shop for a template: every key is there; `to` are the lines of the return address, the name first."""
    facts: dict[str, Any] = dict.fromkeys(("name", "legal_name", "email", "phone", "url"), "") | clean(shop)
    lines = facts.get("return_address") or facts.get("address") or []
    name = [facts["name"]] if facts["name"] and facts["name"] not in lines else []
    ways = (facts["email"], facts["phone"].replace(" ", "\u00a0"), re.sub(r"^https?://|/$", "", facts["url"]))
    return facts | {"to": name + lines, "address": facts.get("address") or [], "logo": logo,
                    "contact": " · ".join(filter(None, ways))}


def day(value: object) -> object:
    """An ISO text or a date as a date, which the catalogue writes in words; anything else as it stands."""
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    if not value:
        return ""
    try:
        return datetime.fromisoformat(str(value)).date()
    except ValueError:
        return str(value)[:24]


def _said(texts: Texts, key: str, **facts: object) -> str:
    """The sentence, or nothing where its one fact is missing."""
    return texts.say(key, **facts) if all(facts.values()) else ""


def _steps(facts: Mapping[str, Any], texts: Texts, size: str) -> list[str]:
    payer = facts.get("return_cost", "")
    payer = payer if payer in ("customer", "shop") else "postage"
    keys = ("pack", "sheet" if size == "a4" else "label", payer, "receipt")
    return [texts.say(f"documents.step.{key}") for key in keys]


def _letter(index: int) -> str:
    return chr(ord("A") + index) if index < 26 else f"{chr(ord('A') + index // 26 - 1)}{chr(ord('A') + index % 26)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
