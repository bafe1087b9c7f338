"""The shipped examples are the manual of the configuration: complete, true, and the same in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from rma_sheets.config import load_config, write_config
from rma_sheets.configuration.check import dotted_keys
from rma_sheets.configuration.example import EXAMPLES
from rma_sheets.configuration.tree import Node, read_tree
from rma_sheets.errors import ConfigError
from rma_sheets.model.column import LANGUAGES
from rma_sheets.model.settings import Settings
from rma_sheets.shipped import shipped

from .helper import SHOP, load

OWN = {"shop.name", "shop.email", "language"}


def example(language: str) -> str:
    return shipped(EXAMPLES[language]).read_text(encoding="utf-8")


def uncommented(text: str) -> str:
    """The example with its commented-out keys switched on: lines `# key: value` in the blocks smtp, tabs, headers."""
    lines, inside = [], False
    for line in text.splitlines():
        bare = line.strip()
        inside = bool(re.match(r"(tabs|headers):$|# smtp:$", bare)) or (inside and bare.startswith("#"))
        key = re.match(r'^(\s*)# (\s*(?:\w+|"[^"]+"):(?: .*)?)$', line)
        lines.append(f"{key[1]}{key[2]}" if inside and key else line)
    return "\n".join(lines) + "\n"


def walked(node: Node | None, prefix: str = "") -> Iterator[str]:
    """Dotted keys in the order of the file, without the shop's own headers."""
    assert node is not None
    for key, child in node.value.items() if isinstance(node.value, dict) and ".headers." not in prefix else ():
        yield f"{prefix}{key}"
        yield from walked(child, f"{prefix}{key}.")


def plain(node: Node | None) -> object:
    assert node is not None
    return node.plain()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_loads_without_change(language):
    config = load_config(shipped(EXAMPLES[language]), {})
    assert (config.language, config.mail.smtp) == (language, None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_in_the_example_is_the_default(tmp_path, language):
    shown, default = load_config(shipped(EXAMPLES[language]), {}).masked(), load(tmp_path, "").masked()
    assert {key: trace["value"] for key, trace in shown.items() if key not in OWN} == {
        key: trace["value"] for key, trace in default.items() if key not in OWN}


def test_the_defaults_are_those_of_planning(tmp_path):
    own = {"timezone": "Europe/Paris", "staff_email": "returns@example.com"}
    assert load(tmp_path, "").settings() == replace(Settings(), **own)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_the_shape_stands_in_the_example(language):
    tree, problems = read_tree(uncommented(example(language)))
    assert problems == []
    assert [key for key in dotted_keys() if tree is None or tree.find(key.split(".")) is None] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_commented_out_lines_work_when_switched_on(tmp_path, language):
    path = tmp_path / "config.yaml"
    path.write_text(uncommented(example(language)), encoding="utf-8")
    config = load_config(path, {"RMA_SHEETS_SMTP_PASSWORD": "hunter2"})
    assert config.mail.smtp is not None
    assert (config.mail.smtp.own_port, config.mail.smtp.timeout) == (587, 30)
    assert set(config.own_headers) == set(config.tab_titles) == {"returns", "orders", "policy", "reasons"}


def test_the_examples_differ_in_words_only():
    ours, theirs = (plain(read_tree(example(language))[0]) for language in LANGUAGES)
    for values in (ours, theirs):
        assert isinstance(values, dict)
        values.pop("language")
        values["shop"] |= {"name": "", "email": ""}
    assert ours == theirs


def test_the_examples_have_the_same_keys_on_the_same_way_down():
    ours, theirs = (list(walked(read_tree(uncommented(example(language)))[0])) for language in LANGUAGES)
    assert ours == theirs


@pytest.mark.parametrize("language", LANGUAGES)
def test_init_writes_the_example_with_the_shops_own_values(tmp_path, language):
    target = tmp_path / "config.yaml"
    write_config(target, language=language, shop_name="Lampes: l'atelier #1", shop_email="hello@example.org",
                 values={"timezone": "Europe/Brussels", "shop.address": ("1 Way", "Town, \"Old\""),
                         "register.path": "my returns.xlsx", "shop.phone": "+33 1 23"})
    config = load_config(target, {})
    assert (config.language, config.timezone, config.shop.name) == (language, "Europe/Brussels", "Lampes: l'atelier #1")
    assert config.shop.address == ("1 Way", 'Town, "Old"')
    changed = [new for new, old in zip(target.read_text(encoding="utf-8").splitlines(),
                                       example(language).splitlines(), strict=True) if new != old]
    assert changed == ["timezone: Europe/Brussels", "  path: my returns.xlsx", "  name: \"Lampes: l'atelier #1\"",
                       "  email: hello@example.org", '  phone: "+33 1 23"',
                       '  address: ["1 Way", "Town, \\"Old\\""]']


def test_init_leaves_a_configuration_that_is_there_as_it_is(tmp_path):
    target = tmp_path / "config.yaml"
    target.write_text(SHOP, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        write_config(target, language="en", shop_name="Other", shop_email="other@example.com")
    assert caught.value.reference == "config.exists"
    assert target.read_text(encoding="utf-8") == SHOP


def test_init_writes_nothing_that_could_not_be_loaded(tmp_path):
    with pytest.raises(ConfigError) as caught:
        write_config(tmp_path / "config.yaml", language="en", shop_name="Lamps", shop_email="no address")
    assert caught.value.reference == "config.invalid"
    assert list(tmp_path.iterdir()) == []


def test_init_into_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ConfigError) as caught:
        write_config(tmp_path / "no" / "config.yaml", language="en", shop_name="Lamps", shop_email="a@example.com")
    assert caught.value.reference == "config.not-writable"
