"""The bytes of a part before any parser: their encoding by mark, by declaration, else UTF-8 (XML 1.0, appendix F);
whether rare signs stand in them; and where every `<` begins a tag.
"""

from __future__ import annotations

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""^<\?xml\s[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_DECLARATION = re.compile(rb"^\s*<\?xml\s[^>]*\?>")
_WRITTEN = re.compile(r"utf-?(8|16|16-?[lb]e)|(us-)?ascii|iso-8859-\d+|latin-?1|(windows-|cp)125\d|shift_jis|gbk|"
                      r"gb2312|gb18030|big5|euc-(jp|kr)")
"""Encodings that programs write. Python knows others that take hours over a small part (punycode)."""
_SAME = {"utf8": "utf-8", "us-ascii": "utf-8", "ascii": "utf-8"}

_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_ELSE = re.compile(rb"""<\?xml\s[^>]*?encoding\s*=\s*["'](?!utf-8|us-ascii)""", re.IGNORECASE)
_NO_TAGS = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)


def is_else(part: bytes) -> bool:
    """Whether a part is, or begins as one that is, in another encoding than UTF-8."""
    return part.startswith(_UTF16) or _ELSE.match(part[:200]) is not None


def in_utf8(part: bytes) -> tuple[bytes, bytes, str]:
    """The part in UTF-8 without its mark, the mark, and its own encoding. Raises ValueError for one that is not known,
    or is not kept to."""
    bom, encoding = next((each for each in _BOMS if part.startswith(each[0])), (b"", ""))
    if not bom:
        declared = _DECLARED.match(part[:200])
        encoding = declared[1].decode().lower() if declared else "utf-8"
        if b"\0" in part[:4]:
            encoding = "utf-16-le" if part[1:2] == b"\0" else "utf-16-be"
        encoding = _SAME.get(encoding, encoding)
    if not _WRITTEN.fullmatch(encoding):
        raise ValueError(f"encoding {encoding}")
    try:
        body = part[len(bom):] if encoding == "utf-8" else part[len(bom):].decode(encoding).encode()
    except LookupError as error:
        raise ValueError(f"encoding {encoding}") from error
    return body, bom, encoding


def as_utf8(part: bytes) -> bytes:
    """The part in UTF-8, without a declaration that says otherwise. Raises ValueError as `in_utf8` does."""
    return _DECLARATION.sub(b"", in_utf8(part)[0]) if is_else(part[:200]) else part


def holds_tag(body: bytes, sign: bytes, start: int = 0) -> bool:
    """Whether `<` and that sign stand there; a search for the sign alone is ten times faster than for both."""
    at = body.find(sign, start)
    for _ in range(1000):
        if at < 0:
            return False
        if at and body[at - 1] == 0x3C:
            return True
        at = body.find(sign, at + 1)
    return body.find(b"<" + sign, at) >= 0


def blanked(body: bytes) -> bytes:
    """The same length, with blanks for comments, CDATA and processing instructions."""
    start = body.find(b"?>") + 2 if body.startswith(b"<?xml") else 0
    if not holds_tag(body, b"!", start) and not holds_tag(body, b"?", start):
        return body
    if body.find(b"<!DOCTYPE", start) >= 0:
        raise ValueError("DTD")
    return body[:start] + _NO_TAGS.sub(lambda found: b" " * len(found[0]), body[start:])
