"""The steps of a pass, and of `restore`, that leave something behind: the table from which `points` are met."""

from __future__ import annotations

Steps = tuple[tuple[str, str], ...]

STEPS: Steps = (
    ("heal", "rma_sheets.sync:heal"),
    ("reserve", "rma_sheets.adapters.journal.journal:SqlJournal.reserve"),
    ("write", "rma_sheets.adapters.excel.store:ExcelStore.write"),
    ("bind", "rma_sheets.adapters.journal.journal:SqlJournal.bind"),
    ("label", "rma_sheets.effects:Effects._label"),
    ("deliver", "rma_sheets.effects:Effects.deliver"),
    ("remember", "rma_sheets.quiet:Quiet.remember"),
    ("fsync", "os:fsync"), ("replace", "os:replace"), ("rename", "os:rename"), ("unlink", "os:unlink"),
    ("link", "os:link"), ("chmod", "os:chmod"), ("temp file", "tempfile:mkstemp"),
    ("smtp connect", "rma_sheets.adapters.mail.connection:Connection.__init__"),
    ("smtp mail", "rma_sheets.adapters.mail.connection:Connection.mail"),
    ("smtp rcpt", "rma_sheets.adapters.mail.connection:Connection.rcpt"),
    ("smtp data", "rma_sheets.adapters.mail.connection:Connection.ask_to_send"),
    ("smtp content", "rma_sheets.adapters.mail.connection:Connection.content"),
    ("smtp quit", "rma_sheets.adapters.mail.connection:Connection.close"),
    ("back up", "rma_sheets.adapters.journal.put_back:back_up"),
    ("go on", "rma_sheets.adapters.journal.journal:SqlJournal.go_on_after"),
    ("fill", "rma_sheets.adapters.journal.put_back:_fill"),
    ("one file", "rma_sheets.adapters.journal.put_back:into_one_file"),
)
"""Name and function; each has a point before and one after it."""
