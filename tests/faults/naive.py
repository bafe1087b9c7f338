"""The harness proves itself: what a script usually does is taken through the same kills and acts, and is caught.

Next number is the largest one plus one, a mail for each row, all saved at the end. A case is an act of people; it
breaks a promise of the harness where nobody is mailed twice at any kill point of the naive pass.
"""

from __future__ import annotations

import re
import smtplib
from collections.abc import Sequence
from email.message import EmailMessage
from itertools import count
from typing import Any

from openpyxl import load_workbook

from tests.scenario.bad_input.processes import ended, start
from tests.scenario.bad_input.shop import Shop, place

from . import promises_mails as mails
from . import promises_numbers as numbers
from . import promises_register as register
from .case import Case, begun
from .hands import ACTS
from .invariants import broken_promises
from .points import Points
from .steps import Steps

WITHOUT_JOURNAL = (numbers.number_in_one_row, numbers.one_customer_for_ever, numbers.row_numbered_or_told,
                   mails.mail_delivered_once, register.cells_of_people_stay, register.workbook_opens)
"""The promises that need no journal to be seen broken."""

STEPS: Steps = (("mail", "smtplib:SMTP.send_message"), ("save", "openpyxl.workbook.workbook:Workbook.save"),
                ("end of the file", "zipfile:ZipFile.close"))


def cases(*, quick: bool = False) -> Sequence[str]:
    """The acts of people, but for the word that only our outbox understands."""
    acts = [act for act in ACTS if act != "say again"]
    return acts[:1] if quick else acts


def check(act: str) -> list[str]:
    """Empty where the harness sees that somebody is mailed twice, at one kill point at least."""
    twice = [sentence for broken in caught(act) for sentence in broken if "mail_delivered_once" in sentence]
    return [] if twice else [f"with the act {act} a naive pass mails nobody twice: the harness is blind"]


def caught(act: str) -> list[list[str]]:
    """For each point at which the naive pass can be killed, the promises that it then breaks."""
    found: list[list[str]] = []
    for point in count(1):
        with begun() as case:
            died = _naive(case.shop, case.server.port, point)
            if not died:
                return found
            found.append(_verdict(case, act))
    return found


def _verdict(case: Case, act: str) -> list[str]:
    case.passes_were_here()
    if case.typed.trouble:
        return [f"the register cannot be opened: {case.typed.trouble}"]
    case.people_were_here(ACTS[act](case.shop))
    for _ in range(2):
        _naive(case.shop, case.server.port, 0)
    case.passes_were_here()
    return broken_promises(case.evidence(), WITHOUT_JOURNAL)


def _naive(shop: Shop, port: int, point: int) -> bool:
    """Run the naive pass until that point; whether it came to it."""
    return ended(start(_until, shop, port, point)) != 0


def _until(shop: Shop, port: int, point: int) -> int:
    with Points(point, steps=STEPS).watched():
        naive_pass(shop, port)
    return 0


def naive_pass(shop: Shop, port: int) -> None:
    """Number, mail and mark each row that has none, and save."""
    book = load_workbook(shop.register)
    sheet = book["Returns"]
    number, email, order_no = (place(sheet, column) for column in ("rma_number", "email", "order_no"))
    rows = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, order_no).value]
    last = max(_digits(sheet.cell(row, number).value) for row in rows)
    with smtplib.SMTP("127.0.0.1", port, timeout=5) as server:
        for row in rows:
            if not sheet.cell(row, number).value:
                last += 1
                sheet.cell(row, number).value = f"RMA-26-{last:05}-X"
                server.send_message(_mail(f"RMA-26-{last:05}-X", str(sheet.cell(row, email).value)))
    book.save(shop.register)


def _digits(number: Any) -> int:
    found = re.search(r"-(\d{5})-", str(number or ""))
    return int(found[1]) if found else 0


def _mail(number: str, to: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = "returns@example.com", to, number, f"<{number}@x>"
    mail.set_content(f"Your return {number} is approved.")
    return mail
