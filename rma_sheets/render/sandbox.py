"""The jinja2 environment that staff-editable templates run in: few words, plain values, and an end.

A template is a program somebody typed. `grammar.py` says what it may be made of; here its steps are counted, its
values kept small and its attributes refused, so that no template can hang a pass or fill the memory.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import LoopContext, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from .bounded import TooMuchError, bounded_range, flat, join, shown
from .grammar import guard

MAX_STEPS = 100_000
MAX_SECONDS = 10.0
MAX_OUTPUT = 2_000_000
MAX_SOURCE = 64_000
CALL_COST, INCLUDE_COST = 100, 100
MAX_NUMBER, MAX_POWER = 10**12, 10

STANDARD_FILTERS = ("abs", "capitalize", "count", "d", "default", "e", "escape", "first", "int", "last", "length",
                    "list", "lower", "map", "reject", "rejectattr", "reverse", "select", "selectattr", "sort",
                    "title", "trim", "truncate", "unique", "upper", "urlencode")
DICT_METHODS = frozenset({"items", "keys", "values", "get"})


class Missing(StrictUndefined):
    """A field that is not there. Whatever touches it raises UndefinedError with its name as the only text."""

    @property
    def _undefined_message(self) -> str:
        return self._undefined_hint or str(self._undefined_name or "?")


class MailEnvironment(ImmutableSandboxedEnvironment):
    """One language of mail templates. Not for several threads: the count of a rendering stands in it."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "**", "%"})

    def __init__(self, loader: BaseLoader, filters: Mapping[str, Callable[..., Any]]) -> None:
        super().__init__(loader=loader, undefined=Missing, finalize=shown, trim_blocks=True, lstrip_blocks=True,
                         autoescape=lambda name: name is None or ".txt." not in name)
        self.filters = {name: FILTERS[name] for name in STANDARD_FILTERS} | dict(filters) | {
            "join": join, "_counted": self._counted, "_flat": flat}
        self.globals = {"range": bounded_range}
        self.begin()

    def begin(self) -> None:
        """Start counting anew, for one rendering."""
        self._steps, self._until = 0, time.monotonic() + MAX_SECONDS

    def spend(self, steps: int) -> None:
        """Count. Raises TooMuchError."""
        self._steps += steps
        if self._steps > MAX_STEPS or time.monotonic() > self._until:
            raise TooMuchError

    def _counted(self, values: Iterable[Any]) -> Iterator[Any]:
        for value in values:
            self.spend(1)
            yield value

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        if len(source) > MAX_SOURCE:
            raise TooMuchError
        tree = super()._parse(source, name, filename)
        guard(tree, self, name, filename)
        return tree

    def join_path(self, template: str, parent: str) -> str:
        """Refuses text templates inside HTML: what is in them is not escaped."""
        if ".html." in parent and ".html." not in template:
            raise SecurityError(template)
        return template

    def _load_template(self, *args: Any, **kwargs: Any) -> Any:
        self.spend(INCLUDE_COST)  # each include comes by here while a mail is rendered
        return super()._load_template(*args, **kwargs)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Keys of the data come before methods, so a field may be called `items`."""
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only what a loop tells about itself, and reading a dict."""
        allowed = isinstance(obj, LoopContext) or (isinstance(obj, dict) and attr in DICT_METHODS)
        return allowed and super().is_safe_attribute(obj, attr, value)

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        """Names what was asked for, without the type behind it."""
        return self.undefined(f".{attribute}", name=attribute, obj=obj, exc=SecurityError)

    def call(self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Methods of loops and dicts, and `range`; neither blocks nor `super`, whose text could not be counted."""
        self.spend(CALL_COST)
        if isinstance(__obj, Undefined) or __obj is bounded_range or isinstance(
                getattr(__obj, "__self__", None), dict | LoopContext):
            return super().call(__context, __obj, *args, **kwargs)
        raise SecurityError(f"{getattr(__obj, '__name__', type(__obj).__name__)}()")

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic on numbers of a sane size; `+` also joins short texts."""
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return join((left, right))
        if not all(isinstance(each, int | float) and abs(each) <= MAX_NUMBER for each in (left, right)):
            raise SecurityError(operator)
        if operator == "**" and abs(right) > MAX_POWER:
            raise TooMuchError
        return super().call_binop(context, operator, left, right)
