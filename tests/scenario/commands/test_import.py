"""`import`: a shop program's export comes in once, whatever its format, and the mapping is shown."""

from __future__ import annotations

import gzip
import sqlite3
from pathlib import Path

import pytest
from openpyxl import Workbook

from .shell import cells, content_of, rma_sheets

HEADER = ["Order Number", "Date", "E-mail", "Article No", "Quantity", "Unit price"]
LINES = [["2001", "03.11.2026", "anna@example.org", "00123", "2", "1.234,50 €"],
         ["2002", "04.11.2026", "bob@example.org", "1E10", "1", "9,90"]]
RETURNS = "Date,Order,SKU,Qty,Email,Reason\n2026-11-20,1001,00123,1,anna@example.org,Too small\n"


def write_csv(path: Path) -> None:
    path.write_text("\n".join(";".join(line) for line in (HEADER, *LINES)), encoding="utf-8")


def write_csv_gz(path: Path) -> None:
    write_csv(path)
    path.write_bytes(gzip.compress(path.read_bytes()))


def write_xlsx(path: Path) -> None:
    book = Workbook()
    for line in (HEADER, *LINES):
        book.worksheets[0].append(line)
    book.save(path)


WRITERS = {"export.csv": write_csv, "export.csv.gz": write_csv_gz, "export.xlsx": write_xlsx}


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A shop without orders or returns."""
    rma_sheets(tmp_path, "init", "--shop-email", "a@shop.example")
    return tmp_path


@pytest.mark.parametrize("name", WRITERS)
def test_orders_come_in_as_they_were_written(empty: Path, name: str) -> None:
    WRITERS[name](empty / name)
    done = rma_sheets(empty, "import", "orders", name)
    assert (done.code, done.err) == (0, "")
    assert cells(empty / "returns.xlsx", "sku", "orders") == ["00123", "1E10"]
    assert cells(empty / "returns.xlsx", "unit_price", "orders") == [1234.5, 9.9]


@pytest.mark.parametrize("name", WRITERS)
def test_importing_twice_adds_nothing_twice(empty: Path, name: str) -> None:
    WRITERS[name](empty / name)
    rma_sheets(empty, "import", "orders", name)
    register = (empty / "returns.xlsx").read_bytes()
    facts = rma_sheets(empty, "import", "orders", name, "--json").json
    assert (facts["added"], facts["already"], facts["written"]) == (0, 2, False)
    assert (empty / "returns.xlsx").read_bytes() == register


def test_the_same_lines_from_another_format_are_known(empty: Path) -> None:
    for name in ("export.csv", "export.csv.gz", "export.xlsx"):
        WRITERS[name](empty / name)
        rma_sheets(empty, "import", "orders", name)
    assert cells(empty / "returns.xlsx", "order_no", "orders") == ["2001", "2002"]


def test_returns_come_in_and_the_next_step_is_shown(empty: Path) -> None:
    (empty / "r.csv").write_text(RETURNS, encoding="utf-8")
    done = rma_sheets(empty, "import", "returns", "r.csv")
    assert "1 line added to the tab Returns." in done.out
    assert done.out.splitlines()[-1].endswith("rma-sheets plan")


def test_the_mapping_is_shown_header_by_header(empty: Path) -> None:
    (empty / "r.csv").write_text(RETURNS, encoding="utf-8")
    assert "Date -> Requested on (known name)" in rma_sheets(empty, "import", "returns", "r.csv").out


def test_a_dry_run_writes_nothing_anywhere(empty: Path) -> None:
    write_csv(empty / "o.csv")
    rma_sheets(empty, "plan")
    before = content_of(empty)
    done = rma_sheets(empty, "import", "orders", "o.csv", "--dry-run")
    assert "Without --dry-run this would happen:\n2 lines added" in done.out
    assert done.out.endswith("Nothing was written.\n")
    assert content_of(empty)["returns.xlsx"] == before["returns.xlsx"]
    with sqlite3.connect(empty / ".rma-sheets" / "journal.db") as journal:
        assert journal.execute("select count(*) from imports").fetchone() == (0,)


def test_what_a_header_means_can_be_said(empty: Path) -> None:
    (empty / "r.csv").write_text(RETURNS.replace("Reason", "What went wrong?"), encoding="utf-8")
    rma_sheets(empty, "import", "returns", "r.csv", "--map", "What went wrong?=return_reason")
    assert cells(empty / "returns.xlsx", "return_reason") == ["too small"]


def test_a_header_can_be_left_out(empty: Path) -> None:
    (empty / "r.csv").write_text(RETURNS, encoding="utf-8")
    columns = rma_sheets(empty, "import", "returns", "r.csv", "--map", "Reason=", "--json").json["columns"]
    assert columns["Reason"] == ""


@pytest.mark.parametrize(("words", "reference"), [
    (("returns", "nowhere.csv"), "imports.not-found"),
    (("returns", "."), "imports.is-a-folder"),
    (("returns", "r.csv", "--map", "Foo=sku"), "imports.map-no-header"),
    (("returns", "r.csv", "--map", "Reason=foo"), "imports.map-no-field"),
    (("returns", "r.csv", "--map", "Reason"), "imports.map-form"),
    (("returns", "r.csv", "--map", "SKU=", "--map", "Order="), "imports.columns-missing"),
])
def test_what_cannot_be_imported_is_one_clear_line(empty: Path, words: tuple[str, ...], reference: str) -> None:
    (empty / "r.csv").write_text(RETURNS, encoding="utf-8")
    done = rma_sheets(empty, "import", *words)
    assert done.code in (1, 2)
    assert f"[{reference}]" in done.err


def test_a_file_is_found_from_where_the_person_is(empty: Path) -> None:
    elsewhere = empty / "downloads"
    elsewhere.mkdir()
    (elsewhere / "r.csv").write_text(RETURNS, encoding="utf-8")
    assert rma_sheets(elsewhere, "import", "returns", "r.csv", "-c", "../config.yaml").code == 0


def test_an_import_waits_for_no_pass(empty: Path) -> None:
    from rma_sheets.adapters.passlock import pass_lock

    write_csv(empty / "o.csv")
    with pass_lock(empty / ".rma-sheets" / "pass.lock"):
        done = rma_sheets(empty, "import", "orders", "o.csv")
    assert (done.code, "[files.locked]" in done.err) == (1, True)


def test_it_all_speaks_french(tmp_path: Path) -> None:
    rma_sheets(tmp_path, "init", language="fr")
    (tmp_path / "r.csv").write_text(RETURNS, encoding="utf-8")
    out = rma_sheets(tmp_path, "import", "returns", "r.csv", "--dry-run").out
    assert "Voici ce qui arriverait" in out
    assert "Rien n'a été écrit." in out
