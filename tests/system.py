"""System programs that some tests use. Missing on a person's machine: skipped, with the reason. In CI: a failure."""

from __future__ import annotations

import os
import shutil

import pytest


def require_program(*names: str) -> str:
    """The path of the first of these programs that is installed."""
    for name in names:
        path = shutil.which(name)
        if path:
            return path
    reason = f"needs {' or '.join(names)}, which is not installed here"
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI must have every program: {reason}")
    pytest.skip(reason)
