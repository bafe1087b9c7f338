"""Signs between two single values. Blank counts as 0, as "" or as FALSE, whichever is asked for."""

from __future__ import annotations

import operator
from collections.abc import Callable

from .results import BY_ZERO, WRONG_KIND, Failure, Value, tidy


class NotANumber(Exception):
    """A text stands where a number is needed."""


def as_number(value: Value) -> float:
    """Raises NotANumber."""
    if value is None:
        return 0
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | float):
        return value
    try:
        return float(str(value))
    except ValueError:
        raise NotANumber from None


def as_text(value: Value) -> str:
    """As `&` writes it: at most 10 digits behind whole numbers, TRUE and FALSE."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, Failure):
        return value.name
    return value if isinstance(value, str) else f"{tidy(value):.15g}"


def kind_rank(value: Value) -> int:
    """Numbers come before texts, texts before FALSE and TRUE."""
    return 2 if isinstance(value, bool) else 1 if isinstance(value, str) else 0


def compare(left: Value, right: Value) -> int:
    """-1, 0 or 1. Texts without regard to case."""
    left, right = _filled(left, right), _filled(right, left)
    if kind_rank(left) != kind_rank(right):
        return -1 if kind_rank(left) < kind_rank(right) else 1
    first, second = (left.casefold(), right.casefold()) if isinstance(left, str) else (left, right)  # type: ignore[union-attr]
    return (first > second) - (first < second)  # type: ignore[operator]


def _filled(value: Value, other: Value) -> Value:
    """A blank takes the kind of what it is compared with."""
    if value is not None:
        return value
    return "" if isinstance(other, str) else isinstance(other, bool) and False


def _divided(left: float, right: float) -> Value:
    return BY_ZERO if right == 0 else left / right


_COMPARING: dict[str, Callable[[int], bool]] = {
    "=": lambda order: order == 0, "<>": lambda order: order != 0, "<": lambda order: order < 0,
    ">": lambda order: order > 0, "<=": lambda order: order <= 0, ">=": lambda order: order >= 0,
}
_COUNTING: dict[str, Callable[[float, float], Value]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": _divided, "^": operator.pow,
}


def both(sign: str, left: Value, right: Value) -> Value:
    """One operation; a failure on either side is the result."""
    failure = next((value for value in (left, right) if isinstance(value, Failure)), None)
    if failure:
        return failure
    if sign in _COMPARING:
        return _COMPARING[sign](compare(left, right))
    if sign == "&":
        return as_text(left) + as_text(right)
    try:
        return _finished(_COUNTING[sign](as_number(left), as_number(right)))
    except (NotANumber, OverflowError):
        return WRONG_KIND


def one(sign: str, value: Value) -> Value:
    """`-x`, `+x`, `x%`."""
    if isinstance(value, Failure) or sign == "+":
        return value
    try:
        number = as_number(value)
    except NotANumber:
        return WRONG_KIND
    return tidy(-number if sign == "-" else number / 100)


def _finished(value: Value) -> Value:
    if isinstance(value, complex):
        return Failure("#NUM!")
    return tidy(value) if isinstance(value, float) else value
