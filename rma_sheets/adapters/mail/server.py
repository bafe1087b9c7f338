"""A server as configured, and what it or the system says, as sentences for people.

No connection is made here.
"""

from __future__ import annotations

import re
import socket
import ssl
from dataclasses import dataclass, field
from pathlib import Path

from rma_sheets.model.texts import Texts

from .unsaid import secrets_of, without

_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (ssl.SSLCertVerificationError, "certificate"),
    (ssl.SSLError, "secure"),
    (socket.gaierror, "no-such-host"),
    (TimeoutError, "timed-out"),
    (ConnectionRefusedError, "refused-connection"),
)
_LONGEST_REPLY = 300
_COMMANDS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that turn the direction of what is read."""
ABOUT_US = frozenset({530, 534, 535, 538})
"""Replies about our login (RFC 4954, 6), whatever they answer."""


class UnreachableError(Exception):
    """The server cannot be used; the text says why."""


class BrokenError(Exception):
    """The connection was lost between two steps; the text says how, `reply` is what the system said."""

    def __init__(self, text: str, reply: str) -> None:
        super().__init__(text)
        self.reply = reply


@dataclass(frozen=True, slots=True)
class Server:
    """Where and how. `security` is starttls, ssl or none; seconds for `timeout` (each step) and `data_timeout` (the
    answer to the content, which RFC 5321 4.5.3.2.6 lets take ten minutes)."""

    host: str
    port: int
    security: str
    user: str
    password: str = field(repr=False)
    timeout: float
    data_timeout: float
    ca_file: Path | None
    local_hostname: str
    texts: Texts = field(repr=False)

    def say(self, key: str, reply: object, **facts: object) -> str:
        """A sentence of the catalogue about this server."""
        return self.texts.say(f"mail.smtp.{key}", **{"host": self.host, "port": self.port, "reply": reply} | facts)

    def explain(self, error: BaseException, otherwise: str) -> str:
        """Why, in words: by the kind of error or of the one below it, else by the server's reply, else `otherwise`."""
        below = error.__cause__ or error.__context__
        key = next((key for kind, key in _REASONS for each in (error, below) if isinstance(each, kind)), otherwise)
        return self.say(key, self.reply_of(error))

    def reply_of(self, error: BaseException) -> str:
        """The server's reply where the error carries one, else the error's own words."""
        code, text = getattr(error, "smtp_code", None), getattr(error, "smtp_error", b"")
        if code is not None:
            return self.reply(code, text)
        if isinstance(error, UnicodeError):
            return getattr(error, "reason", "")   # its text would show part of the password
        return self._shown(getattr(error, "strerror", None) or str(error) or type(error).__name__)

    def reply(self, code: int, text: bytes | str) -> str:
        """A reply as it is kept and shown. Nothing else of this package makes text of what a server said."""
        return f"{code} {self._shown(text.decode('utf-8', 'replace') if isinstance(text, bytes) else text)}".rstrip()

    def _shown(self, text: str) -> str:
        """On one line, without what a terminal takes for a command and without our password; cut last, or a part of
        the password could be left."""
        line = " ".join(_COMMANDS.sub(" ", text).split())
        return without(secrets_of(self.user, self.password), line)[:_LONGEST_REPLY]
