"""What of a formula moves with its cell, and what only looks as if it should."""

from __future__ import annotations

import pytest

from rma_sheets.adapters.excel.patch.moving import moved_formula

MOVED = [
    ("B2*2", "B3*2"), ("$B2+B$2+$B$2", "$B3+B$2+$B$2"), ("sum(b2:c2)", "sum(B3:C3)"), ("SUM(B:B)-B2", "SUM(B:B)-B3"),
    ("SUM(2:2)", "SUM(3:3)"), ("Stock!B2", "Stock!B3"), ("'Stock Q1'!$A$2:$B$99", "'Stock Q1'!$A$2:$B$99"),
    ("VLOOKUP(T[[#This Row],[SKU]],'Stock Q1'!$A$2:$B$99,2,0)", "VLOOKUP(T[[#This Row],[SKU]],'Stock Q1'!$A$2:$B$99,2,0)"),
    ("Returns[[#This Row],[Q1]]*2", "Returns[[#This Row],[Q1]]*2"), ("M2*ZIP1000", "M3*ZIP1000"),
    ('IF(B2="","see A1 there",B2)', 'IF(B3="","see A1 there",B3)'), ("'It''s A1!'!B2", "'It''s A1!'!B3"),
    ("Q1_TOTAL*B2", "Q1_TOTAL*B3"), ("LOG10(B2)", "LOG10(B3)"),
    ("#REF!+B2", "#REF!+B3"), ("TAX*B2", "TAX*B3"), ("INDIRECT(\"B2\")", "INDIRECT(\"B2\")"), ("5", "5"),
    ("[1]Sheet1!B2", "[1]Sheet1!B3"), ("Jan:Dec!B2", "Jan:Dec!B3"), ("B2 C2", "B3 C3"),
]


@pytest.mark.parametrize(("text", "below"), MOVED, ids=[text for text, _ in MOVED])
def test_a_formula_goes_on_one_row_below(text: str, below: str) -> None:
    assert moved_formula(text, (2, 5), (3, 5)).upper() == below.upper()


@pytest.mark.parametrize("text", ["SUM(B2:INDEX(B:B,4))", "SUM(INDEX(B:B,4):B2)", "Sheet1!A1:Sheet2!B2", "B1048576", '"open', "SUM(1048576:1048576)"])
def test_a_formula_that_cannot_go_on_is_left_out(text: str) -> None:
    assert moved_formula(text, (2, 5), (3, 5)) == ""


def test_a_shared_formula_moves_across_too() -> None:
    assert moved_formula("$A1+B1", (1, 3), (4, 5)) == "$A4+D4"
    assert moved_formula("A1", (1, 3), (1, 2)) == ""


def test_in_its_own_cell_a_formula_stays_as_it_is_written() -> None:
    assert moved_formula(' "any" & thing(', (2, 5), (2, 5)) == ' "any" & thing('
