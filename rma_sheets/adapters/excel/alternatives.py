"""Alternatives for different programs: `mc:AlternateContent`, its Choices and its Fallback (ECMA-376 part 3, 10.2)."""

from __future__ import annotations

import re

PATTERN = rb"<([\w.-]+:)AlternateContent(?=[\s/>]).*?</\1AlternateContent\s*>"
"""Its first group is the prefix; to be compiled with DOTALL."""

ALTERNATIVES = re.compile(PATTERN, re.DOTALL)
FALLBACK = re.compile(rb"<([\w.-]+:)Fallback(?=[\s/>])[^<>]*>(.*?)</\1Fallback\s*>", re.DOTALL)
"""What every program knows, its second group."""
