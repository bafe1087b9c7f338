"""Errors against the schemas of ECMA-376, as openxml-audit counts them.
"""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

_MOST_STEPS = 50_000_000
"""About half a minute."""
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


def _takes_too_long(content: bytes) -> bool:
    """Whether the squares of how many children elements have come to too much."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return sum(_steps(package.read(part)) for part in package.namelist() if part.endswith(".xml")) > _MOST_STEPS


def _steps(part: bytes) -> int:
    try:
        return sum(len(element) ** 2 for element in etree.fromstring(part, etree.XMLParser(huge_tree=True)).iter())
    except etree.XMLSyntaxError:
        return 0


def more_errors(before: bytes, after: bytes, suffix: str) -> Iterator[str]:
    """The errors that were not there before. Nothing is said of a workbook that the validator would not get through:
    it counts the elements before each one among its like."""
    if _takes_too_long(before):
        return
    for (part, text), number in (schema_errors(after, suffix) - schema_errors(before, suffix)).items():
        yield f"schema: {number} x {part}: {text}"
