"""Every kind of mail: who gets it, which status sends it, and whether the label goes with it.

A constant a shop owner could read. Each line has its templates `<name>.html.j2` and `<name>.txt.j2` in every
language; a test checks that. Sending is decided in planning, wording in the templates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .states import Status

CUSTOMER, STAFF = "customer", "staff"


@dataclass(frozen=True, slots=True)
class Notice:
    """One line of the table. `sent_on` is the status whose beginning sends it, None where a date does.

    `attach_label`: the label goes with it as a PDF, and the QR code of each number stands in the text;
    `on`: sent unless the shop says otherwise.
    """

    name: str
    sent_on: Status | None
    audience: str = CUSTOMER
    attach_label: bool = False
    on: bool = True


_NOTICES = (
    Notice("requested", Status.REQUESTED),
    Notice("needs_info", Status.NEEDS_INFO),
    Notice("staff_review", Status.IN_REVIEW, audience=STAFF),
    Notice("approved", Status.APPROVED, attach_label=True),
    Notice("declined", Status.DECLINED),
    Notice("in_transit", Status.IN_TRANSIT, on=False),
    Notice("received", Status.RECEIVED),
    Notice("contested", Status.CONTESTED),
    Notice("rejected", Status.REJECTED),
    Notice("settled", Status.SETTLED),
    Notice("cancelled", Status.CANCELLED),
    Notice("expired", Status.EXPIRED),
    Notice("reminder", None, attach_label=True),
)

NOTICES: Mapping[str, Notice] = MappingProxyType({notice.name: notice for notice in _NOTICES})

_BY_STATUS = {notice.sent_on: notice for notice in _NOTICES if notice.sent_on is not None}


def notice_for(status: Status) -> Notice | None:
    """The notice that the beginning of this status sends, or None where it sends none."""
    return _BY_STATUS.get(status)
