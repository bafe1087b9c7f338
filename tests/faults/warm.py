"""Imported once by the process that all passes are copies of: whatever a pass loads or compiles on its first run.

Two things stand in for what keeps nothing between two passes and would cost more than all the rest of a case: labels
are not set by typst, which works in a process of its own, and templates of mails are compiled once.
"""

from __future__ import annotations

import functools
import hashlib
import tempfile
from pathlib import Path

from jinja2 import Environment

from rma_sheets.render.documents import Documents
from tests.scenario.bad_input.shop import CONFIG

from . import base, hands, kills, points  # noqa: F401  (what the copies are told to run)


def plain_label(_: Documents, context: object, size: object = None) -> bytes:
    """Bytes that differ where the facts of two labels do."""
    return b"%PDF-1.7 " + hashlib.sha256(repr(context).encode()).hexdigest().encode()


@functools.cache
def compiled(source: str, name: str | None, filename: str | None) -> object:
    """A template's code; whoever renders it brings their own environment."""
    return _compile(_environments[0], source, name, filename)


def compile_once(environment: Environment, source: str, name: str | None = None, filename: str | None = None,
                 *_: object, **__: object) -> object:
    """Stands in for `Environment.compile`."""
    _environments.append(environment)
    return compiled(source, name, filename)


def warm() -> None:
    """The passes over the base shop, with mails as files, and the other commands of the harness."""
    Documents.label = plain_label  # type: ignore[method-assign,assignment]
    Environment.compile = compile_once  # type: ignore[method-assign,assignment]
    with tempfile.TemporaryDirectory() as folder:
        shop = base.make(Path(folder) / "shop")
        (shop.folder / "config.yaml").write_text(CONFIG)
        shop.run("sync")
        base.typed_today(shop)
        shop.run("sync")
        shop.run("outbox")
    with points.Points().watched():
        pass


_compile, _environments = Environment.compile, list[Environment]()
warm()
