"""The command line in the person's language: `argparse`, whose own words are English, given ours.

Wrong usage is a `UsageError` like any other, so it has one clear line, a reference and a form for machines.
"""

from __future__ import annotations

import argparse
import difflib
import math
import re
import textwrap
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NoReturn, TypeVar

from rma_sheets.errors import UsageError
from rma_sheets.model.texts import Texts

_Number = TypeVar("_Number", int, float)

_PROBLEMS = tuple((re.compile(pattern), key) for pattern, key in (
    (r"the following arguments are required: (?P<names>.+)", "missing"),
    (r"unrecognized arguments: (?P<names>.+)", "unknown"),
    (r"argument (?P<name>.+?): invalid choice: (?P<typed>.+?),? (?:maybe .*)?\(choose from (?P<choices>.+)\)",
     "choice"),
    (r"argument (?P<name>.+?): expected .*argument", "no-value"),
    (r"argument (?P<name>.+?): ignored explicit argument (?P<typed>.+)", "needless-value"),
    (r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)", "together"),
    (r"argument (?P<name>.+?): (?P<text>.+)", "other"),
))
"""What `argparse` says (CPython's Lib/argparse.py, 3.11 to 3.14) and the key of our sentence for it."""


class Parser(argparse.ArgumentParser):
    """A parser that speaks the language of `texts`. `help_with` is the command line that shows what there is."""

    def __init__(self, *, texts: Texts, help_with: str, description: str, prog: str, epilog: str = "") -> None:
        say = texts.say
        super().__init__(prog=prog, description=description, epilog=epilog, add_help=False, allow_abbrev=False,
                         formatter_class=partial(_Formatter, usage=say("cli.usage.usage")))
        self._positionals.title, self._optionals.title = say("cli.usage.arguments"), say("cli.usage.options")
        self._texts, self._help_with = texts, help_with
        self.add_argument("-h", "--help", action="help", help=say("cli.usage.help"))

    def parse_known_args(self, args: Sequence[str] | None = None,  # type: ignore[override]
                         namespace: argparse.Namespace | None = None) -> tuple[argparse.Namespace, list[str]]:
        """As ever, but the options of a command may stand anywhere: `argparse` loses words that stand behind one."""
        words = list(args or ())
        return super().parse_known_args(words if self._subparsers else self._options_first(words), namespace)

    def _options_first(self, words: list[str]) -> list[str]:
        options: list[str] = []
        others: list[str] = []
        known, left = self._option_string_actions, deque(words)
        while left:
            word = left.popleft()
            if word == "--":
                return [*options, *others, word, *left]
            attached = word.partition("=")[0] in known or word[:2] in known
            (options if attached else others).append(word)
            if word in known and known[word].nargs is None and left:
                options.append(left.popleft())
        return [*options, *others]

    def error(self, message: str) -> NoReturn:
        """Raise UsageError with the problem in the person's language."""
        raise UsageError("cli.wrong-usage", problem=_in_words(message, self._texts), help=self._help_with)


class _Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str, *, usage: str, **options: int) -> None:
        super().__init__(prog, max_help_position=28, **options)
        self._usage = usage

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        """Lines stay lines; what is wrapped of one that is set in stands below its second column."""
        return "\n".join(textwrap.fill(line, width, initial_indent=indent,
                                       subsequent_indent=indent + (" " * 11 if line.startswith(" ") else ""))
                         for line in text.splitlines())

    def add_usage(self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[object],
                  prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self._usage if prefix is None else prefix)  # type: ignore[arg-type]


def _in_words(message: str, texts: Texts) -> str:
    """Our sentence for what `argparse` says; its own where we have none."""
    for pattern, key in _PROBLEMS:
        found = pattern.fullmatch(message)
        if found:
            facts = {"nearest": "", **found.groupdict()}
            if key == "choice":
                choices = [choice.strip(" '") for choice in facts["choices"].split(",")]
                near = difflib.get_close_matches(facts["typed"].strip("'"), choices, n=1)
                facts |= {"typed": facts["typed"].strip("'"), "choices": ", ".join(choices), "nearest": "".join(near)}
            return texts.say(f"cli.usage.{key}", **facts)
    return message


BOUNDLESS = 2.0**53
"""An upper bound from here on is none that a person needs to hear of."""


def number(of: Callable[[str], _Number], say: Callable[..., str], low: float,
           high: float = math.inf) -> Callable[[str], _Number]:
    """A type for numbers from `low` to `high`, that says so where somebody typed something else."""
    def convert(typed: str) -> _Number:
        try:
            value = of(typed.replace(",", "."))
        except ValueError:
            value = None
        if value is None or not low <= value <= high:
            key, top = ("number", f"{high:.12g}") if high < BOUNDLESS else ("number-from", "")
            raise argparse.ArgumentTypeError(say(f"cli.usage.{key}", typed=typed, low=f"{low:g}", high=top))
        return value
    return convert
