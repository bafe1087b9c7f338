"""One row as staff left it."""



from datetime import date, datetime
from decimal import Decimal

import pytest

from rma_sheets.model.rma import Rma
from rma_sheets.model.settings import Settings
from rma_sheets.model.tab_columns import RETURNS
from rma_sheets.model.values import CellError, CellValue, Formula
from rma_sheets.planning.parse import parse_row
from tests.rows import returns_tab

from .helpers import ENGLISH, only, parsed


def test_a_blank_row_is_an_empty_return_without_findings():
    assert parsed() == (Rma(row=2), ())


def test_every_kind_of_cell_becomes_its_value():
    rma, findings = parsed(
        row_key="demo-000001", status="approved", requested_on="2026-11-20 14:05", order_no=10023, sku="00123",
        qty="2,0", email=" Anna@EXAMPLE.org ", country="France", language="French", return_reason="Trop petit",
        condition="new, sealed", received_on=datetime(2026, 11, 22, 9, 0), refund_amount="1.234,50 €", hold="oui")
    assert findings == ()
    assert rma == Rma(
        row=2, row_key="demo-000001", status="approved", requested_on=datetime(2026, 11, 20, 14, 5),
        order_no="10023", sku="00123", qty=2, email="Anna@example.org", country="FR", language="fr",
        return_reason="too_small", condition="new_sealed", received_on=date(2026, 11, 22),
        refund_amount=Decimal("1234.50"), hold=True)


def test_a_finding_says_row_column_header_and_key_as_staff_know_them():
    tab = returns_tab([{}, {"qty": "two", "row_key": "demo-000002"}], language="fr")
    [finding] = parse_row(tab, 1, spec=RETURNS, vocabulary=ENGLISH, settings=Settings())[1]
    assert (finding.tab, finding.row, finding.column, finding.header, finding.key) == (
        "returns", 3, "qty", "Qté", "demo-000002")


@pytest.mark.parametrize(("cells", "code"), [
    ({"qty": "two"}, "number-unreadable"),
    ({"qty": 2.5}, "quantity-not-positive"),
    ({"qty": "1,5"}, "quantity-not-positive"),
    ({"refund_amount": "1.234"}, "number-ambiguous"),
    ({"requested_on": "soon"}, "date-unreadable"),
    ({"received_on": "03/04/2026"}, "date-ambiguous"),
    ({"order_no": "4.00639E+12"}, "identifier-damaged"),
    ({"email": "anna@"}, "email-invalid"),
    ({"email": "anna@example.org, bob@example.org"}, "email-several"),
    ({"country": "Atlantis"}, "country-unknown"),
    ({"return_reason": "too smal"}, "value-not-in-list"),
    ({"language": "Klingon"}, "value-not-in-list"),
    ({"hold": "perhaps"}, "value-not-in-list"),
    ({"status": "aproved"}, "status-unknown"),
    ({"sku": CellError("#N/A")}, "error-in-cell"),
    ({"order_no": Formula(10023)}, "formula-in-cell"),
    ({"reason_note": Formula("look here")}, "formula-in-cell"),
])
def test_what_cannot_be_read_is_blank_and_told(cells: dict[str, CellValue], code: str):
    rma, findings = parsed(**cells)
    assert [finding.code for finding in findings] == [code]
    assert rma == Rma(row=2)


def test_a_value_outside_its_list_is_told_with_the_nearest_one():
    assert only(return_reason="too smal").facts["nearest"] == "Too small"
    assert only(status="aproved").facts == {"typed": "aproved", "nearest": "approved", "first": "", "second": ""}


def test_a_label_of_another_language_is_understood():
    assert parsed(condition="endommagé")[0].condition == "damaged"


@pytest.mark.parametrize(("typed", "language"), [("fr-CA", "fr"), ("EN", "en"), ("de", "")])
def test_a_language_code_is_never_a_mistake_but_only_ours_are_kept(typed: str, language: str):
    rma, findings = parsed(language=typed)
    assert (rma.language, findings) == (language, ())


def test_the_order_of_day_and_month_is_the_one_the_shop_has_set():
    assert parsed(Settings(date_order="dmy"), received_on="03/04/2026")[0].received_on == date(2026, 4, 3)


def test_a_time_with_an_offset_is_taken_to_the_clock_of_the_shop():
    rma, _ = parsed(Settings(timezone="Europe/Paris"), requested_on="2026-11-20T23:30:00Z")
    assert rma.requested_on == datetime(2026, 11, 21, 0, 30)


def test_hostile_customer_text_stays_text():
    note = "<script>alert(1)</script> {{7*7}} {typed} \u202e 🙂 =1+1"
    rma, findings = parsed(reason_note=note, customer="O'Hara; DROP TABLE")
    assert "{{7*7}} {typed}" in rma.reason_note
    assert findings == ()


def test_a_very_long_text_is_kept_and_told():
    rma, [finding] = parsed(reason_note="x" * 40_000)
    assert len(rma.reason_note) == 40_000
    assert (finding.code, finding.facts["length"]) == ("text-too-long", 40_000)


def test_a_message_repeats_only_the_beginning_of_a_long_cell():
    assert len(str(only(email="x" * 40_000).facts["typed"])) < 100


def test_a_number_that_was_never_given_is_told_on_a_new_row_only():
    assert only(rma_number="RMA-26-00042-X").code == "rma-number-invalid"
    assert parsed(rma_number="RMA-26-00042-X", row_key="demo-000001")[1] == ()


def test_engine_columns_are_not_read():
    assert parsed(due="whenever", rev="many", window_end="03/04/2026")[1] == ()


def test_a_sheet_that_lacks_a_column_leaves_its_field_blank():
    tab = returns_tab([{"qty": 2}])
    narrow = type(tab)(tab.key, tab.title, {"qty": 0}, {"qty": "Qty"}, 5, ((2,), ()))
    assert parse_row(narrow, 0, spec=RETURNS, vocabulary=ENGLISH, settings=Settings())[0].qty == 2
    assert parse_row(narrow, 1, spec=RETURNS, vocabulary=ENGLISH, settings=Settings())[0] == Rma(6)
