"""The process in which typst runs, because a template of the shop's may loop, or eat memory until the process is ended.

Run by path, with nothing of ours imported. Arguments: the folder of the templates. Standard input: one JSON line a
document, `[template, data]`. Standard output: `ready`, then one JSON line for each, `{"size": n}` and then n bytes of
PDF, or `{"message": ..., "diagnostic": ...}`. Ends with its standard input.
"""

from __future__ import annotations

import contextlib
import json
import sys
from pathlib import Path

import typst

MOST_MEMORY = 4 << 30
"""Bytes: a thousand labels in one PDF take a sixth of it."""


def main() -> None:
    """Answer until nobody asks any more."""
    _limit_memory()
    root = Path(sys.argv[1])
    compiler = typst.Compiler(root=root, font_paths=[root])
    sys.stdout.buffer.write(b"ready\n")
    sys.stdout.buffer.flush()
    for line in sys.stdin.buffer:
        template, data = json.loads(line)
        try:
            pdf = compiler.compile(root / template, format="pdf", sys_inputs={"data": data}, timestamp=0)
        except typst.TypstError as error:
            _answer({"message": error.message, "diagnostic": error.diagnostic})
        else:
            assert isinstance(pdf, bytes)   # noqa: S101  (a list only comes for png and svg)
            _answer({"size": len(pdf)}, pdf)


def _answer(facts: dict[str, object], content: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + content)
    sys.stdout.buffer.flush()


def _limit_memory() -> None:
    """Where the system knows such limits; no memory image of a process that comes to one is kept."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # Windows has none

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    main()
