"""`form`: the return form of an order, before anything is asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from .shell import rma_sheets, type_in
from .test_label import pages


def test_a_form_has_every_line_of_its_order(demo: Path) -> None:
    done = rma_sheets(demo, "form", "10031")
    assert (done.code, done.err) == (0, "")
    text = pages(demo / "forms" / "10031.pdf")[0][2]
    assert "MUG-01" in text
    assert "TEA-03" in text


def test_several_orders_are_several_files(demo: Path) -> None:
    forms = rma_sheets(demo, "form", "10031", "00043", "10031", "--json").json["forms"]
    assert [Path(path).name for path in forms] == ["10031.pdf", "00043.pdf"]


def test_a_form_is_in_the_customers_language(demo: Path) -> None:
    rma_sheets(demo, "form", "10031", "10032")
    french, english = (pages(demo / "forms" / f"{number}.pdf")[0][2] for number in ("10031", "10032"))
    assert "retour" in french.lower()
    assert "return" in english.lower()


def test_an_unknown_order_says_the_nearest(demo: Path) -> None:
    done = rma_sheets(demo, "form", "10039")
    assert (done.code, "nearest: " in done.err, "10032" in done.err) == (2, True, True)


def test_an_order_like_no_other_has_no_nearest(demo: Path) -> None:
    assert "nearest" not in rma_sheets(demo, "form", "zzz").err


def test_the_tab_is_called_as_in_the_sheet(french_demo: Path) -> None:
    assert "L'onglet Commandes" in rma_sheets(french_demo, "form", "zzz").err


def test_one_unknown_order_makes_no_form_at_all(demo: Path) -> None:
    assert rma_sheets(demo, "form", "10031", "zzz").code == 2
    assert not (demo / "forms").exists()


def test_an_order_that_two_can_mean_is_not_guessed(demo: Path) -> None:
    type_in(demo / "returns.xlsx", 2, "order_no", "A1", tab="orders")
    type_in(demo / "returns.xlsx", 3, "order_no", "a 1", tab="orders")
    done = rma_sheets(demo, "form", "a1")
    assert (done.code, "A1, a 1. " in done.err) == (2, True)


def test_a_slash_in_an_order_number_stays_in_the_folder(demo: Path) -> None:
    type_in(demo / "returns.xlsx", 2, "order_no", "../2026/1", tab="orders")
    (path,) = rma_sheets(demo, "form", "../2026/1", "--json").json["forms"]
    assert Path(path).parent == demo / "forms"


def test_zeros_that_a_spreadsheet_took_away_are_put_back(demo: Path) -> None:
    assert "nearest: 00043" in rma_sheets(demo, "form", "43").err


def test_the_first_of_a_month_in_french(french_demo: Path) -> None:
    type_in(french_demo / "retours.xlsx", 5, "order_date", date(2026, 11, 1), tab="orders")
    rma_sheets(french_demo, "form", "10031")
    assert "Commandé le 1er novembre 2026" in pages(french_demo / "forms" / "10031.pdf")[0][2]
