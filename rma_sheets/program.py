"""How this very program can be typed by the person in front of it: what `init` and `demo` suggest must work."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path


def typed_program(folder: Path = Path()) -> str:
    """Its name where the shell finds it, else the path of what is running, as seen from that folder."""
    if shutil.which("rma-sheets"):
        return "rma-sheets"
    if Path(sys.argv[0]).stem == "rma-sheets":
        return _seen_from(folder, sys.argv[0])
    return f"{_seen_from(folder, sys.executable)} -m rma_sheets"


def _seen_from(folder: Path, path: str) -> str:
    """The path from there, where that is shorter."""
    whole = str(Path.cwd() / path)  # links are not followed: the Python of a virtual environment is one
    try:
        near = os.path.relpath(path, folder)
    except ValueError:  # Windows knows no way from one drive to another
        return whole
    if os.sep not in near:
        near = f"{os.curdir}{os.sep}{near}"  # a bare name would be looked up elsewhere
    return min(whole, near, key=len)
