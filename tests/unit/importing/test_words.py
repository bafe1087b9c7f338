"""What a person reads about an import."""

import inspect
import re

import pytest

from rma_sheets.adapters.tabular import package, read, text, workbook
from rma_sheets.model.tab_columns import ORDERS
from rma_sheets.model.table import BadLine, Table
from rma_sheets.model.texts import Texts
from rma_sheets.planning.importing import ImportReport, convert, guess_mapping, mapping_lines, plan_import, report_lines

from .helpers import EN, FR, vocabulary

TABLE = Table(
    ("InvoiceNo", "SKU", "Quantity", "Weight", "Country", "Land", "Email", "Colour", ""),
    (("7", "A", "1", None, "Channel Islands", "FR", "yes", "red", None),
     ("7", "B", "2", None, "Channel Islands", "FR", "no", "red", None), (None, None, "3", *[None] * 6)),
    (2, 3, 5), encoding="utf-8", delimiter=";", bad_lines=(BadLine(4, 4, 8, 9), BadLine(6, 9, 9, 9, quote=True)))


def report(texts: Texts) -> list[str]:
    guesses = guess_mapping(TABLE.header, ORDERS, TABLE.rows, {4: "country"})
    converted = convert(TABLE, guesses, ORDERS, vocabulary=vocabulary())
    plan = plan_import(converted, ORDERS, register=({"order_no": "7", "sku": "B", "qty": 9},))
    return (mapping_lines("orders.csv", TABLE, guesses, ORDERS, texts)
            + report_lines(ImportReport("orders.csv", TABLE, ORDERS, guesses, converted, plan), texts))


def test_every_column_and_every_line_is_accounted_for() -> None:
    assert report(EN) == [
        "orders.csv: 5 lines (utf-8, separated by semicolons)",
        "  InvoiceNo -> Order no (known name)",
        "  SKU -> SKU (known name)",
        "  Quantity -> Qty (known name)",
        "  Weight: left out, no column of this tab",
        "  Country -> Country (as you said)",
        "  Land: left out, “Country” fits better",
        "  Email: left out, its values do not look like E-mail",
        "  Colour: left out, no column of this tab",
        "  column 9: left out, it has no header",
        "1 line added to the tab Orders.",
        "1 line was there already.",
        "1 line differs from the register; the register was left as it is:",
        "  line 3, Qty: “2” in the file, “9” in the register",
        "2 lines were not imported, because their cells do not match the header:",
        "  line 4: 8 cells instead of 9",
        "  lines 6 to 9: a quotation mark is not closed",
        "1 line was not imported, because it lacks Order no, SKU or Item, Qty: 5",
        "1 value was not understood and stands as it was typed:",
        "  2 lines from line 2, Country: “Channel Islands” is not a country we know",
    ]


def test_the_same_is_said_in_french() -> None:
    lines = report(FR)
    assert len(lines) == len(report(EN))
    assert lines[13] == "  ligne 3, Qté : « 2 » dans le fichier, « 9 » dans le registre"


@pytest.mark.parametrize("texts", [EN, FR])
def test_every_error_of_reading_has_its_sentences(texts: Texts) -> None:
    source = "".join(inspect.getsource(module) for module in (package, read, text, workbook))
    references = set(re.findall(r'"(imports\.[a-z-]+)"', source))
    assert len(references) > 15
    assert [name for name in references if not (texts.has(f"{name}.message") and texts.has(f"{name}.hint"))] == []


def test_the_machines_form_counts_the_same() -> None:
    guesses = guess_mapping(TABLE.header, ORDERS, TABLE.rows)
    converted = convert(TABLE, guesses, ORDERS)
    facts = ImportReport("orders.csv", TABLE, ORDERS, guesses, converted, plan_import(converted, ORDERS)).facts()
    assert (facts["read"], facts["added"], facts["already"], facts["bad_lines"], facts["incomplete"]) == (
        5, 2, 0, [4, 6], [5])
