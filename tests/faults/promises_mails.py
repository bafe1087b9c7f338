"""What must hold of mails: none twice, none lost, none that the journal does not know.

Each promise is one function that says in sentences how it was broken; the table of them is `invariants`.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from .book import told_apart
from .evidence import NUMBER, Broken, Evidence, id_of, text_of

DELIVERED, OVER = ("done", "unknown", "in_data"), ("done", "unknown", "withdrawn", "failed")


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
