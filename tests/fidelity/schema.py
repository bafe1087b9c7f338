"""Errors against the schemas of ECMA-376, as openxml-audit counts them.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

_INDEX = re.compile(r"\[\d+\]|'[^']*'|\d+")


def schema_errors(content: bytes, suffix: str) -> Counter[tuple[str, str]]:
    """Part and description (without indices and numbers) -> how often. Raises ImportError without openxml-audit."""
    from openxml_audit import OpenXmlValidator

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"book{suffix}")
        path.write_bytes(content)
        result = OpenXmlValidator(max_errors=100_000).validate(path)
    return Counter((str(error.part_uri), _INDEX.sub("", error.description)) for error in result.errors
                   if str(getattr(error.error_type, "value", error.error_type)) in ("schema", "semantic", "package")
                   and "inline-string cell" not in error.description)


def more_errors(before: bytes, after: bytes, suffix: str) -> Iterator[str]:
    """The errors that were not there before."""
    for (part, text), number in (schema_errors(after, suffix) - schema_errors(before, suffix)).items():
        yield f"schema: {number} x {part}: {text}"
