"""The zip around the parts: kept byte for byte, or refused where it would have to be guessed."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from rma_sheets.adapters.excel.archive import BadArchive, Codec, fastest_codec, read_archive, rewritten, zlib_codec
from rma_sheets.adapters.excel.refusal import Refusal
from tests.fidelity.made import ODD, packed, parts, streamed
from tests.fidelity.members import compare_members, raw_members

CODECS = pytest.mark.parametrize("codec", [zlib_codec(), zlib_codec(1), fastest_codec()], ids=lambda each: each.name)
MEMBERS = {"a.xml": b"<a/>" * 100, "dir/é.xml": b"<b/>", "empty": b"", "last.bin": bytes(range(256)) * 50}
ZIPS = {"deflated": packed(MEMBERS), "stored": packed(MEMBERS, zipfile.ZIP_STORED), "streamed": streamed(MEMBERS),
        "zip64": packed(MEMBERS, zip64=True), "comment": packed(MEMBERS, comment=b"kept by the shop")}


@CODECS
@pytest.mark.parametrize("content", ZIPS.values(), ids=ZIPS)
def test_nothing_replaced_is_the_same_zip(content: bytes, codec: Codec) -> None:
    assert b"".join(rewritten(read_archive(content, codec), {})) == content


@CODECS
@pytest.mark.parametrize("content", ZIPS.values(), ids=ZIPS)
def test_one_member_replaced_leaves_the_others(content: bytes, codec: Codec) -> None:
    after = b"".join(rewritten(read_archive(content, codec), {"dir/é.xml": [b"<c", memoryview(b"/>")]}))
    assert list(compare_members(content, after, {"dir/é.xml"}, set())) == []
    with zipfile.ZipFile(io.BytesIO(after)) as package:
        assert package.testzip() is None
        assert package.read("dir/é.xml") == b"<c/>"
        assert package.getinfo("dir/é.xml").date_time == zipfile.ZipFile(io.BytesIO(content)).getinfo("dir/é.xml").date_time


def test_a_comment_that_looks_like_an_end_is_a_comment() -> None:
    content = packed(MEMBERS, comment=b"PK\x05\x06" + bytes(30))
    assert b"".join(rewritten(read_archive(content, zlib_codec()), {})) == content


@pytest.mark.parametrize("changed", ["the header", "the place"])
def test_a_directory_that_tells_of_other_members_than_the_headers_is_refused(changed: str) -> None:
    content = packed({"a.xml": b"<a/>" * 100, "b.xml": b"<b/>" * 100})
    if changed == "the header":
        content = content.replace(b"b.xml", b"z.xml", 1)
    else:
        at = content.rindex(b"PK\x01\x02") + 42
        content = content[:at] + bytes(4) + content[at + 4:]
    with pytest.raises(Refusal, match="damaged"):
        read_archive(content, zlib_codec())


def test_members_come_and_go() -> None:
    after = b"".join(rewritten(read_archive(ZIPS["deflated"], zlib_codec()), {"a.xml": None, "new/ü.xml": [b"<n/>"]}))
    with zipfile.ZipFile(io.BytesIO(after)) as package:
        assert package.namelist() == ["dir/é.xml", "empty", "last.bin", "new/ü.xml"]
        assert package.read("new/ü.xml") == b"<n/>"


def test_extra_fields_and_attributes_stay() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        info = zipfile.ZipInfo("a.xml", (1999, 12, 31, 23, 58, 2))
        info.extra, info.comment, info.external_attr, info.create_system = b"\xfe\xca\x02\x00hi", b"note", 0o644 << 16, 3
        package.writestr(info, b"<a/>")
    after = b"".join(rewritten(read_archive(content.getvalue(), zlib_codec()), {"a.xml": [b"<b/>"]}))
    (kept,) = zipfile.ZipFile(io.BytesIO(after)).infolist()
    assert (kept.extra, kept.comment, kept.external_attr, kept.create_system, kept.date_time) == (
        info.extra, info.comment, info.external_attr, 3, (1999, 12, 31, 23, 58, 2))


def encrypted(content: bytes) -> bytes:
    changed = bytearray(content)
    at = changed.index(b"PK\x01\x02")
    changed[at + 8] |= 1
    return bytes(changed)


def doubled(content: bytes) -> bytes:
    return content.replace(b"empty", b"a.xml")


def overlapping(content: bytes) -> bytes:
    """The second member's record points at the first one."""
    changed = bytearray(content)
    first = changed.index(b"PK\x01\x02")
    second = changed.index(b"PK\x01\x02", first + 4)
    struct.pack_into("<I", changed, second + 42, 1)
    return bytes(changed)


@pytest.mark.parametrize("harm", [
    lambda content: b"MZ" + content,
    lambda content: content + b"\0\0",
    lambda content: content[:-30],
    lambda content: content[:content.index(b"PK\x05\x06")] + b"junk" + content[content.index(b"PK\x05\x06"):],
    lambda _: b"", lambda _: b"PK\x05\x06", lambda _: b"PK\x03\x04" + bytes(50),
    encrypted, doubled, overlapping,
])
def test_what_would_have_to_be_guessed_is_refused(harm: Callable[[bytes], bytes]) -> None:
    with pytest.raises(Refusal, match=r"damaged|doubled-part"):
        read_archive(harm(ZIPS["deflated"]), zlib_codec())


@CODECS
def test_a_damaged_member_is_told_when_it_is_read(codec: Codec) -> None:
    content = bytearray(ZIPS["deflated"])
    content[40] ^= 0xFF
    archive = read_archive(bytes(content), codec)
    with pytest.raises(BadArchive):
        archive.read("a.xml")
    assert archive.read("last.bin") == MEMBERS["last.bin"]


def test_a_member_that_inflates_to_more_than_it_says_is_not_inflated() -> None:
    content = bytearray(packed({"a": bytes(10_000_000)}))
    struct.pack_into("<I", content, content.index(b"PK\x01\x02") + 24, 10)
    with pytest.raises(BadArchive):
        read_archive(bytes(content), zlib_codec()).read("a")


def test_every_odd_workbook_is_copied_as_it_is() -> None:
    for content in (*ODD.values(), packed(parts())):
        assert b"".join(rewritten(read_archive(content, fastest_codec()), {})) == content
        assert raw_members(content)
