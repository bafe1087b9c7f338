"""The criterion of COUNTIF and SUMIF: `">=3"`, `"open*"`, a number, a text."""

from __future__ import annotations

import re
from collections.abc import Callable

from .operators import both, kind_rank
from .results import Failure, Value, tidy

_SIGN = re.compile(r"(<>|<=|>=|=|<|>)?(.*)\Z", re.DOTALL)


def matcher(criterion: Value) -> Callable[[Value], bool]:
    """A test for single values. `*` and `?` are wild in texts, `~` takes that away."""
    if not isinstance(criterion, str):
        return lambda value: value is not None and kind_rank(value) == kind_rank(criterion) and value == criterion
    match = _SIGN.match(criterion)
    assert match is not None
    sign, rest = match[1] or "=", match[2]
    wanted = _number(rest)
    if sign in ("=", "<>"):
        found = _equal(wanted, rest, signed=bool(match[1]))
        return found if sign == "=" else lambda value: not found(value)
    return lambda value: (not isinstance(value, Failure) and value is not None
                          and kind_rank(value) == kind_rank(wanted) and both(sign, value, wanted) is True)


def _equal(wanted: Value, text: str, *, signed: bool) -> Callable[[Value], bool]:
    if not isinstance(wanted, str):
        return lambda value: not isinstance(value, str | bool | None) and value == wanted
    if not text:
        return lambda value: value is None or (value == "" and not signed)
    pattern = re.compile(_wild(text), re.IGNORECASE | re.DOTALL)
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _wild(text: str) -> str:
    parts = re.findall(r"~[*?~]|.", text, re.DOTALL)
    return "".join({"*": ".*", "?": "."}.get(part, re.escape(part[-1])) for part in parts)


def _number(text: str) -> Value:
    try:
        return tidy(float(text))
    except ValueError:
        return text
