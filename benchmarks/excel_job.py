"""One job on one workbook in a process of its own: `python -m benchmarks.excel_job JOB FILE RUNS` prints the median
seconds and the peak memory of the process in MB; for several jobs (`patch,floor`) all medians, taken in turn.
"""

from __future__ import annotations

import io
import json
import random
import statistics
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import peak_megabytes, timed
from rma_sheets.adapters.excel.archive import Codec

CHANGED_ROWS, COLUMNS, NEW_ROWS = 200, (2, 7, 8), 50
"""600 changed cells and 50 appended rows."""


def cells(rows: int, changed: int = CHANGED_ROWS) -> dict[int, dict[int, str | int]]:
    """What is written: row -> column -> value; the sheet has a header and `rows` rows."""
    chosen = random.Random(2).sample(range(2, rows + 2), min(changed, rows))
    edits: dict[int, dict[int, str | int]] = {row: dict.fromkeys(COLUMNS, f"changed < {row}") for row in sorted(chosen)}
    return edits | {rows + 1 + number: {1: f"N{number}", 2: "new", 3: number} for number in range(1, NEW_ROWS + 1)}


def codec_of(name: str) -> Codec:
    """The fastest there is, or `zlib`."""
    from rma_sheets.adapters.excel.archive import fastest_codec, zlib_codec

    return zlib_codec() if name == "zlib" else fastest_codec()


def patch(path: Path, codec: str = "", changed: int = CHANGED_ROWS) -> Callable[[], object]:
    """Our patcher."""
    from rma_sheets.adapters.excel.change import SheetChange
    from rma_sheets.adapters.excel.patch import patched_workbook

    rows = rows_of(path)
    change = SheetChange("Tab1", rows + 1, cells(rows, changed), 1)
    chosen = codec_of(codec)
    return lambda: patched_workbook(path.read_bytes(), [change], chosen)


def floor(path: Path, codec: str = "") -> Callable[[], object]:
    """Inflating and deflating the sheet part, which nobody who changes it can do without."""
    from rma_sheets.adapters.excel.archive import read_archive

    chosen = codec_of(codec)

    def work() -> object:
        return chosen.deflate([read_archive(path.read_bytes(), chosen).read("xl/worksheets/sheet1.xml")])
    return work


def openpyxl_write(path: Path) -> Callable[[], object]:
    """The same change with openpyxl."""
    from openpyxl import load_workbook

    rows = rows_of(path)

    def work() -> None:
        book = load_workbook(path)
        for row, values in cells(rows).items():
            for column, value in values.items():
                book["Tab1"].cell(row, column).value = value
        book["Tab1"].tables["T"].ref = f"A1:AD{rows + 1 + NEW_ROWS}"
        book.save(io.BytesIO())
    return work


def openpyxl_read(path: Path, *, values: bool = True) -> Callable[[], object]:
    """Every value with openpyxl, the quick way; or every formula."""
    from openpyxl import load_workbook

    def work() -> None:
        book = load_workbook(path, read_only=True, data_only=values)
        for _ in book["Tab1"].iter_rows(values_only=True):
            pass
        book.close()
    return work


def read(path: Path) -> Callable[[], object]:
    """Guard, values, formulas, errors and merged ranges of the tab, as a pass reads them."""
    from rma_sheets.adapters.excel.workbook import open_workbook
    from rma_sheets.collector import paused_collector

    def work() -> object:
        with paused_collector():
            return open_workbook(path.read_bytes(), path).grids(["Tab1"])
    return work


JOBS: dict[str, Callable[[Path], Callable[[], object]]] = {
    "patch": patch, "patch-zlib": lambda path: patch(path, "zlib"),
    "floor": floor, "floor-zlib": lambda path: floor(path, "zlib"),
    "patch-10": lambda path: patch(path, changed=10), "patch-2000": lambda path: patch(path, changed=2_000),
    "openpyxl-write": openpyxl_write, "openpyxl-read": openpyxl_read,
    "openpyxl-read-formulas": lambda path: openpyxl_read(path, values=False), "read": read}


def rows_of(path: Path) -> int:
    """How many rows a file of `excel_register` has: its name says it."""
    return int(path.stem.split("-")[1])


def main() -> None:
    """Run the job, or several in turn, and print what they took."""
    works, runs = [JOBS[name](Path(sys.argv[2])) for name in sys.argv[1].split(",")], int(sys.argv[3])
    taken = [[timed(work)[0] for work in works] for _ in range(runs)]
    medians = [statistics.median(each) for each in zip(*taken, strict=True)]
    print(json.dumps(medians if len(works) > 1 else [*medians, peak_megabytes()]))


if __name__ == "__main__":
    main()
