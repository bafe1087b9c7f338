"""Attributes of a start tag, whatever their values hold."""

from __future__ import annotations

import pytest
from lxml import etree

from rma_sheets.adapters.excel.patch.markup import attributes, with_attribute, without_attribute

TAG = b"""<x:a one="sqref='A1' here" sqref = 'B2'\n  two='a "b" > c'/>"""


@pytest.mark.parametrize(("name", "after"), [
    ("sqref", b"""<x:a one="sqref='A1' here" sqref="C3"\n  two='a "b" > c'/>"""),
    ("two", b"""<x:a one="sqref='A1' here" sqref = 'B2'\n  two="C3"/>"""),
    ("three", b"""<x:a one="sqref='A1' here" sqref = 'B2'\n  two='a "b" > c' three="C3"/>"""),
])
def test_one_attribute_is_set_and_the_others_stay(name: str, after: bytes) -> None:
    changed = with_attribute(TAG, name, "C3")
    assert attributes(changed) == attributes(TAG) | {name: "C3"}
    assert changed.split() == after.split()


def test_one_attribute_is_taken_away() -> None:
    assert attributes(without_attribute(TAG, "sqref")) == {"one": "sqref='A1' here", "two": 'a "b" > c'}
    assert without_attribute(TAG, "none") == TAG


@pytest.mark.parametrize("value", ["<\"&'>", "two\nlines", "a\r\n\tb"])
def test_what_is_set_is_escaped(value: str) -> None:
    changed = with_attribute(b"<a>", "b", value)
    assert attributes(changed) == {"b": value} == dict(etree.fromstring(changed + b"</a>").attrib)


def test_line_ends_in_a_tag_are_blanks() -> None:
    tag = b'<a b="1\n2" c="1&#10;2"/>'
    assert attributes(tag) == {"b": "1 2", "c": "1\n2"} == dict(etree.fromstring(tag).attrib)
