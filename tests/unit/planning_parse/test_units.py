"""Dividing a return over order lines."""

from rma_sheets.model.rma import TakenUnits
from rma_sheets.planning.orders import allocate, lines_taken
from tests.rows import order_line

TWO, THREE = order_line(line="1", qty=2), order_line(line="2", qty=3)


def test_one_line_that_covers_all_is_taken_whole():
    assert allocate((TWO, THREE), 3, {}) == (TakenUnits("10023/2", 3),)


def test_several_lines_cover_together_what_none_covers_alone():
    assert allocate((TWO, THREE), 4, {}) == (TakenUnits("10023/1", 2), TakenUnits("10023/2", 2))


def test_what_others_have_taken_is_not_given_again():
    assert allocate((TWO, THREE), 2, {"10023/1": 1}) == (TakenUnits("10023/2", 2),)


def test_nothing_is_claimed_where_not_enough_is_left():
    assert allocate((TWO, THREE), 5, {"10023/1": 1}) == ()
    assert allocate((), 1, {}) == ()


def test_no_quantity_claims_nothing():
    assert allocate((TWO,), 0, {}) == ()
    assert allocate((TWO,), -1, {}) == ()


def test_the_lines_taken_from_are_those_a_return_is_about():
    assert lines_taken((TWO, THREE), (TakenUnits("10023/2", 3),)) == (THREE,)
    assert lines_taken((TWO, THREE), ()) == (TWO,)
