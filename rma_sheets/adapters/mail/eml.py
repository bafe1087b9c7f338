"""Mails as files, until SMTP is switched on: the same bytes, one .eml for each key, to be opened with any mail program.

A file that stands is never replaced by another mail.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rma_sheets.adapters.files import write_file
from rma_sheets.errors import RmaSheetsError
from rma_sheets.model.plan import Outcome, Result
from rma_sheets.model.texts import Texts
from rma_sheets.ports import Envelope, MailSession


@dataclass(frozen=True, slots=True)
class EmlMailer:
    """A folder that is made when the first mail comes; `texts` says why a mail could not be written."""

    folder: Path
    texts: Texts

    @contextmanager
    def session(self) -> Iterator[MailSession]:
        """Nothing to open."""
        yield self

    def check(self) -> str:
        """Empty when the folder can be written to, else why not. Leaves nothing behind."""
        probe = self.folder / ".probe"
        try:
            write_file(probe, b"")
            probe.unlink()
        except (RmaSheetsError, OSError) as error:
            return self._refused(error)
        return ""

    def send(self, envelope: Envelope, before_data: Callable[[], None]) -> Outcome:  # noqa: ARG002  (no doubt to tell)
        """Write the mail, whole or not at all; see `ports.MailSession`. Whether it stands can be seen afterwards, so
        its moment is not announced: a pass that dies here leaves no doubt.
        """
        path = self.folder / file_name(envelope.key)
        try:
            if path.exists():
                return self._standing(envelope, path)
            write_file(path, envelope.content)
        except OSError as error:
            return Outcome("mail", envelope.key, Result.RETRY, self._refused(error))
        except RmaSheetsError as error:
            if not isinstance(error.__cause__, OSError):
                raise
            return Outcome("mail", envelope.key, Result.RETRY, self._refused(error))
        return Outcome("mail", envelope.key, Result.DONE, path.name)

    def _standing(self, envelope: Envelope, path: Path) -> Outcome:
        """A mail of that key was written before: the same one is done, another one is left alone."""
        if path.read_bytes() == envelope.content:
            return Outcome("mail", envelope.key, Result.DONE, path.name)
        return Outcome("mail", envelope.key, Result.FAILED, self.texts.say("mail.eml-taken", file=path))

    def _refused(self, error: Exception) -> str:
        reason = error.__cause__ if isinstance(error, RmaSheetsError) and error.__cause__ else error
        reply = getattr(reason, "strerror", None) or str(reason)
        return self.texts.say("mail.folder-refused", file=self.folder, reply=reply)


def file_name(key: str) -> str:
    """`<row key>-<notice>-<rev>.eml`; a short hash keeps keys apart that would look alike."""
    name = re.sub(r"[^A-Za-z0-9.]+", "-", key).strip(".-")[:80] or "mail"
    plain = name == key.replace(":", "-") and "-" not in key
    return f"{name}.eml" if plain else f"{name}-{hashlib.sha256(key.encode()).hexdigest()[:8]}.eml"
