"""What a server may not repeat to us: a reply is kept in the journal and shown, and some servers answer a login with
the very words of it.

The password goes, however it was sent: as it is, in base64 (AUTH LOGIN) and with the user name in base64 (AUTH PLAIN,
RFC 4616). The user name alone is no secret, and a digest (CRAM-MD5) is another one with each login: both stay.
"""

from __future__ import annotations

from base64 import b64encode

MASK = "***"


def secrets_of(user: str, password: str) -> tuple[str, ...]:
    """The forms of a password in which a login sends it, the longest first: one may stand within another."""
    if not password:
        return ()
    coded = (_base64(password), _base64(f"\0{user}\0{password}"))
    plain = " ".join(password.split())    # blanks of a reply are single ones
    escaped = plain.replace("\\", "\\\\")   # smtplib writes some replies as Python does
    forms = {plain, escaped, escaped.replace("'", "\\'"), *coded, *(each.rstrip("=") for each in coded)}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


def without(secrets: tuple[str, ...], line: str) -> str:
    """The line, with a mask where one of them stood."""
    for secret in secrets:
        line = line.replace(secret, MASK)
    return line


def _base64(text: str) -> str:
    return b64encode(text.encode()).decode()
