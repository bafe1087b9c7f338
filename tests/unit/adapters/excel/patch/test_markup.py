"""Attributes of a start tag, whatever their values hold."""

from __future__ import annotations

import pytest

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


def test_what_is_set_is_escaped() -> None:
    assert attributes(with_attribute(b"<a>", "b", "<\"&'>")) == {"b": "<\"&'>"}
