"""E-mail addresses: one address or a problem. The door to email-validator.

Nothing is looked up on the network, and no address is repaired beyond stray spaces: a mail must never go to
somebody the shop did not write down. Two addresses, or a line break inside, go back to a person.
"""

from __future__ import annotations

import re

from rma_sheets.model.mailaddress import ascii_address
from rma_sheets.model.values import CellValue

from .plain import Read, clean, no_value, trouble

_NAMED = re.compile(r"[^<>@]*<([^<>]+)>")


def read_email(value: CellValue) -> Read[str]:
    """An address in the form mail programs compare: domain in lower case. Else email-invalid or email-several."""
    if (nothing := no_value(value)) is not None:
        return nothing
    if not isinstance(value, str):
        return trouble("email-invalid", value)
    text = clean(value)
    if text.count("@") > 1:
        return trouble("email-several", value)
    named = _NAMED.fullmatch(text)
    address = re.sub(r" *@ *", "@", (named[1] if named else text).strip().removeprefix("mailto:"))
    from email_validator import EmailNotValidError, validate_email  # 60 ms: only for those who read addresses

    try:
        found = validate_email(address, check_deliverability=False, allow_smtputf8=False).normalized
        ascii_address(found)  # what no server is sure to take is told now, not when the mail is made
        return Read(found)
    except (EmailNotValidError, ValueError):
        return trouble("email-invalid", value)
