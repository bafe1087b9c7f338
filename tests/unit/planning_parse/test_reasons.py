"""The tab Reasons."""

from rma_sheets.planning.reasons import read_reasons, with_reasons
from tests.rows import reasons_tab, vocabulary

ROWS = reasons_tab([
    {"code": "size", "label_en": "Size", "label_fr": "Taille"},
    {"code": "too_small", "label_en": "Too small", "label_fr": "Trop petit", "parent": "SIZE", "active": "yes"},
    {},
    {"code": "gift", "label_fr": "Cadeau", "active": "no"},
    {"code": "Gift", "label_en": "Again"},
    {"label_en": "no code"},
])


def test_reasons_are_read_with_parents_and_what_is_switched_off():
    reasons = read_reasons(ROWS)
    assert list(reasons) == ["size", "too_small", "gift"]
    assert (reasons["too_small"].parent, reasons["gift"].active) == ("size", False)


def test_a_label_of_another_language_stands_in_for_a_missing_one():
    assert read_reasons(ROWS)["gift"].label("en") == "Cadeau"


def test_a_parent_that_is_no_reason_is_none():
    assert read_reasons(reasons_tab([{"code": "a", "parent": "nowhere"}]))["a"].parent == ""


def test_staff_pick_a_reason_by_code_or_by_label_of_any_language():
    words = with_reasons(vocabulary(), read_reasons(ROWS), "fr")
    assert [words.key("reason", typed) for typed in ("TOO_SMALL", "too small", "trop petit", "nonsense")] == [
        "too_small", "too_small", "too_small", ""]
    assert words.label("reason", "too_small") == "Trop petit"
    assert words.key("status", "approuvé") == "approved"
