"""One typst process, asked for document after document; it is ended when it takes too long and with its owner.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import weakref
from pathlib import Path
from typing import IO

PROGRAM = Path(__file__).with_name("typeset_child.py")
READY = b"ready\n"


class TypesetError(Exception):
    """What typst found; `diagnostic` shows the place."""

    def __init__(self, message: str, diagnostic: str) -> None:
        super().__init__(message)
        self.message, self.diagnostic = message, diagnostic


class EndedError(Exception):
    """The process came to no answer: time or memory ran out. `broken` is what it said where it never began to work."""

    def __init__(self, broken: str = "") -> None:
        super().__init__(broken)
        self.broken = broken


class TypesetProcess:
    """typst over the templates in `root`; `seconds` is the most that one document may take. Raises OSError."""

    def __init__(self, root: Path, seconds: float) -> None:
        self._seconds, self._ready, self._said = seconds, False, tempfile.TemporaryFile()  # noqa: SIM115  (lives on)
        # -P: the files beside the program must not stand for modules of Python that are named alike
        self._process = subprocess.Popen([sys.executable, "-P", str(PROGRAM), str(root)],  # noqa: S603  (our own file)
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said)
        weakref.finalize(self, _end, self._process)

    def pdf(self, template: str, data: str) -> bytes:
        """The PDF. Raises TypesetError, and EndedError after which the process is gone."""
        watch = threading.Timer(self._seconds, self._process.kill)
        watch.start()
        try:
            return self._asked(json.dumps([template, data]).encode() + b"\n")
        except (OSError, ValueError) as error:
            _end(self._process)
            raise EndedError("" if self._ready else self._last_words()) from error
        finally:
            watch.cancel()

    def _asked(self, question: bytes) -> bytes:
        """Raises ValueError for an answer that breaks off."""
        to, back = _pipe(self._process.stdin), _pipe(self._process.stdout)
        self._ready = self._ready or back.readline() == READY
        to.write(question)
        to.flush()
        facts = json.loads(back.readline())
        if "message" in facts:
            raise TypesetError(facts["message"], facts["diagnostic"])
        pdf = back.read(facts["size"])
        if len(pdf) != facts["size"]:
            raise ValueError("the answer breaks off")
        return pdf


    def _last_words(self) -> str:
        self._said.seek(0)
        return self._said.read().decode("utf-8", "replace").strip().rpartition("\n")[2] or "?"


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None     # noqa: S101  (asked for when the process was started)
    return pipe


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()
