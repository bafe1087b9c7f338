"""What customers type reaches the page as it is, or cut; it never becomes markup and never breaks the sheet."""

from __future__ import annotations

import pytest

from rma_sheets.render.printable import MAX_TEXT, clean, printable

from .helper import NUMBER, REASONS, documents, ink_in_mm, item, order, pages_in_mm, parcel, scanned, sign, text_of

LITERAL = ["#panic()", "*bold* _it_ $x^2$", "=HYPERLINK(1)", "<script>x()</script>", "{{7*7}}", "{0} {nope}",
           "\\#x // y"]
ODD = ["x" * 40_000, "lorem ipsum " * 4_000, "😀👩‍👩‍👧‍👦🇫🇷", "كوب أزرق", "ספל כחול", "א" * 500,
       "Z" + "\u0301\u0302" * 200, "a\u202eb\x00\x07\n\nc", "\ud800", "\ufffe", "日本語の商品名", ""]


@pytest.mark.parametrize("typed", LITERAL)
def test_markup_and_formulas_stand_on_the_label_as_typed(typed: str) -> None:
    text = text_of(documents().label(parcel(item(name=typed, reason=typed)), "a4"))
    assert text.count(typed) == 2


@pytest.mark.parametrize("typed", LITERAL)
def test_markup_and_formulas_stand_on_the_form_as_typed(typed: str) -> None:
    line = {"line": "1", "sku": "S", "item": typed, "qty": 1}
    assert typed in text_of(documents().form(order(lines=0, customer="x") | {"lines": [line]}, REASONS))


@pytest.mark.parametrize("size", ["a4", "a6", "100x150"])
@pytest.mark.parametrize("typed", ODD)
def test_no_text_pushes_the_number_and_its_codes_off_the_label(typed: str, size: str) -> None:
    hostile = item(name=typed, reason=typed, sku=typed, order_no=typed)
    pdf = documents().label(parcel(hostile, customer={"name": typed}, message=typed, parcel_id=typed), size)
    assert scanned(pdf) == {("qr", sign(NUMBER)), ("bars", NUMBER)}
    assert len(pages_in_mm(pdf)) == 1
    assert min(ink_in_mm(pdf)) >= 2.8


@pytest.mark.parametrize("typed", ODD)
def test_no_text_breaks_the_form(typed: str) -> None:
    line = {"line": "1", "sku": typed, "item": typed, "qty": 1}
    pdf = documents().form(order(customer=typed, lines=0) | {"lines": [line]}, [("a", typed)])
    assert len(pages_in_mm(pdf)) == 1
    assert min(ink_in_mm(pdf)) >= 5


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert "lorem ipsum…" in text_of(documents().label(parcel(item(name="lorem ipsum " * 50)), "a6")).replace(" …", "…")


def test_a_text_is_one_clean_line_of_bounded_length() -> None:
    assert printable(" a\u202eb\x00\x07\n\nc \ud800") == "ab c "
    assert len(printable("y" * 40_000)) == MAX_TEXT


def test_towers_of_accents_are_lowered_and_real_accents_kept() -> None:
    assert printable("Z" + "\u0301" * 99) == "Z" + "\u0301" * 4
    assert printable("Việt שָׁלוֹם é") == "Việt שָׁלוֹם é"


def test_every_value_becomes_text() -> None:
    assert clean({"qty": 2, "note": None, "items": ({"name": "a\nb"},)}) == {
        "qty": "2", "note": "", "items": [{"name": "a b"}]}
