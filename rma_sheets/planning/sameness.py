"""What makes two rows the same request, whatever row they stand in and whatever key they lost."""

from __future__ import annotations

from rma_sheets.model.rma import Rma

from .fingerprint import identity_text


def identity_of(rma: Rma) -> str:
    """A fingerprint of who asks for what and when; empty for a row that says nothing yet."""
    parts = (rma.order_no, rma.order_line, rma.sku, rma.email or rma.customer, str(rma.requested_on or ""),
             str(rma.qty or ""), rma.external_ref, rma.return_reason)
    return identity_text(*parts) if rma.sku or rma.order_no else ""
