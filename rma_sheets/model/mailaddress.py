"""A mail address in the one form that every server takes: a single ASCII mailbox, international domains as Punycode.

What this refuses (two addresses, spaces, line ends, names beside the address) can never reach a header or a server.
"""

from __future__ import annotations

import re

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*")
LONGEST = 254
"""RFC 5321, 4.5.3.1.3: a path has at most 256 octets, its brackets included."""


def ascii_address(address: str) -> str:
    """`name@domain` in ASCII. Raises ValueError for anything that is not exactly one such address.

    A name before the @ with letters outside ASCII would need SMTPUTF8 at every server on the way; it is refused.
    """
    local, _, domain = address.rpartition("@")
    try:
        plain = domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise ValueError(f"not a mail address: {address!r}") from error
    if not (_LOCAL.fullmatch(local) and _DOMAIN.fullmatch(plain)) or len(local) + len(plain) >= LONGEST:
        raise ValueError(f"not a mail address: {address!r}")
    return f"{local}@{plain}"


def mask(address: str) -> str:
    """`anna@example.org` as `a***@example.org`: a terminal or a log is not a customer list."""
    local, at, domain = address.partition("@")
    return f"{local[:1]}***{at}{domain}" if at else "***"
