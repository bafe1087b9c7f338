"""The keys of mails (`<row_key>:<notice>:<rev>`), and the Message-ID that stands for one outside."""

from __future__ import annotations

import hashlib


def message_id(register_id: str, key: str, domain: str) -> str:
    """The Message-ID of the mail of that key, always the same one, angle brackets included (RFC 5322, 3.6.4)."""
    digest = hashlib.sha256(f"{register_id}{key}".encode()).hexdigest()
    return f"<{digest[:32]}@{domain}>"


def row_of(key: str) -> str:
    """The row key within a mail key `<row_key>:<notice>:<rev>`."""
    return key.rsplit(":", 2)[0]


def revision_of(key: str) -> int:
    """The `rev` within a mail key: how often the row had moved when the mail was made."""
    return int(key.rsplit(":", 1)[1])
