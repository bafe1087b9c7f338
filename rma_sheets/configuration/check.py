"""From a tree to typed values, or to the list of everything that is wrong with it.

pydantic collects, our catalogue speaks: of its errors only the kind and the place are taken, never its
sentences, which may repeat what stands in the file.
"""

from __future__ import annotations

import typing
from collections.abc import Iterator
from types import UnionType

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from .kinds import nearest
from .problem import Problem
from .secret import Surroundings
from .section import Section
from .shape import Shape
from .tree import Node

Location = tuple[str | int, ...]
_NATIVE = {"extra_forbidden": "unknown-key", "missing": "missing", "model_type": "section", "dict_type": "headers",
           "tuple_type": "list"}
"""pydantic's own kinds of error -> our codes; the others are ours already."""


def check_tree(tree: Node, around: Surroundings) -> tuple[Shape | None, list[Problem]]:
    """The typed values, or every problem with its line."""
    try:
        return Shape.model_validate(tree.plain(), context=around), []
    except ValidationError as errors:
        found = errors.errors(include_url=False, include_input=False)
        return None, [_problem(error, tree) for error in found]


def _problem(error: ErrorDetails, tree: Node) -> Problem:
    facts = dict(error.get("ctx") or {})
    place = tuple(part for part in error["loc"] if part != "[key]")
    place += (facts.pop("at"),) if "at" in facts else ()
    code = _NATIVE.get(error["type"], error["type"])
    node = tree.find(place)
    if code == "unknown-key":
        code, facts = _unknown_key(place)
    elif code == "section":
        facts = {"keys": ", ".join(section_at(place).file_keys())}
    value = None if code.startswith("secret-") or node is None else node.plain()
    return Problem(_line(tree, place), _dotted(place), code, facts, value)


def _line(tree: Node, place: Location) -> int:
    """The line of what stands nearest to that place: a key that is missing is told where its group begins."""
    return next(node.line for end in range(len(place), -1, -1) if (node := tree.find(place[:end])))


def _dotted(place: Location) -> str:
    """`notices.off` also for one item of its list."""
    return ".".join(part for part in place if isinstance(part, str))


def _unknown_key(place: Location) -> tuple[str, dict[str, object]]:
    """The nearest key of that group, else where a key of that name belongs, else all keys of the group."""
    known, typed = section_at(place[:-1]).file_keys(), str(place[-1])
    elsewhere = next((dotted for dotted in dotted_keys() if dotted.rsplit(".", 1)[-1] == typed), "")
    if meant := nearest(typed, known) or elsewhere:
        return "misspelt-key", {"meant": meant}
    return "unknown-key", {"keys": ", ".join(known)}


def section_at(place: Location) -> type[Section]:
    """The section that stands at that place of the shape."""
    section: type[Section] = Shape
    for part in place:
        section = _section_of(section.file_keys()[str(part)].annotation) or section
    return section


def _section_of(annotation: object) -> type[Section] | None:
    """The section in `Smtp` or `Smtp | None`."""
    options = typing.get_args(annotation) if isinstance(annotation, UnionType) else (annotation,)
    return next((one for one in options if isinstance(one, type) and issubclass(one, Section)), None)


def dotted_keys(section: type[Section] = Shape, prefix: str = "") -> Iterator[str]:
    """Every key of the shape, groups included, in the order of the example."""
    for key, field in section.file_keys().items():
        yield f"{prefix}{key}"
        if inner := _section_of(field.annotation):
            yield from dotted_keys(inner, f"{prefix}{key}.")
