"""Whether a file is one for the tab it was said to be for, and which sheet of a workbook is meant."""

import pytest

from rma_sheets.model.column import TabSpec
from rma_sheets.model.tab_columns import ORDERS, RETURNS
from rma_sheets.planning.importing import guess_mapping, headers_of_other, sheet_fit

from .test_guess import FILES

OWN = {spec.key: {language: "|".join(column.header(language) for column in spec.columns) for language in ("en", "fr")}
       for spec in (ORDERS, RETURNS)}
LISTS_OF_RETURNS = (
    "CancelNo|StockCode|Description|Quantity|CancelDate|UnitPrice|CustomerID|Country",
    "return-date|order-id|sku|asin|fnsku|product-name|quantity|reason|status|license-plate-number|customer-comments",
    "Order ID|Order date|Return request date|Amazon RMA ID|Merchant RMA ID|Category|Merchant SKU|Return reason",
    "N° de retour|Date du retour|Commande|Référence|Quantité retournée|Motif du retour|Adresse e-mail",
    *OWN["returns"].values(),
)


def refused(header: str, spec: TabSpec, **given: str) -> tuple[str, ...]:
    """The headers for which a file is refused; `given` is what `--map` says of the header of that name."""
    names = header.split("|")
    guesses = guess_mapping(names, spec, given={names.index(name): column for name, column in given.items()})
    return headers_of_other(names, guesses, spec)


@pytest.mark.parametrize("program", FILES)
def test_orders_are_orders_and_no_returns(program: str) -> None:
    header = FILES[program][0].replace("Fecha", "Fecha de pedido")  # of one header alone nobody can tell
    assert refused(header, ORDERS) == ()
    assert len(refused(header, RETURNS)) >= 2


@pytest.mark.parametrize("header", LISTS_OF_RETURNS)
def test_returns_are_returns_and_no_orders(header: str) -> None:
    assert refused(header, RETURNS) == ()


@pytest.mark.parametrize("header", [header for header in LISTS_OF_RETURNS if "UnitPrice" not in header
                                    and "Category" not in header])
def test_returns_are_no_orders(header: str) -> None:
    assert len(refused(header, ORDERS)) >= 2


@pytest.mark.parametrize("header", ["Order|SKU|Qty", "Order|Date|SKU|Qty|Status|Email|Phone", "Order|SKU|Qty|Price",
                                    "Order|SKU|Qty|Reason", "Commande|Réf|Qté|Statut|Téléphone"])
@pytest.mark.parametrize("spec", [ORDERS, RETURNS])
def test_a_file_that_could_be_either_is_taken_for_what_it_is_said_to_be(header: str, spec: TabSpec) -> None:
    assert refused(header, spec) == ()


def test_a_column_that_only_the_tab_has_is_the_way_through() -> None:
    header = "Order|SKU|Qty|Price|Order date|Why"
    assert refused(header, RETURNS) == ("Price", "Order date")
    assert refused(header, RETURNS, Why="return_reason") == ()
    assert refused(header, RETURNS, Why="item") != ()


def test_headers_that_are_left_out_do_not_count() -> None:
    assert refused("Order|SKU|Qty|Price|Ordered on", RETURNS, Price="") == ()


def best(spec: TabSpec, *sheets: tuple[str, str], said: tuple[str, ...] = ()) -> str:
    return max(sheets, key=lambda sheet: sheet_fit(sheet[0], sheet[1].split("|"), spec, said))[0]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_of_a_register_each_import_takes_its_own_tab(language: str) -> None:
    sheets = [(spec.title(language), OWN[spec.key][language]) for spec in (RETURNS, ORDERS)]
    for spec in (RETURNS, ORDERS):
        assert best(spec, *sheets) == best(spec, *reversed(sheets)) == spec.title(language)
        assert best(spec, ("A", sheets[0][1]), ("B", sheets[1][1])) == ("A" if spec is RETURNS else "B")


def test_a_sheet_of_words_gives_way_to_one_with_a_table() -> None:
    assert best(ORDERS, ("Read me", "This file|was exported"), ("Data", "Order|SKU|Qty")) == "Data"


def test_the_sheet_whose_headers_are_mapped_is_the_one_meant() -> None:
    sheets = ("Returns", OWN["returns"]["en"]), ("Old", "Ref|What|How many")
    assert best(RETURNS, *sheets, said=("Ref=order_no", "What=sku")) == "Old"


def test_of_equal_sheets_the_first_is_taken() -> None:
    assert best(ORDERS, ("2025", "Order|SKU|Qty"), ("2026", "Order|SKU|Qty")) == "2025"
