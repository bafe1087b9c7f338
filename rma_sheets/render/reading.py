"""A mail that was stored as bytes, as text for a person: the headers that matter, the body, the attachments."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default

_HEADERS = ("From", "To", "Subject", "Date", "Message-ID")


def mail_text(content: bytes) -> str:
    """The mail as lines of text. Takes whatever bytes were stored (RFC 5322 and MIME), and never raises for them."""
    message = message_from_bytes(content, policy=default)
    headers = [f"{name}: {message[name]}" for name in _HEADERS if message[name]]
    body = message.get_body(("plain",))
    attached = [f"[{part.get_filename() or part.get_content_type()}]" for part in message.iter_attachments()]
    return "\n".join([*headers, "", body.get_content().rstrip() if body else "", *attached]).rstrip()
