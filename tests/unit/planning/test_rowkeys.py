"""Row keys: what is written is read again, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from rma_sheets.model.rowkeys import key_number, register_of, row_key


@pytest.mark.parametrize("number", [1, 42, 999_999, 1_000_000])
def test_a_key_tells_its_register_and_its_number(number: int) -> None:
    key = row_key("ABCDEF", number)
    assert (key_number(key, "ABCDEF"), register_of(key)) == (number, "ABCDEF")


@pytest.mark.parametrize("text", ["", "ABCDEF", "ABCDEF-42", "ABCDEF-000042 ", "ABCDEF-000042x", "abcdef-000042",
                                  "AB-CDEF-000042", "ABCDEF-0000000042", "000042"])
def test_other_text_is_no_key_of_the_register(text: str) -> None:
    assert (key_number(text, "ABCDEF"), register_of(text)) == (None, "")


def test_a_key_of_another_register_is_none_of_ours() -> None:
    assert (key_number("GHJKMN-000042", "ABCDEF"), register_of("GHJKMN-000042")) == (None, "GHJKMN")
