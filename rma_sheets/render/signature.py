"""The keyed signature in a QR code: `RMA-26-00042-2.7HMK2QX9TB`.

It lets the warehouse tell a code we printed from one somebody made up. It is not a secret and opens nothing:
who scans a good code still has to be a person of the shop. 10 characters of 31 are 49 bits of HMAC-SHA256;
payloads stay in QR's alphanumeric set, so that the code stays small.
"""

from __future__ import annotations

import hashlib
import hmac

from rma_sheets.model.rma import ALPHABET

LENGTH = 10
_PURPOSE = b"rma-sheets qr 1\0"


def sign_number(number: str, key: bytes) -> str:
    """The QR payload `NUMBER.SIGNATURE` for an RMA number or an order number; case does not matter to it.

    Raises ValueError for an empty key: a signature everybody can make is worse than none.
    """
    if not key:
        raise ValueError("the key is empty")
    return f"{number}.{_signature(number, key)}"


def read_payload(payload: str, key: bytes) -> tuple[str, bool | None]:
    """What a scanner read: the number, and whether its signature is good; None where it carries none."""
    text = payload.strip()
    number, dot, signature = text.rpartition(".")
    signature = signature.upper()
    if not dot or not number or len(signature) != LENGTH or set(signature) - set(ALPHABET):
        return text, None
    return number, bool(key) and hmac.compare_digest(signature, _signature(number, key))


def _signature(number: str, key: bytes) -> str:
    digest = hmac.new(key, _PURPOSE + number.strip().upper().encode(), hashlib.sha256).digest()
    value, letters = int.from_bytes(digest, "big"), []
    for _ in range(LENGTH):
        value, index = divmod(value, len(ALPHABET))
        letters.append(ALPHABET[index])
    return "".join(letters)
