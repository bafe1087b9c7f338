"""YAML text as a tree of texts with line numbers: the only door to ruamel.yaml.

Every scalar stays the text that was typed, so `NO`, `01067`, `22:30` and `1.10` do not bite; what a value
means is decided by the shape. Refuses what a configuration has no use for: aliases (and with them the
"billion laughs"), tags, a second document, deep nesting. Doubled keys are told, not overwritten.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml import events as ev
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from .problem import Problem

MAX_DEPTH = 10
_SYNTAX = (
    ("mapping values are not allowed", "syntax-colon"),
    ("found unexpected end of stream", "syntax-quote"),
    ("expected <block end>", "syntax-indent"),
    ("expected ',' or", "syntax-bracket"),
    ("cannot start any token", "syntax-sign"),
    ("expected alphabetic or numeric character", "syntax-sign"),
    ("unknown escape character", "syntax-escape"),
)
"""The library's words -> our sentence. Quotes and brackets are told where they were opened."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value and the line of its key. Text, None where nothing stands, a list, or a group of keys."""

    line: int
    value: str | tuple[Node, ...] | dict[str, Node] | None

    def plain(self) -> Any:
        """Without lines: str, None, list, dict."""
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        return [child.plain() for child in self.value] if isinstance(self.value, tuple) else self.value

    def find(self, location: Sequence[str | int]) -> Node | None:
        """The node at that place, or None."""
        node: Node | None = self
        for part in location:
            children = node.value if node else None
            if isinstance(children, dict):
                node = children.get(str(part))
            elif isinstance(children, tuple) and isinstance(part, int) and part < len(children):
                node = children[part]
            else:
                node = None
        return node


class _StopError(Exception):
    """Reading on makes no sense; carries its problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def read_tree(text: str) -> tuple[Node | None, list[Problem]]:
    """The tree of a YAML text with the problems of its form; no tree where it could not be read to its end."""
    builder = _Builder(YAML(typ="safe", pure=True).parse(text))
    try:
        return builder.document(), builder.problems
    except _StopError as stop:
        return None, [*builder.problems, stop.problem]
    except MarkedYAMLError as error:
        return None, [*builder.problems, _syntax(error, text)]
    except YAMLError as error:  # a control character; the reader knows its position only
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        return None, [Problem(line, "", "control-character")]


def _syntax(error: MarkedYAMLError, text: str) -> Problem:
    code = next((code for words, code in _SYNTAX if words in str(error.problem)), "syntax")
    opened = error.context_mark if code in ("syntax-quote", "syntax-bracket") else None
    mark = opened or error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    if "'\\t'" in str(error.problem):
        code = "syntax-tab"
    return Problem(min(line, text.count("\n") + 1), "", code)


class _Builder:
    """Turns the library's events into nodes; one event is looked at once, so nothing can multiply."""

    def __init__(self, events: Iterator[Any]) -> None:
        self.events = events
        self.problems: list[Problem] = []

    def document(self) -> Node:
        root = Node(1, {})
        documents = 0
        for event in self.events:
            if isinstance(event, ev.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _StopError(Problem(event.start_mark.line + 1, "", "second-document"))
                root = self._node(next(self.events), "", 1, 0)
        return root if root.value is not None else Node(1, {})

    def _node(self, event: Any, key: str, line: int, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise _StopError(Problem(line, key, "too-deep"))
        if getattr(event, "tag", None):
            self.problems.append(Problem(line, key, "tag"))
        if isinstance(event, ev.MappingStartEvent):
            return Node(line, self._mapping(key, depth))
        if isinstance(event, ev.SequenceStartEvent):
            return Node(line, tuple(self._items(key, depth)))
        if isinstance(event, ev.AliasEvent):
            self.problems.append(Problem(line, key, "alias"))
            return Node(line, None)
        plain = event.style is None
        return Node(line, None if plain and event.value in ("", "~", "null") else event.value)

    def _mapping(self, path: str, depth: int) -> dict[str, Node]:
        members: dict[str, Node] = {}
        while not isinstance(event := next(self.events), ev.MappingEndEvent):
            line = event.start_mark.line + 1
            if not isinstance(event, ev.ScalarEvent):
                self.problems.append(Problem(line, path, "key-not-text"))
                self._node(event, path, line, depth + 1)
                self._node(next(self.events), path, line, depth + 1)
                continue
            key = f"{path}.{event.value}" if path else event.value
            child = self._node(next(self.events), key, line, depth + 1)
            if event.value in members:
                self.problems.append(Problem(line, key, "duplicate-key", {"first": members[event.value].line}))
            else:
                members[event.value] = child
        return members

    def _items(self, path: str, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), ev.SequenceEndEvent):
            yield self._node(event, path, event.start_mark.line + 1, depth + 1)
