"""Secrets come from the environment or a private file, and nothing ever shows them."""

from __future__ import annotations

import json
import os
import pickle
import traceback

import pytest

from rma_sheets.config import Secret, load_config
from rma_sheets.errors import ConfigError

from .helper import SHOP, load, problem, written

posix = pytest.mark.skipif(os.name != "posix", reason="file modes are checked on POSIX only")


def smtp(password: str) -> str:
    return f"mail:\n  smtp:\n    host: smtp.example.com\n    user: me\n    password: {password}\n"


def secret_file(folder, content: bytes = b"hunter2\n", mode: int = 0o600):
    path = folder / "password.txt"
    path.write_bytes(content)
    path.chmod(mode)
    return path


def password(config) -> Secret:
    assert config.mail.smtp is not None
    assert config.mail.smtp.password is not None
    return config.mail.smtp.password


def test_a_password_comes_from_the_environment(tmp_path):
    config = load(tmp_path, smtp("{env: SMTP_PASSWORD}"), {"SMTP_PASSWORD": "hunter2"})
    assert password(config).reveal() == "hunter2"


@pytest.mark.parametrize("content", [b"hunter2", b"hunter2\n", b"hunter2\r\n", b"\xef\xbb\xbfhunter2\n"])
def test_a_password_comes_from_a_private_file_beside_the_configuration(tmp_path, content):
    secret_file(tmp_path, content)
    assert password(load(tmp_path, smtp("{file: password.txt}"))).reveal() == "hunter2"


def test_a_secret_is_masked_however_it_is_printed(tmp_path):
    config = load(tmp_path, smtp("{env: SMTP_PASSWORD}"), {"SMTP_PASSWORD": "hunter2"})
    shown = [repr(config), str(config), f"{password(config)} {password(config)!r}", config.model_dump_json(),
             json.dumps(config.masked()), json.dumps(config.model_dump(), default=str)]
    assert [text for text in shown if "hunter2" in text] == []
    assert config.masked()["mail.smtp.password"] == {"value": "********", "from": "env SMTP_PASSWORD"}


def test_a_secret_is_not_pickled():
    with pytest.raises(TypeError):
        pickle.dumps(Secret("hunter2", "env X"))


@pytest.mark.parametrize(("written_as", "told"), [
    ("hunter2", "a password in the file itself  {env: NAME} or {file: path}; take the password out"),
    ('"hunter2"', "a password in the file itself"),
    ("[hunter2]", "{env: NAME} or {file: path}"),
    ("{value: hunter2}", "{env: NAME} or {file: path}"),
    ("{env: hunter2}", "not the name of a variable"),
    ("{env: [hunter2]}", "{env: NAME} or {file: path}"),
    ("{env: A, file: hunter2}", "{env: NAME} or {file: path}"),
    ("{env: ''}", "{env: NAME} or {file: path}"),
    ("!secret hunter2", "a tag (!name)"),
])
def test_a_secret_in_the_file_itself_is_refused_and_not_repeated(tmp_path, written_as, told):
    with pytest.raises(ConfigError) as caught:
        load_config(written(tmp_path, SHOP + smtp(written_as)), {})
    said = str(caught.value.facts["problems"])
    assert "config.yaml:6  mail.smtp.password  " in said
    assert told in said
    assert "hunter2" not in said + "".join(traceback.format_exception(caught.value))


def test_a_missing_variable_is_told_with_its_line_among_the_other_problems(tmp_path):
    with pytest.raises(ConfigError) as caught:
        load_config(written(tmp_path, SHOP + smtp("{env: SMTP_PASSWORD}") + "colour: blue\n"), {})
    assert str(caught.value.facts["problems"]).splitlines()[0] == (
        "config.yaml:6  mail.smtp.password  the variable SMTP_PASSWORD is not set  "
        "set it in the environment of the program, or use {file: path}")
    assert caught.value.facts["count"] == 2


def test_an_empty_variable_is_told(tmp_path):
    assert "SMTP_PASSWORD is empty" in problem(tmp_path, smtp("{env: SMTP_PASSWORD}"), {"SMTP_PASSWORD": " "})


@posix
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o601])
def test_a_file_that_others_may_read_is_refused(tmp_path, mode):
    secret_file(tmp_path, mode=mode)
    line = problem(tmp_path, smtp("{file: password.txt}"))
    assert f"(mode {mode:04o})  a file for its owner only: chmod 600" in line


@posix
def test_a_file_of_somebody_else_is_refused(tmp_path, monkeypatch):
    secret_file(tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: 54321)
    assert "belongs to somebody else" in problem(tmp_path, smtp("{file: password.txt}"))


@pytest.mark.parametrize("content", [b"", b"\n", b"two\nlines\n", b"x" * 5000, b"\xff\xfe"])
def test_a_file_with_anything_but_one_line_is_refused(tmp_path, content):
    secret_file(tmp_path, content)
    assert "one line with nothing but the password" in problem(tmp_path, smtp("{file: password.txt}"))


def test_a_missing_file_is_told(tmp_path):
    assert "the file nowhere.txt cannot be read" in problem(tmp_path, smtp("{file: nowhere.txt}"))


@posix
def test_a_folder_or_a_pipe_is_no_secret_and_hangs_nothing(tmp_path):
    os.mkfifo(tmp_path / "pipe", 0o600)
    (tmp_path / "folder").mkdir(mode=0o700)
    assert "pipe is not a file" in problem(tmp_path, smtp("{file: pipe}"))
    assert "cannot be read" in problem(tmp_path, smtp("{file: folder}"))


def test_a_password_needs_its_user(tmp_path):
    text = "mail: {smtp: {host: localhost, password: {env: SMTP_PASSWORD}}}"
    assert "needed with a password" in problem(tmp_path, text, {"SMTP_PASSWORD": "hunter2"})


def test_a_login_in_a_server_address_is_masked(tmp_path):
    line = problem(tmp_path, "mail: {smtp: {host: 'smtp://me:hunter2@example.com'}}")
    assert "hunter2" not in line
