"""What a mail template may be made of: the parts of jinja2 that are allowed, and counting put into the rest.

All text must stream out through one place that counts it, so whatever builds text out of sight (macros, set blocks,
recursive loops) is refused when the template is read, with its line.
"""

from __future__ import annotations

import re

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.visitor import NodeTransformer

NODES = frozenset({
    "Template", "Output", "TemplateData", "Name", "Const", "If", "For", "Assign", "Block", "Extends", "Include", "With",
    "Getattr", "Getitem", "Slice", "Filter", "Test", "Compare", "Operand", "And", "Or", "Not", "CondExpr", "Concat",
    "Call", "Keyword", "List", "Tuple", "Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow", "Neg", "Pos",
})
_BARE_ATTRIBUTE = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*=\s*$""")


class RefusedError(TemplateSyntaxError):
    """What jinja2 allows and we do not: `reason` is the last word of an error's reference, `part` what it is about."""

    def __init__(self, reason: str, part: str, lineno: int, name: str | None, filename: str | None) -> None:
        super().__init__(reason, lineno, name, filename)
        self.reason, self.part = reason, part


def guard(tree: nodes.Template, environment: Environment, name: str | None, filename: str | None) -> None:
    """Check a parsed template and put the counting into it. Raises RefusedError."""
    for node in tree.find_all(nodes.Node):
        _refuse(node, name, filename)
    _Counting(environment).visit(tree)


class _Counting(NodeTransformer):
    """Puts the counting into a parsed template: around what loops walk over, lists written out, and `~`."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment

    def _filtered(self, node: nodes.Node, name: str, lineno: int) -> nodes.Filter:
        return nodes.Filter(node, name, [], [], None, None, lineno=lineno, environment=self.environment)

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - jinja2 names visitors after nodes
        self.generic_visit(node)
        node.iter = self._filtered(node.iter, "_counted", node.lineno)
        return node

    def visit_List(self, node: nodes.List) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return self._filtered(node, "_flat", node.lineno)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return node if node.ctx != "load" else self._filtered(node, "_flat", node.lineno)

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        pieces = nodes.List(node.nodes, lineno=node.lineno, environment=self.environment)
        return self._filtered(pieces, "join", node.lineno)


def _refuse(node: nodes.Node, name: str | None, filename: str | None) -> None:
    if type(node).__name__ not in NODES or (isinstance(node, nodes.For) and node.recursive):
        raise RefusedError("template-part", type(node).__name__.lower(), node.lineno or 1, name, filename)
    if isinstance(node, nodes.Output) and ".html." in (name or ""):
        text = ""
        for child in node.nodes:
            if not isinstance(child, nodes.TemplateData) and _BARE_ATTRIBUTE.search(text):
                raise RefusedError("template-quotes", "", child.lineno, name, filename)
            text += child.data if isinstance(child, nodes.TemplateData) else "x"
