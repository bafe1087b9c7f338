"""A broken world, said in one clear line.

Wrong data in a row is never an exception: it is a `Finding` (model/findings.py). What stands here is for a
world the pass cannot work in: no such file, no permission, an unreadable workbook, a broken template.
The sentences live in the catalogue of texts under `<reference>.message` and `<reference>.hint`, so an
error carries facts and the terminal speaks the language of the person in front of it.
"""

from __future__ import annotations


class RmaSheetsError(Exception):
    """Something outside the rows is broken; nothing was half-written.

    `reference` is `<topic>.<kebab-slug>` and never changes once published; `facts` fill the sentence.
    """

    exit_code = 1

    def __init__(self, reference: str, **facts: object) -> None:
        super().__init__(f"{reference} {facts}" if facts else reference)
        self.reference = reference
        self.facts = facts


class UsageError(RmaSheetsError):
    """The command line asked for something that does not exist or contradicts itself."""

    exit_code = 2


class ConfigError(RmaSheetsError):
    """The configuration cannot be used; `facts["problems"]` is the ready text of all problems, one a line."""


class StoreError(RmaSheetsError):
    """The register cannot be read or written."""


class RegisterBusy(StoreError):
    """Somebody has the register open, or another pass holds it: wait and try again."""


class RegisterChanged(StoreError):
    """The register changed between reading and writing: read and plan again. Nothing was written."""


class BrakeError(RmaSheetsError):
    """The plan looks implausible; nothing was written and nobody was mailed."""


class WrongJournalError(BrakeError):
    """The journal is not the register's, or an older one: whatever was planned with it is beside the point."""


class JournalError(RmaSheetsError):
    """The engine's memory cannot be opened, or is newer than the program."""


class TemplateError(RmaSheetsError):
    """A template of the shop's does not compile or names a field that does not exist."""
