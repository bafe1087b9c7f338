"""Numbers: made, read back, and every slip of the finger seen."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rma_sheets.model.rma import ALPHABET
from rma_sheets.planning.numbering import check_character, counter_of, make_number, read_number

DAY = date(2026, 11, 22)
DEFAULT = "RMA-{yy}-{seq:5}-{check}"
PATTERNS = (DEFAULT, "{yyyy}{mm}{seq:4}{check}", "RET{seq:6}{check}", "A1/{yy}.{seq:3}/{check}", "{check}-{seq}-{yyyy}",
            "R {yy} {mm} {seq:5} {check}", "{yy}{seq:5}{check}X", "shop-{seq:2}-{check}")
SAMPLE = [make_number(DEFAULT, sequence, DAY) for sequence in (*range(1, 200), *range(12_000, 99_000, 977))]
SIGNS = "0123456789" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FIRST_SIGN = len("RMA-")


def test_a_number_looks_as_in_the_documents() -> None:
    assert make_number(DEFAULT, 42, DAY) == f"RMA-26-00042-{check_character('2600042')}"


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_number_reads_back_as_itself(pattern: str) -> None:
    numbers = [make_number(pattern, sequence, DAY) for sequence in (1, 2, 9, 10, 42, 999, 1000, 12345, 99999, 123456)]
    assert [read_number(number, pattern).number for number in numbers] == numbers


@pytest.mark.parametrize("pattern", PATTERNS)
def test_numbers_of_different_sequences_differ(pattern: str) -> None:
    assert len({make_number(pattern, sequence, DAY) for sequence in range(1, 3000)}) == 2999


def test_a_sequence_longer_than_its_width_is_written_in_full() -> None:
    assert make_number("R{seq:2}{check}", 12345, DAY).startswith("R12345")


def test_every_single_wrong_character_is_seen() -> None:
    wrong = [number[:at] + sign + number[at + 1:] for number in SAMPLE for at in range(FIRST_SIGN, len(number))
             if number[at] != "-" for sign in SIGNS if sign != number[at] and not same_to_a_reader(sign, number[at])]
    assert [each for each in wrong if not read_number(each, DEFAULT).problem] == []


def test_every_swap_of_neighbours_is_seen_or_only_moves_a_dash() -> None:
    swapped = [(number, number[:at] + number[at + 1] + number[at] + number[at + 2:]) for number in SAMPLE
               for at in range(len(number) - 1) if number[at] != number[at + 1]]
    assert [each for number, each in swapped if read_number(each, DEFAULT).number not in ("", number)] == []


def test_every_twin_error_is_seen() -> None:
    wrong = [number[:at] + sign * 2 + number[at + 2:] for number in SAMPLE for at in range(FIRST_SIGN, len(number) - 1)
             if number[at] == number[at + 1] for sign in SIGNS
             if sign != number[at] and not same_to_a_reader(sign, number[at])]
    assert len(wrong) > 1000
    assert [each for each in wrong if not read_number(each, DEFAULT).problem] == []


def test_every_swap_around_a_character_is_seen() -> None:
    digits = [number.replace("-", "")[3:] for number in SAMPLE]
    swapped = [each[:at] + each[at + 2] + each[at + 1] + each[at] + each[at + 3:]
               for each in digits for at in range(len(each) - 2) if each[at] != each[at + 2]]
    assert [each for each in swapped if not read_number(each, DEFAULT).problem] == []


def same_to_a_reader(one: str, other: str) -> bool:
    """O is read as 0, I and L as 1."""
    return one.translate(str.maketrans("OIL", "011")) == other


def test_what_people_type_is_read_generously() -> None:
    number = make_number(DEFAULT, 110, DAY)
    check = number[-1]
    typed = [number.lower(), f"rma 26 110{check}", f"26 110 {check.lower()}", f" RMA_26/00110.{check}",
             f"2600110{check}", f"RMA-26-OOIlO-{check}", f"RMA - 26 - 110 - {check}", f"rma26{110:05}{check}"]
    assert {text: read_number(text, DEFAULT).number for text in typed} == dict.fromkeys(typed, number)


def test_a_number_of_another_form_is_told_from_a_mistyped_one() -> None:
    number = make_number(DEFAULT, 42, DAY)
    other = ALPHABET[ALPHABET.index(number[-1]) - 1]
    assert [read_number(typed, DEFAULT).problem for typed in ("ORDER-23", number[:-1] + other)] == ["shape", "check"]


@pytest.mark.parametrize("typed", ["", "-", "RMA", "RMA-26--K", "RMA-٢٦-00042-K", "²", "9" * 5000 + "K", "RMA-26"])
def test_what_is_no_number_is_a_problem_and_never_an_exception(typed: str) -> None:
    assert read_number(typed, DEFAULT).problem


@given(st.text(alphabet=st.sampled_from("RMA rma-/26OIL0123456789K٢²\n"), max_size=20))
def test_whatever_is_accepted_is_a_number_that_could_have_been_given(typed: str) -> None:
    number = read_number(typed, DEFAULT).number
    assert not number or (number.isascii() and read_number(number, DEFAULT).number == number)


def test_a_format_with_a_year_counts_anew_each_year() -> None:
    assert [counter_of("rma", pattern, DAY) for pattern in ("{yy}{seq}", "{yyyy}{seq}", "{seq}")] == [
        "rma:26", "rma:26", "rma"]
