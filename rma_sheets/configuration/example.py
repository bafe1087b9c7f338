"""Writes the configuration of a new shop: the shipped example, with the shop's own values on their lines.

Comments stay, because they are the manual. Refuses to touch a file that is already there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from rma_sheets.errors import ConfigError
from rma_sheets.shipped import shipped

from .config import Config
from .load import understand
from .tree import read_tree

EXAMPLES = {"en": "config.example.yaml", "fr": "config.example.fr.yaml"}
_PLAIN = re.compile(r"[^\W_][\w./@+-]*(?: [\w./@+-]+)*")  # needs no quotes in YAML


def write_config(target: Path, *, language: str, shop_name: str, shop_email: str,
                 values: Mapping[str, str | Sequence[str]] | None = None) -> Config:
    """Write a new configuration in that language; `values` are further ones by their dotted key.

    Nothing is written unless it can be loaded. Raises ConfigError, also where `target` is already there, and
    KeyError for a key that has no line of its own in the example.
    """
    given = {"language": language, "shop.name": shop_name, "shop.email": shop_email, **(values or {})}
    text = filled_example(language, given)
    config = understand(text, target, {}, language)
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise ConfigError("config.exists", path=target) from error
    except OSError as error:
        raise ConfigError("config.not-writable", path=target, reason=error.strerror) from error
    return config


def filled_example(language: str, values: Mapping[str, str | Sequence[str]]) -> str:
    """The example of that language with those values; all its other lines as they are."""
    text = shipped(EXAMPLES.get(language, EXAMPLES["en"])).read_text(encoding="utf-8")
    tree, _ = read_tree(text)
    lines = text.splitlines(keepends=True)
    for dotted, value in values.items():
        node = tree.find(dotted.split(".")) if tree else None
        if node is None or isinstance(node.value, dict):
            raise KeyError(dotted)
        lines[node.line - 1] = _with_value(lines[node.line - 1], value)
    return "".join(lines)


def _with_value(line: str, value: str | Sequence[str]) -> str:
    """The line with another value behind its key; indentation, key and comment stay."""
    written = _yaml(value) if isinstance(value, str) else f"[{', '.join(map(_quoted, value))}]"
    return re.sub(r"^(\s*[\w]+:)\s.*?(\s+#.*)?$", lambda match: f"{match[1]} {written}{match[2] or ''}", line, count=1)


def _yaml(value: str) -> str:
    return value if _PLAIN.fullmatch(value) and value.casefold() != "null" else _quoted(value)


def _quoted(value: str) -> str:
    """In double quotes, which in YAML mean what they mean in JSON."""
    return json.dumps(value, ensure_ascii=False)
