"""Addresses in a configuration: mail, web and host names, checked for their form only, never asked on the network.

The form of a mail address is a sober subset of RFC 5321 (no quoted names, no comments), with international
domains; whether it is reachable is the business of `rma-sheets doctor`.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from email.utils import quote, unquote
from typing import Annotated
from urllib.parse import urlsplit

from rma_sheets.model.mailaddress import ascii_address

from .kinds import kind, need

_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_EMAIL = re.compile(rf"[^\s@<>()\[\],;:\"\\]{{1,64}}@(?:{_LABEL}\.)+[^\W\d_](?:[\w-]{{0,61}}[^\W_])")
_MAILBOX = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]+)>")
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address with the name shown beside it, which may be empty. As text it is in the form of a mail header."""

    name: str
    address: str

    def __str__(self) -> str:
        """Quoted where RFC 5322 wants it, so that the comma of "Smith, Sons & Co" does not make two people."""
        quoted = f'"{quote(self.name)}"' if re.search(r'[()<>@,:;".\[\]\\]', self.name) else self.name
        return f"{quoted} <{self.address}>" if self.name else self.address


def is_loopback(host: str) -> bool:
    """Whether the host is this very machine, so that nothing leaves it."""
    try:
        return host.casefold() == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _mailbox(text: str) -> Mailbox:
    match = _MAILBOX.fullmatch(text)
    name, address = (unquote(match["name"].strip()), match["address"].strip()) if match else ("", text)
    need(name.isprintable(), name)
    return Mailbox(name, _email(address))


def _email(text: str) -> str:
    """In the form that mails will have, so that what is taken here can be sent: see `model.mailaddress`."""
    ascii_address(need(_EMAIL.fullmatch(text), text))
    return text


def _url(text: str) -> str:
    """Refuses a login inside the address: it would stand in every mail."""
    parts = urlsplit(text)
    return need(parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
                and text.isprintable() and " " not in text, text)


def _host(text: str) -> str:
    return text if _HOST.fullmatch(text) else str(ipaddress.ip_address(text.strip("[]")))


Email = Annotated[str, kind("email", _email)]
OptionalEmail = Annotated[str, kind("email", _email, optional=True)]
OptionalMailbox = Annotated[Mailbox | None, kind("mailbox", lambda text: _mailbox(text) if text else None)]
OptionalUrl = Annotated[str, kind("url", _url, optional=True)]
Host = Annotated[str, kind("host", _host)]
