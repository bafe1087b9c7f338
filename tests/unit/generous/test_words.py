"""Identifiers, flags, addresses and countries."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rma_sheets.model.values import CellError, CellValue, Formula
from rma_sheets.planning.generous import read_country, read_email, read_flag, read_identifier, read_text


@pytest.mark.parametrize(("value", "text"), [
    ("00123", "00123"), ("1E10", "1E10"), ("85123A", "85123A"), (123, "123"), (12.0, "12"), (12.5, "12.5"),
    (" A-1\u00a0", "A-1"), ("\u200bA\u200d1\ufeff", "A1"), ("A\u00a01", "A 1"), (999999999999999, "999999999999999"),
])
def test_an_identifier_stays_text(value: CellValue, text: str) -> None:
    assert read_identifier(value).value == text


@pytest.mark.parametrize("value", ["1E+10", "1.0E+12", "4,00639E+12", 1e15, 4.00639e21, 10**16, date(2026, 2, 1), 1e-7])
def test_an_identifier_that_the_spreadsheet_shortened_is_damaged(value: CellValue) -> None:
    assert read_identifier(value).problem == "identifier-damaged"


@pytest.mark.parametrize(("value", "problem"), [
    (Formula("A1"), "formula-in-cell"), (CellError("#N/A"), "error-in-cell"), (None, ""), ("\u200b", "")])
def test_a_cell_without_an_identifier_says_why(value: CellValue, problem: str) -> None:
    assert (read_identifier(value).value, read_identifier(value).problem) == (None, problem)


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=20))
def test_an_identifier_of_plain_signs_reads_as_itself_or_is_told(text: str) -> None:
    read = read_identifier(text)
    assert read.value == text or read.problem


def test_free_text_keeps_its_lines() -> None:
    assert read_text("  one\ntwo \u00a0").value == "one\ntwo"


@pytest.mark.parametrize(("value", "flag"), [("Yes", True), ("oui", True), ("Sí", True), ("x", True), (1, True),
                                             (True, True), ("non", False), (0, False), (False, False), ("NEE", False)])
def test_a_flag_is_read_in_every_language(value: CellValue, flag: bool) -> None:
    assert read_flag(value).value is flag


def test_a_blank_flag_is_neither_and_an_odd_one_is_told() -> None:
    assert (read_flag(None).value, read_flag(None).problem) == (None, "")
    assert read_flag("perhaps").problem == "value-not-in-list"


@pytest.mark.parametrize("typed", ["a@example.org", " a@example.org\u00a0", "a @ example.org", "mailto:a@example.org",
                                   "Ann <a@example.org>", "a@EXAMPLE.ORG\n"])
def test_an_address_is_read_past_stray_signs(typed: str) -> None:
    assert read_email(typed).value == "a@example.org"


@pytest.mark.parametrize(("typed", "problem"), [
    ("a@example.org; b@example.org", "email-several"), ("a@example.org\nb@example.org", "email-several"),
    ("a@example.org\nBcc: b", "email-invalid"), ("a@", "email-invalid"), ("a b@example.org", "email-invalid"),
    ("none", "email-invalid"), (5, "email-invalid"), ("a@localhost", "email-invalid"), ("a" * 5000, "email-invalid"),
])
def test_what_is_not_one_address_goes_back_to_a_person(typed: CellValue, problem: str) -> None:
    assert read_email(typed).problem == problem


@pytest.mark.parametrize(("typed", "code"), [
    ("United Kingdom", "GB"), ("EIRE", "IE"), ("Éire", "IE"), ("France", "FR"), ("Germany", "DE"),
    ("Deutschland", "DE"), ("Allemagne", "DE"), ("Alemania", "DE"), ("Germania", "DE"), ("Duitsland", "DE"),
    ("USA", "US"), ("UK", "GB"), ("RSA", "ZA"), ("gb", "GB"), ("FRA", "FR"), ("Hong Kong", "HK"), ("NO", "NO"),
    ("Czech Republic", "CZ"),
    ("États-Unis", "US"), ("Österreich", "AT"), (" the Netherlands ", "NL"), ("United States (US)", "US"),
])
def test_a_country_is_read_by_code_and_by_name(typed: str, code: str) -> None:
    assert read_country(typed).value == code


@pytest.mark.parametrize("typed", ["Channel Islands", "European Community", "EU", "Unspecified", "XX", "Europe", 33])
def test_what_is_no_country_is_never_taken_for_one(typed: CellValue) -> None:
    assert read_country(typed).problem == "country-unknown"
