"""Debian's OpenSMTPD as a second opinion: what it refuses, and what arrives in a mailbox.

It keeps its queue in fixed places and changes users, so it runs only for root, as in a container of the CI. Encryption
is tested beside aiosmtpd: OpenSMTPD 6.8 breaks off every handshake with OpenSSL 3 (`missing private key`).
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from filelock import FileLock

from rma_sheets.adapters.mail import SmtpMailer
from rma_sheets.model.notices import NOTICES
from rma_sheets.model.plan import Result
from rma_sheets.ports import Envelope
from rma_sheets.render.sample import sample_mail
from rma_sheets.render.templates import Templates
from tests.smtp_faults import unused_port
from tests.system import require_program

from .conftest import TEXTS, composed

pytestmark = pytest.mark.system

CONFIG = """\
table everybody {{ "@" = "nobody" }}
listen on 127.0.0.1 port {port}
action "keep" mda "cat > {inbox}/.$$ && mv {inbox}/.$$ {inbox}/$$" virtual <everybody>
match from any for domain "example.org" action "keep"
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the delivering user may write to; pytest's own ones are closed to others."""
    path = Path(tempfile.mkdtemp(prefix="rma-opensmtpd-"))
    path.chmod(0o755)
    inbox = path / "inbox"
    inbox.mkdir()
    inbox.chmod(0o777)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@contextmanager
def opensmtpd(folder: Path) -> Iterator[int]:
    """The server on a port of loopback, with one login; mails go to `folder/inbox`."""
    program = require_program("smtpd", "/usr/sbin/smtpd")
    if os.geteuid() != 0:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("OpenSMTPD runs only for root")
    port, config = unused_port(), folder / "smtpd.conf"
    config.write_text(CONFIG.format(port=port, inbox=folder / "inbox"), encoding="utf-8")
    alone = FileLock(Path(tempfile.gettempdir()) / "rma-sheets-opensmtpd.lock")  # tests run side by side, it cannot
    with alone, (folder / "log").open("wb") as log:
        server = subprocess.Popen([program, "-d", "-f", str(config)], stdout=log, stderr=log)
        try:
            _wait_for(port, server, folder / "log")
            yield port
        finally:
            server.terminate()
            server.wait(20)


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if server.poll() is not None:
            pytest.fail(f"OpenSMTPD did not start: {log.read_text()}")
        time.sleep(0.05)
    pytest.fail(f"OpenSMTPD does not answer: {log.read_text()}")


def _delivered(inbox: Path, mark: str, count: int) -> list[bytes]:
    """The mails that carry the mark; the server's queue may bring some of an earlier run too."""
    for _ in range(400):
        found = [path.read_bytes() for path in inbox.iterdir() if not path.name.startswith(".")]
        marked = [mail for mail in found if mark.encode() in mail]
        if len(marked) >= count:
            break
        time.sleep(0.05)
    return marked


def mailer(port: int) -> SmtpMailer:
    return SmtpMailer("127.0.0.1", port, "none", timeout=10, local_hostname="localhost", texts=TEXTS["en"])


def test_every_mail_arrives_as_it_was_stored(folder: Path, templates: Templates) -> None:
    mark = folder.name
    contents = [composed(templates, sample_mail(notice, "fr"), message_id=f"<{notice}.{mark}@example.com>")
                for notice in NOTICES]
    with opensmtpd(folder) as port:
        with mailer(port).session() as session:
            results = [session.send(Envelope(f"K{number}:x:1", "shop@example.com", "a@example.org", content),
                                    lambda: None).result for number, content in enumerate(contents)]
        arrived = _delivered(folder / "inbox", mark, len(contents))
    assert results == [Result.DONE] * len(contents)
    for content in contents:   # the mailbox has Unix line ends, and lines of the delivery before the mail
        assert [mail.endswith(content.replace(b"\r\n", b"\n")) for mail in arrived].count(True) == 1


def test_a_refused_recipient_is_final_and_the_next_mail_goes_over_the_same_connection(folder: Path) -> None:
    with opensmtpd(folder) as port:
        assert mailer(port).check() == ""
        with mailer(port).session() as session:
            outcomes = [session.send(Envelope(f"K{to}:x:1", "shop@example.com", to, b"Subject: Hi\r\n\r\nHi\r\n"),
                                     lambda: None) for to in ("a@elsewhere.example", "a@example.org")]
    assert [outcome.result for outcome in outcomes] == [Result.FAILED, Result.DONE]
    assert outcomes[0].text == "the mail server 127.0.0.1 answered: 550 Invalid recipient: <a@elsewhere.example>"
