"""A list in a part: an element with a count and children of one kind, to which some are added at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rma_sheets.adapters.excel.alternatives import FALLBACK, PATTERN

from .markup import ATTRIBUTES, start_tags, with_attribute
from .text import Splice, Text


@dataclass(frozen=True, slots=True)
class ItemList:
    """`name` with its prefix. `tag`, `tag_end`, `end`: where it begins, its start tag ends, and its end tag begins;
    without content `end` is `tag_end`. `items` are its children as they are written; of alternatives for different
    programs (`mc:AlternateContent`) the one that every program knows."""

    name: bytes
    tag: int
    tag_end: int
    end: int
    items: tuple[bytes, ...] = ()

    def grown(self, text: Text, items: Sequence[bytes]) -> Iterator[Splice]:
        """The list with more items and a count that is right; it is made where it is not there."""
        tag = text.body[self.tag:self.tag_end] or b"<%s>" % self.name
        opened = tag[:-2].rstrip() + b">" if tag.endswith(b"/>") else tag
        yield self.tag, self.tag_end, with_attribute(opened, "count", str(len(self.items) + len(items)))
        empty = tag.endswith(b"/>") or self.tag == self.tag_end
        yield self.end, self.end, b"".join(items) + (b"</%s>" % self.name if empty else b"")


def read_list(text: Text, prefix: bytes, name: bytes, item: bytes) -> ItemList | None:
    """The list of that name, if the part has it. Raises ValueError for one without an end."""
    whole = prefix + name
    tag = start_tags(name, prefix).search(text.tags)
    if not tag:
        return None
    if tag[0].endswith(b"/>"):
        return ItemList(whole, tag.start(), tag.end(), tag.end())
    end = re.compile(b"</" + re.escape(whole) + rb"\s*>").search(text.tags, tag.end())
    if not end:
        raise ValueError(name.decode())
    items = tuple(_items(text, prefix + item, tag.end(), end.start()))
    return ItemList(whole, tag.start(), tag.end(), end.start(), items)


def _items(text: Text, name: bytes, start: int, end: int) -> Iterator[bytes]:
    """The children of that name. Raises ValueError for alternatives without one that every program knows."""
    child = re.escape(name)
    one = re.compile(b"<" + child + rb"(?=[\s/>])" + ATTRIBUTES + b"(?:/>|>.*?</" + child + rb"\s*>)", re.DOTALL)
    each = re.compile(PATTERN + b"|" + one.pattern, re.DOTALL)
    for found in each.finditer(text.tags, start, end):
        if found[1] is None:
            yield text.body[found.start():found.end()]
            continue
        fallback = FALLBACK.search(text.tags, found.start(), found.end())
        known = one.search(text.tags, *fallback.span(2)) if fallback else None
        if not known:
            raise ValueError(f"{name.decode()} only in alternatives")
        yield text.body[known.start():known.end()]
