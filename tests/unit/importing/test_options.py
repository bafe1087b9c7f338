"""`--map "Their header=field"`."""

import pytest

from rma_sheets.model.tab_columns import ORDERS, RETURNS
from rma_sheets.planning.importing import MapProblem, parse_map_options

HEADER = ("Ref.", "Artikel", "Stk", "Preis = netto")


@pytest.mark.parametrize(("option", "given"), [
    ("Ref.=order_no", {0: "order_no"}), ("Ref.=Order no", {0: "order_no"}), ("ref=N° commande", {0: "order_no"}),
    (" Stk = qty ", {2: "qty"}), ("Artikel=", {1: ""}), ("Preis = netto=Unit price", {3: "unit_price"}),
])
def test_a_field_may_be_named_by_key_or_by_header_in_any_language(option: str, given: dict[int, str]) -> None:
    assert parse_map_options([option], HEADER, ORDERS).given == given


@pytest.mark.parametrize(("options", "reference", "facts"), [
    (["Ref."], "imports.map-form", {"option": "Ref."}),
    (["=qty"], "imports.map-form", {"option": "=qty"}),
    (["Artikle=sku"], "imports.map-no-header", {"name": "Artikle", "nearest": "Artikel"}),
    (["Ref.=ordr no"], "imports.map-no-field", {"name": "ordr no", "nearest": "Order no"}),
    (["Ref.=sku", "Artikel=SKU"], "imports.map-twice", {"name": "SKU"}),
])
def test_what_does_not_exist_is_told_with_the_nearest_that_does(options: list[str], reference: str,
                                                                facts: dict[str, str]) -> None:
    problem = parse_map_options(options, HEADER, ORDERS).problem
    assert isinstance(problem, MapProblem)
    assert (problem.reference, {name: problem.facts[name] for name in facts}) == (reference, facts)


def test_an_engine_column_is_no_field_to_import_into() -> None:
    assert parse_map_options(["Ref.=rma_number"], HEADER, RETURNS).problem
