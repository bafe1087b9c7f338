"""Which header is which column: names of shop programs in six languages, near names, values, doubt."""

import pytest

from rma_sheets.model.column import TabSpec
from rma_sheets.model.tab_columns import ORDERS, RETURNS
from rma_sheets.planning.importing import guess_mapping, importable
from rma_sheets.planning.importing.guess import squash
from rma_sheets.planning.importing.names import NAMES
from rma_sheets.planning.importing.programs import PROFILES

from .helpers import columns

FILES = {
    "a wholesaler": ("InvoiceNo|StockCode|Description|Quantity|InvoiceDate|UnitPrice|CustomerID|Country",
                     "order_no sku item qty order_date unit_price - country"),
    "Shopify": ("Name|Email|Financial Status|Paid at|Fulfillment Status|Currency|Created at|Lineitem quantity|"
                "Lineitem name|Lineitem price|Lineitem sku|Billing Name|Billing Country|Shipping Name|Shipping Country|"
                "Notes|Id", "order_no email - - order_status currency order_date qty item unit_price sku - - customer "
                            "country - -"),
    "WooCommerce": ("Order Number|Order Status|Order Date|Email (Billing)|Country Code (Shipping)|SKU|Item Name|"
                    "Quantity (- Refund)|Item Cost", "order_no order_status order_date email country sku item qty "
                                                     "unit_price"),
    "Magento": ("increment_id|entity_id|created_at|customer_email|sku|name|qty_ordered|price",
                "order_no - order_date email sku item qty unit_price"),
    "PrestaShop": ("id_order|reference|product_reference|product_name|product_quantity|unit_price_tax_incl|date_add",
                   "- order_no sku item qty unit_price order_date"),
    "Amazon": ("amazon-order-id|merchant-order-id|purchase-date|order-status|product-name|sku|asin|quantity|currency|"
               "item-price|ship-country", "order_no - order_date order_status item sku - qty currency - country"),
    "Etsy": ("Sale Date|Item Name|Buyer|Quantity|Price|Currency|Transaction ID|Listing ID|Date Paid|Ship Name|"
             "Ship Country|Order ID|SKU", "order_date item - qty unit_price currency line - - customer country "
                                          "order_no sku"),
    "eBay": ("Sales Record Number|Order Number|Buyer Username|Buyer Name|Buyer Email|Item Number|Item Title|"
             "Custom Label|Quantity|Sold For|Sale Date|Ship To Country",
             "- order_no - customer email - item sku qty - order_date country"),
    "French": ("N° de commande|Date de commande|Client|Courriel|Pays|Réf.|Désignation|Qté|Prix unitaire TTC",
               "order_no order_date customer email country sku item qty unit_price"),
    "German": ("Bestellnr.|Bestelldatum|Kunde|E-Mail-Adresse|Lieferland|Artikelnummer|Bezeichnung|Menge|Einzelpreis",
               "order_no order_date customer email country sku item qty unit_price"),
    "Spanish": ("Número de pedido|Fecha|Cliente|Correo electrónico|País|Referencia|Producto|Cantidad|Precio",
                "order_no order_date customer email country sku item qty unit_price"),
    "Italian": ("Numero ordine|Data ordine|Cliente|Indirizzo e-mail|Paese|Codice articolo|Prodotto|Quantità|Prezzo",
                "order_no order_date customer email country sku item qty unit_price"),
    "Dutch": ("Bestelnummer|Besteldatum|Klant|E-mailadres|Land|Artikelcode|Omschrijving|Aantal|Stukprijs",
              "order_no order_date customer email country sku item qty unit_price"),
    "our own": ("Order no|Line|Order date|Delivered on|Order status|Customer|E-mail|Country|Language|SKU|Item|Category|"
                "Qty|Unit price|Currency", "order_no line order_date delivered_on order_status customer email country "
                                           "language sku item category qty unit_price currency"),
}


@pytest.mark.parametrize("program", FILES)
def test_the_headers_of_an_order_export_are_known(program: str) -> None:
    header, expected = FILES[program]
    wanted = {name: key for name, key in zip(header.split("|"), expected.split(), strict=True) if key != "-"}
    assert columns(header) == wanted


@pytest.mark.parametrize(("header", "expected"), [
    ("CancelNo|StockCode|Description|Quantity|CancelDate|UnitPrice|CustomerID|Country",
     "external_ref sku item qty requested_on - - country"),
    ("return-date|order-id|sku|asin|fnsku|product-name|quantity|reason|status|license-plate-number|customer-comments",
     "requested_on order_no sku - - item qty return_reason - external_ref reason_note"),
    ("Order ID|Order date|Return request date|Amazon RMA ID|Merchant RMA ID|Merchant SKU|Item Name|Return quantity|"
     "Return reason", "order_no - requested_on external_ref - sku item qty return_reason"),
    ("N° de retour|Date du retour|Commande|Référence|Quantité retournée|Motif du retour|Adresse e-mail",
     "external_ref requested_on order_no sku qty return_reason email"),
])
def test_the_headers_of_a_list_of_returns_are_known(header: str, expected: str) -> None:
    wanted = {name: key for name, key in zip(header.split("|"), expected.split(), strict=True) if key != "-"}
    assert columns(header, spec=RETURNS) == wanted


@pytest.mark.parametrize(("header", "column"), [
    ("Quantiy", "qty"), ("Invoice Nr No", "order_no"), ("Custmer name", "customer"), ("Order  Nubmer", "order_no"),
    ("CustomerID", ""), ("Weight", "")])
def test_a_misspelt_header_is_nearly_known_and_others_are_left_alone(header: str, column: str) -> None:
    assert columns(f"{header}|Something").get(header, "") == column


def why(header: str, *rows: tuple[str, ...], spec: TabSpec = ORDERS, **given: str) -> dict[str, tuple[str, str, str]]:
    names = header.split("|")
    positions = {names.index(name): key for name, key in given.items()}
    return {guess.header: (guess.column, guess.why, guess.other)
            for guess in guess_mapping(names, spec, rows, positions)}


def test_values_have_a_say() -> None:
    found = why("Email|Shipping County|Date", ("yes", "Kent", "12.5"), ("no", "Devon", "soon"))
    assert found["Email"] == ("", "values", "email")
    assert (found["Shipping County"][1], found["Date"][1]) == ("values", "values")


def test_of_two_headers_for_one_column_the_more_usual_is_taken_and_the_other_told() -> None:
    found = why("Billing Country|Shipping Country")
    assert found["Shipping Country"] == ("country", "known", "")
    assert found["Billing Country"] == ("", "taken", "Shipping Country")


def test_a_header_that_stands_twice_is_left_for_a_person() -> None:
    assert {guess.why for guess in guess_mapping(("SKU", "sku ", "Qty"), ORDERS)[:2]} == {"doubled"}


def test_what_the_person_said_goes_first() -> None:
    found = why("Ref|SKU|Qty", ("x", "y", "1"), Ref="sku", Qty="")
    assert found["Ref"] == ("sku", "given", "")
    assert found["SKU"] == ("", "taken", "Ref")
    assert found["Qty"] == ("", "left-out", "")


def test_a_near_name_gives_way_to_a_known_one() -> None:
    assert why("Quantitty|Quantity")["Quantitty"] == ("", "taken", "Quantity")


def test_the_engines_own_columns_are_never_imported() -> None:
    keys = {column.key for column in importable(RETURNS)}
    assert not keys & {"rma_number", "request_ref", "synced_status", "row_key", "last_mail", "eligibility"}


def test_every_name_in_the_table_is_a_column_and_stands_once_a_column() -> None:
    keys = {column.key for spec in (ORDERS, RETURNS) for column in importable(spec)}
    assert NAMES.keys() <= keys
    for key, names in NAMES.items():
        squashed = [squash(name) for name in names.split("|")]
        assert sorted(set(squashed)) == sorted(squashed), key


@pytest.mark.parametrize("spec", [ORDERS, RETURNS])
def test_no_name_means_two_columns_of_one_tab(spec: TabSpec) -> None:
    owners: dict[str, set[str]] = {}
    for column in importable(spec):
        for name in NAMES.get(column.key, "").split("|"):
            owners.setdefault(squash(name), set()).add(column.key)
    assert not {name: keys for name, keys in owners.items() if name and len(keys) > 1}


def test_every_profile_names_columns_that_exist() -> None:
    keys = {column.key for spec in (ORDERS, RETURNS) for column in importable(spec)} | {""}
    assert {column for profile in PROFILES for column in profile.names.values()} <= keys
