"""Makes the two pictures of the README: the demo's register before and after its fourth pass.

    python -m docs.pictures

Needs LibreOffice and pdftoppm. The day is fixed, so that the pictures change only when the register does.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from datetime import date, timedelta
from pathlib import Path

from openpyxl import load_workbook

from rma_sheets.bootstrap import open_app
from rma_sheets.commands.demo_command import run_day
from rma_sheets.demo import DAYS, DemoClock, request_rows, staff_writes
from rma_sheets.demo_shop import make_demo
from rma_sheets.sync import sync_pass
from rma_sheets.terminal import Terminal
from rma_sheets.texts import load_texts

TODAY = date(2026, 11, 22)
FOURTH = 3
SHOWN = "A1:N17"
LEFT_OUT = ("Order line", "Phone", "Request ref")
WIDTH, HEIGHT = 1900, 590


def main() -> None:
    """Write `docs/register-before.png` and `docs/register-after.png`."""
    folder = Path(tempfile.mkdtemp(prefix="pictures-"))
    terminal, shop = Terminal(load_texts("en"), as_json=True), folder / "demo"
    register = make_demo(shop, "en", TODAY)
    for index in range(FOURTH):
        run_day(shop, index, TODAY, terminal)
    day = TODAY - timedelta(days=DAYS[FOURTH])
    with open_app(shop / "config.yaml", terminal, clock=lambda zone: DemoClock(zone, day)) as app:
        app.store.write(app.store.read(), staff_writes(FOURTH, TODAY, app.store.read(), app.texts))
        app.store.append(app.store.read(), "returns", request_rows(FOURTH, TODAY, app.texts, app.lists))
        shutil.copy(register, folder / "before.xlsx")
        sync_pass(app.parts, app.limits)
        shutil.copy(register, folder / "after.xlsx")
    for name in ("before", "after"):
        picture(folder / f"{name}.xlsx", Path(__file__).with_name(f"register-{name}.png"), folder)
    shutil.rmtree(folder)


def picture(book_path: Path, target: Path, folder: Path) -> None:
    """The first columns of Returns as one page, rendered by LibreOffice and cut to the sheet."""
    book = load_workbook(book_path)
    sheet = book.worksheets[0]
    for other in book.worksheets[1:]:
        other.sheet_state = "hidden"
    for cell in sheet[1]:
        if cell.value in LEFT_OUT:
            sheet.column_dimensions[cell.column_letter].hidden = True
    sheet.print_area = SHOWN
    sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 8, 1, 1
    for side in ("left", "right", "top", "bottom"):
        setattr(sheet.page_margins, side, 0.1)
    book.save(book_path)
    subprocess.run(["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
                    "pdf", "--outdir", str(folder), str(book_path)], check=True, capture_output=True)
    subprocess.run(["pdftoppm", "-r", "115", "-f", "1", "-l", "1", "-x", "0", "-y", "0", "-W", str(WIDTH), "-H",
                    str(HEIGHT), "-singlefile", "-png", str(book_path.with_suffix(".pdf")),
                    str(target.with_suffix(""))], check=True)


if __name__ == "__main__":
    main()
