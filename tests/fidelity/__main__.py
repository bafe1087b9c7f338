"""`make fidelity CORPUS=DIR`: patches every sheet of every workbook under DIR and tells what else changed.

Prints files, sheets patched, refusals by reason, differences (must be 0) and failures; ends with 1 where there are
differences or failures.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rma_sheets.adapters.excel.archive import fastest_codec

from . import office
from .made import write_made
from .one import Findings

SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb")
SECONDS = 600


def main() -> int:
    """Run the comparison; 0 where nothing differs."""
    asked = argparse.ArgumentParser(prog="make fidelity", description=__doc__)
    asked.add_argument("corpus", type=Path, nargs="?", help="folder with workbooks; without it only our own")
    asked.add_argument("--verbose", action="store_true", help="print every refusal with its file")
    chosen = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = write_made(Path(folder, "made"))
        files = [*made, *_workbooks(chosen.corpus)]
        out = Path(folder, "out")
        out.mkdir()
        print(f"{len(files)} workbooks ({len(made)} of our own), packed by {fastest_codec().name}")
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            found = list(pool.map(lambda item: _told(item[1], _checked(*item, out)), enumerate(files)))
        _check_office(files, found, out)
    return _report(files, found, verbose=chosen.verbose)


def _workbooks(corpus: Path | None) -> list[Path]:
    if corpus is None:
        return []
    if not corpus.is_dir():
        sys.exit(f"no such folder: {corpus}")
    return sorted(path for path in corpus.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file()
                  and not path.name.startswith("~$"))


def _checked(number: int, path: Path, out: Path) -> dict[str, Any]:
    """What `one.py` found; its end without an answer is a failure."""
    nothing = asdict(Findings())
    try:
        done = subprocess.run([sys.executable, "-m", "tests.fidelity.one", str(path), str(_result(out, number, path))],
                              capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return nothing | {"failures": [f"no answer in {SECONDS} s"]}
    if number % 50 == 49:
        print(f"  {number + 1} ...", flush=True)
    lines = done.stdout.strip().splitlines()
    return json.loads(lines[-1]) if lines and done.returncode == 0 else nothing | {
        "failures": [f"ended with {done.returncode}: {done.stderr[-2000:]}"]}


def _told(path: Path, found: dict[str, Any]) -> dict[str, Any]:
    """What was found, said at once where it should not be: a long run may be ended before its report."""
    for word in ("differences", "failures"):
        print(*(f"{word[:-1].upper()} {path.name}: {text}\n" for text in found[word]), sep="", end="", flush=True)
    return found


def _result(out: Path, number: int, path: Path) -> Path:
    return out / f"{number:05}{path.suffix.lower()}"


def _check_office(files: list[Path], found: list[dict[str, Any]], out: Path) -> None:
    if not office.available():
        print("LibreOffice is not installed: whether it opens them was not tried")
        return
    results = {_result(out, number, path): number for number, path in enumerate(files) if found[number]["whole"]}
    for result in set(results) - office.opened(list(results)):
        number = results[result]
        if office.opened([files[number]]):
            found[number]["differences"].append("LibreOffice does not open it any more")
            print(f"DIFFERENCE {files[number].name}: LibreOffice does not open it any more")


def _report(files: list[Path], found: list[dict[str, Any]], *, verbose: bool) -> int:
    refused: Counter[str] = Counter()
    for path, each in zip(files, found, strict=True):
        refused.update(each["refused"])
        if verbose and each["refused"]:
            print(f"refused {path.name}: {each['refused']}")
    total = {word: sum(len(each[word]) for each in found) for word in ("differences", "failures")}
    print(f"files {len(files)}, sheets {sum(each['sheets'] for each in found)}, "
          f"patched {sum(each['patched'] for each in found)}, refused {sum(refused.values())}")
    print(*(f"  {number:5} {reason}\n" for reason, number in refused.most_common()), sep="", end="")
    unread = sum((Counter(each["unread"]) for each in found), Counter[str]())
    print("sheets whose values could not be compared: "
          + ", ".join(f"{unread[reader]} by {reader}" for reader in ("openpyxl", "calamine")))
    print(f"differences {total['differences']}, failures {total['failures']}")
    return int(any(total.values()))


sys.exit(main())
