"""`rma-sheets outbox`: the mails that are not out, and the word of a person about single ones.

Asks the journal only, so it works while somebody has the workbook open; a decision waits for no pass to end, it says
that one is running.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from rma_sheets.arguments import number
from rma_sheets.errors import UsageError
from rma_sheets.terminal import Terminal

from .history_lines import state_key
from .passes import limit_lines

if TYPE_CHECKING:
    from rma_sheets.bootstrap import App
    from rma_sheets.ports import StoredMail

WORDS = ("list", "show", "retry", "cancel", "resolve")


def configure(parser: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    """The options of `outbox`."""
    parser.add_argument("do", nargs="?", choices=WORDS, default="list", metavar=say("cli.outbox.what"),
                        help=say("cli.outbox.do"))
    parser.add_argument("mail", nargs="*", type=number(int, say, 1), metavar=say("cli.outbox.number"),
                        help=say("cli.outbox.mail"))
    parser.add_argument("--all", action="store_true", help=say("cli.outbox.all"))
    outcome = parser.add_mutually_exclusive_group()
    outcome.add_argument("--arrived", action="store_const", const="arrived", dest="outcome",
                         help=say("cli.outbox.arrived"))
    outcome.add_argument("--again", action="store_const", const="again", dest="outcome", help=say("cli.outbox.again"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """List, show, or decide; what cannot be decided of one of the mails is done to none."""
    from rma_sheets.bootstrap import open_app
    from rma_sheets.outbox import check_states, chosen, decide

    with open_app(args.config, terminal) as app:
        _check(args)
        if args.do == "show":
            return _show(app, terminal, chosen(app.journal, args.mail))
        if args.do == "list":
            return _list(app, terminal, _listed(app.journal.mails(), everything=args.all))
        if args.do == "resolve" and not args.outcome:
            check_states(chosen(app.journal, args.mail), "arrived", partial(_state, app))
            raise UsageError("outbox.how", numbers=" ".join(map(str, args.mail)))
        with app.parts.lock():
            mails = decide(app.journal, app.clock, args.outcome or args.do, args.mail, partial(_state, app))
        return _list(app, terminal, mails)


def _check(args: argparse.Namespace) -> None:
    """Raise UsageError for words that contradict each other."""
    if args.do != "list" and not args.mail:
        raise UsageError("outbox.needs-number", word=args.do)
    if args.do == "list" and args.mail:
        raise UsageError("outbox.which", word=args.do)
    if args.outcome and args.do != "resolve":
        raise UsageError("outbox.no-outcome", word=args.do, outcome=args.outcome)


def _listed(mails: Sequence[StoredMail], *, everything: bool) -> Sequence[StoredMail]:
    from rma_sheets.model.delivery import MailState

    over = () if everything else (MailState.DONE, MailState.WITHDRAWN)
    return [stored for stored in mails if stored.state not in over]


def _list(app: App, terminal: Terminal, mails: Sequence[StoredMail]) -> int:
    from rma_sheets.render.table import in_columns

    facts = _facts(app, mails)
    title = {0: "none", 1: "one"}.get(len(mails), "other")
    terminal.lines([app.texts.say(f"outbox.title.{title}", number=len(mails)),
                    *in_columns([_line(app, each, stored) for each, stored in zip(facts, mails, strict=True)]),
                *limit_lines(app)])
    terminal.json(facts)
    return 0


def _line(app: App, facts: Mapping[str, Any], stored: StoredMail) -> Sequence[str]:
    say = app.texts.say
    return (str(stored.number), f"{stored.date.astimezone(app.zone):%Y-%m-%d %H:%M}",
            _state(app, stored), say(f"console.notice.{stored.mail.notice}"), facts["to"],
            ", ".join(facts["returns"]), stored.reply)


def _state(app: App, stored: StoredMail) -> str:
    return app.texts.say(state_key(stored.state, stored.reply))


def _facts(app: App, mails: Sequence[StoredMail]) -> list[dict[str, Any]]:
    """What machines are told of the mails; addresses are masked."""
    from rma_sheets.model.mailaddress import mask
    from rma_sheets.model.mailkeys import row_of

    rows = app.journal.view().rows
    about = [[rows[row_of(key)] for key in stored.mail.covers if row_of(key) in rows] for stored in mails]
    return [{"number": stored.number, "date": stored.date.isoformat(), "state": str(stored.state),
             "notice": stored.mail.notice, "to": mask(stored.mail.to),
             "returns": [row.reference for row in told], "attempts": stored.attempts,
             "reply": stored.reply, "message_id": stored.message_id}
            for stored, told in zip(mails, about, strict=True)]


def _show(app: App, terminal: Terminal, mails: Sequence[StoredMail]) -> int:
    """The mails as the customers get them; one that was not rendered yet says so."""
    from rma_sheets.render.reading import mail_text

    say = app.texts.say
    for index, stored in enumerate(mails):
        text = mail_text(stored.content) if stored.content else say("outbox.not-rendered")
        head = say("outbox.of-mail", number=stored.number, state=_state(app, stored), reply=stored.reply,
                   attempts=stored.attempts)
        terminal.lines([*([""] if index else []), head, "", *text.splitlines()])
    terminal.json([facts | {"content": stored.content.decode("utf-8", "replace")}
                   for facts, stored in zip(_facts(app, mails), mails, strict=True)])
    return 0
