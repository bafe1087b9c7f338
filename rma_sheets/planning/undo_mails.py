"""What becomes of the mails of a run that is taken back: those that are not out speak no more of its rows, those that
are out, or may be, are told.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from rma_sheets.model.delivery import CHANGEABLE, MailState
from rma_sheets.model.findings import Finding
from rma_sheets.model.mailaddress import mask
from rma_sheets.model.mailkeys import row_of
from rma_sheets.model.plan import MailChange
from rma_sheets.model.runs import RunMail, RunMemory

from .world import World

OUT = (MailState.DONE, MailState.UNKNOWN, MailState.IN_DATA)
WITHDRAWN = "undo-mail-withdrawn"


def withdrawn(memory: RunMemory, back: Mapping[str, str]) -> Iterator[MailChange]:
    """One change for each mail and row: a mail that is not out speaks no more of a row that goes back.

    `back`: row key -> request reference. One found in the middle of being handed over is not sent again either.
    """
    for mail in memory.mails:
        if mail.state in (*CHANGEABLE, MailState.IN_DATA):
            for key in _rows(mail, back):
                yield MailChange(mail.key, without=(back[key],), rows=(key,))


def mail_findings(world: World, memory: RunMemory, rows: Mapping[str, int]) -> Iterator[Finding]:
    """What is told of each mail, for each row that goes back; `rows`: row key -> the sheet's row number."""
    for mail in memory.mails:
        code = _code(mail, rows)
        for key in _rows(mail, rows) if code else ():
            yield Finding(code, row=rows[key], key=key, facts={
                "notice": world.own.say(f"console.notice.{mail.notice}"), "to": mask(mail.to)})


def count_withdrawn(memory: RunMemory, back: Container[str]) -> int:
    """How many mails speak of nobody any more."""
    return sum(_code(mail, back) == WITHDRAWN for mail in memory.mails)


def taken_back_mail(memory: RunMemory, key: str) -> RunMail | None:
    """The last mail of the run about that row that was not out."""
    return next((mail for mail in reversed(memory.mails)
                 if mail.state in CHANGEABLE and key in map(row_of, mail.covers)), None)


def _code(mail: RunMail, rows: Container[str]) -> str:
    """The finding for what becomes of it; empty where nothing does."""
    if mail.state in OUT:
        return "undo-mail-out"
    if mail.state not in CHANGEABLE:
        return ""
    whole = all(row_of(key) in rows for key in mail.covers)
    return WITHDRAWN if whole else "undo-mail-shortened"


def _rows(mail: RunMail, back: Mapping[str, object]) -> list[str]:
    return [key for key in map(row_of, mail.covers) if key in back]
