"""Builders for tests of the configuration: a text in, the config or its problems out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

import pytest

from rma_sheets.config import Config, load_config
from rma_sheets.errors import ConfigError

SHOP = "shop: {name: Lamp Shop, email: returns@example.com}\n"


def written(folder: Path, text: str | bytes) -> Path:
    """The path of a config.yaml with that content."""
    path = folder / "config.yaml"
    path.write_bytes(text if isinstance(text, bytes) else dedent(text).encode())
    return path


def load(folder: Path, text: str, environ: Mapping[str, str] | None = None) -> Config:
    """The config of a text, below the two lines that every shop needs."""
    return load_config(written(folder, SHOP + dedent(text)), environ or {})


def problems(folder: Path, text: str | bytes, environ: Mapping[str, str] | None = None,
             language: str = "en") -> list[str]:
    """The lines of problems that this text has."""
    with pytest.raises(ConfigError) as caught:
        load_config(written(folder, text), environ or {}, language)
    assert caught.value.reference == "config.invalid"
    lines = str(caught.value.facts["problems"]).splitlines()
    assert caught.value.facts["count"] == len(lines) or len(lines) == 41
    return lines


def problem(folder: Path, text: str, environ: Mapping[str, str] | None = None) -> str:
    """The one problem of a text, below the two lines that every shop needs (so the text begins in line 2)."""
    (only,) = problems(folder, SHOP + dedent(text), environ)
    return only
