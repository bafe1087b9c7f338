"""RMA numbers and request references: making them, and reading what people type or scan.

Default `RMA-26-00042-2`: prefix, year, sequence, check character. The check is a weighted sum modulo 31 with
weights 1, 3, 9, ... from the right: 3 has order 30 modulo 31, so every single wrong character, swap of neighbours,
jump and twin error changes the sum. The check character is drawn from 31 characters that cannot be confused; the
parts it covers are digits, so a letter among them or a 0 or 1 at the end is seen as wrong before any sum.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rma_sheets.model.rma import ALPHABET

PARCEL_FORMAT = "P-{yy}-{seq:5}"

_VALUES = {char: index for index, char in enumerate(ALPHABET)} | {"0": 29, "1": 30}
_TOKEN = re.compile(r"\{(yy|yyyy|mm|seq|check)(?::(\d+))?\}")
_LOOK_ALIKES = str.maketrans("OIL", "011")
_SEPARATORS = r"[\s\-_/.]*"


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed, read: `number` in its one true form, or why not (`shape` or `check`)."""

    number: str = ""
    problem: str = ""


def check_character(digits: str) -> str:
    """The character that makes the weighted sum of `digits` plus itself divisible by 31."""
    total = sum(_VALUES[char] * pow(3, power, 31) for power, char in enumerate(reversed(digits), start=1))
    return ALPHABET[-total % 31]


def make_number(pattern: str, sequence: int, day: date) -> str:
    """The number of that sequence and day. `pattern` holds {yy} or {yyyy}, {mm}, {seq:N} and {check}."""
    return _write(pattern, {"yy": f"{day:%y}", "yyyy": f"{day:%Y}", "mm": f"{day:%m}", "seq": str(sequence)})[0]


def counter_of(kind: str, pattern: str, day: date) -> str:
    """The counter a number is drawn from: one a year where the number shows the year, else one for ever."""
    return f"{kind}:{day:%y}" if "{yy" in pattern else str(kind)


def counted_as(kind: str, number: str, pattern: str) -> tuple[str, int] | None:
    """The counter from which a number of that pattern was drawn, and where that stood; None for another number."""
    found = _reader(pattern, True).fullmatch(number)
    if not found:
        return None
    fields = found.groupdict()
    year = (fields.get("yy") or fields.get("yyyy") or "")[-2:]
    return (f"{kind}:{year}" if year else str(kind)), int(fields["seq"])


def read_number(typed: str, pattern: str) -> Typed:
    """Forgives case, spaces, dashes, missing zeros, O for 0 and I or L for 1; never a wrong check character."""
    text = typed.strip().upper()
    match = _reader(pattern, True).fullmatch(text) or _reader(pattern, False).fullmatch(text)
    if match is None:
        return Typed(problem="shape")
    groups = match.groupdict()
    fields = {name: groups[name].translate(_LOOK_ALIKES) for name in groups if name != "check"}
    number, check = _write(pattern, fields | {"seq": str(int(fields["seq"]))})
    return Typed(number) if groups["check"] == check else Typed(problem="check")


def _write(pattern: str, fields: Mapping[str, str]) -> tuple[str, str]:
    """The number of those fields, and its check character; digits of the fixed text do not count for it."""
    parts = [(token.group(1), fields.get(token.group(1), "").zfill(int(token.group(2) or 0)))
             for token in _TOKEN.finditer(pattern)]
    check = check_character("".join(text for name, text in parts if name != "check"))
    values = iter(check if name == "check" else text for name, text in parts)
    return _TOKEN.sub(lambda _: next(values), pattern), check


@lru_cache(maxsize=8)
def _reader(pattern: str, whole: bool) -> re.Pattern[str]:
    """Unless the `whole` number is asked for, fixed text is optional (`26 42 2`); everything else must be there."""
    shapes = {"yy": "[0-9OIL]{2}", "yyyy": "[0-9OIL]{4}", "mm": "[0-9OIL]{2}", "seq": "[0-9OIL]{1,15}",
              "check": f"[{ALPHABET}]"}
    out, end = [], 0
    for token in _TOKEN.finditer(pattern):
        name = token.group(1)
        out += [_fixed(pattern[end:token.start()], whole), f"(?P<{name}>{shapes[name]})", _SEPARATORS]
        end = token.end()
    return re.compile(_SEPARATORS.join(["", "".join(out) + _fixed(pattern[end:], whole)]))


def _fixed(text: str, needed: bool) -> str:
    letters = re.sub(r"[\s\-_/.]", "", text).upper()
    wanted = "".join(f"{re.escape(char)}{_SEPARATORS}" for char in letters)
    return f"(?:{wanted}){'' if needed else '?'}{_SEPARATORS}" if letters else _SEPARATORS
