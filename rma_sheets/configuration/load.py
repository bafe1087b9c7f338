"""From a file to a `Config`, or to one error with all that is wrong with it.

Refuses to guess: a file that is not UTF-8, is huge or does not end where it should is told, with its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from rma_sheets.errors import ConfigError
from rma_sheets.texts import load_texts, terminal_language, written_language

from .check import check_tree
from .config import Config
from .problem import Problem, say_all
from .secret import Surroundings
from .shape import Shape
from .tree import Node, read_tree

MAX_BYTES = 256 * 1024



def load_config(path: Path, environ: Mapping[str, str], language: str = "") -> Config:
    """The configuration in that file. Problems are told in its own `language` where that can be read, else in the
    one given, else in the terminal's.

    Raises ConfigError: `config.invalid` with all problems at once, or why the file cannot be read.
    """
    content = _read(path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _invalid(path, [Problem(line, "", "not-utf8")], language) from None
    return understand(text, path, environ, language)


def understand(text: str, path: Path, environ: Mapping[str, str], language: str = "") -> Config:
    """The configuration that this text of that file means. Raises ConfigError `config.invalid`."""
    language = written_language(text) or language
    tree, problems = read_tree(text)
    if tree is None:
        raise _invalid(path, problems, language)
    shape, wrong = check_tree(tree, Surroundings(environ, path.absolute().parent))
    if shape is None or problems:
        told = {(problem.line, problem.key) for problem in problems}  # an alias is wrong once, not also as a value
        problems += [problem for problem in wrong if (problem.line, problem.key) not in told]
        raise _invalid(path, problems, language)
    values = {field.alias or name: getattr(shape, name) for name, field in Shape.model_fields.items()}
    return Config.model_construct(path=path, lines=MappingProxyType(dict(_lines(tree, ""))), **values)


def _read(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise ConfigError("config.is-a-folder", path=path)
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise ConfigError("config.not-found", path=path) from error
    except OSError as error:
        raise ConfigError("config.unreadable", path=path, reason=error.strerror) from error
    if len(content) > MAX_BYTES:
        raise ConfigError("config.too-large", path=path, limit=MAX_BYTES // 1024)
    return content


def _invalid(path: Path, problems: list[Problem], language: str) -> ConfigError:
    texts = load_texts(language or terminal_language(), ("config",))
    return ConfigError("config.invalid", path=path, count=len(problems), problems=say_all(problems, path.name, texts),
                       language=texts.language)


def _lines(node: Node, prefix: str) -> Iterator[tuple[str, int]]:
    """The line of every dotted key that stands in the file with something behind it."""
    for key, child in node.value.items() if isinstance(node.value, dict) else ():
        if child.value is not None:
            yield f"{prefix}{key}", child.line
            yield from _lines(child, f"{prefix}{key}.")
