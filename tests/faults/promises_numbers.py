"""What must hold of numbers: one row, one customer, never again.

Each promise is one function that says in sentences how it was broken; the table of them is `invariants`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from email import message_from_bytes

from .book import told_apart
from .evidence import NUMBER, Broken, Evidence, id_of, text_of

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


def mailed_number_was_written(seen: Evidence) -> Broken:
    """No customer hears of a number that never stood in the register: the write comes first."""
    stood = {sight.number for sight in seen.sights}
    return [f"{number} was mailed and never stood in the register" for content in seen.received
            for number in sorted(set(NUMBER.findall(text_of(content))) - stood)]


def no_void_number_mailed(seen: Evidence) -> Broken:
    """No customer is mailed a number that was taken back, save in mails that were out by then."""
    staff = {line["message_id"] for line in seen.journal.get("mails", ()) if line["notice"] == "staff_review"}
    void = {line["number"] for line in seen.journal.get("numbers", ()) if line["state"] != "bound"}
    mailed = {number for content in seen.received if id_of(content) not in staff.union(seen.out_before)
              for number in NUMBER.findall(text_of(content))}
    return [f"{number} was mailed and is void" for number in sorted(mailed & void)]


def row_numbered_or_told(seen: Evidence) -> Broken:
    """A row with anything in it has its number, or says why it has none."""
    return [f"row {at} ({row.get('order_no')}, {row.get('email')}) has no number and says nothing"
            for at, row in enumerate(seen.book.rows, 2)
            if (row.get("order_no") or row.get("email")) and not row.get("rma_number")
            and not (row.get("messages") or row.get("why"))]


def nothing_half_bound(seen: Evidence) -> Broken:
    """No pass is left open in the journal: what it meant stands or is void."""
    open_runs = [line["id"] for line in seen.journal.get("runs", ()) if not line["closed_at"]]
    return [f"run {run} is still open" for run in open_runs] + [
        f"{line['number']} is still {line['state']}" for line in seen.journal.get("numbers", ())
        if line["state"] == "reserved"]
