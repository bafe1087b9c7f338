"""Who may import whom. The rule is a table; the imports are read from the files themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "rma_sheets"

ALLOWED = {
    "model": set(),
    "rules": {"model"},
    "planning": {"model", "rules"},
    "render": {"model", "errors"},
    "adapters": {"model", "ports", "errors", "collector"},
    "texts": {"model"},
    "terminal": {"model", "errors", "render", "texts"},
    "collector": set(),
    "shipped": {"errors"},
    "config": {"configuration"},
    "cli": {"arguments", "errors", "terminal", "texts", "__version__"},
    "ports": {"model"},
    "errors": set(),
    "quiet": {"model", "ports"},
    "brakes": {"model", "errors"},
    "healing": {"model", "ports", "planning"},
    "sync": {"model", "ports", "errors", "quiet", "brakes", "healing"},
    "effects": {"model", "ports", "planning", "render", "errors"},
    "configuration": {"model", "errors", "texts", "shipped"},
    "arguments": {"model", "errors"},
    "program": set(),
    "demo": {"model"},
    "bootstrap": {"adapters", "brakes", "config", "effects", "errors", "healing", "model", "planning", "ports", "quiet",
                  "render", "shipped", "sync", "terminal", "texts", "__version__"},
    "lookup": {"model", "planning", "ports", "render", "errors"},
    "outbox": {"model", "ports", "errors"},
    "recovery": {"bootstrap", "catching_up", "config", "errors", "healing", "model", "replaced", "terminal"},
    "catching_up": {"bootstrap", "model", "planning", "replaced"},
    "replaced": {"bootstrap", "config", "errors", "healing", "model", "ports"},
    "evidence": {"bootstrap", "model", "planning"},
    "documents": {"bootstrap", "model", "planning", "errors", "lookup"},
    "imports": {"bootstrap", "model", "planning", "errors"},
    "preview": {"bootstrap", "config", "model", "ports", "render", "texts", "documents", "lookup"},
    "setup": {"bootstrap", "config", "errors", "texts"},
    "demo_shop": {"bootstrap", "config", "errors", "texts", "demo", "setup"},
    "checks": {"bootstrap", "brakes", "config", "errors", "model", "outbox", "planning", "ports", "preview"},
    "checkup": {"config", "errors", "render", "terminal", "texts", "checks"},
    "commands": {"arguments", "bootstrap", "brakes", "checkup", "collector", "demo", "demo_shop", "documents", "errors",
                 "evidence", "imports", "lookup", "model", "outbox", "planning", "ports", "preview", "program",
                 "recovery", "render", "setup", "sync", "terminal", "texts"},
    "__main__": {"cli"},
    "__init__": set(),
}
"""Part -> the other parts of ours that it may know, from the inside out; only `bootstrap` names adapters."""

PURE = ("model", "rules", "planning")
IMPURE_MODULES = {"os", "sys", "pathlib", "socket", "subprocess", "time", "random", "secrets", "tempfile", "shutil",
                  "urllib", "http", "sqlite3"}

DOORS = {
    "openpyxl": {"adapters/excel"}, "python_calamine": {"adapters/calamine.py", "adapters/excel", "adapters/tabular"},
    "lxml": {"adapters/excel"}, "isal": {"adapters/excel/archive"},
    "yagmail": {"adapters/mail"}, "sqlalchemy": {"adapters/journal"}, "alembic": {"adapters/journal"},
    "psutil": {"adapters/journal"},
    "jinja2": {"render"}, "qrcode": {"render"}, "barcode": {"render"}, "typst": {"render"}, "css_inline": {"render"},
    "pydantic": {"configuration"}, "ruamel": {"configuration"}, "filelock": {"adapters"},
    "email_validator": {"planning/generous"}, "babel": {"render", "planning/generous"}, "smtplib": set(),
}
"""Outside package -> the folders and files that may import it."""


def modules() -> Iterator[Path]:
    return (path for path in sorted(PACKAGE.rglob("*.py")))


def imports_of(path: Path) -> Iterator[str]:
    """Absolute names of everything a file imports, inner imports included."""
    package = ("rma_sheets", *path.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[:len(package) - node.level + 1]) if node.level else ""
            name = ".".join(part for part in (base, node.module or "") if part)
            yield from (f"{name}.{alias.name}" for alias in node.names)


def part(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def part_of(name: str) -> str:
    return name.split(".")[1] if name.startswith("rma_sheets.") and name.count(".") else ""


@pytest.mark.parametrize("path", list(modules()), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_part_knows_only_the_parts_it_may_know(path: Path) -> None:
    own = part(path)
    assert {part_of(name) for name in imports_of(path)} - {"", own} <= ALLOWED[own]


def test_every_part_has_its_place_in_the_table() -> None:
    assert set(map(part, modules())) == set(ALLOWED)


def test_only_bootstrap_names_adapters() -> None:
    named = {part(path) for path in modules()
             if any(name.startswith("rma_sheets.adapters.") for name in imports_of(path))}
    assert named == {"adapters", "bootstrap"}


@pytest.mark.parametrize("path", [path for path in modules() if part(path) in PURE],
                         ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_clock_file_or_network_in_the_pure_parts(path: Path) -> None:
    assert {name.split(".")[0] for name in imports_of(path)}.isdisjoint(IMPURE_MODULES)


@pytest.mark.parametrize("path", list(modules()), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_outside_package_has_its_door(path: Path) -> None:
    place = path.relative_to(PACKAGE).as_posix()
    for name in imports_of(path):
        doors = DOORS.get(name.split(".")[0])
        assert doors is None or any(place == door or place.startswith(f"{door}/") for door in doors), name


def test_adapters_do_not_know_each_other() -> None:
    for path in (PACKAGE / "adapters").rglob("*.py"):
        own = path.relative_to(PACKAGE / "adapters").parts[0].removesuffix(".py")
        others = {name.split(".")[2] for name in imports_of(path) if name.startswith("rma_sheets.adapters.")}
        assert others <= {own, "files", "calamine"}, path


ALONE = {
    "adapters/excel/archive": {"refusal"},
    "adapters/excel/patch": {"addresses", "alternatives", "archive", "book", "cells", "change", "encoding", "formats",
                             "heights", "package", "refusal"},
}
"""Parts of the Excel adapter that could stand alone -> what they may know of it."""


@pytest.mark.parametrize("folder", ALONE)
def test_the_patcher_knows_nothing_of_registers(folder: str) -> None:
    for path in (PACKAGE / folder).rglob("*.py"):
        known = {name.split(".")[3] for name in imports_of(path) if name.startswith("rma_sheets.adapters.excel.")}
        assert known - {folder.rpartition("/")[2]} <= ALONE[folder], path
