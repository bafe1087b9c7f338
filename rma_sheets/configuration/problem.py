"""A problem in the configuration file as a value, and how all of them are said at once, one a line.

A line reads: file and line, key, what was found, what is allowed. Values are shown cut, without control
characters and without a password that hides in an address; keys that hold secrets never show any.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rma_sheets.model.texts import Texts

SHOWN_CHARACTERS = 60
SHOWN_PROBLEMS = 40
_LOGIN = re.compile(r"[^/\s:]+:\S+@")  # user:password@host


@dataclass(frozen=True, slots=True)
class Problem:
    """`code` names the sentences in the catalogue (`config.found.*`, `config.allowed.*`); `facts` fill them.

    `key` is dotted (`mail.smtp.port`), empty for the file as a whole; `value` is what stands there.
    """

    line: int
    key: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    value: object = None


def say_all(problems: Sequence[Problem], file: str, texts: Texts) -> str:
    """All problems in the order of the file, one a line; beyond forty only how many more there are."""
    ordered = sorted(problems, key=lambda problem: problem.line)
    lines = [_say(problem, file, texts) for problem in ordered[:SHOWN_PROBLEMS]]
    if len(ordered) > SHOWN_PROBLEMS:
        lines.append(texts.say("config.more", n=len(ordered) - SHOWN_PROBLEMS))
    return "\n".join(lines)


def _say(problem: Problem, file: str, texts: Texts) -> str:
    allowed = texts.say(f"config.allowed.{problem.code}", **problem.facts)
    if nearest := problem.facts.get("nearest"):
        allowed += texts.say("config.nearest", nearest=nearest)
    parts = (f"{file}:{problem.line}", shown(problem.key, quote=""), _found(problem, texts), allowed)
    return "  ".join(part for part in parts if part)


def _found(problem: Problem, texts: Texts) -> str:
    own = f"config.found.{problem.code}"
    if texts.has(own):
        return texts.say(own, **problem.facts)
    if isinstance(problem.value, str):
        return shown(problem.value)
    shapes = {"dict": "a-group", "list": "a-list"}
    return texts.say(f"config.found.{shapes.get(type(problem.value).__name__, 'nothing')}")


def shown(value: str, quote: str = '"') -> str:
    """A value as it may stand on a terminal."""
    masked = _LOGIN.sub("***@", value)
    plain = "".join(char if char.isprintable() else "?" for char in masked)
    return quote + (plain if len(plain) <= SHOWN_CHARACTERS else plain[:SHOWN_CHARACTERS] + "…") + quote
