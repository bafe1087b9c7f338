"""Mutated packages are patched right or refused; they never crash, hang or grow."""

from __future__ import annotations

import contextlib
import io
import random
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from rma_sheets.adapters.excel.patch import patched_workbook
from rma_sheets.adapters.excel.refusal import Refusal
from tests.fidelity.book import read_book
from tests.fidelity.compare import compare
from tests.fidelity.made import ODD, packed, parts, raw_parts
from tests.fidelity.meant import Meant, meant_for

SNIPPETS = (b"<", b">", b"/>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?x", b"?>", b'"', b"'", b"&", b"&amp;", b"<row>",
            b'<row r="2">', b"</row>", b"<c/>", b'<c r="B2"/>', b"</c>", b"<f/>", b"<sheetData>", b"</sheetData>", b"\0",
            b"\xff", b'r="A1048577"', b'r="XFE1"', b'r="0"', b's="99999"', b' ref="A1:XFD1048576"', b"A1:A1", b"\r\n", b"9" * 30)


def mutated(text: bytes, chance: random.Random) -> bytes:
    """A few places cut out, doubled, or filled with something that matters."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text) + 1)
        length = chance.choice((1, 1, 3, 10, 60))
        kind = chance.random()
        new = b"" if kind < 0.3 else text[at:at + length] * 2 if kind < 0.5 else chance.choice(SNIPPETS)
        text = text[:at] + new + text[at + (length if kind < 0.7 else 0):]
    return text


def change_of(content: bytes) -> list[Meant]:
    try:
        book = read_book(content)
        return [meant_for(book, sheet) for sheet in book.sheets[:2]]
    except Exception:   # nothing that other tools could read: any change will do
        return []


def check(content: bytes) -> bool:
    """Whether it was patched; raises where that was done wrongly, or the refusal was no refusal."""
    meant = change_of(content) or [Meant("Sheet1", 4, 0, {2: {2: 5}, 5: {1: "new"}})]
    try:
        after = patched_workbook(content, [each.change() for each in meant])
    except Refusal:
        return False
    if change_of(content):
        book = read_book(content)
        for each in meant:
            sheet = next(sheet for sheet in book.sheets if sheet.title == each.title)
            with contextlib.suppress(etree.C14NError):  # namespaces that no comparison can be made of
                alone = patched_workbook(content, [each.change()])
                assert list(compare(book, sheet, alone, each)) == []
    return bool(after)


@pytest.mark.parametrize("batch", range(6))
def test_a_mutated_part_is_patched_right_or_refused(batch: int) -> None:
    patched = 0
    for seed in range(batch * 10, batch * 10 + 10):
        chance = random.Random(seed)
        for _ in range(5):
            members = raw_parts(ODD[chance.choice(list(ODD))])
            part = chance.choice([name for name in members if chance.random() < 0.3 or "sheet1.xml" in name.lower()])
            members[part] = mutated(members[part], chance)
            patched += check(packed(members))
    assert patched > 3      # what refuses everything does no harm and no good


def rearranged(members: dict[str, bytes], chance: random.Random) -> bytes:
    """The same members as another program would pack them: order, kind of compression, dates, fields, comments."""
    made, names = io.BytesIO(), list(members)
    chance.shuffle(names)
    with zipfile.ZipFile(made, "w") as package:
        for name in names:
            entry = zipfile.ZipInfo(name, (chance.randint(1980, 2107), chance.randint(1, 12), 1, 1, 1, 2 * chance.randint(0, 29)))
            entry.compress_type = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
            entry.extra = chance.choice((b"", struct.pack("<2H", 0xCAFE, 4) + chance.randbytes(4)))
            entry.comment, entry.external_attr = chance.choice((b"", b"PK\5\6")), chance.choice((0, 0o644 << 16))
            package.writestr(entry, members[name])
        package.comment = chance.choice((b"", b"kept", b"PK\5\6 is only a comment here"))
    return made.getvalue()


@pytest.mark.parametrize("seed", range(30))
def test_a_zip_that_is_packed_in_another_way_is_patched(seed: int) -> None:
    chance = random.Random(seed)
    assert check(rearranged(raw_parts(ODD[chance.choice([name for name in ODD if name != "backslashes"])]), chance))


@pytest.mark.parametrize("seed", range(40))
def test_a_mutated_zip_is_patched_right_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(10):
        check(mutated(ODD[chance.choice(list(ODD))], chance))


MEASURED = """
import resource, sys
from rma_sheets.adapters.excel.change import SheetChange
from rma_sheets.adapters.excel.patch import patched_workbook
content = open(sys.argv[1], "rb").read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
patched_workbook(content, [SheetChange("Sheet1", 4, {2: {2: 5}})])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_what_is_not_touched_is_not_inflated(tmp_path: Path) -> None:
    large = packed(parts() | {"xl/media/image1.bmp": bytes(300_000_000)})
    (tmp_path / "large.xlsx").write_bytes(large)
    grown = subprocess.run([sys.executable, "-c", MEASURED, str(tmp_path / "large.xlsx")], capture_output=True,
                           text=True, check=True)
    assert int(grown.stdout) < 20_000
