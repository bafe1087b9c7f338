"""What is wrong in a file is told whole, each with its line, what was found and what is allowed."""

from __future__ import annotations

import pytest

from rma_sheets.config import load_config
from rma_sheets.errors import ConfigError

from .helper import SHOP, problem, problems, written


def test_all_problems_are_told_at_once_in_the_order_of_the_file(tmp_path):
    text = """\
        language: NO
        timezone: Europe/Pariss
        colour: blue
        shop:
          emial: returns@example.com
          name: [Lamp, Shop]
        returns:
          ship_within_days: 01067
          remind_before_days: 1.10
          remind_before_days: 3
        notices:
          off: [in_transit, aproved]
        watch:
          every_minutes: 22:30
    """
    assert [line.split("  ", 3)[:3] for line in problems(tmp_path, text)] == [
        ["config.yaml:1", "language", '"NO"'],
        ["config.yaml:2", "timezone", '"Europe/Pariss"'],
        ["config.yaml:3", "colour", "unknown key"],
        ["config.yaml:4", "shop.email", "missing"],
        ["config.yaml:5", "shop.emial", "unknown key"],
        ["config.yaml:6", "shop.name", "a list"],
        ["config.yaml:8", "returns.ship_within_days", '"01067"'],
        ["config.yaml:9", "returns.remind_before_days", '"1.10"'],
        ["config.yaml:10", "returns.remind_before_days", "stands twice"],
        ["config.yaml:12", "notices.off", '"aproved"'],
        ["config.yaml:14", "watch.every_minutes", '"22:30"'],
    ]


@pytest.mark.parametrize(("text", "told"), [
    ("colour: x", "allowed here: language, timezone, currency"),
    ("langage: fr", 'did you mean "language"?'),
    ("ship_within_days: 3", 'did you mean "returns.ship_within_days"?'),
    ("mail: {smpt: {}}", 'did you mean "smtp"?'),
    ("emptied:", "unknown key"),
    ("labels: a4", "keys on the lines below it, further to the right: size, folder"),
    ("currency: eur", "three capital letters"),
    ("currency: €", "three capital letters"),
    ("date_order: 22:30", "one of: dmy, mdy"),
    ("timezone: new york", 'did you mean "America/New_York"?'),
    ("timezone: ../../etc/passwd", "a time zone"),
    ("timezone: Europe", "a time zone"),
    ("register: {kind: google}", "one of: excel"),
    ('register: {path: ""}', "the name of a file or folder"),
    ("register: {tabs: {returns: a/b}}", "up to 31 characters"),
    ("register: {tabs: {returns: X, orders: x}}", "another title for each tab"),
    ("register: {tabs: {retruns: X}}", 'did you mean "returns"?'),
    ("register: {headers: {returns: {Nr: oder_no}}}", 'did you mean "order_no"?'),
    ("register: {headers: {returns: [order_no]}}", "your headers with ours behind them"),
    ("numbers: {rma: 'RMA-{seq:5}'}", "{seq} and {check} always"),
    ("numbers: {rma: 'RMA-{seq}-{seq}-{check}'}", "each once"),
    ("numbers: {rma: 'RMA {seq}-{check}'}", "letters, digits, dashes"),
    ("numbers: {rma: 'RMA-{year}-{seq}-{check}'}", "letters, digits, dashes"),
    ("numbers: {request: 'rma{yyyy}-{seq}-{check}'}", "a beginning that differs"),
    ("returns: {ship_within_days: 3}", "fewer days than ship_within_days (3)"),
    ("returns: {transit_days: -1}", "a whole number from 0 to 60"),
    ("returns: {transit_days: 1_0}", "a whole number from 0 to 60"),
    ("returns: {not_goods: ['*']}", "an article code"),
    ("mail: {from: Lamps}", "an e-mail address, also with a name"),
    ("mail: {reply_to: a@example.com;b@example.com}", "one e-mail address"),
    ("mail: {smtp: {security: ssl}}", "missing"),
    ("mail: {smtp: {host: 'smtp.example.com:587'}}", "without port"),
    ("mail: {smtp: {host: smtp.example.com, security: none}}", "none only for a server on this machine"),
    ("mail: {smtp: {host: smtp.example.com, port: 70000}}", "a whole number from 1 to 65535"),
    ("mail: {smtp: {host: smtp.example.com, user: me}}", "needed with a user"),
    ("brakes: {max_missing_share: 20%}", "a number from 0 to 1"),
    ("brakes: {max_missing_share: nan}", "a number from 0 to 1"),
    ("backups: {keep: 0}", "a whole number from 1 to 1000"),
    ("shop2: {}", 'did you mean "shop"?'),
    ('labels: {folder: "a\\nb"}', '"a?b"'),
])
def test_a_problem_says_what_is_allowed(tmp_path, text, told):
    line = problem(tmp_path, text)
    assert line.startswith("config.yaml:2  ")
    assert told in line


@pytest.mark.parametrize("email", ["returns", "josé@example.fr", "a@b", "a b@example.com",
                                   "a@example.com\\nBcc: x@example.com",
                                   "a@example.com, b@example.com", "a@.com", "@example.com", ""])
def test_an_email_that_is_none_is_told(tmp_path, email):
    (line,) = problems(tmp_path, f'shop:\n  name: Lamp Shop\n  email: "{email}"\n')
    assert line.startswith("config.yaml:3  shop.email  ")


@pytest.mark.parametrize("email", ["a@example.com", "o'neil+rma@sub.example.co.uk", "retours@café.example"])
def test_an_email_of_good_form_passes(tmp_path, email):
    path = written(tmp_path, f'shop:\n  name: Lamp Shop\n  email: "{email}"\n')
    assert load_config(path, {}).shop.email == email


@pytest.mark.parametrize("url", ["example.com", "javascript:alert(1)", "https://me:secret@example.com", "https://"])
def test_an_address_of_the_shop_is_a_plain_web_address(tmp_path, url):
    (line,) = problems(tmp_path, f'shop: {{name: A, email: a@example.com, url: "{url}"}}')
    assert "shop.url" in line
    assert "secret" not in line


def test_problems_are_told_in_the_language_of_the_file(tmp_path):
    (line,) = problems(tmp_path, SHOP + "language: fr\nlabels: {size: A5}\n")
    assert line == 'config.yaml:3  labels.size  "A5"  au choix : a4, a6, 100x150'


def test_problems_of_a_file_without_language_are_told_in_that_of_the_terminal(tmp_path):
    (line,) = problems(tmp_path, SHOP + "colour: blue\n", language="fr")
    assert "clé inconnue" in line


def test_long_and_hostile_values_are_shown_short_and_plain(tmp_path):
    line = problem(tmp_path, 'labels: {size: "\\e[31m' + "x" * 500 + '"}')
    assert len(line) < 150
    assert line.isprintable()


def test_a_file_full_of_problems_shows_the_first_forty(tmp_path):
    lines = problems(tmp_path, SHOP + "".join(f"zz{n}: x\n" for n in range(100)))
    assert lines[-1] == "… and 60 more"
    assert len(lines) == 41


def test_an_empty_file_is_told_what_it_needs(tmp_path):
    assert problems(tmp_path, "# nothing yet\n") == ["config.yaml:1  shop.name  missing  this key is needed",
                                                    "config.yaml:1  shop.email  missing  this key is needed"]


def test_the_error_names_the_file_and_counts(tmp_path):
    with pytest.raises(ConfigError) as caught:
        load_config(written(tmp_path, "shop: {}\n"), {})
    assert (caught.value.facts["path"], caught.value.facts["count"]) == (tmp_path / "config.yaml", 2)


def test_the_home_of_nobody_is_told(tmp_path):
    text = "shop: {name: Lamp Shop, email: a@example.com}\nmail: {outbox: ~nobody-of-that-name/x}\n"
    (line,) = problems(tmp_path, text)
    assert line.startswith("config.yaml:2  mail.outbox  ")
