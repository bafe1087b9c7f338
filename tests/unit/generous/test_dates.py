"""Dates and moments as people and shop programs write them. Cells hold naive times: those of the shop."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rma_sheets.model.values import CellError, CellValue, Formula
from rma_sheets.planning.generous import read_date, read_moment

FRENCH = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
          "décembre")
GERMAN = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
          "Dezember")
SPANISH = ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
           "noviembre", "diciembre")


@pytest.mark.parametrize("typed", [
    "2026-11-22", "2026/11/22", "2026.11.22", "20261122", "22.11.2026", "22.11.26", "22/11/2026", "22-11-2026",
    "22/11/26", "11/22/2026", "22 Nov 2026", "22-Nov-26", "22. November 2026", "22 novembre 2026", "22nd November 2026",
    "Nov 22, 2026", "November 22 2026", "22 de noviembre de 2026", " 22\u00a0nov. 2026 ", "2026-11-22 08:26",
    "2026-11-22T08:26:05Z", "22/11/2026 08:26", "22/11/2026 à 8h26", "11/22/2026 8:26 PM", date(2026, 11, 22),
    datetime(2026, 11, 22, 8, 26),
])
def test_a_day_is_read_however_it_is_written(typed: CellValue) -> None:
    assert read_date(typed).value == date(2026, 11, 22)


@pytest.mark.parametrize("typed", ["31/02/2026", "29.02.2025", "22/13/2026x", "soon", "2026", "2026-11", "22/11",
                                   46348, 46348.5, True, "46348", "0026-11-22", "22/11/20266", "22 Foo 2026",
                                   "2026-11-22 25:10", "2026-11-22 13:10 pm", "04.13.2026", "de " * 30])
def test_what_is_no_day_is_never_guessed(typed: CellValue) -> None:
    assert read_date(typed).problem == "date-unreadable"


def test_day_and_month_that_could_change_places_are_asked_with_both_readings() -> None:
    read = read_date("03/04/2026")
    assert (read.value, read.problem) == (None, "date-ambiguous")
    assert read.facts == {"typed": "03/04/2026", "first": date(2026, 4, 3), "second": date(2026, 3, 4)}


@pytest.mark.parametrize(("typed", "order", "day"), [
    ("03/04/2026", "dmy", date(2026, 4, 3)), ("03/04/2026", "mdy", date(2026, 3, 4)),
    ("13/04/2026", "mdy", date(2026, 4, 13)), ("03/03/2026", "", date(2026, 3, 3)),
    ("03.04.2026", "", date(2026, 4, 3)), ("03.04.2026", "mdy", date(2026, 4, 3)),
])
def test_the_shops_order_settles_day_and_month(typed: str, order: str, day: date) -> None:
    assert read_date(typed, order).value == day


def test_two_digits_at_both_ends_may_be_the_year_first() -> None:
    assert read_date("26-11-22").problem == "date-ambiguous"


@pytest.mark.parametrize(("value", "problem"), [(Formula(date(2026, 1, 1)), "formula-in-cell"), (None, ""),
                                                (CellError("#VALUE!"), "error-in-cell"), ("  ", "")])
def test_a_cell_without_a_day_says_why(value: CellValue, problem: str) -> None:
    assert read_date(value).problem == problem


@pytest.mark.parametrize(("typed", "moment"), [
    ("2026-11-22 08:26", datetime(2026, 11, 22, 8, 26)), ("22.11.2026 08:26:30", datetime(2026, 11, 22, 8, 26, 30)),
    ("11/22/2026 12:05 AM", datetime(2026, 11, 22, 0, 5)),
    ("2026-11-22T08:26:30.123+01:00", datetime(2026, 11, 22, 8, 26, 30)),
    ("2026-11-22 00:00", date(2026, 11, 22)), ("2026-11-22", date(2026, 11, 22)),
    (datetime(2026, 11, 22, 8, 26), datetime(2026, 11, 22, 8, 26)),
])
def test_a_moment_keeps_its_time_and_midnight_is_a_day(typed: CellValue, moment: date) -> None:
    assert read_moment(typed).value == moment


def test_an_offset_is_taken_to_the_shops_zone() -> None:
    paris = ZoneInfo("Europe/Paris")
    assert read_moment("2026-11-22 23:30:00 +0000", zone=paris).value == datetime(2026, 11, 23, 0, 30)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_reads_back_from_every_form(day: date) -> None:
    forms = (day.isoformat(), f"{day:%Y/%m/%d}", f"{day:%Y%m%d}", f"{day.day}.{day.month}.{day.year}",
             f"{day.day} {FRENCH[day.month - 1]} {day.year}", f"{day.day}. {GERMAN[day.month - 1]} {day.year}",
             f"{day.day} de {SPANISH[day.month - 1]} de {day.year}", f"{day:%B} {day.day}, {day.year}",
             f"{day:%d-%b-%Y}")
    assert {read_date(form).value for form in forms} == {day}


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(["dmy", "mdy"]))
def test_a_day_with_slashes_reads_back_in_its_order_and_is_else_right_or_asked(day: date, order: str) -> None:
    written = f"{day:%d/%m/%Y}" if order == "dmy" else f"{day:%m/%d/%Y}"
    assert read_date(written, order).value == day
    assert read_date(written).value in (day, None)


@given(st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31)))
def test_every_moment_reads_back_to_the_second(moment: datetime) -> None:
    second = moment.replace(microsecond=0)
    expected = second.date() if second == datetime.combine(second.date(), datetime.min.time()) else second
    forms = (f"{second:%Y-%m-%d %H:%M:%S}", f"{second:%Y-%m-%dT%H:%M:%SZ}", f"{second:%d.%m.%Y %H:%M:%S}",
             f"{second:%Y-%m-%d %I:%M:%S %p}")
    assert {read_moment(form).value for form in forms} == {expected}


@given(st.text(max_size=30))
def test_any_text_is_answered_without_an_exception(text: str) -> None:
    read = read_moment(text)
    assert (read.value is None) or not read.problem
