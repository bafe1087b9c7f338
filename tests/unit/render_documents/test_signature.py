from __future__ import annotations

import pytest

from rma_sheets.render.signature import ALPHABET, read_payload, sign_number

KEY = b"one key"


def test_a_signed_number_reads_back_as_good() -> None:
    assert read_payload(sign_number("RMA-26-00042-K", KEY), KEY) == ("RMA-26-00042-K", True)


def test_the_payload_never_changes_for_labels_already_printed() -> None:
    assert sign_number("RMA-26-00042-K", KEY) == "RMA-26-00042-K.8DDJNTTVZF"


def test_a_forged_signature_is_seen() -> None:
    assert read_payload("RMA-26-00042-K.AAAAAAAAAA", KEY) == ("RMA-26-00042-K", False)


def test_a_signature_moved_to_another_number_is_seen() -> None:
    signature = sign_number("RMA-26-00042-K", KEY).rpartition(".")[2]
    assert read_payload(f"RMA-26-00043-X.{signature}", KEY) == ("RMA-26-00043-X", False)


def test_a_label_of_another_shop_is_seen() -> None:
    assert read_payload(sign_number("RMA-26-00042-K", b"another key"), KEY)[1] is False


def test_without_a_key_nothing_is_good() -> None:
    assert read_payload(sign_number("RMA-26-00042-K", KEY), b"") == ("RMA-26-00042-K", False)


def test_a_bare_number_is_neither_good_nor_bad() -> None:
    assert read_payload(" RMA-26-00042-K\r\n", KEY) == ("RMA-26-00042-K", None)


@pytest.mark.parametrize("number", ["10023", "SO.2026.17", "Auftrag Ü-7", "a.BCDEFGHJK1"])
def test_order_numbers_of_any_kind_can_be_signed(number: str) -> None:
    assert read_payload(sign_number(number, KEY), KEY) == (number, True)
    assert read_payload(number, KEY) == (number, None)


def test_a_scanner_that_types_in_lower_case_does_no_harm() -> None:
    assert read_payload(sign_number("RMA-26-00042-K", KEY).lower(), KEY) == ("rma-26-00042-k", True)


def test_the_signature_keeps_the_qr_code_in_its_alphanumeric_set() -> None:
    signatures = "".join(sign_number(str(n), KEY).rpartition(".")[2] for n in range(200))
    assert set(signatures) == set(ALPHABET)


def test_an_empty_key_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        sign_number("RMA-26-00042-K", b"")
