"""A server that repeats our password: neither what became of a mail nor the text of an error has it."""

from __future__ import annotations

import traceback
from base64 import b64encode
from dataclasses import replace
from itertools import product

import pytest

from rma_sheets.adapters.mail.connection import Connection
from rma_sheets.adapters.mail.server import UnreachableError
from rma_sheets.adapters.mail.unsaid import secrets_of, without
from tests.smtp_faults import fault_server

from .test_smtp_faults import mailer, send

PASSWORDS = ("wr0ng-s3cret", "two  words", """a\\b'c"d""", "250")


def forms(password: str) -> tuple[str, str, str]:
    """As it is, as AUTH LOGIN sends it, as AUTH PLAIN does."""
    coded = [b64encode(text.encode()).decode() for text in (password, f"\0shop\0{password}")]
    return password, coded[0], coded[1]


def leaks(password: str, said: str) -> list[str]:
    """Which forms are in there; a code before the text is none of the password's."""
    return [form for form in (*forms(password), " ".join(password.split())) if form.rstrip("=") in said[4:]]


@pytest.mark.parametrize(("stage", "code"), [
    ("auth", 535), ("auth", 454), ("greeting", 554), ("mail", 550), ("rcpt", 450), ("rcpt", 550), ("data", 554),
    ("content", 250), ("content", 552)])
def test_a_reply_with_the_password_is_kept_without_it(stage: str, code: int) -> None:
    for password, lines in product(PASSWORDS, ("{} bad login {} {} {}", "{0}-bad {1}\r\n{0} login {2} {3}")):
        with fault_server({stage: lines.format(code, *forms(password))}) as server:
            (outcome,), _ = send(server, user="shop", password=password)
        reply = outcome.text[outcome.text.index(str(code)):]
        assert (leaks(password, reply), reply.count("***")) == ([], 3)


def test_a_password_at_the_end_of_a_long_reply_leaves_no_part_of_itself() -> None:
    with fault_server({"auth": f"535 {'x ' * 147}wr0ng-s3cret"}) as server:
        assert "wr0" not in mailer(server.port, user="shop", password="wr0ng-s3cret").check()


@pytest.mark.parametrize("password", PASSWORDS)
def test_a_login_without_end_is_told_without_the_password(password: str) -> None:
    coded = forms(password)[2]
    endless = f"334 {coded}"
    with fault_server({"auth": endless, coded.lower(): endless}) as server:
        said = mailer(server.port, user="shop", password=password).check()
    assert ("infinite loop" in said, "***" in said, leaks(password, said)) == (True, True, [])


def test_what_smtplib_writes_as_python_does_is_found_too() -> None:
    password = PASSWORDS[2]
    for around in (b"%s", b"it's %s", b'"%s"', b"""'"%s"""):
        line = without(secrets_of("shop", password), repr((535, around % password.encode())))
        assert ("***" in line, "\\b" in line) == (True, False)


def test_no_error_holds_the_reply_as_it_came() -> None:
    server_of = mailer(1, user="shop", password=PASSWORDS[0])._server
    with fault_server({"auth": f"535 bad login {PASSWORDS[0]}"}) as server, pytest.raises(UnreachableError) as caught:
        Connection(replace(server_of(), port=server.port))
    assert PASSWORDS[0] not in "".join(traceback.format_exception(caught.value))
