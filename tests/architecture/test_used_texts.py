"""No sentence of the catalogue outlives its use: each key is named in the package, or made up of words that are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from rma_sheets.model.findings import FINDING_KINDS
from rma_sheets.texts import load_texts

PROJECT = Path(__file__).parents[2]
ENDINGS = re.compile(r"\.(message|hint|title|one|other|customer)$")
"""What the program itself adds to a key that the code names."""


@cache
def code() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """All texts in the package's code, and a pattern for each f-string that begins like a key."""
    texts: set[str] = set()
    patterns: set[str] = set()
    for path in (PROJECT / "rma_sheets").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                patterns.add("".join(pattern_of(part) for part in node.values).replace("(.+)(.+)", "(.+)"))
    texts |= FINDING_KINDS.keys()
    return frozenset(texts), tuple(re.compile(each) for each in patterns if re.match(r"[a-z]+\\\.", each))


def pattern_of(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else "(.+)"


@cache
def words_of_templates() -> frozenset[str]:
    files = (path for path in (PROJECT / "templates").rglob("*") if path.is_file())
    return frozenset(word for path in files for word in re.findall(r"[\w-]+", path.read_text(encoding="utf-8")))


def shortened(key: str) -> Iterator[str]:
    """The key, and what is left of it without the endings that are added."""
    yield key
    while (shorter := ENDINGS.sub("", key)) != key:
        yield shorter
        key = shorter


def is_made_of_words(text: str) -> bool:
    """One word of the code, a number, or two words joined."""
    texts, _ = code()
    return text in texts or text.isdigit() or any(text[:at] in texts and text[at:] in texts
                                                  for at in range(1, len(text)))


def is_used(key: str) -> bool:
    texts, patterns = code()
    if any(each in texts for each in shortened(key)) or (key.startswith("documents.")
                                                       and key.rpartition(".")[2] in words_of_templates()):
        return True
    return any(all(map(is_made_of_words, found.groups()))
               for each in shortened(key) for pattern in patterns if (found := pattern.fullmatch(each)))


@pytest.mark.parametrize("topic", sorted({key.partition(".")[0] for key in load_texts("en").entries}))
def test_every_sentence_is_used(topic: str) -> None:
    keys = [key for key in load_texts("en").entries if key.startswith(f"{topic}.")]
    assert [key for key in keys if not is_used(key)] == []
