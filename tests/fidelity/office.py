"""Whether LibreOffice opens a workbook: it is asked to turn it into text.
"""

from __future__ import annotations

import contextlib
import shutil
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
    with contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(command, capture_output=True, timeout=_SECONDS + 10 * len(files), check=False)
    return {file for file in files if (out / f"{file.stem}.csv").exists()}
