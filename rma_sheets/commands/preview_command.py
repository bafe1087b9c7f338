"""`rma-sheets preview NOTICE`: a mail as the customer would get it, to look at before anybody gets one."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from rma_sheets.model.column import LANGUAGES
from rma_sheets.model.notices import NOTICES
from rma_sheets.terminal import Terminal


def configure(parser: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    """The options of `preview`."""
    parser.add_argument("notice", choices=tuple(NOTICES), metavar=say("cli.notice"),
                        help=say("cli.preview.notice", names=", ".join(NOTICES)))
    parser.add_argument("--row", metavar="RMA", help=say("cli.preview.row"))
    parser.add_argument("--language", choices=LANGUAGES, help=say("cli.preview.language"))
    parser.add_argument("-o", "--output", metavar=say("cli.dir"), type=Path, help=say("cli.preview.output"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Write `<notice>.eml` and `<notice>.html`. Nothing is sent and nothing is remembered."""
    from rma_sheets.bootstrap import open_app
    from rma_sheets.preview import Preview, html_of

    with open_app(args.config, terminal) as app:
        preview = Preview(app.config)
        if args.row:
            content = preview.row(app, args.notice, args.row, args.language or "")
        else:
            content = preview.sample(args.notice, args.language or app.settings.language)
        folder = args.output or app.folder / "preview"
        paths = [folder / f"{args.notice}.eml", folder / f"{args.notice}.html"]
        app.save(paths[0], content)
        app.save(paths[1], html_of(content))
        terminal.lines([app.texts.say("cli.preview.written", path=path) for path in paths])
        terminal.json({"files": [str(path) for path in paths]})
        return 0
