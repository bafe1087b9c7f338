"""Certificates that nobody vouches for, servers without encryption, wrong passwords: nothing leaves, nothing is lost."""

from __future__ import annotations

import ssl
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.smtp_faults import fault_server
from tests.unit.mail.certificates import self_signed
from tests.unit.mail.test_smtp_real import running as mail_server
from tests.unit.mail.test_smtp_real import shop_only

from .mailing import states, time_passes, use_server
from .shop import Shop


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ssl.SSLContext, Path]]:
    """A certificate that no computer trusts, and its file."""
    yield self_signed(tmp_path_factory.mktemp("tls"))


@pytest.mark.parametrize(("security", "implicit"), [("starttls", False), ("ssl", True)])
def test_a_self_signed_certificate_is_not_trusted_until_the_shop_says_so(
        shop: Shop, certificate: tuple[ssl.SSLContext, Path], security: str, implicit: bool) -> None:
    context, ca_file = certificate
    with mail_server(context, implicit=implicit) as (port, inbox):
        use_server(shop, port, security)
        done = shop.run("sync")
        assert "the certificate of the mail server 127.0.0.1 cannot be trusted" in done.out
        assert (inbox.mails, states(shop)) == ([], ["retry"])
        use_server(shop, port, security, f", ca_file: {ca_file}")
        time_passes(shop)
        shop.sync()
    assert [mail.rcpt_tos for mail in inbox.mails] == [["anna@example.org"]]


def test_a_server_without_encryption_gets_nothing_where_encryption_is_wanted(shop: Shop) -> None:
    with mail_server() as (port, inbox):
        use_server(shop, port, "starttls")
        done = shop.run("sync")
    assert "no secure connection" in done.out
    assert (inbox.mails, states(shop)) == ([], ["retry"])


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_wrong_password_keeps_the_mails_and_is_shown_nowhere(shop: Shop,
                                                               certificate: tuple[ssl.SSLContext, Path]) -> None:
    context, ca_file = certificate
    secret = shop.folder / "password.txt"
    secret.write_text("wr0ng-s3cret\n")
    secret.chmod(0o600)
    with mail_server(context, authenticator=shop_only, auth_required=True, auth_require_tls=True) as (port, inbox):
        use_server(shop, port, "starttls", f", ca_file: {ca_file}, user: shop, password: {{file: password.txt}}")
        done = shop.run("sync")
        assert "does not accept the user name and password" in done.out
        assert (inbox.mails, states(shop)) == ([], ["retry"])
        secret.write_text("right\n")
        time_passes(shop)
        shop.sync()
    assert len(inbox.mails) == 1
    journal = b"".join(path.read_bytes() for path in (shop.folder / ".rma-sheets").glob("journal*"))
    assert b"wr0ng-s3cret" not in journal + done.out.encode() + done.err.encode()


@pytest.mark.parametrize(("stage", "code", "state"), [("auth", 535, "retry"), ("rcpt", 550, "failed")])
def test_a_password_that_the_server_repeats_is_shown_nowhere(shop: Shop, stage: str, code: int, state: str) -> None:
    secret = shop.folder / "password.txt"
    secret.write_text("wr0ng-s3cret\n")
    secret.chmod(0o600)
    sent = b64encode(b"\0shop\0wr0ng-s3cret").decode()
    with fault_server({stage: f"{code} bad login wr0ng-s3cret {sent}"}) as server:
        use_server(shop, server.port, more=", user: shop, password: {file: password.txt}")
        said = [shop.run(*words) for words in (("sync",), ("outbox",), ("outbox", "--json"), ("doctor",),
                                               ("history", shop.cell(2, "rma_number")), ("sync", "--json"))]
    assert states(shop) == [state]
    assert "bad login *** ***" in " ".join(said[0].out.split())
    kept = b"".join(path.read_bytes() for path in (shop.folder / ".rma-sheets").glob("journal*"))
    shown = kept + "".join(done.out + done.err for done in said).encode() + str(shop.cell(2, "messages")).encode()
    assert [word for word in (b"wr0ng-s3cret", sent.encode()) if word in shown] == []
