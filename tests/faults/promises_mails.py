"""What must hold of mails: none twice, none lost, none that the journal does not know.

Each promise is one function that says in sentences how it was broken; the table of them is `invariants`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from .book import told_apart
from .evidence import NUMBER, Broken, Evidence, id_of, text_of

ITEM = re.compile(r"^(\d+ x .+?)\r?\n\s+[^:\n]+: *(\S+)", re.MULTILINE)
"""How many of what, and the number or reference of its row."""
News = tuple[str, str, str, str]
"""Row key, notice, the first number in the mail, and the goods of that row."""
DELIVERED, OVER = ("done", "unknown", "in_data"), ("done", "unknown", "withdrawn", "failed")


def numbered_row_was_mailed(seen: Evidence) -> Broken:
    """The customer of a numbered row was written to, or the row says why not, or a person took the mail back."""
    withdrawn = {line["id"] for line in seen.journal.get("mails", ()) if line["state"] == "withdrawn"}
    covered = {line["row_key"] for line in seen.journal.get("covers", ()) if line["mail"] not in withdrawn}
    covered |= {line["row_key"] for line in seen.journal.get("events", ()) if line["kind"] == "mail-cancel"}
    return [f"the customer of {row['rma_number']} was never written to" for row in seen.book.rows
            if row.get("rma_number") and not told_apart(row) and row.get("row_key") not in covered
            and not (row.get("messages") or row.get("do_not_notify"))]


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
    """Nobody is told the same of the same number and the same goods in two different mails; a question may be put again
    after other news."""
    told: dict[News, list[str]] = defaultdict(list)
    last: dict[str, tuple[News, str]] = {}
    broken = []
    for key, news, text in _mailed(seen):
        _, notice, number, _ = news
        twice = last.get(key) == (news, text) if notice == "needs_info" else bool(told[news])
        if twice:
            broken.append(f"the notice {notice} of {number or key} arrived in {len(told[news]) + 1} mails")
        told[news].append(text)
        last[key] = news, text
    return broken


def _mailed(seen: Evidence) -> Iterator[tuple[str, News, str]]:
    """Row key, news and text of each customer's mail that arrived, in that order."""
    known = {line["message_id"]: line for line in seen.journal.get("mails", ())}
    covers, names = defaultdict(list), defaultdict(set)
    for line in seen.journal.get("covers", ()):
        covers[line["mail"]].append(line["row_key"])
    for line in seen.journal.get("records", ()):
        names[line["key"]] |= {line["request_ref"], line["rma_number"]}
    first = {id_of(content): content for content in reversed(seen.received)}
    for name, content in reversed(first.items()):
        if name in known and known[name]["notice"] != "staff_review":
            text = text_of(content)
            number = next(iter(NUMBER.findall(text)), "")
            goods = {whose: what for what, whose in ITEM.findall(text)}
            for key in covers[known[name]["id"]]:
                of_row = next((goods[each] for each in (number, *names[key]) if each in goods), "")
                yield key, (key, known[name]["notice"], number, of_row), text


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
