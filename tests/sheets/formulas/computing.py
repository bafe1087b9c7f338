"""What the functions of the table compute, each for itself."""

from __future__ import annotations

from collections.abc import Iterator

from .criteria import matcher
from .operators import as_number, as_text
from .results import BY_ZERO, Block, Failure, Result, Value, tidy, values_of


def numbers(*arguments: Result) -> Iterator[float]:
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


def average(*arguments: Result) -> Value:
    found = list(numbers(*arguments))
    return sum(found) / len(found) if found else BY_ZERO


def countif(block: Result, criterion: Value) -> int:
    fits = matcher(criterion)
    return sum(1 for value in values_of(block) if fits(value))


def sumif(block: Result, criterion: Value, summed: Result = None) -> float:
    fits = matcher(criterion)
    pairs = zip(values_of(block), values_of(block if summed is None else summed), strict=False)
    return sum(numbers(Block((tuple(number for value, number in pairs if fits(value)),))))


def is_true(value: Value) -> bool:
    if isinstance(value, str) and value.upper() in ("TRUE", "FALSE"):
        return value.upper() == "TRUE"
    return bool(as_number(value))


def chosen(condition: Value, then: Value = True, otherwise: Value = False) -> Value:
    return condition if isinstance(condition, Failure) else then if is_true(condition) else otherwise


def iferror(value: Value, otherwise: Value = None) -> Value:
    return otherwise if isinstance(value, Failure) else value


def ifna(value: Value, otherwise: Value = None) -> Value:
    return otherwise if isinstance(value, Failure) and value.name == "#N/A" else value


def joined(separator: Result, skip_blank: Result, *arguments: Result) -> str:
    found = [as_text(value) for argument in arguments for value in values_of(argument)]
    return as_text(separator).join(text for text in found if text or not is_true(skip_blank))  # type: ignore[arg-type]


def part(text: Value, start: Value, length: Value) -> str:
    first = int(as_number(start)) - 1
    return as_text(text)[first:first + int(as_number(length))]


def rounded(value: Value, digits: Value = 0) -> float:
    factor = 10 ** int(as_number(digits))
    number = as_number(value) * factor
    return tidy(float(int(number + (0.5 if number >= 0 else -0.5)) / factor))


def flat(*arguments: Result) -> Iterator[Value]:
    return (value for argument in arguments for value in values_of(argument))
