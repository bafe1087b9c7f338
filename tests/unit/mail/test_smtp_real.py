"""A real SMTP server in this process (aiosmtpd): encryption, login and the bytes that arrive."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

from rma_sheets.adapters.mail import SmtpMailer
from rma_sheets.model.notices import NOTICES
from rma_sheets.model.plan import Result
from rma_sheets.ports import Envelope as Sent
from rma_sheets.render.sample import sample_mail
from rma_sheets.render.templates import Templates
from tests.smtp_faults import unused_port

from .certificates import self_signed
from .conftest import TEXTS, composed

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH")


@dataclass
class Inbox:
    """What arrived."""

    mails: list[Envelope] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        self.mails.append(envelope)
        return "250 kept"


def shop_only(server: Any, session: Any, envelope: Any, mechanism: str, login: Any) -> AuthResult:
    """One user, one password."""
    right = isinstance(login, LoginPassword) and (login.login, login.password) == (b"shop", b"right")
    return AuthResult(success=right, handled=False)


@contextmanager
def running(context: ssl.SSLContext | None = None, *, implicit: bool = False,
            **settings: Any) -> Iterator[tuple[int, Inbox]]:
    """The server on loopback; `context` for STARTTLS, or for TLS from the first byte where `implicit`."""
    inbox = Inbox()
    tls = {"ssl_context": context} if implicit else {"tls_context": context}
    controller = Controller(inbox, hostname="127.0.0.1", port=unused_port(), **tls, **settings)
    controller.start()
    try:
        yield controller.port, inbox
    finally:
        controller.stop()


def mailer(port: int, security: str, **settings: Any) -> SmtpMailer:
    return SmtpMailer("127.0.0.1", port, security, timeout=5, local_hostname="localhost", texts=TEXTS["en"], **settings)


def deliver(mailer: SmtpMailer, content: bytes = b"Subject: Hi\r\n\r\nHi\r\n") -> Result:
    with mailer.session() as session:
        return session.send(Sent("K1:x:1", "shop@example.com", "a@example.org", content), lambda: None).result


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    """A server's TLS context with a certificate nobody knows, and the file that makes it trusted."""
    return self_signed(tmp_path_factory.mktemp("tls"))


def test_every_mail_arrives_byte_for_byte(templates: Templates) -> None:
    contents = [composed(templates, sample_mail(notice, "fr")) for notice in NOTICES]
    with running() as (port, inbox), mailer(port, "none").session() as session:
        results = [session.send(Sent(f"K{number}:x:1", "shop@example.com", "a@example.org", content),
                                lambda: None).result for number, content in enumerate(contents)]
    assert results == [Result.DONE] * len(NOTICES)
    assert [mail.original_content for mail in inbox.mails] == contents
    assert (inbox.mails[0].mail_from, inbox.mails[0].rcpt_tos) == ("shop@example.com", ["a@example.org"])


@pytest.mark.parametrize(("security", "implicit"), [("starttls", False), ("ssl", True)])
def test_a_trusted_certificate_and_the_right_password_open_the_door(
        certificate: tuple[ssl.SSLContext, Path], security: str, implicit: bool) -> None:
    context, ca_file = certificate
    with running(context, implicit=implicit, authenticator=shop_only, auth_required=True,
                 auth_require_tls=not implicit) as (port, inbox):
        shop = mailer(port, security, user="shop", password="right", ca_file=ca_file)
        assert shop.check() == ""
        assert deliver(shop) is Result.DONE
    assert len(inbox.mails) == 1


@pytest.mark.parametrize(("security", "implicit"), [("starttls", False), ("ssl", True)])
def test_an_unknown_certificate_gets_neither_password_nor_mail(
        certificate: tuple[ssl.SSLContext, Path], security: str, implicit: bool) -> None:
    seen: list[str] = []

    def note(*facts: Any) -> AuthResult:
        seen.append("login")
        return AuthResult(success=True)

    with running(certificate[0], implicit=implicit, authenticator=note, auth_require_tls=False) as (port, inbox):
        shop = mailer(port, security, user="shop", password="right")
        assert shop.check().startswith("the certificate of the mail server 127.0.0.1 cannot be trusted: ")
        assert deliver(shop) is Result.RETRY
    assert (seen, inbox.mails) == ([], [])


def test_a_certificate_for_another_name_is_refused(certificate: tuple[ssl.SSLContext, Path]) -> None:
    context, ca_file = certificate
    with running(context) as (port, _):
        other = SmtpMailer("localhost", port, "starttls", timeout=5, ca_file=ca_file, local_hostname="localhost",
                           texts=TEXTS["en"])
        assert "cannot be trusted" in other.check()


def test_a_wrong_password_is_told_and_the_mail_waits(certificate: tuple[ssl.SSLContext, Path]) -> None:
    context, ca_file = certificate
    with running(context, authenticator=shop_only, auth_required=True) as (port, _):
        shop = mailer(port, "starttls", user="shop", password="wrong", ca_file=ca_file)
        assert shop.check() == ("the mail server 127.0.0.1 does not accept the user name and password: "
                                "535 5.7.8 Authentication credentials invalid")
        assert deliver(shop) is Result.RETRY


def test_a_server_without_encryption_gets_no_password() -> None:
    with running(authenticator=shop_only, auth_require_tls=False) as (port, inbox):
        shop = mailer(port, "starttls", user="shop", password="right")
        assert shop.check().startswith(f"no secure connection to 127.0.0.1, port {port}")
        assert deliver(shop) is Result.RETRY
    assert inbox.mails == []


def test_a_server_that_wants_a_login_lets_the_mail_wait() -> None:
    with running(authenticator=shop_only, auth_required=True, auth_require_tls=False) as (port, _):
        assert deliver(mailer(port, "none")) is Result.RETRY


def test_a_certificate_file_that_is_missing_is_told(tmp_path: Path) -> None:
    said = mailer(1, "starttls", ca_file=tmp_path / "ca.pem").check()
    assert said == f"the certificate file {tmp_path / 'ca.pem'} cannot be used: No such file or directory"


@pytest.mark.parametrize("line", [b".", b"..", b".hidden", b"From me", b"x" * 900])
def test_no_line_is_changed_on_the_way(line: bytes) -> None:
    content = b"Subject: Hi\r\n\r\n" + line + b"\r\n\r\n" + line + b"\r\n"
    with running() as (port, inbox):
        deliver(mailer(port, "none"), content)
    assert inbox.mails[0].original_content == content


def test_nobody_is_asked_for_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(*facts: object) -> str:
        raise AssertionError("asked a person")
    monkeypatch.setattr("builtins.input", ask)
    monkeypatch.setattr("getpass.getpass", ask)
    with running(authenticator=shop_only, auth_require_tls=False) as (port, _):
        assert "does not accept" in mailer(port, "none", user="shop", password="").check()


