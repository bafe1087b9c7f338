"""Numbers and amounts as people write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rma_sheets.model.values import CellError, CellValue, Formula
from rma_sheets.planning.generous import read_decimal, read_integer

STYLES = {"en": (",", "."), "fr": ("\u202f", ","), "fr typed": (" ", ","), "de": (".", ","), "ch": ("’", "."),
          "none": ("", ","), "plain": ("", ".")}


@pytest.mark.parametrize(("typed", "number"), [
    ("1.234,50 €", "1234.50"), ("1,234.50", "1234.50"), ("12,5", "12.5"), ("€ 12.50", "12.50"), ("12,50 EUR", "12.50"),
    ("1 234,50", "1234.50"), ("1\u202f234,500", "1234.500"), ("1'234.50", "1234.50"), ("1.234.567", "1234567"),
    ("-3", "-3"), ("−3,5", "-3.5"), ("3,50-", "-3.50"), ("-€3.50", "-3.50"), (" 7\u00a0", "7"), (".5", "0.5"),
    ("0,125", "0.125"), ("1234.567", "1234.567"), (3, "3"), (0.1 + 0.2, "0.3"), (2.55, "2.55"), ("+4", "4"),
])
def test_a_number_is_read_however_it_is_written(typed: CellValue, number: str) -> None:
    assert read_decimal(typed).value == Decimal(number)


@pytest.mark.parametrize("typed", ["2 pcs", "2 PCS", "two", "1.2.3", "1,23,4", "12,", "--3", "-3-", "1 23",
                                   "1,234,56.7", "1.234 567", "٣", "9" * 5000, "NaN", "1e5", "€", ".", "", " "])
def test_what_is_no_number_is_never_half_read(typed: str) -> None:
    assert read_decimal(typed).value is None


@pytest.mark.parametrize(("value", "problem"), [
    (Formula(12), "formula-in-cell"), (CellError("#N/A"), "error-in-cell"), ("#REF!", "error-in-cell"),
    (True, "number-unreadable"), (date(2026, 1, 2), "number-unreadable"), (float("nan"), "number-unreadable"),
    ("2 pcs", "number-unreadable"), (None, ""), ("\u00a0", ""),
])
def test_a_cell_without_a_number_says_why(value: CellValue, problem: str) -> None:
    assert read_decimal(value).problem == problem


def test_a_lone_separator_before_three_digits_is_asked_with_both_readings() -> None:
    read = read_decimal("1.234")
    assert (read.value, read.problem) == (None, "number-ambiguous")
    assert read.facts == {"typed": "1.234", "first": "1.234", "second": "1234"}


@pytest.mark.parametrize(("typed", "hint", "number"), [
    ("1.234", ".", "1.234"), ("1.234", ",", "1234"), ("1,234", ",", "1.234"), ("1,234", ".", "1234"),
    ("1,234.50", ",", "1234.50"),
])
def test_the_shops_decimal_sign_settles_what_is_ambiguous(typed: str, hint: str, number: str) -> None:
    assert read_decimal(typed, hint).value == Decimal(number)


@pytest.mark.parametrize(("typed", "whole"), [("2,0", 2), ("2.00", 2), (3, 3), (3.0, 3), ("-1", -1), ("1 200", 1200)])
def test_a_whole_number_may_carry_empty_decimals(typed: CellValue, whole: int) -> None:
    assert read_integer(typed).value == whole


@pytest.mark.parametrize(("typed", "problem"), [("1,5", "number-unreadable"), ("1.234", "number-ambiguous"),
                                                ("2 pcs", "number-unreadable")])
def test_a_fraction_is_no_whole_number(typed: str, problem: str) -> None:
    assert read_integer(typed).problem == problem


@given(st.decimals(-10**12, 10**12, places=2), st.sampled_from(sorted(STYLES)))
@example(Decimal("-0.50"), "de")
def test_every_amount_written_in_a_language_reads_back(amount: Decimal, style: str) -> None:
    group, sign = STYLES[style]
    written = f"{amount:,.2f}".replace(",", "g").replace(".", sign).replace("g", group)
    assert read_decimal(written).value == amount


@given(st.integers(-10**14, 10**14), st.sampled_from(["\u202f", " ", "’", ""]))
def test_every_whole_number_grouped_by_a_sign_that_is_no_decimal_reads_back(number: int, group: str) -> None:
    assert read_integer(f"{number:,}".replace(",", group)).value == number


@given(st.text(st.sampled_from("0123456789.,-+ '€"), max_size=12))
def test_a_text_is_a_number_a_problem_or_blank_but_never_two_of_them(text: str) -> None:
    read = read_decimal(text)
    assert (read.value is None) or not read.problem
