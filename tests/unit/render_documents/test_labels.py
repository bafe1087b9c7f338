from __future__ import annotations

import pytest

from .helper import NUMBER, documents, has_ink, ink_in_mm, item, pages_in_mm, parcel, scanned, sign, text_of

SIZES = {"a4": (210.0, 297.0), "a6": (105.0, 148.0), "100x150": (100.0, 150.0)}
EVERY_SHEET = [(size, language) for size in SIZES for language in ("en", "fr")]


@pytest.mark.parametrize(("size", "language"), EVERY_SHEET)
def test_both_codes_of_a_label_can_be_scanned_as_printed(size: str, language: str) -> None:
    pdf = documents().label(parcel(language=language), size)
    assert scanned(pdf) == {("qr", sign(NUMBER)), ("bars", NUMBER)}


@pytest.mark.parametrize("size", SIZES)
def test_a_label_is_one_page_of_its_size(size: str) -> None:
    assert pages_in_mm(documents().label(parcel(item(), item("RMA-26-00043-X")), size)) == [SIZES[size]]


@pytest.mark.parametrize(("size", "margin"), [("a4", 3.9), ("a6", 4.5), ("100x150", 2.8)])
def test_nothing_is_printed_where_a_printer_cannot(size: str, margin: float) -> None:
    assert min(ink_in_mm(documents().label(parcel(), size))) >= margin


@pytest.mark.parametrize("size", SIZES)
def test_a_label_says_all_that_the_parcel_needs(size: str) -> None:
    text = text_of(documents().label(parcel(), size))
    for part in ("Mug & More", "12 Long Street", "Oxford OX1 2AB", "Zoë Müller", NUMBER, "Order 10023", "Mug, blue",
                 "MUG-01", "too small", "Send by 6 December 2026", "You pay for the return shipping", "P-26-00012",
                 "returns@example.org", "+44 1632 960 000"):
        assert part in text


def test_a_label_speaks_the_language_of_the_customer() -> None:
    text = text_of(documents().label(parcel(language="fr"), "a6"))
    assert "À envoyer au plus tard le 6 décembre 2026" in text
    assert "Les frais de retour sont à votre charge" in text


def test_a_language_without_a_catalogue_speaks_english() -> None:
    assert "Send by" in text_of(documents().label(parcel(language="de"), "a6"))


@pytest.mark.parametrize(("payer", "sentence"), [("shop", "We pay for the return shipping"),
                                                 ("", "This label carries no postage.")])
def test_a_label_says_who_pays_only_where_that_is_known(payer: str, sentence: str) -> None:
    assert sentence in text_of(documents().label(parcel(return_cost=payer), "a6"))


@pytest.mark.parametrize("size", SIZES)
def test_every_number_of_a_parcel_is_listed(size: str) -> None:
    numbers = [f"RMA-26-000{n}-K" for n in range(42, 57)]
    text = text_of(documents().label(parcel(*map(item, numbers)), size))
    assert "first of 15 numbers" in text
    assert [number for number in numbers if number not in text] == []


def test_on_a4_each_of_several_items_has_its_own_code() -> None:
    numbers = [f"RMA-26-000{n}-K" for n in range(42, 46)]
    pdf = documents().label(parcel(*map(item, numbers)), "a4")
    assert scanned(pdf) == {("qr", sign(number)) for number in numbers} | {("bars", numbers[0])}


def test_items_of_several_orders_say_which() -> None:
    text = text_of(documents().label(parcel(item(), item("RMA-26-00043-X", order_no="10077")), "a4"))
    assert "Order 10023, 10077" in text
    assert "MUG-01 · Order 10077" in text


def test_the_message_of_the_rule_stands_on_a4() -> None:
    assert "Remove the batteries." in text_of(documents().label(parcel(message="Remove the batteries."), "a4"))


def test_a4_is_marked_for_folding_at_half_its_height_on_both_edges() -> None:
    pdf = documents().label(parcel(), "a4")
    assert has_ink(pdf, 4, 148, 11, 149)
    assert has_ink(pdf, 199, 148, 206, 149)


def test_many_labels_make_one_pdf_in_their_order() -> None:
    numbers = ["RMA-26-00042-2", "RMA-26-00043-X", "RMA-26-00044-Z"]
    pdf = documents().labels([parcel(item(number)) for number in numbers], "100x150")
    assert [scanned(pdf, page) for page in range(3)] == [{("qr", sign(n)), ("bars", n)} for n in numbers]


def test_no_labels_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no label"):
        documents().labels([], "a6")


def test_the_same_parcel_gives_the_same_bytes() -> None:
    assert documents().label(parcel(), "a4") == documents().label(parcel(), "a4")
