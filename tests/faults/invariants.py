"""What must hold after every case, whatever happened: each promise one function, which says in sentences how it was
broken. The table at the end is what the whole harness is about.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from email import message_from_bytes

from .base import CONTENT_SIGNS, PASSWORD
from .evidence import Evidence, Line, id_of, text_of

Broken = list[str]
NUMBER = re.compile(r"RMA-\d\d-\d{5}-[0-9A-Z]")
DOUBLED = "carry the same hidden key"
"""How the register tells of rows that nobody can tell apart: those are told and left alone."""

DELIVERED, OVER = ("done", "unknown", "in_data"), ("done", "unknown", "withdrawn", "failed")
STAFF = "returns@example.com"
"""Who is told of everybody's numbers."""


def number_in_one_row(seen: Evidence) -> Broken:
    """A number stands in at most one row, save for copies that are told."""
    rows = Counter(row["rma_number"] for row in seen.book.rows if row.get("rma_number") and not told_apart(row))
    return [f"{number} stands in {count} rows" for number, count in rows.items() if count > 1]


def number_of_its_row(seen: Evidence) -> Broken:
    """A number that people see was given by the journal to just that row, and is not void."""
    bound = {line["number"]: line["row_key"] for line in seen.journal.get("numbers", ()) if line["state"] == "bound"}
    return [f"{row['rma_number']} stands in the row {row.get('row_key')}, the journal gave it to "
            f"{bound.get(row['rma_number'], 'nobody')}"
            for row in seen.book.rows if row.get("rma_number") and not told_apart(row)
            and bound.get(row["rma_number"]) != row.get("row_key")]


def number_given_once(seen: Evidence) -> Broken:
    """The journal never gives a number a second time, nor two numbers to one row."""
    lines = [line for line in seen.journal.get("numbers", ()) if line["kind"] == "rma"]
    twice = Counter(line["number"] for line in lines)
    rows = Counter(line["row_key"] for line in lines if line["state"] == "bound")
    return [*(f"{number} was given {count} times" for number, count in twice.items() if count > 1),
            *(f"the row {key} has {count} numbers" for key, count in rows.items() if count > 1)]


def one_customer_for_ever(seen: Evidence) -> Broken:
    """Wherever a number was seen, at any time, it was of one customer and one order."""
    emails, orders = defaultdict(set), defaultdict(set)
    for sight in seen.sights:
        emails[sight.number].add(sight.email)
        if sight.order_no:
            orders[sight.number].add(sight.order_no)
    for content in seen.received:
        to = str(message_from_bytes(content)["To"])
        if to != STAFF:
            for number in NUMBER.findall(text_of(content)):
                emails[number].add(to)
    return [f"{number} was of {', '.join(sorted(whose))}" for found in (emails, orders)
            for number, whose in found.items() if len(whose) > 1]


def one_number_for_one_request(seen: Evidence) -> Broken:
    """Nobody is mailed two numbers for one row, nor a number that was taken back."""
    void = {line["number"] for line in seen.journal.get("numbers", ()) if line["state"] != "bound"}
    mailed = {number for content in seen.received for number in NUMBER.findall(text_of(content))}
    return [f"{number} was mailed and is void" for number in sorted(mailed & void)]


def row_numbered_or_told(seen: Evidence) -> Broken:
    """A row with anything in it has its number, or says why it has none."""
    return [f"row {at} ({row.get('order_no')}, {row.get('email')}) has no number and says nothing"
            for at, row in enumerate(seen.book.rows, 2)
            if (row.get("order_no") or row.get("email")) and not row.get("rma_number")
            and not (row.get("messages") or row.get("why"))]


def numbered_row_was_mailed(seen: Evidence) -> Broken:
    """The customer of a numbered row was written to, or that mail is told as failed, unknown or taken back."""
    covered = {line["row_key"] for line in seen.journal.get("covers", ())}
    return [f"the customer of {row['rma_number']} was never written to" for row in seen.book.rows
            if row.get("rma_number") and not told_apart(row) and row.get("row_key") not in covered]


def one_mail_for_a_key(seen: Evidence) -> Broken:
    """One key, one Message-ID, one set of bytes, in the journal and at the server."""
    mails, contents = seen.journal.get("mails", ()), defaultdict(set)
    for content in seen.received:
        contents[id_of(content)].add(content)
    for line in mails:
        if line["message_id"] in contents:
            contents[line["message_id"]].add(bytes(line["content"] or b""))
    broken = [f"{len(found)} different mails are {name}" for name, found in contents.items() if len(found) > 1]
    for column in ("key", "message_id"):
        broken += [f"two mails have the {column} {value}"
                   for value, count in Counter(line[column] for line in mails).items() if count > 1]
    return broken


def mail_delivered_once(seen: Evidence) -> Broken:
    """No mail arrives a second time, unless a person said so."""
    return [f"{name} arrived {count} times, {seen.again.get(name, 0)} of them asked for"
            for name, count in Counter(map(id_of, seen.received)).items() if count > 1 + seen.again.get(name, 0)]


def news_told_once(seen: Evidence) -> Broken:
    """Nobody is told the same of the same number in two different mails."""
    known = {line["message_id"]: line for line in seen.journal.get("mails", ())}
    covers = defaultdict(list)
    for line in seen.journal.get("covers", ()):
        covers[line["mail"]].append(line["row_key"])
    told = Counter((key, known[name]["notice"], number) for name, number in _mailed(seen) if name in known
                   for key in covers[known[name]["id"]])
    return [f"the notice {notice} of {number or key} arrived in {count} mails"
            for (key, notice, number), count in told.items() if count > 1 and notice != "staff_review"]


def _mailed(seen: Evidence) -> set[tuple[str, str]]:
    """Message-ID and first number of what arrived."""
    return {(id_of(content), next(iter(NUMBER.findall(text_of(content))), "")) for content in seen.received}


def arrived_is_recorded(seen: Evidence) -> Broken:
    """What arrived stands in the journal as gone out, and what the journal says is done has arrived."""
    states = {line["message_id"]: line["state"] for line in seen.journal.get("mails", ())}
    arrived = {id_of(content) for content in seen.received}
    return [*(f"{name} arrived, the journal says {states.get(name, 'nothing')}" for name in sorted(arrived)
              if states.get(name) not in DELIVERED),
            *(f"{name} is done and never arrived" for name, state in states.items()
              if state == "done" and name not in arrived and not seen.again.get(name))]


def no_mail_left_behind(seen: Evidence) -> Broken:
    """With a server that works, no mail waits at the end: it is out, or a person knows of it."""
    return [f"the mail {line['key']} is {line['state']} at the end" for line in seen.journal.get("mails", ())
            if seen.server_works and line["state"] not in OVER]


def nothing_half_bound(seen: Evidence) -> Broken:
    """No pass is left open in the journal: what it meant stands or is void."""
    open_runs = [line["id"] for line in seen.journal.get("runs", ()) if not line["closed_at"]]
    return [f"run {run} is still open" for run in open_runs] + [
        f"{line['number']} is still {line['state']}" for line in seen.journal.get("numbers", ())
        if line["state"] == "reserved"]


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


def told_apart(row: Line) -> bool:
    """Whether the row says that it shares its key with another one."""
    return DOUBLED in str(row.get("messages") or "")


Promises = tuple[Callable[[Evidence], Broken], ...]

INVARIANTS: Promises = (
    number_in_one_row, number_of_its_row, number_given_once, one_customer_for_ever, one_number_for_one_request,
    row_numbered_or_told, numbered_row_was_mailed, one_mail_for_a_key, mail_delivered_once, news_told_once,
    arrived_is_recorded, no_mail_left_behind, nothing_half_bound, cells_of_people_stay, workbook_opens,
    other_parts_stay, journal_is_whole, passes_come_to_rest, last_pass_goes_well,
    nothing_left_lying, no_secret_is_printed,
    # events: their chain of hashes, and that they replay to the same state, have their lines here
)


def broken_promises(seen: Evidence, promises: Promises = INVARIANTS) -> list[str]:
    """Every broken promise, as a sentence."""
    return [f"{promise.__name__}: {sentence}" for promise in promises for sentence in promise(seen)]
