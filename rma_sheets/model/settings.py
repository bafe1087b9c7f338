"""What the shop decided in its configuration, as far as planning needs it. Defaults are those of a new shop."""

from __future__ import annotations

from dataclasses import dataclass

LABEL_SIZES = ("a4", "a6", "100x150")
"""A4 to fold, A6, and the label printer's 100 x 150 mm; each has its template `label/<size>.typ`."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Days are calendar days. `date_order` is `dmy`, `mdy` or empty (then 03/04/2026 is asked, not guessed).

    `decimal` is the sign before cents, `,` or `.`, or empty (then 1.234 is asked, not guessed).
    """

    language: str = "en"
    timezone: str = "UTC"
    currency: str = "EUR"
    date_order: str = ""
    decimal: str = ""
    rma_format: str = "RMA-{yy}-{seq:5}-{check}"
    request_format: str = "REQ-{yy}-{seq:5}-{check}"
    ship_within_days: int = 14
    remind_before_days: int = 4
    transit_days: int = 3
    close_after_days: int = 14
    not_goods: tuple[str, ...] = ()
    notices_off: frozenset[str] = frozenset({"in_transit"})
    staff_email: str = ""
    labels_folder: str = "labels"

    def label_path(self, parcel_id: str) -> str:
        """Where the label of a parcel lies, from the shop's folder, with slashes."""
        return f"{self.labels_folder}/{parcel_id}.pdf"
