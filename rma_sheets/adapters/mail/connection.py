"""One connection to an SMTP server: yagmail logs in with verified TLS, then the steps of one mail are taken singly.

yagmail's own sending is not used: it composes anew and repeats after a lost reply, which makes copies. Nothing here
asks a person for anything; a server that cannot be used raises UnreachableError with the reason in words.
"""

from __future__ import annotations

import contextlib
import re
import socket
import ssl
from typing import Any

import yagmail

from .deadline import at_most
from .server import ABOUT_US, BrokenError, Server, UnreachableError

OPENING_STEPS = 5
"""Connect, greeting, encryption, greeting again, login: so many timeouts may pass before the first mail."""

_OK = range(200, 300)
_GO_AHEAD = 354


class Connection:
    """An open connection, logged in. Replies are (code, text); a lost connection raises BrokenError."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._client = _client(server)
        try:
            with at_most(OPENING_STEPS * server.timeout, self._socket):
                self._client.login()
                self._client.smtp.ehlo_or_helo_if_needed()
        except (OSError, ValueError) as error:
            reason = server.explain(error, _stage(error, self._client))
            self.drop()
            raise UnreachableError(reason) from None    # the cause may hold a reply with the password in it
        self._smtp = self._client.smtp

    def mail(self, sender: str) -> tuple[int, str]:
        """Announce a mail."""
        return self._step(self._smtp.mail, sender)

    def rcpt(self, to: str) -> tuple[int, str]:
        """Name its recipient."""
        return self._step(self._smtp.rcpt, to)

    def ask_to_send(self) -> tuple[int, str]:
        """DATA; 354 means that the content may go. Until then nothing of it has."""
        return self._step(self._smtp.docmd, "DATA")

    def content(self, content: bytes) -> tuple[int, str]:
        """The content and its end. After BrokenError nobody knows whether the server took it."""
        stuffed = re.sub(rb"(?m)^\.", b"..", content)
        self._smtp.sock.settimeout(self.server.data_timeout)
        answer = self._step(self._send, stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n",
                            seconds=self.server.data_timeout)
        self._smtp.sock.settimeout(self.server.timeout)
        return answer

    def reset(self) -> None:
        """Forget the mail that was refused."""
        self._step(self._smtp.rset)

    def close(self) -> None:
        """Say goodbye."""
        with contextlib.suppress(OSError), at_most(self.server.timeout, self._socket):
            self._smtp.quit()
        self.drop()

    def drop(self) -> None:
        """Let go without a word: the other side does not answer, or must not take what it was half given."""
        self._client.is_closed = True   # or yagmail would say goodbye when it is collected, and wait for an answer
        if self._client.smtp is not None:
            with contextlib.suppress(OSError):
                self._client.smtp.close()

    def _socket(self) -> socket.socket | None:
        return getattr(self._client.smtp, "sock", None)

    def _send(self, stuffed: bytes) -> tuple[int, bytes]:
        self._smtp.send(stuffed + b".\r\n")
        reply: tuple[int, bytes] = self._smtp.getreply()
        return reply

    def _step(self, step: Any, *facts: object, seconds: float = 0.0) -> tuple[int, str]:
        try:
            with at_most(seconds or self.server.timeout, self._socket):
                code, reply = step(*facts)
        except (OSError, ValueError) as error:
            raise BrokenError(self.server.explain(error, "lost"), self.server.reply_of(error)) from None  # as above
        return code, self.server.reply(code, reply)


def went_well(code: int) -> bool:
    """2xx."""
    return code in _OK


def may_send(code: int) -> bool:
    """The answer to DATA."""
    return code == _GO_AHEAD


class _Client(yagmail.SMTP):    # type: ignore[misc]  # yagmail's types are not ours to mend
    """yagmail's client, whose connection is known from its first byte: a greeting can be cut short too."""

    @property
    def connection(self) -> Any:
        """What makes the connection."""
        kind = super().connection

        def connect(*place: Any, **how: Any) -> Any:
            self.smtp = kind.__new__(kind)
            try:
                self.smtp.__init__(*place, **how)
            except BaseException:
                self.smtp.close()
                self.smtp = None
                raise
            return self.smtp
        return connect


def _client(server: Server) -> Any:
    """yagmail's client with everything said: it would ask the person in front of it, or Google, for what is missing."""
    try:
        context = ssl.create_default_context(cafile=str(server.ca_file) if server.ca_file else None)
    except OSError as error:
        raise UnreachableError(server.say("ca-file", server.reply_of(error), file=server.ca_file)) from error
    secured = {"context": context} if server.security == "ssl" else {}
    client = _Client(
        user="-", password=server.password, host=server.host, port=server.port, smtp_ssl=server.security == "ssl",
        smtp_starttls={"context": context} if server.security == "starttls" else False,
        smtp_skip_login=not server.user, soft_email_validation=False, timeout=server.timeout,
        local_hostname=server.local_hostname or None, **secured)
    client.user = server.user   # as it is: yagmail makes `name` a Gmail address
    return client


def _stage(error: BaseException, client: Any) -> str:
    """Which sentence tells of it, where the kind of the error does not say."""
    code = getattr(error, "smtp_code", None)
    if code is not None:
        return "login" if code in ABOUT_US else "answer"
    if client.smtp is None:
        return "refused-connection"
    if client.smtp.sock is None:
        return "lost"
    encrypted = isinstance(client.smtp.sock, ssl.SSLSocket)
    return "secure" if client.starttls and not encrypted else "login"
