"""How a command speaks: sentences from the catalogue, progress on the error stream, JSON when a machine asks."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from rma_sheets.errors import RmaSheetsError
from rma_sheets.model.texts import Texts
from rma_sheets.render.explain import explain
from rma_sheets.texts import load_texts


@dataclass(slots=True)
class Terminal:
    """Where a command writes. `as_json`: only JSON goes to the output; people's sentences go nowhere."""

    texts: Texts
    as_json: bool = False

    def lines(self, lines: Iterable[str]) -> None:
        """Print lines for people."""
        if not self.as_json:
            for line in lines:
                print(line)  # noqa: T201

    def say(self, key: str, **facts: object) -> None:
        """Print one sentence of the catalogue for people."""
        self.lines([self.texts.say(key, **facts)])

    def json(self, data: object) -> None:
        """Print the machine's form, if it was asked for."""
        if self.as_json:
            print(json.dumps(data, ensure_ascii=False, indent=2, default=str))  # noqa: T201

    def progress(self, phase: str) -> None:
        """Say what long work is at, where a person watches: one line that is overwritten."""
        if sys.stderr.isatty():
            name = self.texts.say(f"console.phase.{phase}") if self.texts.has(f"console.phase.{phase}") else phase
            sys.stderr.write(f"\r\033[K{name} ..." if phase else "\r\033[K")
            sys.stderr.flush()

    def error(self, error: RmaSheetsError) -> None:
        """One clear line: what happened, what to do, and the reference."""
        self.progress("")
        language = error.facts.get("language")
        message, hint = explain(error, load_texts(str(language)) if language else self.texts)
        if self.as_json:
            self.json({"error": error.reference, "message": message, "hint": hint})
        gap = "\n" if "\n" in message else " "
        print(f"rma-sheets: {message}{gap}{hint} [{error.reference}]", file=sys.stderr)  # noqa: T201

