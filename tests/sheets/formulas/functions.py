"""The functions we know, as a table. An unknown name gives #NAME?, which nobody can overlook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from .criteria import matcher
from .lookups import match, vlookup, xlookup
from .operators import NotANumber, as_number, as_text
from .results import BY_ZERO, WRONG_KIND, Block, Failure, Result, Value, tidy, values_of

EACH = frozenset(range(30))
NONE: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Function:
    """`single`: the arguments that take one value and are gone through one by one under ARRAYFORMULA.

    `takes_failures`: a failure among them is an argument like any other, not the result.
    """

    call: Callable[..., Any]
    single: frozenset[int] = EACH
    takes_failures: bool = False


def _numbers(*arguments: Result) -> Iterator[float]:
    """Texts and blanks in ranges do not count; a failure does."""
    for argument in arguments:
        for value in values_of(argument):
            if isinstance(value, Failure):
                raise Failed(value)
            if isinstance(value, int | float) and not isinstance(value, bool):
                yield value


class Failed(Exception):
    """The function's result is this failure."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.name)
        self.failure = failure


def _average(*arguments: Result) -> Value:
    found = list(_numbers(*arguments))
    return sum(found) / len(found) if found else BY_ZERO


def _countif(block: Result, criterion: Value) -> int:
    fits = matcher(criterion)
    return sum(1 for value in values_of(block) if fits(value))


def _sumif(block: Result, criterion: Value, summed: Result = None) -> float:
    fits = matcher(criterion)
    pairs = zip(values_of(block), values_of(block if summed is None else summed), strict=False)
    return sum(_numbers(Block((tuple(number for value, number in pairs if fits(value)),))))


def _true(value: Value) -> bool:
    if isinstance(value, str) and value.upper() in ("TRUE", "FALSE"):
        return value.upper() == "TRUE"
    return bool(as_number(value))


def _if(condition: Value, then: Value = True, otherwise: Value = False) -> Value:
    return condition if isinstance(condition, Failure) else then if _true(condition) else otherwise


def _iferror(value: Value, otherwise: Value = None) -> Value:
    return otherwise if isinstance(value, Failure) else value


def _ifna(value: Value, otherwise: Value = None) -> Value:
    return otherwise if isinstance(value, Failure) and value.name == "#N/A" else value


def _joined(separator: Result, skip_blank: Result, *arguments: Result) -> str:
    found = [as_text(value) for argument in arguments for value in values_of(argument)]
    return as_text(separator).join(text for text in found if text or not _true(skip_blank))  # type: ignore[arg-type]


def _part(text: Value, start: Value, length: Value) -> str:
    first = int(as_number(start)) - 1
    return as_text(text)[first:first + int(as_number(length))]


def _rounded(value: Value, digits: Value = 0) -> float:
    factor = 10 ** int(as_number(digits))
    number = as_number(value) * factor
    return tidy(float(int(number + (0.5 if number >= 0 else -0.5)) / factor))


def _flat(*arguments: Result) -> Iterator[Value]:
    return (value for argument in arguments for value in values_of(argument))


FUNCTIONS: dict[str, Function] = {
    "IF": Function(_if, takes_failures=True),
    "IFERROR": Function(_iferror, takes_failures=True),
    "IFNA": Function(_ifna, takes_failures=True),
    "ISERROR": Function(lambda value: isinstance(value, Failure), takes_failures=True),
    "ISNA": Function(lambda value: isinstance(value, Failure) and value.name == "#N/A", takes_failures=True),
    "ISBLANK": Function(lambda value: value is None, takes_failures=True),
    "ISNUMBER": Function(lambda value: isinstance(value, int | float) and not isinstance(value, bool)),
    "ISTEXT": Function(lambda value: isinstance(value, str)),
    "NOT": Function(lambda value: not _true(value)),
    "AND": Function(lambda *all_of: all(_true(value) for value in _flat(*all_of)), NONE),
    "OR": Function(lambda *any_of: any(_true(value) for value in _flat(*any_of)), NONE),
    "SUM": Function(lambda *all_of: sum(_numbers(*all_of)), NONE),
    "AVERAGE": Function(_average, NONE),
    "MIN": Function(lambda *all_of: min(_numbers(*all_of), default=0), NONE),
    "MAX": Function(lambda *all_of: max(_numbers(*all_of), default=0), NONE),
    "COUNT": Function(lambda *all_of: sum(1 for _ in _numbers(*all_of)), NONE),
    "COUNTA": Function(lambda *all_of: sum(1 for value in _flat(*all_of) if value is not None), NONE),
    "COUNTBLANK": Function(lambda *all_of: sum(1 for value in _flat(*all_of) if value in (None, "")), NONE),
    "COUNTIF": Function(_countif, frozenset({1})),
    "SUMIF": Function(_sumif, frozenset({1})),
    "XLOOKUP": Function(xlookup, frozenset({0})),
    "VLOOKUP": Function(vlookup, frozenset({0, 2, 3})),
    "MATCH": Function(match, frozenset({0, 2})),
    "CONCATENATE": Function(lambda *all_of: "".join(as_text(value) for value in _flat(*all_of)), NONE),
    "JOIN": Function(lambda separator, *all_of: _joined(separator, False, *all_of), NONE),
    "TEXTJOIN": Function(_joined, NONE),
    "LEN": Function(lambda text: len(as_text(text))),
    "TRIM": Function(lambda text: " ".join(as_text(text).split())),
    "UPPER": Function(lambda text: as_text(text).upper()),
    "LOWER": Function(lambda text: as_text(text).lower()),
    "LEFT": Function(lambda text, length=1: _part(text, 1, length)),
    "RIGHT": Function(lambda text, length=1: as_text(text)[max(0, len(as_text(text)) - int(as_number(length))):]),
    "MID": Function(_part),
    "ROUND": Function(_rounded),
    "ABS": Function(lambda value: abs(as_number(value))),
    "VALUE": Function(lambda value: tidy(float(as_number(value)))),
    "NA": Function(lambda: Failure("#N/A")),
    "HYPERLINK": Function(lambda link, label=None: link if label is None else label),
}


def call(function: Function, arguments: list[Any]) -> Result:
    """The result; wrong arguments are a failure of the cell, never of the server."""
    singles = [value for place, value in enumerate(arguments) if place in function.single]
    failure = next((value for value in singles if isinstance(value, Failure)), None)
    if failure and not function.takes_failures:
        return failure
    try:
        result = function.call(*arguments)
    except Failed as failed:
        return failed.failure
    except NotANumber:
        return WRONG_KIND
    except TypeError:
        return Failure("#N/A", "Wrong number of arguments.")
    return tidy(result) if isinstance(result, float) else result
