"""Each promise of the table can be seen broken, and a sound shop breaks none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256

import pytest

from tests.scenario.commands.shell import Done

from .base import CONTENT_SIGNS, PASSWORD
from .book import DOUBLED, Book
from .evidence import Evidence, Sight
from .invariants import INVARIANTS, broken_promises

NUMBER = "RMA-26-00001-A"
STYLES = b"<styleSheet><cellXfs count='1'><xf/></cellXfs></styleSheet>"


def mail(number: str = NUMBER, name: str = "<1@x>", to: str = "anna@example.org") -> bytes:
    """A mail as it arrives."""
    return f"Message-ID: {name}\r\nTo: {to}\r\nContent-Type: text/plain\r\n\r\nYour return {number}.\r\n".encode()


ROW = {"rma_number": NUMBER, "row_key": "K-1", "order_no": "1001", "email": "anna@example.org"}
BEFORE = Book(({**ROW, "rma_number": None},), {("Returns", "I2"): "1001"}, {"sheet": b"a", "xl/styles.xml": STYLES},
              frozenset({"sheet"}))
AFTER = replace(BEFORE, rows=(ROW,), members={"sheet": b"b", "xl/styles.xml": STYLES.replace(b"<xf/>", b"<xf/><xf/>")
                                              .replace(b"'1'", b"'2'")})
DIGEST = sha256(b'\x1f2026\x1fK-1\x1fmove\x1f{"to": "approved"}').hexdigest()
JOURNAL: Mapping[str, list[dict[str, object]]] = {
    "numbers": [{"number": NUMBER, "kind": "rma", "row_key": "K-1", "state": "bound"}],
    "mails": [{"id": 1, "key": "K-1:approved:1", "message_id": "<1@x>", "notice": "approved", "state": "done",
               "content": mail()}],
    "covers": [{"mail": 1, "row_key": "K-1"}], "runs": [{"id": 1, "closed_at": "2026"}],
    "records": [{"key": "K-1", "status": "approved", "request_ref": "", "rma_number": "", "deleted": 0, "cells": ""}],
    "events": [{"id": 1, "at": "2026", "row_key": "K-1", "kind": "move", "data": '{"to": "approved"}',
                "digest": DIGEST}],
    "chains": [{"length": 1, "head": DIGEST}], "leases": [{"holder": "anna", "until": ""}]}
SOUND = Evidence(((BEFORE, AFTER),), JOURNAL, received=(mail(),), sights=(Sight(NUMBER, "anna@example.org", "1001"),),
                 said=(Done(0, "1 mail", ""),))


def book(**changed: object) -> Evidence:
    """The sound shop with another register at the end."""
    return replace(SOUND, stretches=((BEFORE, replace(AFTER, **changed)),))  # type: ignore[arg-type]


def journal(table: str, *more: dict[str, object], **changed: object) -> Evidence:
    """The sound shop with more lines in a table of the journal, or other facts in the one that is there."""
    line = JOURNAL[table][0]
    return replace(SOUND, journal={**JOURNAL, table: [{**line, **changed}, *({**line, **each} for each in more)]})


def said(code: int, out: str = "", err: str = "") -> Evidence:
    """The sound shop with another last pass."""
    return replace(SOUND, said=(Done(code, out, err),))


def event(**changed: object) -> Evidence:
    """The sound shop with one event more, in a chain that holds."""
    line = {**JOURNAL["events"][0], "id": 2, **changed}
    digest = sha256("\x1f".join((DIGEST, *(str(line[name]) for name in ("at", "row_key", "kind", "data")))).encode())
    return replace(SOUND, journal={**JOURNAL, "events": [*JOURNAL["events"], {**line, "digest": digest.hexdigest()}],
                                   "chains": [{"length": 2, "head": digest.hexdigest()}]})


def second_mail(content: bytes, notice: str = "approved") -> Evidence:
    """The sound shop with another mail about the same row."""
    return replace(SOUND, received=(mail(), content), journal={
        **JOURNAL, "mails": [{**JOURNAL["mails"][0], "notice": notice},
                             {**JOURNAL["mails"][0], "id": 2, "key": "K-1:again:2", "message_id": "<2@x>",
                              "notice": notice, "content": content}],
        "covers": [*JOURNAL["covers"], {"mail": 2, "row_key": "K-1"}]})


OTHER = "RMA-26-00002-B"
SPOILED: Mapping[str, tuple[Evidence, ...]] = {
    "number_in_one_row": (book(rows=(ROW, ROW)),),
    "number_of_its_row": (journal("numbers", state="void"),),
    "number_given_once": (journal("numbers", {}), journal("numbers", {"number": OTHER})),
    "one_customer_for_ever": (replace(SOUND, received=(mail(to="ben@example.com"),)),
                              replace(SOUND, sights=(*SOUND.sights, Sight(NUMBER, "anna@example.org", "1002")))),
    "mailed_number_was_written": (replace(SOUND, sights=()),),
    "no_void_number_mailed": (journal("numbers", state="void"),),
    "row_numbered_or_told": (book(rows=({**ROW, "rma_number": None},)),),
    "numbered_row_was_mailed": (journal("covers", row_key="K-2"), journal("mails", state="withdrawn")),
    "one_mail_for_a_key": (replace(SOUND, received=(mail() + b"more\r\n",)),
                           journal("mails", {"id": 2, "message_id": "<2@x>"}), journal("mails", {"id": 2, "key": "K"})),
    "mail_delivered_once": (replace(SOUND, received=(mail(), mail())),),
    "news_told_once": (second_mail(mail(name="<2@x>")), second_mail(mail(name="<2@x>"), "needs_info")),
    "arrived_is_recorded": (replace(SOUND, received=()), journal("mails", state="failed")),
    "no_mail_left_behind": (journal("mails", state="queued"),),
    "nothing_half_bound": (journal("runs", closed_at=""), journal("numbers", state="reserved")),
    "events_are_a_chain": (journal("events", data='{"to": "declined"}'), journal("chains", length=2)),
    "events_tell_the_state": (
        journal("records", status="declined"), event(kind="deleted", data="{}"),
        event(kind="number", data=f'{{"rma_number": "{NUMBER}"}}'), event(kind="cells", data='{"why": "x"}'),
        event(kind="undone", data='{"to": "requested", "rma_number": ""}')),
    "nobody_holds_the_register": (journal("leases", until="2026"),),
    "cells_of_people_stay": (book(staff={("Returns", "I2"): "1002"}),),
    "workbook_opens": (book(trouble="BadZipFile"),),
    "other_parts_stay": (
        book(members={**AFTER.members, "chart": b"x"}),
        book(members={**AFTER.members, "xl/styles.xml": STYLES.replace(b"</styleSheet>", b"<dxfs/></styleSheet>")})),
    "journal_is_whole": (replace(SOUND, integrity="row 1 missing"),),
    "passes_come_to_rest": (replace(SOUND, at_rest=False),),
    "last_pass_goes_well": (said(1, err="rma-sheets: stopped [sync.journal-empty]"), said(0, err="a warning"), said(1)),
    "nothing_left_lying": (replace(SOUND, litter=(".returns-a.tmp",)),
                           replace(SOUND, litter=("labels/pass.holder",))),
    "no_secret_is_printed": (said(1, err=f"login with {PASSWORD}"), said(1, err="Traceback (most recent call last)")),
}


def test_a_sound_shop_breaks_no_promise() -> None:
    assert broken_promises(SOUND) == []


@pytest.mark.parametrize("promise", INVARIANTS, ids=lambda promise: promise.__name__)
def test_every_promise_can_be_seen_broken_in_every_way(promise: Callable[[Evidence], list[str]]) -> None:
    assert [nth for nth, spoiled in enumerate(SPOILED[promise.__name__]) if promise(spoiled) == []] == []


def test_a_style_that_is_changed_instead_of_added_is_seen() -> None:
    changed = STYLES.replace(b"<xf/>", b"<xf bold/>")
    assert "the part xl/styles.xml changed" in str(broken_promises(book(members={**AFTER.members,
                                                                                 "xl/styles.xml": changed})))


def test_a_mail_that_somebody_asked_for_again_may_arrive_once_more() -> None:
    asked = replace(SOUND, received=(mail(), mail()), again={"<1@x>": 1})
    assert broken_promises(asked) == []
    assert broken_promises(replace(asked, received=(mail(), mail(), mail()))) != []


def test_copies_that_are_told_apart_are_no_number_twice() -> None:
    told = {**ROW, "messages": f"This row and row 3 {DOUBLED}."}
    assert broken_promises(book(rows=(told, told))) == []


@pytest.mark.parametrize("sign", CONTENT_SIGNS)
def test_a_mail_on_the_terminal_is_seen(sign: str) -> None:
    assert broken_promises(replace(SOUND, said=(Done(0, f"... {sign} ...", ""),))) != []
