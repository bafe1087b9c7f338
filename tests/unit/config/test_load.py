"""What a good file means."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from rma_sheets.config import load_config
from rma_sheets.model.settings import Settings
from rma_sheets.model.tab_columns import TABS_BY_KEY

from .helper import SHOP, load, written


def test_name_and_email_are_enough(tmp_path):
    config = load(tmp_path, "")
    assert config.settings() == Settings(timezone="Europe/Paris", staff_email="returns@example.com")
    assert config.register.path == Path("returns.xlsx")


def test_yaml_guesses_no_types(tmp_path):
    config = load(tmp_path, "returns: {not_goods: [NO, 01067, 22:30, 1.10, 1E10, off, 0x1F, 2026-01-02]}")
    assert config.returns.not_goods == ("NO", "01067", "22:30", "1.10", "1E10", "off", "0x1F", "2026-01-02")


def test_every_setting_reaches_planning(tmp_path):
    text = """
        language: fr
        timezone: America/New_York
        currency: CAD
        date_order: mdy
        decimal: ","
        numbers: {rma: "R{yyyy}{mm}-{seq}-{check}", request: "Q-{seq:3}{check}"}
        returns: {ship_within_days: 30, remind_before_days: 7, transit_days: 5, close_after_days: 0, not_goods: POST}
        notices: {off: [received, reminder]}
        mail: {staff: boss@example.com}
        labels: {folder: out/labels}
        brakes: {max_mails_per_run: 50, max_missing_share: "0,5"}
    """
    assert load(tmp_path, text).settings() == Settings(
        language="fr", timezone="America/New_York", currency="CAD", date_order="mdy", decimal=",",
        rma_format="R{yyyy}{mm}-{seq}-{check}", request_format="Q-{seq:3}{check}", ship_within_days=30,
        remind_before_days=7, transit_days=5, close_after_days=0, not_goods=("POST",),
        notices_off=frozenset({"received", "reminder"}), staff_email="boss@example.com", labels_folder="out/labels")
    assert load(tmp_path, text).brakes.model_dump() == {"max_mails_per_run": 50, "max_mails_per_day": 2000,
                                                      "max_missing_share": 0.5}


def test_a_key_with_nothing_behind_it_counts_as_not_given(tmp_path):
    config = load(tmp_path, "timezone:\nmail:\nreturns:\n  transit_days:\n  ship_within_days: ~\n")
    assert config.settings() == Settings(timezone="Europe/Paris", staff_email="returns@example.com")


@pytest.mark.parametrize("off", ["[]", ""])
def test_an_empty_list_of_notices_switches_all_on(tmp_path, off):
    assert load(tmp_path, f"notices:\n  off: {off}\n").settings().notices_off == frozenset()


def test_own_headers_and_tab_titles_are_mapped_to_our_keys(tmp_path):
    text = """
        register:
          tabs: {returns: RMA 2026}
          headers:
            returns: {"Order #": order_no, "Grund ": Motif du retour, "Menge": QTY}
            orders: {"Article": Référence article}
    """
    config = load(tmp_path, text)
    assert config.tab_titles == {"returns": "RMA 2026"}
    assert config.own_headers == {"returns": {"Order #": "order_no", "Grund": "return_reason", "Menge": "qty"},
                                  "orders": {"Article": "sku"}}


def test_every_tab_can_have_its_own_title_and_headers(tmp_path):
    register = load(tmp_path, "").register
    assert set(type(register.tabs).model_fields) == set(type(register.headers).model_fields) == set(TABS_BY_KEY)


def test_paths_start_from_the_folder_of_the_file(tmp_path, monkeypatch):
    (tmp_path / "shop").mkdir()
    written(tmp_path / "shop", SHOP)
    monkeypatch.chdir(tmp_path)
    config = load_config(Path("shop/config.yaml"), {})
    assert config.resolve(config.journal.path) == tmp_path / "shop/.rma-sheets/journal.db"
    assert config.resolve(tmp_path / "elsewhere.xlsx") == tmp_path / "elsewhere.xlsx"


def test_templates_get_the_shop_as_plain_values(tmp_path):
    path = written(tmp_path, """
        shop:
          name: Lamp Shop
          email: returns@example.com
          address:
            - 12 Market Street
            - 75011 Paris
          logo: logo.png
    """)
    assert load_config(path, {}).shop_facts() == {
        "name": "Lamp Shop", "legal_name": "Lamp Shop", "email": "returns@example.com", "phone": "", "url": "",
        "address": ("12 Market Street", "75011 Paris"), "return_address": ("12 Market Street", "75011 Paris"),
        "logo": str(tmp_path / "logo.png")}


def test_an_address_may_be_a_block_of_text(tmp_path):
    path = written(tmp_path, "shop:\n  name: A\n  email: a@example.com\n  address: |\n    1 Way\n    Town\n")
    assert load_config(path, {}).shop.address == ("1 Way", "Town")


@pytest.mark.parametrize(("written_as", "header"), [
    ('""', "Lamp Shop <returns@example.com>"),
    ("Lamps <hello@example.com>", "Lamps <hello@example.com>"),
    ("hello@example.com", "hello@example.com"),
    ("Smith, Sons & Co <hello@example.com>", '"Smith, Sons & Co" <hello@example.com>'),
    ("'\"Smith, Sons\" <hello@example.com>'", '"Smith, Sons" <hello@example.com>'),
    ("Café d'Été <hello@example.com>", "Café d'Été <hello@example.com>"),
])
def test_the_sender_is_the_shop_or_the_one_given(tmp_path, written_as, header):
    assert str(load(tmp_path, f"mail:\n  from: {written_as}\n").sender) == header


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("ssl", 465)])
def test_the_port_follows_from_the_security(tmp_path, security, port):
    smtp = load(tmp_path, f"mail: {{smtp: {{host: smtp.example.com, security: {security}}}}}").mail.smtp
    assert smtp is not None
    assert smtp.own_port == port


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", '"::1"'])
def test_mail_without_encryption_may_stay_on_this_machine(tmp_path, host):
    smtp = load(tmp_path, f"mail: {{smtp: {{host: {host}, security: none, port: 2525}}}}").mail.smtp
    assert smtp is not None
    assert smtp.own_port == 2525


def test_a_config_cannot_be_changed(tmp_path):
    config = load(tmp_path, "")
    with pytest.raises(ValidationError):
        config.currency = "USD"


def test_doctor_sees_where_each_value_came_from(tmp_path):
    text = "currency: USD\nmail:\n  from: Lamps <hello@example.com>\n"
    masked = load(tmp_path, text).masked()
    assert masked["currency"] == {"value": "USD", "from": "config.yaml:2"}
    assert masked["mail.from"] == {"value": "Lamps <hello@example.com>", "from": "config.yaml:4"}
    assert masked["register.path"] == {"value": "returns.xlsx", "from": "default"}


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter(tmp_path):
    path = tmp_path / "config.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SHOP.replace("\n", "\r\n").encode() + b"currency: USD\r\n")
    assert load_config(path, {}).currency == "USD"


@pytest.mark.parametrize(("typed", "meant"), [("true", True), ("Yes", True), ("no", False), ("", False)])
def test_yes_and_no_are_understood(tmp_path, typed, meant):
    assert load(tmp_path, f"journal: {{anywhere: {typed}}}").journal.anywhere is meant
