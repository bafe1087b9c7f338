"""`doctor`: goes through the checks of `checks` and turns what each says into a value.

Checks that need the configuration are left out without one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .checks import CHECKS
from .config import load_config
from .errors import RmaSheetsError
from .render.explain import explain
from .terminal import Terminal
from .texts import load_texts

OK, WARNING, FAILED = "ok", "warning", "failed"


@dataclass(frozen=True, slots=True)
class Part:
    """What was found of one part of the set-up: `state` is ok, warning or failed; `hint` says what to do.

    `settings`, of the configuration only, holds every setting with its value and where it comes from; secrets masked.
    """

    name: str
    state: str
    message: str
    hint: str = ""
    settings: Mapping[str, object] = field(default_factory=dict)


def checkup(config_path: str | Path, terminal: Terminal) -> Iterator[Part]:
    """Each part as it was found; `terminal` speaks the register's language from the first one on."""
    try:
        config = load_config(Path(config_path), os.environ)
    except RmaSheetsError as error:
        said = load_texts(str(error.facts.get("language", terminal.texts.language)))
        yield Part("config", FAILED, *explain(error, said))
        return
    texts = terminal.texts = load_texts(config.language)
    for name, check in CHECKS.items():
        terminal.progress(name)
        try:
            found = check(config, texts)
        except RmaSheetsError as error:
            yield Part(name, FAILED, *explain(error, texts))
        else:
            message, hint = (found, "") if isinstance(found, str) else found
            yield Part(name, WARNING if hint else OK, message, hint, config.masked() if name == "config" else {})
    terminal.progress("")
