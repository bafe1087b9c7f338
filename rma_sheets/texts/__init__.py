"""Loads the catalogue of texts: one folder per language, one TOML file per topic.

A text's key is `<topic>.<path in the file>`. Languages are checked against each other by a test: same keys,
same fields. This is the only place where the catalogue's files are opened.
"""

from __future__ import annotations

import functools
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path

from rma_sheets.model.column import LANGUAGES
from rma_sheets.model.texts import Texts

_LANGUAGE = re.compile(r"""^language:\s*["']?(en|fr)\b""", re.MULTILINE | re.IGNORECASE)
_MOST_BYTES = 256 * 1024

@functools.cache
def load_texts(language: str, topics: tuple[str, ...] = ()) -> Texts:
    """The catalogue of one language (all topics, or only those named). Unknown languages speak English."""
    chosen = language if language in LANGUAGES else "en"
    entries: dict[str, str] = {}
    for file in sorted(resources.files(__name__).joinpath(chosen).iterdir(), key=lambda entry: entry.name):
        topic = file.name.removesuffix(".toml")
        if file.name.endswith(".toml") and (not topics or topic in topics):
            entries.update(_flat(topic, tomllib.loads(file.read_text(encoding="utf-8"))))
    return Texts(chosen, entries)


def written_language(text: str) -> str:
    """The language that the text of a configuration names; empty where it names none of ours."""
    found = _LANGUAGE.search(text)
    return found.group(1).lower() if found else ""


def configured_language(path: Path) -> str:
    """The same of a file, without reading its settings; empty where it cannot be read."""
    try:
        with path.open("rb") as file:
            return written_language(file.read(_MOST_BYTES).decode("utf-8", "replace").removeprefix("\ufeff"))
    except (OSError, ValueError):
        return ""


def terminal_language() -> str:
    """The language of the person at the terminal, before a configuration is read."""
    for name in ("RMA_SHEETS_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        language = os.environ.get(name, "")[:2].lower()
        if language:
            return language if language in LANGUAGES else "en"
    return "en"


def _flat(prefix: str, table: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(f"{prefix}.{key}", value)
        else:
            yield f"{prefix}.{key}", str(value)
