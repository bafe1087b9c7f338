"""Files that are no configuration at all, or no YAML, or YAML with a trap in it."""

from __future__ import annotations

import os
import time

import pytest

from rma_sheets.config import load_config
from rma_sheets.errors import ConfigError
from rma_sheets.texts import load_texts

from .helper import SHOP, problem, problems, written


def reference(path) -> str:
    with pytest.raises(ConfigError) as caught:
        load_config(path, {})
    return caught.value.reference


def test_a_missing_file_leads_to_init(tmp_path):
    assert reference(tmp_path / "config.yaml") == "config.not-found"
    assert "rma-sheets init" in load_texts("en", ("config",)).say("config.not-found.hint")


def test_a_folder_is_no_configuration(tmp_path):
    assert reference(tmp_path) == "config.is-a-folder"


def test_a_path_through_a_file_is_told(tmp_path):
    assert reference(written(tmp_path, SHOP) / "config.yaml") == "config.unreadable"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(tmp_path):
    path = written(tmp_path, SHOP)
    path.chmod(0)
    assert reference(path) == "config.unreadable"


def test_a_huge_file_is_refused_unread(tmp_path):
    assert reference(written(tmp_path, SHOP + "#" * 300_000)) == "config.too-large"


@pytest.mark.parametrize(("text", "line", "told"), [
    ("shop:\n\tname: Lamp Shop\n", 2, "a tab  spaces"),
    ("shop:\n  name:\tLamp Shop\n", 2, "a tab  spaces"),
    ("shop:\n  name:Lamp Shop\n  email: a@example.com\n", 3, "a space follows every colon"),
    ("shop:\n  name: Lamp: the shop\n", 2, "a text with a colon stands in quotes"),
    ('shop:\n  name: "Lamp Shop\n  email: a@example.com\n', 2, "a quotation mark that is not closed"),
    ("shop:\n  address: [1 Way, Town\n", 2, "a bracket that is not closed"),
    ("shop:\n    name: Lamp Shop\n  email: a@example.com\n", 3, "an indentation that does not fit"),
    ("shop:\n  name: @lamps\n", 2, "put the text in quotes"),
    ("shop:\n  name: *\n", 2, "put the text in quotes"),
    ('register:\n  path: "C:\\data\\returns.xlsx"\n', 2, "single quotes"),
    ("shop:\n  name: a\0b\n", 2, "a control character"),
    ("- shop\n- name\n", 1, "a list"),
    ("Lamp Shop", 1, "keys on the lines below it"),
    (b"shop:\n  name: Caf\xe9\n", 2, "UTF-8"),
    ("shop: {}".encode("utf-16"), 1, "UTF-8"),
])
def test_the_line_that_is_no_yaml_is_told_with_what_to_do(tmp_path, text, line, told):
    (only,) = problems(tmp_path, text)
    assert only.startswith(f"config.yaml:{line}  ")
    assert told in only


@pytest.mark.parametrize(("text", "told"), [
    ("returns: {not_goods: [*POST]}", "a text that begins with * stands in quotes"),
    ("currency: !!python/object:os.system EUR", "a tag (!name)"),
    ("? [a, b]\n: c\n", "a key that is no text"),
    ("---\ncurrency: EUR\n", "a second document"),
    ("labels: " + "[" * 50 + "]" * 50, "too many levels"),
    ("labels: " + "[" * 200_000, "too many levels"),
])
def test_yaml_that_a_configuration_has_no_use_for_is_refused(tmp_path, text, told):
    assert told in problem(tmp_path, text)


def test_a_billion_laughs_multiply_nothing(tmp_path):
    laughs = ["a0: &a0 [ha, ha]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    started = time.process_time()
    lines = problems(tmp_path, "\n".join(laughs))
    assert any("an alias (*name)" in line for line in lines)
    assert time.process_time() - started < 5  # expanded it would be 3 billion texts


def test_a_problem_is_told_in_the_language_of_a_file_that_cannot_be_read_to_its_end(tmp_path):
    (line,) = problems(tmp_path, "language: fr\nshop:\n\tname: x\n")
    assert "une tabulation" in line
