"""A complete made-up return for previews, checks and golden files: every field a template may use, in each language."""

from __future__ import annotations

from collections.abc import Mapping

from rma_sheets.model.notices import NOTICES, STAFF
from rma_sheets.model.plan import Mail

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "customer": "Ada Example", "first": "Mug, blue", "second": "Linen apron, natural", "reason": "too small",
        "reason2": "arrived damaged", "note": "I would prefer the large one.",
        "message": "Please return the mug in its box.",
        "declined": "The seal of the hygiene packaging has been opened.",
        "findings": "The handle shows signs of use.\nThe box is missing.",
        "why": "Rule “14 days, unopened” asks a person to decide: requested 12 days after delivery.",
        "problem": "Order 10032 was not found. Please check the number on your invoice.",
        "street": "1 Example Street", "town": "Exampletown EX1 2AB", "country": "GB", "phone": "+44 20 7946 0000",
        "domain": "example.com",
    },
    "fr": {
        "customer": "Ada Exemple", "first": "Tasse bleue", "second": "Tablier en lin naturel", "reason": "trop petit",
        "reason2": "arrivé endommagé", "note": "Je préférerais le grand modèle.",
        "message": "Merci de renvoyer la tasse dans sa boîte.",
        "declined": "Le sceau de l'emballage d'hygiène a été ouvert.",
        "findings": "L'anse porte des traces d'usage.\nLa boîte manque.",
        "why": "La règle « 14 jours, non ouvert » demande une décision humaine : demandé 12 jours après la livraison.",
        "problem": "La commande 10032 est introuvable. Merci de vérifier le numéro sur votre facture.",
        "street": "1 rue de l'Exemple", "town": "75000 Exempleville", "country": "FR", "phone": "+33 1 99 00 00 00",
        "domain": "example.fr",
    },
}


def sample_shop(language: str) -> dict[str, object]:
    """A shop as the configuration gives it to templates; addresses are lists of lines."""
    words = _words(language)
    name = "Atelier Exemple" if language == "fr" else "Example Goods"
    address = [name, words["street"], words["town"]]
    return {"name": name, "legal_name": name, "email": f"returns@{words['domain']}", "phone": words["phone"],
            "url": f"https://www.{words['domain']}", "address": address, "return_address": address, "logo": ""}


def sample_context(notice: str, language: str) -> dict[str, object]:
    """The context of a mail or a label, as `planning/context.py` builds it."""
    words, sent_on = _words(language), NOTICES[notice].sent_on
    return {
        "language": language, "request_ref": "REQ-26-00042-2", "parcel_id": "P-26-00012",
        "customer": {"name": words["customer"], "email": f"customer@{words['domain']}", "phone": words["phone"],
                     "country": words["country"]},
        "requested_on": "2026-11-20", "received_at": "2026-11-22T09:14:00+01:00",
        "status": sent_on.value if sent_on else "approved", "ship_by": "2026-12-06", "window_end": "2026-12-01",
        "return_cost": "customer", "restocking_fee": "7.5",
        "message": words["message"] if notice in ("approved", "reminder") else "",
        "items": [_first(notice, words), _second(notice, words)],
    }


def sample_mail(notice: str, language: str) -> Mail:
    """A mail of that notice, ready for `render.mail.compose`."""
    kind = NOTICES[notice]
    to = f"{'staff' if kind.audience == STAFF else 'customer'}@{_words(language)['domain']}"
    keys = (f"sample1:{notice}:1", f"sample2:{notice}:1")
    return Mail(keys[0], notice, to, language, keys, sample_context(notice, language), kind.attach_label)


def _words(language: str) -> Mapping[str, str]:
    return _WORDS.get(language, _WORDS["en"])


def _first(notice: str, words: Mapping[str, str]) -> dict[str, object]:
    problems = [{"text": words["problem"]}] if notice == "needs_info" else []
    number = "" if notice in ("requested", "needs_info", "staff_review", "declined") else "RMA-26-00042-2"
    return {"rma_number": number, "request_ref": "REQ-26-00042-2", "order_no": "10023", "sku": "MUG-01",
            "name": words["first"], "qty": 2, "reason": words["reason"], "reason_note": words["note"],
            "requested_resolution": "refund", "resolution": "refund", "condition": "used",
            "inspection_findings": words["findings"], "decision_note": words["declined"], "payment_ref": "PAY-7781",
            "refund_amount": "24.90", "unit_price": "12.45", "currency": "EUR", "tracking_no": "XX123456789FR",
            "exchange_sku": "", "why": words["why"], "row": 14, "problems": problems}


def _second(notice: str, words: Mapping[str, str]) -> dict[str, object]:
    first = _first(notice, words)
    return first | {"rma_number": "RMA-26-00043-X" if first["rma_number"] else "", "request_ref": "REQ-26-00043-X",
                    "sku": "APR-11", "name": words["second"], "qty": 1, "reason": words["reason2"], "reason_note": "",
                    "requested_resolution": "exchange", "resolution": "exchange", "condition": "damaged",
                    "inspection_findings": "", "payment_ref": "", "refund_amount": "", "unit_price": "39.00",
                    "exchange_sku": "APR-12", "row": 15, "problems": []}
