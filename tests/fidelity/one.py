"""Every sheet of one workbook read, patched, compared: `python -m tests.fidelity.one FILE OUT` prints what was found.

A process of its own, because some readers end the process over some workbooks. OUT gets the workbook with all its
sheets patched at once.
"""

from __future__ import annotations

import json
import sys
import traceback
from dataclasses import asdict, dataclass, field
from pathlib import Path

from rma_sheets.adapters.excel.guard import check_workbook
from rma_sheets.adapters.excel.known import Known
from rma_sheets.adapters.excel.patch import patched_workbook
from rma_sheets.adapters.excel.refusal import Refusal
from rma_sheets.errors import StoreError

from .book import read_book
from .compare import compare
from .meant import Meant, meant_for
from .reading import compare_reading
from .schema import more_errors

NOT_UNDERSTOOD = "not-understood"
"""No reason to refuse anything, but what a fault of ours would say."""


@dataclass
class Findings:
    """`refused`: reason -> how many sheets; `differences` must be empty; `failures`: what could not be patched;
    `unread`: reader -> sheets whose values it could not compare."""

    sheets: int = 0
    patched: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    unread: dict[str, int] = field(default_factory=dict)
    whole: bool = False


def check_file(path: Path, out: Path) -> Findings:
    """Patch and compare every sheet of that workbook."""
    found, content = Findings(), path.read_bytes()
    try:
        book = read_book(content)
    except Exception as error:
        found.sheets = 1
        if reason := _reason(content, path, error):
            found.refused[reason] = 1
        else:
            found.failures.append(repr(error))
        return found
    good: list[Meant] = []
    for sheet in book.sheets:
        found.sheets += 1
        found.differences += [f"{sheet.title}: {each}" for each in compare_reading(book, sheet, path)]
        meant = meant_for(book, sheet)
        after = _patched(content, [meant], path, found)
        if after is not None:
            found.patched += 1
            good.append(meant)
            found.differences += [f"{sheet.title}: {each}" for each in compare(book, sheet, after, meant, found.unread)]
    _check_whole(content, good, path, out, found)
    return found


def _check_whole(content: bytes, meant: list[Meant], path: Path, out: Path, found: Findings) -> None:
    """All sheets in one go, for the schema and for LibreOffice."""
    after = _patched(content, meant, path, found) if meant else None
    if after is not None:
        out.write_bytes(after)
        found.whole = True
        found.differences += more_errors(content, after, path.suffix)


def _patched(content: bytes, meant: list[Meant], path: Path, found: Findings) -> bytes | None:
    try:
        return patched_workbook(content, [each.change() for each in meant])
    except Refusal as error:
        reason = _reason(content, path, error)
        if reason == NOT_UNDERSTOOD:
            found.failures.append(f"{error} {error.__cause__!r}")
            return None
        found.refused[reason] = found.refused.get(reason, 0) + 1
    except Exception:
        found.failures.append(traceback.format_exc(limit=-3))
    return None


def _reason(content: bytes, path: Path, error: Exception) -> str:
    """Why it was refused, by the guard's words where it has some; empty for what is no refusal."""
    try:
        check_workbook(content, path, Known())
    except StoreError as refused:
        return refused.reference
    return error.reason if isinstance(error, Refusal) else ""


if __name__ == "__main__":
    print(json.dumps(asdict(check_file(Path(sys.argv[1]), Path(sys.argv[2])))))
