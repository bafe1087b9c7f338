"""Mails to an SMTP server, and what each answer means for the outbox.

Before the content went a lost connection means `retry`, after it `unknown`: then nobody can know whether the mail
arrived. An answer about the mail decides it (4xx retry, 5xx failed); an answer about us (login, sender) is the
shop's to mend, so those mails wait.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rma_sheets.model.mailaddress import ascii_address
from rma_sheets.model.plan import Outcome, Result
from rma_sheets.model.texts import Texts
from rma_sheets.ports import Envelope, MailSession

from .connection import Connection, may_send, went_well
from .server import ABOUT_US, BrokenError, Server, UnreachableError

MOST_CONNECTIONS = 2
"""Of one session: the first, and one more where that one broke."""

_GOING_AWAY = 421


@dataclass(frozen=True, slots=True)
class SmtpMailer:
    """A server. `security` is starttls, ssl or none; without `user` nobody logs in; `ca_file` holds the certificates
    that are trusted instead of the system's. `texts` says what went wrong."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 30.0
    ca_file: Path | None = None
    local_hostname: str = ""
    data_timeout: float = 300.0
    texts: Texts = field(repr=False, kw_only=True)

    @contextmanager
    def session(self) -> Iterator[MailSession]:
        """A session connects with its first mail."""
        session = SmtpSession(self._server())
        try:
            yield session
        finally:
            session.close()

    def check(self) -> str:
        """Connect, encrypt, log in, say goodbye. Empty when that works, else why not."""
        try:
            Connection(self._server()).close()
        except UnreachableError as error:
            return str(error)
        return ""

    def _server(self) -> Server:
        return Server(self.host, self.port, self.security, self.user, self.password, self.timeout,
                      max(self.timeout, self.data_timeout), self.ca_file, self.local_hostname, self.texts)


class SmtpSession:
    """See `ports.MailSession`. A server that was not reached is not tried again for the following mails."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._connection: Connection | None = None
        self._opened = 0
        self._trouble = ""

    def send(self, envelope: Envelope, before_data: Callable[[], None]) -> Outcome:
        """Hand over one mail; never raises for what a server does."""
        try:
            sender, to = ascii_address(envelope.sender), ascii_address(envelope.to)
        except ValueError:
            text = self._server.say("address", "", address=f"{envelope.to[:100]!r}")
            return Outcome("mail", envelope.key, Result.FAILED, text)
        connection = self._ready()
        if connection is None:
            return Outcome("mail", envelope.key, Result.RETRY, self._trouble)
        try:
            result, text = self._hand_over(connection, sender, to, envelope.content, before_data)
        except BaseException:
            self._drop()    # the journal failed or the pass was stopped: the server must not keep half a mail
            raise
        return Outcome("mail", envelope.key, result, text)

    def close(self) -> None:
        """End the session."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _hand_over(self, connection: Connection, sender: str, to: str, content: bytes,
                   before_data: Callable[[], None]) -> tuple[Result, str]:
        gone = False
        try:
            code, reply = connection.mail(sender)
            if not went_well(code):
                return self._refused(connection, code, Result.RETRY, self._server.say("sender", reply, sender=sender))
            code, reply = connection.rcpt(to)
            if went_well(code):
                code, reply = connection.ask_to_send()
            if not may_send(code):
                return self._refused(connection, code, _verdict(code, Result.RETRY), self._server.say("answer", reply))
            before_data()
            gone = True
            code, reply = connection.content(content)
            if went_well(code):
                return Result.DONE, reply
            return self._refused(connection, code, _verdict(code, Result.UNKNOWN), self._server.say("answer", reply))
        except BrokenError as error:
            self._drop(str(error))
            return (Result.UNKNOWN, self._server.say("lost-after", error.reply)) if gone else (Result.RETRY, str(error))

    def _refused(self, connection: Connection, code: int, result: Result, text: str) -> tuple[Result, str]:
        """The answer stands, whatever becomes of the connection."""
        try:
            if code == _GOING_AWAY:
                raise BrokenError(text, text)
            connection.reset()
        except BrokenError as error:
            self._drop(str(error))
        return result, text

    def _ready(self) -> Connection | None:
        """The connection, opened where it is not. None where the server cannot be used; then `_trouble` says why."""
        if self._connection is None and self._opened < MOST_CONNECTIONS:
            self._opened += 1
            try:
                self._connection = Connection(self._server)
            except UnreachableError as error:
                self._trouble, self._opened = str(error), MOST_CONNECTIONS
        return self._connection

    def _drop(self, trouble: str = "") -> None:
        self._trouble = trouble or self._trouble
        if self._connection is not None:
            self._connection.drop()
            self._connection = None


def _verdict(code: int, otherwise: Result) -> Result:
    """What an answer about the mail means for it."""
    if code in ABOUT_US or code in range(400, 500):
        return Result.RETRY
    return Result.FAILED if code in range(500, 600) else otherwise
