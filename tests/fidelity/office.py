"""Whether LibreOffice opens a workbook: it is asked to turn it into text.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

_BATCH, _SECONDS = 25, 40


def opened(files: Sequence[Path]) -> set[Path]:
    """Those that it opens. Files that are named alike must not be asked for together."""
    found: set[Path] = set()
    with tempfile.TemporaryDirectory() as folder:
        for start in range(0, len(files), _BATCH):
            batch = files[start:start + _BATCH]
            done = _converted(batch, Path(folder))
            for file in batch:  # one that ends the program takes the rest of its batch with it
                if file in done or _converted([file], Path(folder)):
                    found.add(file)
    return found


def available() -> bool:
    """Whether it is installed."""
    return shutil.which("soffice") is not None


def _converted(files: Sequence[Path], folder: Path) -> set[Path]:
    out = Path(tempfile.mkdtemp(dir=folder))
    command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile",
               "--convert-to", "csv", "--outdir", str(out), *map(str, files)]
    asked = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        asked.wait(_SECONDS + 10 * len(files))
    except subprocess.TimeoutExpired:
        os.killpg(asked.pid, signal.SIGKILL)    # what we started is a script; the program is its child
        asked.wait()
    return {file for file in files if (out / f"{file.stem}.csv").exists()}
