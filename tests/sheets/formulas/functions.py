"""The functions we know, as a table. An unknown name gives #NAME?, which nobody can overlook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .computing import (
    Failed,
    average,
    chosen,
    countif,
    flat,
    iferror,
    ifna,
    is_true,
    joined,
    numbers,
    part,
    rounded,
    sumif,
)
from .lookups import match, vlookup, xlookup
from .operators import NotANumber, as_number, as_text
from .results import WRONG_KIND, Failure, Result, tidy

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


FUNCTIONS: dict[str, Function] = {
    "IF": Function(chosen, takes_failures=True),
    "IFERROR": Function(iferror, takes_failures=True),
    "IFNA": Function(ifna, takes_failures=True),
    "ISERROR": Function(lambda value: isinstance(value, Failure), takes_failures=True),
    "ISNA": Function(lambda value: isinstance(value, Failure) and value.name == "#N/A", takes_failures=True),
    "ISBLANK": Function(lambda value: value is None, takes_failures=True),
    "ISNUMBER": Function(lambda value: isinstance(value, int | float) and not isinstance(value, bool)),
    "ISTEXT": Function(lambda value: isinstance(value, str)),
    "NOT": Function(lambda value: not is_true(value)),
    "AND": Function(lambda *all_of: all(is_true(value) for value in flat(*all_of)), NONE),
    "OR": Function(lambda *any_of: any(is_true(value) for value in flat(*any_of)), NONE),
    "SUM": Function(lambda *all_of: sum(numbers(*all_of)), NONE),
    "AVERAGE": Function(average, NONE),
    "MIN": Function(lambda *all_of: min(numbers(*all_of), default=0), NONE),
    "MAX": Function(lambda *all_of: max(numbers(*all_of), default=0), NONE),
    "COUNT": Function(lambda *all_of: sum(1 for _ in numbers(*all_of)), NONE),
    "COUNTA": Function(lambda *all_of: sum(1 for value in flat(*all_of) if value is not None), NONE),
    "COUNTBLANK": Function(lambda *all_of: sum(1 for value in flat(*all_of) if value in (None, "")), NONE),
    "COUNTIF": Function(countif, frozenset({1})),
    "SUMIF": Function(sumif, frozenset({1})),
    "XLOOKUP": Function(xlookup, frozenset({0})),
    "VLOOKUP": Function(vlookup, frozenset({0, 2, 3})),
    "MATCH": Function(match, frozenset({0, 2})),
    "CONCATENATE": Function(lambda *all_of: "".join(as_text(value) for value in flat(*all_of)), NONE),
    "JOIN": Function(lambda separator, *all_of: joined(separator, False, *all_of), NONE),
    "TEXTJOIN": Function(joined, NONE),
    "LEN": Function(lambda text: len(as_text(text))),
    "TRIM": Function(lambda text: " ".join(as_text(text).split())),
    "UPPER": Function(lambda text: as_text(text).upper()),
    "LOWER": Function(lambda text: as_text(text).lower()),
    "LEFT": Function(lambda text, length=1: part(text, 1, length)),
    "RIGHT": Function(lambda text, length=1: as_text(text)[max(0, len(as_text(text)) - int(as_number(length))):]),
    "MID": Function(part),
    "ROUND": Function(rounded),
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
