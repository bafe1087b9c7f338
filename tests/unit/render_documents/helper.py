"""A shop, a parcel, an order with good defaults, and reading a PDF back the way a printer and a scanner would."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import zxingcpp

from rma_sheets.render.documents import Documents
from rma_sheets.render.signature import sign_number
from rma_sheets.shipped import shipped
from rma_sheets.texts import load_texts

KEY = b"a key that only this test knows"
NUMBER = "RMA-26-00042-2"
SHOP: dict[str, object] = {
    "name": "Mug & More", "legal_name": "Mug & More Ltd", "address": ["12 Long Street", "Oxford OX1 2AB"],
    "return_address": ["Returns desk", "12 Long Street", "Oxford OX1 2AB"], "email": "returns@example.org",
    "phone": "+44 1632 960 000", "url": "https://shop.example.org", "logo": ""}
REASONS = [("too_small", "Too small"), ("damaged", "Arrived damaged"), ("changed_mind", "Changed my mind")]
LABEL_PRINTER_DPI, BLACK = 203, 0


def item(rma_number: str = NUMBER, **facts: object) -> dict[str, object]:
    return {"rma_number": rma_number, "request_ref": "REQ-26-00042-2", "order_no": "10023", "sku": "MUG-01",
            "name": "Mug, blue", "qty": 2, "reason": "too small", "reason_note": "", **facts}


def parcel(*items: dict[str, object], language: str = "en", **facts: object) -> dict[str, object]:
    return {"language": language, "customer": {"name": "Zoë Müller", "email": "zoe@example.com"},
            "parcel_id": "P-26-00012", "ship_by": "2026-12-06", "return_cost": "customer", "message": "",
            "items": list(items or (item(),)), **facts}


def order(lines: int = 1, language: str = "en", **facts: object) -> dict[str, object]:
    return {"order_no": "10023", "order_date": "2026-11-10", "customer": "Zoë Müller", "language": language,
            "lines": [{"line": str(n), "sku": f"SKU-{n:04}", "item": f"Thing {n}", "qty": n}
                      for n in range(1, lines + 1)], **facts}


def sign(number: str) -> str:
    return sign_number(number, KEY)


def documents(*own: Path, shop: dict[str, object] | None = None) -> Documents:
    """The shipped templates, with the shop's own folders before them."""
    texts = {language: load_texts(language) for language in ("en", "fr")}
    return Documents([*own, shipped("templates")], texts, shop or SHOP, sign)


def pages_in_mm(pdf: bytes) -> list[tuple[float, float]]:
    return [tuple(round(side / 72 * 25.4, 1) for side in page.get_size())  # type: ignore[misc]
            for page in pypdfium2.PdfDocument(pdf)]


def text_of(pdf: bytes) -> str:
    """All text, with the spaces as a person sees them."""
    pages = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    return " ".join("\n".join(pages).replace("\u200b", "").split())


def scanned(pdf: bytes, page: int = 0) -> set[tuple[str, str]]:
    """Every code on the page as (kind, text), printed at 203 dpi in pure black and white like a thermal printer."""
    rows = _black_and_white(pdf, page, LABEL_PRINTER_DPI)
    picture = memoryview(b"".join(rows)).cast("B", (len(rows), len(rows[0])))
    return {(_kind(code), code.text) for code in zxingcpp.read_barcodes(picture)}


def ink_in_mm(pdf: bytes, page: int = 0) -> tuple[float, float, float, float]:
    """The white margins of the page: left, top, right, bottom."""
    rows = _black_and_white(pdf, page, LABEL_PRINTER_DPI)
    inked = [index for index, row in enumerate(rows) if BLACK in row]
    left = min(row.index(BLACK) for row in rows if BLACK in row)
    right = min(len(row) - 1 - row.rindex(BLACK) for row in rows if BLACK in row)
    dots = (left, inked[0], right, len(rows) - 1 - inked[-1])
    left_mm, top_mm, right_mm, bottom_mm = (round(dot / LABEL_PRINTER_DPI * 25.4, 1) for dot in dots)
    return left_mm, top_mm, right_mm, bottom_mm


def _black_and_white(pdf: bytes, page: int, dpi: int) -> list[bytes]:
    bitmap = pypdfium2.PdfDocument(pdf)[page].render(scale=dpi / 72, grayscale=True)
    dots = bytes(bitmap.buffer).translate(bytes(0 if grey < 128 else 255 for grey in range(256)))
    return [dots[start:start + bitmap.width] for start in range(0, bitmap.height * bitmap.stride, bitmap.stride)]


def _kind(code: zxingcpp.Barcode) -> str:
    return "qr" if "QR" in str(code.format).upper() else "bars"


def has_ink(pdf: bytes, left: float, top: float, right: float, bottom: float) -> bool:
    """Whether anything is printed in that rectangle of the first page, in mm."""
    x1, y1, x2, y2 = (round(mm / 25.4 * LABEL_PRINTER_DPI) for mm in (left, top, right, bottom))
    return any(BLACK in row[x1:x2] for row in _black_and_white(pdf, 0, LABEL_PRINTER_DPI)[y1:y2])
