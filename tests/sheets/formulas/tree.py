"""Tokens -> tree, by precedence: comparison, &, + -, * /, ^, sign, %. A sign binds before ^: -2^2 is 4."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from .references import Reference, reference
from .results import Failure, tidy
from .tokens import BadFormula, Token

RANKS = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}
END = Token("end", "")
WORDS = {"TRUE": True, "FALSE": False}


class Literal(NamedTuple):
    value: Any


class Name(NamedTuple):
    text: str


class Call(NamedTuple):
    name: str
    arguments: tuple[Node | None, ...]


class Both(NamedTuple):
    sign: str
    left: Node
    right: Node


class One(NamedTuple):
    sign: str
    argument: Node


class Rows(NamedTuple):
    """`{1, 2; 3, 4}`."""

    rows: tuple[tuple[Node, ...], ...]


Node = Literal | Reference | Name | Call | Both | One | Rows


class Parser:
    """One formula, read from left to right."""

    def __init__(self, found: Sequence[Token]) -> None:
        self._tokens = [token for token in found if token.kind != "space"]
        self._place = 0

    def whole(self) -> Node:
        node = self._from_rank(1)
        if self._next != END:
            raise BadFormula(self._next.text)
        return node

    @property
    def _next(self) -> Token:
        return self._tokens[self._place] if self._place < len(self._tokens) else END

    def _take(self, *texts: str) -> Token:
        token = self._next
        if texts and token.text not in texts:
            raise BadFormula(token.text)
        self._place += 1
        return token

    def _from_rank(self, rank: int) -> Node:
        left = self._signed()
        while self._next.kind == "sign" and RANKS.get(self._next.text, 0) >= rank:
            sign = self._take().text
            left = Both(sign, left, self._from_rank(RANKS[sign] + 1))
        return left

    def _signed(self) -> Node:
        if self._next.text in ("-", "+") and self._next.kind == "sign":
            return One(self._take().text, self._signed())
        node = self._single()
        while self._next.text == "%":
            node = One(self._take().text, node)
        return node

    def _single(self) -> Node:
        token = self._take()
        reader = {"number": _number, "text": _text, "failure": _failure, "reference": _reference}.get(token.kind)
        if reader:
            return reader(token.text)
        if token.kind == "name":
            return self._named(token.text)
        if token.text == "(":
            node = self._from_rank(1)
            self._take(")")
            return node
        if token.text == "{":
            return self._rows()
        raise BadFormula(token.text)

    def _named(self, text: str) -> Node:
        if self._next.text != "(":
            return Literal(WORDS[text.upper()]) if text.upper() in WORDS else Name(text)
        self._take("(")
        arguments: list[Node | None] = []
        while self._next.text != ")":
            arguments.append(None if self._next.text in (",", ";") else self._from_rank(1))
            if self._next.text in (",", ";"):
                self._take()
        self._take(")")
        return Call(text.upper(), tuple(arguments))

    def _rows(self) -> Node:
        rows: list[list[Node]] = [[self._from_rank(1)]]
        while self._next.text != "}":
            if self._take(",", ";").text == ";":
                rows.append([])
            rows[-1].append(self._from_rank(1))
        self._take("}")
        return Rows(tuple(tuple(row) for row in rows))


def _number(text: str) -> Literal:
    return Literal(tidy(float(text)))


def _text(text: str) -> Literal:
    return Literal(text[1:-1].replace('""', '"'))


def _failure(text: str) -> Literal:
    return Literal(Failure(text))


def _reference(text: str) -> Node:
    return reference(text)


def spills(node: Node | None) -> bool:
    """Whether the result may be a block: `{..}` or ARRAYFORMULA is in it."""
    if isinstance(node, Rows):
        return True
    if isinstance(node, Call):
        return node.name == "ARRAYFORMULA" or any(spills(part) for part in node.arguments)
    if isinstance(node, Both):
        return spills(node.left) or spills(node.right)
    return spills(node.argument) if isinstance(node, One) else False
