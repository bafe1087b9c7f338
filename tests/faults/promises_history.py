"""What must hold of the history: a chain that nobody can change unseen, and that alone tells the state of every row.

The digests and the states are computed here anew, with nothing of ours.
"""

from __future__ import annotations

import json
from collections import defaultdict
from hashlib import sha256
from typing import Any

from .evidence import Broken, Evidence


def events_are_a_chain(seen: Evidence) -> Broken:
    """Each event carries the digest of itself and the one before, and the register knows the last one."""
    head, broken = "", []
    events = sorted(seen.journal.get("events", ()), key=lambda line: line["id"])
    for line in events:
        head = sha256("\x1f".join((head, *(line[name] for name in ("at", "row_key", "kind", "data")))).encode(
            "utf-8", "surrogatepass")).hexdigest()
        if line["digest"] != head:
            return [f"event {line['id']} is not what it was"]
    ends = [(line["length"], line["head"]) for line in seen.journal.get("chains", ())]
    if events and ends != [(len(events), head)]:
        broken.append(f"{len(events)} events end in {head[:8]}, the register knows {ends}")
    return broken


def events_tell_the_state(seen: Evidence) -> Broken:
    """Played back, the events give status, number, cells and presence of each row as the journal has them."""
    rows: dict[str, dict[str, Any]] = defaultdict(
        lambda: {"status": "", "rma_number": "", "deleted": 0, "cells": {}})
    for line in sorted(seen.journal.get("events", ()), key=lambda line: line["id"]):
        row, data = rows[line["row_key"]], json.loads(line["data"])
        if line["kind"] == "baseline":      # a row as it stood when an older journal was put back
            row |= {name: type(row[name])(data[name]) for name in ("status", "rma_number", "deleted")}
        if line["kind"] == "cells":
            row["cells"] = {name: text for name, text in {**row["cells"], **data}.items() if text}
        if line["kind"] in ("move", "undone"):
            row["status"] = data["to"]
        if line["kind"] == "number":
            row["rma_number"] = data["rma_number"]
        if line["kind"] == "undone" and data["rma_number"] == row["rma_number"]:    # empty where none was void
            row["rma_number"] = ""
        if line["kind"] in ("deleted", "restored"):
            row["deleted"] = int(line["kind"] == "deleted")
    return [f"{record['key']}: the events tell {name} {rows[record['key']][name]!r}, the journal {known!r}"
            for record in seen.journal.get("records", ())
            for name, known in (("status", record["status"]), ("rma_number", record["rma_number"]),
                                ("deleted", record["deleted"]), ("cells", json.loads(record["cells"] or "{}")))
            if rows[record["key"]][name] != known]


def nobody_holds_the_register(seen: Evidence) -> Broken:
    """Once all passes are over no lease is left in anybody's hands."""
    return [f"{line['holder']} still holds the register" for line in seen.journal.get("leases", ()) if line["until"]]
