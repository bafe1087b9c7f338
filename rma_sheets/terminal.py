"""How a command speaks: sentences from the catalogue, progress on the error stream, JSON when a machine asks.

With `as_json` the output holds JSON and nothing else; what people must see all the same goes to the error stream.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rma_sheets.errors import RmaSheetsError
from rma_sheets.model.texts import Texts
from rma_sheets.render.explain import explain
from rma_sheets.texts import load_texts

_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control signs of a terminal (ECMA-48, C0 and C1), and those that turn the direction of what is read."""


@dataclass(slots=True)
class Terminal:
    """Where a command writes. `as_json`: people's sentences go nowhere; `json_lines`: one JSON object on each line."""

    texts: Texts
    as_json: bool = False
    json_lines: bool = False

    def lines(self, lines: Iterable[str]) -> None:
        """Print lines for people."""
        if not self.as_json:
            for line in lines:
                _put(_harmless(line))

    def say(self, key: str, **facts: object) -> None:
        """Print one sentence of the catalogue for people."""
        self.lines([self.texts.say(key, **facts)])

    def json(self, data: object) -> None:
        """Print the machine's form, if it was asked for."""
        if self.as_json:
            text = json.dumps(data, ensure_ascii=False, indent=None if self.json_lines else 2, default=str)
            _put(_COMMANDS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text))

    def progress(self, phase: str) -> None:
        """Say what long work is at, where a person watches: one line that is overwritten."""
        if sys.stderr is not None and sys.stderr.isatty():
            key = f"console.phase.{phase}"
            name = self.texts.say(key) if self.texts.has(key) else phase
            sys.stderr.write(f"\r\033[K{name} ..." if phase else "\r\033[K")
            sys.stderr.flush()

    def aside(self, key: str, **facts: object) -> None:
        """One sentence beside the output, on the error stream."""
        self.progress("")
        print(_harmless(self.texts.say(key, **facts)), file=sys.stderr)  # noqa: T201

    def error(self, error: RmaSheetsError) -> None:
        """One clear line: what happened, what to do, and the reference."""
        self.progress("")
        language = error.facts.get("language")
        message, hint = explain(error, load_texts(str(language)) if language else self.texts)
        if self.as_json:
            self.json({"error": error.reference, "message": message, "hint": hint})
        gap = "\n" if "\n" in message else " "
        said = f"{message}{gap}{hint}".rstrip()
        print(_harmless(f"rma-sheets: {said} [{error.reference}]"), file=sys.stderr)  # noqa: T201

    def flush(self) -> None:
        """Hand over all that was printed. Raises RmaSheetsError, BrokenPipeError."""
        with _output():
            if sys.stdout is not None:
                sys.stdout.flush()


def _harmless(text: str) -> str:
    """Text of customers is quoted on the terminal; what a terminal takes for a command is not."""
    return _COMMANDS.sub("\ufffd", text)


def _put(line: str) -> None:
    with _output():
        print(line)  # noqa: T201


@contextmanager
def _output() -> Iterator[None]:
    """Raises RmaSheetsError where the output cannot be written, BrokenPipeError where its reader has left."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise RmaSheetsError("cli.output", reason=error.strerror or str(error)) from error
