"""QR codes and Code 128 as pictures, for documents and mails.

Drawn here from the modules that `qrcode` and `python-barcode` compute: one SVG path or a one-bit PNG each, which
needs no Pillow and costs a tenth of those packages' own writers. Same text, same bytes. Nothing is signed or
checked here.
"""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from itertools import groupby

import qrcode
from barcode.codex import Code128
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4
"""Light modules around a QR code, as ISO/IEC 18004 asks."""
BAR_QUIET = 10
"""Light modules left and right of a Code 128, as ISO/IEC 15417 asks."""
MAX_BARS = 32
"""Longer texts make bars too wide for any of our sheets."""
_MASK = 3   # the search for the best of 8 masks is 6/7 of qrcode's time; 3 had the least penalty of the fixed ones


@lru_cache(maxsize=512)
def qr_rows(payload: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of the QR code, dark is True, with the quiet zone; error correction M (15 %)."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET, mask_pattern=_MASK)
    code.add_data(payload)
    code.make()
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


@lru_cache(maxsize=512)
def qr_svg(payload: str) -> str:
    """The QR code as SVG; its viewBox is in modules, quiet zone included."""
    rows = qr_rows(payload)
    return _svg(len(rows), len(rows), "".join(_bars(row, y) for y, row in enumerate(rows)))


def qr_png(payload: str, scale: int = 6) -> bytes:
    """The QR code as a one-bit grey PNG, `scale` pixels a module; for mails."""
    lines = []
    for row in qr_rows(payload):
        bits = "".join(("0" if dark else "1") * scale for dark in row)
        width = len(bits)
        line = int(bits.ljust(-width % 8 + width, "1"), 2).to_bytes((width + 7) // 8, "big")
        lines.append((b"\0" + line) * scale)
    header = struct.pack(">IIBBBBB", width, width, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"".join(lines), 9)) \
        + _chunk(b"IEND", b"")


@lru_cache(maxsize=512)
def code128_svg(text: str) -> str:
    """The text as Code 128, one module high, to be stretched; viewBox in modules, quiet zones included.

    Empty where Code 128 cannot hold the text (only printable ASCII) or it is longer than `MAX_BARS`.
    """
    if not text or len(text) > MAX_BARS or not text.isascii() or not text.isprintable():
        return ""
    modules = Code128(text).build()[0]
    row = (False,) * BAR_QUIET + tuple(module == "1" for module in modules) + (False,) * BAR_QUIET
    return _svg(len(row), 1, _bars(row, 0))


def _bars(row: tuple[bool, ...], y: int) -> str:
    """One path command for each run of dark modules."""
    out, x = [], 0
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            out.append(f"M{x} {y}h{length}v1h-{length}z")
        x += length
    return "".join(out)


def _svg(width: int, height: int, path: str) -> str:
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
            f' preserveAspectRatio="none" shape-rendering="crispEdges"><path d="{path}"/></svg>')


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
