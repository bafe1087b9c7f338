"""Finds the files that are shipped with the program but are no code: templates and the example configuration.

In an installed wheel they lie in the package (`_shipped/`), in a checkout at the project's top level, where
people look for them. Looks nowhere else, so that a stranger's `templates` folder is never taken for ours.
"""

from __future__ import annotations

from pathlib import Path

from rma_sheets.errors import RmaSheetsError

_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """The path of `templates`, `config.example.yaml`, ... Raises RmaSheetsError `config.not-shipped`."""
    top = _PACKAGE.parent
    folder = top if (top / "pyproject.toml").is_file() else _PACKAGE / "_shipped"
    if not (folder / name).exists():
        raise RmaSheetsError("config.not-shipped", name=name, folder=folder)
    return folder / name
