"""The closed lists of the register: stable keys, never what staff see.

Labels per language stand in the catalogue of texts under `lists.<list>.<key>`; return reasons are the shop's
own and come from the tab Reasons.
"""

from __future__ import annotations

from types import MappingProxyType

from .column import LANGUAGES
from .states import Status

CONDITIONS = ("new_sealed", "opened_as_new", "used", "damaged", "defective", "no_fault_found", "wrong_item", "missing")
ACCEPTED_CONDITIONS = frozenset({"new_sealed", "opened_as_new", "defective"})
CONTESTED_CONDITIONS = frozenset({"used", "wrong_item", "missing"})

DISPOSITIONS = ("restock", "restock_open_box", "quarantine", "repair", "refurbish", "return_to_supplier", "donate",
                "recycle", "destroy", "send_back")
RESOLUTIONS = ("refund", "exchange", "store_credit", "repair", "replacement", "keep_item", "none")

LISTS: MappingProxyType[str, tuple[str, ...]] = MappingProxyType({
    "status": tuple(status.value for status in Status),
    "check": ("ok", "warning", "error"),
    "eligibility": ("yes", "no", "review"),
    "condition": CONDITIONS,
    "disposition": DISPOSITIONS,
    "resolution": RESOLUTIONS,
    "payer": ("customer", "shop"),
    "verdict": ("approve", "review", "decline"),
    "order_status": ("paid", "shipped", "delivered", "cancelled"),
    "flag": ("yes", "no"),
    "language": LANGUAGES,
})
