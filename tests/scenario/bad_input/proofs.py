"""What every test of bad input holds a shop against."""

from __future__ import annotations

import re

from tests.scenario.commands.shell import Done

from .shop import Shop


def one_line(done: Done, reference: str, code: int = 1) -> str:
    """The one clear line of a pass that failed: what happened, what to do, its reference. Nothing else was said."""
    assert (done.code, done.out) == (code, ""), done
    assert re.fullmatch(rf"rma-sheets: [^\n]+\. [^\n]+[.)] \[{re.escape(reference)}\]\n", done.err), done.err
    return done.err


def litter(shop: Shop) -> list[str]:
    """Files that nobody should find in a shop: half-written ones and leftovers."""
    return [str(path) for path in shop.folder.rglob("*") if path.suffix in (".tmp", ".part", ".holder")
            or ".swap" in path.suffix]


def assert_whole(shop: Shop) -> None:
    """Everything is done, once: each row has its own number, each mail stands once, a further pass changes nothing."""
    before = shop.register.read_bytes(), shop.mails()
    assert "Nothing to do" in shop.sync().out
    assert (shop.register.read_bytes(), shop.mails()) == before
    numbers = [number for number in shop.column("rma_number") if number]
    assert len(set(numbers)) == len(numbers)
    assert litter(shop) == []
