from __future__ import annotations

import zlib

import pytest
import zxingcpp

from rma_sheets.render.codes import MAX_BARS, code128_svg, qr_png, qr_rows, qr_svg
from rma_sheets.render.signature import sign_number


def scan(rows: list[bytes]) -> list[str]:
    picture = memoryview(b"".join(rows)).cast("B", (len(rows), len(rows[0])))
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def pixels(png: bytes) -> list[bytes]:
    """The rows of a one-bit grey PNG without filters, one byte a pixel."""
    width, height = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
    start = png.index(b"IDAT")
    packed = zlib.decompress(png[start + 4:start + 4 + int.from_bytes(png[start - 4:start], "big")])
    stride = 1 + (width + 7) // 8
    lines = [packed[y * stride + 1:(y + 1) * stride] for y in range(height)]
    return [bytes(255 if line[x // 8] >> (7 - x % 8) & 1 else 0 for x in range(width)) for line in lines]


@pytest.mark.parametrize("payload", ["RMA-26-00042-2.7HMK2QX9TB", "10023.ABCDEFGHJK", "Auftrag Ü-7 é", "x" * 300])
def test_the_png_of_a_mail_can_be_scanned(payload: str) -> None:
    assert scan(pixels(qr_png(payload))) == [payload]


def test_every_one_of_three_hundred_labels_can_be_scanned() -> None:
    payloads = [sign_number(f"RMA-26-{n:05}-K", b"key") for n in range(300)]
    assert [scan(pixels(qr_png(payload, scale=3))) for payload in payloads] == [[payload] for payload in payloads]


def test_a_signed_number_needs_only_25_squares() -> None:
    assert len(qr_rows("RMA-26-00042-2.7HMK2QX9TB")) == 25 + 2 * 4


def test_codes_have_their_light_zone() -> None:
    rows = qr_rows("10023")
    assert not any(any(row) for row in (*rows[:4], *rows[-4:]))
    assert 'd="M10 0h' in code128_svg("10023")


@pytest.mark.parametrize("text", ["", "Bestellung Ü", "line\nend", "x" * (MAX_BARS + 1), "٤٢"])
def test_what_code_128_cannot_hold_gets_no_bars(text: str) -> None:
    assert code128_svg(text) == ""


def test_the_same_text_gives_the_same_bytes() -> None:
    assert (qr_svg("10023"), qr_png("10023")) == (qr_svg("10023"), qr_png("10023"))
