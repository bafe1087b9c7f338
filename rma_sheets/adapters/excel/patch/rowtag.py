"""The start tag of a row: as wide and as high as it has to be."""

from __future__ import annotations

from collections.abc import Mapping

from rma_sheets.adapters.excel.heights import fitted_height

from .context import Context
from .markup import attributes, said_true, with_attribute, without_attribute
from .rowcells import Row

_NOT_COPIED = ("r", "spans", "hidden", "collapsed")
"""What a new row does not take over from the row above."""


def row_tag(context: Context, number: int, row: Row | None, cells: Mapping[int, bytes],
            styles: Mapping[int, int]) -> bytes:
    """The tag for a row with those cells: column -> element, column -> look."""
    tag = _known(context, row) if row else _new(context, number)
    said = row.attributes if row else context.template.attributes if context.template else {}
    if "spans" in said and cells:
        tag = with_attribute(tag, "spans", _spans(said["spans"] if row else "", cells))
    return _with_height(context, tag, number, styles)


def _known(context: Context, row: Row) -> bytes:
    tag = context.layout.text.body[row.start:row.tag_end]
    return tag[:-2].rstrip() + b">" if row.closed else tag


def _new(context: Context, number: int) -> bytes:
    above = context.above(number)
    tag = b"<" + context.layout.prefix + b'row r="%d">' % number
    for name, value in above.items():
        if name not in _NOT_COPIED and (name != "ht" or said_true(above, "customHeight")):
            tag = with_attribute(tag, name, value)
    return tag


def _with_height(context: Context, tag: bytes, number: int, styles: Mapping[int, int]) -> bytes:
    texts = context.change.texts.get(number)
    if texts is None or said_true(attributes(tag), "customHeight"):
        return tag
    wrapped = ((text, context.frame.width(column)) for column, text in texts.items()
               if context.looks.wraps(styles.get(column, 0)))
    height = fitted_height(wrapped, context.frame.height)
    return without_attribute(tag, "ht") if height is None else with_attribute(tag, "ht", f"{height:g}")


def _spans(known: str, cells: Mapping[int, bytes]) -> str:
    """`1:30`, wide enough for those columns too; several runs become one."""
    numbers = [int(number) for run in known.split() for number in run.split(":")]
    return f"{min([*numbers, *cells])}:{max([*numbers, *cells])}"
