"""What must hold of the register and all that lies beside it, and of what is printed.

Each promise is one function that says in sentences how it was broken; the table of them is `invariants`.
"""

from __future__ import annotations

import re

from .base import CONTENT_SIGNS, PASSWORD
from .evidence import Broken, Evidence


def cells_of_people_stay(seen: Evidence) -> Broken:
    """No pass changed, moved or emptied a cell that people write."""
    broken = []
    for before, after in seen.stretches:
        broken += [f"{tab}!{cell} was {before.staff.get((tab, cell))!r} and is {after.staff.get((tab, cell))!r}"
                   for tab, cell in sorted(before.staff.keys() | after.staff.keys())
                   if before.staff.get((tab, cell)) != after.staff.get((tab, cell))]
    return broken


def workbook_opens(seen: Evidence) -> Broken:
    """At no moment is there a register that cannot be opened."""
    return [f"the register cannot be opened: {book.trouble}" for stretch in seen.stretches for book in stretch
            if book.trouble]


def other_parts_stay(seen: Evidence) -> Broken:
    """Whatever the engine does not write into is the same, byte for byte; tables and styles may grow."""
    return [f"the part {name} changed" for before, after in seen.stretches if not after.trouble
            for name in sorted(before.members.keys() | after.members.keys()) if name not in before.ours
            and not _same_part(name, before.members.get(name, b""), after.members.get(name, b""))]


def _same_part(name: str, before: bytes, after: bytes) -> bool:
    """Whether it is the same, but for how far a table reaches, and for formats of cells that were added at the end."""
    if name.startswith("xl/tables/"):
        return re.sub(rb' ref="[^"]*"', b"", before) == re.sub(rb' ref="[^"]*"', b"", after)
    if name == "xl/styles.xml":
        (old, cells), (new, more) = _formats(before), _formats(after)
        return old == new and more.startswith(cells)
    return before == after


def _formats(styles: bytes) -> tuple[bytes, bytes]:
    """The part without its formats of cells, and these."""
    head, _, rest = styles.partition(b"<cellXfs")
    formats, _, tail = rest.partition(b"</cellXfs>")
    return head + tail, formats.partition(b">")[2]


def journal_is_whole(seen: Evidence) -> Broken:
    """SQLite finds the journal sound."""
    return [] if seen.integrity == "ok" else [f"the journal is damaged: {seen.integrity}"]


def passes_come_to_rest(seen: Evidence) -> Broken:
    """A pass over an unchanged register writes nothing: neither a byte of it, nor its time, nor the journal."""
    return [] if seen.at_rest else ["the passes do not come to rest"]


def last_pass_goes_well(seen: Evidence) -> Broken:
    """Once people, disks and servers behave, a pass gets through; one that stops would be at rest as well."""
    last = seen.said[-1]
    well = last.code == 0 and not last.err
    return [] if well else [f"the last pass ended with {last.code}: {last.err.strip()[-300:]}"]


def nothing_left_lying(seen: Evidence) -> Broken:
    """No half-written file stays beside the register once it was written again, nor a note of a pass that is over."""
    before, after = seen.stretches[-1]
    written = before.members != after.members
    return [f"{path} was left behind" for path in seen.litter
            if path.endswith(".holder") or (written and not path.startswith("labels/"))]


def no_secret_is_printed(seen: Evidence) -> Broken:
    """No password, no mail and no traceback on either stream."""
    signs = {PASSWORD: "the password", "Traceback (most recent": "a traceback"} | dict.fromkeys(
        CONTENT_SIGNS, "a mail's body")
    return [f"{what} was printed" for sign, what in signs.items() if sign in seen.printed]
